/* order_work.h: what changes of orders and of tickets share; for order.c and ticket.c. */
#ifndef CORE_DOMAIN_ORDER_WORK_H
#define CORE_DOMAIN_ORDER_WORK_H

#include "core/lib/db.h"

#include <stdbool.h>
#include <stdint.h>

enum deed_begin {
	DEED_NEW,
	DEED_DONE,	/* this key did it before */
	DEED_REFUSED	/* this key did something else, or the database failed */
};

/* Claim a request key of an order, first thing in the transaction. */
enum deed_begin deed_begin(struct db *, int64_t order, const unsigned char key[16], const char *deed);

/*
 * Cancel one valid ticket of an order, or (0) all of them, with their stock.  `head` is the row of
 * order_lock.  False when there is none, or one was let in.  Inside a transaction, which is then undone.
 */
bool tickets_cancel(struct db *, int64_t order, const struct row *head, int64_t ticket);

#endif
