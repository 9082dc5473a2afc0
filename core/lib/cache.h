/*
 * cache.h: memcached, which may forget, hang, lie or be away.  The only user of libmemcached.
 *
 * Never the truth, only a faster copy of it: every error is a miss.  A server that does not answer
 * within 50 ms is left alone for a second (then asked again), so that a hung one costs
 * a request 50 ms once and not each time.
 *
 * A key is any text; what is sent is a fixed prefix and its keyed hash, so no letter of
 * it reaches the wire.  A value carries its version, its length and a tag (AES-GMAC) over
 * itself and its key: one that was flipped, cut, written under another key or by
 * somebody else is a miss (ASSURANCE E11, C18).  So the noun in the key is its type: "event-page …".
 *
 * Made after fork, one per process.
 */
#ifndef CORE_LIB_CACHE_H
#define CORE_LIB_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/lib/arena.h"

#define CACHE_VALUE_MAX	((size_t)1000 * 1000)	/* memcached takes 1 MiB with its own head */

struct cache;
struct keyring;

/*
 * `servers`: "/run/marquee/memcached.sock", "10.0.0.7:11211", several with commas; "" for none, when
 * everything is a miss.  The keys are for hashing and tagging, and all nodes need the same.
 */
struct cache *cache_new(const char *servers, const struct keyring *);
void cache_free(struct cache *);

/* The value, in the arena, with a NUL behind it; NULL when there is none to be had. */
void *cache_get(struct cache *, struct arena *, const char *key, size_t *len);

/* Several at once: one round trip a server for each CACHE_MANY of them. */
#define CACHE_MANY	32
struct cache_item {
	const char	*key;		/* in */
	void		*bytes;		/* out: NULL when there is none */
	size_t		 len;
};
void cache_get_many(struct cache *, struct arena *, struct cache_item *, size_t n);

/* Keep a value for so many seconds (1 s to 30 days). True when memcached said that it will. */
bool cache_set(struct cache *, const char *key, const void *bytes, size_t len, int64_t seconds);

/* Keep it unless there is one: the lock of who refills. */
enum cache_add { CACHE_ADDED, CACHE_THERE, CACHE_AWAY };
enum cache_add cache_add(struct cache *, const char *key, const void *bytes, size_t len, int64_t seconds);

/* Forget it.  One that timed out may happen later, or not: keep times short. */
void cache_delete(struct cache *, const char *key);

/* True when every server answers now, breaker or not; for /readyz. */
bool cache_ping(struct cache *);

/* Since cache_count_reset(), which a worker calls for each request. */
struct cache_count {
	unsigned	hits, misses, errors;	/* of gets; a refused value is an error */
	unsigned	sets, adds, deletes;
	unsigned	skipped;		/* not sent, because the server is being left alone */
	int64_t		us;			/* microseconds spent waiting */
};
const struct cache_count *cache_count(const struct cache *);
void cache_count_reset(struct cache *);

#endif
