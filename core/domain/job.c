/* job.c: promise work; see job.h. */
#include "core/domain/job.h"

#include "core/lib/clock.h"
#include "core/lib/id.h"
#include "sql/job.h"

void
job_promise(struct db *db, const char *kind, int64_t subject, const char *payload, int64_t delay)
{
	q_job_add(db, id_new(id_shard(subject), clock_now()), kind, subject, payload, delay);
}
