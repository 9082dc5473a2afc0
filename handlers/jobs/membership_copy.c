/* membership_copy.c: who works for an organizer, copied to the shards of those people. */
#include "handlers/jobs/jobs.h"

#include "core/domain/organizer.h"
#include "core/lib/id.h"
#include "core/lib/json.h"

#include <string.h>

/* Of one person, if the payload names them, who may have left; else of all. */
enum job_end
membership_copy_job(struct hands *h, const struct job *job)
{
	const struct json	*payload = json_parse(h->arena, job->payload, strlen(job->payload),
	    &h->why);
	const char		*account = json_get_text(payload, "account");

	if (account != NULL)
		organizer_copy_membership(h->db, job->subject, id_parse(account));
	else
		organizer_copy_memberships(h->db, job->subject);
	if (!db_failed(h->db))
		return JOB_DONE;
	h->why = db_failure(h->db);
	return JOB_LATER;
}

/* An organizer changed: the pages and listing rows of its events follow. */
enum job_end
organizer_feed_job(struct hands *h, const struct job *job)
{
	organizer_feed(h->db, job->subject);
	if (!db_failed(h->db))
		return JOB_DONE;
	h->why = db_failure(h->db);
	return JOB_LATER;
}
