/* world.h: what the tests of fcgi/ that need a world share. */
#ifndef TESTS_FCGI_WORLD_H
#define TESTS_FCGI_WORLD_H

#include <stdint.h>

#include "core/lib/arena.h"
#include "fcgi/page.h"
#include "fcgi/program.h"
#include "fcgi/route.h"
#include "fcgi/session.h"

#define ROUTES "tests/fcgi/world.def"
#include "fcgi/route_names.h"

/*
 * Two programs over the rows of world.def: one with the rights of account, one with those of
 * public.
 */
extern const struct program world_account, world_public;

/* What kept_show is told to show, and how often it was made. */
extern int made;
extern int64_t kept_version;

/* A new account on that logical shard, active, called `name`. */
int64_t world_person(int shard, const char *name);

/* Do SQL on the server that holds this id, as its administrator, in the shards' database. */
void world_sql(int64_t id, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The one number that a question answers there. */
long world_number(int64_t id, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
