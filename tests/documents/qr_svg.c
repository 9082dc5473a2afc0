/* qr_svg.c: tests of core/documents/qr_svg.c: its rectangles, drawn again, are the code. */
#include "tests/documents/suites.h"
#include "core/documents/qr_svg.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

START_TEST(it_is_the_code)
{
	struct arena	*a = arena_new();
	const struct qr	*q = qr_make(a, "HTTPS://MARQUEE.EXAMPLE/ 0123456789");
	const char	*svg = qr_svg(a, q), *path = strstr(svg, "<path d='") + 9;
	char		*drawn = arena_alloc(a, (size_t)(q->size * q->size));
	int		 x, y, width, back, used;

	for (; sscanf(path, "M%d %dh%dv1H%dz%n", &x, &y, &width, &back, &used) == 4; path += used) {
		ck_assert_int_eq(back, x);
		for (int i = 0; i < width; i++)
			drawn[(y - QR_QUIET) * q->size + x - QR_QUIET + i] = 1;
	}
	ck_assert_str_eq(path, "'/></svg>");
	ck_assert_mem_eq(drawn, q->dark, (size_t)(q->size * q->size));
	ck_assert_ptr_nonnull(strstr(svg, text(a, "viewBox='0 0 %d %d'", q->size + 8, q->size + 8)));
	arena_free(a);
}
END_TEST

START_TEST(its_address_needs_no_quotes)
{
	struct arena	*a = arena_new();
	const char	*uri = qr_svg_uri(a, qr_make(a, "A"));

	ck_assert_int_eq(strncmp(uri, "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'", 62), 0);
	ck_assert_ptr_null(strpbrk(uri, "<>\"# &"));
	arena_free(a);
}
END_TEST

Suite *
qr_svg_suite(void)
{
	Suite	*s = suite_create("qr_svg");
	TCase	*t = tcase_create("drawing");

	tcase_add_test(t, it_is_the_code);
	tcase_add_test(t, its_address_needs_no_quotes);
	suite_add_tcase(s, t);
	return s;
}
