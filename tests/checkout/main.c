/* main.c: the tests of handlers/checkout, on a stage of their own. */
#include "tests/checkout/suites.h"
#include "tests/stage.h"

#include <stddef.h>

int
main(void)
{
	static const suite_maker suites[] = {
#define SUITE(noun) noun##_suite,
#include "tests/checkout/suites.def"
#undef SUITE
		NULL
	};

	return stage_main(suites);
}
