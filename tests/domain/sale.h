/* sale.h: for tests of what is sold: an event, its ticket types, somebody who takes some. */
#ifndef TESTS_DOMAIN_SALE_H
#define TESTS_DOMAIN_SALE_H

#include "core/domain/hold.h"
#include "core/domain/order.h"

#include <stdint.h>

/* A published event with `types` free ticket types of `capacity` each, in one slot. */
struct sale {
	int64_t	event;
	int64_t	type[8], quota[8];
};
struct sale sale_begin(int types, int64_t capacity);

/* Stripe a quota over so many slots, its capacity spread over them. */
void sale_stripe(int64_t quota, int64_t capacity, int slots);

/* Ask for so many of a type, as a visitor nobody has been before; with a key of one's own when not NULL. */
enum hold_result sale_hold(const struct sale *, int type, int64_t quantity, struct hold *);
enum hold_result sale_hold_with(const struct sale *, const unsigned char key[16], const struct hold_want *,
    size_t n, struct hold *);

/* Register what is held, for an address; or hold and register at once, and the order of it. */
enum order_result sale_register(int64_t order, const char *email);
int64_t sale_order(const struct sale *, int type, int64_t quantity, const char *email);

/* The first ticket of an order, or that at a position. */
int64_t sale_ticket(int64_t order, int position);

/* What counters say of a quota. */
int64_t sale_held(int64_t quota);
int64_t sale_sold(int64_t quota);

/* As if a hold had run out a minute ago. */
void sale_run_out(int64_t order);

/* Nothing of this sale that must always be true is broken; aborts the test when something is. */
void sale_check(const struct sale *);

/* A fresh key. */
const unsigned char *sale_key(void);

#endif
