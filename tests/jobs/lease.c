/*
 * lease.c: tests of handlers/jobs/lease.c that need no database: the table of kinds, and how long
 * to wait.
 */
#include "tests/jobs/suites.h"
#include "handlers/jobs/jobs.h"

#include <string.h>

START_TEST(kinds_make_sense)
{
	for (size_t i = 0; i < kinds_n; i++) {
		const struct kind *k = &kinds[i];

		ck_assert_uint_le(strlen(k->name), 32);		/* the column's width */
		ck_assert_ptr_nonnull(k->run);
		ck_assert_int_ge(k->tries, 2);
		ck_assert_int_ge(k->lease, 1);
		ck_assert_int_ge(k->first, 1);
		ck_assert_int_ge(k->longest, k->first);
		/* sorted, none twice */
		ck_assert(i == 0 || strcmp(kinds[i - 1].name, k->name) < 0);
	}
}
END_TEST

START_TEST(waiting_doubles_up_to_a_limit)
{
	static const struct kind k = { .name = "x", .first = 2, .longest = 3600 };

	ck_assert_int_eq(lease_delay(&k, 1, 0.5), 2000);
	ck_assert_int_eq(lease_delay(&k, 2, 0.5), 4000);
	ck_assert_int_eq(lease_delay(&k, 11, 0.5), 2048 * 1000);
	ck_assert_int_eq(lease_delay(&k, 12, 0.5), 3600 * 1000);
	ck_assert_int_eq(lease_delay(&k, 1000000, 0.5), 3600 * 1000);
}
END_TEST

/* Many that failed at the same moment must not all come back at the same moment. */
START_TEST(waiting_is_spread)
{
	static const struct kind k = { .name = "x", .first = 100, .longest = 100 };

	ck_assert_int_eq(lease_delay(&k, 1, 0), 75 * 1000);
	ck_assert_int_eq(lease_delay(&k, 5, 1), 125 * 1000);
	ck_assert_int_lt(lease_delay(&k, 1, 0.3), lease_delay(&k, 1, 0.31));
}
END_TEST

/* Mail is tried for at least a day before it is given up, whatever chance says. */
START_TEST(mail_is_tried_for_a_day)
{
	for (size_t i = 0; i < kinds_n; i++) {
		int64_t total = 0;

		if (strcmp(kinds[i].name, "mail") != 0)
			continue;
		for (int attempt = 1; attempt < kinds[i].tries; attempt++)
			total += lease_delay(&kinds[i], attempt, 0);
		ck_assert_int_ge(total, (int64_t)24 * 3600 * 1000);
	}
}
END_TEST

Suite *
lease_suite(void)
{
	Suite *s = suite_create("lease");
	TCase *t = tcase_create("lease");

	tcase_add_test(t, kinds_make_sense);
	tcase_add_test(t, waiting_doubles_up_to_a_limit);
	tcase_add_test(t, waiting_is_spread);
	tcase_add_test(t, mail_is_tried_for_a_day);
	suite_add_tcase(s, t);
	return s;
}
