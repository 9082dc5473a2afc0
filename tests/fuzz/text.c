/*
 * text.c: what text_clean() takes is UTF-8 without controls, cleaning it again changes
 * nothing, and it survives being cut.  The first byte chooses line or lines.
 */
#include "tests/fuzz/fuzz.h"
#include "core/lib/text.h"

#include <string.h>

FUZZ_TARGET(text)
{
	struct arena	*arena = fuzz_arena();
	enum text_kind	 kind;
	const char	*clean, *again, *cut;

	if (size < 1)
		return 0;
	kind = data[0] % 2 == 0 ? TEXT_LINE : TEXT_LINES;
	clean = text_clean(arena, data + 1, size - 1, kind);
	if (clean == NULL)
		return 0;
	FUZZ_MUST(text_is_utf8(data + 1, size - 1));
	FUZZ_MUST(text_is_utf8(clean, strlen(clean)));
	for (const char *s = clean; *s != '\0'; s++)
		FUZZ_MUST((unsigned char)*s >= 0x20 || (kind == TEXT_LINES && (*s == '\n' || *s == '\t')));
	FUZZ_MUST(strstr(clean, "\xE2\x80\xAE") == NULL);
	again = text_clean(arena, clean, strlen(clean), kind);
	FUZZ_MUST(again != NULL && strcmp(again, clean) == 0);
	cut = text_cut(arena, clean, size % 40);
	FUZZ_MUST(text_is_utf8(cut, strlen(cut)) && text_length(cut) <= size % 40);
	return 0;
}
