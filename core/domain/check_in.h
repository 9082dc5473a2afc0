/*
 * check_in.h: who is let in at the door.  A ticket admits once: one conditional UPDATE decides.
 */
#ifndef CORE_DOMAIN_CHECK_IN_H
#define CORE_DOMAIN_CHECK_IN_H

#include "core/domain/audit.h"
#include "core/lib/crypto.h"
#include "core/lib/db.h"

#include <stdint.h>

enum check_in_result {
	CHECK_IN_ADMITTED,
	CHECK_IN_ALREADY,	/* let in before: admitted_at says since when */
	CHECK_IN_CANCELLED,
	CHECK_IN_REVOKED,	/* an old code of a ticket that was transferred or whose code was changed */
	CHECK_IN_ELSEWHERE,	/* a ticket of another event */
	CHECK_IN_UNKNOWN,	/* no code of ours */
	CHECK_IN_BUSY
};

struct check_in {
	int64_t		 ticket;
	const char	*name, *ticket_type;	/* in the arena */
	int64_t		 admitted_at;		/* unix seconds */
};

/*
 * Let in who shows this code, the QR's or the ten letters, at this event.  The same key again answers the same
 * (a scanner that heard no answer asks again).  Every refusal is noted too.
 */
enum check_in_result check_in(struct db *, struct arena *, const struct keyring *, const struct actor *,
    int64_t event, const unsigned char key[16], const char *code, struct check_in *);

/* Take an admission back, let in by mistake.  False when the database failed or there was none. */
bool check_in_undo(struct db *, const struct actor *, int64_t event, int64_t ticket);

#endif
