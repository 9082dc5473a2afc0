/* check.c: run suites and print TAP; see check.h. */
#include "tests/check.h"

#include <stdio.h>
#include <stdlib.h>

int
check_main(const suite_maker *suites)
{
	SRunner	*runner = srunner_create(NULL);
	int	 failed;

	for (; *suites != NULL; suites++)
		srunner_add_suite(runner, (*suites)());
	srunner_set_tap(runner, "-");
	srunner_run_all(runner, CK_SILENT);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int
check_needs_world(void)
{
	if (getenv("MARQUEE_CONF") != NULL)
		return 0;
	puts("1..0 # SKIP no world: run ./dev check");
	return 1;
}

FILE *
check_data(const char *name)
{
	const char	*srcdir = getenv("srcdir");	/* automake's; the tests also run by hand */
	char		 path[4096];
	FILE		*file;

	snprintf(path, sizeof(path), "%s/tests/data/%s", srcdir == NULL ? "." : srcdir, name);
	file = fopen(path, "rb");
	ck_assert_msg(file != NULL, "cannot open %s", path);
	return file;
}
