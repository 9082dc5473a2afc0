/* world.c: see world.h. */
#include "tests/data/world.h"
#include "tests/data/statements.h"
#include "tests/check.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct world world;

bool
world_run(const char *what, const char *options)
{
	const char	*srcdir = getenv("MARQUEE_SRCDIR");
	char		 command[512];

	snprintf(command, sizeof(command), "exec %s/tests/mariadb %s %s %s >/dev/null",
	    srcdir == NULL ? "." : srcdir, what, world.dir, options);
	return system(command) == 0;
}

static struct db_link *
admin(const char *database)
{
	return db_link_new(&(struct db_link_setup){ .address = world.socket, .user = world.user,
	    .password = "", .database = database });
}

void
world_ask(const char *database, const char *sql)
{
	struct arena	*arena = arena_new();
	struct db_link	*l = admin(database);

	if (db_link_ask(l, arena, sql, strlen(sql), NULL, 0) < 0)
		ck_abort_msg("%s: %s", sql, db_link_error(l));
	db_link_free(l);
	arena_free(arena);
}

long
world_count(const char *database, const char *table, const char *where)
{
	struct arena	*arena = arena_new();
	struct db_link	*l = admin(database);
	struct rows	 rows = { 0 };
	const char	*sql = text(arena, "SELECT COUNT(*) AS n FROM %s WHERE %s", table, where);
	long		 n;

	if (db_link_ask(l, arena, sql, strlen(sql), &rows, 1) != 1)
		ck_abort_msg("%s: %s", sql, db_link_error(l));
	n = (long)row_int(rows.at[0], "n");
	db_link_free(l);
	arena_free(arena);
	return n;
}

const struct places *
world_places(struct arena *arena, const char *address)
{
	const char		*path = text(arena, "%s/placement.%d", world.dir, (int)getpid());
	const char		*err;
	const struct places	*places;
	FILE			*file = fopen(path, "w");

	ck_assert_ptr_nonnull(file);
	fprintf(file, "server db0 %s\nserver gone gone/none.sock\n"
	    "directory db0\nlisting db0\nhub gone\n0-4094 db0 1\n4095 gone 0\n",
	    address == NULL ? world.socket : address);
	fclose(file);
	places = places_load(arena, path, &err);
	unlink(path);
	ck_assert_msg(places != NULL, "%s", err);
	return places;
}

struct db *
world_db(struct arena *arena, const char *address, double patience)
{
	struct db *db = db_new(&(struct db_setup){ .places = world_places(arena, address),
	    .user = world.user, .password = "", .statements = probe_statements,
	    .n_statements = N_STATEMENTS, .patience = patience });

	db_use_arena(db, arena);
	return db;
}
