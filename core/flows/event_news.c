/* event_news.c: mail about an event to one of who comes; see event_news.h. */
#include "core/flows/event_news.h"

#include "core/domain/notice.h"
#include "core/domain/ticket.h"
#include "core/lib/clock.h"
#include "core/lib/words.h"
#include "sql/order.h"
#include "sql/paper.h"
#include "sql/reminder.h"
#include "sql/ticket.h"

#include <string.h>

/* A buyer's address may stand on tickets of their guests: it is the buyer who reads. */
static const char *
greeted(struct db *db, const struct row *ticket)
{
	struct row *order = q_order_head(db, row_id(ticket, "order_id"));

	return row_text(order != NULL && row_is(order, "email", row_text(ticket, "email")) ? order : ticket,
	    "name");
}

/* Begin a letter to a ticket's holder, with the event's facts and the ticket. */
static struct letter *
to_holder(struct db *db, struct arena *a, const struct mailer *mailer, enum letter_kind kind,
    const struct row *ticket, const struct row *event, const char *id, int64_t written_at)
{
	struct letter	*l = letter_new(a, mailer, kind, row_text(ticket, "language"), id, written_at);
	const char	*address = ticket_address(a, mailer->ring, row_id(ticket, "ticket_id"),
			    (int)row_int(ticket, "revision"), (int)row_int(ticket, "key_number"));

	letter_to(l, row_text(ticket, "email"), greeted(db, ticket), row_id(ticket, "organizer_id"),
	    row_id(ticket, "ticket_id"));
	letter_event(l, event, kind != LETTER_NEWS || row_is(event, "state", "published"));
	if (address != NULL)
		letter_button(l, _("See your ticket"), text(a, "/checkout/ticket/%s", address));
	letter_why(l, row_text(event, "organizer"));
	return l;
}

/* --- news --------------------------------------------------------------------------------- */

static const char *
change_words(const char *what)
{
	if (strcmp(what, "title") == 0)
		return _("It has a new title.");
	if (strcmp(what, "time") == 0)
		return _("It is at another time. The new one is below.");
	if (strcmp(what, "place") == 0)
		return _("It is at another place. The new one is below.");
	if (strcmp(what, "online") == 0)
		return _("The link to join online is a new one.");
	return NULL;
}

static void
say_changes(struct letter *l, const struct event_news *news)
{
	for (size_t i = 0; i < news->changes_n; i++)
		if (change_words(news->changes[i]) != NULL)
			letter_before(l, change_words(news->changes[i]));
	letter_after(l, _("Can you not come any more? Cancel your ticket on its page, so that somebody else can."));
}

static void
say_news(struct letter *l, const struct event_news *news, const char *title)
{
	struct arena *a = l->arena;

	switch (news->kind) {
	case NEWS_CHANGED:
		letter_title(l, text(a, _("Changed: “%s”"), title), _("Something has changed."));
		say_changes(l, news);
		return;
	case NEWS_CANCELLED:
		letter_title(l, text(a, _("Cancelled: “%s”"), title), _("The event is cancelled."));
		letter_before(l, _("It does not take place. There is nothing that you have to do."));
		return;
	case NEWS_POSTPONED:
		letter_title(l, text(a, _("Postponed: “%s”"), title), _("The event is postponed."));
		letter_before(l, _("It takes place at another time, which we tell you when it is known. Your "
		    "ticket stays valid."));
		return;
	case NEWS_MESSAGE:
		letter_title(l, news->subject, news->subject);
		return;
	}
}

enum mail_end
event_news_mail(struct db *db, struct arena *a, const struct mailer *mailer, int64_t ticket,
    const struct event_news *news, const char *id, int64_t written_at, const char **why)
{
	struct row	*head = q_ticket_head(db, ticket);
	struct row	*event = head == NULL ? NULL : q_paper_event(db, row_id(head, "event_id"),
			    row_id(head, "occurrence_id"));
	struct letter	*l;

	if (db_failed(db))
		return letter_waits(db, why);
	if (event == NULL)
		return MAIL_NEEDLESS;
	l = to_holder(db, a, mailer, news->kind == NEWS_MESSAGE ? LETTER_MESSAGE : LETTER_NEWS, head, event, id,
	    written_at);
	say_news(l, news, row_text(event, "title"));
	letter_message(l, news->message);
	if (news->kind != NEWS_MESSAGE)
		paper_calendar_of(a, &l->site, event, letter_file(l));
	return letter_send(db, l, why);
}

/* --- reminders ---------------------------------------------------------------------------------- */

/*
 * What stands on the ticket, and with an account what its owner said: a day before, unless one of
 * them declines; two hours before, if one of them asks for it.
 */
static bool
is_wanted(struct db *db, int64_t ticket, bool hours)
{
	struct row	*wishes = q_holder_wishes(db, ticket);
	int64_t		 account = wishes == NULL ? 0 : row_id(wishes, "account_id");
	const char	*kind = hours ? "reminder_hours" : "reminder_day";

	if (wishes == NULL || row_null(wishes, "day"))
		return false;
	if (account == 0)
		return row_bool(wishes, hours ? "hours" : "day");
	if (hours)
		return row_bool(wishes, "hours") || notice_wanted(db, account, kind);
	return row_bool(wishes, "day") && notice_wanted(db, account, kind);
}

/* "Today" and "tomorrow" as the clocks at the event have it. */
static const char *
soon_words(struct arena *a, const struct row *event, int64_t now, bool hours)
{
	const char	*zone = row_text(event, "time_zone"), *title = row_text(event, "title");
	int64_t		 tomorrow = clock_day_start(now, zone, 1), after = clock_day_start(now, zone, 2);
	int64_t		 starts = row_time(event, "starts_at");

	if (hours)
		return text(a, _("Begins soon: “%s”"), title);
	return starts < tomorrow ? text(a, _("Today: “%s”"), title) :
	    starts < after ? text(a, _("Tomorrow: “%s”"), title) : text(a, _("Soon: “%s”"), title);
}

enum mail_end
reminder_mail(struct db *db, struct arena *a, const struct mailer *mailer, int64_t ticket, bool hours,
    int64_t starts, const char *id, int64_t written_at, const char **why)
{
	struct row	*head = q_ticket_head(db, ticket);
	struct row	*event = head == NULL ? NULL : q_paper_event(db, row_id(head, "event_id"),
			    row_id(head, "occurrence_id"));
	bool		 wanted = head != NULL && is_wanted(db, ticket, hours);
	struct letter	*l;

	if (db_failed(db))
		return letter_waits(db, why);
	if (event == NULL || !wanted || !row_is(head, "state", "valid") || !row_null(head, "admitted_at") ||
	    !row_is(event, "state", "published") || !row_is(event, "date_state", "scheduled") ||
	    row_time(event, "starts_at") != starts || clock_now() >= starts)
		return MAIL_NEEDLESS;
	l = to_holder(db, a, mailer, LETTER_REMINDER, head, event, id, written_at);
	letter_title(l, soon_words(a, event, clock_now(), hours), _("See you soon."));
	letter_ticket(l, head);
	letter_after(l, _("Show the code on your ticket's page at the door, or the one in the PDF you have got."));
	letter_after(l, _("Can you not come any more? Cancel your ticket on its page, so that somebody else can."));
	return letter_send(db, l, why);
}
