/*
 * address.c: whatever comes as an address is malformed, or has one spelling: no empty, dotted
 * or slashed segment, nothing but clean UTF-8, and its canonical form is read as itself.
 */
#include "tests/fuzz/fuzz.h"
#include "core/lib/text.h"
#include "core/lib/words.h"
#include "fcgi/program.h"
#include "fcgi/req.h"

#include <string.h>

static const struct program	nothing = { .name = "fuzz" };
static struct tools		tools = { .program = &nothing,
    .site_url = "https://marquee.example" };

static void
check(const struct req *r)
{
	FUZZ_MUST(r->path[0] == '/' && r->canonical[0] == '/');
	FUZZ_MUST(text_is_utf8(r->path, strlen(r->path)));
	FUZZ_MUST(language_find(r->language) != NULL);
	for (size_t i = 0; i < r->segments_n; i++) {
		const char *s = r->segments[i];

		FUZZ_MUST(*s != '\0' && strchr(s, '/') == NULL);
		FUZZ_MUST(strcmp(s, ".") != 0 && strcmp(s, "..") != 0);
		for (; *s != '\0'; s++)
			FUZZ_MUST((unsigned char)*s >= ' ' || *s == '\t');
	}
	for (const char *s = r->canonical; *s != '\0'; s++)
		FUZZ_MUST(*s > ' ' && *s < 0x7F && strchr("\"<>\\", *s) == NULL);
}

FUZZ_TARGET(address)
{
	struct arena	*arena = fuzz_arena();
	const char	*address = arena_copy_n(arena, data, size);
	struct req	*r = req_new_for_test(arena, &tools, "GET", address, NULL, NULL, 0, 1),
	    *again;

	if (r->malformed != NULL)
		return 0;
	check(r);
	address = req_local(arena, r->language, r->canonical);
	again = req_new_for_test(arena, &tools, "GET", address, NULL, NULL, 0, 1);
	if (r->segments_n == 0 || language_find(r->segments[0]) == NULL) {
		FUZZ_MUST(again->malformed == NULL || strlen(address) > 2048);
		FUZZ_MUST(again->malformed != NULL || strcmp(again->path, r->path) == 0);
	}
	FUZZ_MUST(strcmp(req_query(r, "q"), req_query(r, "q")) == 0);
	req_here(r);
	return 0;
}
