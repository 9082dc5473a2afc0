/*
 * listing.h: what the public sees of an event, one flat row for each of its dates.
 *
 * The listing is a copy, made anew from the shard whenever an event changes (job
 * `listing_feed`) and rebuildable at any time.  A copy that was read earlier never
 * replaces one that was read later: it is fenced by the event's version, under a lock
 * that the event's row of search_queue provides; that row also tells the search index.
 */
#ifndef CORE_DOMAIN_LISTING_H
#define CORE_DOMAIN_LISTING_H

#include "core/lib/arena.h"
#include "core/lib/db.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Bring the listing in line with the event: put its dates in when anyone may see it, take
 * them out when not, or when there is no such event.  Doing it twice is doing it once.
 * False when a database failed: try again later.
 */
bool listing_feed(struct db *, struct arena *, int64_t event);

/*
 * The same for every event of every shard server and for everything that is listed
 * already: to rebuild it.  Returns how many events, -1 when a database failed.  Uses an arena of
 * its own: call db_use_arena() afterwards.
 */
int64_t listing_feed_all(struct db *);

#endif
