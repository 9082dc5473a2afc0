/* proxy.c: see proxy.h. */
#include "tests/data/proxy.h"

#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

struct fault {
	const char		*word;
	int			 nth;	/* shared by all connections: counts down */
	enum proxy_fault	 when;
};

static int
unix_socket(const char *path, bool listening)
{
	struct sockaddr_un	 a = { .sun_family = AF_UNIX };
	int			 fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(a.sun_path, sizeof(a.sun_path), "%s", path);
	if (fd < 0)
		_exit(1);
	if (listening) {
		unlink(path);
		if (bind(fd, (struct sockaddr *)&a, sizeof(a)) != 0 || listen(fd, 16) != 0)
			_exit(1);
	} else if (connect(fd, (struct sockaddr *)&a, sizeof(a)) != 0)
		_exit(1);
	return fd;
}

/* Move what there is; false at the end. `buffer` keeps it. */
static ssize_t
take(int from, char *buffer, size_t size)
{
	return read(from, buffer, size);
}

static bool
give(int to, const char *buffer, ssize_t n)
{
	return n > 0 && write(to, buffer, (size_t)n) == n;
}

/* One connection, until either side is done or the fault comes. */
static void
carry(int client, int server, struct fault *f)
{
	char		buffer[65536];
	struct pollfd	fds[2] = { { client, POLLIN, 0 }, { server, POLLIN, 0 } };
	ssize_t		n;

	while (poll(fds, 2, -1) > 0) {
		if (fds[0].revents != 0) {
			n = take(client, buffer, sizeof(buffer));
			if (n > 0 && memmem(buffer, (size_t)n, f->word, strlen(f->word)) != NULL &&
			    --f->nth == 0) {
				if (f->when == PROXY_AFTER && give(server, buffer, n))
					(void)!take(server, buffer, sizeof(buffer));
				return;
			}
			if (!give(server, buffer, n))
				return;
		}
		if (fds[1].revents != 0 && !give(client, buffer,
		    take(server, buffer, sizeof(buffer))))
			return;
	}
}

/* One connection after the other is enough for one client. */
static void
serve(int listener, const char *server, struct fault *f)
{
	for (;;) {
		int client = accept(listener, NULL, NULL), to = unix_socket(server, false);

		carry(client, to, f);
		close(client);
		close(to);
	}
}

pid_t
proxy_start(const char *path, const char *server, const char *word, int nth, enum proxy_fault when)
{
	struct fault	 f = { word, nth, when };
	int		 listener = unix_socket(path, true);
	pid_t		 child = fork();

	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		signal(SIGPIPE, SIG_IGN);
		serve(listener, server, &f);
	}
	close(listener);
	return child;
}

void
proxy_stop(pid_t child)
{
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
}
