/* qr.c: tests of core/lib/qr.c.  That others read what it draws is in tests/system/paper.py. */
#include "tests/lib/suites.h"
#include "core/lib/qr.h"

#include <string.h>

static struct arena *a;

static void
begin(void)
{
	a = arena_new();
}

static void
end(void)
{
	arena_free(a);
}

static const char *
many(size_t n)
{
	char *s = arena_alloc(a, n + 1);

	memset(s, 'A', n);
	return s;
}

/* The square within a square that stands in three corners (ISO/IEC 18004, 6.3.3). */
static void
assert_finder(const struct qr *q, int left, int top)
{
	for (int y = 0; y < 7; y++)
		for (int x = 0; x < 7; x++) {
			int from_middle = x < 3 ? 3 - x : x - 3, down = y < 3 ? 3 - y : y - 3;

			if (down > from_middle)
				from_middle = down;
			ck_assert_int_eq(qr_is_dark(q, left + x, top + y), from_middle != 2);
		}
}

START_TEST(it_is_a_qr_code)
{
	const struct qr *q = qr_make(a, "MARQUEE 2026");

	ck_assert_ptr_nonnull(q);
	ck_assert_int_eq(q->size, 21);
	assert_finder(q, 0, 0);
	assert_finder(q, q->size - 7, 0);
	assert_finder(q, 0, q->size - 7);
}
END_TEST

/* The capacities of table 7 for level M, alphanumeric: 20 in version 1, 122 in 5, 154 in 6. */
START_TEST(it_takes_what_it_says)
{
	ck_assert_int_eq(qr_make(a, many(20))->size, 21);
	ck_assert_int_eq(qr_make(a, many(21))->size, 25);
	ck_assert_int_eq(qr_make(a, many(122))->size, 37);
	ck_assert_int_eq(qr_make(a, many(154))->size, 41);
	ck_assert_ptr_null(qr_make(a, many(155)));
	ck_assert_ptr_null(qr_make(a, many(100000)));
	ck_assert_ptr_null(qr_make(a, ""));
	ck_assert_ptr_null(qr_make(a, "abc"));
	ck_assert_ptr_null(qr_make(a, "A\xc3\xa9"));
}
END_TEST

Suite *
qr_suite(void)
{
	Suite	*s = suite_create("qr");
	TCase	*t = tcase_create("code");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, it_is_a_qr_code);
	tcase_add_test(t, it_takes_what_it_says);
	suite_add_tcase(s, t);
	return s;
}
