/* listing.c: from the shard to the listing; see listing.h. */
#include "core/domain/listing.h"

#include "core/domain/event.h"
#include "core/lib/log.h"
#include "core/lib/text.h"
#include "sql/listing_feed.h"
#include "sql/search.h"

#include <string.h>

#define ABOUT_MAX	10000	/* code points of the description that can be found by words */
#define BATCH		200

/* What is to be listed of one event. */
struct feed {
	struct arena	*arena;
	int64_t		 event;
	struct rows	 dates;		/* of listing_source(); none: there is no such event */
	int64_t		 version;
	bool		 visible;
	bool		 was_public;	/* ever */
};

static bool
is_public_state(const char *state)
{
	static const char *const states[] = { "published", "cancelled", "postponed", "ended",
	    NULL };

	for (const char *const *s = states; *s != NULL; s++)
		if (strcmp(*s, state) == 0)
			return true;
	return false;
}

/* The event's own state, unless only this date is off. */
static const char *
state_of(const struct row *date)
{
	const char *event = row_text(date, "event_state");

	if (strcmp(event, "published") == 0 && !row_is(date, "occurrence_state", "scheduled"))
		return row_text(date, "occurrence_state");
	return event;
}

/* What it is found by beside its title: the description, and the tags. */
static const char *
words_of(struct arena *a, const struct row *date)
{
	const char *about = text_plain(a, row_text(date, "about"), ABOUT_MAX);

	return text(a, "%s\n%s", about == NULL ? "" : about, row_text(date, "tags"));
}

static void
put(struct db *db, struct feed *f, const struct row *date)
{
	const char	*about = words_of(f->arena, date);
	int64_t		 kinds = row_int(date, "kinds");

	q_listing_put(db, row_id(date, "occurrence_id"), f->event, row_id(date, "organizer_id"),
	    f->version, state_of(date), row_text(date, "path"), row_text(date, "title"),
	    event_summary(f->arena, row_text(date, "summary"), row_text(date, "about")),
	    about, row_text(date, "category"),
	    row_text(date, "language"), row_text(date, "attendance"), row_time(date, "starts_at"),
	    row_time(date, "ends_at"), row_text(date, "starts_on"), row_text(date, "time_zone"),
	    row_id(date, "venue_id"), row_text(date, "venue"), row_text(date, "city_slug"),
	    row_text(date, "city"), row_text(date, "country"), row_real(date, "latitude"),
	    row_real(date, "longitude"), row_bool(date, "located"), row_text(date, "organizer"),
	    row_text(date, "organizer_handle"), row_id(date, "cover_id"),
	    row_int(date, "cover_width"),
	    row_int(date, "cover_height"), row_text(date, "cover_alt"), row_text(date, "currency"),
	    row_int(date, "price_from"), row_int(date, "price_to"), kinds > 0,
	    kinds > 0 && row_int(date, "open") == 0, row_time(date, "published_at"),
	    row_time(date, "updated_at"));
}

/* In one transaction on the listing.  The queue's row comes first: it is the event's lock. */
static bool
write_all(struct db *db, void *what)
{
	struct feed	*f = what;
	struct row	*listed;

	q_search_put(db, f->event);
	if ((listed = q_listed_version(db, f->event)) == NULL ||
	    row_int(listed, "version") > f->version)
		return false;	/* a later copy was here first */
	q_listing_drop(db, f->event);
	if (!f->visible) {
		q_unlisted_put(db, f->event, f->version);
		return true;
	}
	for (size_t i = 0; i < f->dates.n; i++)
		if (row_id(f->dates.at[i], "occurrence_id") != 0)
			put(db, f, f->dates.at[i]);
	q_unlisted_drop(db, f->event);
	return true;
}

bool
listing_feed(struct db *db, struct arena *a, int64_t event)
{
	struct feed	 f = { .arena = a, .event = event, .dates = q_listing_source(db, event) };

	if (db_failed(db))
		return false;
	if (f.dates.n > 0) {
		const struct row *first = f.dates.at[0];

		f.version = row_int(first, "version");
		f.visible = is_public_state(row_text(first, "event_state")) &&
		    row_is(first, "organizer_state", "active");
		f.was_public = !row_null(first, "published_at");
	} else {
		f.version = UINT32_MAX;		/* it is gone: nothing comes after that */
		f.was_public = true;
	}
	if (!f.visible && !f.was_public)
		return true;
	return db_try(db, PLACE_LISTING, write_all, &f);
}

/* --- all of them ---------------------------------------------------------------------- */

/* Feed these, each in an arena of its own, and leave the last one's id in *last. */
static bool
feed_batch(struct db *db, struct arena *own, struct rows batch, const char *column, int64_t *last)
{
	struct arena	*each = arena_new();
	bool		 well = !db_failed(db);

	for (size_t i = 0; well && i < batch.n; i++) {
		arena_reset(each);
		db_use_arena(db, each);
		*last = row_id(batch.at[i], column);
		well = listing_feed(db, each, *last);
	}
	if (well)
		db_use_arena(db, own);
	else
		log_line(LOG_ERROR, "listing not fed", LOG_TEXT("why", db_failure(db)), LOG_END);
	arena_free(each);
	return well;
}

/* All events of one server's shards. Their number, or -1. */
static int64_t
feed_server(struct db *db, struct arena *own, int place)
{
	struct rows	batch;
	int64_t		last = 0, n = 0;

	do {
		batch = q_events_after(db, place, last, BATCH);
		if (!feed_batch(db, own, batch, "id", &last))
			return -1;
		n += (int64_t)batch.n;
	} while (batch.n == BATCH);
	return n;
}

/* What is listed and perhaps should not be. */
static bool
feed_listed(struct db *db, struct arena *own)
{
	struct rows	batch;
	int64_t		last = 0;

	do {
		batch = q_listed_after(db, last, BATCH);
		if (!feed_batch(db, own, batch, "event_id", &last))
			return false;
	} while (batch.n == BATCH);
	return true;
}

int64_t
listing_feed_all(struct db *db)
{
	const struct places	*places = db_places(db);
	struct arena		*own = arena_new();
	int64_t			 n = 0, of_one = 0;

	db_use_arena(db, own);
	for (size_t i = 0; i < places->n_servers && of_one >= 0; i++)
		if (server_place(places, i) != PLACE_NONE) {
			of_one = feed_server(db, own, server_place(places, i));
			n += of_one;
		}
	if (of_one < 0 || !feed_listed(db, own))
		n = -1;
	db_use_arena(db, NULL);
	arena_free(own);
	return n;
}
