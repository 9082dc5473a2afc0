/*
 * organizer.h: who puts on events: a tenant with a handle, a page and a team.
 */
#ifndef CORE_DOMAIN_ORGANIZER_H
#define CORE_DOMAIN_ORGANIZER_H

#include "core/domain/audit.h"
#include "core/lib/db.h"

#include <stdbool.h>
#include <stdint.h>

struct organizer_input {
	const char	*handle;	/* [a-z0-9-]{3,63}, not one of handle_reserved() */
	const char	*name;
	const char	*summary;	/* one plain sentence */
	const char	*about;		/* Markdown */
	const char	*website;	/* https address, or "" */
	const char	*country;	/* ISO 3166-1, or "" */
	const char	*time_zone;	/* what a new event begins with */
	const char	*currency;
	const char	*language;
};

/* Who owns it. */
struct organizer_owner {
	int64_t		 account;
	const char	*name;
	const char	*email;
};

enum organizer_result {
	ORGANIZER_MADE,
	ORGANIZER_TAKEN,	/* the handle is somebody's; *organizer says whose */
	ORGANIZER_BUSY
};

/* Make one on a logical shard, with its owner. */
enum organizer_result organizer_make(struct db *, const struct actor *, int shard,
    const struct organizer_input *, const struct organizer_owner *, int64_t *organizer);

/* Words that would be mistaken for ours. */
bool handle_reserved(const char *handle);

/*
 * Copy who works for an organizer to each person's own shard, where their list of organizers is.
 * For the job `membership_copy`.
 */
void organizer_copy_memberships(struct db *, int64_t organizer);

/* What a role may do. */
bool role_may_edit(const char *role);	/* make and change events */
bool role_may_see(const char *role);	/* the organizer's desk */

#endif
