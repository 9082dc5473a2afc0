/*
 * chores.c: what is done from time to time, on each server that holds shards.
 *
 * A sign of life, and what dead workers had is taken back.  Sweeping is claimed by a
 * row of the table heartbeat, so that of many workers on many machines one does it.
 */
#include "handlers/jobs/jobs.h"

#include "core/domain/job.h"
#include "core/domain/tidy.h"
#include "core/flows/image_files.h"
#include "core/lib/id.h"
#include "core/lib/json.h"
#include "core/lib/log.h"
#include "sql/job.h"
#include "sql/reminder.h"

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

/* --- what begins soon ---------------------------------------------------------------------------- */

struct remind {
	struct arena	*arena;
	int64_t		 occurrence, starts;
	bool		 hours;
};

/*
 * The date is marked and the job promised, both or neither: once for each start, whoever looks and
 * however often.
 */
static bool
remind(struct db *db, void *what)
{
	struct remind		*r = what;
	struct json_writer	*w = json_writer_new(r->arena);

	if ((r->hours ? q_reminders_hours_claim(db, r->occurrence, r->starts) :
	    q_reminders_day_claim(db, r->occurrence, r->starts)) == 0)
		return false;
	json_open_object(w, NULL);
	json_bool(w, "hours", r->hours);
	json_int(w, "starts", r->starts);
	json_close_object(w);
	job_promise(db, "reminders", r->occurrence, json_written(w, NULL), 0);
	return true;
}

static void
remind_of(struct hands *h, struct rows dates, bool hours)
{
	for (size_t i = 0; i < dates.n && !db_failed(h->db); i++) {
		struct remind r = { h->arena, row_id(dates.at[i], "occurrence_id"),
		    row_time(dates.at[i], "starts_at"), hours };

		db_try(h->db, id_shard(r.occurrence), remind, &r);
	}
}

static void
remind_here(struct hands *h, int place)
{
	q_heartbeat_first(h->db, place, "remind");
	if (q_heartbeat_claim(h->db, place, "remind", MINUTE) == 0)
		return;
	remind_of(h, q_reminders_day_due(h->db, place), false);
	remind_of(h, q_reminders_hours_due(h->db, place), true);
}

void
chores_remind(struct hands *h)
{
	on_each_server(h, remind_here);
}

void
chores_tidy(struct hands *h)
{
	on_each_server(h, tidy);
}
