/* ticket_code.c: no text is a ticket but the one we made; what is typed as ten letters is read as itself. */
#include "tests/fuzz/fuzz.h"
#include "core/domain/ticket_code.h"

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
	FUZZ_MUST(keyring_make(forever, dir, "ticket", 0, &err) == 1);
	FUZZ_MUST((kept = keyring_load(forever, dir, "ticket", &err)) != NULL);
	snprintf(path, sizeof(path), "%s/ticket-1.key", dir);
	unlink(path);
	rmdir(dir);
	return kept;
}

FUZZ_TARGET(ticket_code)
{
	struct arena		*arena = fuzz_arena();
	char			*given = arena_copy_n(arena, data, size), *typed;
	struct ticket_code	 code = { 1, 0 }, got;

	FUZZ_MUST(!ticket_code_read(arena, ring(), given, &got));
	typed = ticket_short_code_parse(arena, given);
	if (typed != NULL) {
		FUZZ_MUST(strlen(typed) == TICKET_SHORT_LEN);
		FUZZ_MUST(strcmp(ticket_short_code_parse(arena, typed), typed) == 0);
	}
	memcpy(&code.ticket, data, size < 8 ? size : 8);
	code.ticket = (code.ticket & INT64_MAX) == 0 ? 1 : code.ticket & INT64_MAX;
	code.revision = (int)(size & 0xFFFF);
	given = ticket_code_make(arena, ring(), &code, 1);
	FUZZ_MUST(ticket_code_read(arena, ring(), given, &got));
	FUZZ_MUST(got.ticket == code.ticket && got.revision == code.revision);
	if (size > 0) {		/* and no letter of it may be another */
		size_t at = data[0] % TICKET_CODE_LEN;

		given[at] = given[at] == 'A' ? 'B' : 'A';
		FUZZ_MUST(!ticket_code_read(arena, ring(), given, &got));
	}
	return 0;
}
