/*
 * event_form.c: an event's form, sent: make it, or change it.
 *
 *	POST /organize/new		event_new_post
 *	POST /organize/e/{event}/edit	event_edit_post
 *
 * How the form is shown is event_editor.c, what is understood of it event_fields.c.  What is done is
 * core/domain/event.c and image.c.
 */
#include "handlers/organizer/event_fields.h"

#include "handlers/organizer/organizer.h"

#include "core/domain/image.h"
#include "core/lib/db.h"
#include "core/lib/id.h"
#include "core/lib/words.h"
#include "sql/event.h"
#include "sql/organizer.h"
#include "sql/ticket_type.h"

#include <inttypes.h>
#include <string.h>

/* --- the cover ------------------------------------------------------------------------------ */

/* Store what was uploaded; without an upload the cover stays as it is.  False: it was not stored. */
static bool
store_cover(struct req *r, const struct actor *actor, int64_t organizer,
    const struct event_fields *f, int64_t *cover)
{
	enum image_result result;

	if (f->cover.data == NULL)
		return true;
	result = image_add(r->db, actor, organizer, (struct bytes){ f->cover.data, f->cover.len },
	    f->cover_alt, cover);
	organizer_picture_wrong(r, "cover", result,
	    _("This picture is too small and would be blurred: "
	    "at least 800 pixels wide and 400 high, please."));
	return result == IMAGE_STORED;
}

/* --- doing it ---------------------------------------------------------------------------------- */

/* Saved; now publish if that was asked, and show it at the desk. */
static int
saved(struct req *r, const struct actor *actor, int64_t event, bool publish)
{
	if (!publish) {
		notice(r, _("Saved."));
	} else if (event_do(r->db, actor, event, EVENT_PUBLISH) == EVENT_DONE) {
		notice(r, _("Published. It will be found in a few seconds."));
	} else if (!db_failed(r->db)) {
		notice(r, _("Saved, but not published."));
	}
	return see_other(r, "/organize/e/%s", id_text(r->arena, event));
}

/* True when the event already says what was typed; with a picture, which cannot be compared. */
static bool
says_the_same(const struct row *event, struct rows tickets, const struct event_fields *f)
{
	bool same = row_is(event, "title", f->title) && row_is(event, "about", f->about) &&
	    row_is(event, "category", f->category) && row_is(event, "mode", f->mode) &&
	    strcmp(row_text(event, "venue"), f->venue) == 0 && tickets.n == f->tickets_n;

	for (size_t i = 0; same && i < tickets.n; i++)
		same = row_is(tickets.at[i], "name", f->tickets[i].name) &&
		    row_int(tickets.at[i], "capacity") == f->tickets[i].capacity;
	return same;
}

/*
 * The form of a new event was sent before.  Twice the same is once; what was typed after
 * going back changes the draft that was made then, and nothing that is public already.
 */
static int
sent_again(struct req *r, const struct actor *actor, int64_t id, const struct event_fields *f,
    struct event_input *in)
{
	struct row	*event = q_event_desk(r->db, id);
	bool		 publish = strcmp(f->act, "publish") == 0;
	bool		 draft = event != NULL && row_is(event, "state", "draft");

	if (event == NULL || ((!draft || f->cover.data != NULL) &&
	    says_the_same(event, q_ticket_types_desk(r->db, id), f)))
		return saved(r, actor, id, draft && publish);
	in->cover = row_id(event, "stored_cover_id");
	if (!draft)
		form_error(r, "", _("This form was sent before, and its event is public already. "
		    "Open the event to change it; what you typed is still here."));
	if (form_wrong(r) ||
	    !store_cover(r, actor, row_id(event, "organizer_id"), f, &in->cover) ||
	    !organizer_done(r, event_change(r->db, actor, id, row_int(event, "version"), in)))
		return event_new_show(r);
	return saved(r, actor, id, publish);
}

int
event_new_post(struct req *r)
{
	const struct event_fields	*f = r->form;
	struct actor			 actor = organizer_actor(r);
	int64_t				 organizer = organizer_of_person(r), event;
	struct row			*self = q_organizer_desk(r->db, organizer);
	bool				 publish = strcmp(f->act, "publish") == 0;
	struct event_input		 in;
	const unsigned char		*key = event_key(r, f);

	if (self == NULL)
		return forbidden(r);
	event_read(r, self, f, publish ? READ_PUBLIC : READ_DRAFT, &in);
	if (key == NULL)
		return bad_request(r);
	if (form_wrong(r))
		return event_new_show(r);
	if ((event = event_made(r->db, organizer, key)) != 0)
		return sent_again(r, &actor, event, f, &in);
	if (!store_cover(r, &actor, organizer, f, &in.cover))
		return event_new_show(r);
	if (!organizer_done(r, event_make(r->db, &actor, organizer, key, &in, &event)))
		return event_new_show(r);
	return saved(r, &actor, event, publish);
}

/*
 * Somebody else was first: what was typed again, with a sentence.  Sent once more it is saved, for by
 * then they have been told.
 */
static int
show_stale(struct req *r, int64_t id)
{
	struct row *now = q_event_desk(r->db, id);

	organizer_done(r, EVENT_STALE);
	if (now != NULL)
		page_text(r, "form.version.value", text(r->arena, "%" PRId64, row_int(now, "version")));
	return event_edit_show(r);
}

int
event_edit_post(struct req *r)
{
	const struct event_fields	*f = r->form;
	struct actor			 actor = organizer_actor(r);
	int64_t				 id = req_id(r, "event");
	struct row			*old = q_event_desk(r->db, id), *self;
	bool				 publish = strcmp(f->act, "publish") == 0;
	struct event_input		 in;
	enum event_result		 result;

	if (old == NULL)
		return not_found(r);
	self = q_organizer_desk(r->db, row_id(old, "organizer_id"));
	if (self == NULL)
		return not_found(r);
	event_read(r, self, f, publish || !row_is(old, "state", "draft") ? READ_PUBLIC : READ_DRAFT,
	    &in);
	in.cover = row_id(old, "stored_cover_id");
	if (form_wrong(r))
		return event_edit_show(r);
	if (row_int(old, "version") != f->version)
		return show_stale(r, id);	/* before the cover is stored */
	if (!store_cover(r, &actor, row_id(old, "organizer_id"), f, &in.cover))
		return event_edit_show(r);
	result = event_change(r->db, &actor, id, f->version, &in);
	if (result == EVENT_STALE)
		return show_stale(r, id);
	if (result == EVENT_TAKEN)
		event_blame_taken(r, id, f);
	return organizer_done(r, result) ? saved(r, &actor, id, publish) : event_edit_show(r);
}
