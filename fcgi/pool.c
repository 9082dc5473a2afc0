/*
 * pool.c: the master of a pool; see pool.h.
 *
 * A post is a place that must be manned; a slot is the record of one worker, living or
 * dying.  A reload empties the posts and leaves the old workers in their slots until
 * the new ones are ready.  What becomes of generations is generation.c; here is what is the
 * same in each: man the posts, bury the dead, enforce deadlines.
 */
#include "fcgi/pool.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/lib/clock.h"
#include "core/lib/log.h"
#include "core/lib/metric.h"
#include "fcgi/listener.h"
#include "fcgi/master.h"
#include "fcgi/worker.h"

#define EARLY_MS	1000	/* who dies so young, having done nothing, died early */
#define DELAY_FIRST_MS	100
#define DELAY_LAST_MS	5000
#define BRAKE_WINDOW_MS	60000
#define BRAKE_DELAY_MS	1000
#define TICK_SHORT_MS	10	/* while something is awaited … */
#define PATIENCE_MS	5000	/* … and has not been for long */
#define TICK_LONG_MS	250

/* --- start ------------------------------------------------------------------------------- */

/* The life of a child, from fork to exit. */
static void __attribute__((noreturn))
worker_live(struct master *m, struct slot *slot, pid_t master)
{
	const struct pool	*pool = m->pool;
	const char		*missing;

	close(m->lock);
	close(m->board_fd);
	worker_become(pool, &m->rights, slot, master);
	if ((missing = pool->get_ready(pool->what, m->phase == PROVING)) != NULL) {
		log_line(LOG_ERROR, "a worker cannot start", LOG_TEXT("why", missing), LOG_END);
		exit(EXIT_UNREADY);
	}
	worker_ready();
	pool->work(pool->what, m->listener);
	worker_leave();
}

static void
worker_start(struct master *m, struct post *post)
{
	struct slot	*slot = board_free_slot(m->board);
	pid_t		 master = getpid(), pid;

	post->not_before_ms = m->now + DELAY_LAST_MS;	/* if it cannot even be forked */
	if (slot == NULL)
		return;
	slot_start(slot, m->generation, m->now);
	if ((pid = fork()) == 0)
		worker_live(m, slot, master);
	if (pid < 0) {
		log_line(LOG_ERROR, "cannot fork", LOG_TEXT("why", strerror(errno)), LOG_END);
		slot_clear(slot);
		return;
	}
	slot->pid = pid;
	post->slot = slot;
	metric_add(METRIC_worker_starts_total, 1);
}

static void
man_posts(struct master *m)
{
	for (int i = 0; i < m->posts_n; i++) {
		struct post *post = &m->posts[i];

		if (post->slot != NULL || post->not_before_ms > m->now)
			continue;
		if (m->holding)	/* this program cannot make workers: ask whether it is mended */
			m->reload_wanted = true;
		else
			worker_start(m, post);
	}
}

/* --- death -------------------------------------------------------------------------------- */

/* How a worker died, for people: "SIGSEGV", "exit 1", "deadline". */
static const char *
cause_of(const struct slot *s, int status, char *buf, size_t size)
{
	if (slot_state(s) == SLOT_CONDEMNED)
		return "deadline";
	if (WIFSIGNALED(status) && s->told_ms != 0 && WTERMSIG(status) == SIGKILL)
		return "grace";
	if (WIFSIGNALED(status))
		snprintf(buf, size, "SIG%s", sigabbrev_np(WTERMSIG(status)));
	else
		snprintf(buf, size, "exit %d", WEXITSTATUS(status));
	return buf;
}

/* True when the worker itself is to blame, or what it was made of. */
static bool
is_crash(const struct slot *s, int status)
{
	if (WIFEXITED(status))
		return WEXITSTATUS(status) != EXIT_UNREADY;
	return slot_state(s) != SLOT_CONDEMNED &&
	    !(WIFSIGNALED(status) && (WTERMSIG(status) == SIGKILL || WTERMSIG(status) == SIGTERM));
}

/* Somebody who was ready and then killed by somebody else has not died early. */
static bool
is_early(const struct master *m, const struct slot *s, int status)
{
	bool young = s->served == 0 && m->now - s->born_ms < EARLY_MS;

	return slot_state(s) == SLOT_STARTING || (young && is_crash(s, status));
}

/* Note a crash; the tenth in a minute sets the brake. */
static void
brake_note(struct master *m)
{
	m->crashes[m->crashes_next] = m->now;
	m->crashes_next = (m->crashes_next + 1) % BRAKE_CRASHES;
	if (m->board->braked || m->crashes[m->crashes_next] == 0 ||
	    m->now - m->crashes[m->crashes_next] > BRAKE_WINDOW_MS)
		return;
	m->board->braked = true;
	log_line(LOG_ERROR, "workers crash again and again: replacing them slowly",
	    LOG_NUM("crashes", BRAKE_CRASHES), LOG_NUM("seconds", BRAKE_WINDOW_MS / 1000), LOG_END);
}

static void
brake_release(struct master *m)
{
	/* The oldest of the last ten is the next to be overwritten. */
	if (!m->board->braked || m->now - m->crashes[m->crashes_next] <= BRAKE_WINDOW_MS)
		return;
	m->board->braked = false;
	log_line(LOG_INFO, "no more crashes: replacing workers at once again", LOG_END);
}

/* When the post of somebody who died may be manned again. */
static void
post_vacate(struct master *m, struct post *post, bool early)
{
	post->delay_ms = !early ? 0 : post->delay_ms == 0 ? DELAY_FIRST_MS :
	    post->delay_ms * 2 > DELAY_LAST_MS ? DELAY_LAST_MS : post->delay_ms * 2;
	post->not_before_ms = m->now + post->delay_ms;
	if (m->board->braked && post->delay_ms < BRAKE_DELAY_MS)
		post->not_before_ms = m->now + BRAKE_DELAY_MS;
	post->slot = NULL;
}

static struct post *
post_of(struct master *m, const struct slot *s)
{
	for (int i = 0; i < m->posts_n; i++)
		if (m->posts[i].slot == s)
			return &m->posts[i];
	return NULL;
}

static void
log_death(const struct master *m, const struct slot *s, const char *cause)
{
	log_line(LOG_ERROR, "worker died", LOG_NUM("pid", s->pid), LOG_TEXT("cause", cause),
	    LOG_TEXT("state", slot_state_name(slot_state(s))), LOG_TEXT("route", s->route),
	    LOG_TEXT("request", s->request), LOG_NUM("ms", m->now - s->since_ms),
	    LOG_NUM("served", s->served), LOG_NUM("generation", s->generation), LOG_END);
}

static void
bury(struct master *m, struct slot *s, int status)
{
	struct post	*post = post_of(m, s);
	bool		 peaceful = WIFEXITED(status) && WEXITSTATUS(status) == 0 &&
	    slot_state(s) == SLOT_LEAVING;
	bool		 early = is_early(m, s, status);
	char		 buf[32];

	if (!peaceful) {
		const char *cause = cause_of(s, status, buf, sizeof(buf));

		metric_add(METRIC_worker_deaths_total, 1, cause);
		log_death(m, s, cause);
		if (is_crash(s, status))
			brake_note(m);
		if (early && s->generation == m->generation)
			m->failures++;
	}
	if (post != NULL)
		post_vacate(m, post, early);
	slot_clear(s);
}

static struct slot *
slot_of(struct master *m, pid_t pid)
{
	for (size_t i = 0; i < BOARD_SLOTS; i++)
		if (m->board->slots[i].pid == pid)
			return &m->board->slots[i];
	return NULL;
}

static void
reap(struct master *m)
{
	struct slot	*s;
	int		 status;
	pid_t		 pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		if (pid == m->rehearsal)
			rehearsal_ended(m, status);
		else if ((s = slot_of(m, pid)) != NULL)
			bury(m, s, status);
		else
			stray_bury(m, pid);
	}
}

/* --- deadlines ------------------------------------------------------------------------------- */

void
slot_tell(struct master *m, struct slot *s)
{
	if (s->told_ms != 0)
		return;
	s->told_ms = m->now;
	kill(s->pid, SIGTERM);
}

static void
slot_kill(struct slot *s, const char *why)
{
	log_line(LOG_WARN, why, LOG_NUM("pid", s->pid), LOG_TEXT("route", s->route),
	    LOG_TEXT("request", s->request), LOG_END);
	kill(s->pid, SIGKILL);
}

/* Who was told to leave and has not, or says it leaves and does not. */
static void
enforce_grace(struct master *m, struct slot *s)
{
	int64_t since = s->told_ms != 0 ? s->told_ms : slot_state(s) == SLOT_LEAVING ? s->since_ms : m->now;

	if (m->now - since <= m->pool->grace_ms)
		return;
	slot_kill(s, "worker did not leave in time");
	s->told_ms = m->now;	/* and again after as long */
}

static void
enforce_deadline(struct master *m, struct slot *s)
{
	uint64_t word;

	if (slot_state(s) == SLOT_STARTING && m->now - s->born_ms > m->pool->start_ms)
		slot_kill(s, "worker did not get ready in time");
	else if (slot_overdue(s, m->now, m->pool->hard_ms, &word) > 0 && slot_condemn(s, word))
		slot_kill(s, "worker is over its deadline");
}

static void
enforce(struct master *m)
{
	for (size_t i = 0; i < BOARD_SLOTS; i++) {
		struct slot *s = &m->board->slots[i];

		if (slot_state(s) == SLOT_FREE || s->pid == 0)
			continue;
		enforce_grace(m, s);
		enforce_deadline(m, s);
	}
}

/* --- the round --------------------------------------------------------------------------------- */

/* How long the master may sleep: not long while something is awaited, nor past the deadlines it enforces. */
static int64_t
tick_ms(const struct master *m)
{
	int64_t tick = m->pool->hard_ms > 0 ? m->pool->hard_ms / 25 : TICK_LONG_MS;

	if (m->phase != SERVING && m->now - m->proving_since < PATIENCE_MS)
		return TICK_SHORT_MS;
	return tick < TICK_SHORT_MS ? TICK_SHORT_MS : tick > TICK_LONG_MS ? TICK_LONG_MS : tick;
}

static void
take_signal(struct master *m, int signo)
{
	if (signo == SIGHUP)
		m->reload_wanted = true;
	else if ((signo == SIGTERM || signo == SIGINT || signo == SIGQUIT) && m->phase != ENDING)
		end_begin(m, signo);
}

static void
wait_for_signal(struct master *m)
{
	int64_t		 ms = tick_ms(m);
	struct timespec	 t = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };
	int		 signo = sigtimedwait(&m->signals, NULL, &t);

	m->now = clock_ms();
	while (signo > 0) {
		take_signal(m, signo);
		signo = sigtimedwait(&m->signals, NULL, &(struct timespec){ 0, 0 });
	}
}

/* Life as systemd may want it: a sign at least twice in WATCHDOG_USEC. */
static void
show_life(struct master *m)
{
	m->board->seen_ms = m->now;
	if (m->watchdog_ms == 0 || m->now - m->watched_ms < m->watchdog_ms / 2)
		return;
	m->watched_ms = m->now;
	systemd_tell("WATCHDOG=1");
}

static void
round_make(struct master *m)
{
	reap(m);
	brake_release(m);
	if (m->phase != ENDING)
		man_posts(m);
	enforce(m);
	generation_step(m);
	show_life(m);
}

int
master_run(struct master *m)
{
	m->now = clock_ms();
	while (m->phase != ENDED) {
		round_make(m);
		if (m->phase != ENDED)
			wait_for_signal(m);
	}
	return EXIT_SUCCESS;
}
