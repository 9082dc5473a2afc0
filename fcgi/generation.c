/*
 * generation.c: how a pool begins, is succeeded by the next generation, and ends.
 *
 * At HUP the master first rehearses: a child executes the program anew and gets ready
 * as a worker would.  Only then the master executes the program in its own place:
 * process id, lock, socket, board and children stay.  What it knows beside the board is
 * told in MARQUEE_POOL:
 *
 *	<generation> <lock> <listener> <board> <activated> <workers' pids…>
 *
 * or the one word "rehearsal".
 */
#include <errno.h>
#include <limits.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/lib/clock.h"
#include "core/lib/log.h"
#include "core/lib/metric.h"
#include "fcgi/master.h"

#define HEIRLOOM	"MARQUEE_POOL"
#define HEIRLOOM_MAX	(64 + 2 * BOARD_SLOTS * 12)
#define REHEARSAL	"rehearsal"
#define FAILURES_MAX	3	/* early deaths before a new generation is given up */
#define REHEARSAL_MS	30000

/* What stands for the pool's settings when those could not be read. */
static const struct pool unknown_pool = {
	.name = "?", .run = "", .grace_ms = 30000, .start_ms = 30000, .hard_ms = 12000
};

static void
place(const struct master *m, char *path, size_t size, const char *suffix)
{
	snprintf(path, size, "%s/%s.%s", m->pool->run, m->pool->name, suffix);
}

static int
cannot_start(const char *why, const char *what)
{
	log_line(LOG_ERROR, "cannot start", LOG_TEXT("why", why), LOG_TEXT("what", what), LOG_END);
	return EXIT_CONFIG;
}

/* --- beginning ------------------------------------------------------------------------------ */

/* Signals are blocked for good: the master looks at them when it has time, workers while they wait. */
static void
signals_block(struct master *m)
{
	const int taken[] = { SIGCHLD, SIGHUP, SIGINT, SIGQUIT, SIGTERM };

	sigemptyset(&m->signals);
	for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++)
		sigaddset(&m->signals, taken[i]);
	sigprocmask(SIG_SETMASK, &m->signals, NULL);
	signal(SIGCHLD, SIG_DFL);	/* ignored by who started us, it would hide how workers died */
	signal(SIGPIPE, SIG_IGN);
}

/* Names like these would otherwise be looked for in another place at the next HUP. */
static void
find_self(char *const *argv)
{
	char	 self[PATH_MAX];
	ssize_t	 n;

	if (strchr(argv[0], '/') != NULL)
		return;
	if ((n = readlink("/proc/self/exe", self, sizeof(self) - 1)) <= 0)
		return;
	self[n] = '\0';
	((char **)(uintptr_t)argv)[0] = strdup(self);
}

static const char *
lock_pool(struct master *m)
{
	static char	 wrong[128];
	char		 path[PATH_MAX];
	pid_t		 holder;

	place(m, path, sizeof(path), "lock");
	if ((m->lock = lock_take(path, &holder)) >= 0)
		return NULL;
	if (holder != 0)
		snprintf(wrong, sizeof(wrong), "process %d is this pool already", (int)holder);
	else
		snprintf(wrong, sizeof(wrong), "cannot lock: %s", strerror(errno));
	return wrong;
}

static const char *
open_listener(struct master *m)
{
	char path[PATH_MAX];

	m->listener = -1;
	if (!m->pool->listens)
		return NULL;
	place(m, path, sizeof(path), "sock");
	if ((m->listener = listener_from_systemd(m->pool->backlog)) >= 0)
		m->activated = true;
	else if ((m->listener = listener_make(path, m->pool->backlog, m->rights.socket_group)) < 0)
		return strerror(errno);
	m->socket_id = path_id(path);
	return NULL;
}

static const char *
make_board(struct master *m)
{
	m->board = board_new(m->pool->run, m->pool->name, m->rights.socket_group, &m->board_fd);
	if (m->board == NULL)
		return strerror(errno);
	m->board->started_at = clock_now();
	return NULL;
}

/* The first generation. NULL or what went wrong. */
static const char *
begin(struct master *m)
{
	const char *wrong;

	m->generation = 1;
	if ((wrong = lock_pool(m)) != NULL || (wrong = open_listener(m)) != NULL ||
	    (wrong = make_board(m)) != NULL)
		return wrong;
	return NULL;
}

/* --- inheriting ------------------------------------------------------------------------------- */

/* The numbers of the heirloom, in order; the rest are pids. */
static void
read_heirloom(struct master *m, const char *heirloom)
{
	int	 numbers[5] = { 0 }, n = 0;
	char	*end;

	for (const char *s = heirloom; *s != '\0'; s = end) {
		int number = (int)strtol(s, &end, 10);

		if (end == s)
			break;
		if (n < 5)
			numbers[n++] = number;
		else if (m->strays_n < BOARD_SLOTS)
			m->strays[m->strays_n++] = number;
	}
	m->generation = numbers[0] + 1;
	m->lock = numbers[1];
	m->listener = numbers[2];
	m->board_fd = numbers[3];
	m->activated = numbers[4] != 0;
	descriptor_inherit(m->lock, false);
	descriptor_inherit(m->listener, false);
	descriptor_inherit(m->board_fd, false);
}

/*
 * The board we were left is of another layout.  Begin a new one; or, when we do not
 * even know where, one that nobody else sees.
 */
static const char *
new_kind_of_board(struct master *m)
{
	close(m->board_fd);
	m->board_fd = -1;
	log_line(LOG_INFO, "a new kind of scoreboard: counters begin anew", LOG_END);
	if (!m->holding)
		return make_board(m);
	m->board = aligned_alloc(alignof(struct board), sizeof(*m->board));
	if (m->board == NULL)
		abort();
	memset(m->board, 0, sizeof(*m->board));
	return NULL;
}

/* A later generation: what the one before left.  Its workers still serve. */
static const char *
inherit(struct master *m, const char *heirloom)
{
	const char	*wrong;
	char		 path[PATH_MAX];

	read_heirloom(m, heirloom);
	if ((m->board = board_adopt(m->board_fd)) != NULL)
		m->strays_n = 0;	/* it knows them all */
	else if ((wrong = new_kind_of_board(m)) != NULL)
		return wrong;
	if (m->listener >= 0 && m->pool->backlog > 0)
		listen(m->listener, m->pool->backlog);
	place(m, path, sizeof(path), "sock");
	m->socket_id = path_id(path);
	return NULL;
}

/* --- leaving it to the next generation ----------------------------------------------------------- */

static void
pass_on(struct master *m, bool inherit_them)
{
	descriptor_inherit(m->lock, inherit_them);
	descriptor_inherit(m->listener, inherit_them);
	descriptor_inherit(m->board_fd, inherit_them);
}

static void
write_heirloom(const struct master *m)
{
	static char	 heirloom[HEIRLOOM_MAX];
	int		 n = snprintf(heirloom, sizeof(heirloom), "%d %d %d %d %d", m->generation, m->lock,
	    m->listener, m->board_fd, m->activated);

	for (size_t i = 0; i < BOARD_SLOTS; i++)
		if (m->board->slots[i].pid != 0)
			n += snprintf(heirloom + n, sizeof(heirloom) - (size_t)n, " %d",
			    (int)m->board->slots[i].pid);
	for (int i = 0; i < m->strays_n; i++)
		n += snprintf(heirloom + n, sizeof(heirloom) - (size_t)n, " %d", (int)m->strays[i]);
	setenv(HEIRLOOM, heirloom, 1);
}

static void
reload_refused(struct master *m, const char *why)
{
	m->board->refused = true;
	metric_add(METRIC_pool_reloads_total, 1, "refused");
	log_line(LOG_ERROR, "reload refused: the generation before serves on", LOG_TEXT("why", why),
	    LOG_END);
	systemd_tell("READY=1\nSTATUS=reload refused, the generation before serves on");
}

/* Become the next generation; returns only when that does not work. */
static void
become_next(struct master *m)
{
	write_heirloom(m);
	pass_on(m, true);
	execv(m->pool->argv[0], m->pool->argv);
	pass_on(m, false);
	unsetenv(HEIRLOOM);
	reload_refused(m, strerror(errno));
}

/* In the child that rehearses. */
static void __attribute__((noreturn))
rehearse_in_child(const struct master *m, pid_t master)
{
	sigset_t none;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != master)
		_exit(EXIT_FAILURE);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setenv(HEIRLOOM, REHEARSAL, 1);
	unsetenv("NOTIFY_SOCKET");
	execv(m->pool->argv[0], m->pool->argv);
	log_line(LOG_ERROR, "cannot execute", LOG_TEXT("program", m->pool->argv[0]),
	    LOG_TEXT("why", strerror(errno)), LOG_END);
	_exit(EXIT_CONFIG);
}

static void
rehearsal_begin(struct master *m)
{
	pid_t	 master = getpid(), pid;
	char	 state[64];

	m->reload_wanted = false;
	if ((pid = fork()) == 0)
		rehearse_in_child(m, master);
	if (pid < 0) {
		reload_refused(m, strerror(errno));
		return;
	}
	m->rehearsal = pid;
	m->rehearsal_since = m->now;
	log_line(LOG_INFO, "reloading", LOG_NUM("generation", m->generation + 1), LOG_END);
	snprintf(state, sizeof(state), "RELOADING=1\nMONOTONIC_USEC=%lld", (long long)m->now * 1000);
	systemd_tell(state);
}

void
rehearsal_ended(struct master *m, int status)
{
	m->rehearsal = 0;
	if (m->phase == ENDING)
		return;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		become_next(m);
	else
		reload_refused(m, "the rehearsal failed");
	/* A program that cannot make workers asks again, but not in every round. */
	for (int i = 0; m->holding && i < m->posts_n; i++)
		m->posts[i].not_before_ms = m->now + 5000;
}

/* --- proving ------------------------------------------------------------------------------------- */

static bool
is_ready(const struct slot *s)
{
	return s != NULL && (slot_state(s) == SLOT_IDLE || slot_state(s) == SLOT_BUSY);
}

static bool
all_ready(const struct master *m)
{
	for (int i = 0; i < m->posts_n; i++)
		if (!is_ready(m->posts[i].slot))
			return false;
	return true;
}

static bool
has_elders(const struct master *m)
{
	for (size_t i = 0; i < BOARD_SLOTS; i++)
		if (m->board->slots[i].pid != 0 && m->board->slots[i].generation < m->generation)
			return true;
	return m->strays_n > 0;
}

/* The workers of a generation that serves: not of this one, and not told to leave. */
static bool
serves_still(const struct master *m, const struct slot *s)
{
	return s->pid != 0 && s->generation < m->generation && s->told_ms == 0 &&
	    slot_state(s) != SLOT_LEAVING;
}

/* Everybody older shall drain; who was told already is told nothing. */
static void
elders_leave(struct master *m)
{
	for (size_t i = 0; i < BOARD_SLOTS; i++) {
		struct slot *s = &m->board->slots[i];

		if (s->pid != 0 && s->generation < m->generation)
			slot_tell(m, s);
	}
	for (int i = 0; i < m->strays_n; i++)
		kill(m->strays[i], SIGTERM);
	m->strays_told_ms = m->now;
}

static void
generation_proven(struct master *m)
{
	bool first = !has_elders(m) && m->generation == 1;

	elders_leave(m);
	m->phase = SERVING;
	m->board->generation = m->generation;
	m->board->reloaded_at = clock_now();
	m->board->refused = false;
	if (!first)
		metric_add(METRIC_pool_reloads_total, 1, "done");
	log_line(LOG_INFO, "ready", LOG_NUM("generation", m->generation),
	    LOG_NUM("workers", m->posts_n), LOG_END);
	systemd_tell("READY=1\nSTATUS=");
}

/* The elders' slots become the posts again. */
static void
posts_to_elders(struct master *m)
{
	m->posts_n = 0;
	for (size_t i = 0; i < BOARD_SLOTS; i++)
		if (serves_still(m, &m->board->slots[i]))
			m->posts[m->posts_n++] = (struct post){ .slot = &m->board->slots[i] };
	m->board->workers = m->posts_n;
}

static void
generation_refused(struct master *m, const char *why)
{
	for (int i = 0; i < m->posts_n; i++)
		if (m->posts[i].slot != NULL)
			slot_tell(m, m->posts[i].slot);
	posts_to_elders(m);
	m->phase = SERVING;
	reload_refused(m, why);
}

/*
 * The first generation has nobody to fall back on: it tries on, and serves with those it
 * has.  So does a later one whose elders are all gone.
 */
static void
prove(struct master *m)
{
	if (all_ready(m))
		generation_proven(m);
	else if (!has_elders(m))
		return;
	else if (m->failures >= FAILURES_MAX)
		generation_refused(m, "its workers die before they have done anything");
	else if (m->now - m->proving_since > m->pool->start_ms)
		generation_refused(m, "its workers do not get ready");
}

/* --- ending ------------------------------------------------------------------------------------------ */

void
end_begin(struct master *m, int signo)
{
	char path[PATH_MAX];

	log_line(LOG_INFO, "ending", LOG_TEXT("signal", sigabbrev_np(signo)), LOG_END);
	systemd_tell("STOPPING=1");
	m->phase = ENDING;
	place(m, path, sizeof(path), "sock");
	if (m->listener >= 0 && !m->activated)
		path_remove(path, m->socket_id);
	if (m->rehearsal != 0)
		kill(m->rehearsal, SIGKILL);
	for (size_t i = 0; i < BOARD_SLOTS; i++)
		if (m->board->slots[i].pid != 0)
			slot_tell(m, &m->board->slots[i]);
	for (int i = 0; i < m->strays_n; i++)
		kill(m->strays[i], SIGTERM);
	m->strays_told_ms = m->now;
}

static void
end_step(struct master *m)
{
	char path[PATH_MAX];

	if (m->strays_n > 0)
		return;
	for (size_t i = 0; i < BOARD_SLOTS; i++)
		if (m->board->slots[i].pid != 0)
			return;
	m->board->master = 0;
	board_path(path, sizeof(path), m->pool->run, m->pool->name);
	board_remove(path);
	log_line(LOG_INFO, "ended", LOG_END);
	m->phase = ENDED;
}

/* --- strays -------------------------------------------------------------------------------------------- */

void
stray_bury(struct master *m, pid_t pid)
{
	for (int i = 0; i < m->strays_n; i++)
		if (m->strays[i] == pid)
			m->strays[i] = m->strays[--m->strays_n];
	/* One that served on, because its successors were refused: replace it after all. */
	if (m->phase == SERVING && m->strays_told_ms == 0 && m->posts_n < POOL_WORKERS_MAX)
		m->posts[m->posts_n++] = (struct post){ .slot = NULL };
}

static void
strays_enforce(struct master *m)
{
	if (m->strays_told_ms == 0 || m->now - m->strays_told_ms <= m->pool->grace_ms)
		return;
	for (int i = 0; i < m->strays_n; i++)
		kill(m->strays[i], SIGKILL);
	m->strays_told_ms = m->now;
}

/* --- the steps ------------------------------------------------------------------------------------------- */

/* Not while another is being proved, unless that one is all there is. */
static bool
may_reload(const struct master *m)
{
	return m->phase == SERVING || (m->phase == PROVING && !has_elders(m));
}

void
generation_step(struct master *m)
{
	strays_enforce(m);
	if (m->phase == PROVING)
		prove(m);
	else if (m->phase == ENDING)
		end_step(m);
	if (m->reload_wanted && m->rehearsal == 0 && may_reload(m))
		rehearsal_begin(m);
	if (m->rehearsal != 0 && m->now - m->rehearsal_since > REHEARSAL_MS)
		kill(m->rehearsal, SIGKILL);
}

/* Get ready as a worker would, and say how it went. */
static int
rehearse(const struct pool *pool, const struct rights *rights)
{
	const char *wrong = rights_drop(rights);

	if (wrong == NULL)
		wrong = pool->get_ready(pool->what, true);
	return wrong == NULL ? EXIT_SUCCESS : cannot_start(wrong, "rehearsal");
}

static void
watchdog_find(struct master *m)
{
	const char *us = getenv("WATCHDOG_USEC");

	m->watchdog_ms = us == NULL ? 0 : atoll(us) / 1000;
}

/* Take the heirloom out of the environment, so that no child sees it. */
static const char *
heirloom_take(void)
{
	static char	 copy[HEIRLOOM_MAX];
	const char	*value = getenv(HEIRLOOM);

	if (value == NULL)
		return NULL;
	snprintf(copy, sizeof(copy), "%s", value);
	unsetenv(HEIRLOOM);
	return copy;
}

static int
master_begin(struct master *m)
{
	metric_use(&m->board->metrics);
	watchdog_find(m);
	m->proving_since = clock_ms();
	m->board->master = getpid();
	m->board->workers = m->posts_n;
	return master_run(m);
}

/* This program cannot make workers: keep those there are, if there are any. */
static int
hold(struct master *m, const struct pool *pool, const char *heirloom, const char *why)
{
	static struct pool held;

	if (heirloom == NULL || strcmp(heirloom, REHEARSAL) == 0)
		return cannot_start(why, pool->name);
	held = unknown_pool;
	held.argv = pool->argv;
	m->pool = &held;
	m->holding = true;
	signals_block(m);
	inherit(m, heirloom);
	held.name = m->board->program;
	held.run = m->board->run;
	posts_to_elders(m);
	m->phase = SERVING;
	reload_refused(m, why);
	return master_begin(m);
}

static const char *
what_is_wrong(const struct pool *pool, struct rights *rights)
{
	if (pool->workers < 1 || pool->workers > POOL_WORKERS_MAX)
		return "that is no number of workers";
	return rights_find(rights, pool->user, pool->group);
}

int
pool_run(const struct pool *pool)
{
	static struct master	 m;
	const char		*heirloom = heirloom_take();
	const char		*wrong = what_is_wrong(pool, &m.rights);

	if (wrong != NULL)
		return hold(&m, pool, heirloom, wrong);
	if (heirloom != NULL && strcmp(heirloom, REHEARSAL) == 0)
		return rehearse(pool, &m.rights);
	m.pool = pool;
	m.posts_n = pool->workers;
	signals_block(&m);
	find_self(pool->argv);
	if ((wrong = heirloom != NULL ? inherit(&m, heirloom) : begin(&m)) != NULL)
		return cannot_start(wrong, pool->run);
	return master_begin(&m);
}

int
pool_refuse(const struct pool *pool, const char *why)
{
	static struct master m;

	return hold(&m, pool, heirloom_take(), why);
}
