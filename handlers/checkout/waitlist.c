/*
 * waitlist.c: who would come if there were room.
 *
 *	GET  /checkout/waitlist?event=		waitlist_show	the form by itself
 *	POST /checkout/waitlist			waitlist_post	from the public event page, too
 *	GET  /checkout/waitlist/{entry}		entry_show	from the mail
 *	POST /checkout/waitlist/{entry}/leave	entry_leave_post
 *
 * What is read here is sql/waitlist.sql; what it looks like is templates/checkout/waitlist.cs and entry.cs.
 * What is done is core/domain/waitlist.c.  An entry's address goes to its mailbox alone, and the answer
 * here is the same whether that address waits already: nobody learns who waits, and nobody takes
 * another's place away.
 */
#include "handlers/checkout/checkout.h"

#include "core/domain/waitlist.h"
#include "core/lib/crypto.h"
#include "core/lib/db.h"
#include "core/lib/id.h"
#include "core/lib/text.h"
#include "core/lib/words.h"
#include "fcgi/form.h"
#include "fcgi/limit.h"
#include "fcgi/program.h"
#include "sql/checkout.h"
#include "sql/ticket_type.h"

#include <inttypes.h>

/* So often for one mailbox, and from one network, in a day. */
static const struct limit waitlist_limit = { "waitlist", 10, 100, 86400 };

struct waitlist_input {
	int64_t		 event, ticket_type, quantity;
	const char	*name, *email;
};

static const struct field waitlist_fields[] = {
	FIELD_ID(struct waitlist_input, event, REQUIRED),
	FIELD_ID(struct waitlist_input, ticket_type, REQUIRED),
	FIELD_INT(struct waitlist_input, quantity, 1, WAITLIST_QUANTITY_MAX),
	FIELD_TEXT(struct waitlist_input, name, 1, PERSON_NAME_MAX),
	FIELD_EMAIL(struct waitlist_input, email, REQUIRED),
	FIELD_END
};

const struct form waitlist_form = PUBLIC_FORM(struct waitlist_input, waitlist_fields, waitlist_show);

/* The event and what of it is sold out; false when nobody may see it. */
static bool
show_event(struct req *r, int64_t id)
{
	struct row	*event = q_checkout_event(r->db, id);

	if (event == NULL || row_is(event, "state", "draft") || row_is(event, "state", "hidden") ||
	    row_is(event, "state", "removed"))
		return false;
	event_show_facts(r, event);
	event_closed(r, event);
	page_rows(r, "ticket_types", q_ticket_types_shown(r->db, id));
	return true;
}

int
waitlist_show(struct req *r)
{
	if (!show_event(r, id_parse(form_sent(r) ? form_typed(r, "event") : req_query(r, "event"))))
		return not_found(r);
	form_show(r, &waitlist_form);
	form_value(r, "quantity", "1");
	if (r->person != NULL) {
		form_value(r, "name", r->person->name);
		form_value(r, "email", r->person->email);
	}
	return page(r, "checkout/waitlist");
}

int
waitlist_post(struct req *r)
{
	const struct waitlist_input	*in = r->form;
	struct actor			 actor = checkout_actor(r);
	struct waitlist_ask		 ask = { in->event, in->ticket_type, in->quantity, in->name,
	    text_email_key(r->arena, in->email), r->language, keyring_current(r->tools->ring) };

	if (!limit_take(r, &waitlist_limit, ask.email))
		return too_many(r, 3600);
	switch (waitlist_join(r->db, &actor, &ask)) {
	case WAITLIST_JOINED:
		if (!show_event(r, in->event))
			return not_found(r);
		page_flag(r, "entry.joined", true);
		page_text(r, "entry.email", in->email);
		return page(r, "checkout/waitlist");
	case WAITLIST_CLOSED:
		form_error(r, "ticket_type", _("There is no waitlist for these tickets."));
		return waitlist_show(r);
	case WAITLIST_BUSY:
		break;
	}
	return try_later(r);
}

/* --- an entry -------------------------------------------------------------------------------- */

int
entry_show(struct req *r)
{
	struct row *entry = entry_here(r);

	if (entry == NULL)
		return not_found(r);
	page_row(r, "entry", entry);
	page_text(r, "entry.path", text(r->arena, "/checkout/waitlist/%s", req_text(r, "entry")));
	page_text(r, "entry.ahead_text", text(r->arena, ngettext("%" PRId64 " person asked before you.",
	    "%" PRId64 " people asked before you.", (unsigned long)row_int(entry, "ahead")),
	    row_int(entry, "ahead")));
	page_text(r, "entry.quantity_text", text(r->arena, ngettext("%" PRId64 " ticket",
	    "%" PRId64 " tickets", (unsigned long)row_int(entry, "quantity")),
	    row_int(entry, "quantity")));
	return page(r, "checkout/entry");
}

int
entry_leave_post(struct req *r)
{
	struct actor	 actor = checkout_actor(r);
	struct row	*entry = entry_here(r);

	if (entry == NULL)
		return not_found(r);
	if (!waitlist_leave(r->db, &actor, entry))
		return try_later(r);
	return see_other(r, "/checkout/waitlist/%s", req_text(r, "entry"));
}
