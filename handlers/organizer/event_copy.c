/*
 * event_copy.c: another event like this one, or a template to make others of.
 *
 *	GET  /organize/e/{event}/copy	event_copy_show
 *	POST /organize/e/{event}/copy	event_copy_post
 *
 * What is read here is sql/event.sql; what it looks like is templates/organizer/event_copy.cs.  What is
 * done is core/domain/event_copy.c.
 */
#include "handlers/organizer/event_fields.h"

#include "handlers/organizer/organizer.h"

#include "core/domain/event_copy.h"
#include "core/lib/clock.h"
#include "core/lib/crypto.h"
#include "core/lib/id.h"
#include "core/lib/words.h"
#include "sql/event.h"

#include <string.h>

#define WEEK	(7 * 86400)

struct copy_fields {
	const char	*title, *starts, *key, *act;
};

static const char *const copy_acts[] = { "copy", "template", NULL };

static const struct field copy_list[] = {
	FIELD_TEXT(struct copy_fields, title, 1, EVENT_TITLE_MAX),
	FIELD_WALL(struct copy_fields, starts, REQUIRED),
	FIELD_TEXT(struct copy_fields, key, 0, EVENT_KEY_LETTERS),
	FIELD_CHOICE(struct copy_fields, act, copy_acts, REQUIRED),
	FIELD_END
};

const struct form copy_form = FORM(struct copy_fields, copy_list, event_copy_show);

/* The same weekday and time, in the first week to come. */
static const char *
next_time(struct req *r, const struct row *event)
{
	const char	*zone = row_text(event, "time_zone");
	int64_t		 was = row_time(event, "starts_at");
	int		 weeks = r->now < was ? 1 : (int)((r->now - was) / WEEK) + 1;

	return text(r->arena, "%s%s", zone_wall(r->arena, clock_day_start(was, zone, 7 * weeks), zone,
	    "%Y-%m-%d"), zone_wall(r->arena, was, zone, "T%H:%M"));
}

int
event_copy_show(struct req *r)
{
	int64_t		 id = req_id(r, "event");
	struct row	*event = q_event_desk(r->db, id);
	const char	*letters = id_text(r->arena, id);
	unsigned char	 key[EVENT_KEY_BYTES];

	if (event == NULL)
		return not_found(r);
	if (row_is(event, "state", "removed"))
		return gone(r);
	random_bytes(key, sizeof(key));
	page_text(r, "desk.section", "events");
	page_row(r, "event", event);
	page_text(r, "event.desk_path", text(r->arena, "/organize/e/%s", letters));
	page_text(r, "event.copy_path", text(r->arena, "/organize/e/%s/copy", letters));
	form_show(r, &copy_form);
	form_value(r, "title", row_text(event, "title"));
	form_value(r, "key", base64url(r->arena, key, sizeof(key)));
	if (!row_null(event, "starts_at"))
		form_value(r, "starts", next_time(r, event));
	return page(r, "organizer/event_copy");
}

/* A copy is looked through and published; a template waits for whoever makes events of it. */
static int
copied(struct req *r, int64_t copy, bool template)
{
	if (template) {
		notice(r, _("Kept as a template. New events can begin with it."));
		return see_other(r, "/organize/e/%s", id_text(r->arena, copy));
	}
	notice(r, _("This is the copy, a draft. Look through it and publish it."));
	return see_other(r, "/organize/e/%s/edit", id_text(r->arena, copy));
}

int
event_copy_post(struct req *r)
{
	const struct copy_fields	*f = r->form;
	struct actor			 actor = organizer_actor(r);
	int64_t				 id = req_id(r, "event"), copy;
	struct row			*event = q_event_desk(r->db, id);
	const struct event_fields	 keyed = { .key = f->key };
	const unsigned char		*key = event_key(r, &keyed);
	struct event_copy		 how = { .title = f->title, .starts_wall = f->starts,
	    .template = strcmp(f->act, "template") == 0 };

	if (event == NULL)
		return not_found(r);
	if (key == NULL)
		return bad_request(r);
	if (!form_instant(r, "starts", f->starts, row_text(event, "time_zone"), &how.starts_at) ||
	    !event_year_meant(r, "starts", how.starts_at))
		return event_copy_show(r);
	if (!organizer_done(r, event_copy(r->db, &actor, id, key, &how, &copy)))
		return event_copy_show(r);
	return copied(r, copy, how.template);
}
