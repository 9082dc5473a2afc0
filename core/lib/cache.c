/* cache.c: memcached, of which nothing is believed; see cache.h. */
#include "core/lib/cache.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <libmemcached/memcached.h>

#include "core/lib/cache_value.h"
#include "core/lib/clock.h"
#include "core/lib/crypto.h"
#include "core/lib/log.h"

#define TIMEOUT_MS	50
#define LEFT_ALONE_MS	1000
#define SECONDS_MAX	((int64_t)30 * 24 * 3600)	/* beyond, memcached takes it for a date */
#define SERVERS_MAX	64
#define KEY_PREFIX	"mq1:"

struct cache {
	memcached_st		*m;			/* NULL: no servers */
	unsigned		 servers;
	int64_t			 left_until[SERVERS_MAX];	/* clock_ms() */
	struct tagger		*tagger;
	unsigned char		 hash_key[32];
	struct cache_count	 count;
};

/* --- life --------------------------------------------------------------------------------- */

static void
set_behaviours(memcached_st *m)
{
	static const struct {
		memcached_behavior_t	what;
		uint64_t		value;
	} all[] = {
		{ MEMCACHED_BEHAVIOR_BINARY_PROTOCOL, 0 },
		{ MEMCACHED_BEHAVIOR_DISTRIBUTION, MEMCACHED_DISTRIBUTION_CONSISTENT_KETAMA },
		{ MEMCACHED_BEHAVIOR_POLL_TIMEOUT, TIMEOUT_MS },
		{ MEMCACHED_BEHAVIOR_CONNECT_TIMEOUT, TIMEOUT_MS },
		{ MEMCACHED_BEHAVIOR_SND_TIMEOUT, TIMEOUT_MS * 1000 },
		{ MEMCACHED_BEHAVIOR_RCV_TIMEOUT, TIMEOUT_MS * 1000 },
		{ MEMCACHED_BEHAVIOR_RETRY_TIMEOUT, 1 },
		{ MEMCACHED_BEHAVIOR_TCP_NODELAY, 1 },
		{ MEMCACHED_BEHAVIOR_VERIFY_KEY, 1 },
	};

	/* Before the servers are added: each of these closes every connection. */
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		memcached_behavior_set(m, all[i].what, all[i].value);
}

/* "/a/socket", "host:port" or "[::1]:port". */
static bool
add_server(memcached_st *m, char *address)
{
	char *colon = strrchr(address, ':');

	if (*address == '/')
		return memcached_server_add_unix_socket(m, address) == MEMCACHED_SUCCESS;
	if (colon == NULL || atoi(colon + 1) < 1 || atoi(colon + 1) > 65535)
		return false;
	*colon = '\0';
	if (*address == '[' && colon[-1] == ']') {
		colon[-1] = '\0';
		address++;
	}
	return memcached_server_add(m, address, (in_port_t)atoi(colon + 1)) == MEMCACHED_SUCCESS;
}

static void
add_servers(struct cache *c, const char *servers)
{
	char *list = strdup(servers), *rest = NULL;

	for (char *one = strtok_r(list, ", ", &rest); one != NULL; one = strtok_r(NULL, ", ", &rest))
		if (c->servers == SERVERS_MAX || !add_server(c->m, one))
			log_line(LOG_ERROR, "not the address of a cache", LOG_TEXT("address", one), LOG_END);
		else
			c->servers = memcached_server_count(c->m);
	free(list);
}

struct cache *
cache_new(const char *servers, const struct keyring *keys)
{
	struct cache	*c = calloc(1, sizeof(*c));
	unsigned char	 tag_key[32];

	if (c == NULL || (c->m = memcached_create(NULL)) == NULL)
		abort();
	set_behaviours(c->m);
	add_servers(c, servers);
	keyring_derive(keys, 0, "cache hash", c->hash_key);
	keyring_derive(keys, 0, "cache tag", tag_key);
	c->tagger = tagger_new(tag_key);
	crypto_forget(tag_key, sizeof(tag_key));
	return c;
}

void
cache_free(struct cache *c)
{
	if (c == NULL)
		return;
	memcached_free(c->m);
	tagger_free(c->tagger);
	crypto_forget(c->hash_key, sizeof(c->hash_key));
	free(c);
}

/* --- keys, and who has them ------------------------------------------------------------------ */

static void
hash_key(const struct cache *c, const char *key, char to[KEY_LETTERS + 1])
{
	static const char	digits[] = "0123456789abcdef";
	unsigned char		mac[SHA256_BYTES];
	size_t			at = strlen(KEY_PREFIX);

	hmac_sha256(c->hash_key, sizeof(c->hash_key), key, strlen(key), mac);
	memcpy(to, KEY_PREFIX, at);
	for (size_t i = 0; at < KEY_LETTERS; i++) {
		to[at++] = digits[mac[i] >> 4];
		to[at++] = digits[mac[i] & 15];
	}
	to[at] = '\0';
}

static unsigned
server_of(const struct cache *c, const char *hashed)
{
	return c->servers < 2 ? 0 : memcached_generate_hash(c->m, hashed, KEY_LETTERS);
}

/* True when the key's server may be asked now. */
static bool
may_ask(struct cache *c, const char *hashed)
{
	if (c->servers > 0 && c->left_until[server_of(c, hashed)] <= clock_ms())
		return true;
	c->count.skipped++;
	return false;
}

static int64_t
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/*
 * Note how long an answer took.  A server that kept us waiting for nothing is left alone: libmemcached
 * itself never gives one up that accepts and is silent.
 */
static void
note(struct cache *c, const char *hashed, memcached_return_t rc, int64_t began)
{
	int64_t	took = now_us() - began;
	bool	answered = rc == MEMCACHED_SUCCESS || rc == MEMCACHED_NOTFOUND || rc == MEMCACHED_NOTSTORED ||
	    rc == MEMCACHED_END || rc == MEMCACHED_E2BIG;

	c->count.us += took;
	if (answered)
		return;
	c->count.errors++;
	if (rc != MEMCACHED_TIMEOUT && took < (int64_t)TIMEOUT_MS * 1000 / 2)
		return;
	c->left_until[server_of(c, hashed)] = clock_ms() + LEFT_ALONE_MS;
	log_line(LOG_WARN, "the cache does not answer", LOG_TEXT("why", memcached_strerror(c->m, rc)),
	    LOG_NUM("ms", took / 1000), LOG_END);
}

/* --- asking ----------------------------------------------------------------------------------------- */

/* What a get brought, if it is what we sent; counted. */
static void *
value_take(struct cache *c, struct arena *a, const char *hashed, const void *came, size_t n, size_t *len)
{
	void *bytes = value_unpack(c->tagger, a, hashed, came, n, len);

	if (bytes != NULL) {
		c->count.hits++;
	} else {
		c->count.errors++;
		log_line(LOG_WARN, "the cache holds what we did not put there", LOG_NUM("bytes", n), LOG_END);
	}
	return bytes;
}

void *
cache_get(struct cache *c, struct arena *a, const char *key, size_t *len)
{
	char			 hashed[KEY_LETTERS + 1], *came;
	size_t			 n = 0;
	uint32_t		 flags;
	int64_t			 began = now_us();
	memcached_return_t	 rc;
	void			*bytes = NULL;

	*len = 0;
	hash_key(c, key, hashed);
	if (!may_ask(c, hashed))
		return NULL;
	came = memcached_get(c->m, hashed, KEY_LETTERS, &n, &flags, &rc);
	note(c, hashed, rc, began);
	if (rc == MEMCACHED_NOTFOUND)
		c->count.misses++;
	if (rc == MEMCACHED_SUCCESS)
		bytes = value_take(c, a, hashed, came, n, len);
	free(came);
	return bytes;
}

/* The items of one round: which are asked, under which names. */
struct round {
	size_t		 n;
	const char	*keys[CACHE_MANY];
	size_t		 lengths[CACHE_MANY];
	size_t		 item[CACHE_MANY];
	char		 hashed[CACHE_MANY][KEY_LETTERS + 1];
};

static void
take_result(struct cache *c, struct arena *a, const struct round *r, struct cache_item *items,
    memcached_result_st *result)
{
	for (size_t i = 0; i < r->n; i++) {
		struct cache_item *item = &items[r->item[i]];

		if (item->bytes == NULL && memcached_result_key_length(result) == KEY_LETTERS &&
		    memcmp(memcached_result_key_value(result), r->hashed[i], KEY_LETTERS) == 0)
			item->bytes = value_take(c, a, r->hashed[i], memcached_result_value(result),
			    memcached_result_length(result), &item->len);
	}
}

static void
get_round(struct cache *c, struct arena *a, const struct round *r, struct cache_item *items)
{
	int64_t			 began = now_us();
	memcached_result_st	*result;
	memcached_return_t	 rc = memcached_mget(c->m, r->keys, r->lengths, r->n);

	while (rc == MEMCACHED_SUCCESS && (result = memcached_fetch_result(c->m, NULL, &rc)) != NULL) {
		take_result(c, a, r, items, result);
		memcached_result_free(result);
	}
	/* Which of several servers it was that did not answer, libmemcached does not say: the first key's will do. */
	note(c, r->hashed[0], rc, began);
	for (size_t i = 0; i < r->n; i++)
		c->count.misses += items[r->item[i]].bytes == NULL;
}

void
cache_get_many(struct cache *c, struct arena *a, struct cache_item *items, size_t n)
{
	struct round r;

	for (size_t i = 0; i < n; ) {
		for (r.n = 0; i < n && r.n < CACHE_MANY; i++) {
			items[i].bytes = NULL;
			items[i].len = 0;
			hash_key(c, items[i].key, r.hashed[r.n]);
			if (!may_ask(c, r.hashed[r.n]))
				continue;
			r.keys[r.n] = r.hashed[r.n];
			r.lengths[r.n] = KEY_LETTERS;
			r.item[r.n++] = i;
		}
		if (r.n > 0)
			get_round(c, a, &r, items);
	}
}

/* --- telling ---------------------------------------------------------------------------------------------- */

typedef memcached_return_t (*store)(memcached_st *, const char *key, size_t key_length, const char *value,
    size_t value_length, time_t expiration, uint32_t flags);

static memcached_return_t
put(struct cache *c, store how, const char *key, const void *bytes, size_t len, int64_t seconds)
{
	char			 hashed[KEY_LETTERS + 1];
	unsigned char		*packed;
	size_t			 packed_len;
	int64_t			 began = now_us();
	memcached_return_t	 rc;

	hash_key(c, key, hashed);
	if (len > CACHE_VALUE_MAX || !may_ask(c, hashed))
		return MEMCACHED_FAILURE;
	packed = value_pack(c->tagger, hashed, bytes, len, &packed_len);
	seconds = seconds < 1 ? 1 : seconds > SECONDS_MAX ? SECONDS_MAX : seconds;
	rc = how(c->m, hashed, KEY_LETTERS, (const char *)packed, packed_len, (time_t)seconds, 0);
	free(packed);
	note(c, hashed, rc, began);
	return rc;
}

bool
cache_set(struct cache *c, const char *key, const void *bytes, size_t len, int64_t seconds)
{
	c->count.sets++;
	return put(c, memcached_set, key, bytes, len, seconds) == MEMCACHED_SUCCESS;
}

enum cache_add
cache_add(struct cache *c, const char *key, const void *bytes, size_t len, int64_t seconds)
{
	memcached_return_t rc = put(c, memcached_add, key, bytes, len, seconds);

	c->count.adds++;
	return rc == MEMCACHED_SUCCESS ? CACHE_ADDED : rc == MEMCACHED_NOTSTORED ? CACHE_THERE : CACHE_AWAY;
}

void
cache_delete(struct cache *c, const char *key)
{
	char	hashed[KEY_LETTERS + 1];
	int64_t	began = now_us();

	c->count.deletes++;
	hash_key(c, key, hashed);
	if (may_ask(c, hashed))
		note(c, hashed, memcached_delete(c->m, hashed, KEY_LETTERS, 0), began);
}

bool
cache_ping(struct cache *c)
{
	memcached_stat_st	*stats;
	memcached_return_t	 rc;

	if (c->servers == 0)
		return true;
	/* Not memcached_version(), which remembers what it was told once. */
	stats = memcached_stat(c->m, NULL, &rc);
	memcached_stat_free(c->m, stats);
	return rc == MEMCACHED_SUCCESS;
}

const struct cache_count *
cache_count(const struct cache *c)
{
	return &c->count;
}

void
cache_count_reset(struct cache *c)
{
	memset(&c->count, 0, sizeof(c->count));
}
