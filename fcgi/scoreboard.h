/*
 * scoreboard.h: what every worker of a pool is doing, in memory that all can see.
 *
 * One board a pool, made by its master, mapped by its workers, and read by
 * `marquee status` and the metrics program through the file <run>/<program>.board.
 * The file lies in memory, never on a disk: a page that is being written back makes the
 * next writer wait for the disk.
 *
 * A slot has one writer at a time: the worker, except that the master may condemn it.
 * Its word holds the state and the number of the turn, so that a sentence meant
 * for one request can never hit the next.
 */
#ifndef FCGI_SCOREBOARD_H
#define FCGI_SCOREBOARD_H

#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "core/lib/metric.h"

#define BOARD_SLOTS	256	/* two generations live side by side while a reload lasts */

enum slot_state {
	SLOT_FREE,
	SLOT_STARTING,		/* forked, not ready yet */
	SLOT_IDLE,
	SLOT_BUSY,
	SLOT_CONDEMNED,		/* over the hard deadline: waits for SIGKILL */
	SLOT_LEAVING,		/* drained or retired, about to exit */
	SLOT_STATES
};

struct slot {
	alignas(64)
	_Atomic uint64_t	 word;		/* turn << 3 | state */
	_Atomic int64_t		 since_ms;	/* clock_ms() when this state began */
	_Atomic int64_t		 limit_ms;	/* hard deadline of this turn, counted from since_ms; 0: the pool's */
	_Atomic int64_t		 born_ms;
	_Atomic int64_t		 served;
	_Atomic int64_t		 memory;	/* private bytes, when last looked */
	_Atomic int64_t		 told_ms;	/* when the master asked it to leave; 0: it did not */
	_Atomic int32_t		 pid;
	_Atomic int32_t		 generation;
	/* For people: what it serves, or served last. May be half written when read; always ends with NUL. */
	char			 route[64];
	char			 request[40];
};

struct board {
	uint32_t		 magic, layout;	/* first and for ever: what follows depends on them */
	char			 program[32];
	char			 run[108];	/* the directory it is in */
	_Atomic int32_t		 master;	/* pid; 0: it went in peace */
	_Atomic int32_t		 workers;	/* how many there should be */
	_Atomic int64_t		 generation;	/* 1, and one more with each reload */
	_Atomic int64_t		 started_at;	/* unix seconds */
	_Atomic int64_t		 reloaded_at;	/* of the generation that serves */
	_Atomic int64_t		 seen_ms;	/* clock_ms() of the master's last round */
	_Atomic bool		 braked;	/* too many crashes: replacing them slowly */
	_Atomic bool		 refused;	/* the last reload failed: an older generation serves */
	struct slot		 slots[BOARD_SLOTS];
	struct metric_table	 metrics;
};

/* --- the board ------------------------------------------------------------------- */

/*
 * A new board in the directory `run`, which the group may read, in place of one that a dead
 * master left there; *fd keeps it open for the next generation.  NULL: errno says why.
 */
struct board *board_new(const char *run, const char *program, gid_t group, int *fd);

/* <run>/<program>.board */
void board_path(char *path, size_t size, const char *run, const char *program);

/* The board of the generation before, by its descriptor; NULL when it is of another layout. */
struct board *board_adopt(int fd);

/* Look at a running pool's board. NULL: errno; EPROTO means another layout. */
const struct board *board_read(const char *path);
void board_done(const struct board *);

/* All boards in a directory that can be read, by name; how many. The caller is done with each. */
size_t boards_read(const char *run, const struct board **, size_t max);

/* Workers that can take a request, or are at one. */
int board_ready(const struct board *);

/* Take the file away. */
void board_remove(const char *path);

/* True while the master that made it lives and makes its rounds. */
bool board_alive(const struct board *);

/* --- a slot, by its worker --------------------------------------------------------- */

enum slot_state slot_state(const struct slot *);
const char *slot_state_name(enum slot_state);

/* A new turn; what it is about is not known yet. */
void slot_busy(struct slot *, int64_t now_ms, int64_t limit_ms);
void slot_about(struct slot *, const char *route, const char *request);	/* NULL: leave as it is */

/* The turn is over.  False: the master condemned it meanwhile, so do nothing but wait. */
bool slot_idle(struct slot *, int64_t now_ms);
void slot_leave(struct slot *, int64_t now_ms);

/* --- and by the master ----------------------------------------------------------------- */

struct slot *board_free_slot(struct board *);		/* NULL: none */
void slot_start(struct slot *, int generation, int64_t now_ms);
void slot_clear(struct slot *);

/* How long the turn is over its deadline, in ms; < 0: not yet, or it has none (`pool_ms` 0), or is idle. */
int64_t slot_overdue(const struct slot *, int64_t now_ms, int64_t pool_ms, uint64_t *word);

/* Condemn the turn that `word` was read from. False: it ended meanwhile. */
bool slot_condemn(struct slot *, uint64_t word);

#endif
