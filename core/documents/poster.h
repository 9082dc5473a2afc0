/*
 * poster.h: a cover for an event that has none of its own.
 *
 * Flat inks on a coloured ground, as a screen printer would do it, one family of
 * scenes for each category.  The same category and seed give
 * the same picture; no letters are drawn, so it needs no fonts and no language.
 */
#ifndef CORE_DOCUMENTS_POSTER_H
#define CORE_DOCUMENTS_POSTER_H

#include <stddef.h>
#include <stdint.h>

#include "core/lib/arena.h"

#define POSTER_WIDTH	1600
#define POSTER_HEIGHT	900

/* PNG bytes in the arena, `*len` of them; an unknown category is drawn as "community". */
const void *poster_draw(struct arena *, const char *category, uint64_t seed, size_t *len);

#endif
