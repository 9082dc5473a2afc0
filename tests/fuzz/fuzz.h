/*
 * fuzz.h: the frame of the fuzz targets.
 *
 * A target is a file tests/fuzz/<noun>.c with one FUZZ_TARGET(noun), named in
 * targets.def.  `make fuzz` builds each with libFuzzer and lets it look for
 * trouble; `make check` replays what is in corpus/<noun>/ (replay.c), so that what
 * was found once stays mended.  A target says what must hold with FUZZ_MUST.
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/lib/arena.h"

#ifdef FUZZ_ENGINE
#define FUZZ_TARGET(noun)						\
	int LLVMFuzzerTestOneInput(const uint8_t *, size_t);		\
	int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
#else
#define FUZZ_TARGET(noun)						\
	int fuzz_##noun(const uint8_t *, size_t);			\
	int fuzz_##noun(const uint8_t *data, size_t size)
#endif

#define FUZZ_MUST(what) do {						\
	if (!(what)) {							\
		fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #what); \
		abort();						\
	}								\
} while (0)

/* The arena of this input; the one before is emptied. */
static inline struct arena *
fuzz_arena(void)
{
	static struct arena *kept;

	if (kept == NULL)
		kept = arena_new();
	arena_reset(kept);
	return kept;
}

#endif
