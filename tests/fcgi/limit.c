/* limit.c: who is counted as one; what needs a database is in session.c's world. */
#include "fcgi/limit.h"

#include "core/lib/arena.h"
#include "tests/ask.h"
#include "tests/fcgi/program.h"
#include "tests/fcgi/suites.h"

START_TEST(test_prefix)
{
	static const struct { const char *address, *prefix; } cases[] = {
		{ "192.0.2.7", "192.0.2.0/24" }, { "::ffff:192.0.2.7", "192.0.2.0/24" },
		{ "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64" },
		{ "::1", "0:0:0:0::/64" }, { "", "" }, { "unix:", "" }, { "192.0.2", "" },
		{ "192.0.2.7:80", "" }, { "fe80::1%eth0", "" },
	};
	struct arena *a = arena_new();

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert_str_eq(limit_prefix(a, cases[i].address), cases[i].prefix);
	arena_free(a);
}
END_TEST

Suite *
limit_suite(void)
{
	Suite	*s = suite_create("limit");
	TCase	*t = tcase_create("limit");

	tcase_add_test(t, test_prefix);
	suite_add_tcase(s, t);
	return s;
}
