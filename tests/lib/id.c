/* id.c: tests of core/lib/id.c. */
#include "tests/lib/suites.h"
#include "core/lib/id.h"

#include <stdlib.h>
#include <string.h>

#define NOW	((int64_t)1796500800)	/* 2026-12-05T20:00:00Z */

START_TEST(an_id_knows_its_shard_and_its_second)
{
	for (int shard = 0; shard < ID_SHARDS; shard++) {
		int64_t id = id_new(shard, NOW);

		ck_assert_int_gt(id, 0);
		ck_assert_int_eq(id_shard(id), shard);
		ck_assert_int_eq(id_made_at(id), NOW);
	}
}
END_TEST

START_TEST(any_clock_makes_an_id)
{
	const int64_t clocks[] = { INT64_MIN, -1, 0, 1704067200, 1704067201, 3851550846, 3851550847, INT64_MAX };

	for (size_t i = 0; i < sizeof(clocks) / sizeof(clocks[0]); i++)
		for (int n = 0; n < 1000; n++) {
			int64_t id = id_new(4095, clocks[i]);

			ck_assert_int_gt(id, 0);
			ck_assert_int_eq(id_shard(id), 4095);
			ck_assert_int_gt(id_new(0, clocks[i]), 0);
		}
}
END_TEST

START_TEST(later_ids_of_a_shard_are_larger)
{
	ck_assert_int_lt(id_new(7, NOW), id_new(7, NOW + 1));
}
END_TEST

static int
ascending(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* 20 bits a second and shard: of 1,000 drawn in one second about half a pair is the same. */
START_TEST(few_are_drawn_twice)
{
	enum { N = 1000 };
	int64_t	ids[N];
	int	same = 0;

	for (int i = 0; i < N; i++)
		ids[i] = id_new(1, NOW);
	qsort(ids, N, sizeof(ids[0]), ascending);
	for (int i = 1; i < N; i++)
		same += ids[i] == ids[i - 1];
	ck_assert_int_lt(same, 10);
}
END_TEST

START_TEST(letters_go_there_and_back)
{
	struct arena	*a = arena_new();
	const int64_t	 ids[] = { 1, 31, 32, INT64_MAX, INT64_MAX - 1, (int64_t)1 << 62, (int64_t)4095 << 51 };

	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		ck_assert_uint_eq(strlen(id_text(a, ids[i])), ID_LETTERS);
		ck_assert_int_eq(id_parse(id_text(a, ids[i])), ids[i]);
	}
	for (int i = 0; i < 10000; i++) {
		int64_t id = id_new(i % ID_SHARDS, NOW + i);

		ck_assert_int_eq(id_parse(id_text(a, id)), id);
	}
	ck_assert_str_eq(id_text(a, 1), "0000000000001");
	ck_assert_str_eq(id_text(a, INT64_MAX), "7zzzzzzzzzzzz");
	ck_assert_str_eq(id_text(a, 0), "0000000000000");
	arena_free(a);
}
END_TEST

START_TEST(what_is_no_id_finds_nothing)
{
	const char *bad[] = {
		"", "1", "000000000000", "00000000000011", "0000000000000", "800000000000", "8000000000000",
		"zzzzzzzzzzzzz", "000000000000i", "000000000000l", "000000000000o", "000000000000u",
		"000000000000A", "000000000000-", " 000000000001", "000000000001 ", "+000000000001",
		"00000000000\xc3\xa9", "\xff" "000000000001", "000000000000\n",
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(id_parse(bad[i]) == 0, "%s", bad[i]);
	ck_assert_int_eq(id_parse(NULL), 0);
}
END_TEST

Suite *
id_suite(void)
{
	Suite *s = suite_create("id");
	TCase *t = tcase_create("id");

	tcase_add_test(t, an_id_knows_its_shard_and_its_second);
	tcase_add_test(t, any_clock_makes_an_id);
	tcase_add_test(t, later_ids_of_a_shard_are_larger);
	tcase_add_test(t, few_are_drawn_twice);
	tcase_add_test(t, letters_go_there_and_back);
	tcase_add_test(t, what_is_no_id_finds_nothing);
	suite_add_tcase(s, t);
	return s;
}
