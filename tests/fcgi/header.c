/* header.c: what browsers say in headers. */
#include "fcgi/header.h"

#include "core/lib/arena.h"
#include "tests/fcgi/suites.h"

START_TEST(test_language)
{
	static const struct { const char *header, *tag; } cases[] = {
		{ "", "en" }, { "de", "de" }, { "de-AT", "de" }, { "DE", "de" }, { "fr, it", "en" },
		{ "en;q=0.5, de;q=0.8", "de" }, { "de;q=0.5, en;q=0.8", "en" }, { "de;q=0", "en" },
		{ "fr;q=1, de;q=0.1", "de" }, { "den", "en" }, { "de;q=x", "en" },
		{ ",,;q=1,de", "de" },
		{ "*", "en" }, { "de;q=0.001", "de" }, { " de ; q=0.9 , en ; q=0.8", "de" },
		{ "de;level=1;q=0.2, en;q=0.3", "en" }, { ";;;;====,,,", "en" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert_msg(strcmp(header_language(cases[i].header), cases[i].tag) == 0, "%s",
		    cases[i].header);
}
END_TEST

START_TEST(test_gzip)
{
	ck_assert(header_gzip("gzip"));
	ck_assert(header_gzip("gzip, deflate, br"));
	ck_assert(header_gzip("br;q=1.0, GZIP;q=0.1"));
	ck_assert(header_gzip("*"));
	ck_assert(!header_gzip(""));
	ck_assert(!header_gzip("gzip;q=0"));
	ck_assert(!header_gzip("*, gzip;q=0"));
	ck_assert(!header_gzip("identity"));
	ck_assert(!header_gzip("gzipped"));
}
END_TEST

START_TEST(test_match)
{
	ck_assert(header_match("W/\"ab\"", "W/\"ab\""));
	ck_assert(header_match("\"ab\"", "W/\"ab\""));
	ck_assert(header_match("\"x\", W/\"y\" , \"ab\"", "W/\"ab\""));
	ck_assert(header_match("*", "W/\"ab\""));
	ck_assert(!header_match("", "W/\"ab\""));
	ck_assert(!header_match("\"abc\"", "W/\"ab\""));
	ck_assert(!header_match("ab", "W/\"ab\""));
	ck_assert(!header_match("\"ab", "W/\"ab\""));
	ck_assert(!header_match("\"x\" junk \"ab\"", "W/\"ab\""));
}
END_TEST

START_TEST(test_date)
{
	struct arena *a = arena_new();

	ck_assert_int_eq(header_date("Sun, 06 Nov 1994 08:49:37 GMT"), 784111777);
	ck_assert_int_eq(header_date("Sunday, 06-Nov-94 08:49:37 GMT"), 784111777);
	ck_assert_int_eq(header_date("Sun Nov  6 08:49:37 1994"), 784111777);
	ck_assert_int_eq(header_date(""), -1);
	ck_assert_int_eq(header_date("yesterday"), -1);
	ck_assert_int_eq(header_date("Sun, 06 Nov 1994 08:49:37"), -1);
	ck_assert_int_eq(header_date("Sun, 06 Nov 1994 08:49:37 GMTx"), -1);
	ck_assert_int_eq(header_date("Sun, 06 Foo 1994 08:49:37 GMT"), -1);
	ck_assert_int_eq(header_date("Sun, 99 Nov 1994 08:49:37 GMT"), -1);
	ck_assert_int_eq(header_date("Sun, 06 Nov 1994 -8:49:37 GMT"), -1);
	ck_assert_str_eq(header_date_text(a, 784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
	for (int64_t at = 0; at < 4102444800; at += 86399 * 37)
		ck_assert_int_eq(header_date(header_date_text(a, at)), at);
	arena_free(a);
}
END_TEST

START_TEST(test_token_and_value)
{
	ck_assert(header_token("X-Thing"));
	ck_assert(!header_token(""));
	ck_assert(!header_token("X Thing"));
	ck_assert(!header_token("X:Thing"));
	ck_assert(!header_token("X\r\n"));
	ck_assert(header_value("a\tb \"c\""));
	ck_assert(!header_value("a\rb"));
	ck_assert(!header_value("a\nb"));
	ck_assert(!header_value("a\x7f"));
}
END_TEST

Suite *
header_suite(void)
{
	Suite	*s = suite_create("header");
	TCase	*t = tcase_create("header");

	tcase_add_test(t, test_language);
	tcase_add_test(t, test_gzip);
	tcase_add_test(t, test_match);
	tcase_add_test(t, test_date);
	tcase_add_test(t, test_token_and_value);
	suite_add_tcase(s, t);
	return s;
}
