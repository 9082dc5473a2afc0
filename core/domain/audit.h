/*
 * audit.h: who did what to what, from where, in the transaction that does it.
 */
#ifndef CORE_DOMAIN_AUDIT_H
#define CORE_DOMAIN_AUDIT_H

#include "core/lib/db.h"

#include <stdint.h>

/* Who acts: a person behind a request, or (account 0) a program. */
struct actor {
	int64_t		 account;
	const char	*address;	/* "192.0.2.7"; "" for a program */
	const char	*request;	/* the request id in the logs; "" for a program */
};

/* A program of ours: demo, jobs, the command line. */
extern const struct actor actor_program;

/*
 * Note a deed ("event_publish") on the shard of its subject; `organizer` is 0 when it is
 * about a person, `detail` JSON without secrets.  Inside a transaction on that shard.
 */
void audit_note(struct db *, const struct actor *, int64_t organizer, const char *deed,
    int64_t subject, const char *detail);

/* Where they act from as the column has it: four or sixteen bytes in `to`; none for a program. */
struct bytes audit_address(const struct actor *, unsigned char to[16]);

#endif
