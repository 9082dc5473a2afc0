/*
 * job.h: promise work in the transaction that causes it.
 *
 * What is promised is done after the commit, at least once, by a function of
 * handlers/jobs/jobs.def; a rollback takes the promise back.
 */
#ifndef CORE_DOMAIN_JOB_H
#define CORE_DOMAIN_JOB_H

#include <stdint.h>

struct db;

/*
 * Promise one, on the shard of its subject.  `payload` is JSON, "{}" when the subject says
 * everything; `delay` in seconds from now by the database's clock.  Inside a transaction on that shard.
 */
void job_promise(struct db *, const char *kind, int64_t subject, const char *payload, int64_t delay);

#endif
