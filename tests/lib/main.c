/* main.c: the tests of core/lib. */
#include "tests/lib/suites.h"

#include <stddef.h>

int
main(void)
{
	static const suite_maker suites[] = {
#define SUITE(noun) noun##_suite,
#include "tests/lib/suites.def"
#undef SUITE
		NULL
	};

	return check_main(suites);
}
