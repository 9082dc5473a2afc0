/*
 * files.c: what is handed out: tickets on paper, the date for a calendar.
 *
 *	GET  /checkout/{order}/tickets.pdf		order_pdf_show
 *	GET  /checkout/{order}/calendar.ics		order_calendar_show
 *	GET  /checkout/ticket/{ticket}/ticket.pdf	ticket_pdf_show
 *	GET  /checkout/ticket/{ticket}/calendar.ics	ticket_calendar_show
 *
 * The same secrets open them as open the pages; they are made by core/flows/paper.c.
 */
#include "handlers/checkout/checkout.h"

#include "core/domain/order.h"
#include "core/flows/paper.h"
#include "core/lib/conf.h"
#include "fcgi/program.h"

#include <string.h>

/* Our address of "Name <address>". */
static const char *
sender_of(struct req *r)
{
	const char *from = conf_text(r->conf, "mail.from"), *open = strrchr(from, '<');

	return open == NULL ? from : arena_copy_n(r->arena, open + 1, strcspn(open + 1, ">"));
}

static struct paper_site
site_of(struct req *r)
{
	return (struct paper_site){ conf_text(r->conf, "site.name"), r->tools->site_url,
	    sender_of(r), r->tools->ring, r->language };
}

/* Send it, or say that there is none (any more). */
static int
send(struct req *r, bool made, const struct mail_file *file)
{
	return made ? reply_file(r, file->type, file->name, file->bytes, file->len) : not_found(r);
}

int
order_pdf_show(struct req *r)
{
	struct paper_site	 site = site_of(r);
	struct row		*order = order_here(r);
	struct mail_file	 file;

	if (order == NULL || !row_is(order, "state", "paid"))
		return not_found(r);
	return send(r, paper_order(r->db, r->arena, &site, row_id(order, "order_id"), &file), &file);
}

int
ticket_pdf_show(struct req *r)
{
	struct paper_site	 site = site_of(r);
	struct row		*ticket = ticket_here(r);
	struct mail_file	 file;

	if (ticket == NULL)
		return not_found(r);
	return send(r, paper_ticket(r->db, r->arena, &site, row_id(ticket, "order_id"),
	    row_id(ticket, "ticket_id"), &file), &file);
}

static int
send_calendar(struct req *r, const struct row *of)
{
	struct paper_site	site = site_of(r);
	struct mail_file	file;

	return send(r, paper_calendar(r->db, r->arena, &site, row_id(of, "event_id"),
	    row_id(of, "occurrence_id"), &file), &file);
}

/* It has the link of what happens online, so it is for orders that hold a ticket. */
int
order_calendar_show(struct req *r)
{
	struct row *order = order_here(r);

	if (order == NULL || !row_is(order, "state", "paid"))
		return not_found(r);
	return send_calendar(r, order);
}

int
ticket_calendar_show(struct req *r)
{
	struct row *ticket = ticket_here(r);

	if (ticket == NULL || !row_is(ticket, "state", "valid"))
		return not_found(r);
	return send_calendar(r, ticket);
}
