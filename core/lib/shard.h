/*
 * shard.h: where things are.
 *
 * A place is what a statement runs on: a logical shard (0..4095, the first
 * twelve bits of an id), or one of the three places that are not shards.  Which
 * server holds which place is written in the placement file:
 *
 *	# server  name  address (a unix socket, relative to this file, or host:port)
 *	server    db0   run/db0.sock
 *	server    db1   run/db1.sock
 *	server    hub   run/hub.sock
 *
 *	directory       db0
 *	listing         db0
 *	hub             hub
 *
 *	# logical shards  server  weight of each for new organizers and people
 *	0-2047          db0       1
 *	2048-4095       db1       1
 *
 * Weight 0 means that nothing new is put there.  Logical shards that no line
 * names do not exist.
 */
#ifndef CORE_LIB_SHARD_H
#define CORE_LIB_SHARD_H

#include "core/lib/arena.h"
#include "core/lib/breaker.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	PLACE_DIRECTORY	= -1,	/* facts claimed once: email, handle */
	PLACE_LISTING	= -2,	/* the public's view, rebuildable */
	PLACE_HUB	= -3,	/* all shards at once, read only */
	PLACE_NONE	= -4,	/* a logical shard that no server holds */
};

#define SHARDS	4096		/* how many logical shards an id can name */

struct server {
	const char	*name;		/* "db0" */
	const char	*address;	/* "/run/marquee/db0.sock" or "10.0.0.7:3306" */
};

/* A run of logical shards on one server, first and last included. */
struct shard_range {
	int		 first, last;
	size_t		 server;	/* index into servers[] */
	int		 weight;
};

struct places {
	const struct server		*servers;
	size_t				 n_servers;
	const struct shard_range	*ranges;	/* ascending, never overlapping */
	size_t				 n_ranges;
	size_t				 directory, listing, hub;	/* index into servers[] */
	struct breaker			*breakers;	/* one a server, shared by what is forked */
};

/*
 * Read the placement file.  NULL when it cannot be read or understood; *err then
 * says why, with file and line, in the arena.
 */
const struct places *places_load(struct arena *, const char *path, const char **err);

/* The server that holds a place, as an index into servers[]; -1 when there is none. */
int place_server(const struct places *, int place);

/*
 * Any of a server's logical shards, for who asks what all of them share; PLACE_NONE when it
 * has none.
 */
int server_place(const struct places *, size_t server);

/*
 * "directory", "listing", "hub", or "shard" for any logical shard: also the name of its
 * database without "marquee_".
 */
const char *place_name(int place);

/*
 * The logical shard in the bits of an id, or PLACE_NONE when no server holds it: such an id
 * names nothing.
 */
int place_of(const struct places *, int64_t id);

/*
 * A logical shard for a new organizer or a new person, drawn by weight; `chance`
 * is 32 random bits (ARCHITECTURE: chance is an argument).  PLACE_NONE when every
 * weight is zero.
 */
int shard_for_new(const struct places *, uint32_t chance);

#endif
