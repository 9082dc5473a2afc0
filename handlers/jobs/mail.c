/*
 * mail.c: one mail to one person.
 *
 * What causes mail to many is first split into a job for each of them, in one transaction, so that
 * one address that does not work makes nobody else's mail wait or come twice.
 */
#include "handlers/jobs/jobs.h"

#include "core/domain/job.h"
#include "core/flows/team_mail.h"
#include "core/lib/id.h"
#include "core/lib/json.h"
#include "sql/job.h"
#include "sql/mail.h"

#include <string.h>

/* --- one for each --------------------------------------------------------------------- */

struct split {
	const struct job	*job;
	struct arena		*arena;
	struct rows		 people;
	const char		*what;
};

static const char *
payload_for(struct arena *a, const char *what, int64_t account)
{
	struct json_writer *w = json_writer_new(a);

	json_open_object(w, NULL);
	json_text(w, "what", what);
	json_text(w, "account", id_text(a, account));
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
	for (size_t i = 0; i < s->people.n; i++)
		job_promise(db, "mail", s->job->subject,
		    payload_for(s->arena, s->what, row_id(s->people.at[i], "account_id")), 0);
	return true;
}

/* An event is live: its team hears of it. */
enum job_end
mail_event_live_job(struct hands *h, const struct job *job)
{
	struct split s = { job, h->arena, q_mail_team(h->db, job->subject), "event_live" };

	if (!db_failed(h->db) && db_try(h->db, id_shard(job->id), split, &s))
		return JOB_ENDED;
	h->why = db_failure(h->db);
	return JOB_LATER;
}

/* --- one ----------------------------------------------------------------------------------- */

enum job_end
mail_job_end(enum mail_end end)
{
	switch (end) {
	case MAIL_SENT:
	case MAIL_NEEDLESS:
		return JOB_DONE;
	case MAIL_WAITS:
		return JOB_LATER;
	case MAIL_REFUSED:
		break;
	}
	return JOB_NEVER;
}

enum job_end
mail_job(struct hands *h, const struct job *job)
{
	const struct json	*payload = json_parse(h->arena, job->payload, strlen(job->payload),
	    &h->why);
	const char		*what = json_get_text(payload, "what");
	const char		*letters = json_get_text(payload, "account");
	int64_t			 account = letters == NULL ? 0 : id_parse(letters);

	if (what == NULL || account == 0 || strcmp(what, "event_live") != 0) {
		h->why = "there is no such mail";
		return JOB_NEVER;
	}
	return mail_job_end(mail_event_live(h->db, h->arena, &h->mailer, job->subject, account,
	    id_text(h->arena, job->id), id_made_at(job->id), &h->why));
}

/* Somebody is asked into a team. */
enum job_end
invitation_mail_job(struct hands *h, const struct job *job)
{
	return mail_job_end(mail_invitation(h->db, h->arena, &h->mailer, job->subject,
	    id_text(h->arena, job->id), id_made_at(job->id), &h->why));
}
