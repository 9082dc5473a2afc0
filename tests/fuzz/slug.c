/* slug.c: of any text a word for an address: [a-z0-9-], never empty, never too long, and its own slug. */
#include "tests/fuzz/fuzz.h"
#include "core/lib/text.h"

#include <string.h>

FUZZ_TARGET(slug)
{
	struct arena	*arena = fuzz_arena();
	size_t		 cap, n;
	const char	*title, *slug;

	if (size < 1)
		return 0;
	cap = 8 + data[0] % 60;
	title = text_clean(arena, data + 1, size - 1, TEXT_LINES);
	if (title == NULL)
		return 0;
	slug = text_slug(arena, title, cap % 2 == 0 ? "ja" : "", cap);
	n = strlen(slug);
	FUZZ_MUST(n > 0 && n <= cap);
	FUZZ_MUST(strspn(slug, "abcdefghijklmnopqrstuvwxyz0123456789-") == n);
	FUZZ_MUST(slug[0] != '-' && slug[n - 1] != '-' && strstr(slug, "--") == NULL);
	FUZZ_MUST(strcmp(text_slug(arena, slug, "", cap), slug) == 0);
	return 0;
}
