/* liar.c: see liar.h. */
#include "tests/storm/liar.h"

#include "tests/stage.h"

#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* First bytes of what a client sends. */
#define COM_QUERY	0x03
#define COM_EXECUTE	0x17

#define HEAD		4	/* length (3), number */
#define QUIET_MS	30	/* after which an answer is complete */

struct lying {
	enum lie	 kind;
	int		 nth;
	unsigned	 error;
	int		*heard;
};

static int
socket_at(const char *path, bool listening)
{
	struct sockaddr_un	a = { .sun_family = AF_UNIX };
	int			fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(a.sun_path, sizeof(a.sun_path), "%s", path);
	if (listening) {
		unlink(path);
		if (bind(fd, (struct sockaddr *)&a, sizeof(a)) != 0 || listen(fd, 16) != 0)
			abort();
	} else if (connect(fd, (struct sockaddr *)&a, sizeof(a)) != 0) {
		close(fd);
		return -1;
	}
	return fd;
}

/* True when a statement to be counted is among these packets. */
static bool
has_statement(const unsigned char *bytes, size_t n)
{
	for (size_t at = 0; at + HEAD < n;) {
		size_t len = bytes[at] | (size_t)bytes[at + 1] << 8 | (size_t)bytes[at + 2] << 16;

		if (bytes[at + 3] == 0 && (bytes[at + HEAD] == COM_EXECUTE ||
		    (bytes[at + HEAD] == COM_QUERY && len < 32)))
			return true;	/* longer texts are what every connection is told first */
		at += HEAD + len;
	}
	return false;
}

static void
answer_error(int client, unsigned error)
{
	unsigned char	packet[64];
	int		n = snprintf((char *)packet + HEAD + 3, sizeof(packet) - HEAD - 3, "#HY000as it will have it");

	packet[HEAD] = 0xff;
	packet[HEAD + 1] = (unsigned char)error;
	packet[HEAD + 2] = (unsigned char)(error >> 8);
	packet[0] = (unsigned char)(n + 3);
	packet[1] = packet[2] = 0;
	packet[3] = 1;
	(void)!write(client, packet, (size_t)n + 3 + HEAD);
}

/* Throw away what the server says until it has said all. */
static void
swallow(int server)
{
	char		buffer[65536];
	struct pollfd	fd = { server, POLLIN, 0 };
	int		patience = 5000;

	while (poll(&fd, 1, patience) > 0 && read(server, buffer, sizeof(buffer)) > 0)
		patience = QUIET_MS;
}

/* What to do with the one it is about.  False: the connection ends. */
static bool
spoil(const struct lying *l, int client, int server, const unsigned char *bytes, size_t n)
{
	if (l->kind == LIE_AFTER || l->kind == CUT_AFTER) {
		(void)!write(server, bytes, n);
		swallow(server);
	}
	if (l->kind == CUT_BEFORE || l->kind == CUT_AFTER)
		return false;
	answer_error(client, l->error);
	return true;
}

static void
carry(const struct lying *l, int client, int server)
{
	static unsigned char	buffer[1 << 20];
	struct pollfd		fds[2] = { { client, POLLIN, 0 }, { server, POLLIN, 0 } };
	ssize_t			n;

	while (poll(fds, 2, -1) > 0) {
		if (fds[0].revents != 0) {
			if ((n = read(client, buffer, sizeof(buffer))) <= 0)
				return;
			if (has_statement(buffer, (size_t)n) && ++*l->heard == l->nth) {
				if (!spoil(l, client, server, buffer, (size_t)n))
					return;
			} else if (write(server, buffer, (size_t)n) != n)
				return;
		}
		if (fds[1].revents != 0 && ((n = read(server, buffer, sizeof(buffer))) <= 0 ||
		    write(client, buffer, (size_t)n) != n))
			return;
	}
}

static _Noreturn void
lie(const struct lying *l, int listener, const char *server)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGPIPE, SIG_IGN);
	for (;;) {
		int client = accept(listener, NULL, NULL), to = socket_at(server, false);

		if (to >= 0)
			carry(l, client, to);
		close(client);
		close(to);
	}
}

struct liar
liar_start(enum lie kind, int nth, unsigned error)
{
	struct liar	liar = { .heard = mmap(NULL, sizeof(int), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0) };
	struct lying	l = { kind, nth, error, liar.heard };
	const char	*server = stage_socket();
	int		listener;

	snprintf(liar.path, sizeof(liar.path), "%s/l%d", stage_dir(), (int)getpid());
	listener = socket_at(liar.path, true);
	if ((liar.pid = fork()) == 0)
		lie(&l, listener, server);
	close(listener);
	return liar;
}

int
liar_stop(struct liar *liar)
{
	int heard;

	kill(liar->pid, SIGKILL);
	waitpid(liar->pid, NULL, 0);
	unlink(liar->path);
	heard = *liar->heard;
	munmap(liar->heard, sizeof(int));
	return heard;
}
