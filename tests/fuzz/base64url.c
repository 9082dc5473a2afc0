/* base64url.c: what is taken for base64url or hex is written again just so, and any bytes come back. */
#include "tests/fuzz/fuzz.h"
#include "core/lib/crypto.h"

#include <string.h>
#include <strings.h>

FUZZ_TARGET(base64url)
{
	struct arena		*arena = fuzz_arena();
	const char		*text_in = arena_copy_n(arena, data, size);
	unsigned char		*bytes;
	size_t			 n = 0;

	if ((bytes = base64url_parse(arena, text_in, &n)) != NULL)
		FUZZ_MUST(strcmp(base64url(arena, bytes, n), text_in) == 0);
	if ((bytes = hex_parse(arena, text_in, &n)) != NULL)
		FUZZ_MUST(strcasecmp(hex(arena, bytes, n), text_in) == 0);
	bytes = base64url_parse(arena, base64url(arena, data, size), &n);
	FUZZ_MUST(bytes != NULL && n == size && memcmp(bytes, data, n) == 0);
	FUZZ_MUST(strlen(base64url(arena, data, size)) == BASE64URL_LEN(size));
	bytes = hex_parse(arena, hex(arena, data, size), &n);
	FUZZ_MUST(bytes != NULL && n == size && memcmp(bytes, data, n) == 0);
	return 0;
}
