/* main.c: the tests of core/services. */
#include "tests/services/suites.h"

#include <stddef.h>

int
main(void)
{
	static const suite_maker suites[] = {
#define SUITE(noun) noun##_suite,
#include "tests/services/suites.def"
#undef SUITE
		NULL
	};

	return check_main(suites);
}
