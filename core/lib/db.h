/*
 * db.h: the databases, by statements that have a number.
 *
 * A handler never calls what is here for a question: sql/mkqueries turns each
 * named statement of sql/<noun>.sql into a function q_<name>(db, ...).  What is here are
 * transactions and failure.
 *
 * Failure is sticky: after the first one every statement does nothing and answers
 * nothing (NULL, 0, no rows) until db_use_arena() begins the next request, so it
 * is looked at once, where something is about to be shown or decided.  Where a
 * zero would be acted upon, ask db_failed() first.
 *
 * One struct db belongs to one process and is made after fork.  Connections are
 * made when first needed and kept: one to each of directory, listing, hub, and
 * the shards of each server.  A lost connection is made anew outside a
 * transaction only, and a read, or a statement that carries a request key, is
 * then sent once more.  A server that cannot be reached is left alone for a while
 * (1 s, doubling to 8 s), during which every statement on it fails at once.
 */
#ifndef CORE_LIB_DB_H
#define CORE_LIB_DB_H

#include "core/lib/arena.h"
#include "core/lib/row.h"
#include "core/lib/shard.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct db;

/*
 * Parameters of generated functions. What is absent is sent as NULL: an id or time of 0, a
 * text or bytes of NULL.
 */
struct bytes {
	const void	*data;
	size_t		 len;
};
struct ids {
	const int64_t	*at;
	size_t		 n;	/* at most IDS_MAX; none at all finds nothing */
};
#define IDS_MAX	256

/* --- life ---------------------------------------------------------------- */

struct statement;

struct db_setup {
	const struct places	*places;
	const char		*user;		/* "marquee_public" */
	const char		*password;	/* "" when the server knows us by our socket */
	const struct statement	*statements;	/* generated: sql/statements.h */
	size_t			 n_statements;
	double			 patience;	/* seconds one statement may take; 0 means 2 */
};

/* A new db that has not connected to anything yet.  What setup points to must outlive it. */
struct db *db_new(const struct db_setup *);
void db_free(struct db *);

/*
 * Begin a request: rows go to this arena from now on; no failure, nothing forbidden, no
 * transaction.
 */
void db_use_arena(struct db *, struct arena *);

/*
 * Forbid writing statements (true) or allow them again. One that is called all the same
 * fails, and says so in the log.
 */
void db_readonly(struct db *, bool);

const struct places *db_places(const struct db *);

/* --- failure ------------------------------------------------------------- */

/* True once anything failed in this request. */
bool db_failed(const struct db *);

/*
 * What failed first, for logs and for `marquee`: "db1: 2006 server has gone away"; "" if
 * nothing.
 */
const char *db_failure(const struct db *);

/*
 * Forget the failure: only for who can go on without the place that failed (a page that
 * leaves out a part).
 */
void db_forgive(struct db *);

/* True when the last writing statement marked `claims` met a row that is already there. */
bool db_taken(const struct db *);

/* --- transactions -------------------------------------------------------- */

/* The three ends of a transaction. */
enum db_end {
	DB_DONE,	/* it is stored */
	DB_UNDONE,	/* nothing is stored */
	DB_UNKNOWN	/* the connection broke during COMMIT: settle it by the request key */
};

/*
 * Begin a transaction on a place.  Until it ends, statements on that place belong
 * to it; reading another place is allowed, writing there aborts.  The server hears of it with the
 * first statement.  Transactions do not nest.  READ COMMITTED.
 */
void db_begin(struct db *, int place);

/*
 * End it: stores, unless anything failed in it. DB_UNKNOWN and DB_UNDONE by failure leave
 * db_failed() true.
 */
enum db_end db_commit(struct db *);
void db_rollback(struct db *);

/*
 * Run fn(db, what) in a transaction of its own on `place`, and all of it again after
 * a deadlock, a lock waited for too long, or an id that was drawn twice: at most 5
 * times in 2 s.  So fn may run several times: it draws its ids itself and changes
 * nothing that it would mind finding changed.  fn returns false to roll back on purpose.
 *
 * A procedure (:call) has its own transaction; if fn calls one, that is all it does.
 *
 * True when fn ran to its end and what it decided is certain: stored if fn
 * returned true, nothing stored if it returned false.  False after a failure,
 * which db_failed() then shows too.  When COMMIT's answer was lost and fn had run a
 * statement marked `keyed`, fn is run again, and meets its request key (db_taken) if
 * the first time was stored after all; without such a statement the answer is
 * false, and db_unknown() says that it may have been stored.
 */
bool db_try(struct db *, int place, bool (*fn)(struct db *, void *), void *what);

/* True when a COMMIT of this request has no known end. */
bool db_unknown(const struct db *);

/* --- health and numbers -------------------------------------------------- */

/* True when the place answers now.  Does not touch the request's failure. */
bool db_ping(struct db *, int place);

/* Close what is open, for who waits long: nothing is lost, the next statement connects. */
void db_hang_up(struct db *);

/* Since db_use_arena(). */
struct db_count {
	unsigned	statements;	/* sent, retries included */
	unsigned	rows;
	unsigned	prepared;	/* of them prepared first */
	unsigned	connected;
	unsigned	retried;
	int64_t		us;		/* microseconds spent waiting for databases */
};
const struct db_count *db_count(const struct db *);

/* --- what generated code calls ------------------------------------------- */

enum statement_flag {
	ST_WRITES	= 1,	/* anything but a plain SELECT */
	ST_CALL		= 2,	/* a procedure: has its own transaction */
	ST_KEYED	= 4,	/* carries a request key: may be sent again */
	ST_CLAIMS	= 8,	/* a duplicate key is an answer, not a failure */
};

/*
 * One text to prepare. A statement with optional blocks or a list has several, next to each
 * other.
 */
struct statement {
	const char	*name;		/* "event_head" */
	const char	*source;	/* "sql/event.sql:14" */
	const char	*place;		/* "shard", "directory", "listing", "hub" */
	/* of its parameters: k id, i int, b bool, d real, s text, x bytes, t time, l ids */
	const char	*types;
	/* parameter of each question mark or list: a-z A-Z 0-9; '?' is an OUT */
	const char	*order;
	const char	*text;
	unsigned	 flags;
	unsigned	 list;		/* question marks of each list */
};

/* A statement is its number in setup->statements; arguments follow as its types say. */
struct row *db_row(struct db *, int place, int statement, ...);
struct rows db_rows(struct db *, int place, int statement, ...);
int64_t db_id(struct db *, int place, int statement, ...);
int64_t db_exec(struct db *, int place, int statement, ...);
struct row *db_call(struct db *, int place, int statement, ...);

/*
 * The place of a row: the shard in the bits of its id, PLACE_NONE for an id of 0, which
 * finds nothing.
 */
int db_place(int64_t id);

/*
 * Which of the texts for lists fits n ids: 0 for 1, 1 for up to 4, then 16, 64, 256. Aborts
 * above IDS_MAX.
 */
int db_list_step(size_t n);

/* --- text, for two callers ----------------------------------------------- */

/*
 * A connection that takes text: for lib/sphinxql.c, because searchd cannot prepare,
 * and for `marquee migrate`.  A test refuses any other caller.
 */
struct db_link;

struct db_link_setup {
	const char	*address;	/* unix socket or host:port */
	const char	*user, *password;	/* NULL for searchd */
	const char	*database;	/* NULL for none */
	const char	*hello;		/* sent after connecting; NULL for nothing */
	double		 patience;	/* seconds to wait for one answer; 0 means for ever */
};

struct db_link *db_link_new(const struct db_link_setup *);
void db_link_free(struct db_link *);

/* Drop the connection; the next text connects again. */
void db_link_close(struct db_link *);

/*
 * Send one text, connecting first if need be (never again by itself in mid-way: what a lost
 * connection did is the caller's business), and read every result set it answers, at most
 * `max`, into sets[]. Returns how many, 0 for a statement without rows, -1 for an error,
 * which db_link_error() then tells.
 */
int db_link_ask(struct db_link *, struct arena *, const char *sql, size_t len, struct rows *sets,
    int max);

/* The last error: its number (0 for none) and its words. */
unsigned db_link_errno(const struct db_link *);
const char *db_link_error(const struct db_link *);

/* Rows inserted, changed or deleted by the last text. */
int64_t db_link_changed(const struct db_link *);

#endif
