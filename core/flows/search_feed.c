/*
 * search_feed.c: from the listing to searchd; see search_feed.h.  The index is
 * sql/search/listing.conf.
 */
#include "core/flows/search_feed.h"

#include "core/domain/category.h"
#include "core/lib/country.h"
#include "core/lib/log.h"
#include "sql/search.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define EVENTS	50	/* told in one round */
#define REFILL	500	/* documents put into the idle index in one round */
#define PACK_SECONDS 30	/* that packing an index may take */

/* --- the lock ---------------------------------------------------------------------- */

int
search_feed_lock(const char *run)
{
	struct arena	*a = arena_new();
	int		 fd = open(text(a, "%s/search-writer.lock", run),
	    O_RDONLY | O_CREAT | O_CLOEXEC, 0644);

	arena_free(a);
	if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0) {
		close(fd);
		fd = -1;
	}
	return fd;
}

/* --- documents --------------------------------------------------------------------- */

static const char *const columns[] = { "id", "title", "words", "place", "organizer", "event",
    "starts", "ends", "day", "city", "category", "state", "free", "online", "price", "latitude",
    "longitude" };

#define N_COLUMNS	(sizeof(columns) / sizeof(columns[0]))

static int
state_number(const char *state)
{
	static const char *const states[] = { "published", "cancelled", "postponed", "ended",
	    NULL };
	int n = 0;

	while (states[n] != NULL && strcmp(states[n], state) != 0)
		n++;
	return n + 1;
}

/* Venue, city and country, the country as it is called at home in both languages we have. */
static const char *
place_of_date(struct arena *a, const struct row *date)
{
	const char *country = row_text(date, "country");

	if (*country == '\0')
		return "";
	return text(a, "%s %s %s %s", row_text(date, "venue"), row_text(date, "city"),
	    country_name(a, country, "en"), country_name(a, country, "de"));
}

/* The values of one date, in the order of columns[]. */
static void
add_document(struct sphinxql_query *q, struct arena *a, const struct row *date)
{
	const struct category	*category = category_find(row_text(date, "category"));
	bool			 priced = !row_null(date, "price_from_money");

	sphinxql_document(q);
	sphinxql_int(q, row_id(date, "occurrence_id"));
	sphinxql_text(q, row_text(date, "title"));
	sphinxql_text(q, text(a, "%s %s %s", row_text(date, "summary"), row_text(date, "about"),
	    category == NULL ? "" : category->words));
	sphinxql_text(q, place_of_date(a, date));
	sphinxql_text(q, row_text(date, "organizer"));
	sphinxql_int(q, row_id(date, "event_id"));
	sphinxql_int(q, row_time(date, "starts_at"));
	sphinxql_int(q, row_time(date, "ends_at"));
	sphinxql_int(q, strtoll(row_text(date, "day"), NULL, 10));
	sphinxql_int(q, row_int(date, "city_id"));
	sphinxql_int(q, category == NULL ? 0 : category->number);
	sphinxql_int(q, state_number(row_text(date, "state")));
	sphinxql_int(q, priced && row_int(date, "price_from_money") == 0);
	sphinxql_int(q, !row_is(date, "attendance", "in_person"));
	sphinxql_int(q, row_int(date, "price_from_money"));
	sphinxql_real(q, row_real(date, "latitude"));
	sphinxql_real(q, row_real(date, "longitude"));
}

static bool
put_documents(struct sphinxql *s, struct arena *a, const char *index, struct rows dates)
{
	struct sphinxql_query *q;

	if (dates.n == 0)
		return true;
	q = sphinxql_replace(a, index, columns, N_COLUMNS);
	for (size_t i = 0; i < dates.n; i++)
		add_document(q, a, dates.at[i]);
	return sphinxql_tell(s, q, NULL);
}

static bool
is_among(struct rows dates, int64_t occurrence)
{
	for (size_t i = 0; i < dates.n; i++)
		if (row_id(dates.at[i], "occurrence_id") == occurrence)
			return true;
	return false;
}

/*
 * Take out what the index still has of these events and the listing has no more.  After the new
 * documents are in, so that nobody misses a date meanwhile.  True with *again when there may be
 * more.
 */
static bool
drop_documents(struct sphinxql *s, struct arena *a, const char *index, struct ids events,
    struct rows dates, bool *again)
{
	struct sphinxql_query	*q = sphinxql_select(a, index);
	struct sphinxql_answer	 answer;
	struct ids		 gone;
	int64_t			*ids;

	sphinxql_column(q, "id");
	sphinxql_among(q, "event", events);
	sphinxql_limit(q, 0, SPHINXQL_DEEP);
	if (!sphinxql_ask(s, q, &answer))
		return false;
	ids = make_array(a, int64_t, answer.rows.n + 1);
	gone = (struct ids){ ids, 0 };
	for (size_t i = 0; i < answer.rows.n && gone.n < IDS_MAX; i++) {
		int64_t id = row_id(answer.rows.at[i], "id");

		if (!is_among(dates, id))
			ids[gone.n++] = id;
	}
	*again = gone.n == IDS_MAX;
	if (gone.n == 0)
		return true;
	q = sphinxql_delete(a, index);
	sphinxql_among(q, "id", gone);
	return sphinxql_tell(s, q, NULL);
}

/* --- a round of changes ---------------------------------------------------------------- */

static bool
tell_index(struct sphinxql *s, struct arena *a, const char *index, struct ids events,
    struct rows dates)
{
	bool again = true;

	if (*index == '\0')
		return true;
	if (!put_documents(s, a, index, dates))
		return false;
	while (again)
		if (!drop_documents(s, a, index, events, dates, &again))
			return false;
	return true;
}

static struct ids
events_of(struct arena *a, struct rows waiting)
{
	int64_t *ids = make_array(a, int64_t, waiting.n + 1);

	for (size_t i = 0; i < waiting.n; i++)
		ids[i] = row_id(waiting.at[i], "event_id");
	return (struct ids){ ids, waiting.n };
}

/* The events that have waited longest; each is struck off unless it changed again meanwhile. */
static enum search_round
tell_changes(struct db *db, struct sphinxql *s, struct arena *a, const struct row *state)
{
	struct rows	waiting = q_search_waiting(db, EVENTS), dates;
	struct ids	events = events_of(a, waiting);

	if (waiting.n == 0)
		return db_failed(db) ? SEARCH_BUSY : SEARCH_IDLE;
	dates = q_search_rows_of(db, events);
	if (db_failed(db))
		return SEARCH_BUSY;
	if (!tell_index(s, a, row_text(state, "active"), events, dates) ||
	    !tell_index(s, a, row_text(state, "filling"), events, dates))
		return SEARCH_AWAY;
	for (size_t i = 0; i < waiting.n; i++)
		q_search_told(db, events.at[i], row_int(waiting.at[i], "turn"));
	return db_failed(db) ? SEARCH_BUSY : SEARCH_WORKED;
}

/* --- an index made anew ------------------------------------------------------------------ */

static const char *
other_index(const char *active)
{
	return strcmp(active, "listing_a") == 0 ? "listing_b" : "listing_a";
}

static enum search_round
begin_refill(struct db *db, struct sphinxql *s, struct arena *a, const struct row *state)
{
	const char *idle = other_index(row_text(state, "active"));

	if (!sphinxql_tell(s, sphinxql_truncate(a, idle), NULL))
		return SEARCH_AWAY;
	q_search_fill(db, idle);
	log_line(LOG_INFO, "search index is being made anew", LOG_TEXT("index", idle), LOG_END);
	return db_failed(db) ? SEARCH_BUSY : SEARCH_WORKED;
}

/* Write memory to disk and ask for one chunk of all, where questions are fastest. */
static bool
pack(struct sphinxql *s, struct arena *a, const char *index)
{
	bool well;

	sphinxql_patience(s, PACK_SECONDS);
	well = sphinxql_tell(s, sphinxql_flush(a, index), NULL) &&
	    sphinxql_tell(s, sphinxql_optimize(a, index), NULL);
	sphinxql_patience(s, 0);
	return well;
}

/* All in it: let it answer. */
static enum search_round
end_refill(struct db *db, struct sphinxql *s, struct arena *a, const char *filling)
{
	if (!pack(s, a, filling))
		return SEARCH_AWAY;
	q_search_turn(db);
	log_line(LOG_INFO, "search index answers", LOG_TEXT("index", filling), LOG_END);
	return db_failed(db) ? SEARCH_BUSY : SEARCH_WORKED;
}

static enum search_round
refill(struct db *db, struct sphinxql *s, struct arena *a, const struct row *state)
{
	const char	*filling = row_text(state, "filling");
	struct rows	 dates = q_search_rows_after(db, row_id(state, "filled_to"), REFILL);

	if (db_failed(db))
		return SEARCH_BUSY;
	if (dates.n == 0)
		return end_refill(db, s, a, filling);
	if (!put_documents(s, a, filling, dates))
		return SEARCH_AWAY;
	q_search_filled(db, row_id(dates.at[dates.n - 1], "occurrence_id"));
	return db_failed(db) ? SEARCH_BUSY : SEARCH_WORKED;
}

enum search_round
search_feed(struct db *db, struct sphinxql *s, struct arena *a)
{
	struct row		*state = q_search_state(db);
	enum search_round	 round;

	if (state == NULL)
		return SEARCH_BUSY;
	round = tell_changes(db, s, a, state);
	if (round == SEARCH_AWAY || round == SEARCH_BUSY)
		return round;
	if (*row_text(state, "filling") != '\0')
		return refill(db, s, a, state);
	return row_bool(state, "asked") ? begin_refill(db, s, a, state) : round;
}

enum search_round
search_feed_pack(struct db *db, struct sphinxql *s, struct arena *a)
{
	struct row *state = q_search_state(db);

	if (state == NULL)
		return SEARCH_BUSY;
	return pack(s, a, row_text(state, "active")) ? SEARCH_WORKED : SEARCH_AWAY;
}

int64_t
search_documents(struct sphinxql *s, struct arena *a, const char *index)
{
	struct sphinxql_query	*q = sphinxql_select(a, index);
	struct sphinxql_answer	 answer;

	sphinxql_column(q, "id");
	sphinxql_limit(q, 0, 1);
	return sphinxql_ask(s, q, &answer) ? answer.found : -1;
}
