/*
 * schema.h: are the tables those that this program knows?
 */
#ifndef FCGI_SCHEMA_H
#define FCGI_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

enum schema_state {
	SCHEMA_KNOWN,
	SCHEMA_UNKNOWN,		/* older or newer, under way, or none at all */
	SCHEMA_AWAY		/* the server does not answer */
};

/* One database: a place on a server. */
struct schema {
	const char		*place;		/* "directory", "listing", "shard", "hub" */
	const char		*server;	/* "db0" */
	enum schema_state	 state;
	int64_t			 version;	/* the newest migration that is done; 0: none */
	int64_t			 known;		/* the one this program was built for */
};

#define SCHEMAS_MAX	64

/* Ask them all, the hub only if wanted (few may read it); how many there are.  Leaves no failure behind in `db`. */
size_t schemas_look(struct db *, struct schema *, size_t max, bool hub);

/*
 * A sentence about the first that this program does not know, in the arena, or NULL.  One that does not
 * answer is no reason: a program must start when a server is down.
 */
const char *schema_unknown(struct db *, struct arena *);

#endif
