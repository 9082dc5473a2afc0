/*
 * fsck_copies.c: rules about what is made of the truth: listing, search index, files; see fsck.h.
 */
#include "handlers/cli/fsck.h"

#include "core/flows/image_files.h"
#include "sql/fsck.h"
#include "sql/search.h"

/* --- listing ----------------------------------------------------------------------------- */

/* Everything public is listed, with all its dates and of its last version. */
static void
look_at_public(struct fsck *f, int place)
{
	struct rows	events;
	int64_t		last = 0;

	do {
		events = q_fsck_public(f->db, place, last, FSCK_BATCH);
		for (size_t i = 0; i < events.n; i++) {
			const struct row	*e = events.at[i];
			struct row		*listed = q_fsck_listed(f->db, row_id(e, "id"));

			last = row_id(e, "id");
			if (listed == NULL)
				return;
			if (row_int(listed, "dates") != row_int(e, "dates"))
				broken(f, last, "has %lld dates, the listing %lld",
				    (long long)row_int(e, "dates"),
				    (long long)row_int(listed, "dates"));
			else if (row_int(listed, "version") != row_int(e, "version"))
				broken(f, last, "is of version %lld, the listing has %lld",
				    (long long)row_int(e, "version"),
				    (long long)row_int(listed, "version"));
		}
	} while (events.n == FSCK_BATCH);
}

/* And nothing else is. */
static void
look_at_listed(struct fsck *f)
{
	struct rows	dates;
	int64_t		last = 0, seen = 0;

	do {
		dates = q_fsck_listing(f->db, last, FSCK_BATCH);
		for (size_t i = 0; i < dates.n; i++) {
			int64_t		 event = row_id(dates.at[i], "event_id");
			struct row	*is;

			last = row_id(dates.at[i], "id");
			if (event == seen)
				continue;
			seen = event;
			is = q_fsck_is_public(f->db, event);
			if (is == NULL || !row_bool(is, "public"))
				broken(f, event, "is listed, but %s", is == NULL ? "not there" :
				    "not public");
		}
	} while (dates.n == FSCK_BATCH);
}

void
fsck_listing_copy(struct fsck *f)
{
	fsck_each_server(f, look_at_public);
	look_at_listed(f);
}

/* --- search ------------------------------------------------------------------------------ */

/* Ids of the index, ascending, after one. */
static struct rows
indexed_after(struct fsck *f, const char *index, int64_t after)
{
	struct sphinxql_query	*q = sphinxql_select(f->arena, index);
	struct sphinxql_answer	 answer = { .rows = { 0, NULL } };

	sphinxql_column(q, "id");
	sphinxql_at_least(q, "id", after + 1);
	sphinxql_order(q, "id", false);
	sphinxql_limit(q, 0, FSCK_BATCH);
	if (!sphinxql_ask(f->search, q, &answer))
		broken(f, 0, "searchd does not answer: %s", sphinxql_error(f->search));
	return answer.rows;
}

/* One of two ascending lists, batch by batch. */
struct walk {
	struct rows	rows;
	size_t		at;
	int64_t		last;
};

/* Its next id without taking it; 0 at the end. */
static int64_t
next_listed(struct fsck *f, struct walk *w)
{
	if (w->at == w->rows.n) {
		w->rows = q_fsck_listing(f->db, w->last, FSCK_BATCH);
		w->at = 0;
	}
	return w->rows.n == 0 ? 0 : row_id(w->rows.at[w->at], "id");
}

static int64_t
next_indexed(struct fsck *f, struct walk *w, const char *index)
{
	if (w->at == w->rows.n) {
		w->rows = indexed_after(f, index, w->last);
		w->at = 0;
	}
	return w->rows.n == 0 ? 0 : row_id(w->rows.at[w->at], "id");
}

static void
take(struct walk *w, int64_t id)
{
	w->last = id;
	w->at++;
}

void
fsck_search_copy(struct fsck *f)
{
	struct row	*state = q_search_state(f->db);
	const char	*index = state == NULL ? "" : row_text(state, "active");
	struct walk	 listed = { .at = 0 }, indexed = { .at = 0 };

	if (f->search == NULL || state == NULL)
		return;
	for (;;) {
		int64_t l = next_listed(f, &listed), i = next_indexed(f, &indexed, index);

		if (l == 0 && i == 0)
			return;
		if (l != 0 && (i == 0 || l < i))
			broken(f, l, "is listed, but %s does not know it", index);
		if (i != 0 && (l == 0 || i < l))
			broken(f, i, "is in %s, but not listed", index);
		if (l != 0 && (i == 0 || l <= i))
			take(&listed, l);
		if (i != 0 && (l == 0 || i <= l))
			take(&indexed, i);
	}
}

/* --- files ------------------------------------------------------------------------------- */

static void
look_at_images(struct fsck *f, int place)
{
	struct rows	images;
	int64_t		last = 0;

	do {
		images = q_fsck_images_ready(f->db, place, last, FSCK_BATCH);
		for (size_t i = 0; i < images.n; i++) {
			last = row_id(images.at[i], "id");
			if (!image_files_exist(f->cli->conf, last))
				broken(f, last, "is ready, but not all of its files are there");
		}
	} while (images.n == FSCK_BATCH);
}

void
fsck_image_files(struct fsck *f)
{
	fsck_each_server(f, look_at_images);
}
