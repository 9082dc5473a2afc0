/*
 * tickets.c: somebody's own tickets, those to come first.
 *
 *	GET  /account/tickets	tickets_show
 *
 * The list is copies on their own shard (core/domain/my_ticket.h); what has changed about the events since is
 * asked of the listing, and if that is away, the copies do.  A ticket's page is the checkout program's.
 */
#include "handlers/account/account.h"

#include "core/domain/ticket.h"
#include "core/lib/db.h"
#include "fcgi/program.h"
#include "sql/my_ticket.h"

#include <stdlib.h>

#define SHOWN	200	/* fewer than IDS_MAX */

/* A ticket, and what the listing says of its date, if it knows it. */
struct item {
	struct row	*ticket, *date;
	int64_t		 starts_at, ends_at;
};

static struct row *
date_of(struct rows dates, int64_t occurrence)
{
	for (size_t i = 0; i < dates.n; i++)
		if (row_id(dates.at[i], "occurrence_id") == occurrence)
			return dates.at[i];
	return NULL;
}

/* What the listing knows of their dates; nothing when it is away. */
static struct rows
dates_of(struct req *r, struct rows tickets)
{
	int64_t		*ids = arena_alloc(r->arena, (tickets.n + 1) * sizeof(*ids));
	struct rows	 dates;

	for (size_t i = 0; i < tickets.n; i++)
		ids[i] = row_id(tickets.at[i], "occurrence_id");
	if (req_failed(r))
		return (struct rows){ 0, NULL };
	dates = q_my_dates(r->db, (struct ids){ ids, tickets.n });
	if (!req_failed(r))
		return dates;
	db_forgive(r->db);
	return (struct rows){ 0, NULL };
}

static struct item *
items_of(struct req *r, struct rows tickets)
{
	struct item	*items = arena_alloc(r->arena, (tickets.n + 1) * sizeof(*items));
	struct rows	 dates = dates_of(r, tickets);

	for (size_t i = 0; i < tickets.n; i++) {
		struct row *t = tickets.at[i], *d = date_of(dates, row_id(t, "occurrence_id"));

		items[i] = (struct item){ t, d, row_time(d == NULL ? t : d, "starts_at"),
			row_time(d == NULL ? t : d, "ends_at") };
	}
	return items;
}

static int
sooner(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	return x->starts_at < y->starts_at ? -1 : x->starts_at > y->starts_at;
}

static void
show(struct req *r, const char *name, const struct item *item)
{
	const struct row	*t = item->ticket;
	const char		*address = ticket_address(r->arena, r->tools->ring,
	    row_id(t, "ticket_id"), (int)row_int(t, "revision"), (int)row_int(t, "key_number"));

	page_row(r, name, item->ticket);
	if (item->date != NULL)
		page_row(r, name, item->date);
	if (address != NULL)
		page_text(r, text(r->arena, "%s.path", name),
		    text(r->arena, "/checkout/ticket/%s", address));
}

int
tickets_show(struct req *r)
{
	struct rows	 tickets = q_my_tickets(r->db, r->person->id, SHOWN);
	struct item	*items = items_of(r, tickets);
	size_t		 coming = 0, past = 0;

	page_text(r, "desk.section", "tickets");
	qsort(items, tickets.n, sizeof(*items), sooner);
	for (size_t i = 0; i < tickets.n; i++)
		if (items[i].ends_at > r->now)
			show(r, text(r->arena, "coming.%zu", coming++), &items[i]);
	/* The latest first: who looks back begins at yesterday. */
	for (size_t i = tickets.n; i-- > 0;)
		if (items[i].ends_at <= r->now)
			show(r, text(r->arena, "past.%zu", past++), &items[i]);
	return page(r, "account/tickets");
}
