/*
 * hold.h: tickets set aside for one basket, for a while.
 *
 * The claim is one call of the procedure hold_claim (sql/procedures/hold.sql): order, lines, hold and
 * audit first, the counters last, their WHERE clause the only check that counts (DOMAIN 3).  A hold
 * runs out by itself: what is past its time counts as free for whoever asks next, and sweepers only tidy.
 */
#ifndef CORE_DOMAIN_HOLD_H
#define CORE_DOMAIN_HOLD_H

#include "core/domain/audit.h"
#include "core/lib/crypto.h"
#include "core/lib/db.h"

#include <stddef.h>
#include <stdint.h>

#define HOLD_LINES_MAX		20	/* ticket types in one order */
#define HOLD_QUANTITY_MAX	100	/* tickets of one type in one order, whatever the organizer says */
#define HOLD_SECONDS		900	/* so long they are set aside */
#define HOLDS_PER_VISITOR	20	/* live holds of one network on one event */

struct hold_want {
	int64_t	ticket_type;
	int64_t	quantity;		/* 1 .. HOLD_QUANTITY_MAX */
};

enum hold_result {
	HOLD_PLACED,
	HOLD_SOLD_OUT,		/* not enough is left of `ticket_type`; `left` says how many are */
	HOLD_NOT_YET,		/* its sale has not begun */
	HOLD_OVER,		/* its sale, or the event, is over; or it is paused */
	HOLD_QUANTITY,		/* fewer or more of it than an order may have; `limit` says how many */
	HOLD_CLOSED,		/* the event is not to be had: draft, cancelled, hidden, postponed; or no such ticket type */
	HOLD_TOO_MANY,		/* this network holds too many already */
	HOLD_BUSY		/* the database failed, or too many at once: nothing was done */
};

/* What is asked for. */
struct hold_ask {
	int64_t			 event;
	const struct hold_want	*want;
	size_t			 n;		/* 1 .. HOLD_LINES_MAX; no ticket type twice */
	unsigned char		 key[16];	/* drawn for this claim: the same key is the same deed */
	unsigned char		 visitor[16];	/* keyed hash of the network asking */
	int64_t			 account;	/* who is signed in; 0 for a guest */
	const char		*language;
	int			 key_number;	/* keyring_current() of the ring `ticket` */
};

/* What came of it. */
struct hold {
	int64_t	order;
	int64_t	expires_at;		/* by the database's clock */
	int64_t	ticket_type;		/* the one that could not be had */
	int64_t	left, limit;
};

enum hold_result hold_place(struct db *, const struct actor *, const struct hold_ask *, struct hold *);

/*
 * Give a hold back before its time ("start over").  True when it was still held, or was given back
 * before.  False when the database failed, or its order is no longer held; db_failed() tells which.
 */
bool hold_release(struct db *, const struct actor *, int64_t order);

/*
 * Tidy: give back what is past its time, at most a few hundred on this server; orders become `expired`.
 * How many holds.  For jobs; nothing depends on it.
 */
int64_t holds_tidy(struct db *, int place);

#endif
