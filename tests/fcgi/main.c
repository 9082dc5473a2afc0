/* main.c: the tests of fcgi/, by requests to a program made up for them. */
#include "tests/fcgi/suites.h"

#include <stddef.h>

#include "core/lib/log.h"
#include "tests/ask.h"

/* ClearSilver loses 32 bytes when a template does not parse; the program ends then. */
const char *__lsan_default_suppressions(void);
const char *
__lsan_default_suppressions(void)
{
	return "leak:cs_parse_string\n";
}

int
main(void)
{
	static const suite_maker suites[] = {
#define SUITE(noun) noun##_suite,
#include "tests/fcgi/suites.def"
#undef SUITE
		NULL
	};

	ask_templates(MARQUEE_SRCDIR "/tests/fcgi/templates");
	log_open("test", 2);
	return check_main(suites);
}
