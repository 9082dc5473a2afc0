/* main.c: crowds, faults and kills upon what is sold, on a stage of their own. */
#include "tests/stage.h"
#include "tests/storm/suites.h"

#include <stddef.h>

int
main(void)
{
	static const suite_maker suites[] = {
#define SUITE(noun) noun##_suite,
#include "tests/storm/suites.def"
#undef SUITE
		NULL
	};

	return stage_main(suites);
}
