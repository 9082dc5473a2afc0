/*
 * worker.h: what a worker does between two looks at its slot.
 *
 * worker_loop() is the accept loop, the only user of libfcgi.  A program that takes its
 * work from elsewhere (marquee-jobs) gives struct program a `work` function, which has the
 * same life:
 *
 *	while (worker_more()) {
 *		if (!lease_one(db, &job)) {
 *			worker_wait(500);
 *			continue;
 *		}
 *		worker_begin(job.kind, id_text(arena, job.id), job.lease_ms);
 *		run(&job);
 *		worker_end();
 *	}
 *
 * TERM is blocked in a worker and let in only by worker_wait(); nothing else is ever
 * interrupted.  A child that a worker starts inherits that mask and must clear it
 * before exec (sigprocmask), and ask for PR_SET_PDEATHSIG itself.
 */
#ifndef FCGI_WORKER_H
#define FCGI_WORKER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct pool;
struct slot;
struct tools;

/* --- for a program's work function -------------------------------------------------- */

/* False: leave now. The pool drains, or this worker has done or grown enough. */
bool worker_more(void);

/* Nothing to do: sleep so long, or until TERM. */
void worker_wait(int64_t ms);

/*
 * One piece of work begins and ends.  After `limit_ms` the master kills the worker; 0 means the
 * pool's hard deadline.  `what` and `id` are what its log will say this worker was at.
 */
void worker_begin(const char *what, const char *id, int64_t limit_ms);
void worker_end(void);

/* True past the soft deadline: begin nothing that takes long, answer what there is. */
bool worker_late(void);

/* Milliseconds left to the soft deadline of this piece of work; at least 1. Outside a worker: an hour. */
int64_t worker_time_left(void);

/* --- for pool.c and main.c ------------------------------------------------------------- */

/* In a newborn child: be a worker with this slot.  Drops what a worker must not have; exits if it cannot. */
void worker_become(const struct pool *, struct slot *, pid_t master);

/* Accept and serve until there is no more to do.  The listening socket is non-blocking. */
void worker_loop(struct tools *, int listener);

/* Private memory of this process in bytes, 0 if unknown. */
int64_t worker_memory(void);

#endif
