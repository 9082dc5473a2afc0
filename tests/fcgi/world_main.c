/* world_main.c: the tests of fcgi/ that need databases and memcached. */
#include "tests/check.h"

#include <stddef.h>
#include <stdlib.h>

#include "core/lib/log.h"

Suite *world_kept_suite(void);
Suite *world_limit_suite(void);
Suite *world_session_suite(void);

int
main(void)
{
	static const suite_maker suites[] = { world_kept_suite, world_limit_suite,
	    world_session_suite, NULL };

	if (check_needs_world())
		return EXIT_SUCCESS;
	log_open("test", 2);
	return check_main(suites);
}
