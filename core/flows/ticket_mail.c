/*
 * ticket_mail.c: mail about orders and tickets; see ticket_mail.h. What it looks like is
 * templates/mail/letter.cs.
 */
#include "core/flows/ticket_mail.h"

#include "core/domain/order.h"
#include "core/domain/ticket.h"
#include "core/domain/waitlist.h"
#include "core/lib/words.h"
#include "sql/mail.h"
#include "sql/order.h"
#include "sql/paper.h"
#include "sql/ticket.h"
#include "sql/waitlist.h"

#include <string.h>

static struct row *
event_of(struct db *db, const struct row *what)
{
	return q_paper_event(db, row_id(what, "event_id"), row_id(what, "occurrence_id"));
}

/* The button to a page that a secret opens; without its key there is none. */
static void
button(struct letter *l, const char *word, const char *address, const char *kind)
{
	if (address != NULL)
		letter_button(l, word, text(l->arena, "/checkout/%s%s", kind, address));
}

static void
order_button(struct letter *l, const struct row *order)
{
	button(l, _("See your order"), order_address(l->arena, l->mailer->ring, row_id(order, "order_id"),
	    (int)row_int(order, "key_number")), "");
}

static void
ticket_button(struct letter *l, const struct row *ticket)
{
	button(l, _("See your ticket"), ticket_address(l->arena, l->mailer->ring,
	    row_id(ticket, "ticket_id"), (int)row_int(ticket, "revision"),
	    (int)row_int(ticket, "key_number")), "ticket/");
}

/* What is said under every ticket. */
static void
say_what_to_do(struct letter *l)
{
	letter_after(l, _("Your tickets are attached as a PDF: show the code at the door, on paper or on a "
	    "screen. The calendar file puts the date into your calendar."));
	letter_after(l, _("Plans change? Pass a ticket on or cancel it on its page, so that somebody else can "
	    "come."));
	letter_after(l, _("Keep this mail to yourself: whoever has the link has the tickets."));
}

/* --- an order ---------------------------------------------------------------------------------- */

enum mail_end
order_mail(struct db *db, struct arena *a, const struct mailer *mailer, int64_t order, const char *id,
    int64_t written_at, const char **why)
{
	struct row	*head = q_order_head(db, order), *event = head == NULL ? NULL : event_of(db, head);
	struct rows	 tickets = q_paper_tickets(db, order, 0);
	struct letter	*l;
	size_t		 n = 0;

	if (db_failed(db))
		return letter_waits(db, why);
	if (event == NULL || !row_is(head, "state", "paid"))
		return MAIL_NEEDLESS;
	l = letter_new(a, mailer, LETTER_ASKED, row_text(head, "language"), id, written_at);
	letter_to(l, row_text(head, "email"), row_text(head, "name"), row_id(head, "organizer_id"), order);
	letter_event(l, event, true);
	for (size_t i = 0; i < tickets.n; i++)
		if (row_is(tickets.at[i], "state", "valid") && !row_bool(tickets.at[i], "passed_on")) {
			letter_ticket(l, tickets.at[i]);
			n++;
		}
	letter_title(l, text(a, ngettext("Your ticket for “%s”", "Your tickets for “%s”", n),
	    row_text(event, "title")), _("You are registered."));
	order_button(l, head);
	say_what_to_do(l);
	letter_why(l, row_text(event, "organizer"));
	paper_calendar_of(a, &l->site, event, letter_file(l));
	if (n > 0 && !paper_order(db, a, &l->site, order, letter_file(l))) {
		*why = db_failed(db) ? db_failure(db) : "its tickets cannot be printed";
		return MAIL_WAITS;
	}
	return letter_send(db, l, why);
}

enum mail_end
order_cancelled_mail(struct db *db, struct arena *a, const struct mailer *mailer, int64_t order, const char *id,
    int64_t written_at, const char **why)
{
	struct row	*head = q_order_head(db, order), *event = head == NULL ? NULL : event_of(db, head);
	struct letter	*l;

	if (db_failed(db))
		return letter_waits(db, why);
	if (event == NULL || *row_text(head, "email") == '\0')
		return MAIL_NEEDLESS;
	l = letter_new(a, mailer, LETTER_NEWS, row_text(head, "language"), id, written_at);
	letter_to(l, row_text(head, "email"), row_text(head, "name"), row_id(head, "organizer_id"), order);
	letter_title(l, text(a, _("Your order for “%s” is cancelled"), row_text(event, "title")),
	    _("Your order is cancelled."));
	letter_before(l, _("Its tickets are not valid any more."));
	letter_event(l, event, false);
	letter_button(l, _("See the event's page"), row_text(event, "path"));
	letter_after(l, _("That was not you? Write to the organizer: an answer to this mail goes to them."));
	letter_why(l, row_text(event, "organizer"));
	return letter_send(db, l, why);
}

/* --- a ticket -------------------------------------------------------------------------------------- */

enum mail_end
ticket_mail(struct db *db, struct arena *a, const struct mailer *mailer, int64_t ticket, const char *giver,
    const char *id, int64_t written_at, const char **why)
{
	struct row	*head = q_ticket_head(db, ticket), *event = head == NULL ? NULL : event_of(db, head);
	struct letter	*l;

	if (db_failed(db))
		return letter_waits(db, why);
	if (event == NULL || !row_is(head, "state", "valid"))
		return MAIL_NEEDLESS;
	l = letter_new(a, mailer, LETTER_CAUSED, row_text(head, "language"), id, written_at);
	letter_to(l, row_text(head, "email"), row_text(head, "name"), row_id(head, "organizer_id"), ticket);
	letter_title(l, text(a, ngettext("Your ticket for “%s”", "Your tickets for “%s”", 1),
	    row_text(event, "title")), _("Here is your ticket."));
	if (*giver != '\0')
		letter_before(l, text(a, _("%s passed it on to you: it is yours now, and theirs no longer."),
		    giver));
	letter_event(l, event, true);
	letter_ticket(l, head);
	ticket_button(l, head);
	say_what_to_do(l);
	letter_why(l, row_text(event, "organizer"));
	paper_calendar_of(a, &l->site, event, letter_file(l));
	if (!paper_ticket(db, a, &l->site, row_id(head, "order_id"), ticket, letter_file(l))) {
		*why = db_failed(db) ? db_failure(db) : "it cannot be printed";
		return MAIL_WAITS;
	}
	return letter_send(db, l, why);
}

enum mail_end
ticket_cancelled_mail(struct db *db, struct arena *a, const struct mailer *mailer, int64_t ticket,
    const char *id, int64_t written_at, const char **why)
{
	struct row	*head = q_ticket_head(db, ticket), *event = head == NULL ? NULL : event_of(db, head);
	struct letter	*l;

	if (db_failed(db))
		return letter_waits(db, why);
	if (event == NULL)
		return MAIL_NEEDLESS;
	l = letter_new(a, mailer, LETTER_NEWS, row_text(head, "language"), id, written_at);
	letter_to(l, row_text(head, "email"), row_text(head, "name"), row_id(head, "organizer_id"), ticket);
	letter_title(l, text(a, _("Your ticket for “%s” is cancelled"), row_text(event, "title")),
	    _("Your ticket is cancelled."));
	letter_before(l, _("It is not valid any more."));
	letter_event(l, event, false);
	letter_ticket(l, head);
	letter_button(l, _("See the event's page"), row_text(event, "path"));
	letter_after(l, _("That was not you? Write to the organizer: an answer to this mail goes to them."));
	letter_why(l, row_text(event, "organizer"));
	return letter_send(db, l, why);
}

enum mail_end
ticket_transferred_mail(struct db *db, struct arena *a, const struct mailer *mailer, int64_t ticket,
    const struct transferred *t, const char *id, int64_t written_at, const char **why)
{
	struct row	*head = q_ticket_head(db, ticket), *event = head == NULL ? NULL : event_of(db, head);
	struct letter	*l;

	if (db_failed(db))
		return letter_waits(db, why);
	if (event == NULL)
		return MAIL_NEEDLESS;
	l = letter_new(a, mailer, LETTER_NEWS, t->from_language, id, written_at);
	letter_to(l, t->from_email, t->from_name, row_id(head, "organizer_id"), row_id(head, "order_id"));
	letter_title(l, text(a, _("You passed on your ticket for “%s”"), row_text(event, "title")),
	    _("Your ticket is somebody else's now."));
	letter_before(l, text(a, _("You passed it on to %s. The code and the link that you had are worth "
	    "nothing any more."), t->to_name));
	letter_event(l, event, false);
	letter_button(l, _("See the event's page"), row_text(event, "path"));
	letter_after(l, _("That was not you? Write to the organizer: an answer to this mail goes to them."));
	letter_why(l, row_text(event, "organizer"));
	return letter_send(db, l, why);
}

/* --- an entry of the waiting list --------------------------------------------------------------------- */

enum mail_end
waitlist_mail(struct db *db, struct arena *a, const struct mailer *mailer, int64_t entry, const char *id,
    int64_t written_at, const char **why)
{
	struct row	*head = q_waitlist_head(db, entry);
	struct row	*event = head == NULL ? NULL : q_mail_event_facts(db, row_id(head, "event_id"));
	struct letter	*l;
	enum mail_end	 end;

	if (db_failed(db))
		return letter_waits(db, why);
	if (event == NULL || !row_is(head, "state", "waiting"))
		return MAIL_NEEDLESS;
	l = letter_new(a, mailer, LETTER_CAUSED, row_text(head, "language"), id, written_at);
	letter_to(l, row_text(head, "email"), row_text(head, "name"), row_id(head, "organizer_id"), entry);
	letter_title(l, text(a, _("You wait for “%s”"), row_text(event, "title")),
	    _("You are on the waiting list."));
	letter_before(l, text(a, _("For: %s. We write to you if there is room."), row_text(head, "ticket_type")));
	letter_event(l, event, false);
	button(l, _("See your entry"), waitlist_address(a, mailer->ring, entry,
	    (int)row_int(head, "key_number")), "waitlist/");
	letter_after(l, _("You do not want to come any more, or somebody else typed your address? End it on "
	    "that page."));
	names_set(l->names, "letter.why", _("You get this mail because this address was put on a waiting list."));
	end = letter_send(db, l, why);
	/* Who floods a mailbox with entries is not helped by patience. */
	return end == MAIL_WAITS && !db_failed(db) && mailer->relay != NULL &&
	    !recipient_may(db, a, &mailer->cap, l->mail.to) ? MAIL_NEEDLESS : end;
}
