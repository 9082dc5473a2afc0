/* membership_copy.c: who works for an organizer, copied to the shards of those people. */
#include "handlers/jobs/jobs.h"

#include "core/domain/organizer.h"

enum job_end
membership_copy_job(struct hands *h, const struct job *job)
{
	organizer_copy_memberships(h->db, job->subject);
	if (!db_failed(h->db))
		return JOB_DONE;
	h->why = db_failure(h->db);
	return JOB_LATER;
}
