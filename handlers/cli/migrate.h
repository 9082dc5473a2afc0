/*
 * migrate.h: what the parts of `marquee migrate` share.
 *
 * Failure is sticky, as in db.h: after the first one migrate_do() and migrate_ask() do
 * nothing.  With --plan migrate_do() only says what it would do.
 */
#ifndef HANDLERS_CLI_MIGRATE_H
#define HANDLERS_CLI_MIGRATE_H

#include "handlers/cli/cli.h"

#include "core/lib/shard.h"

struct migrate {
	struct cli		*cli;
	struct arena		*arena;
	const struct places	*places;
	struct db_link		**links;	/* one a server, as its administrator */
	bool			 plan;
	bool			 failed;
	unsigned		 changes;	/* made, or planned */
};

/* A statement that changes something; told as `what` ("db0 marquee_shard: 0003-shard-people"). */
bool migrate_do(struct migrate *, size_t server, const char *what, const char *sql);

/* The same without a word, also when planning is all that is asked: for locks and USE. */
bool migrate_tell(struct migrate *, size_t server, const char *sql);

/* Rows of a question; none when it fails. */
struct rows migrate_ask(struct migrate *, size_t server, const char *fmt,
    ...) __attribute__((format(printf, 3, 4)));

/* One text in quotes, safe within a statement. */
const char *migrate_quote(struct migrate *, const char *);

/* True when the place (its name: directory, listing, shard, hub) is on that server. */
bool migrate_is_on(const struct migrate *, size_t server, const char *place);

/* True when such a database is there. */
bool migrate_has_database(struct migrate *, size_t server, const char *place);

/* What was made last of `what`, by its checksum, and whether it was this; "" never. */
bool migrate_is_made(struct migrate *, size_t server, const char *place, const char *what,
    const char *checksum);
void migrate_note_made(struct migrate *, size_t server, const char *place, const char *what,
    const char *checksum);

/* SHA-256 of a text, in hex. */
const char *migrate_checksum(struct migrate *, const char *);

/* Make a program's user on a server unless it is there with its password; returns 'name'@'host'. */
const char *migrate_user(struct migrate *, size_t server, const char *program);

/* The parts after tables and procedures. */
void migrate_data(struct migrate *);
void migrate_users(struct migrate *);
void migrate_hub(struct migrate *);

/*
 * CREATE TABLE of each table of a place, in the order of their names, without the
 * migrations' own.
 */
struct rows migrate_tables(struct migrate *, size_t server, const char *place);
const char *migrate_create_table(struct migrate *, size_t server, const char *place,
    const char *table);

/* The first server that holds the place. */
size_t migrate_server_of(const struct migrate *, const char *place);

#endif
