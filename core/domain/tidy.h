/*
 * tidy.h: take away what nobody needs any more: ended sessions, counters of tries, links
 * that were mailed, accounts that nobody proved,
 * keys of deeds that nobody will repeat, jobs that are done.  All of it may be done
 * late, twice, or by two at once.
 */
#ifndef CORE_DOMAIN_TIDY_H
#define CORE_DOMAIN_TIDY_H

#include "core/lib/db.h"

/* On the server that holds this logical shard, for all its shards. */
void tidy_shards(struct db *, int place);

/* The same for holds that have run out; more often, though nothing depends on it. */
void tidy_holds(struct db *, int place);

/* In the directory and the listing. */
void tidy_shared(struct db *);

#endif
