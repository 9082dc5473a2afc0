/* id.c: ids and their letters; see id.h. */
#include "core/lib/id.h"

#include <stdlib.h>
#include <string.h>

#include "core/lib/crypto.h"

#define SERIAL_BITS	51
#define RANDOM_BITS	20
#define EPOCH		((int64_t)1704067200)		/* 2024-01-01T00:00:00Z */
#define SECONDS_MAX	(((int64_t)1 << 31) - 1)

/* Crockford's base 32: no i, l, o, u. */
static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";

/* Seconds since 2024, from 1 so that no id is 0. */
static int64_t
seconds_since_epoch(int64_t now)
{
	if (now <= EPOCH)
		return 1;
	return now - EPOCH > SECONDS_MAX ? SECONDS_MAX : now - EPOCH;
}

int64_t
id_new(int shard, int64_t now)
{
	uint32_t chance;

	if (shard < 0 || shard >= ID_SHARDS)
		abort();
	random_bytes(&chance, sizeof(chance));
	return (int64_t)shard << SERIAL_BITS | seconds_since_epoch(now) << RANDOM_BITS |
	    (chance & ((1u << RANDOM_BITS) - 1));
}

int
id_shard(int64_t id)
{
	return (int)((uint64_t)id >> SERIAL_BITS & (ID_SHARDS - 1));
}

int64_t
id_made_at(int64_t id)
{
	return EPOCH + (id >> RANDOM_BITS & SECONDS_MAX);
}

char *
id_text(struct arena *a, int64_t id)
{
	char *to = arena_alloc(a, ID_LETTERS + 1);

	if (id < 0)
		abort();
	for (int i = ID_LETTERS - 1; i >= 0; i--, id >>= 5)
		to[i] = letters[id & 31];
	return to;
}

int64_t
id_parse(const char *s)
{
	uint64_t	 id = 0;
	const char	*at;

	/* Thirteen letters hold 65 bits: the first one may use three of its five. */
	if (s == NULL || strnlen(s, ID_LETTERS + 1) != ID_LETTERS || s[0] > '7')
		return 0;
	for (; *s != '\0'; s++) {
		if ((at = strchr(letters, *s)) == NULL)
			return 0;
		id = id << 5 | (uint64_t)(at - letters);
	}
	return (int64_t)id;
}
