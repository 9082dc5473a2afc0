/* poster.c: tests of core/documents/poster.c. */
#include "tests/documents/suites.h"
#include "core/documents/poster.h"
#include "core/domain/category.h"

#include <stdlib.h>
#include <string.h>

/* Four bytes of a PNG's header, most significant first (PNG 2nd edition, 11.2.2). */
static unsigned
number_at(const unsigned char *png, size_t i)
{
	return (unsigned)png[i] << 24 | (unsigned)png[i + 1] << 16 | (unsigned)png[i + 2] << 8 |
	    png[i + 3];
}

START_TEST(every_category_is_drawn)
{
	struct arena *a = arena_new();

	for (size_t c = 0; c < categories_n; c++)
		for (uint64_t seed = 0; seed < 8; seed++) {
			size_t			 len;
			const unsigned char	*png = poster_draw(a, categories[c].slug, seed,
			    &len);

			ck_assert_uint_gt(len, 5000);
			ck_assert_uint_le(len, 1024 * 1024);
			ck_assert_mem_eq(png, "\x89PNG\r\n\x1a\n", 8);
			ck_assert_uint_eq(number_at(png, 16), POSTER_WIDTH);
			ck_assert_uint_eq(number_at(png, 20), POSTER_HEIGHT);
			arena_reset(a);
		}
	arena_free(a);
}
END_TEST

START_TEST(a_seed_is_a_picture)
{
	struct arena	*a = arena_new();
	size_t		 len, again_len, other_len;
	const void	*png = poster_draw(a, "music", 42, &len);
	const void	*again = poster_draw(a, "music", 42, &again_len);
	const void	*other = poster_draw(a, "music", 43, &other_len);

	ck_assert_uint_eq(len, again_len);
	ck_assert_mem_eq(png, again, len);
	ck_assert(len != other_len || memcmp(png, other, len) != 0);
	arena_free(a);
}
END_TEST

START_TEST(an_unknown_category_is_drawn_too)
{
	struct arena	*a = arena_new();
	size_t		 len, known_len;
	const void	*png = poster_draw(a, "quilting", 7, &len);
	const void	*known = poster_draw(a, "community", 7, &known_len);

	ck_assert_uint_eq(len, known_len);
	ck_assert_mem_eq(png, known, len);
	arena_free(a);
}
END_TEST

Suite *
poster_suite(void)
{
	Suite *s = suite_create("poster");
	TCase *t = tcase_create("poster");

	tcase_set_timeout(t, 120);
	tcase_add_test(t, every_category_is_drawn);
	tcase_add_test(t, a_seed_is_a_picture);
	tcase_add_test(t, an_unknown_category_is_drawn_too);
	suite_add_tcase(s, t);
	return s;
}
