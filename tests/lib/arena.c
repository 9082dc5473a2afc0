/* arena.c: tests of core/lib/arena.c. */
#include "tests/lib/suites.h"
#include "core/lib/arena.h"

#include <stdint.h>
#include <string.h>

START_TEST(memory_is_zeroed_and_aligned)
{
	struct arena *a = arena_new();

	for (size_t size = 1; size < 200000; size = size * 3 + 1) {
		unsigned char *p = arena_alloc(a, size);

		ck_assert_uint_eq((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			if (p[i] != 0)	/* each ck_assert is a message to the parent */
				ck_abort_msg("byte %zu of %zu", i, size);
		memset(p, 0xff, size);
	}
	arena_reset(a);
	ck_assert_int_eq(*(unsigned char *)arena_alloc(a, 1), 0);
	arena_free(a);
}
END_TEST

START_TEST(text_prints_any_length)
{
	struct arena	*a = arena_new();
	char		*x = text(a, "%0100000d", 7);

	ck_assert_uint_eq(strlen(x), 100000);
	ck_assert_str_eq(text(a, "%s-%d", "seat", 12), "seat-12");
	arena_free(a);
}
END_TEST

static void
note(void *what)
{
	char **at = what;

	*(*at)++ = 'x';
}

START_TEST(deferred_runs_once_at_reset)
{
	struct arena	*a = arena_new();
	char		 seen[4] = "", *at = seen;

	arena_defer(a, note, &at);
	arena_defer(a, note, &at);
	arena_reset(a);
	ck_assert_str_eq(seen, "xx");
	arena_free(a);
	ck_assert_str_eq(seen, "xx");
}
END_TEST

START_TEST(impossible_array_ends_the_process)
{
	arena_array(arena_new(), SIZE_MAX / 2, 3);
}
END_TEST

Suite *
arena_suite(void)
{
	Suite *s = suite_create("arena");
	TCase *t = tcase_create("arena");

	tcase_add_test(t, memory_is_zeroed_and_aligned);
	tcase_add_test(t, text_prints_any_length);
	tcase_add_test(t, deferred_runs_once_at_reset);
	tcase_add_exit_test(t, impossible_array_ends_the_process, 71);
	suite_add_tcase(s, t);
	return s;
}
