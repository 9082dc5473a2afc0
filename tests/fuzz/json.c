/*
 * json.c: what is parsed is written again safe inside HTML, parses again to the same, and
 * every lookup answers.
 */
#include "tests/fuzz/fuzz.h"
#include "core/lib/json.h"

#include <string.h>

static const char *
written(struct arena *arena, const struct json *j, size_t *len)
{
	struct json_writer *w = json_writer_new(arena);

	json_value(w, NULL, j);
	return json_written(w, len);
}

/* Nothing stands deeper than promised; every member can be had by its key. */
static void
look_into(const struct json *j, int depth)
{
	FUZZ_MUST(json_size(j) == 0 || depth <= JSON_MAX_DEPTH);
	for (size_t i = 0; i < json_size(j); i++) {
		const char *key = json_key_at(j, i);

		FUZZ_MUST((key != NULL) == (json_kind(j) == JSON_OBJECT));
		FUZZ_MUST(key == NULL || json_get(j, key) == json_at(j, i));
		look_into(json_at(j, i), depth + 1);
	}
}

FUZZ_TARGET(json)
{
	struct arena		*arena = fuzz_arena();
	const char		*why = NULL, *once, *twice;
	const struct json	*j = json_parse(arena, data, size, &why);
	size_t			 len, len2;

	FUZZ_MUST((j == NULL) == (why != NULL));
	if (j == NULL)
		return 0;
	FUZZ_MUST(size <= JSON_MAX_BYTES && memchr(data, '\0', size) == NULL);
	look_into(j, 1);
	once = written(arena, j, &len);
	FUZZ_MUST(strlen(once) == len && strpbrk(once, "<>&") == NULL);
	j = json_parse(arena, once, len, &why);
	if (j == NULL)		/* escapes may make it longer than it came */
		FUZZ_MUST(len > JSON_MAX_BYTES);
	else {
		twice = written(arena, j, &len2);
		FUZZ_MUST(len == len2 && strcmp(once, twice) == 0);
	}
	return 0;
}
