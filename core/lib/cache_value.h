/*
 * cache_value.h: a value as it lies in the cache, for cache.c: version, three zeros, length (32 bits, big
 * endian), tag, bytes.  The tag is of all that and of the key the value was written under.
 */
#ifndef CORE_LIB_CACHE_VALUE_H
#define CORE_LIB_CACHE_VALUE_H

#include <stddef.h>

#include "core/lib/arena.h"
#include "core/lib/crypto.h"

#define KEY_LETTERS	((size_t)44)	/* of what is sent as a key: "mq1:" and 40 of hex */

/* A value as it is sent; the caller frees it. */
unsigned char *value_pack(struct tagger *, const char key[KEY_LETTERS], const void *bytes, size_t len,
    size_t *packed_len);

/* The bytes in what came, copied to the arena with a NUL behind them; NULL when it is not what was sent under this key. */
void *value_unpack(struct tagger *, struct arena *, const char key[KEY_LETTERS], const void *came, size_t n,
    size_t *len);

#endif
