/*
 * order.c: an order as its buyer sees it: the tickets first, then what happened, then what can be changed.
 *
 *	GET  /checkout/{order}		order_show	the details form while it is held (details.c)
 *	POST /checkout/{order}/resend	resend_post
 *	GET  /checkout/{order}/cancel	order_cancel_show
 *	POST /checkout/{order}/cancel	order_cancel_post
 *
 * What is read here is sql/order.sql, sql/ticket.sql and sql/checkout.sql; what it looks like is
 * templates/checkout/order.cs and cancel.cs.  What is done is core/domain/order.c.
 */
#include "handlers/checkout/checkout.h"

#include "core/domain/order.h"
#include "core/domain/ticket.h"
#include "core/lib/clock.h"
#include "core/lib/db.h"
#include "core/lib/id.h"
#include "core/lib/template.h"
#include "core/lib/text.h"
#include "core/lib/words.h"
#include "fcgi/form.h"
#include "fcgi/program.h"
#include "sql/checkout.h"
#include "sql/order.h"
#include "sql/ticket.h"

#include <inttypes.h>
#include <string.h>

#define HOUR	3600

/* --- what happened ------------------------------------------------------------------------- */

/* The deed of an audit row in words; NULL for what is nobody's business. */
static const char *
deed_words(struct req *r, const struct row *deed)
{
	const char *n = row_text(deed, "position");

	if (row_is(deed, "deed", "hold_place"))
		return _("Tickets were set aside.");
	if (row_is(deed, "deed", "order_register"))
		return _("Registered.");
	if (row_is(deed, "deed", "order_cancel"))
		return _("The order was cancelled.");
	if (row_is(deed, "deed", "order_resend"))
		return _("The mail with the tickets was sent again.");
	if (row_is(deed, "deed", "ticket_rename"))
		return text(r->arena, _("Ticket %s got another name."), n);
	if (row_is(deed, "deed", "ticket_transfer"))
		return text(r->arena, _("Ticket %s was passed on. Its old code is worth nothing now."), n);
	if (row_is(deed, "deed", "ticket_cancel"))
		return text(r->arena, _("Ticket %s was cancelled."), n);
	if (row_is(deed, "deed", "event_cancel"))
		return _("The event was cancelled.");
	if (row_is(deed, "deed", "event_postpone"))
		return _("The event was postponed.");
	if (row_is(deed, "deed", "event_publish"))
		return _("The event was announced anew.");
	return NULL;
}

static void
story_add(struct req *r, int64_t at, const char *zone, const char *words)
{
	struct names *n = page_add(r, "story");

	names_set(n, "at", clock_show(r->arena, at, zone, r->language, CLOCK_DAY_TIME));
	names_set(n, "iso", clock_iso(r->arena, at, "UTC"));
	names_set(n, "words", words);
}

/* Newest first: who was let in, then what was done. */
static void
show_story(struct req *r, int64_t order, struct rows tickets, const char *zone)
{
	struct rows story = q_checkout_story(r->db, order);

	for (size_t i = 0; i < tickets.n; i++)
		if (!row_null(tickets.at[i], "admitted_at"))
			story_add(r, row_time(tickets.at[i], "admitted_at"), zone,
			    text(r->arena, _("Ticket %s was let in."),
			    row_text(tickets.at[i], "position")));
	for (size_t i = 0; i < story.n; i++) {
		const char *words = deed_words(r, story.at[i]);

		if (words != NULL)
			story_add(r, row_time(story.at[i], "happened_at"), zone, words);
	}
}

/* --- the tickets ------------------------------------------------------------------------------- */

bool
cancel_allowed(struct req *r, const struct row *date)
{
	int64_t until;

	if (row_null(date, "self_cancel_hours") || !row_is(date, "state", "published"))
		return false;
	until = row_time(date, "starts_at") - row_int(date, "self_cancel_hours") * HOUR;
	page_time(r, "event.cancel_until_at", until, row_text(date, "time_zone"));
	return r->now < until;
}

/* Somebody else's by now: its code was revoked for another address than the buyer's. */
static bool
is_passed_on(const struct row *order, const struct row *ticket)
{
	return row_int(ticket, "revision") > 1 &&
	    strcmp(row_text(ticket, "email"), row_text(order, "email")) != 0;
}

/* How many of them are the buyer's to show and to cancel. */
static size_t
show_tickets(struct req *r, const struct row *order, struct rows tickets, bool may_cancel)
{
	size_t own = 0, others = 0;

	for (size_t i = 0; i < tickets.n; i++) {
		const struct row	*t = tickets.at[i];
		struct names		*n = page_add(r, "tickets");

		if (!is_passed_on(order, t)) {
			ticket_names(r, n, t, may_cancel);
			own += row_is(t, "state", "valid");
			continue;
		}
		others += row_is(t, "state", "valid");
		names_set(n, "position", row_text(t, "position"));
		names_set(n, "ticket_type", row_text(t, "ticket_type"));
		names_set(n, "state", row_text(t, "state"));
		names_set(n, "passed_on", "1");
	}
	page_flag(r, "order.cancels", may_cancel && own > 0 && others == 0);
	return own;
}

/* --- the calendar ---------------------------------------------------------------------------------- */

static const char *
compact(struct arena *a, int64_t at)
{
	return zone_wall(a, at, "UTC", "%Y%m%dT%H%M%SZ");
}

/* Links that open a new entry in what most people use; the file calendar.ics is for all others. */
static void
show_calendars(struct req *r, const struct row *date)
{
	struct arena	*a = r->arena;
	int64_t		 start = row_time(date, "starts_at"), end = row_time(date, "ends_at");
	const char	*title = text_url_escape(a, row_text(date, "title"));
	const char	*where = row_null(date, "venue") ? "" : text_url_escape(a,
	    text(a, "%s, %s, %s %s", row_text(date, "venue"), row_text(date, "street"),
	    row_text(date, "postcode"), row_text(date, "city")));
	const char	*about = text_url_escape(a, req_url(r, row_text(date, "path")));

	page_text(r, "calendar.google_url", text(a, "https://calendar.google.com/calendar/render?"
	    "action=TEMPLATE&text=%s&dates=%s%%2F%s&location=%s&details=%s", title,
	    compact(a, start), compact(a, end), where, about));
	page_text(r, "calendar.outlook_url", text(a, "https://outlook.live.com/calendar/0/"
	    "deeplink/compose?path=%%2Fcalendar%%2Faction%%2Fcompose&rru=addevent&subject=%s"
	    "&startdt=%s&enddt=%s&location=%s&body=%s", title,
	    text_url_escape(a, clock_iso(a, start, "UTC")),
	    text_url_escape(a, clock_iso(a, end, "UTC")), where, about));
}

/* What can be taken along while a ticket is theirs. */
static void
show_files(struct req *r)
{
	page_flag(r, "order.own", true);
	page_text(r, "order.pdf_path", text(r->arena, "/checkout/%s/tickets.pdf", req_text(r, "order")));
	page_text(r, "order.ics_path", text(r->arena, "/checkout/%s/calendar.ics", req_text(r, "order")));
}

/* --- the page ---------------------------------------------------------------------------------------- */

static int
registered_show(struct req *r, struct row *order)
{
	int64_t		 id = row_id(order, "order_id");
	struct row	*date = q_checkout_date(r->db, row_id(order, "occurrence_id"));
	struct rows	 tickets = q_tickets_of_order(r->db, id);
	bool		 may_cancel;

	if (date == NULL)
		return not_found(r);
	event_show_facts(r, date);
	event_closed(r, date);
	page_row(r, "order", order);
	page_text(r, "order.path", text(r->arena, "/checkout/%s", req_text(r, "order")));
	may_cancel = row_is(order, "state", "paid") && cancel_allowed(r, date);
	if (show_tickets(r, order, tickets, may_cancel) > 0)
		show_files(r);
	show_calendars(r, date);
	show_story(r, id, tickets, row_text(date, "time_zone"));
	page_rows(r, "answers", q_checkout_answers(r->db, id));
	key_show(r);
	return page(r, "checkout/order");
}

int
order_show(struct req *r)
{
	struct row *order = order_here(r);

	if (order == NULL)
		return not_found(r);
	if (row_is(order, "state", "held"))
		return details_show(r);
	if (row_is(order, "state", "expired"))
		return expired_show(r, order, false);
	return registered_show(r, order);
}

/* --- what can be changed -------------------------------------------------------------------------------- */

struct deed_input {
	const char	*key;
};

static const struct field deed_fields[] = {
	FIELD_TEXT(struct deed_input, key, 0, KEY_LETTERS),
	FIELD_END
};

const struct form deed_form = FORM(struct deed_input, deed_fields, order_show);
const struct form order_cancel_form = FORM(struct deed_input, deed_fields, order_cancel_show);

int
resend_post(struct req *r)
{
	const struct deed_input	*in = r->form;
	struct actor		 actor = checkout_actor(r);
	struct row		*order = order_here(r);
	unsigned char		 key[KEY_BYTES];

	if (order == NULL)
		return not_found(r);
	if (!key_read_with(r, in->key, "resend", key))
		return bad_request(r);
	switch (order_resend(r->db, &actor, row_id(order, "order_id"), key)) {
	case ORDER_DONE:
		notice(r, _("The mail is on its way again. Look into your spam folder, too."));
		break;
	case ORDER_REFUSED:
	case ORDER_EXPIRED_FIRST:
	case ORDER_PERSON_LIMIT:
		notice(r, _("It was sent several times today already. Everything in it is on this page."));
		break;
	case ORDER_BUSY:
		return try_later(r);
	}
	return see_other(r, "/checkout/%s", req_text(r, "order"));
}

/* True when the buyer may cancel all of it; what the page shows is set on the way. */
static bool
may_cancel_all(struct req *r, struct row *order)
{
	struct row	*date = q_checkout_date(r->db, row_id(order, "occurrence_id"));
	struct rows	 tickets = q_tickets_of_order(r->db, row_id(order, "order_id"));
	bool		 may = date != NULL && row_is(order, "state", "paid") && cancel_allowed(r, date);
	size_t		 valid = 0;

	for (size_t i = 0; i < tickets.n; i++) {
		if (!row_is(tickets.at[i], "state", "valid"))
			continue;
		valid++;
		may = may && !is_passed_on(order, tickets.at[i]) &&
		    row_null(tickets.at[i], "admitted_at");
	}
	event_show_facts(r, date);
	page_text(r, "cancel.what_text", text(r->arena, ngettext("%zu ticket", "%zu tickets",
	    valid), valid));
	return may && valid > 0;
}

int
order_cancel_show(struct req *r)
{
	struct row *order = order_here(r);

	if (order == NULL)
		return not_found(r);
	if (!may_cancel_all(r, order))
		return see_other(r, "/checkout/%s", req_text(r, "order"));
	page_text(r, "cancel.path", text(r->arena, "/checkout/%s/cancel", req_text(r, "order")));
	page_text(r, "cancel.back_path", text(r->arena, "/checkout/%s", req_text(r, "order")));
	key_show(r);
	return page(r, "checkout/cancel");
}

int
order_cancel_post(struct req *r)
{
	const struct deed_input	*in = r->form;
	struct actor		 actor = checkout_actor(r);
	struct row		*order = order_here(r);
	unsigned char		 key[KEY_BYTES];

	if (order == NULL)
		return not_found(r);
	if (!key_read_with(r, in->key, "cancel", key))
		return bad_request(r);
	if (row_is(order, "state", "cancelled"))	/* twice is once */
		return see_other(r, "/checkout/%s", req_text(r, "order"));
	if (!may_cancel_all(r, order)) {
		notice(r, _("It can no longer be cancelled here. Ask the organizer."));
		return see_other(r, "/checkout/%s", req_text(r, "order"));
	}
	switch (order_cancel(r->db, &actor, row_id(order, "order_id"), key)) {
	case ORDER_DONE:
		notice(r, _("Cancelled. Others can take your place now."));
		break;
	case ORDER_REFUSED:
	case ORDER_EXPIRED_FIRST:
	case ORDER_PERSON_LIMIT:
		notice(r, _("It can no longer be cancelled here. Ask the organizer."));
		break;
	case ORDER_BUSY:
		return try_later(r);
	}
	return see_other(r, "/checkout/%s", req_text(r, "order"));
}
