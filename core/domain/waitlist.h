/*
 * waitlist.h: who would come if there were room.  One entry for an address and a ticket type.
 */
#ifndef CORE_DOMAIN_WAITLIST_H
#define CORE_DOMAIN_WAITLIST_H

#include "core/domain/audit.h"
#include "core/lib/arena.h"
#include "core/lib/crypto.h"
#include "core/lib/db.h"

#include <stdbool.h>
#include <stdint.h>

#define WAITLIST_QUANTITY_MAX	10

struct waitlist_ask {
	int64_t		 event, ticket_type;
	int64_t		 quantity;	/* 1 .. WAITLIST_QUANTITY_MAX */
	const char	*name;
	const char	*email;		/* canonical */
	const char	*language;
	int		 key_number;	/* keyring_current() of the ring ORDER_RING */
};

enum waitlist_result {
	WAITLIST_JOINED,	/* also when they waited already: they keep their place */
	WAITLIST_CLOSED,	/* no such ticket type, or nobody can have it any more */
	WAITLIST_BUSY
};

/* Leave an entry; its address is mailed to them (job `waitlist_mail`), and told nobody else. */
enum waitlist_result waitlist_join(struct db *, const struct actor *, const struct waitlist_ask *);

/* Wait no longer; `entry` is a row of waitlist_head. True also when they had left before. */
bool waitlist_leave(struct db *, const struct actor *, const struct row *entry);

/* As order_address() and order_of_address(), of sql/waitlist.sql's waitlist_head. */
char *waitlist_address(struct arena *, const struct keyring *, int64_t entry, int key_number);
struct row *waitlist_of_address(struct db *, struct arena *, const struct keyring *, const char *address);

#endif
