/*
 * cookies.c: whatever comes as a Cookie header is refused or read into names and values that
 * are part of it.
 */
#include "tests/fuzz/fuzz.h"
#include "fcgi/param.h"
#include "fcgi/req.h"

#include <string.h>

FUZZ_TARGET(cookies)
{
	struct params	p;
	bool		twice;

	if (params_cookies(fuzz_arena(), (const char *)data, size, &p) != NULL)
		return 0;
	FUZZ_MUST(p.n <= REQ_PARAMS_MAX);
	for (size_t i = 0; i < p.n; i++) {
		FUZZ_MUST(memmem(data, size, p.at[i].value, p.at[i].len) != NULL);
		FUZZ_MUST(memchr(p.at[i].value, ';', p.at[i].len) == NULL);
		FUZZ_MUST(param_find(&p, p.at[i].name, &twice) != NULL);
	}
	return 0;
}
