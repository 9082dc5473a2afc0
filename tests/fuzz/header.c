/*
 * header.c: whatever comes in Accept-Language, Accept-Encoding, If-None-Match or
 * If-Modified-Since has an answer.
 */
#include "tests/fuzz/fuzz.h"
#include "core/lib/words.h"
#include "fcgi/header.h"

#include <string.h>

FUZZ_TARGET(header)
{
	struct arena	*arena = fuzz_arena();
	const char	*value = arena_copy_n(arena, data, size);
	int64_t		 at = header_date(value);

	FUZZ_MUST(language_find(header_language(value)) != NULL);
	header_gzip(value);
	if (header_match(value, "W/\"0123\""))
		FUZZ_MUST(strchr(value, '*') != NULL || strstr(value, "\"0123\"") != NULL);
	FUZZ_MUST(at == -1 || header_date(header_date_text(arena, at)) == at);
	return 0;
}
