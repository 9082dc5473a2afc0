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
 * TERM is blocked in a worker and let in only while it waits, so nothing else is ever
 * interrupted.  A child that a worker starts inherits that mask, and INT, HUP and QUIT
 * ignored: it calls worker_child() before exec.
 */
#ifndef FCGI_WORKER_H
#define FCGI_WORKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct pool;
struct rights;
struct slot;

/* --- for a program's work function -------------------------------------------------- */

/* False: leave now. The pool drains, or this worker has done or grown enough. */
bool worker_more(void);

/* Nothing to do: sleep so long, or until TERM. */
void worker_wait(int64_t ms);

/*
 * One piece of work begins and ends.  After `limit_ms` the master kills the worker; 0 means the
 * pool's hard deadline.  `what` and `id` are what its log will say this worker was at.
 * worker_end() does not return when the master has condemned the worker meanwhile.
 */
void worker_begin(const char *what, const char *id, int64_t limit_ms);
void worker_end(void);

/* It turned out what this piece of work is about; NULL: as it was. */
void worker_about(const char *what, const char *id);

/* True past the soft deadline: begin nothing that takes long, answer what there is. */
bool worker_late(void);

/* Milliseconds left to the soft deadline, at least 1; an hour outside a worker. */
int64_t worker_time_left(void);

/* In a child, between fork and exec: signals as a program expects them; dies with this worker. */
void worker_child(void);

/* --- requests ------------------------------------------------------------------------- */

/* A request on its way in and its reply on its way out. */
struct wire;

/* "NAME=value", NULL at the end; and one of them, or NULL.  They are gone after wire_finish(). */
char *const *wire_params(const struct wire *);
const char *wire_param(const struct wire *, const char *name);

/* Up to n bytes of the body; 0 at its end, -1 when the peer is lost. The argument is a struct wire. */
ssize_t wire_read(void *wire, void *to, size_t n);

/* Bytes of the reply, headers first as CGI has them. False: the peer is gone, or the reply finished. */
bool wire_write(struct wire *, const void *from, size_t n);

/* The reply is complete: send it and let the browser go. False: it did not arrive. Done twice, nothing happens. */
bool wire_finish(struct wire *);

/*
 * Accept and serve until there is no more to do.  The listening socket is non-blocking.  `serve` may
 * go on working after wire_finish(); the turn ends when it returns.
 */
void worker_loop(int listener, void (*serve)(void *what, struct wire *), void *what);

/* --- for pool.c ----------------------------------------------------------------------- */

/*
 * In a newborn child: be a worker, with the rights of one (NULL: those it was born with) and
 * this slot.  Exits if it cannot.
 */
void worker_become(const struct pool *, const struct rights *, struct slot *, pid_t master);

/* Ready: the slot says idle. */
void worker_ready(void);

/* The last thing a worker does. */
void worker_leave(void) __attribute__((noreturn));

/* Private memory of this process in bytes, 0 if unknown. */
int64_t worker_memory(void);

#endif
