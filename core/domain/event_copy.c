/* event_copy.c: another event like this one; see event_copy.h. */
#include "core/domain/event_copy.h"

#include "core/lib/clock.h"
#include "sql/event.h"
#include "sql/question.h"
#include "sql/ticket_type.h"

static void
copy_place(const struct row *from, struct venue_input *v)
{
	*v = (struct venue_input){ .name = row_text(from, "venue"), .street = row_text(from, "street"),
	    .postcode = row_text(from, "postcode"), .city = row_text(from, "city"),
	    .city_slug = row_text(from, "city_slug"), .country = row_text(from, "country"),
	    .located = !row_null(from, "latitude") && !row_null(from, "longitude") };
	if (v->located) {
		v->latitude = row_real(from, "latitude");
		v->longitude = row_real(from, "longitude");
	}
}

static int64_t
moved_by(const struct row *t, const char *column, int64_t seconds)
{
	return row_null(t, column) ? 0 : row_time(t, column) + seconds;
}

static void
copy_tickets(struct arena *a, struct rows from, int64_t seconds, struct event_input *in)
{
	struct ticket_input *tickets = make_array(a, struct ticket_input, from.n + 1);

	for (size_t i = 0; i < from.n; i++) {
		const struct row *t = from.at[i];

		if (row_is(t, "state", "archived"))
			continue;
		tickets[in->tickets_n++] = (struct ticket_input){ .name = row_text(t, "name"),
		    .about = row_text(t, "about"), .price = row_int(t, "price_money"),
		    .capacity = row_int(t, "capacity"),
		    .sale_starts_at = moved_by(t, "sale_starts_at", seconds),
		    .sale_ends_at = moved_by(t, "sale_ends_at", seconds),
		    .min_per_order = row_int(t, "min_per_order"),
		    .max_per_order = row_int(t, "max_per_order"),
		    .max_per_person = row_int(t, "max_per_person"), .state = row_text(t, "state") };
	}
	in->tickets = tickets;
}

static void
copy_questions(struct arena *a, struct rows from, struct event_input *in)
{
	struct question_input *questions = make_array(a, struct question_input, from.n + 1);

	for (size_t i = 0; i < from.n; i++) {
		const struct row *q = from.at[i];

		if (row_is(q, "state", "archived"))
			continue;
		questions[in->questions_n++] = (struct question_input){ .label = row_text(q, "label"),
		    .help = row_text(q, "help"), .kind = row_text(q, "kind"),
		    .options = row_text(q, "options"), .required = row_bool(q, "required"),
		    .asked = row_text(q, "asked"), .state = "asked" };
	}
	in->questions = questions;
}

static void
copy_words(const struct row *from, struct event_input *in)
{
	in->summary = row_text(from, "summary");
	in->about = row_text(from, "about");
	in->category = row_text(from, "category");
	in->tags = row_text(from, "tags");
	in->language = row_text(from, "language");
	in->attendance = row_text(from, "mode");
	in->online_url = row_text(from, "online_url");
	in->time_zone = row_text(from, "time_zone");
	in->currency = row_text(from, "currency");
	in->cover = row_id(from, "stored_cover_id");
	in->self_cancel = row_null(from, "self_cancel_hours") ? -1 :
	    row_int(from, "self_cancel_hours");
}

enum event_result
event_copy(struct db *db, const struct actor *actor, int64_t event, const unsigned char key[16],
    const struct event_copy *how, int64_t *copy)
{
	struct row		*from = q_event_desk(db, event);
	struct event_input	 in = { .title = how->title, .template = how->template,
	    .dated = true, .starts_at = how->starts_at, .starts_wall = how->starts_wall };
	struct arena		*a;
	enum event_result	 end;
	int64_t			 seconds;

	if (from == NULL || row_is(from, "state", "removed") || row_null(from, "starts_at"))
		return db_failed(db) ? EVENT_BUSY : EVENT_REFUSED;
	a = arena_new();
	seconds = how->starts_at - row_time(from, "starts_at");
	in.ends_at = row_time(from, "ends_at") + seconds;
	in.ends_wall = zone_wall(a, in.ends_at, row_text(from, "time_zone"), "%Y-%m-%dT%H:%M");
	copy_words(from, &in);
	copy_place(from, &in.venue);
	copy_tickets(a, q_ticket_types_desk(db, event), seconds, &in);
	copy_questions(a, q_questions_desk(db, event), &in);
	end = event_make(db, actor, row_id(from, "organizer_id"), key, &in, copy);
	arena_free(a);
	return end;
}
