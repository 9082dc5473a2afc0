/*
 * unsubscribe.h: who does not want to be written to any more, said by one click and without an
 * account.
 *
 * A link names an organizer, an address and what kind of mail, sealed: nobody can read the address
 * in it, and whoever has one can decline just that, for that address.  Confirmations, changes and
 * cancellations are always told.
 */
#ifndef CORE_DOMAIN_UNSUBSCRIBE_H
#define CORE_DOMAIN_UNSUBSCRIBE_H

#include "core/lib/arena.h"
#include "core/lib/crypto.h"
#include "core/lib/db.h"

#include <stdbool.h>
#include <stdint.h>

struct unsubscribe {
	int64_t		 organizer;
	const char	*email;		/* canonical */
	const char	*kind;		/* "reminder": of what begins soon; "message": what an organizer writes */
};

/* What stands in the link; and what it says, false for anything that we have not sealed. */
char *unsubscribe_token(struct arena *, const struct keyring *, const struct unsubscribe *);
bool unsubscribe_read(struct arena *, const struct keyring *, const char *token, struct unsubscribe *);

/* No more of these.  Again is as once.  False when the database failed. */
bool unsubscribe_do(struct db *, const struct unsubscribe *);

/* Whether they said so.  After a failure false, and db_failed() says so. */
bool unsubscribe_done(struct db *, const struct unsubscribe *);

#endif
