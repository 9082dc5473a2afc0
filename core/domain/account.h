/*
 * account.h: people, and how they come to be.
 *
 * An address is claimed in the directory first, with the new id in it, and then the row of that id
 * is made on its shard; who finds their own claim already there goes on from it.
 */
#ifndef CORE_DOMAIN_ACCOUNT_H
#define CORE_DOMAIN_ACCOUNT_H

#include "core/domain/audit.h"
#include "core/lib/conf.h"
#include "core/lib/db.h"
#include "core/lib/password.h"

#include <stdint.h>

struct account_input {
	const char	*email;		/* text_email_key() of it: canonical */
	const char	*name;
	const char	*password_hash;	/* password_hash() of it; "" for none */
	const char	*language;	/* "en" */
	const char	*time_zone;	/* IANA */
};

enum account_result {
	ACCOUNT_MADE,
	ACCOUNT_TAKEN,		/* the address is somebody's; *account says whose */
	ACCOUNT_BUSY
};

/* Make a person whose address is proved (`marquee user`, the sample data). */
enum account_result account_make(struct db *, const struct actor *, int shard,
    const struct account_input *, int64_t *account);

/* The account of a canonical address; 0 when there is none, or the database failed. */
int64_t account_find(struct db *, const char *email);

/* How passwords are kept here, by the settings. False, with a line in the log, when the pepper cannot be read. */
bool account_passwords(struct arena *, const struct conf *, struct passwords *);

/* A new password. False when the database failed. */
bool account_set_password(struct db *, const struct actor *, int64_t account, const char *hash);

/* "active", "locked" (may not sign in), "closed".  False when the database failed. */
bool account_set_state(struct db *, const struct actor *, int64_t account, const char *state);

#endif
