/*
 * limit.h: how often somebody may.
 *
 * Two limiters, independent of each other: one on what is tried (an account, an
 * e-mail address), one on who tries (the address, IPv4 by /24 and IPv6 by /64).
 * A sliding window of two halves.  memcached answers for those who are over it
 * already; the database decides, so a flush forgets nothing (ASSURANCE A05).
 *
 *	static const struct limit sign_in_limit = { "sign-in", 10, 100, 900 };
 *
 *	if (!limit_take(r, &sign_in_limit, in->email))
 *		return too_many(r, sign_in_limit.seconds);
 */
#ifndef FCGI_LIMIT_H
#define FCGI_LIMIT_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct req;

struct limit {
	const char	*deed;		/* "sign-in": [a-z-]; counted apart from other deeds */
	int64_t		 per_subject;	/* so often for one subject; 0: not counted */
	int64_t		 per_address;	/* so often from one address prefix; 0: not counted */
	int64_t		 seconds;	/* in so long */
};

/*
 * Count one try.  `subject` is what is tried ("" for nothing): an e-mail address in
 * canonical form.  It is counted whether or not there is such an account.
 * False: too often, one way or the other.  When the database fails: true, and the
 * request ends in 503 by itself.
 */
bool limit_take(struct req *, const struct limit *, const char *subject);

/* The same for a signed-in account, counted on its own shard. */
bool limit_take_account(struct req *, const struct limit *, int64_t account);

/* Forget what was counted for this subject: they proved who they are. */
void limit_forget(struct req *, const struct limit *, const char *subject);

/* "192.0.2.0/24", "2001:db8:1:2::/64"; "" for what is no address. IPv4 inside IPv6 is IPv4. */
const char *limit_prefix(struct arena *, const char *address);

#endif
