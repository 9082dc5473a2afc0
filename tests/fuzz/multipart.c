/*
 * multipart.c: whatever comes as a multipart body is refused, or its parts lie whole inside
 * it, one behind the other.  The first line of the input is the Content-Type.
 */
#include "tests/fuzz/fuzz.h"
#include "fcgi/param.h"
#include "fcgi/req.h"

#include <string.h>

FUZZ_TARGET(multipart)
{
	struct arena	*arena = fuzz_arena();
	const uint8_t	*line = memchr(data, '\n', size);
	size_t		 type_len = line == NULL ? 0 : (size_t)(line - data), len;
	const char	*behind;
	char		*body;
	struct params	 p;

	if (line == NULL)
		return 0;
	len = size - type_len - 1;
	body = malloc(len + 1);		/* of its own, so that a step beyond is seen */
	memcpy(body, line + 1, len);
	if (params_multipart(arena, arena_copy_n(arena, data, type_len), body, len,
	    REQ_PARAMS_MAX, &p) == NULL) {
		FUZZ_MUST(p.n <= REQ_PARAMS_MAX);
		behind = body;
		for (size_t i = 0; i < p.n; i++) {
			FUZZ_MUST(p.at[i].value >= behind &&
			    p.at[i].value + p.at[i].len < body + len);
			FUZZ_MUST(p.at[i].value[p.at[i].len] == '\0');
			FUZZ_MUST(p.at[i].bad || p.at[i].is_file ||
			    strlen(p.at[i].value) == p.at[i].len);
			behind = p.at[i].value + p.at[i].len;
		}
	}
	free(body);
	return 0;
}
