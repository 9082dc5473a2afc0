/* world.h: a throwaway database server for the tests of this folder; see tests/mariadb. */
#ifndef TESTS_DATA_WORLD_H
#define TESTS_DATA_WORLD_H

#include "core/lib/db.h"

#include <stdbool.h>

/* Made by main() before the first test, and taken down after the last. */
struct world {
	char	 dir[32];	/* its folder */
	char	 socket[64];
	char	 user[64];	/* who runs the tests is the server's administrator */
};
extern struct world world;

/* Run tests/mariadb; its path is in MARQUEE_SRCDIR. False when it failed. */
bool world_run(const char *what, const char *options);

/* Send text as administrator; aborts the test when it is refused. */
void world_ask(const char *database, const char *sql);

/* How many rows there are, asked as administrator. */
long world_count(const char *database, const char *table, const char *where);

/*
 * Places with all shards on a server at `address` (NULL: the world's), but 4095 on one that
 * does not exist.
 */
const struct places *world_places(struct arena *, const char *address);

/* A db over these places that knows the statements of probe.sql; patience in seconds. */
struct db *world_db(struct arena *, const char *address, double patience);

#endif
