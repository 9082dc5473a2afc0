/* picture.c: tests of core/lib/picture.c: headers, and what is taken out of a WebP. */
#include "tests/lib/suites.h"
#include "core/lib/picture.h"

#include <string.h>

/* The header of a PNG, to the end of IHDR and its sum. */
static const unsigned char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x03\x20\0\0\x02\x58\x08\x02\0\0\0\0\0\0\0";

/* SOI, a comment, SOF0 of 800 by 600. */
static const unsigned char jpeg[] = "\xff\xd8\xff\xfe\0\x04hi\xff\xc0\0\x11\x08\x02\x58\x03\x20\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xd9";

/* VP8X with all flags, a profile, a picture of one byte (and its padding), EXIF, and something unknown. */
static const unsigned char webp[] = "RIFF\x44\0\0\0WEBP" "VP8X\x0a\0\0\0\x3c\0\0\0\x1f\x03\0\x57\x02\0"
    "ICCP\x02\0\0\0xx" "VP8 \x01\0\0\0p\0" "EXIF\x04\0\0\0gps!" "what\x06\0\0\0secret";

START_TEST(headers_are_read)
{
	struct picture p;

	ck_assert(picture_look(png, sizeof(png) - 1, &p));
	ck_assert_str_eq(p.media_type, "image/png");
	ck_assert_int_eq(p.width, 800);
	ck_assert_int_eq(p.height, 600);
	ck_assert(picture_look(jpeg, sizeof(jpeg) - 1, &p));
	ck_assert_str_eq(p.media_type, "image/jpeg");
	ck_assert_int_eq(p.width, 800);
	ck_assert_int_eq(p.height, 600);
	ck_assert(picture_look(webp, sizeof(webp) - 1, &p));
	ck_assert_str_eq(p.media_type, "image/webp");
	ck_assert_int_eq(p.width, 800);
	ck_assert_int_eq(p.height, 600);
}
END_TEST

START_TEST(what_is_cut_short_is_none)
{
	struct picture p;

	for (size_t n = 0; n < 33; n++)
		ck_assert(!picture_look(png, n, &p));
	for (size_t n = 0; n < 17; n++)
		ck_assert(!picture_look(jpeg, n, &p));
	for (size_t n = 0; n < 30; n++)
		ck_assert(!picture_look(webp, n, &p));
	ck_assert(!picture_look("GIF89a=1;alert(1)//", 19, &p));
}
END_TEST

START_TEST(a_webp_is_left_with_its_picture)
{
	unsigned char	b[sizeof(webp)];
	struct picture	p;
	size_t		n;

	memcpy(b, webp, sizeof(webp));
	n = picture_bare_webp(b, sizeof(webp) - 1);
	ck_assert_uint_eq(n, 12 + 18 + 10);
	ck_assert_uint_eq(b[4], n - 8);
	ck_assert_uint_eq(b[20], 0x10);		/* of the flags only the alpha channel's is left */
	ck_assert_mem_eq(b + 30, "VP8 \x01\0\0\0p\0", 10);
	ck_assert(picture_look(b, n, &p));
	ck_assert_uint_eq(picture_bare_webp(b, n), n);
}
END_TEST

START_TEST(a_webp_that_is_not_whole_is_none)
{
	unsigned char b[sizeof(webp)];

	for (size_t n = 0; n < sizeof(webp) - 1; n++) {
		memcpy(b, webp, sizeof(webp));
		ck_assert_uint_eq(picture_bare_webp(b, n), 0);
	}
	memcpy(b, webp, sizeof(webp));
	memcpy(b + 34, "\xff\xff\xff\xff", 4);	/* a chunk longer than the file */
	ck_assert_uint_eq(picture_bare_webp(b, sizeof(webp) - 1), 0);
}
END_TEST

Suite *
picture_suite(void)
{
	Suite *s = suite_create("picture");
	TCase *t = tcase_create("picture");

	tcase_add_test(t, headers_are_read);
	tcase_add_test(t, what_is_cut_short_is_none);
	tcase_add_test(t, a_webp_is_left_with_its_picture);
	tcase_add_test(t, a_webp_that_is_not_whole_is_none);
	suite_add_tcase(s, t);
	return s;
}
