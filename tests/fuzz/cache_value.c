/* cache_value.c: nothing passes for a value but what was packed under that key, and that comes back whole. */
#include "tests/fuzz/fuzz.h"
#include "core/lib/cache_value.h"

#include <string.h>

static const char here[] = "mq1:0123456789012345678901234567890123456789";
static const char there[] = "mq1:0123456789012345678901234567890123456780";

FUZZ_TARGET(cache_value)
{
	static struct tagger	*tagger;
	struct arena		*arena = fuzz_arena();
	unsigned char		*packed;
	char			*bytes;
	size_t			 n, len;

	if (tagger == NULL)
		tagger = tagger_new((const unsigned char *)"a key of exactly 32 bytes, it is");
	FUZZ_MUST(value_unpack(tagger, arena, here, data, size, &len) == NULL);
	packed = value_pack(tagger, here, data, size, &n);
	bytes = value_unpack(tagger, arena, here, packed, n, &len);
	FUZZ_MUST(bytes != NULL && len == size && memcmp(bytes, data, size) == 0 && bytes[len] == '\0');
	FUZZ_MUST(value_unpack(tagger, arena, there, packed, n, &len) == NULL);
	FUZZ_MUST(value_unpack(tagger, arena, here, packed, n - 1, &len) == NULL);
	packed[size == 0 ? 0 : data[0] % n] ^= 1;
	FUZZ_MUST(value_unpack(tagger, arena, here, packed, n, &len) == NULL);
	free(packed);
	return 0;
}
