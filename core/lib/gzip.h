/* gzip.h: gzip, for pages that are compressed once and sent many times (libdeflate). */
#ifndef CORE_LIB_GZIP_H
#define CORE_LIB_GZIP_H

#include <stddef.h>

#include "core/lib/arena.h"

/* Compressed, in the arena. */
void *gzip_pack(struct arena *, const void *bytes, size_t len, size_t *packed);

/*
 * What it was, with a NUL behind it; NULL when it is no gzip, damaged, or larger than `max`.
 */
char *gzip_unpack(struct arena *, const void *packed, size_t len, size_t max, size_t *unpacked);

#endif
