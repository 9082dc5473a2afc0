/*
 * worker.c: a worker's life and its accept loop; see worker.h.
 *
 * The loop is what POOL.md measured as variant E, and each line of it is there because
 * another one lost requests: read that before you change it.
 */
#include "fcgi/worker.h"

#include <errno.h>
#include <fcgiapp.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "core/lib/clock.h"
#include "core/lib/log.h"
#include "core/lib/metric.h"
#include "fcgi/pool.h"
#include "fcgi/rights.h"
#include "fcgi/scoreboard.h"

#define MEMORY_EVERY	100	/* pieces of work between two looks at the memory */
#define NO_HURRY_MS	((int64_t)3600 * 1000)
#define EX_SETUP	70	/* EX_SOFTWARE: could not become a worker */

/* This process, when it is a worker. */
static struct {
	const struct pool	*pool;
	struct slot		*slot;
	int64_t			 began_ms;	/* this piece of work; 0: idle */
	int64_t			 served;
	int64_t			 retire_at;
	bool			 retired;
	sigset_t		 open;		/* the mask while it waits */
} me;

static volatile sig_atomic_t told_to_leave;

/* --- signals --------------------------------------------------------------------------- */

static void
on_term(int signo)
{
	(void)signo;
	told_to_leave = 1;
}

static void
on_nothing(int signo)
{
	(void)signo;
}

/*
 * The master is dead.  TERM stays pending until the work is done; and since nobody is left to
 * enforce a deadline, the kernel shall (SIGALRM, unhandled).
 */
static void
on_orphaned(int signo)
{
	int64_t grace_s = (me.pool->grace_ms + 999) / 1000;

	(void)signo;
	alarm(grace_s < 1 ? 1 : (unsigned)grace_s);
	kill(getpid(), SIGTERM);
}

static void
handle(int signo, void (*handler)(int), int flags)
{
	struct sigaction sa = { .sa_handler = handler, .sa_flags = flags };

	sigemptyset(&sa.sa_mask);
	sigaction(signo, &sa, NULL);
}

/*
 * TERM is blocked since before the fork.  libfcgi takes TERM and USR1 if nobody has; INT,
 * HUP and QUIT from a terminal are for the master.
 */
static void
signals_set(void)
{
	sigset_t closed;

	handle(SIGTERM, on_term, 0);
	handle(SIGUSR1, on_nothing, SA_RESTART);
	handle(SIGUSR2, on_orphaned, SA_RESTART);
	handle(SIGINT, SIG_IGN, 0);
	handle(SIGHUP, SIG_IGN, 0);
	handle(SIGQUIT, SIG_IGN, 0);
	handle(SIGPIPE, SIG_IGN, 0);
	sigemptyset(&closed);
	sigaddset(&closed, SIGUSR1);
	me.open = closed;
	sigaddset(&closed, SIGTERM);
	sigprocmask(SIG_SETMASK, &closed, NULL);
}

/* While the loop is busy epoll returns without delivering: so ask what is pending (POOL.md, 2). */
static bool
leaving(void)
{
	sigset_t pending;

	if (told_to_leave)
		return true;
	return sigpending(&pending) == 0 && sigismember(&pending, SIGTERM) == 1;
}

void
worker_child(void)
{
	sigset_t none;

	handle(SIGINT, SIG_DFL, 0);
	handle(SIGHUP, SIG_DFL, 0);
	handle(SIGQUIT, SIG_DFL, 0);
	handle(SIGPIPE, SIG_DFL, 0);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
}

/* --- life -------------------------------------------------------------------------------- */

static void
refuse_life(const char *why)
{
	log_line(LOG_ERROR, "cannot become a worker", LOG_TEXT("why", why), LOG_END);
	_exit(EX_SETUP);
}

/* A number within ten percent of n, another one for each worker. */
static int64_t
with_jitter(int64_t n)
{
	uint64_t x = ((uint64_t)getpid() * 2654435761u) ^ (uint64_t)clock_ms() * 0x9e3779b97f4a7c15u;

	return n - n / 10 + (int64_t)((x >> 20) % (uint64_t)(n / 5 + 1));
}

void
worker_become(const struct pool *pool, const struct rights *rights, struct slot *slot, pid_t master)
{
	const char *wrong = rights_drop(rights);

	if (wrong != NULL)
		refuse_life(wrong);
	me.pool = pool;
	me.slot = slot;
	me.retire_at = pool->retire_after > 0 ? with_jitter(pool->retire_after) : 0;
	signals_set();
	/* A change of user clears it, so not before; and the master may have died before. */
	if (prctl(PR_SET_PDEATHSIG, SIGUSR2) < 0)
		refuse_life("cannot be told of the master's death");
	if (getppid() != master)
		_exit(EXIT_SUCCESS);
}

void
worker_ready(void)
{
	if (!slot_idle(me.slot, clock_ms()))
		for (;;)
			pause();
}

void
worker_leave(void)
{
	slot_leave(me.slot, clock_ms());
	exit(EXIT_SUCCESS);
}

int64_t
worker_memory(void)
{
	char	 line[128];
	int64_t	 kilobytes = 0;
	long	 n;
	FILE	*f = fopen("/proc/self/smaps_rollup", "re");

	if (f == NULL)
		return 0;
	while (fgets(line, sizeof(line), f) != NULL)
		if (sscanf(line, "Private_Clean: %ld", &n) == 1 ||
		    sscanf(line, "Private_Dirty: %ld", &n) == 1)
			kilobytes += n;
	fclose(f);
	return kilobytes * 1024;
}

static void
retire(const char *cause)
{
	me.retired = true;
	metric_add(METRIC_worker_retirements_total, 1, cause);
}

/* After each piece of work: has this worker done or grown enough? */
static void
weigh(void)
{
	int64_t memory;

	me.served++;
	me.slot->served = me.served;
	if (me.retire_at > 0 && me.served >= me.retire_at)
		retire("requests");
	else if (me.served % MEMORY_EVERY == 0) {
		me.slot->memory = memory = worker_memory();
		if (me.pool->retire_bytes > 0 && memory > me.pool->retire_bytes)
			retire("memory");
	}
}

bool
worker_more(void)
{
	return !me.retired && !leaving();
}

void
worker_wait(int64_t ms)
{
	struct timespec t = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };

	ppoll(NULL, 0, &t, &me.open);
}

/* --- one piece of work ---------------------------------------------------------------------- */

void
worker_begin(const char *what, const char *id, int64_t limit_ms)
{
	me.began_ms = clock_ms();
	slot_busy(me.slot, me.began_ms, limit_ms);
	slot_about(me.slot, what, id);
}

void
worker_about(const char *what, const char *id)
{
	if (me.slot != NULL)
		slot_about(me.slot, what, id);
}

/* Idle again; unless the master has condemned us meanwhile: then wait for KILL, and do not touch the next one. */
static void
turn_end(void)
{
	me.began_ms = 0;
	if (!slot_idle(me.slot, clock_ms()))
		for (;;)
			pause();
}

void
worker_end(void)
{
	weigh();
	turn_end();
}

int64_t
worker_time_left(void)
{
	int64_t left;

	if (me.pool == NULL || me.began_ms == 0 || me.pool->soft_ms == 0)
		return NO_HURRY_MS;
	left = me.began_ms + me.pool->soft_ms - clock_ms();
	return left < 1 ? 1 : left;
}

bool
worker_late(void)
{
	return worker_time_left() == 1;
}

/* --- the wire ---------------------------------------------------------------------------------- */

struct wire {
	FCGX_Request	 request;
	bool		 finished;
	bool		 lost;		/* the reply did not get through */
};

char *const *
wire_params(const struct wire *w)
{
	return w->request.envp;
}

const char *
wire_param(const struct wire *w, const char *name)
{
	return FCGX_GetParam(name, w->request.envp);
}

ssize_t
wire_read(void *from, void *to, size_t n)
{
	struct wire	*w = from;
	int		 got;

	if (w->finished)
		return -1;
	got = FCGX_GetStr(to, n > 1 << 20 ? 1 << 20 : (int)n, w->request.in);
	if (got == 0 && FCGX_GetError(w->request.in) != 0)
		return -1;
	return got;
}

bool
wire_write(struct wire *w, const void *from, size_t n)
{
	const char *p = from;

	if (w->finished)
		return false;
	while (n > 0 && !w->lost) {
		int part = n > 1 << 20 ? 1 << 20 : (int)n;

		w->lost = FCGX_PutStr(p, part, w->request.out) != part;
		p += part;
		n -= (size_t)part;
	}
	return !w->lost;
}

/* A body that nobody read would make nginx fail in its write (POOL.md, 8). */
static void
drain(FCGX_Stream *in)
{
	char unread[8192];

	while (FCGX_GetStr(unread, sizeof(unread), in) == sizeof(unread))
		;
}

/* The web server says "keep the connection", so that our death shows; we close it all the same. */
bool
wire_finish(struct wire *w)
{
	if (w->finished)
		return !w->lost;
	w->finished = true;
	drain(w->request.in);
	/* In this order data and end go out in one write; and here, because Finish forgets how it went. */
	FCGX_FClose(w->request.err);
	if (FCGX_FClose(w->request.out) != 0)
		w->lost = true;
	FCGX_Finish_r(&w->request);
	if (w->request.ipcFd >= 0)
		FCGX_Free(&w->request, 1);
	return !w->lost;
}

/* Who waited too long has left: do not work for nobody (POOL.md, 7). */
static bool
peer_gone(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLRDHUP };

	return poll(&p, 1, 0) == 1 && (p.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

/* --- the loop ------------------------------------------------------------------------------------ */

/* One epoll for each worker, exclusive: a plain poll wakes all of them for each request. */
static int
epoll_on(int listener)
{
	struct epoll_event	 e = { .events = EPOLLIN | EPOLLEXCLUSIVE };
	int			 fd = epoll_create1(EPOLL_CLOEXEC);

	if (fd < 0 || epoll_ctl(fd, EPOLL_CTL_ADD, listener, &e) < 0)
		refuse_life(strerror(errno));
	return fd;
}

/* What FCGX_Accept_r said when it accepted nothing. Another worker was faster, most of the time. */
static void
accept_failed(int rc)
{
	if (rc == -EAGAIN || rc == -EINTR || rc == -ECONNABORTED)
		return;
	log_line(LOG_ERROR, "cannot accept", LOG_TEXT("why", strerror(rc < 0 ? -rc : rc)),
	    LOG_END);
	slot_leave(me.slot, clock_ms());
	exit(EXIT_FAILURE);
}

static void
serve_one(struct wire *w, void (*serve)(void *, struct wire *), void *what)
{
	w->finished = w->lost = false;
	fcntl(w->request.ipcFd, F_SETFD, FD_CLOEXEC);
	if (peer_gone(w->request.ipcFd))
		metric_add(METRIC_http_requests_abandoned_total, 1);
	else
		serve(what, w);
	wire_finish(w);
}

void
worker_loop(int listener, void (*serve)(void *, struct wire *), void *what)
{
	static struct wire	 w;
	struct epoll_event	 e;
	int			 ep = epoll_on(listener), rc;

	if (FCGX_Init() != 0 ||
	    FCGX_InitRequest(&w.request, listener, FCGI_FAIL_ACCEPT_ON_INTR) != 0)
		refuse_life("libfcgi does not start");
	while (worker_more()) {
		if (epoll_pwait(ep, &e, 1, -1, &me.open) < 0)
			continue;
		worker_begin(NULL, NULL, 0);	/* before accepting, so that the deadline covers that too */
		if ((rc = FCGX_Accept_r(&w.request)) < 0) {
			accept_failed(rc);
			turn_end();
			continue;
		}
		serve_one(&w, serve, what);
		worker_end();
	}
	close(ep);
}
