/* cache_value.c: a value as it lies in the cache; see cache_value.h. */
#include "core/lib/cache_value.h"

#include <stdlib.h>
#include <string.h>

#include "core/lib/cache.h"

#define LAYOUT		1
#define HEAD_BYTES	((size_t)8)
#define BEFORE_BYTES	(HEAD_BYTES + TAG_BYTES)

/* What the tag is of, besides the bytes: the head, and the key. */
static void
tagged_head(unsigned char to[HEAD_BYTES + KEY_LETTERS], const char key[KEY_LETTERS], size_t len)
{
	memset(to, 0, HEAD_BYTES);
	to[0] = LAYOUT;
	for (int i = 0; i < 4; i++)
		to[4 + i] = (unsigned char)(len >> (24 - 8 * i));
	memcpy(to + HEAD_BYTES, key, KEY_LETTERS);
}

unsigned char *
value_pack(struct tagger *t, const char key[KEY_LETTERS], const void *bytes, size_t len, size_t *packed_len)
{
	unsigned char *packed = malloc(BEFORE_BYTES + len), head[HEAD_BYTES + KEY_LETTERS];

	if (packed == NULL)
		abort();
	tagged_head(head, key, len);
	memcpy(packed, head, HEAD_BYTES);
	tagger_make(t, head, sizeof(head), bytes, len, packed + HEAD_BYTES);
	if (len > 0)
		memcpy(packed + BEFORE_BYTES, bytes, len);
	*packed_len = BEFORE_BYTES + len;
	return packed;
}

void *
value_unpack(struct tagger *t, struct arena *a, const char key[KEY_LETTERS], const void *came, size_t n, size_t *len)
{
	const unsigned char	*packed = came, *bytes;
	unsigned char		 head[HEAD_BYTES + KEY_LETTERS];

	if (n < BEFORE_BYTES || n > BEFORE_BYTES + CACHE_VALUE_MAX)
		return NULL;
	bytes = packed + BEFORE_BYTES;
	*len = n - BEFORE_BYTES;
	tagged_head(head, key, *len);
	if (memcmp(packed, head, HEAD_BYTES) != 0 ||
	    !tagger_check(t, head, sizeof(head), bytes, *len, packed + HEAD_BYTES))
		return NULL;
	return arena_copy_n(a, bytes, *len);
}
