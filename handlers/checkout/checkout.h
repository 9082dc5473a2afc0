/* checkout.h: what the pages of the checkout program share; its table is routes.def. */
#ifndef HANDLERS_CHECKOUT_CHECKOUT_H
#define HANDLERS_CHECKOUT_CHECKOUT_H

#include "core/domain/audit.h"
#include "core/lib/row.h"
#include "fcgi/key.h"
#include "fcgi/page.h"
#include "fcgi/req.h"

#define ROUTES "handlers/checkout/routes.def"
#include "fcgi/route_names.h"

#define PERSON_NAME_MAX	100	/* code points, as the columns have it */
#define NEXT_MAX	200

/* Who acts, for the audit: a person or nobody we know. */
struct actor checkout_actor(struct req *);

/* A keyed hash of the network that asks, to limit what it holds. */
void checkout_visitor(struct req *, unsigned char visitor[16]);

/* The order, ticket, entry behind the path; NULL when the address is none, or the database failed. */
struct row *order_here(struct req *);
struct row *ticket_here(struct req *);
struct row *entry_here(struct req *);

/* The ticket whose address this was before it was passed on; NULL. */
struct row *ticket_passed_on(struct req *);

/*
 * What a page beside the tickets says of the event: `event.*` of checkout_event or checkout_date, with
 * .past, .ends_text, .country, and where it is on a map.
 */
void event_show_facts(struct req *, struct row *event);

/* True when nobody can register for it any more, or not now: event.closed says so to the page. */
bool event_closed(struct req *, const struct row *event);

/* The details form of an order that is held: handlers/checkout/details.c. */
int details_show(struct req *);

/* An order that ran out: gone when its tickets were taken meanwhile. */
int expired_show(struct req *, struct row *order, bool gone);

struct names;

/*
 * A ticket for a page, a row of tickets_of_order or ticket_head: .path, .code_text, the QR's picture in .qr_url,
 * .changes and .cancels where its holder may change or cancel it.
 */
void ticket_names(struct req *, struct names *, const struct row *ticket, bool may_cancel);

/* What its holder may do until when, in words; NULL when the organizer does not allow it. */
bool cancel_allowed(struct req *, const struct row *date);

#endif
