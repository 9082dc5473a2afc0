/*
 * fsck.h: what the rules of `marquee fsck` share.
 *
 * A rule looks at what is stored and calls broken() for each thing that should not be so.
 * Nothing is ever written: the databases are read only while it runs.
 */
#ifndef HANDLERS_CLI_FSCK_H
#define HANDLERS_CLI_FSCK_H

#include "core/lib/sphinxql.h"
#include "handlers/cli/cli.h"

#define FSCK_BATCH	500

struct fsck {
	struct cli	*cli;
	struct db	*db;
	struct sphinxql	*search;	/* NULL: there is none */
	struct arena	*arena;		/* for one rule */
	bool		 once;		/* what is apart now is broken */
	int64_t		 broken;	/* of this rule */
	struct str	*examples;	/* the first few, a line each */
};

/* One more; `id` 0 when it has none. */
void broken(struct fsck *, int64_t id, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* Call `look` with a place of each server that holds shards. */
void fsck_each_server(struct fsck *, void (*look)(struct fsck *, int place));

/* fsck_data.c: on the shards and in the directory. */
void fsck_placement(struct fsck *);
void fsck_times(struct fsck *);
void fsck_people_claims(struct fsck *);
void fsck_organizer_claims(struct fsck *);
void fsck_membership_copies(struct fsck *);
void fsck_my_tickets(struct fsck *);

/* fsck_copies.c: what is made of it. */
void fsck_listing_copy(struct fsck *);
void fsck_search_copy(struct fsck *);
void fsck_image_files(struct fsck *);

#endif
