/*
 * urlencoded.c: whatever comes as a query or an urlencoded body is refused or read into
 * few names of ours and values without NUL, and a name in disguise is nobody's.
 */
#include "tests/fuzz/fuzz.h"
#include "fcgi/param.h"
#include "fcgi/req.h"

#include <string.h>

static void
check(const struct params *p)
{
	FUZZ_MUST(p->n <= REQ_PARAMS_MAX);
	for (size_t i = 0; i < p->n; i++) {
		FUZZ_MUST(strspn(p->at[i].name,
		    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-") ==
		    strlen(p->at[i].name));
		FUZZ_MUST(strlen(p->at[i].value) == p->at[i].len && !p->at[i].is_file);
		FUZZ_MUST(!p->at[i].bad || p->at[i].len == 0);
	}
}

FUZZ_TARGET(urlencoded)
{
	struct arena	*arena = fuzz_arena();
	const char	*bytes = (const char *)data;
	struct params	 p;

	if (params_urlencoded(arena, bytes, size, REQ_PARAMS_MAX, &p) == NULL)
		check(&p);
	if (params_query(arena, bytes, size, &p) == NULL)
		check(&p);
	return 0;
}
