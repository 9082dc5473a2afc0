/*
 * lease.c: who does which job; see jobs.h.  The statements are sql/job.sql.
 *
 * A lease is taken in one short transaction: the row that has been due longest and that nobody
 * else is looking at (SKIP LOCKED), the attempt counted at once.  It is ended only by its
 * owner, a word that no other lease has ever had.
 */
#include "handlers/jobs/jobs.h"

#include "core/lib/crypto.h"
#include "core/lib/id.h"
#include "core/lib/log.h"
#include "core/lib/metric.h"
#include "core/lib/text.h"
#include "sql/job.h"

#include <string.h>

const struct kind kinds[] = {
#define JOB(name, function, tries, lease, first, longest, lane) \
	{ #name, function, tries, lease, first, longest, lane },
#include "handlers/jobs/jobs.def"
#undef JOB
};
const size_t kinds_n = sizeof(kinds) / sizeof(kinds[0]);

static const struct kind *
kind_of(const char *name)
{
	for (size_t i = 0; i < kinds_n; i++)
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	return NULL;
}

/* --- taking ------------------------------------------------------------------------------ */

/* One try to take one. */
struct take {
	struct hands		*hands;
	int			 place;
	const struct kind	*kind;
	struct job		*job;
	bool			 buried;
};

static bool
take_next(struct db *db, void *what)
{
	struct take	*t = what;
	struct row	*next = q_job_next(db, t->place, t->kind->name);
	struct job	*j = t->job;

	j->id = 0;
	t->buried = false;
	if (next == NULL)
		return false;
	if (row_int(next, "attempts") >= t->kind->tries) {
		/* Tried so often that its last worker did not even live to say why. */
		q_job_give_up(db, t->place, row_id(next, "id"), "its workers died with it");
		t->buried = true;
		return true;
	}
	*j = (struct job){
		.id = row_id(next, "id"), .kind = t->kind, .subject = row_id(next, "subject_id"),
		.payload = row_text(next, "payload"), .attempt = row_int(next, "attempts") + 1,
		.owner = text(t->hands->arena, "%s.%lld", t->hands->self,
		    (long long)++t->hands->leases),
	};
	q_job_lease(db, t->place, j->id, j->owner, t->kind->lease);
	return true;
}

/* Of one kind, on one server.  False: none is left, or somebody else is at all of them. */
static bool
take_of_kind(struct hands *h, int place, const struct kind *kind, struct job *job)
{
	struct take t = { h, place, kind, job, false };

	do {
		if (!db_try(h->db, place, take_next, &t))
			return false;
		if (t.buried)
			log_line(LOG_ERROR, "dead letter", LOG_TEXT("kind", kind->name), LOG_END);
	} while (t.buried);
	return job->id != 0;
}

/* Of any kind of which something is due here; each kind is the first in its turn. */
static bool
take_on_server(struct hands *h, int place, bool heavy, struct job *job)
{
	struct rows due = q_jobs_due(h->db, place);

	for (size_t i = 0; i < due.n; i++) {
		const struct row	*one = due.at[(h->turn + i) % due.n];
		const struct kind	*kind = kind_of(row_text(one, "kind"));

		if (kind == NULL || (kind->lane == HEAVY && !heavy))
			continue;	/* a kind we do not know is for a newer program */
		if (take_of_kind(h, place, kind, job))
			return true;
	}
	return false;
}

bool
lease_take(struct hands *h, bool heavy, struct job *job)
{
	const struct places *places = db_places(h->db);

	h->turn++;
	for (size_t i = 0; i < places->n_servers; i++) {
		int place = server_place(places, (h->turn + i) % places->n_servers);

		db_use_arena(h->db, h->arena);	/* one server down says nothing about the next */
		if (place != PLACE_NONE && take_on_server(h, place, heavy, job))
			return true;
	}
	return false;
}

/* --- ending -------------------------------------------------------------------------------- */

int64_t
lease_delay(const struct kind *kind, int64_t attempt, double chance)
{
	int64_t seconds = kind->first;

	for (int64_t i = 1; i < attempt && seconds < kind->longest; i++)
		seconds *= 2;
	if (seconds > kind->longest)
		seconds = kind->longest;
	return (int64_t)((double)seconds * 1000 * (0.75 + 0.5 * chance));
}

static double
draw_chance(void)
{
	return (double)random_below(1u << 30) / (1u << 30);
}

/* How many rows were ours to end: one, or none when the lease has run out. */
static int64_t
mark(struct hands *h, const struct job *j, enum job_end end)
{
	switch (end) {
	case JOB_DONE:
		return q_job_done(h->db, j->id, j->owner);
	case JOB_ENDED:
		return 1;
	case JOB_LATER:
		if (j->attempt < j->kind->tries)
			return q_job_later(h->db, j->id, j->owner,
			    lease_delay(j->kind, j->attempt, draw_chance()), h->why);
		break;
	case JOB_NEVER:
		break;
	}
	return q_job_bury(h->db, j->id, j->owner, h->why);
}

static const char *
end_name(const struct job *j, enum job_end end)
{
	if (end == JOB_LATER)
		return j->attempt < j->kind->tries ? "later" : "dead";
	return end == JOB_NEVER ? "dead" : "done";
}

void
lease_end(struct hands *h, const struct job *j, enum job_end end)
{
	const char	*name = end_name(j, end);
	int64_t		 marked;

	h->why = h->why == NULL ? "" : text_cut(h->arena, h->why, 400);
	db_use_arena(h->db, h->arena);	/* what failed in the job must not fail its end */
	marked = mark(h, j, end);
	log_line(end == JOB_DONE || end == JOB_ENDED ? LOG_INFO : LOG_WARN, "job",
	    LOG_TEXT("kind", j->kind->name), LOG_TEXT("id", id_text(h->arena, j->id)),
	    LOG_TEXT("subject", id_text(h->arena, j->subject)), LOG_NUM("attempt", j->attempt),
	    LOG_TEXT("end", name), LOG_TEXT("why", h->why), LOG_END);
	metric_add(METRIC_job_ends_total, 1, j->kind->name, name);
	if (marked == 0)
		log_line(LOG_WARN, "job was no longer ours to end",
		    LOG_TEXT("id", id_text(h->arena, j->id)),
		    LOG_TEXT("why", db_failure(h->db)), LOG_END);
}
