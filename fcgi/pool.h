/*
 * pool.h: the supervisor: start, watch, replace, drain workers.
 *
 * The master opens the socket and forks; it touches no request.  What happens to it:
 *	TERM, INT, QUIT	workers finish what they are at, then it ends; KILL for who takes longer than `grace_ms`
 *	HUP		it rehearses its own program in a child, and if that goes well executes it in its own
 *			place, socket and children kept.  The new generation must get ready, then the
 *			old one drains.  If any of that fails, the old one goes on serving.
 *	its death	workers get TERM
 * and to a worker:
 *	death		replaced: at once if it had worked, else after 100 ms, 200, … 5 s
 *	ten crashes in a minute		the brake: an alarm in the log, one replacement a second and slot
 *	hard deadline	killed, and the log says in what
 * POOL.md's measurements are why it is the way it is: the descriptor is never closed
 * over a reload, the lock is fcntl's because workers inherit the others, and a turn
 * is condemned before it is killed.
 */
#ifndef FCGI_POOL_H
#define FCGI_POOL_H

#include <stdbool.h>
#include <stdint.h>

struct pool {
	const char	*name;		/* "public": <run>/public.sock, .lock, .board */
	const char	*run;		/* directory for them */
	bool		 listens;	/* false: it has no socket (marquee-jobs) */
	int		 workers;
	int		 backlog;

	/* When started as root, workers become this user; the socket belongs to the group. NULL: stay who we are. */
	const char	*user;
	const char	*group;

	int64_t		 soft_ms;	/* a request that lasts longer is told so by worker_late() */
	int64_t		 hard_ms;	/* … and is killed; soft < hard < nginx's fastcgi_read_timeout */
	int64_t		 slow_ms;	/* … and is logged as slow */
	int64_t		 grace_ms;	/* from TERM to KILL */
	int64_t		 retire_after;	/* requests, give or take a tenth; 0: never */
	int64_t		 retire_bytes;	/* private memory; 0: never */

	char *const	*argv;		/* how this program was started, argv[0] as it should be found again */

	/*
	 * What a worker does, after fork and with its rights dropped.  `get_ready` says what is missing in *why
	 * and returns false, or leaves nothing to be done but to wait; then `work` does until worker_more()
	 * is false.  `listener` is -1 for a pool without socket.
	 */
	bool		(*get_ready)(void *what, const char **why);
	void		(*work)(void *what, int listener);
	void		*what;
};

/* Be the master until the pool is told to end; returns main()'s exit status. */
int pool_run(const struct pool *);

/*
 * When this program has been executed by a master of the generation before and cannot even
 * begin (a bad configuration), keep the old generation serving, with `error` in the log, until
 * the next HUP.  Does nothing if there is none.  Returns main()'s exit status.
 */
int pool_keep(const struct pool *, const char *error);

/* True in a rehearsal: get ready as a worker would, say why not, and exit. */
bool pool_rehearses(void);
int pool_rehearse(const struct pool *);

#endif
