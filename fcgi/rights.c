/* rights.c: giving up what a worker does not need; see rights.h. */
#include "fcgi/rights.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILES_MAX	256

static const char *
find_user(struct rights *r, const char *user)
{
	struct passwd *pw;

	if (user == NULL || *user == '\0')
		return "started as root: say in the settings which user the workers shall be";
	if ((pw = getpwnam(user)) == NULL)
		return "there is no such user as the settings want for the workers";
	if (pw->pw_uid == 0)
		return "workers do not run as root";
	r->drop = true;
	r->user = pw->pw_uid;
	r->group = pw->pw_gid;
	r->groups_n = RIGHTS_GROUPS_MAX;
	if (getgrouplist(user, pw->pw_gid, r->groups, &r->groups_n) < 0)
		return "the workers' user is in too many groups";
	return NULL;
}

const char *
rights_find(struct rights *r, const char *user, const char *group)
{
	const char	*wrong = NULL;
	struct group	*gr;

	memset(r, 0, sizeof(*r));
	r->user = geteuid();
	r->group = getegid();
	if (geteuid() == 0 && (wrong = find_user(r, user)) != NULL)
		return wrong;
	r->socket_group = r->group;
	if (group == NULL || *group == '\0')
		return NULL;
	if ((gr = getgrnam(group)) == NULL)
		return "there is no such group as the settings want for the socket";
	r->socket_group = gr->gr_gid;
	return NULL;
}

static bool
drop_root(const struct rights *r)
{
	return setgroups((size_t)r->groups_n, r->groups) == 0 &&
	    setresgid(r->group, r->group, r->group) == 0 &&
	    setresuid(r->user, r->user, r->user) == 0;
}

const char *
rights_drop(const struct rights *r)
{
	const struct rlimit no_core = { 0, 0 }, files = { FILES_MAX, FILES_MAX };

	umask(077);
	if (setrlimit(RLIMIT_CORE, &no_core) < 0 || setrlimit(RLIMIT_NOFILE, &files) < 0)
		return "cannot set limits";
	if (r->drop) {
		if (!drop_root(r))
			return "cannot become the workers' user";
		if (setuid(0) == 0 || setgid(0) == 0)
			return "could become root again";
#ifdef __SANITIZE_ADDRESS__
		/* The leak checker attaches to its own process, which is forbidden after a change of user. */
		prctl(PR_SET_DUMPABLE, 1);
#endif
	}
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return "cannot set no_new_privs";
	return NULL;
}
