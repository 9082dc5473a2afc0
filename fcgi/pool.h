/*
 * pool.h: the supervisor: start, watch, replace, drain workers.
 *
 * The master opens the socket and forks; it touches no request.  What happens to it:
 *	TERM, INT, QUIT	workers finish what they are at, then it ends; KILL for who takes longer than `grace_ms`
 *	HUP		it rehearses its own program in a child, and if that goes well executes it in its own
 *			place, socket and children kept.  The new generation must get ready, then the
 *			old one drains.  If any of that fails, the old one goes on serving.
 *	its death	workers finish what they are at, then leave
 * and to a worker:
 *	death		replaced: at once if it had worked, else after 100 ms, 200, … 5 s
 *	ten crashes in a minute		the brake: an alarm in the log, and replacements a second late
 *	hard deadline	killed, and the log says in what
 * POOL.md's measurements are why it is the way it is: the descriptor is never closed
 * over a reload, the lock is fcntl's because workers inherit the others, and a turn
 * is condemned before its worker is killed.
 */
#ifndef FCGI_POOL_H
#define FCGI_POOL_H

#include <stdbool.h>
#include <stdint.h>

struct pool {
	const char	*name;		/* "public": <run>/public.sock, .lock, .board */
	const char	*run;		/* directory for them */
	bool		 listens;	/* false: it has no socket (marquee-jobs) */
	int		 workers;	/* 1 to POOL_WORKERS_MAX */
	int		 backlog;

	/* When started as root, workers become this user; the socket belongs to the group. "": stay who we are. */
	const char	*user;
	const char	*group;

	int64_t		 soft_ms;	/* a request that lasts longer is told so by worker_late(); 0: never */
	int64_t		 hard_ms;	/* … and is killed; soft < hard < nginx's fastcgi_read_timeout; 0: never */
	int64_t		 grace_ms;	/* from TERM to KILL */
	int64_t		 start_ms;	/* from fork to ready */
	int64_t		 retire_after;	/* requests, give or take a tenth; 0: never */
	int64_t		 retire_bytes;	/* private memory; 0: never */

	char *const	*argv;		/* how this program was started, and will be at HUP */

	/*
	 * In a worker, after fork, with its rights dropped: connect, check; NULL, or a sentence why it
	 * cannot.  `proving`: this generation serves only if it can; later its workers are replaced
	 * whatever has changed around it (tables, say, for the next).  Then `work` until worker_more() is false; `listener` is -1 for a pool without socket.
	 */
	const char	*(*get_ready)(void *what, bool proving);
	void		(*work)(void *what, int listener);
	void		*what;
};

#define POOL_WORKERS_MAX	100

/*
 * Be the master until the pool is told to end, or, in a rehearsal, get ready as a worker
 * would.  Returns main()'s exit status.
 */
int pool_run(const struct pool *);

/*
 * This program cannot even begin, for the reason `why`.  Executed by a master of the generation
 * before, keep that generation serving, until the next HUP; `name` and `run` may be unknown
 * then.  Otherwise just say why.  Returns main()'s exit status.
 */
int pool_refuse(const struct pool *, const char *why);

#endif
