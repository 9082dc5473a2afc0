/*
 * event.c: one event at its organizer's desk: how it stands, and what can be done with it.
 *
 *	GET  /organize/e/{event}	event_desk_show
 *	POST /organize/e/{event}/state	event_state_post
 *
 * What is read here is sql/event.sql; what it looks like is templates/organizer/event.cs.
 */
#include "handlers/organizer/organizer.h"

#include "core/lib/db.h"
#include "core/lib/id.h"
#include "core/lib/template.h"
#include "core/lib/words.h"
#include "fcgi/form.h"
#include "sql/event.h"
#include "sql/listing.h"
#include "sql/ticket_type.h"

#include <inttypes.h>
#include <string.h>

/* --- showing it ----------------------------------------------------------------- */

static void
show_missing(struct req *r, const struct row *event)
{
	const char *missing[8];

	event_missing(event, missing);
	for (size_t i = 0; missing[i] != NULL; i++) {
		struct names *n = page_add(r, "missing");

		names_set(n, "field", missing[i]);
		names_set(n, "text", missing_sentence(missing[i]));
	}
}

/* Whether the public finds it yet.  The desk does without the answer when the listing is away. */
static void
show_found(struct req *r, int64_t id)
{
	bool listed = q_event_listed(r->db, id) != 0;

	if (db_failed(r->db))
		db_forgive(r->db);
	else
		page_flag(r, "event.found", listed);
}

static void
show_cover(struct req *r, const struct row *event)
{
	if (row_is(event, "cover_state", "stored"))
		page_flag(r, "event.cover_waiting", true);
	if (row_is(event, "cover_state", "refused"))
		form_error(r, "", text(r->arena, _("The cover could not be used: %s"),
		    row_text(event, "cover_reason")));
}

static void
show_number(struct req *r, const char *name, int64_t n)
{
	struct names *row = page_add(r, "numbers");

	names_set(row, "name", name);
	names_set(row, "value_text", text(r->arena, "%" PRId64, n));
}

/* How it goes: together, and each ticket type. */
static void
show_numbers(struct req *r, int64_t id)
{
	struct row	*n = q_event_numbers(r->db, id);
	struct rows	 types = q_ticket_types_desk(r->db, id);

	if (n == NULL)
		return;
	show_number(r, "registered", row_int(n, "registered"));
	show_number(r, "held", row_int(n, "held"));
	show_number(r, "left", row_int(n, "free"));
	show_number(r, "waiting", row_int(n, "waiting"));
	if (row_int(n, "registered") > 0)
		page_text(r, "event.people_text", text(r->arena, ngettext(
		    "The person who is registered gets a mail.",
		    "The %" PRId64 " people who are registered get a mail.",
		    (unsigned long)row_int(n, "registered")), row_int(n, "registered")));
	page_rows(r, "ticket_types", types);
}

int
event_desk_show(struct req *r)
{
	int64_t		 id = req_id(r, "event");
	struct row	*event = q_event_desk(r->db, id);
	const char	*letters;

	if (event == NULL)
		return not_found(r);
	if (row_is(event, "state", "removed"))
		return gone(r);
	letters = id_text(r->arena, id);
	page_text(r, "desk.section", "events");
	page_row(r, "event", event);
	page_text(r, "event.edit_path", text(r->arena, "/organize/e/%s/edit", letters));
	page_text(r, "event.door_path", text(r->arena, "/organize/e/%s/door", letters));
	page_text(r, "event.attendees_path", text(r->arena, "/organize/e/%s/attendees", letters));
	page_text(r, "event.act_path", text(r->arena, "/organize/e/%s/state", letters));
	page_text(r, "event.copy_path", text(r->arena, "/organize/e/%s/copy", letters));
	page_flag(r, "event.past", !row_null(event, "ends_at") && row_time(event, "ends_at") < r->now);
	if (!row_is(event, "state", "draft") && !row_is(event, "state", "hidden"))
		page_text(r, "event.public_url", req_url(r, row_text(event, "path")));
	show_cover(r, event);
	show_missing(r, event);
	show_numbers(r, id);
	show_found(r, id);
	organizer_warn(r, row_id(event, "organizer_id"));
	return page(r, "organizer/event");
}

/* --- doing something to it ---------------------------------------------------------- */

struct state_input {
	const char	*act;
	const char	*confirm;	/* its title, typed, before it is cancelled or removed */
	const char	*message;	/* to who is registered, when it is postponed */
	const char	*reason;	/* or cancelled */
};

static const char *const acts[] = { "publish", "withdraw", "postpone", "cancel", "remove", NULL };

static const struct field state_fields[] = {
	FIELD_CHOICE(struct state_input, act, acts, REQUIRED),
	FIELD_TEXT(struct state_input, confirm, 0, EVENT_TITLE_MAX),
	FIELD_LINES(struct state_input, message, 0, EVENT_MESSAGE_MAX),
	FIELD_LINES(struct state_input, reason, 0, EVENT_MESSAGE_MAX),
	FIELD_END
};

const struct form state_form = FORM(struct state_input, state_fields, event_desk_show);

static enum event_deed
deed_named(const char *act)
{
	return strcmp(act, "publish") == 0 ? EVENT_PUBLISH :
	    strcmp(act, "withdraw") == 0 ? EVENT_WITHDRAW :
	    strcmp(act, "postpone") == 0 ? EVENT_POSTPONE :
	    strcmp(act, "cancel") == 0 ? EVENT_CANCEL : EVENT_REMOVE;
}

static const char *
deed_sentence(enum event_deed deed)
{
	switch (deed) {
	case EVENT_PUBLISH:	return _("Published. It will be found in a few seconds.");
	case EVENT_WITHDRAW:	return _("It is a draft again; nobody but your team sees it.");
	case EVENT_POSTPONE:	return _("It is postponed, and its page says so.");
	case EVENT_CANCEL:	return _("It is cancelled, and its page says so.");
	case EVENT_REMOVE:	return _("It is removed.");
	case EVENT_HIDE:	break;
	}
	return "";
}

/* What is over is not published any more. */
static bool
to_come(struct req *r, enum event_deed deed)
{
	struct row *event = deed == EVENT_PUBLISH ? q_event_desk(r->db, req_id(r, "event")) : NULL;

	if (event == NULL || row_null(event, "ends_at") || row_time(event, "ends_at") > r->now)
		return true;
	form_error(r, "", _("This is over already. Choose a date to come."));
	return false;
}

/* What cannot be taken back is confirmed by its title. */
static bool
confirmed(struct req *r, enum event_deed deed, const char *typed)
{
	struct row *event;

	if (deed != EVENT_CANCEL && deed != EVENT_REMOVE)
		return true;
	event = q_event_desk(r->db, req_id(r, "event"));
	if (event == NULL || strcmp(typed, row_text(event, "title")) == 0)
		return true;	/* the domain decides about what is not there */
	form_error(r, "confirm", _("Type the title as it stands above, so that this does not happen by accident."));
	return false;
}

int
event_state_post(struct req *r)
{
	const struct state_input	*in = r->form;
	struct actor			 actor = organizer_actor(r);
	enum event_deed			 deed = deed_named(in->act);
	int64_t				 id = req_id(r, "event");

	if (!to_come(r, deed) || !confirmed(r, deed, in->confirm))
		return event_desk_show(r);
	if (!organizer_done(r, event_call_off(r->db, &actor, id, deed,
	    deed == EVENT_CANCEL ? in->reason : in->message)))
		return event_desk_show(r);
	notice(r, deed_sentence(deed));
	if (deed == EVENT_REMOVE)
		return see_other(r, "/organize");
	return see_other(r, "/organize/e/%s", id_text(r->arena, id));
}
