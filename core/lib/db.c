/* db.c: the only user of Connector/C; see db.h. */
#include "core/lib/db.h"
#include "core/lib/breaker.h"
#include "core/lib/civil.h"
#include "core/lib/clock.h"
#include "core/lib/id.h"
#include "core/lib/log.h"
#include "core/lib/row_make.h"

#include <mysql.h>
#include <mysqld_error.h>
#include <errmsg.h>

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PATIENCE	2.0	/* seconds a statement may take, unless setup says otherwise */
#define SLOW_MS		500	/* a statement that took longer is logged */
#define TRY_MAX		5	/* how often db_try() runs its function */
#define TRY_MS		2000	/* and for how long */

/* A link of the hub's was lost, and is made anew when asked again. */
#define SPIDER_SERVER_GONE	12701

#define ARGUMENTS_MAX	62	/* parameters of one statement; mkqueries refuses more */

/* One column's value on its way from the server. */
struct cell {
	union {
		int64_t	 integer;
		double	 real;
	};
	unsigned long	 length;
	my_bool		 null, cut;
	char		 nowhere;	/* where the first 0 bytes of a text go */
};

/* A statement prepared on one connection; it dies with it. */
struct prepared {
	MYSQL_STMT		*stmt;
	const struct columns	*columns;	/* NULL while it has answered no rows */
	MYSQL_BIND		*binds;		/* one block of memory with cells */
	struct cell		*cells;
};

/* What is known after a failure about doing the whole again. */
enum again {
	AGAIN_NO,	/* it would fail again */
	AGAIN_UNDONE,	/* nothing was stored, and another try may do better */
	AGAIN_LOST	/* the same, unless a COMMIT or a procedure was under way */
};

/* What a connection is for: the places of one server that share a database. */
enum side { SIDE_SHARD, SIDE_DIRECTORY, SIDE_LISTING, SIDE_HUB, SIDES };

struct link {
	MYSQL			*mysql;		/* NULL while not connected */
	size_t			 server;
	enum side		 side;
	struct prepared		*prepared;	/* by number of statement */
};

/* One parameter, as Connector/C wants it. */
struct argument {
	MYSQL_BIND	 bind;
	unsigned long	 length;
	union {
		int64_t		 integer;
		double		 real;
		MYSQL_TIME	 time;
	};
	struct ids	 list;
};

struct db {
	struct db_setup		 setup;
	struct arena		*arena;		/* the request's */
	struct arena		*memory;	/* ours, for as long as we live */
	struct link		*links;		/* servers x sides */
	/* By number of statement; rows point at them, so they outlive connections. */
	const struct columns	**columns;
	struct argument		 arguments[ARGUMENTS_MAX];
	MYSQL_BIND		 marks[ARGUMENTS_MAX + IDS_MAX];

	bool			 readonly;
	bool			 failed;
	bool			 taken;
	bool			 unknown;
	/* Whether another try may do better than this failure */
	enum again		 again;
	char			 failure[256];

	struct {
		bool		 open;		/* between db_begin() and its end */
		bool		 begun;		/* the server knows */
		bool		 keyed;		/* a statement with a request key ran in it */
		bool		 called;	/* a procedure without one did */
		int		 place;
		struct link	*link;
	} tx;
	struct db_count		 count;
};

/* What run() is to bring back. */
struct answer {
	struct rows	 rows;
	size_t		 wanted;	/* rows beyond this are thrown away */
	size_t		 room;		/* of rows.at */
	int64_t		 matched;	/* rows an INSERT, UPDATE or DELETE found */
};

/* --- time ---------------------------------------------------------------- */

static int64_t
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void
sleep_ms(int64_t ms)
{
	struct timespec t = { ms / 1000, ms % 1000 * 1000000 };

	nanosleep(&t, NULL);
}

/* --- failure ------------------------------------------------------------- */

static void __attribute__((format(printf, 3, 4)))
fail(struct db *db, enum again again, const char *fmt, ...)
{
	va_list args;

	if (db->failed)
		return;
	db->failed = true;
	db->again = again;
	va_start(args, fmt);
	vsnprintf(db->failure, sizeof(db->failure), fmt, args);
	va_end(args);
}

static _Noreturn void
mistake(const char *sentence, const struct statement *s)
{
	log_line(LOG_ERROR, sentence, LOG_TEXT("statement", s->name), LOG_TEXT("source", s->source),
	    LOG_END);
	abort();
}

bool
db_failed(const struct db *db)
{
	return db->failed;
}

const char *
db_failure(const struct db *db)
{
	return db->failed ? db->failure : "";
}

void
db_forgive(struct db *db)
{
	assert(!db->tx.open);
	db->failed = false;
	db->again = AGAIN_NO;
}

bool
db_taken(const struct db *db)
{
	return db->taken;
}

bool
db_unknown(const struct db *db)
{
	return db->unknown;
}

/* The connection is of no more use: lost, killed, or out of step with the server. */
static bool
is_lost(unsigned error)
{
	return error == CR_SERVER_GONE_ERROR || error == CR_SERVER_LOST ||
	    error == CR_COMMANDS_OUT_OF_SYNC || error == CR_NEW_STMT_METADATA ||
	    error == CR_SERVER_LOST_EXTENDED || error == CR_MALFORMED_PACKET ||
	    error == ER_UNKNOWN_STMT_HANDLER || error == ER_CONNECTION_KILLED ||
	    error == ER_SERVER_SHUTDOWN || error == SPIDER_SERVER_GONE;
}

/*
 * What another try of the whole transaction may not meet: a lock, a lost connection, an id
 * drawn twice.
 */
static enum again
again_after(unsigned error, const char *words)
{
	if (error == ER_LOCK_DEADLOCK || error == ER_LOCK_WAIT_TIMEOUT ||
	    (error == ER_DUP_ENTRY && strstr(words, "for key 'PRIMARY'") != NULL))
		return AGAIN_UNDONE;
	return is_lost(error) ? AGAIN_LOST : AGAIN_NO;
}

/* --- connections --------------------------------------------------------- */

static const char *const databases[SIDES] = {
	[SIDE_SHARD] = "marquee_shard",
	[SIDE_DIRECTORY] = "marquee_directory",
	[SIDE_LISTING] = "marquee_listing",
	[SIDE_HUB] = "marquee_hub",
};

static enum side
side_of(int place)
{
	return place == PLACE_DIRECTORY ? SIDE_DIRECTORY : place == PLACE_LISTING ? SIDE_LISTING :
	    place == PLACE_HUB ? SIDE_HUB : SIDE_SHARD;
}

/* NULL when no server holds the place. */
static struct link *
link_of(struct db *db, int place)
{
	int server = place_server(db->setup.places, place);

	return server < 0 ? NULL : &db->links[(size_t)server * SIDES + side_of(place)];
}

static struct breaker *
breaker_of(struct db *db, const struct link *l)
{
	return &db->setup.places->breakers[l->server];
}

static const char *
server_name(const struct db *db, const struct link *l)
{
	return db->setup.places->servers[l->server].name;
}

static void
prepared_drop(struct prepared *p)
{
	if (p->stmt != NULL)
		mysql_stmt_close(p->stmt);
	free(p->binds);
	*p = (struct prepared){ 0 };
}

/* Statements first: mysql_close() would leave them behind, to be closed one by one. */
static void
link_close(struct db *db, struct link *l)
{
	if (l->mysql == NULL)
		return;
	for (size_t i = 0; i < db->setup.n_statements; i++)
		prepared_drop(&l->prepared[i]);
	free(l->prepared);
	l->prepared = NULL;
	mysql_close(l->mysql);
	l->mysql = NULL;
}

/* "/path" or "host:port" in the words of mysql_real_connect(). */
static bool
connect_to(MYSQL *mysql, const char *address, const char *user, const char *password,
    const char *database, unsigned long flags)
{
	const char	*colon = strrchr(address, ':');
	char		 host[256];

	if (*address == '/' || colon == NULL)
		return mysql_real_connect(mysql, "localhost", user, password, database, 0, address,
		    flags) != NULL;
	snprintf(host, sizeof(host), "%.*s", (int)(colon - address), address);
	return mysql_real_connect(mysql, host, user, password, database,
	    (unsigned)strtoul(colon + 1, NULL, 10), NULL, flags) != NULL;
}

/*
 * An unconnected handle that waits so many seconds for an answer, 0 for ever; reconnecting
 * by itself is off, as by default.
 */
static MYSQL *
handle_new(unsigned wait)
{
	MYSQL		*mysql = mysql_init(NULL);
	unsigned	 connect = 1, none = 0;

	if (mysql == NULL)
		abort();	/* no memory */
	mysql_options(mysql, MYSQL_OPT_CONNECT_TIMEOUT, &connect);
	if (wait > 0) {
		mysql_options(mysql, MYSQL_OPT_READ_TIMEOUT, &wait);
		mysql_options(mysql, MYSQL_OPT_WRITE_TIMEOUT, &wait);
	}
	mysql_options(mysql, MYSQL_OPT_LOCAL_INFILE, &none);
	mysql_options(mysql, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	return mysql;
}

/*
 * What every connection is told first.  The server gives up a statement before we
 * do, and a lock before the statement, so that each failure has its own name.
 */
static void
say_hello(const struct db *db, MYSQL *mysql)
{
	char hello[512];

	snprintf(hello, sizeof(hello), "SET SESSION "
	    "sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,"
	    "NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', check_constraint_checks = 1, "
	    "innodb_lock_wait_timeout = 1, tx_isolation = 'READ-COMMITTED', "
	    "max_statement_time = %.3f",
	    db->setup.patience);
	mysql_options(mysql, MYSQL_INIT_COMMAND, hello);
}

static MYSQL *
link_dial(struct db *db, const struct link *l)
{
	MYSQL *mysql = handle_new((unsigned)ceil(db->setup.patience) + 1);

	say_hello(db, mysql);
	if (connect_to(mysql, db->setup.places->servers[l->server].address, db->setup.user,
	    db->setup.password, databases[l->side], CLIENT_FOUND_ROWS))
		return mysql;
	fail(db, AGAIN_NO, "%s: %u %s", server_name(db, l), mysql_errno(mysql), mysql_error(mysql));
	log_line(LOG_ERROR, "cannot connect to a database", LOG_TEXT("server", server_name(db, l)),
	    LOG_TEXT("database", databases[l->side]), LOG_TEXT("reason", mysql_error(mysql)),
	    LOG_END);
	mysql_close(mysql);
	return NULL;
}

/* Connect unless connected; a server that was gone a moment ago is not even tried. */
static bool
link_open(struct db *db, struct link *l)
{
	struct breaker	*b = breaker_of(db, l);
	int64_t		 since = now_us();

	if (l->mysql != NULL)
		return true;
	if (breaker_is_open(b)) {
		fail(db, AGAIN_NO, "%s: gone, left alone for a moment", server_name(db, l));
		return false;
	}
	l->mysql = link_dial(db, l);
	db->count.us += now_us() - since;
	if (l->mysql == NULL) {
		breaker_miss(b);
		return false;
	}
	breaker_hit(b);
	db->count.connected++;
	l->prepared = calloc(db->setup.n_statements, sizeof(*l->prepared));
	if (l->prepared == NULL)
		abort();	/* no memory */
	return true;
}

/* A text of our own without rows: START TRANSACTION and its ends. */
static bool
tell(struct db *db, struct link *l, const char *words)
{
	int64_t	since = now_us();
	bool	done = mysql_real_query(l->mysql, words, strlen(words)) == 0;

	db->count.us += now_us() - since;
	return done;
}

/* --- what comes back ----------------------------------------------------- */

/* DATETIME and DECIMAL come as text: nothing is lost, and row_time() reads it. */
static enum enum_field_types
type_in_c(enum enum_field_types type)
{
	if (type == MYSQL_TYPE_DOUBLE || type == MYSQL_TYPE_FLOAT)
		return MYSQL_TYPE_DOUBLE;
	if (type == MYSQL_TYPE_TINY || type == MYSQL_TYPE_SHORT || type == MYSQL_TYPE_INT24 ||
	    type == MYSQL_TYPE_LONG || type == MYSQL_TYPE_LONGLONG || type == MYSQL_TYPE_YEAR)
		return MYSQL_TYPE_LONGLONG;
	return MYSQL_TYPE_STRING;
}

/* Make binds and cells for the fields of an answer, in one block. */
static void
prepare_cells(struct prepared *p, const MYSQL_FIELD *fields, size_t n)
{
	free(p->binds);
	p->binds = calloc(n, sizeof(MYSQL_BIND) + sizeof(struct cell));
	if (p->binds == NULL)
		abort();	/* no memory */
	p->cells = (struct cell *)(p->binds + n);
	for (size_t i = 0; i < n; i++) {
		MYSQL_BIND	*b = &p->binds[i];
		struct cell	*c = &p->cells[i];

		b->buffer_type = type_in_c(fields[i].type);
		b->buffer = b->buffer_type == MYSQL_TYPE_STRING ? (void *)&c->nowhere :
		    (void *)&c->integer;
		b->length = &c->length;
		b->is_null = &c->null;
		b->error = &c->cut;
	}
}

/*
 * Columns, binds and cells of what a statement answers now.  The columns of a
 * SELECT are kept; a procedure may answer several sets, so its die with the request.
 */
static void
prepare_answer(struct db *db, struct prepared *p, int number)
{
	const struct statement	 *s = &db->setup.statements[number];
	MYSQL_RES		 *meta = mysql_stmt_result_metadata(p->stmt);
	MYSQL_FIELD		 *fields = mysql_fetch_fields(meta);
	size_t			  n = mysql_num_fields(meta);
	const char		**names = make_array(db->arena, const char *, n);
	const struct columns	**kept = &db->columns[number];

	for (size_t i = 0; i < n; i++)
		names[i] = fields[i].name;
	if (s->flags & ST_CALL)
		p->columns = columns_make(db->arena, s->name, names, n);
	else if (*kept != NULL && columns_are(*kept, names, n))
		p->columns = *kept;
	else
		p->columns = *kept = columns_make(db->memory, s->name, names, n);
	prepare_cells(p, fields, n);
	mysql_free_result(meta);
	mysql_stmt_bind_result(p->stmt, p->binds);
}

/* A text of any length: the fetch told how long it is, now get it. */
static const char *
fetch_text(struct db *db, struct prepared *p, size_t i)
{
	char		*buffer = arena_alloc(db->arena, p->cells[i].length + 1);
	MYSQL_BIND	 bind = {
		.buffer_type = MYSQL_TYPE_STRING,
		.buffer = buffer,
		.buffer_length = p->cells[i].length + 1,
	};

	if (p->cells[i].length > 0)
		mysql_stmt_fetch_column(p->stmt, &bind, (unsigned)i, 0);
	return buffer;
}

static struct row *
fetch_row(struct db *db, struct prepared *p)
{
	struct row *row = row_make(db->arena, p->columns);

	for (size_t i = 0; i < p->columns->n; i++) {
		const struct cell	*c = &p->cells[i];
		struct value		*v = &row->at[i];

		if (c->null)
			continue;
		if (p->binds[i].buffer_type == MYSQL_TYPE_STRING) {
			v->kind = VALUE_TEXT;
			v->len = (uint32_t)c->length;
			v->text = fetch_text(db, p, i);
		} else if (p->binds[i].buffer_type == MYSQL_TYPE_DOUBLE) {
			v->kind = VALUE_REAL;
			v->real = c->real;
		} else {
			v->kind = VALUE_INT;
			v->integer = c->integer;
		}
	}
	return row;
}

static void
answer_add(struct db *db, struct answer *a, struct row *row)
{
	if (a->rows.n == a->room) {
		size_t		  room = a->room == 0 ? 8 : a->room * 2;
		struct row	**more = make_array(db->arena, struct row *, room);

		if (a->rows.n > 0)
			memcpy(more, a->rows.at, a->rows.n * sizeof(*more));
		a->rows.at = more;
		a->room = room;
	}
	a->rows.at[a->rows.n++] = row;
}

/*
 * Read all rows, so that nothing is left on the line, and keep those that are wanted.
 * Stored first: an error behind the head of the answer (RETURNING and a duplicate key, a
 * time limit) is only told by that.
 */
static bool
fetch_rows(struct db *db, struct prepared *p, struct answer *a)
{
	int rc;

	if (mysql_stmt_store_result(p->stmt) != 0)
		return false;
	while ((rc = mysql_stmt_fetch(p->stmt)) == 0 || rc == MYSQL_DATA_TRUNCATED) {
		if (a->rows.n < a->wanted)
			answer_add(db, a, fetch_row(db, p));
		db->count.rows++;
	}
	mysql_stmt_free_result(p->stmt);
	return rc == MYSQL_NO_DATA;
}

/* What a statement answers is known once it ran: RETURNING does not tell when it is prepared. */
static bool
fetch_answer(struct db *db, struct prepared *p, int number, struct answer *a)
{
	if (p->columns == NULL)
		prepare_answer(db, p, number);
	return fetch_rows(db, p, a);
}

/*
 * A procedure may answer any number of sets, and its OUT parameters as one more, the last.
 * Each needs a new mysql_stmt_bind_result(): the next fetch crashes otherwise.
 */
static bool
fetch_call(struct db *db, MYSQL *mysql, struct prepared *p, int number, struct answer *a)
{
	int rc;

	do {
		if (mysql_stmt_field_count(p->stmt) == 0)
			continue;
		prepare_answer(db, p, number);
		if (mysql->server_status & SERVER_PS_OUT_PARAMS)
			a->rows.n = 0;
		if (!fetch_rows(db, p, a))
			return false;
	} while ((rc = mysql_stmt_next_result(p->stmt)) == 0);
	return rc < 0;
}

/* --- what goes out ------------------------------------------------------- */

static MYSQL_TIME
time_in_sql(int64_t t)
{
	int64_t		 days = days_of_seconds(t), year;
	unsigned	 second = (unsigned)(t - days * DAY_SECONDS);
	int		 month, day;

	civil_from_days(days, &year, &month, &day);
	return (MYSQL_TIME){
		.time_type = MYSQL_TIMESTAMP_DATETIME,
		.year = (unsigned)year, .month = (unsigned)month, .day = (unsigned)day,
		.hour = second / 3600, .minute = second / 60 % 60, .second = second % 60,
	};
}

static void
take_value(struct argument *a, enum enum_field_types type, const void *data, size_t len)
{
	a->length = len;
	a->bind = (MYSQL_BIND){
		.buffer_type = data == NULL ? MYSQL_TYPE_NULL : type,
		.buffer = (void *)(uintptr_t)data,
		.buffer_length = len,
		.length = &a->length,
	};
}

static void
take_argument(struct argument *a, char type, va_list *args)
{
	const char	*s;
	struct bytes	 bytes;

	switch (type) {
	case 'k':	/* an id of 0 is none */
		a->integer = va_arg(*args, int64_t);
		take_value(a, MYSQL_TYPE_LONGLONG, a->integer == 0 ? NULL : &a->integer,
		    sizeof(a->integer));
		break;
	case 'i':
		a->integer = va_arg(*args, int64_t);
		take_value(a, MYSQL_TYPE_LONGLONG, &a->integer, sizeof(a->integer));
		break;
	case 'b':
		a->integer = va_arg(*args, int);
		take_value(a, MYSQL_TYPE_LONGLONG, &a->integer, sizeof(a->integer));
		break;
	case 'd':
		a->real = va_arg(*args, double);
		take_value(a, MYSQL_TYPE_DOUBLE, &a->real, sizeof(a->real));
		break;
	case 's':
		s = va_arg(*args, const char *);
		take_value(a, MYSQL_TYPE_STRING, s, s == NULL ? 0 : strlen(s));
		break;
	case 'x':
		bytes = va_arg(*args, struct bytes);
		take_value(a, MYSQL_TYPE_BLOB, bytes.data, bytes.len);
		break;
	case 't':
		a->integer = va_arg(*args, int64_t);
		if (a->integer == 0) {
			take_value(a, MYSQL_TYPE_DATETIME, NULL, 0);
			break;
		}
		a->time = time_in_sql(a->integer);
		take_value(a, MYSQL_TYPE_DATETIME, &a->time, sizeof(a->time));
		break;
	case 'l':
		a->list = va_arg(*args, struct ids);
		break;
	default:
		abort();
	}
}

static void
take_arguments(struct db *db, const struct statement *s, va_list *args)
{
	for (size_t i = 0; s->types[i] != '\0'; i++)
		take_argument(&db->arguments[i], s->types[i], args);
}

/* The question marks of a list: its ids, then the last one over and over. */
static size_t
mark_list(struct db *db, size_t at, const struct ids *list, unsigned marks)
{
	static const int64_t none = 0;

	for (unsigned i = 0; i < marks; i++)
		db->marks[at++] = (MYSQL_BIND){
			.buffer_type = MYSQL_TYPE_LONGLONG,
			.buffer = (void *)(uintptr_t)(list->n == 0 ? &none :
			    &list->at[i < list->n ? i : list->n - 1]),
		};
	return at;
}

/* Give every question mark its value.  Their letters are those of mkqueries. */
static void
mark(struct db *db, const struct statement *s)
{
	static const char letters[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
	size_t at = 0;

	for (const char *o = s->order; *o != '\0'; o++) {
		if (*o == '?') {
			db->marks[at++] = (MYSQL_BIND){ .buffer_type = MYSQL_TYPE_NULL };
			continue;
		}
		struct argument *a = &db->arguments[strchr(letters, *o) - letters];

		if (s->types[a - db->arguments] == 'l')
			at = mark_list(db, at, &a->list, s->list);
		else
			db->marks[at++] = a->bind;
	}
}

/* --- one statement ------------------------------------------------------- */

/* What went wrong in an attempt. */
struct trouble {
	unsigned	 error;		/* 0: nothing */
	char		 words[256];
};

static bool
note(struct trouble *t, unsigned error, const char *words)
{
	t->error = error == 0 ? CR_UNKNOWN_ERROR : error;
	snprintf(t->words, sizeof(t->words), "%s", words);
	return false;
}

static bool
prepare(struct db *db, struct link *l, int number, struct trouble *t)
{
	const struct statement	*s = &db->setup.statements[number];
	struct prepared		*p = &l->prepared[number];

	if (p->stmt != NULL)
		return true;
	p->stmt = mysql_stmt_init(l->mysql);
	if (p->stmt == NULL)
		abort();	/* no memory */
	if (mysql_stmt_prepare(p->stmt, s->text, strlen(s->text)) != 0) {
		note(t, mysql_stmt_errno(p->stmt), mysql_stmt_error(p->stmt));
		prepared_drop(p);
		return false;
	}
	db->count.prepared++;
	return true;
}

/* Prepare if need be, send, and read all that comes back. */
static bool
attempt(struct db *db, struct link *l, int number, struct answer *a, struct trouble *t)
{
	const struct statement	*s = &db->setup.statements[number];
	struct prepared		*p = &l->prepared[number];
	bool			 done;

	a->rows.n = 0;
	if (!prepare(db, l, number, t))
		return false;
	mark(db, s);
	db->count.statements++;
	done = mysql_stmt_bind_param(p->stmt, db->marks) == 0 && mysql_stmt_execute(p->stmt) == 0;
	if (done && (s->flags & ST_CALL))
		done = fetch_call(db, l->mysql, p, number, a);
	else if (done && mysql_stmt_field_count(p->stmt) > 0)
		done = fetch_answer(db, p, number, a);
	else if (done)
		a->matched = (int64_t)mysql_stmt_affected_rows(p->stmt);
	if (done)
		return true;
	note(t, mysql_stmt_errno(p->stmt), mysql_stmt_error(p->stmt));
	if (!is_lost(t->error))
		mysql_stmt_reset(p->stmt);	/* whatever was left on the line */
	return false;
}

/*
 * Before the first statement of a transaction the server must hear of it; procedures have
 * their own.
 */
static bool
begin_on_server(struct db *db, struct link *l, const struct statement *s, struct trouble *t)
{
	if (!db->tx.open || db->tx.link != l || db->tx.begun || (s->flags & ST_CALL))
		return true;
	if (!tell(db, l, "START TRANSACTION"))
		return note(t, mysql_errno(l->mysql), mysql_error(l->mysql));
	db->tx.begun = true;
	return true;
}

/*
 * After a lost connection: may the statement be sent again on a new one?  Not in the middle
 * of a transaction, and a writing one only if it did not arrive (2006) or carries a request key.
 */
static bool
may_send_again(const struct db *db, const struct link *l, const struct statement *s, unsigned error)
{
	if (db->tx.open && db->tx.link == l && db->tx.begun)
		return false;
	return !(s->flags & ST_WRITES) || (s->flags & ST_KEYED) || error == CR_SERVER_GONE_ERROR;
}

/*
 * A server that let us wait to the end of our patience is left alone; one that hung up is
 * tried again at once.
 */
static void
lose(struct db *db, struct link *l, int64_t waited_us)
{
	if ((double)waited_us / 1e6 > db->setup.patience)
		breaker_miss(breaker_of(db, l));
	link_close(db, l);
}

static bool
send_statement(struct db *db, struct link *l, int number, struct answer *a, struct trouble *t)
{
	const struct statement *s = &db->setup.statements[number];

	for (int tries = 1;; tries++) {
		int64_t	since = now_us();
		bool	begun;

		*t = (struct trouble){ 0 };
		if (!link_open(db, l))
			return false;
		begun = begin_on_server(db, l, s, t);
		if (begun && attempt(db, l, number, a, t))
			return true;
		if (!is_lost(t->error))
			return false;
		lose(db, l, now_us() - since);
		if (tries == 2 || (begun && !may_send_again(db, l, s, t->error)))
			return false;
		db->count.retried++;
	}
}

/* --- the rules around it ------------------------------------------------- */

/* Error words quote what was sent, which is nobody's business in a log: keep what is around it. */
static const char *
without_values(struct db *db, const char *words)
{
	const char *quote = strchr(words, '\''), *behind = NULL, *p = words;

	while ((p = strstr(p, " for ")) != NULL)
		behind = p++;
	if (quote == NULL || behind == NULL || behind < quote)
		return words;
	return text(db->arena, "%.*s'...'%s", (int)(quote - words), words, behind);
}

/* The server refused, or is gone: roll back what may be half done, and remember. */
static void
refused(struct db *db, struct link *l, const struct statement *s, const struct trouble *t)
{
	const char	*words = without_values(db, t->words);
	enum again	 again = again_after(t->error, t->words);

	if (l->mysql != NULL && ((db->tx.open && db->tx.link == l) || (s->flags & ST_CALL)))
		if (!tell(db, l, "ROLLBACK"))
			link_close(db, l);
	if (db->tx.link == l)
		db->tx.begun = false;
	log_line(again == AGAIN_NO ? LOG_ERROR : LOG_WARN, "a statement failed",
	    LOG_TEXT("statement", s->name),
	    LOG_TEXT("source", s->source), LOG_TEXT("server", server_name(db, l)),
	    LOG_NUM("error", t->error), LOG_TEXT("reason", words), LOG_END);
	fail(db, again, "%s: %s: %u %s", server_name(db, l), s->name, t->error, words);
}

/* Inside a transaction nothing is written elsewhere: it could not be undone with the rest. */
static void
check_transaction(struct db *db, const struct statement *s, int place)
{
	if (!db->tx.open)
		return;
	if (place != db->tx.place && (s->flags & ST_WRITES))
		mistake("a transaction on one place writes on another", s);
	if ((s->flags & ST_CALL) && db->tx.begun)
		mistake("a procedure has its own transaction, and another is open", s);
	if (s->flags & ST_KEYED)
		db->tx.keyed = true;
	else if (s->flags & ST_CALL)
		db->tx.called = true;
}

/* False when it may not be sent at all: then either nothing is what it finds, or db is failed. */
static bool
may_run(struct db *db, const struct statement *s, int place, const struct link *l)
{
	if (db->failed)
		return false;
	if ((s->flags & ST_WRITES) && db->readonly) {
		log_line(LOG_ERROR, "a page that only reads tried to write",
		    LOG_TEXT("statement", s->name),
		    LOG_TEXT("source", s->source), LOG_END);
		fail(db, AGAIN_NO, "%s writes where only reading is allowed", s->name);
		return false;
	}
	if (l == NULL && (s->flags & ST_WRITES)) {
		log_line(LOG_ERROR, "nothing is stored at such a place",
		    LOG_TEXT("statement", s->name),
		    LOG_NUM("place", place), LOG_END);
		fail(db, AGAIN_NO, "%s: no server holds place %d", s->name, place);
	}
	return l != NULL;
}

static void
note_time(struct db *db, const struct statement *s, const struct link *l, int64_t since,
    int64_t counted)
{
	int64_t us = now_us() - since;

	db->count.us = counted + us;
	if (us > SLOW_MS * 1000)
		log_line(LOG_WARN, "a slow statement", LOG_TEXT("statement", s->name),
		    LOG_TEXT("source", s->source), LOG_TEXT("server", server_name(db, l)),
		    LOG_NUM("ms", us / 1000), LOG_END);
}

static void
run(struct db *db, int place, int number, va_list *args, struct answer *a)
{
	const struct statement	*s = &db->setup.statements[number];
	struct link		*l = link_of(db, place);
	struct trouble		 t;
	int64_t			 since, counted = db->count.us;
	bool			 done;

	db->taken = false;
	if (!may_run(db, s, place, l))
		return;
	check_transaction(db, s, place);
	take_arguments(db, s, args);
	since = now_us();
	done = send_statement(db, l, number, a, &t);
	note_time(db, s, l, since, counted);
	if (done)
		return;
	*a = (struct answer){ 0 };
	if (t.error == ER_DUP_ENTRY && (s->flags & ST_CLAIMS))
		db->taken = true;
	else if (t.error != 0)
		refused(db, l, s, &t);
}

/* --- the five kinds ------------------------------------------------------ */

#define RUN(answer) do {				\
	va_list args;					\
							\
	va_start(args, statement);			\
	run(db, place, statement, &args, (answer));	\
	va_end(args);					\
} while (0)

struct row *
db_row(struct db *db, int place, int statement, ...)
{
	struct answer a = { .wanted = 1 };

	RUN(&a);
	return a.rows.n == 0 ? NULL : a.rows.at[0];
}

struct rows
db_rows(struct db *db, int place, int statement, ...)
{
	struct answer a = { .wanted = SIZE_MAX };

	RUN(&a);
	return a.rows;
}

int64_t
db_id(struct db *db, int place, int statement, ...)
{
	struct answer a = { .wanted = 1 };

	RUN(&a);
	return a.rows.n == 0 ? 0 : row_int(a.rows.at[0], row_name(a.rows.at[0], 0));
}

int64_t
db_exec(struct db *db, int place, int statement, ...)
{
	struct answer a = { 0 };

	RUN(&a);
	return a.matched;
}

struct row *
db_call(struct db *db, int place, int statement, ...)
{
	struct answer a = { .wanted = 1 };

	RUN(&a);
	return a.rows.n == 0 ? NULL : a.rows.at[0];
}

int
db_place(int64_t id)
{
	return id > 0 ? id_shard(id) : PLACE_NONE;
}

int
db_list_step(size_t n)
{
	int step = 0;

	assert(n <= IDS_MAX);
	for (size_t room = 1; room < n; room *= 4)
		step++;
	return step;
}

/* --- transactions -------------------------------------------------------- */

void
db_begin(struct db *db, int place)
{
	assert(!db->tx.open);
	db->tx.open = true;
	db->tx.begun = db->tx.keyed = db->tx.called = false;
	db->tx.place = place;
	db->tx.link = link_of(db, place);
	if (db->tx.link == NULL)
		fail(db, AGAIN_NO, "no server holds place %d", place);
}

static enum db_end
commit_lost(struct db *db, struct link *l)
{
	unsigned error = mysql_errno(l->mysql);

	log_line(LOG_ERROR, "the answer to a COMMIT was lost",
	    LOG_TEXT("server", server_name(db, l)),
	    LOG_NUM("error", error), LOG_END);
	fail(db, AGAIN_LOST, "%s: COMMIT: %u %s", server_name(db, l), error, mysql_error(l->mysql));
	link_close(db, l);
	db->unknown = true;
	return DB_UNKNOWN;
}

static enum db_end
commit_refused(struct db *db, struct link *l)
{
	unsigned error = mysql_errno(l->mysql);

	log_line(LOG_ERROR, "a COMMIT was refused", LOG_TEXT("server", server_name(db, l)),
	    LOG_NUM("error", error), LOG_TEXT("reason", mysql_error(l->mysql)), LOG_END);
	fail(db, again_after(error, ""), "%s: COMMIT: %u %s", server_name(db, l), error,
	    mysql_error(l->mysql));
	if (!tell(db, l, "ROLLBACK"))
		link_close(db, l);
	return DB_UNDONE;
}

enum db_end
db_commit(struct db *db)
{
	struct link *l = db->tx.link;

	assert(db->tx.open);
	if (db->failed) {
		db_rollback(db);
		return DB_UNDONE;
	}
	db->tx.open = false;
	if (!db->tx.begun || tell(db, l, "COMMIT"))
		return DB_DONE;
	return is_lost(mysql_errno(l->mysql)) ? commit_lost(db, l) : commit_refused(db, l);
}

void
db_rollback(struct db *db)
{
	struct link *l = db->tx.link;

	assert(db->tx.open);
	db->tx.open = false;
	if (db->tx.begun && l->mysql != NULL && !tell(db, l, "ROLLBACK"))
		link_close(db, l);
}

/* One run of the function and its end.  True when what it decided is certain. */
static bool
try_once(struct db *db, int place, bool (*fn)(struct db *, void *), void *what)
{
	bool decided;

	db_begin(db, place);
	decided = fn(db, what);
	if (decided && !db->failed)
		return db_commit(db) == DB_DONE;
	db_rollback(db);
	return !db->failed;
}

/*
 * After a lost connection a transaction is gone as a whole, unless its COMMIT or a
 * procedure was under way.
 */
static bool
may_try_again(const struct db *db)
{
	return db->again == AGAIN_UNDONE || (db->again == AGAIN_LOST &&
	    (db->tx.keyed || (!db->unknown && !db->tx.called)));
}

bool
db_try(struct db *db, int place, bool (*fn)(struct db *, void *), void *what)
{
	int64_t	since = clock_ms();
	bool	unknown = db->unknown;

	if (db->failed)
		return false;
	for (int tries = 1;; tries++) {
		if (try_once(db, place, fn, what)) {
			db->unknown = unknown;
			return true;
		}
		if (tries == TRY_MAX || clock_ms() - since > TRY_MS || !may_try_again(db))
			return false;
		db_forgive(db);
		db->count.retried++;
		/* Spread out those who met each other. */
		sleep_ms((now_us() & 7) * tries);
	}
}

/* --- life ---------------------------------------------------------------- */

struct db *
db_new(const struct db_setup *setup)
{
	struct db	*db = calloc(1, sizeof(*db));
	size_t		 n = setup->places->n_servers * SIDES;

	if (db == NULL)
		abort();	/* no memory */
	db->setup = *setup;
	if (!(db->setup.patience > 0))
		db->setup.patience = PATIENCE;
	db->memory = arena_new();
	db->links = make_array(db->memory, struct link, n);
	db->columns = make_array(db->memory, const struct columns *, setup->n_statements);
	for (size_t i = 0; i < n; i++) {
		db->links[i].server = i / SIDES;
		db->links[i].side = (enum side)(i % SIDES);
	}
	return db;
}

void
db_hang_up(struct db *db)
{
	assert(!db->tx.open);
	for (size_t i = 0; i < db->setup.places->n_servers * SIDES; i++)
		link_close(db, &db->links[i]);
}

void
db_free(struct db *db)
{
	if (db == NULL)
		return;
	db->tx.open = false;
	db_hang_up(db);
	arena_free(db->memory);
	free(db);
}

void
db_use_arena(struct db *db, struct arena *arena)
{
	if (db->tx.open) {
		log_line(LOG_ERROR, "a request ended inside a transaction", LOG_END);
		db_rollback(db);
	}
	db->arena = arena;
	db->failed = db->taken = db->unknown = db->readonly = false;
	db->again = AGAIN_NO;
	db->count = (struct db_count){ 0 };
}

void
db_readonly(struct db *db, bool readonly)
{
	db->readonly = readonly;
}

const struct places *
db_places(const struct db *db)
{
	return db->setup.places;
}

const struct db_count *
db_count(const struct db *db)
{
	return &db->count;
}

/* Ask, and if the connection was stale, once more on a new one. */
static bool
link_answers(struct db *db, struct link *l)
{
	if (l->mysql != NULL && mysql_ping(l->mysql) == 0)
		return true;
	link_close(db, l);
	return link_open(db, l);
}

bool
db_ping(struct db *db, int place)
{
	struct link	*l = link_of(db, place);
	bool		 failed = db->failed, answers;

	if (l == NULL || (db->tx.open && db->tx.link == l))
		return false;
	answers = link_answers(db, l);
	db->failed = failed;
	return answers;
}

/* --- text ---------------------------------------------------------------- */

struct db_link {
	struct db_link_setup	 setup;
	MYSQL			*mysql;
	int64_t			 changed;
	unsigned		 error;
	char			 words[512];
};

struct db_link *
db_link_new(const struct db_link_setup *setup)
{
	struct db_link *l = calloc(1, sizeof(*l));

	if (l == NULL)
		abort();	/* no memory */
	l->setup = *setup;
	return l;
}

void
db_link_close(struct db_link *l)
{
	if (l->mysql != NULL)
		mysql_close(l->mysql);
	l->mysql = NULL;
}

void
db_link_free(struct db_link *l)
{
	if (l == NULL)
		return;
	db_link_close(l);
	free(l);
}

/* Keep the error; a lost connection is dropped, the next text makes another. */
static int
link_trouble(struct db_link *l)
{
	l->error = mysql_errno(l->mysql);
	snprintf(l->words, sizeof(l->words), "%s", mysql_error(l->mysql));
	if (is_lost(l->error))
		db_link_close(l);
	return -1;
}

static bool
link_connect(struct db_link *l)
{
	if (l->mysql != NULL)
		return true;
	l->mysql = handle_new((unsigned)ceil(l->setup.patience));
	if (l->setup.hello != NULL)
		mysql_options(l->mysql, MYSQL_INIT_COMMAND, l->setup.hello);
	if (connect_to(l->mysql, l->setup.address, l->setup.user, l->setup.password,
	    l->setup.database, 0))
		return true;
	link_trouble(l);
	db_link_close(l);
	return false;
}

static const struct columns *
columns_of(struct arena *arena, MYSQL_RES *result)
{
	MYSQL_FIELD	 *fields = mysql_fetch_fields(result);
	size_t		  n = mysql_num_fields(result);
	const char	**names = make_array(arena, const char *, n);

	for (size_t i = 0; i < n; i++)
		names[i] = fields[i].name;
	return columns_make(arena, "text", names, n);
}

static struct rows
copy_result(struct arena *arena, MYSQL_RES *result)
{
	const struct columns	*columns = columns_of(arena, result);
	struct rows		 rows = { .n = mysql_num_rows(result) };

	rows.at = make_array(arena, struct row *, rows.n);
	for (size_t r = 0; r < rows.n; r++) {
		MYSQL_ROW	 from = mysql_fetch_row(result);
		unsigned long	*lengths = mysql_fetch_lengths(result);

		rows.at[r] = row_make(arena, columns);
		for (size_t i = 0; i < columns->n; i++) {
			if (from[i] == NULL)
				continue;
			rows.at[r]->at[i] = (struct value){ .kind = VALUE_TEXT,
			    .len = (uint32_t)lengths[i],
			    .text = arena_copy_n(arena, from[i], lengths[i]) };
		}
	}
	return rows;
}

int
db_link_ask(struct db_link *l, struct arena *arena, const char *sql, size_t len, struct rows *sets,
    int max)
{
	int n = 0, rc;

	l->error = 0;
	l->words[0] = '\0';
	if (!link_connect(l))
		return -1;
	if (mysql_real_query(l->mysql, sql, len) != 0)
		return link_trouble(l);
	do {
		MYSQL_RES *result = mysql_store_result(l->mysql);

		if (result == NULL && mysql_errno(l->mysql) != 0)
			return link_trouble(l);
		if (result != NULL && n < max)
			sets[n++] = copy_result(arena, result);
		l->changed = result == NULL ? (int64_t)mysql_affected_rows(l->mysql) : 0;
		mysql_free_result(result);
	} while ((rc = mysql_next_result(l->mysql)) == 0);
	return rc > 0 ? link_trouble(l) : n;
}

unsigned
db_link_errno(const struct db_link *l)
{
	return l->error;
}

const char *
db_link_error(const struct db_link *l)
{
	return l->words;
}

int64_t
db_link_changed(const struct db_link *l)
{
	return l->changed;
}
