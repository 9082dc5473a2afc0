/* listener.c: socket and lock of a pool; see listener.h. */
#include "fcgi/listener.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define SYSTEMD_FIRST_FD	3	/* SD_LISTEN_FDS_START */

void
descriptor_inherit(int fd, bool inherit)
{
	int flags = fcntl(fd, F_GETFD);

	if (fd >= 0)
		fcntl(fd, F_SETFD, inherit ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC);
}

/*
 * fcntl's lock, because it belongs to the process: children do not inherit it, exec keeps
 * it, and the kernel knows who has it.
 */
int
lock_take(const char *path, pid_t *holder)
{
	struct flock	 lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int		 fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	int		 problem;

	*holder = 0;
	if (fd < 0 || fcntl(fd, F_SETLK, &lock) == 0)
		return fd;
	problem = errno;
	if ((problem == EAGAIN || problem == EACCES) && fcntl(fd, F_GETLK, &lock) == 0 &&
	    lock.l_type != F_UNLCK)
		*holder = lock.l_pid;
	close(fd);
	errno = problem;
	return -1;
}

static bool
address_of(struct sockaddr_un *address, const char *path)
{
	memset(address, 0, sizeof(*address));
	address->sun_family = AF_UNIX;
	if (strlen(path) >= sizeof(address->sun_path)) {
		errno = ENAMETOOLONG;
		return false;
	}
	strcpy(address->sun_path, path);
	return true;
}

/* Bind with a mask that lets nobody in before mode and group are right. */
static int
bind_closed(const char *path)
{
	struct sockaddr_un	 address;
	mode_t			 mask;
	int			 fd, bound;

	if (!address_of(&address, path))
		return -1;
	if (unlink(path) < 0 && errno != ENOENT)
		return -1;
	if ((fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) < 0)
		return -1;
	mask = umask(0777);
	bound = bind(fd, (struct sockaddr *)&address, sizeof(address));
	umask(mask);
	if (bound == 0)
		return fd;
	close(fd);
	return -1;
}

int
listener_make(const char *path, int backlog, gid_t group)
{
	char	 new[sizeof(((struct sockaddr_un *)0)->sun_path) + 8];
	int	 fd, problem;

	if ((size_t)snprintf(new, sizeof(new), "%s.new", path) >= sizeof(new)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	if ((fd = bind_closed(new)) < 0)
		return -1;
	if (listen(fd, backlog) == 0 && chown(new, (uid_t)-1, group) == 0 &&
	    chmod(new, 0660) == 0 && rename(new, path) == 0)
		return fd;
	problem = errno;
	unlink(new);
	close(fd);
	errno = problem;
	return -1;
}

static bool
is_listening(int fd)
{
	int		 yes = 0;
	socklen_t	 n = sizeof(yes);

	return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &yes, &n) == 0 && yes;
}

int
listener_from_systemd(int backlog)
{
	const char	*pid = getenv("LISTEN_PID"), *n = getenv("LISTEN_FDS");
	bool		 ours = pid != NULL && n != NULL && atol(pid) == getpid() && atoi(n) == 1;

	unsetenv("LISTEN_PID");
	unsetenv("LISTEN_FDS");
	unsetenv("LISTEN_FDNAMES");
	if (!ours || !is_listening(SYSTEMD_FIRST_FD))
		return -1;
	/* Listening again is allowed and sets the backlog. */
	if (fcntl(SYSTEMD_FIRST_FD, F_SETFL, fcntl(SYSTEMD_FIRST_FD, F_GETFL) | O_NONBLOCK) < 0 ||
	    listen(SYSTEMD_FIRST_FD, backlog) < 0)
		return -1;
	descriptor_inherit(SYSTEMD_FIRST_FD, false);
	return SYSTEMD_FIRST_FD;
}

struct path_id
path_id(const char *path)
{
	struct stat st;

	if (lstat(path, &st) < 0)
		return (struct path_id){ 0, 0 };
	return (struct path_id){ st.st_dev, st.st_ino };
}

void
path_remove(const char *path, struct path_id id)
{
	struct path_id now = path_id(path);

	if (id.inode != 0 && now.device == id.device && now.inode == id.inode)
		unlink(path);
}

void
systemd_tell(const char *state)
{
	struct sockaddr_un	 address;
	const char		*path = getenv("NOTIFY_SOCKET");
	socklen_t		 n;
	int			 fd;

	if (path == NULL || (path[0] != '/' && path[0] != '@') || !address_of(&address, path))
		return;
	n = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(path));
	if (path[0] == '@')
		address.sun_path[0] = '\0';
	if ((fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) < 0)
		return;
	if (sendto(fd, state, strlen(state), MSG_NOSIGNAL, (struct sockaddr *)&address, n) < 0)
		errno = 0;	/* nobody listens: nothing to be done */
	close(fd);
}
