/*
 * password.h: passwords kept so that a stolen database does not give them away.
 *
 * What is stored: "<pepper's number>$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>", Argon2id of the
 * password's HMAC under the pepper, whose key is a file and not in the database.  Any bytes count,
 * NUL too; nothing is trimmed, folded or cut.
 *
 * A hash takes 19 MiB and 20 ms, so only so many run at once on one machine: each needs a lock on
 * one of a few files, which the kernel lets go when its process ends, however that happens.  Who waits
 * longer than `wait_ms` hears "busy" (503).
 */
#ifndef CORE_LIB_PASSWORD_H
#define CORE_LIB_PASSWORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/lib/arena.h"

struct keyring;

#define PASSWORD_MIN		8	/* characters; ASVS 6.2.1 */
#define PASSWORD_MAX		256	/* bytes */

#define PASSWORD_MEMORY_KIB	19456	/* OWASP's least for t=2, p=1 */
#define PASSWORD_PASSES		2

struct passwords {
	const struct keyring	*pepper;	/* keyring_load(…, "pepper") */
	const char		*slots;		/* directory for the lock files, shared by all programs of the machine */
	int			 at_once;	/* hashes; 0: 2 */
	int			 wait_ms;	/* for a slot; 0: 2000 */
	int			 memory_kib;	/* 0: PASSWORD_MEMORY_KIB, which it is at least */
	int			 passes;	/* 0: PASSWORD_PASSES, which it is at least */
};

/* What to store for a password; NULL when the machine is busy. */
char *password_hash(struct arena *, const struct passwords *, const void *password, size_t n);

enum password_end { PASSWORD_RIGHT, PASSWORD_WRONG, PASSWORD_BUSY };

/*
 * Is it the password this was stored for?  With `stored` NULL or "" (nobody of that name) as much work is done, and the
 * answer is PASSWORD_WRONG.  *rehash, if not NULL: it is right, but was stored with less
 * than is asked for now, or an older pepper: store password_hash() of it.
 */
enum password_end password_verify(struct arena *, const struct passwords *, const char *stored,
    const void *password, size_t n, bool *rehash);

/*
 * Why this must not become somebody's password: a sentence, marked for translation with N_(), or NULL
 * when it may.  Too short or long, among the common ones, made of `about` (the person's name,
 * e-mail address, the site's name; NULL at the end, or NULL), or guessed within 10^8 tries (zxcvbn).
 */
const char *password_weak(const void *password, size_t n, const char *const *about);

#endif
