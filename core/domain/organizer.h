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
	const char	*links;		/* https addresses elsewhere, one a line; NULL: none */
	const char	*email;		/* for the public to write to; NULL: none */
	const char	*imprint;	/* who answers for it by law, plain text; NULL: none */
	const char	*country;	/* ISO 3166-1, or "" */
	const char	*time_zone;	/* what a new event begins with */
	const char	*currency;
	const char	*language;
	int64_t		 logo;		/* image; 0: none */
};

#define ORGANIZER_LINKS_MAX	5
#define ORGANIZER_ABOUT_MAX	20000	/* code points */
#define ORGANIZER_IMPRINT_MAX	5000

extern const char *const organizer_currencies[];	/* to choose from, NULL at the end */

/* Who owns it. */
struct organizer_owner {
	int64_t		 account;
	const char	*name;
	const char	*email;
};

enum organizer_result {
	ORGANIZER_MADE,		/* or changed */
	ORGANIZER_TAKEN,	/* the handle is somebody's; *organizer says whose */
	ORGANIZER_STALE,	/* somebody else has changed it since; nothing was done */
	ORGANIZER_BUSY
};

/* Make one on a logical shard, with its owner. */
enum organizer_result organizer_make(struct db *, const struct actor *, int shard,
    const struct organizer_input *, const struct organizer_owner *, int64_t *organizer);

/*
 * Change its profile, if it still is of the version the form was filled from.  A new handle is claimed first; the
 * old one leads on.  Its events follow by the job `organizer_feed`.
 */
enum organizer_result organizer_change(struct db *, const struct actor *, int64_t organizer,
    int64_t version, const struct organizer_input *);

/* Raise the version of its events, so that their pages and the listing show it as it is now. For that job. */
void organizer_feed(struct db *, int64_t organizer);

/* Words that would be mistaken for ours. */
bool handle_reserved(const char *handle);

/*
 * Copy who works for an organizer to each person's own shard, where their list of organizers is.
 * For the job `membership_copy`.
 */
void organizer_copy_memberships(struct db *, int64_t organizer);

/* The same for one person, who may not belong to it any more. */
void organizer_copy_membership(struct db *, int64_t organizer, int64_t account);

/* What a role may do. */
bool role_may_edit(const char *role);	/* make and change events */
bool role_may_see(const char *role);	/* the organizer's desk */
bool role_may_admit(const char *role);	/* stand at the door: see who a ticket is for, and let them in */
bool role_may_own(const char *role);	/* change who is in the team */

#endif
