/*
 * ticket_type.h: what an event sells, as its organizer says it.
 *
 * Each ticket type has a quota of its own.  What somebody has taken, or waits for, is archived instead of
 * removed, and there are never fewer than are held and sold.
 */
#ifndef CORE_DOMAIN_TICKET_TYPE_H
#define CORE_DOMAIN_TICKET_TYPE_H

#include "core/lib/db.h"

#include <stddef.h>
#include <stdint.h>

#define TICKET_TYPES_MAX	20	/* of one event, as many as go into one order */
#define TICKET_CAPACITY_MAX	1000000
#define TICKET_PER_ORDER	10	/* unless the organizer says otherwise */
#define TICKET_HOT		500	/* from so many on the counter has slots */
#define TICKET_HOT_SLOTS	16

/* "on_sale", "paused", "hidden" (on sale, but not shown), "archived", NULL */
extern const char *const ticket_states[];

/* One ticket type, and how many there are of it. */
struct ticket_input {
	const char	*name;
	const char	*about;
	int64_t		 price;		/* minor units, all in; 0 is free; of a new one */
	int64_t		 capacity;	/* 1 .. TICKET_CAPACITY_MAX */
	int64_t		 id;		/* 0: a new one */
	int64_t		 sale_starts_at, sale_ends_at;	/* 0: at once; when the event ends */
	int64_t		 min_per_order, max_per_order;	/* 0: 1; TICKET_PER_ORDER */
	int64_t		 max_per_person;		/* 0: no limit */
	const char	*state;		/* NULL: on sale */
};

enum ticket_types_result {
	TICKET_TYPES_DONE,
	TICKET_TYPES_UNKNOWN,	/* one with an id is none of this event's */
	TICKET_TYPES_TAKEN	/* of one more are held and sold than there shall be */
};

/*
 * Make these an event's ticket types, in this order; what is not among them goes.  Inside a transaction on the
 * event's shard, near its end: counters are locked last.  Anything but DONE is to be rolled back.
 */
enum ticket_types_result ticket_types_put(struct db *, int64_t event, int64_t organizer,
    const char *currency, const struct ticket_input *, size_t n);

#endif
