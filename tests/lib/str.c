/* str.c: tests of core/lib/str.c. */
#include "tests/lib/suites.h"
#include "core/lib/str.h"

#include <string.h>

START_TEST(begins_empty)
{
	struct arena	*a = arena_new();
	struct str	*s = str_new(a);

	ck_assert_str_eq(s->text, "");
	ck_assert_uint_eq(s->len, 0);
	arena_free(a);
}
END_TEST

START_TEST(everything_ends_up_in_order)
{
	struct arena	*a = arena_new();
	struct str	*s = str_new(a);

	str_add(s, "two ");
	str_addf(s, "%s-%d", "seat", 12);
	str_addc(s, '!');
	str_add_n(s, "\0x", 2);
	ck_assert_uint_eq(s->len, 14);
	ck_assert_mem_eq(s->text, "two seat-12!\0x", 15);
	str_cut(s, 3);
	str_cut(s, 300);
	ck_assert_str_eq(s->text, "two");
	arena_free(a);
}
END_TEST

/* Every length near where it grows, by every way of adding. */
START_TEST(grows_over_every_edge)
{
	struct arena	*a = arena_new();
	char		 many[2000];

	memset(many, 'm', sizeof(many));
	for (size_t n = 200; n < 1000; n++) {
		struct str *s = str_new(a);

		str_add_n(s, many, n);
		str_addc(s, 'c');
		ck_assert_uint_eq(s->len, n + 1);
		ck_assert_uint_eq(strlen(s->text), n + 1);
		s = str_new(a);
		str_addf(s, "%.*s", (int)n, many);
		ck_assert_uint_eq(s->len, n);
		ck_assert_uint_eq(strlen(s->text), n);
		if (n % 100 == 0)
			arena_reset(a);
	}
	arena_free(a);
}
END_TEST

START_TEST(a_megabyte_letter_by_letter)
{
	struct arena	*a = arena_new();
	struct str	*s = str_new(a);

	for (int i = 0; i < 1000000; i++)
		str_addc(s, (char)('a' + i % 26));
	ck_assert_uint_eq(s->len, 1000000);
	ck_assert_int_eq(s->text[999999], 'a' + 999999 % 26);
	ck_assert_uint_lt(arena_used(a), 4 * 1024 * 1024);
	arena_free(a);
}
END_TEST

Suite *
str_suite(void)
{
	Suite *s = suite_create("str");
	TCase *t = tcase_create("str");

	tcase_add_test(t, begins_empty);
	tcase_add_test(t, everything_ends_up_in_order);
	tcase_add_test(t, grows_over_every_edge);
	tcase_add_test(t, a_megabyte_letter_by_letter);
	suite_add_tcase(s, t);
	return s;
}
