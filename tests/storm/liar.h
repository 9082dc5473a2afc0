/*
 * liar.h: a process between a program and its database server that spoils one statement: answers it with
 * an error, before it was done or after, or hangs up, before or after.
 *
 * It counts what the program sends (statements executed, and BEGIN, COMMIT, ROLLBACK), from 1, over all of
 * its connections, and spoils the nth, once.
 */
#ifndef TESTS_STORM_LIAR_H
#define TESTS_STORM_LIAR_H

#include <sys/types.h>

enum lie {
	LIE_BEFORE,	/* an error; the server never heard of the statement */
	LIE_AFTER,	/* an error; but the server did it, as part of its transaction */
	CUT_BEFORE,	/* hung up; the server never heard of it */
	CUT_AFTER	/* hung up; the server did it */
};

struct liar {
	pid_t	 pid;
	int	*heard;		/* how many it has counted; shared */
	char	 path[64];
};

struct liar liar_start(enum lie, int nth, unsigned error);

/* How many statements it has heard: it never came to the lie when that is fewer than nth. */
int liar_stop(struct liar *);

#endif
