/*
 * id.h: an id knows its shard (ARCHITECTURE, section 5).
 *
 * 64 bits, of which the sign is 0: twelve of logical shard, then 51 of serial: 31 of
 * seconds since 2024-01-01, 20 drawn at random.  The rare duplicate key draws again.
 * Outside the program an id is thirteen lower-case letters of Crockford's base 32,
 * never a number.  An id is not a secret.
 */
#ifndef CORE_LIB_ID_H
#define CORE_LIB_ID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/lib/arena.h"

#define ID_LETTERS	13
#define ID_SHARDS	4096

/* A new id on a logical shard (0..4095) at an instant (unix seconds; outside 2024..2092 the nearest of these counts). Never 0. */
int64_t id_new(int shard, int64_t now);

/* The logical shard in its bits. */
int id_shard(int64_t id);

/* When it was drawn, unix seconds. */
int64_t id_made_at(int64_t id);

/* Thirteen letters: "00pz2v6d8k4fa". Aborts for a negative id, which no row has. */
char *id_text(struct arena *, int64_t id);

/*
 * The id of exactly thirteen such letters; 0, which finds nothing, for anything else: other
 * length, capital or look-alike letters, more than 63 bits, NULL.  So every id has one text.
 */
int64_t id_parse(const char *);

#endif
