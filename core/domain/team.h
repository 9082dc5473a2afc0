/*
 * team.h: who works for an organizer, and who is asked to.
 *
 * An invitation is bound to an address and good once, for INVITATION_DAYS.  Its address
 * `<id>-<mac>` is signed, not stored.  An organizer always keeps one owner.
 */
#ifndef CORE_DOMAIN_TEAM_H
#define CORE_DOMAIN_TEAM_H

#include "core/domain/audit.h"
#include "core/lib/arena.h"
#include "core/lib/crypto.h"
#include "core/lib/db.h"

#include <stdint.h>

#define INVITATION_DAYS	7

extern const char *const team_roles[];	/* those that can be given now: "owner", "manager"; NULL at the end */

enum team_result {
	TEAM_DONE,
	TEAM_GONE,		/* no such person or invitation any more */
	TEAM_MEMBER,		/* they are in the team already */
	TEAM_ANOTHER,		/* the invitation is for another address */
	TEAM_LAST_OWNER,	/* nobody would own it: nothing was done */
	TEAM_BUSY
};

/* Ask somebody in; mail is promised (job `invitation_mail`). `email` canonical.  An older invitation of theirs ends. */
enum team_result team_invite(struct db *, const struct actor *, int64_t organizer, const char *email,
    const char *role, const char *language);

enum team_result team_withdraw(struct db *, const struct actor *, int64_t organizer, int64_t invitation);

/* "<thirteen letters>-<number>.<43 letters>" for the link in the mail; and back: 0 when we did not sign it. */
char *invitation_address(struct arena *, const struct keyring *, int64_t invitation);
int64_t invitation_of_address(struct arena *, const struct keyring *, const char *);

/* Accept it as the account that acts; `email` is its proved one, canonical. */
enum team_result team_accept(struct db *, const struct actor *, int64_t invitation, const char *name,
    const char *email);

enum team_result team_set_role(struct db *, const struct actor *, int64_t organizer, int64_t account,
    const char *role);
enum team_result team_remove(struct db *, const struct actor *, int64_t organizer, int64_t account);

#endif
