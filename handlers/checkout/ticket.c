/*
 * ticket.c: one ticket, for whoever holds it.
 *
 *	GET  /checkout/ticket/{ticket}			ticket_show	says so when it was passed on
 *	POST /checkout/ticket/{ticket}/rename		rename_post
 *	POST /checkout/ticket/{ticket}/remind		remind_post
 *	GET  /checkout/ticket/{ticket}/transfer		transfer_show
 *	POST /checkout/ticket/{ticket}/transfer		transfer_post	asks once more, by name
 *	GET  /checkout/ticket/{ticket}/cancel		ticket_cancel_show
 *	POST /checkout/ticket/{ticket}/cancel		ticket_cancel_post
 *
 * What is read here is sql/ticket.sql and sql/checkout.sql; what it looks like is templates/checkout/ticket.cs,
 * transfer.cs, cancel.cs and passed_on.cs.  What is done is core/domain/ticket.c.
 */
#include "handlers/checkout/checkout.h"

#include "core/documents/qr_svg.h"
#include "core/domain/ticket.h"
#include "core/domain/ticket_code.h"
#include "core/lib/crypto.h"
#include "core/lib/db.h"
#include "core/lib/id.h"
#include "core/lib/template.h"
#include "core/lib/text.h"
#include "core/lib/words.h"
#include "fcgi/form.h"
#include "fcgi/program.h"
#include "sql/checkout.h"
#include "sql/ticket.h"

#include <string.h>

#define REVISIONS_KNOWN	50	/* so many earlier addresses of a ticket still say that it was passed on */

/* --- what is shown of it -------------------------------------------------------------------- */

static void
code_names(struct req *r, struct names *n, const struct row *ticket)
{
	struct ticket_code	 code = { row_id(ticket, "ticket_id"), (int)row_int(ticket, "revision") };
	const char		*letters = ticket_code_make(r->arena, r->tools->ring, &code,
	    (int)row_int(ticket, "key_number"));
	const char		*hands = row_text(ticket, "code");
	const struct qr		*qr;

	names_set(n, "code_text", strlen(hands) == TICKET_CODE_LETTERS ?
	    text(r->arena, "%.5s %s", hands, hands + 5) : hands);
	qr = letters == NULL ? NULL : qr_make(r->arena, letters);
	if (qr != NULL)
		names_set(n, "qr_url", qr_svg_uri(r->arena, qr));
}

void
ticket_names(struct req *r, struct names *n, const struct row *ticket, bool may_cancel)
{
	const char	*address = ticket_address(r->arena, r->tools->ring, row_id(ticket, "ticket_id"),
	    (int)row_int(ticket, "revision"), (int)row_int(ticket, "key_number"));
	bool		 valid = row_is(ticket, "state", "valid");
	bool		 changes = valid && row_null(ticket, "admitted_at") && address != NULL;

	names_row(r, n, ticket);
	if (address != NULL)
		names_set(n, "path", text(r->arena, "/checkout/ticket/%s", address));
	if (valid)
		code_names(r, n, ticket);
	if (changes)
		names_set(n, "changes", "1");
	if (changes && may_cancel)
		names_set(n, "cancels", "1");
}

/* --- the page ------------------------------------------------------------------------------------ */

/* Its row when the path is an address it had before, which nobody but its holder was ever told. */
struct row *
ticket_passed_on(struct req *r)
{
	const char	*address = req_text(r, "ticket");
	struct row	*t;
	int		 revision;

	if (strlen(address) <= ID_LETTERS || address[ID_LETTERS] != '-')
		return NULL;
	t = q_ticket_head(r->db, id_parse(arena_copy_n(r->arena, address, ID_LETTERS)));
	if (t == NULL)
		return NULL;
	revision = (int)row_int(t, "revision");
	for (int old = revision - 1; old >= 1 && old >= revision - REVISIONS_KNOWN; old--) {
		const char *then = ticket_address(r->arena, r->tools->ring, row_id(t, "ticket_id"),
		    old, (int)row_int(t, "key_number"));

		if (then != NULL && crypto_equal_text(address, then))
			return t;
	}
	return NULL;
}

static int
passed_on_show(struct req *r)
{
	struct row *ticket = ticket_passed_on(r);

	if (ticket == NULL)
		return not_found(r);
	page_text(r, "event.title", row_text(ticket, "title"));
	page_text(r, "event.path", row_text(ticket, "path"));
	return page(r, "checkout/passed_on");
}

/* What is on every page of a ticket; false when there is none. */
static bool
show_ticket(struct req *r, const struct row *ticket)
{
	struct row *date = q_checkout_date(r->db, row_id(ticket, "occurrence_id"));

	if (date == NULL)
		return false;
	event_show_facts(r, date);
	event_closed(r, date);
	ticket_names(r, page_add(r, "tickets"), ticket, cancel_allowed(r, date));
	page_text(r, "ticket.path", text(r->arena, "/checkout/ticket/%s", req_text(r, "ticket")));
	page_text(r, "ticket.pdf_path", text(r->arena, "/checkout/ticket/%s/ticket.pdf",
	    req_text(r, "ticket")));
	page_text(r, "ticket.ics_path", text(r->arena, "/checkout/ticket/%s/calendar.ics",
	    req_text(r, "ticket")));
	page_text(r, "ticket.name", row_text(ticket, "name"));
	page_text(r, "ticket.ticket_type", row_text(ticket, "ticket_type"));
	page_flag(r, "ticket.remind_day", row_bool(ticket, "remind_day"));
	page_flag(r, "ticket.remind_hours", row_bool(ticket, "remind_hours"));
	key_show(r);
	return true;
}

int
ticket_show(struct req *r)
{
	struct row *ticket = ticket_here(r);

	if (ticket == NULL)
		return passed_on_show(r);
	if (!show_ticket(r, ticket))
		return not_found(r);
	form_value(r, "name", row_text(ticket, "name"));
	return page(r, "checkout/ticket");
}

/* Back to where it was done: the ticket's page, or the order's. */
static int
back(struct req *r, const char *next)
{
	return see_next(r, next, text(r->arena, "/checkout/ticket/%s", req_text(r, "ticket")));
}

static int
too_late(struct req *r, const char *next)
{
	notice(r, _("This ticket cannot be changed any more."));
	return back(r, next);
}

/* --- another name ----------------------------------------------------------------------------------- */

struct rename_input {
	const char	*key, *name, *next;
};

static const struct field rename_fields[] = {
	FIELD_TEXT(struct rename_input, key, 0, KEY_LETTERS),
	FIELD_TEXT(struct rename_input, name, 1, PERSON_NAME_MAX),
	FIELD_TEXT(struct rename_input, next, 0, NEXT_MAX),
	FIELD_END
};

const struct form rename_form = FORM(struct rename_input, rename_fields, ticket_show);

int
rename_post(struct req *r)
{
	const struct rename_input	*in = r->form;
	struct actor			 actor = checkout_actor(r);
	struct row			*ticket = ticket_here(r);
	unsigned char			 key[KEY_BYTES];

	if (ticket == NULL)
		return not_found(r);
	if (!key_read_with(r, in->key, text(r->arena, "rename %s %s", req_text(r, "ticket"), in->name),
	    key))
		return bad_request(r);
	switch (ticket_rename(r->db, &actor, row_id(ticket, "ticket_id"), key, in->name)) {
	case TICKET_DONE:
		notice(r, _("The ticket has its new name. Its code is the same."));
		return back(r, in->next);
	case TICKET_REFUSED:
		return too_late(r, in->next);
	case TICKET_BUSY:
		break;
	}
	return try_later(r);
}

/* --- reminders ------------------------------------------------------------------------------------------ */

struct remind_input {
	bool		 day, hours;
	const char	*next;
};

static const struct field remind_fields[] = {
	FIELD_FLAG(struct remind_input, day),
	FIELD_FLAG(struct remind_input, hours),
	FIELD_TEXT(struct remind_input, next, 0, NEXT_MAX),
	FIELD_END
};

const struct form remind_form = FORM(struct remind_input, remind_fields, ticket_show);

int
remind_post(struct req *r)
{
	const struct remind_input	*in = r->form;
	struct actor			 actor = checkout_actor(r);
	struct row			*ticket = ticket_here(r);

	if (ticket == NULL)
		return not_found(r);
	switch (ticket_remind(r->db, &actor, row_id(ticket, "ticket_id"), in->day, in->hours)) {
	case TICKET_DONE:
		notice(r, in->day || in->hours ? _("We will remind you.") :
		    _("We will not remind you."));
		return back(r, in->next);
	case TICKET_REFUSED:
		return too_late(r, in->next);
	case TICKET_BUSY:
		break;
	}
	return try_later(r);
}

/* --- to somebody else ------------------------------------------------------------------------------------- */

struct transfer_input {
	const char	*key, *name, *email;
	bool		 sure;		/* they have read whose it will be */
};

static const struct field transfer_fields[] = {
	FIELD_TEXT(struct transfer_input, key, 0, KEY_LETTERS),
	FIELD_TEXT(struct transfer_input, name, 1, PERSON_NAME_MAX),
	FIELD_EMAIL(struct transfer_input, email, REQUIRED),
	FIELD_FLAG(struct transfer_input, sure),
	FIELD_END
};

const struct form transfer_form = FORM(struct transfer_input, transfer_fields, transfer_show);

int
transfer_show(struct req *r)
{
	struct row *ticket = ticket_here(r);

	if (ticket == NULL || !show_ticket(r, ticket))
		return not_found(r);
	if (!row_is(ticket, "state", "valid") || !row_null(ticket, "admitted_at"))
		return too_late(r, "");
	return page(r, "checkout/transfer");
}

int
transfer_post(struct req *r)
{
	const struct transfer_input	*in = r->form;
	struct actor			 actor = checkout_actor(r);
	struct row			*ticket = ticket_here(r);
	const char			*email = text_email_key(r->arena, in->email);
	unsigned char			 key[KEY_BYTES];

	if (ticket == NULL)
		return not_found(r);
	if (!key_read_with(r, in->key, text(r->arena, "transfer %s %s %s", req_text(r, "ticket"), in->name,
	    email), key))
		return bad_request(r);
	if (!in->sure) {
		page_flag(r, "transfer.asks", true);
		return transfer_show(r);
	}
	switch (ticket_transfer(r->db, &actor, row_id(ticket, "ticket_id"), key, in->name, email,
	    r->language)) {
	case TICKET_DONE:	/* this address says so from now on */
		return see_other(r, "/checkout/ticket/%s", req_text(r, "ticket"));
	case TICKET_REFUSED:
		return too_late(r, "");
	case TICKET_BUSY:
		break;
	}
	return try_later(r);
}

/* --- given back --------------------------------------------------------------------------------------------- */

struct cancel_input {
	const char	*key;
};

static const struct field cancel_fields[] = {
	FIELD_TEXT(struct cancel_input, key, 0, KEY_LETTERS),
	FIELD_END
};

const struct form ticket_cancel_form = FORM(struct cancel_input, cancel_fields, ticket_cancel_show);

/* Whether its holder may, by themselves, now. */
static bool
may_cancel(struct req *r, const struct row *ticket)
{
	return ticket_may_cancel(ticket, r->now) && row_is(ticket, "event_state", "published");
}

int
ticket_cancel_show(struct req *r)
{
	struct row *ticket = ticket_here(r);

	if (ticket == NULL || !show_ticket(r, ticket))
		return not_found(r);
	if (!may_cancel(r, ticket))
		return too_late(r, "");
	page_text(r, "cancel.what_text", text(r->arena, _("the ticket of %s"), row_text(ticket, "name")));
	page_text(r, "cancel.path", text(r->arena, "/checkout/ticket/%s/cancel", req_text(r, "ticket")));
	page_text(r, "cancel.back_path", text(r->arena, "/checkout/ticket/%s", req_text(r, "ticket")));
	return page(r, "checkout/cancel");
}

int
ticket_cancel_post(struct req *r)
{
	const struct cancel_input	*in = r->form;
	struct actor			 actor = checkout_actor(r);
	struct row			*ticket = ticket_here(r);
	unsigned char			 key[KEY_BYTES];

	if (ticket == NULL)
		return not_found(r);
	if (!key_read_with(r, in->key, text(r->arena, "cancel %s", req_text(r, "ticket")), key))
		return bad_request(r);
	if (row_is(ticket, "state", "cancelled"))	/* twice is once */
		return back(r, "");
	if (!may_cancel(r, ticket))
		return too_late(r, "");
	switch (ticket_cancel(r->db, &actor, row_id(ticket, "ticket_id"), key)) {
	case TICKET_DONE:
		notice(r, _("Cancelled. Others can take your place now."));
		return back(r, "");
	case TICKET_REFUSED:
		return too_late(r, "");
	case TICKET_BUSY:
		break;
	}
	return try_later(r);
}
