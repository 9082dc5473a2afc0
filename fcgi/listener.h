/*
 * listener.h: the socket a pool accepts on, and the lock that makes it the only pool.
 *
 * The socket comes from the generation before, from systemd, or is made here.  Made:
 * under the lock, first with another name, listening, then renamed over what a dead master left,
 * so that there is no moment without a socket at the path.
 */
#ifndef FCGI_LISTENER_H
#define FCGI_LISTENER_H

#include <stdbool.h>
#include <sys/types.h>

/*
 * Take the lock file; the descriptor holds it as long as this process lives, over exec
 * too, and no child shares it.  -1: *holder is the pid of who has it, or 0 and errno says why.
 */
int lock_take(const char *path, pid_t *holder);

/* A listening unix socket at `path`, mode 0660, of `group`; -1: errno. */
int listener_make(const char *path, int backlog, gid_t group);

/* The socket systemd gave us (sd_listen_fds(3)), or -1. The variables that say so are taken away. */
int listener_from_systemd(int backlog);

/* Which file is at the path now; and take it away later, if it is still that one. */
struct path_id {
	dev_t	device;
	ino_t	inode;
};
struct path_id path_id(const char *path);
void path_remove(const char *path, struct path_id);

/* Set or clear close-on-exec. */
void descriptor_inherit(int fd, bool inherit);

/* Tell systemd (sd_notify(3)); nothing happens without one. */
void systemd_tell(const char *state);

#endif
