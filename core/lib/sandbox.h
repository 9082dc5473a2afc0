/*
 * sandbox.h: run a program that reads what strangers sent.
 *
 * It gets an empty environment, one directory, no network, no second process, and little
 * time and memory.  Whatever a picture talks it into, it can only spoil its own output:
 *	seccomp		system calls of a list, everything else is EPERM: no sockets, no fork
 *	Landlock	writes beneath its directory only, reads there and where programs
 *			and libraries are (kernels without it: the other walls remain)
 *	rlimits		processor time, address space, size of a file, files, threads
 *	and it dies with its parent, or when the time on the wall is over
 */
#ifndef CORE_LIB_SANDBOX_H
#define CORE_LIB_SANDBOX_H

#include <stdint.h>

#include "core/lib/arena.h"

struct sandbox {
	const char		*program;	/* absolute */
	const char *const	*args;		/* argv with the program's name, NULL at the end */
	const char *const	*env;		/* "NAME=value", all of it; NULL at the end */
	const char		*dir;		/* where it works, reads and writes; absolute */
	int			 seconds;	/* of processor time */
	int			 wall_ms;	/* until it is killed */
	int64_t			 memory;	/* bytes of address space */
	int64_t			 file;		/* bytes of the largest file it may write */
};

enum sandbox_end {
	SANDBOX_DONE,		/* it ended with status 0 */
	SANDBOX_FAILED,		/* it ended with another status */
	SANDBOX_STOPPED,	/* it was killed: a limit, the time, or a signal */
	SANDBOX_MISSING		/* it could not be started: nothing is known about its input */
};

/*
 * Run it and wait.  *said is one line for the log: how it ended and the last
 * thing it wrote to standard error, without control characters.
 */
enum sandbox_end sandbox_run(struct arena *, const struct sandbox *, const char **said);

#endif
