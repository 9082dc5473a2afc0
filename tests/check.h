/* check.h: what every test program shares. */
#ifndef TESTS_CHECK_H
#define TESTS_CHECK_H

#include <check.h>
#include <stdio.h>

typedef Suite *(*suite_maker)(void);

/*
 * Run the suites, say how it went as TAP on standard output, and return main()'s
 * exit status.  The list ends with NULL.
 */
int check_main(const suite_maker *suites);

/* True, and a TAP line saying why, when the tests of this program need a world and there is none. */
int check_needs_world(void);

/* Open tests/data/<name> for reading; the test fails when it is not there. */
FILE *check_data(const char *name);

#endif
