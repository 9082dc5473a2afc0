/*
 * message.c: write to those who come.
 *
 *	GET  /organize/e/{event}/message	message_show
 *	POST /organize/e/{event}/message	message_post
 *
 * What is read here is sql/attendee.sql; what it looks like is templates/organizer/message.cs.  What is done is
 * core/domain/message.c.
 */
#include "handlers/organizer/organizer.h"

#include "core/domain/message.h"
#include "core/lib/db.h"
#include "core/lib/id.h"
#include "core/lib/words.h"
#include "fcgi/form.h"
#include "fcgi/key.h"
#include "fcgi/limit.h"
#include "sql/attendee.h"
#include "sql/event.h"

#include <inttypes.h>

/* So many in a day from one account: guests came for an event, not for mail. */
static const struct limit message_limit = { "message", 10, 0, 86400 };

struct message_input {
	int64_t		 type;
	const char	*subject, *words, *key;
};

static const struct field message_fields[] = {
	FIELD_ID(struct message_input, type, OPTIONAL),
	FIELD_TEXT(struct message_input, subject, 1, MESSAGE_SUBJECT_MAX),
	FIELD_LINES(struct message_input, words, 1, MESSAGE_WORDS_MAX),
	FIELD_TEXT(struct message_input, key, 0, KEY_LETTERS),
	FIELD_END
};

const struct form message_form = FORM(struct message_input, message_fields, message_show);

int
message_show(struct req *r)
{
	int64_t		 id = req_id(r, "event"), n = q_attendees_addresses(r->db, id, 0);
	struct row	*event = q_event_desk(r->db, id);
	struct rows	 types = q_attendee_types(r->db, id);

	if (event == NULL)
		return not_found(r);
	page_text(r, "desk.section", "events");
	page_row(r, "event", event);
	page_text(r, "event.desk_path", text(r->arena, "/organize/e/%s", id_text(r->arena, id)));
	page_text(r, "message.path", text(r->arena, "/organize/e/%s/message", id_text(r->arena, id)));
	if (n > 0)
		page_text(r, "message.count_text", text(r->arena, ngettext("%" PRId64 " address has a ticket.",
		    "%" PRId64 " addresses have a ticket.", (unsigned long)n), n));
	organizer_option(r, "types", "", _("Everybody who comes"));
	for (size_t i = 0; i < types.n; i++)
		organizer_option(r, "types", id_text(r->arena, row_id(types.at[i], "ticket_type_id")),
		    text(r->arena, _("Only with “%s”"), row_text(types.at[i], "name")));
	form_show(r, &message_form);
	key_show(r);
	return page(r, "organizer/message");
}

int
message_post(struct req *r)
{
	const struct message_input	*in = r->form;
	struct actor			 actor = organizer_actor(r);
	int64_t				 event = req_id(r, "event");
	unsigned char			 key[KEY_BYTES];

	if (!key_read(r, in->key, key))
		return bad_request(r);
	if (!limit_take_account(r, &message_limit, r->person->id))
		return too_many(r, message_limit.seconds);
	switch (message_send(r->db, &actor, event, in->type, key, in->subject, in->words)) {
	case MESSAGE_DONE:
		notice(r, _("It is on its way, to each address once."));
		return see_other(r, "/organize/e/%s", id_text(r->arena, event));
	case MESSAGE_NOBODY:
		form_error(r, "type", _("Nobody has such a ticket."));
		return message_show(r);
	case MESSAGE_BUSY:
		break;
	}
	return try_later(r);
}
