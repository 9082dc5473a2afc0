/*
 * url.c: whatever is taken for a web address is https to a public name as the address
 * itself says it, in characters that cannot break out of an attribute or a header, and
 * is taken again unchanged.
 */
#include "tests/fuzz/fuzz.h"
#include "core/lib/http.h"
#include "core/lib/text.h"

#include <string.h>

FUZZ_TARGET(url)
{
	struct arena	*arena = fuzz_arena();
	const char	*url = http_url(arena, arena_copy_n(arena, data, size)), *host, *again;
	size_t		 n;

	if (url == NULL)
		return 0;
	FUZZ_MUST(strncmp(url, "https://", 8) == 0 && strlen(url) <= HTTP_URL_MAX);
	for (const char *s = url; *s != '\0'; s++)
		FUZZ_MUST(*s > ' ' && *s < 0x7F && strchr("\"<>\\^`{|}", *s) == NULL);
	host = url + 8;
	n = strspn(host, "abcdefghijklmnopqrstuvwxyz0123456789-.");
	FUZZ_MUST(n > 0 && memchr(host, '.', n) != NULL);
	FUZZ_MUST(host[n] == '/' || strncmp(host + n, ":8443/", 6) == 0);
	FUZZ_MUST(host[n - 1] < '0' || host[n - 1] > '9' || text_host(arena, arena_copy_n(arena, host, n)));
	again = http_url(arena, url);
	FUZZ_MUST(again != NULL && strcmp(again, url) == 0);
	return 0;
}
