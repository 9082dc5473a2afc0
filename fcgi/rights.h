/*
 * rights.h: what a worker may: user, groups, limits.  For good.
 */
#ifndef FCGI_RIGHTS_H
#define FCGI_RIGHTS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define RIGHTS_GROUPS_MAX	32

struct rights {
	bool	drop;			/* root gives up being root */
	uid_t	user;
	gid_t	group;			/* the user's own */
	gid_t	groups[RIGHTS_GROUPS_MAX];
	int	groups_n;
	gid_t	socket_group;		/* who may connect */
};

/*
 * Look the names up, before any fork.  NULL, or a sentence when there is no such user or group, or root
 * would have stayed root.  `user` is not looked at when we are not root.
 */
const char *rights_find(struct rights *, const char *user, const char *group);

/* Drop them, in this process, and make sure they do not come back. NULL or a sentence. */
const char *rights_drop(const struct rights *);

#endif
