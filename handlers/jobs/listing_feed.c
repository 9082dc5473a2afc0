/* listing_feed.c: an event changed; the listing, and through it the search index, follow. */
#include "handlers/jobs/jobs.h"

#include "core/domain/listing.h"

enum job_end
listing_feed_job(struct hands *h, const struct job *job)
{
	if (listing_feed(h->db, h->arena, job->subject))
		return JOB_DONE;
	h->why = db_failure(h->db);
	return JOB_LATER;
}
