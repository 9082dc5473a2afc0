/*
 * breaker.h: leave a server alone that is gone, so that nobody waits for it in vain.
 *
 * After a miss nobody tries for 1 s, then 2, 4, at most 8.  When the time is up one process gets
 * its turn and finds out for all: breakers may lie in memory that processes share (lib/shard.c).
 * All zeros is a breaker of a server that is well.
 */
#ifndef CORE_LIB_BREAKER_H
#define CORE_LIB_BREAKER_H

#include <stdbool.h>
#include <stdint.h>

struct breaker {
	int64_t		 until;		/* clock_ms() before which nobody tries; 0: all is well */
	int32_t		 misses;	/* in a row */
};

/* True when the server is to be left alone; false also for the one whose turn it is to find out. */
bool breaker_is_open(struct breaker *);

/* It could not be reached, or did not answer. */
void breaker_miss(struct breaker *);

/* It answered. */
void breaker_hit(struct breaker *);

#endif
