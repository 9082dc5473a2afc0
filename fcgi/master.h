/*
 * master.h: what the files of the supervisor share.  For pool.c and generation.c alone.
 */
#ifndef FCGI_MASTER_H
#define FCGI_MASTER_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "fcgi/listener.h"
#include "fcgi/pool.h"
#include "fcgi/rights.h"
#include "fcgi/scoreboard.h"

#define BRAKE_CRASHES	10
#define EXIT_UNREADY	69	/* EX_UNAVAILABLE: a worker whose get_ready() failed */
#define EXIT_CONFIG	78	/* EX_CONFIG: the program cannot even begin */

enum phase {
	PROVING,	/* the new generation is not ready yet */
	SERVING,
	ENDING,		/* told to end: everybody drains */
	ENDED
};

/* A place that must be manned. */
struct post {
	struct slot	*slot;		/* who is there; NULL: nobody */
	int64_t		 not_before_ms;	/* when it may be manned again */
	int64_t		 delay_ms;	/* doubles with each early death */
};

struct master {
	const struct pool *pool;
	struct rights	 rights;
	sigset_t	 signals;	/* what it waits for; blocked */
	int64_t		 now;		/* clock_ms() of this round */

	int		 lock;
	int		 listener;	/* -1: none */
	bool		 activated;	/* the socket is systemd's */
	struct path_id	 socket_id;
	int		 board_fd;
	struct board	*board;

	enum phase	 phase;
	int		 generation;	/* of the workers this master makes */
	int64_t		 proving_since;
	int		 failures;	/* early deaths while proving */
	bool		 holding;	/* this program cannot make workers: only keep those that are */
	bool		 reload_wanted;
	pid_t		 rehearsal;	/* 0: none */
	int64_t		 rehearsal_since;

	struct post	 posts[BOARD_SLOTS];
	int		 posts_n;
	pid_t		 strays[BOARD_SLOTS];	/* children of a generation with another kind of board */
	int		 strays_n;
	int64_t		 strays_told_ms;

	int64_t		 crashes[BRAKE_CRASHES];	/* a ring of times */
	int		 crashes_next;
	int64_t		 watchdog_ms, watched_ms;
};

/* pool.c */
int master_run(struct master *);
void slot_tell(struct master *, struct slot *);	/* ask it to leave; KILL follows after the grace */

/* generation.c */
void generation_step(struct master *);		/* once a round: is the new one ready, is a reload wanted */
void rehearsal_ended(struct master *, int status);
void stray_bury(struct master *, pid_t);
void end_begin(struct master *, int signo);

#endif
