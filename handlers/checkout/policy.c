/*
 * policy.c: who may open what: whoever has its address.  An id without its secret is nothing, and
 * neither is an address that was never given out.
 */
#include "handlers/checkout/checkout.h"

enum access
can_open_order(struct req *r)
{
	return order_here(r) != NULL ? ACCESS_OPEN : ACCESS_HIDDEN;
}

enum access
can_open_ticket(struct req *r)
{
	return ticket_here(r) != NULL ? ACCESS_OPEN : ACCESS_HIDDEN;
}

/* Who had it before it was passed on is told so, and nothing else. */
enum access
knows_ticket(struct req *r)
{
	return ticket_here(r) != NULL || ticket_passed_on(r) != NULL ? ACCESS_OPEN : ACCESS_HIDDEN;
}

enum access
can_open_entry(struct req *r)
{
	return entry_here(r) != NULL ? ACCESS_OPEN : ACCESS_HIDDEN;
}
