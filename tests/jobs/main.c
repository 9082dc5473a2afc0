/* main.c: the tests of handlers/jobs. */
#include "tests/jobs/suites.h"

#include <stddef.h>

int
main(void)
{
	static const suite_maker suites[] = {
#define SUITE(noun) noun##_suite,
#include "tests/jobs/suites.def"
#undef SUITE
		NULL
	};

	return check_main(suites);
}
