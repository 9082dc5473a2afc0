/* event.c: what organizers put on; see event.h. */
#include "core/domain/event.h"

#include "core/domain/image.h"
#include "core/domain/job.h"
#include "core/lib/clock.h"
#include "core/lib/id.h"
#include "core/lib/json.h"
#include "core/lib/text.h"
#include "sql/event.h"
#include "sql/request_key.h"
#include "sql/venue.h"

#include <assert.h>
#include <string.h>

#define SLUG_MAX	80	/* bytes of words in an address */
#define SUMMARY_CUT	160	/* code points, when the organizer wrote none */

const char *const event_attendances[] = { "in_person", "online", "hybrid", NULL };

/* Anything not here is a mistake, or a race that somebody else has won. */
static const struct move {
	enum event_deed	 deed;
	const char	*from, *to, *audit;
} moves[] = {
	{ EVENT_PUBLISH,	"draft",	"published",	"event_publish" },
	{ EVENT_PUBLISH,	"postponed",	"published",	"event_publish" },
	{ EVENT_WITHDRAW,	"published",	"draft",	"event_withdraw" },
	{ EVENT_POSTPONE,	"published",	"postponed",	"event_postpone" },
	{ EVENT_CANCEL,		"published",	"cancelled",	"event_cancel" },
	{ EVENT_CANCEL,		"postponed",	"cancelled",	"event_cancel" },
	{ EVENT_REMOVE,		"draft",	"removed",	"event_remove" },
	{ EVENT_REMOVE,		"published",	"removed",	"event_remove" },
	{ EVENT_REMOVE,		"postponed",	"removed",	"event_remove" },
	{ EVENT_REMOVE,		"cancelled",	"removed",	"event_remove" },
	{ EVENT_REMOVE,		"ended",	"removed",	"event_remove" },
	{ EVENT_HIDE,		"published",	"hidden",	"event_hide" },
	{ EVENT_HIDE,		"postponed",	"hidden",	"event_hide" },
	{ EVENT_HIDE,		"cancelled",	"hidden",	"event_hide" },
	{ EVENT_HIDE,		"ended",	"hidden",	"event_hide" },
};

/* A deed in a transaction: what it needs, and how it ended. */
struct event_work {
	const struct actor		*actor;
	const struct event_input	*in;
	const unsigned char		*key;
	int64_t				 organizer, event, version, cover;
	enum event_deed			 deed;
	const char			*message;
	enum event_result		 end;
	/* made of the input before the transaction begins */
	const char			*about_html;
};

/* --- what is made of the input ------------------------------------------------------ */

static const char *
words_path(struct arena *a, const char *kind, const char *words, const char *language, int64_t id)
{
	return text(a, "/%s/%s-%s", kind, text_slug(a, words, language, SLUG_MAX), id_text(a, id));
}

static void
prepare(struct arena *a, struct event_work *w)
{
	const struct event_input *in = w->in;

	w->about_html = text_markdown(a, in->about);
	assert(w->about_html != NULL);	/* the caller's form has seen to its length */
}

const char *
event_summary(struct arena *a, const char *summary, const char *about)
{
	const char *beginning;

	if (*summary != '\0')
		return summary;
	beginning = text_plain(a, about, SUMMARY_CUT);
	return beginning == NULL ? "" : beginning;
}

/* --- place and time ------------------------------------------------------------------ */

/* The place as a row: another one, or what `venue` is called from now on. */
static bool
rename_venue(struct db *db, struct arena *a, int64_t venue, int64_t organizer,
    const struct event_input *in)
{
	const struct venue_input *v = &in->venue;

	return venue != 0 && q_venue_rename(db, venue, organizer, v->name, v->street, v->postcode,
	    v->city, v->city_slug, v->country, v->latitude, v->longitude, v->located,
	    in->time_zone, words_path(a, "v", v->name, in->language, venue)) == 1;
}

/*
 * The venue's id: the one the organizer has under that name and address, or a new one; 0: none is given.  `typed`
 * is the one a draft has had: it is called what is typed now.
 */
static int64_t
put_venue(struct db *db, struct arena *a, int64_t organizer, const struct event_input *in,
    int64_t typed)
{
	const struct venue_input	*v = &in->venue;
	int64_t				 venue;

	if (*v->name == '\0' || strcmp(in->attendance, "online") == 0)
		return 0;
	venue = q_venue_same(db, organizer, v->name, v->street, v->city_slug, v->country);
	if (venue != 0) {
		q_venue_locate(db, venue, organizer, v->postcode, v->latitude, v->longitude,
		    v->located, in->time_zone);
		return venue;
	}
	if (rename_venue(db, a, typed, organizer, in))
		return typed;
	venue = id_new(id_shard(organizer), clock_now());
	q_venue_add(db, venue, organizer, v->name, v->street, v->postcode, v->city, v->city_slug,
	    v->country, v->latitude, v->longitude, v->located, in->time_zone,
	    words_path(a, "v", v->name, in->language, venue));
	return venue;
}

static void
put_occurrence(struct db *db, struct arena *a, struct event_work *w, bool draft)
{
	const struct event_input	*in = w->in;
	struct row			*old;
	int64_t				 typed, venue;

	if (!in->dated)
		return;
	old = q_occurrence_of_event(db, w->event);
	typed = draft && old != NULL ? row_id(old, "venue_id") : 0;
	venue = put_venue(db, a, w->organizer, in, typed);
	if (old != NULL)
		q_occurrence_set(db, row_id(old, "id"), venue, in->starts_at, in->ends_at,
		    in->starts_wall, in->ends_wall, in->time_zone);
	else
		q_occurrence_add(db, id_new(id_shard(w->event), clock_now()), w->event,
		    w->organizer, venue, in->starts_at, in->ends_at, in->starts_wall,
		    in->ends_wall, in->time_zone);
	if (typed != 0 && typed != venue)
		q_venue_drop(db, typed, w->organizer);
}

/* --- tickets and questions ------------------------------------------------------------------ */

/* Counters are locked last.  False, and why, when it is not to be. */
static bool
put_offer(struct db *db, struct event_work *w, bool was_public)
{
	const struct event_input *in = w->in;

	w->end = EVENT_REFUSED;
	if (!questions_put(db, w->event, w->organizer, was_public, in->questions, in->questions_n))
		return false;
	switch (ticket_types_put(db, w->event, w->organizer, in->currency, in->tickets,
	    in->tickets_n)) {
	case TICKET_TYPES_DONE:
		return true;
	case TICKET_TYPES_TAKEN:
		w->end = EVENT_TAKEN;
		break;
	case TICKET_TYPES_UNKNOWN:
		break;
	}
	return false;
}

/* --- who is told ------------------------------------------------------------------------------ */

/*
 * Everybody who is registered hears of it: what has changed, and the organizer's own words.  Nobody is:
 * nothing is promised.
 */
static void
promise_news(struct db *db, int64_t event, const char *kind, const char *const *what,
    const char *message)
{
	struct arena		*a;
	struct json_writer	*j;

	if (q_event_peopled(db, event) == 0)
		return;
	a = arena_new();
	j = json_writer_new(a);
	json_open_object(j, NULL);
	json_open_array(j, "what");
	for (; *what != NULL; what++)
		json_text(j, NULL, *what);
	json_close_array(j);
	json_text(j, "message", message == NULL ? "" : message);
	json_close_object(j);
	job_promise(db, kind, event, json_written(j, NULL), 0);
	arena_free(a);
}

static bool
differs(const struct row *old, const char *column, const char *now)
{
	return strcmp(row_text(old, column), now) != 0;
}

/* What is new to who is registered; NULL at the end. */
static void
note_changes(const struct row *old, const struct event_input *in, const char *what[5])
{
	const struct venue_input	*v = &in->venue;
	bool				 online = strcmp(in->attendance, "online") == 0;
	size_t				 n = 0;

	if (differs(old, "title", in->title))
		what[n++] = "title";
	if (in->dated && (row_time(old, "starts_at") != in->starts_at ||
	    row_time(old, "ends_at") != in->ends_at || differs(old, "time_zone", in->time_zone)))
		what[n++] = "time";
	if (differs(old, "mode", in->attendance) || (!online && (differs(old, "venue", v->name) ||
	    differs(old, "street", v->street) || differs(old, "city", v->city))))
		what[n++] = "place";
	if (differs(old, "online_url", in->online_url))
		what[n++] = "online";
	what[n] = NULL;
}

static void
tell_changes(struct db *db, const struct event_work *w, const struct row *old)
{
	const char *what[5];

	if (!w->in->tell || old == NULL || row_is(old, "state", "draft"))
		return;
	note_changes(old, w->in, what);
	if (what[0] != NULL || (w->in->message != NULL && *w->in->message != '\0'))
		promise_news(db, w->event, "event_changed_mail", what, w->in->message);
}

/* --- making and changing ------------------------------------------------------------------ */

static bool
make_event(struct db *db, void *what)
{
	struct event_work		*w = what;
	const struct event_input	*in = w->in;
	struct arena			*a = arena_new();

	w->event = id_new(id_shard(w->organizer), clock_now());
	if (q_request_key_add(db, w->organizer, (struct bytes){ w->key, 16 }, "event_make",
	    w->event) == 0) {
		arena_free(a);
		w->end = EVENT_STALE;
		return false;	/* done before, or the database failed */
	}
	q_event_add(db, w->event, w->organizer, words_path(a, "e", in->title, in->language,
	    w->event), in->title,
	    in->summary, in->about, w->about_html, in->category, in->tags == NULL ? "" : in->tags,
	    in->language, in->attendance, in->online_url, in->time_zone, in->currency,
	    in->self_cancel, in->cover, in->template, w->actor->account);
	put_occurrence(db, a, w, false);
	arena_free(a);
	audit_note(db, w->actor, w->organizer, "event_make", w->event, "{}");
	if (!put_offer(db, w, false))
		return false;
	w->end = EVENT_DONE;
	return true;
}

enum event_result
event_make(struct db *db, const struct actor *actor, int64_t organizer, const unsigned char key[16],
    const struct event_input *in, int64_t *event)
{
	struct event_work	 w = { .actor = actor, .in = in, .key = key, .organizer = organizer };
	struct arena		*a = arena_new();
	bool			 done;

	prepare(a, &w);
	done = db_try(db, id_shard(organizer), make_event, &w);
	arena_free(a);
	if (!done)
		return EVENT_BUSY;
	if (w.end == EVENT_REFUSED)
		return w.end;
	if (w.end == EVENT_STALE) {
		w.event = event_made(db, organizer, key);
		if (w.event == 0)
			return EVENT_BUSY;
		image_discard(db, in->cover);	/* the first one brought its own */
	}
	*event = w.event;
	return EVENT_DONE;
}

int64_t
event_made(struct db *db, int64_t organizer, const unsigned char key[16])
{
	return q_request_key_answer(db, organizer, (struct bytes){ key, 16 }, "event_make");
}

/* False, and why, when it is not to be changed, or somebody has changed it since. */
static bool
may_change(const struct row *old, struct event_work *w)
{
	w->end = EVENT_REFUSED;
	if (old == NULL || row_is(old, "state", "hidden") || row_is(old, "state", "removed") ||
	    (w->in->typing && !row_is(old, "state", "draft")))
		return false;
	w->end = EVENT_STALE;
	if (row_int(old, "version") != w->version)
		return false;
	w->organizer = row_id(old, "organizer_id");
	return true;
}

static bool
set_event(struct db *db, struct arena *a, struct event_work *w)
{
	const struct event_input *in = w->in;

	return q_event_set(db, w->event, w->version, words_path(a, "e", in->title, in->language,
	    w->event), in->title, in->summary, in->about, w->about_html, in->category,
	    in->tags == NULL ? "" : in->tags, in->language, in->attendance, in->online_url,
	    in->time_zone, in->self_cancel, in->cover) == 1;
}

static bool
change_event(struct db *db, void *what)
{
	struct event_work	*w = what;
	struct arena		*a = arena_new();
	struct row		*old = q_event_lock(db, w->event);
	struct row		*was = w->in->tell ? q_event_desk(db, w->event) : NULL;
	bool			 done = may_change(old, w) && set_event(db, a, w);

	if (done) {
		put_occurrence(db, a, w, row_is(old, "state", "draft"));
		if (!w->in->typing) {
			job_promise(db, "listing_feed", w->event, "{}", 0);
			audit_note(db, w->actor, w->organizer, "event_change", w->event, "{}");
		}
		tell_changes(db, w, was);
		done = put_offer(db, w, !row_null(old, "published_at"));
	}
	if (done)
		w->end = EVENT_DONE;
	arena_free(a);
	return done;
}

enum event_result
event_change(struct db *db, const struct actor *actor, int64_t event, int64_t version,
    const struct event_input *in)
{
	struct event_work	 w = { .actor = actor, .in = in, .event = event, .version = version };
	struct arena		*a = arena_new();
	bool			 done;

	prepare(a, &w);
	done = db_try(db, id_shard(event), change_event, &w);
	arena_free(a);
	if (done && w.end != EVENT_DONE)
		image_discard(db, in->cover);
	return done ? w.end : EVENT_BUSY;
}

static bool
set_cover(struct db *db, void *what)
{
	struct event_work	*w = what;
	struct row		*old = q_event_lock(db, w->event);

	w->end = EVENT_REFUSED;
	if (old == NULL || q_event_cover(db, w->event, w->cover) == 0)
		return false;
	job_promise(db, "listing_feed", w->event, "{}", 0);
	audit_note(db, w->actor, row_id(old, "organizer_id"), "event_cover", w->event, "{}");
	w->end = EVENT_DONE;
	return true;
}

enum event_result
event_set_cover(struct db *db, const struct actor *actor, int64_t event, int64_t image)
{
	struct event_work w = { .actor = actor, .event = event, .cover = image };

	return db_try(db, id_shard(event), set_cover, &w) ? w.end : EVENT_BUSY;
}

/* --- moving from state to state -------------------------------------------------------------- */

static const struct move *
find_move(const char *state, enum event_deed deed)
{
	for (size_t i = 0; i < sizeof(moves) / sizeof(moves[0]); i++)
		if (moves[i].deed == deed && strcmp(moves[i].from, state) == 0)
			return &moves[i];
	return NULL;
}

bool
event_may(const char *state, enum event_deed deed)
{
	return find_move(state, deed) != NULL;
}

void
event_missing(const struct row *event, const char *missing[8])
{
	bool	online = row_is(event, "mode", "online");
	size_t	n = 0;

	if (*row_text(event, "category") == '\0')
		missing[n++] = "category";
	if (*row_text(event, "about") == '\0')
		missing[n++] = "about";
	if (row_null(event, "starts_at"))
		missing[n++] = "starts";
	if (!online && row_null(event, "venue"))
		missing[n++] = "venue";
	missing[n] = NULL;
}

/* The first time, the team is told; when it is called off, everybody. */
static void
promise_move(struct db *db, const struct event_work *w, const struct move *move, bool first)
{
	static const char *const nothing[] = { NULL };

	job_promise(db, "listing_feed", w->event, "{}", 0);
	if (move->deed == EVENT_PUBLISH && first)
		job_promise(db, "mail_event_live", w->event, "{}", 0);
	if (move->deed == EVENT_CANCEL)
		promise_news(db, w->event, "event_cancelled_mail", nothing, w->message);
	if (move->deed == EVENT_POSTPONE)
		promise_news(db, w->event, "event_postponed_mail", nothing, w->message);
}

/* Who is registered is not left standing before nothing: it is cancelled first, so that they hear of it. */
static bool
leaves_people(struct db *db, const struct event_work *w, const struct move *move)
{
	return (w->deed == EVENT_WITHDRAW ||
	    (w->deed == EVENT_REMOVE && strcmp(move->from, "cancelled") != 0 &&
	    strcmp(move->from, "ended") != 0)) && q_event_peopled(db, w->event) != 0;
}

/* All is there that the public needs. */
static bool
is_ready(struct db *db, int64_t event)
{
	struct row	*all = q_event_desk(db, event);
	const char	*missing[8] = { NULL };

	if (all == NULL)
		return false;
	event_missing(all, missing);
	return missing[0] == NULL;
}

static bool
move_event(struct db *db, void *what)
{
	struct event_work	*w = what;
	struct row		*old = q_event_lock(db, w->event);
	const struct move	*move;

	w->end = EVENT_REFUSED;
	if (old == NULL || (move = find_move(row_text(old, "state"), w->deed)) == NULL ||
	    (w->deed == EVENT_PUBLISH && row_bool(old, "is_template")))
		return false;
	w->end = EVENT_UNREADY;
	if (w->deed == EVENT_PUBLISH && !is_ready(db, w->event))
		return false;
	w->end = EVENT_PEOPLED;
	if (leaves_people(db, w, move))
		return false;
	q_event_move(db, w->event, move->from, move->to);
	promise_move(db, w, move, row_null(old, "published_at"));
	audit_note(db, w->actor, row_id(old, "organizer_id"), move->audit, w->event, "{}");
	w->end = EVENT_DONE;
	return true;
}

enum event_result
event_do(struct db *db, const struct actor *actor, int64_t event, enum event_deed deed)
{
	return event_call_off(db, actor, event, deed, "");
}

enum event_result
event_call_off(struct db *db, const struct actor *actor, int64_t event, enum event_deed deed,
    const char *message)
{
	struct event_work w = { .actor = actor, .event = event, .deed = deed, .message = message };

	return db_try(db, id_shard(event), move_event, &w) ? w.end : EVENT_BUSY;
}
