/*
 * email.c: whatever is taken for an address is one that may stand in an SMTP command and a
 * header, and is taken again unchanged.
 */
#include "tests/fuzz/fuzz.h"
#include "core/lib/text.h"

#include <string.h>

FUZZ_TARGET(email)
{
	struct arena	*arena = fuzz_arena();
	const char	*typed = arena_copy_n(arena, data, size);
	const char	*address = text_email(arena, typed), *key = text_email_key(arena, typed), *at;

	FUZZ_MUST((address == NULL) == (key == NULL));
	if (address == NULL)
		return 0;
	at = strchr(address, '@');
	FUZZ_MUST(at != NULL && strchr(at + 1, '@') == NULL && strchr(at, '.') != NULL);
	FUZZ_MUST(at > address && at - address <= 64 && strlen(address) <= TEXT_EMAIL_MAX);
	for (const char *s = address; *s != '\0'; s++)
		FUZZ_MUST(*s > ' ' && *s < 0x7F && strchr("<>()[]\\,;:\"", *s) == NULL);
	FUZZ_MUST(strcmp(text_email(arena, address), address) == 0);
	FUZZ_MUST(strcasecmp(key, address) == 0);
	FUZZ_MUST(strcmp(text_email_key(arena, key), key) == 0);
	return 0;
}
