/*
 * search_feed.h: tell searchd what changed in the listing, and make an index anew.
 *
 * searchd loses documents when two processes write to it, so whoever writes holds a lock
 * on a file of this machine, which the kernel lets go when the process ends.  What changed
 * waits in the table search_queue until searchd has taken it, so a searchd that is
 * down costs time and nothing else.
 *
 * There are two indexes of one shape.  One answers; when somebody asks for a new one
 * (search_ask), the other is emptied, filled from the listing batch by batch between the rounds of
 * changes, which meanwhile go to both, and then turned to.  A writer that dies half way
 * is followed by one that goes on where it stopped.
 */
#ifndef CORE_FLOWS_SEARCH_FEED_H
#define CORE_FLOWS_SEARCH_FEED_H

#include "core/lib/arena.h"
#include "core/lib/db.h"
#include "core/lib/sphinxql.h"

/*
 * Become the one writer: a descriptor that keeps the lock until it is closed, or -1
 * when another process has it (or `run` cannot be written to, which errno then says).
 */
int search_feed_lock(const char *run);

enum search_round {
	SEARCH_IDLE,		/* nothing waits */
	SEARCH_WORKED,		/* something was told; there may be more */
	SEARCH_AWAY,		/* searchd did not take it: try again later */
	SEARCH_BUSY		/* a database failed */
};

/*
 * One round, by the holder of the lock: some changes, and a batch of an index that is being made
 * anew.
 */
enum search_round search_feed(struct db *, struct sphinxql *, struct arena *);

/*
 * Now and then, by the holder of the lock: pack the index that answers, where changes have
 * piled up in memory and in small chunks.
 */
enum search_round search_feed_pack(struct db *, struct sphinxql *, struct arena *);

/* How many documents an index has; -1 when searchd does not say. */
int64_t search_documents(struct sphinxql *, struct arena *, const char *index);

#endif
