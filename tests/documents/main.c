/* main.c: the tests of core/documents. */
#include "tests/documents/suites.h"

#include <stddef.h>

int
main(void)
{
	static const suite_maker suites[] = {
#define SUITE(noun) noun##_suite,
#include "tests/documents/suites.def"
#undef SUITE
		NULL
	};

	return check_main(suites);
}
