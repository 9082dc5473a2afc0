/*
 * ticket_copy.c: tickets are copied to where their people are.
 *
 * ticket_copy: an order or one of its tickets changed.  order_adopt: somebody proved an address, and what
 * it ordered before is theirs.
 */
#include "handlers/jobs/jobs.h"

#include "core/domain/my_ticket.h"

enum job_end
ticket_copy_job(struct hands *h, const struct job *job)
{
	if (my_ticket_copy(h->db, job->subject))
		return JOB_DONE;
	h->why = db_failure(h->db);
	return JOB_LATER;
}

enum job_end
order_adopt_job(struct hands *h, const struct job *job)
{
	if (my_ticket_adopt(h->db, job->subject))
		return JOB_DONE;
	h->why = db_failure(h->db);
	return JOB_LATER;
}
