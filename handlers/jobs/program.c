/*
 * program.c: marquee-jobs: a worker's life.
 *
 * Each worker takes jobs, one after the other.  One of them, whichever got the lock, tells the
 * search index what changed and does nothing else, so that what was just published is found
 * within seconds, however much there is to do otherwise.  And so many as images.at_once allows
 * may be at a heavy job; the others see to it that mail and feeds go on.
 */
#include "handlers/jobs/jobs.h"

#include "core/domain/order.h"
#include "core/flows/search_feed.h"
#include "core/lib/clock.h"
#include "core/lib/crypto.h"
#include "core/lib/id.h"
#include "core/lib/log.h"
#include "core/lib/metric.h"
#include "fcgi/program.h"
#include "fcgi/worker.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#define REST_MS		250	/* with nothing to do */
#define AWAY_MS		1000	/* when searchd or the listing is away */
#define BEAT_MS		5000
#define REMIND_MS	10000	/* how often somebody looks who is to be reminded */
#define TIDY_MS		60000	/* how often somebody looks whether it is time to sweep */
#define PACK_MS		86400000	/* between two times that the search index is packed */

static void work(struct tools *);

const struct program program = { .name = "jobs", .templates = "mail", .ring = ORDER_RING,
    .work = work };

/* A worker, from its first to its last turn. */
struct worker {
	struct hands	 hands;
	struct tools	*tools;
	const char	*run;
	bool		 alone;		/* the only one: it feeds and works */
	int		 writer;	/* the lock of who tells the index; -1: another has it */
	int64_t		 beat_ms, remind_ms, tidy_ms, packed_ms;	/* when it last did */
};

/* --- heavy jobs ------------------------------------------------------------------------- */

/* One of the few places for them; -1: all are taken.  The kernel gives it back when we die. */
static int
heavy_place(struct worker *w)
{
	int64_t n = conf_int(w->tools->conf, "images.at_once");

	for (int64_t i = 0; i < n; i++) {
		int fd = open(text(w->hands.arena, "%s/jobs-heavy-%lld.lock", w->run, (long long)i),
		    O_RDONLY | O_CREAT | O_CLOEXEC, 0644);

		if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
			return fd;
		if (fd >= 0)
			close(fd);
	}
	return -1;
}

/* --- one turn ------------------------------------------------------------------------------- */

static void
run(struct hands *h, const struct job *job)
{
	int64_t		begun = clock_ms();
	enum job_end	end;

	worker_begin(job->kind->name, id_text(h->arena, job->id), (int64_t)job->kind->lease * 1000);
	h->why = NULL;
	db_use_arena(h->db, h->arena);
	end = job->kind->run(h, job);
	lease_end(h, job, end);
	metric_time(METRIC_job_run_seconds, (clock_ms() - begun) * 1000, job->kind->name);
	worker_end();
}

/* Take a job and do it. False: there was none. */
static bool
work_once(struct worker *w)
{
	int		heavy = heavy_place(w);
	struct job	job;
	bool		took = lease_take(&w->hands, heavy >= 0, &job);

	/* A light job does not keep the place of a heavy one. */
	if (heavy >= 0 && (!took || job.kind->lane == LIGHT)) {
		close(heavy);
		heavy = -1;
	}
	if (took)
		run(&w->hands, &job);
	if (heavy >= 0)
		close(heavy);
	return took;
}

static bool
is_time(int64_t *last, int64_t every_ms)
{
	int64_t now = clock_ms();

	if (*last != 0 && now - *last < every_ms)
		return false;
	*last = now;
	return true;
}

/* Tell the index, by whoever has the lock.  Milliseconds to wait before the next round. */
static int64_t
feed_once(struct worker *w)
{
	enum search_round round;

	db_use_arena(w->hands.db, w->hands.arena);
	round = search_feed(w->hands.db, w->tools->search, w->hands.arena);
	if (round == SEARCH_IDLE && is_time(&w->packed_ms, PACK_MS))
		round = search_feed_pack(w->hands.db, w->tools->search, w->hands.arena);
	switch (round) {
	case SEARCH_WORKED:
		return 0;
	case SEARCH_IDLE:
		return REST_MS;
	case SEARCH_AWAY:
	case SEARCH_BUSY:
		break;
	}
	return AWAY_MS;
}

static void
do_chores(struct worker *w)
{
	if (is_time(&w->beat_ms, BEAT_MS))
		chores_beat(&w->hands);
	if (is_time(&w->remind_ms, REMIND_MS))
		chores_remind(&w->hands);
	if (is_time(&w->tidy_ms, TIDY_MS))
		chores_tidy(&w->hands);
}

/* What there is to do now. Milliseconds to wait before the next turn. */
static int64_t
turn(struct worker *w)
{
	int64_t wait = REST_MS;

	do_chores(w);
	if (w->writer < 0 && w->tools->search != NULL)
		w->writer = search_feed_lock(w->run);
	if (w->writer >= 0)
		wait = feed_once(w);
	if ((w->writer < 0 || w->alone) && work_once(w))
		wait = 0;
	return wait;
}

/* --- a life ------------------------------------------------------------------------------ */

static const struct relay *
find_relay(struct tools *t)
{
	const char		*err;
	const struct relay	*relay = relay_new(t->arena, t->conf, &err);

	if (relay == NULL && *err != '\0')
		log_line(LOG_ERROR, "no mail will be sent", LOG_TEXT("why", err), LOG_END);
	return relay;
}

static struct recipient_cap
cap_of(const struct tools *t)
{
	int64_t factor = conf_int(t->conf, "limits.factor");

	return (struct recipient_cap){ t->keys, conf_int(t->conf, "mail.per_hour") * factor,
	    conf_int(t->conf, "mail.per_day") * factor };
}

static const char *
draw_self(struct arena *a)
{
	unsigned char bytes[8];

	random_bytes(bytes, sizeof(bytes));
	return text(a, "%d-%s", (int)getpid(), hex(a, bytes, sizeof(bytes)));
}

static void
work(struct tools *t)
{
	const char	*ca = conf_text(t->conf, "http.ca_file");
	struct worker	 w = {
		.tools = t, .run = conf_text(t->conf, "paths.run"), .writer = -1,
		    .packed_ms = clock_ms(),
		.alone = conf_int(t->conf, "jobs.workers") == 1,
		.hands = {
			.arena = arena_new(), .db = t->db, .conf = t->conf,
			    .self = draw_self(t->arena),
			.mailer = { find_relay(t), http_new(*ca == '\0' ? NULL : ca),
			    t->templates, cap_of(t), t->ring, t->site_url,
			    conf_text(t->conf, "site.name") },
		},
	};

	while (worker_more()) {
		int64_t wait = turn(&w);

		log_request(NULL);
		db_use_arena(t->db, NULL);
		arena_reset(w.hands.arena);
		if (wait > 0)
			worker_wait(wait);
	}
	if (w.writer >= 0)
		close(w.writer);
	http_free(w.hands.mailer.http);
	arena_free(w.hands.arena);
}
