/*
 * door.c: who is let in: a code is typed, or read by a camera or scanner, and the answer is a big yes or no.
 *
 *	GET  /organize/e/{event}/door		door_show
 *	POST /organize/e/{event}/door		door_post	JSON for static/js/door.js, else the page
 *	POST /organize/e/{event}/door/undo	door_undo_post
 *
 * What is read here is sql/check_in.sql; what it looks like is templates/organizer/door.cs.  What is done is
 * core/domain/check_in.c.  Who stands here sees names and ticket types, and nothing else of anybody.
 */
#include "handlers/organizer/organizer.h"

#include "core/domain/check_in.h"
#include "core/lib/clock.h"
#include "core/lib/db.h"
#include "core/lib/id.h"
#include "core/lib/json.h"
#include "core/lib/template.h"
#include "core/lib/words.h"
#include "fcgi/form.h"
#include "fcgi/key.h"
#include "fcgi/program.h"
#include "sql/check_in.h"

#include <string.h>

#define CODE_MAX	200	/* letters of what a scanner types */

/* --- the page ------------------------------------------------------------------------------- */

/* What happened, in a word or two. */
static const char *
word_of(const struct row *happened)
{
	if (row_is(happened, "kind", "entry"))
		return _("In");
	if (row_is(happened, "kind", "exit"))
		return _("Taken back");
	if (row_is(happened, "reason", "already_in"))
		return _("Already in");
	if (row_is(happened, "reason", "cancelled"))
		return _("Ticket cancelled");
	if (row_is(happened, "reason", "revoked"))
		return _("Passed on");
	if (row_is(happened, "reason", "elsewhere"))
		return _("Another event");
	return _("Unknown");
}

static void
show_recent(struct req *r, int64_t event)
{
	struct rows recent = q_door_recent(r->db, event);

	for (size_t i = 0; i < recent.n; i++) {
		struct names *n = page_add(r, "recent");

		names_row(r, n, recent.at[i]);
		names_set(n, "word", word_of(recent.at[i]));
		names_set(n, "at_text", clock_show(r->arena, row_time(recent.at[i], "happened_at"),
		    row_text(recent.at[i], "time_zone"), r->language, CLOCK_TIME));
		if (row_bool(recent.at[i], "inside"))
			names_set(n, "undo", "1");
	}
}

static void
show_counts(struct req *r, int64_t event)
{
	struct row *counts = q_door_counts(r->db, event);

	if (counts == NULL)
		return;
	page_text(r, "door.counts_text", text(r->arena, _("%s of %s are in"), row_text(counts, "inside"),
	    row_text(counts, "expected")));
}

int
door_show(struct req *r)
{
	int64_t		 id = req_id(r, "event");
	struct row	*event = q_door_event(r->db, id);

	if (event == NULL)
		return not_found(r);
	page_text(r, "desk.section", "events");
	page_row(r, "event", event);
	page_text(r, "door.path", text(r->arena, "/organize/e/%s/door", id_text(r->arena, id)));
	page_text(r, "door.desk_path", text(r->arena, "/organize/e/%s", id_text(r->arena, id)));
	show_counts(r, id);
	show_recent(r, id);
	key_show(r);
	return page(r, "organizer/door");
}

/* --- a code is shown --------------------------------------------------------------------------- */

struct door_input {
	const char	*key, *code;
};

static const struct field door_fields[] = {
	FIELD_TEXT(struct door_input, key, 0, KEY_LETTERS),
	FIELD_TEXT(struct door_input, code, 0, CODE_MAX),
	FIELD_END
};

const struct form door_form = FORM(struct door_input, door_fields, door_show);

/* What is said of it. */
struct verdict {
	const char	*name;		/* "admitted", for the style sheet, the script and tests */
	const char	*title, *note;
};

static struct verdict
verdict_of(struct req *r, enum check_in_result result, const char *since)
{
	switch (result) {
	case CHECK_IN_ADMITTED:
		return (struct verdict){ "admitted", _("Come in"), "" };
	case CHECK_IN_ALREADY:
		return (struct verdict){ "already", _("Already in"), text(r->arena, _("since %s"), since) };
	case CHECK_IN_CANCELLED:
		return (struct verdict){ "cancelled", _("Ticket cancelled"), "" };
	case CHECK_IN_REVOKED:
		return (struct verdict){ "revoked", _("Passed on"),
		    _("Somebody else has this ticket now, with a new code.") };
	case CHECK_IN_ELSEWHERE:
		return (struct verdict){ "elsewhere", _("Another event"), _("This ticket is for another event.") };
	case CHECK_IN_UNKNOWN:
	case CHECK_IN_BUSY:
		break;
	}
	return (struct verdict){ "unknown", _("Unknown"), _("There is no such ticket. Look at the letters again.") };
}

/* Its time at the event, with the day when that is not today. */
static const char *
since_text(struct req *r, int64_t event, int64_t at)
{
	struct row	*e = at == 0 ? NULL : q_door_event(r->db, event);
	const char	*zone = e == NULL ? "UTC" : row_text(e, "time_zone");

	return clock_show(r->arena, at, zone, r->language,
	    at < clock_day_start(r->now, zone, 0) ? CLOCK_DAY_TIME : CLOCK_TIME);
}

static int
answer_json(struct req *r, const struct verdict *v, const struct check_in *in)
{
	struct json_writer *w = json_writer_new(r->arena);

	json_open_object(w, NULL);
	json_text(w, "result", v->name);
	json_text(w, "title", v->title);
	json_text(w, "note", v->note);
	json_text(w, "name", in->name);
	json_text(w, "ticket_type", in->ticket_type);
	json_close_object(w);
	return reply_json(r, 200, w);
}

static int
answer_page(struct req *r, const struct verdict *v, const struct check_in *in)
{
	page_text(r, "verdict.result", v->name);
	page_text(r, "verdict.title", v->title);
	page_text(r, "verdict.note", v->note);
	page_text(r, "verdict.name", in->name);
	page_text(r, "verdict.ticket_type", in->ticket_type);
	return door_show(r);
}

int
door_post(struct req *r)
{
	const struct door_input	*in = r->form;
	struct actor		 actor = organizer_actor(r);
	int64_t			 event = req_id(r, "event");
	unsigned char		 key[KEY_BYTES];
	struct check_in		 found;
	struct verdict		 v;
	enum check_in_result	 result;

	if (*in->code == '\0')
		return door_show(r);
	if (!key_read_with(r, in->key, in->code, key))
		return bad_request(r);
	result = check_in(r->db, r->arena, r->tools->ring, &actor, event, key, in->code, &found);
	if (result == CHECK_IN_BUSY)
		return try_later(r);
	v = verdict_of(r, result, result == CHECK_IN_ALREADY ? since_text(r, event, found.admitted_at) : "");
	return strstr(req_header(r, "Accept"), "application/json") != NULL ? answer_json(r, &v, &found) :
	    answer_page(r, &v, &found);
}

/* --- by mistake ------------------------------------------------------------------------------------ */

struct undo_input {
	int64_t	ticket;
};

static const struct field undo_fields[] = {
	FIELD_ID(struct undo_input, ticket, REQUIRED),
	FIELD_END
};

const struct form door_undo_form = FORM(struct undo_input, undo_fields, door_show);

int
door_undo_post(struct req *r)
{
	const struct undo_input	*in = r->form;
	struct actor		 actor = organizer_actor(r);
	int64_t			 event = req_id(r, "event");

	if (check_in_undo(r->db, &actor, event, in->ticket))
		notice(r, _("Taken back. The ticket can be used again."));
	return see_other(r, "/organize/e/%s/door", id_text(r->arena, event));
}
