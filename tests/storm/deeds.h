/* deeds.h: what people in a crowd do, each with the connection of their own. */
#ifndef TESTS_STORM_DEEDS_H
#define TESTS_STORM_DEEDS_H

#include "tests/storm/crowd.h"

#include "core/domain/ticket.h"

/* Ask for n types at once; a network of one's own. */
enum hold_result do_hold(struct someone *, const struct hold_want *, size_t n, struct hold *);

/* So many of one type. */
enum hold_result do_hold_one(struct someone *, int type, int64_t quantity, struct hold *);

enum order_result do_register(struct someone *, int64_t order, const char *email);
enum order_result do_cancel(struct someone *, int64_t order);

/* An address nobody else has. */
const char *do_email(struct someone *);

/* A key that nobody else draws. */
void do_key(struct someone *, unsigned char key[16]);

/* A hold whose time is over the moment it is placed. */
enum hold_result do_hold_briefly(struct someone *, int type, int64_t quantity, struct hold *);

#endif
