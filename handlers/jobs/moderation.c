/*
 * moderation.c: what an operator decided: each owner hears of it.
 *
 * moderation_mail (subject: event or organizer) becomes one moderation_note for each, so that one
 * address that does not work makes nobody else's mail wait.
 */
#include "handlers/jobs/jobs.h"

#include "core/domain/job.h"
#include "core/flows/moderation_mail.h"
#include "core/lib/id.h"
#include "core/lib/json.h"
#include "sql/job.h"
#include "sql/report.h"

#include <string.h>

struct split {
	const struct job	*job;
	struct arena		*arena;
	struct rows		 owners;
	int64_t			 organizer, event;
};

static const char *
payload_for(const struct split *s, int64_t account)
{
	struct json_writer *w = json_writer_new(s->arena);

	json_open_object(w, NULL);
	json_text(w, "organizer", id_text(s->arena, s->organizer));
	json_text(w, "event", id_text(s->arena, s->event));
	json_text(w, "account", id_text(s->arena, account));
	json_close_object(w);
	return json_written(w, NULL);
}

/* Fenced: only who still has the lease promises anything. */
static bool
split(struct db *db, void *what)
{
	struct split *s = what;

	if (q_job_done(db, s->job->id, s->job->owner) == 0)
		return false;
	for (size_t i = 0; i < s->owners.n; i++)
		job_promise(db, "moderation_note", s->job->subject,
		    payload_for(s, row_id(s->owners.at[i], "account_id")), 0);
	return true;
}

enum job_end
moderation_mail_job(struct hands *h, const struct job *job)
{
	struct split	 s = { .job = job, .arena = h->arena, .organizer = job->subject };
	struct row	*event = q_moderated_event(h->db, job->subject);

	if (event != NULL) {
		s.event = job->subject;
		s.organizer = row_id(event, "organizer_id");
	}
	s.owners = q_team_owners_of(h->db, s.organizer);
	if (!db_failed(h->db) && db_try(h->db, id_shard(job->id), split, &s))
		return JOB_ENDED;
	h->why = db_failure(h->db);
	return JOB_LATER;
}

static int64_t
id_of(const struct json *payload, const char *name)
{
	const char *letters = json_get_text(payload, name);

	return letters == NULL ? 0 : id_parse(letters);
}

enum job_end
moderation_note_job(struct hands *h, const struct job *job)
{
	const struct json *p = json_parse(h->arena, job->payload, strlen(job->payload), &h->why);

	if (p == NULL)
		return JOB_NEVER;
	return mail_job_end(mail_moderation(h->db, h->arena, &h->mailer, id_of(p, "organizer"),
	    id_of(p, "event"), id_of(p, "account"), id_text(h->arena, job->id), id_made_at(job->id),
	    &h->why));
}
