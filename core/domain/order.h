/*
 * order.h: what somebody takes at once: held, registered (paid), expired, cancelled.
 *
 * Its address is `<order id>-<128-bit secret>`.  The secret is not stored: it is made of the id with
 * a key of the ring `ticket`, whose number the row has.  A free order takes the path of a paid one
 * with a total of zero.
 */
#ifndef CORE_DOMAIN_ORDER_H
#define CORE_DOMAIN_ORDER_H

#include "core/domain/audit.h"
#include "core/lib/arena.h"
#include "core/lib/crypto.h"
#include "core/lib/db.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ORDER_RING	"ticket"	/* of keys: addresses of orders and tickets, codes of tickets */

/* "00pz2v6d8k4fa-<26 letters>", in the arena; NULL when the key is not in the ring any more. */
char *order_address(struct arena *, const struct keyring *, int64_t order, int key_number);

/*
 * The row of sql/order.sql's order_head behind such an address; NULL for any other text (compared in constant
 * time), or when the database failed.
 */
struct row *order_of_address(struct db *, struct arena *, const struct keyring *, const char *address);

enum order_result {
	ORDER_DONE,		/* also when this key did it before */
	ORDER_EXPIRED_FIRST,	/* its hold ran out, and what it held is gone: nothing was done */
	ORDER_PERSON_LIMIT,	/* this address has all it may have of `ticket_type`: nothing was done */
	ORDER_REFUSED,		/* its state does not allow this */
	ORDER_BUSY		/* the database failed */
};

/* One ticket of an order: who comes, in the order of its lines. */
struct order_holder {
	const char	*name;		/* "": the buyer's */
	const char	*email;		/* canonical; "": the buyer's */
};

/* One answer: `position` is the ticket's, from 1; 0 is the order's. */
struct order_answer {
	int64_t		 question;
	int64_t		 position;
	const char	*value;
};

/* Who registers. */
struct order_details {
	const char			*name, *email;	/* email canonical (text_email_key) */
	const struct order_holder	*holders;	/* one for each ticket, or NULL */
	const struct order_answer	*answers;
	size_t				 answers_n;
};

/*
 * Register a free order: held → paid; its tickets are made, stock goes from held to sold, and mail
 * is promised (jobs `order_mail`, `ticket_copy`), all in one transaction.  A hold that ran out but whose stock is still
 * free is taken again.  `ticket_type` may be NULL.
 */
enum order_result order_register(struct db *, const struct actor *, int64_t order,
    const unsigned char key[16], const struct order_details *, int64_t *ticket_type);

/*
 * Cancel it with all its valid tickets; their stock returns.  The table in order.c says from which states.
 * Promises mail (`order_cancelled_mail`).
 */
enum order_result order_cancel(struct db *, const struct actor *, int64_t order,
    const unsigned char key[16]);

/* Send its mail again; capped (job `order_mail`). */
enum order_result order_resend(struct db *, const struct actor *, int64_t order,
    const unsigned char key[16]);

/*
 * Every move of states that is allowed; for tests and `marquee fsck`. Names are those of the column.
 */
bool order_may_move(const char *from, const char *to);

#endif
