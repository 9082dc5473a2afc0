/*
 * chores.c: what is done from time to time, on each server that holds shards.
 *
 * A sign of life, and what dead workers had is taken back.  Sweeping is claimed by a
 * row of the table heartbeat, so that of many workers on many machines one does it.
 */
#include "handlers/jobs/jobs.h"

#include "core/domain/tidy.h"
#include "core/flows/image_files.h"
#include "core/lib/log.h"
#include "sql/job.h"

#define HOUR	3600	/* seconds */
#define MINUTE	60

/* A server that is down says nothing about the next. */
static void
on_each_server(struct hands *h, void (*chore)(struct hands *, int place))
{
	const struct places *places = db_places(h->db);

	for (size_t i = 0; i < places->n_servers; i++)
		if (server_place(places, i) != PLACE_NONE) {
			db_use_arena(h->db, h->arena);
			chore(h, server_place(places, i));
		}
}

static void
beat(struct hands *h, int place)
{
	int64_t taken_back;

	q_heartbeat(h->db, place, "jobs");
	taken_back = q_jobs_reclaim(h->db, place);
	if (taken_back > 0)
		log_line(LOG_WARN, "jobs of dead workers taken back", LOG_NUM("jobs", taken_back),
		    LOG_END);
}

void
chores_beat(struct hands *h)
{
	on_each_server(h, beat);
}

static void
tidy(struct hands *h, int place)
{
	q_heartbeat_first(h->db, place, "holds");
	if (q_heartbeat_claim(h->db, place, "holds", MINUTE) > 0)
		tidy_holds(h->db, place);
	q_heartbeat_first(h->db, place, "tidy");
	if (q_heartbeat_claim(h->db, place, "tidy", HOUR) == 0)
		return;
	tidy_shards(h->db, place);
	tidy_shared(h->db);
	image_files_tidy(h->conf);
}

void
chores_tidy(struct hands *h)
{
	on_each_server(h, tidy);
}
