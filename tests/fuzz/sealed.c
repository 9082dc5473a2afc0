/* sealed.c: nothing opens but what was sealed, no code is good but the one that was made. */
#include "tests/fuzz/fuzz.h"
#include "core/lib/crypto.h"

#include <string.h>
#include <unistd.h>

static const struct keyring *
ring(void)
{
	static struct keyring	*kept;
	static struct arena	*forever;
	char			 dir[] = "/tmp/fuzz.XXXXXX", path[64];
	const char		*err;

	if (kept != NULL)
		return kept;
	forever = arena_new();
	FUZZ_MUST(mkdtemp(dir) != NULL);
	FUZZ_MUST(keyring_make(forever, dir, "fuzz", 0, &err) == 1);
	FUZZ_MUST((kept = keyring_load(forever, dir, "fuzz", &err)) != NULL);
	snprintf(path, sizeof(path), "%s/fuzz-1.key", dir);
	unlink(path);
	rmdir(dir);
	return kept;
}

FUZZ_TARGET(sealed)
{
	struct arena	*arena = fuzz_arena();
	char		*given = arena_copy_n(arena, data, size), *made;
	unsigned char	*bytes;
	size_t		 n;

	FUZZ_MUST(crypto_open(arena, ring(), "fuzz", "about", given, &n) == NULL);
	FUZZ_MUST(!mac_verify(ring(), "fuzz", "about", 5, given));
	made = crypto_seal(arena, ring(), "fuzz", given, data, size);
	bytes = crypto_open(arena, ring(), "fuzz", given, made, &n);
	FUZZ_MUST(bytes != NULL && n == size && memcmp(bytes, data, n) == 0);
	made = mac_sign(arena, ring(), "fuzz", data, size);
	FUZZ_MUST(mac_verify(ring(), "fuzz", data, size, made));
	return 0;
}
