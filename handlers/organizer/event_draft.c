/*
 * event_draft.c: an event's form while one types: a draft is kept, a description is shown as it will look.
 *
 *	POST /organize/draft			event_draft_new		a new one: made once it has a title
 *	POST /organize/e/{event}/draft		event_draft_put
 *	POST /organize/preview			preview_post
 *
 * Asked by static/js/autosave.js and preview.js, and answered in JSON:
 *
 *	{"version":4,"edit":"/organize/e/…/edit","draft":"/organize/e/…/draft",
 *	 "tickets":["0…"],"questions":[]}	the ids of the rows, in their order
 *	{"error":"It ends before it begins.","label":"Ends","stale":false}
 */
#include "handlers/organizer/event_fields.h"

#include "handlers/organizer/organizer.h"

#include "core/lib/db.h"
#include "core/lib/id.h"
#include "core/lib/json.h"
#include "core/lib/text.h"
#include "core/lib/words.h"
#include "sql/event.h"
#include "sql/organizer.h"
#include "sql/question.h"
#include "sql/ticket_type.h"

/* --- answers ------------------------------------------------------------------------ */

/* What is wrong, in the first sentence of those that a page would show. */
static int
draft_wrong(struct req *r)
{
	struct json_writer	*j = json_writer_new(r->arena);
	const char		*field, *sentence = form_first_error(r, &field);

	if (req_failed(r))
		return try_later(r);
	json_open_object(j, NULL);
	json_text(j, "error", sentence);
	json_text(j, "field", field);
	json_bool(j, "stale", false);
	json_close_object(j);
	return reply_json(r, 422, j);
}

const struct form draft_form = FORM(struct event_fields, event_form_fields, draft_wrong);

/* Somebody else, or the same person in another tab, was first; or it is public by now. */
static int
draft_stale(struct req *r)
{
	struct json_writer *j = json_writer_new(r->arena);

	json_open_object(j, NULL);
	json_text(j, "error", _("this event was changed somewhere else meanwhile. What you typed is "
	    "still here: copy what you need, and open the event again."));
	json_bool(j, "stale", true);
	json_close_object(j);
	return reply_json(r, 409, j);
}

/* The ids of those that were sent, which stand at the position they were sent in. */
static void
add_ids(struct req *r, struct json_writer *j, const char *key, struct rows rows, const char *id,
    size_t n)
{
	json_open_array(j, key);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < rows.n; k++)
			if (row_int(rows.at[k], "position") == (int64_t)i) {
				json_text(j, NULL, id_text(r->arena, row_id(rows.at[k], id)));
				break;
			}
	json_close_array(j);
}

static int
draft_kept(struct req *r, int64_t event, const struct event_fields *f)
{
	struct json_writer	*j = json_writer_new(r->arena);
	struct row		*now = q_event_desk(r->db, event);
	const char		*letters = id_text(r->arena, event);

	if (now == NULL || req_failed(r))
		return try_later(r);
	json_open_object(j, NULL);
	json_int(j, "version", row_int(now, "version"));
	json_text(j, "edit", text(r->arena, "/organize/e/%s/edit", letters));
	json_text(j, "draft", text(r->arena, "/organize/e/%s/draft", letters));
	add_ids(r, j, "tickets", q_ticket_types_desk(r->db, event), "ticket_type_id", f->tickets_n);
	add_ids(r, j, "questions", q_questions_desk(r->db, event), "question_id", f->questions_n);
	json_close_object(j);
	return req_failed(r) ? try_later(r) : reply_json(r, 200, j);
}

static int
draft_done(struct req *r, enum event_result result, int64_t event, const struct event_fields *f)
{
	if (result == EVENT_STALE || result == EVENT_REFUSED)
		return draft_stale(r);
	if (result == EVENT_TAKEN)
		event_blame_taken(r, event, f);
	return organizer_done(r, result) ? draft_kept(r, event, f) : draft_wrong(r);
}

/* --- keeping it ------------------------------------------------------------------------ */

/* The answer may have been lost the last time: then it is there already, and is changed. */
int
event_draft_new(struct req *r)
{
	const struct event_fields	*f = r->form;
	struct actor			 actor = organizer_actor(r);
	int64_t				 organizer = organizer_of_person(r), event;
	struct row			*self = q_organizer_desk(r->db, organizer), *made;
	const unsigned char		*key = event_key(r, f);
	struct event_input		 in;
	enum event_result		 result;

	if (self == NULL)
		return forbidden(r);
	if (key == NULL)
		return bad_request(r);
	event_read(r, self, f, READ_TYPING, &in);
	if (form_wrong(r))
		return draft_wrong(r);
	if ((event = event_made(r->db, organizer, key)) == 0) {
		result = event_make(r->db, &actor, organizer, key, &in, &event);
		return draft_done(r, result, event, f);
	}
	if ((made = q_event_desk(r->db, event)) == NULL)
		return draft_stale(r);
	in.cover = row_id(made, "stored_cover_id");
	result = event_change(r->db, &actor, event, row_int(made, "version"), &in);
	return draft_done(r, result, event, f);
}

int
event_draft_put(struct req *r)
{
	const struct event_fields	*f = r->form;
	struct actor			 actor = organizer_actor(r);
	int64_t				 id = req_id(r, "event");
	struct row			*old = q_event_desk(r->db, id);
	struct row			*self = old == NULL ? NULL :
	    q_organizer_desk(r->db, row_id(old, "organizer_id"));
	struct event_input		 in;

	if (self == NULL)
		return not_found(r);
	event_read(r, self, f, READ_TYPING, &in);
	in.cover = row_id(old, "stored_cover_id");
	if (form_wrong(r))
		return draft_wrong(r);
	return draft_done(r, event_change(r->db, &actor, id, f->version, &in), id, f);
}

/* --- the description as it will look, while one types ------------------------------------------- */

struct preview_input {
	const char	*about;
};

static const struct field preview_fields[] = {
	FIELD_LINES(struct preview_input, about, 0, EVENT_ABOUT_MAX),
	FIELD_END
};

static int
preview_wrong(struct req *r)
{
	return reply_empty(r, 422);
}

const struct form preview_form = FORM(struct preview_input, preview_fields, preview_wrong);

/* A fragment of HTML; 422 when it does not validate, and the form then says why. */
int
preview_post(struct req *r)
{
	const struct preview_input	*in = r->form;
	const char			*html = text_markdown(r->arena, in->about);

	if (html == NULL)
		return reply_empty(r, 422);
	return reply_text(r, "text/html; charset=utf-8", html);
}
