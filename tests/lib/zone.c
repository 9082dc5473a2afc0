/*
 * zone.c: tests of core/lib/zone.c with files made here: rules of every form, as glibc
 * understands them in TZ, and files that are broken.
 */
#include "tests/lib/suites.h"
#include "core/lib/civil.h"
#include "core/lib/zone.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))
#define HEAD		44

/* --- a file of tzdata, by hand -------------------------------------------------------------- */

struct file {
	unsigned char	bytes[1024];
	size_t		n;
};

static void
put(struct file *f, const void *bytes, size_t n)
{
	memcpy(f->bytes + f->n, bytes, n);
	f->n += n;
}

static void
put_number(struct file *f, uint64_t value, int bytes)
{
	while (bytes-- > 0)
		f->bytes[f->n++] = (unsigned char)(value >> 8 * bytes);
}

static void
put_head(struct file *f, unsigned leaps, unsigned times, unsigned types, unsigned letters)
{
	put(f, "TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 20);
	put_number(f, 0, 4);
	put_number(f, 0, 4);
	put_number(f, leaps, 4);
	put_number(f, times, 4);
	put_number(f, types, 4);
	put_number(f, letters, 4);
}

/* One change, at 1000, from "LMT" to an hour east; then the rule. */
static void
make_file(struct file *f, const char *rule)
{
	memset(f, 0, sizeof(*f));
	put_head(f, 0, 0, 1, 4);
	put(f, "\0\0\0\0\0\0LMT", 10);
	put_head(f, 0, 1, 2, 8);
	put_number(f, 1000, 8);
	put(f, "\1", 1);
	put_number(f, 60, 4);
	put(f, "\0\0", 2);
	put_number(f, 3600, 4);
	put(f, "\1\4LMT\0ONE", 10);
	put(f, "\n", 1);
	put(f, rule, strlen(rule));
	put(f, "\n", 1);
}

static struct zone *
made(const char *rule)
{
	struct file	 f;

	make_file(&f, rule);
	return zone_parse(f.bytes, f.n);
}

static bool
is_zone(const void *bytes, size_t n)
{
	struct zone	*z = zone_parse(bytes, n);
	bool		 is = z != NULL;

	zone_free(z);
	return is;
}

/* --- rules -------------------------------------------------------------------------------------- */

START_TEST(rules_of_every_form_agree_with_glibc)
{
	const char *rules[] = { "WET0WEST,M3.5.0/1,M10.5.0", "CET-1CEST,M3.5.0,M10.5.0/3", "<+03>-3", "UTC0",
		"EST5EDT,M3.2.0,M11.1.0", "AEST-10AEDT,M10.1.0,M4.1.0/3", "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
		"AAA3BBB,J60/0,J300/1:30:15", "AAA3BBB,59/0,299", "AAA-5:45:30BBB-7,J32/2,J334/2", "AAA3BBB2:30,M2.2.6,M2.5.6",
		"IST-1GMT0,M10.5.0,M3.5.0/1", "AAA8BBB,M2.1.1/0,M11.5.6/23", "<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
		"EET-2EEST,M3.4.4/50,M10.4.4/50" };

	for (size_t i = 0; i < COUNT(rules); i++) {
		struct zone	*z = made(rules[i]);

		ck_assert_msg(z != NULL, "%s", rules[i]);
		setenv("TZ", rules[i], 1);
		tzset();
		for (int64_t t = days_from_civil(1975, 1, 1) * DAY_SECONDS; t < days_from_civil(2110, 1, 1) * DAY_SECONDS; t += 7207) {
			struct span	s = zone_span(z, t);
			time_t		when = t;
			struct tm	tm;

			localtime_r(&when, &tm);
			if (s.offset != tm.tm_gmtoff || s.summer != (tm.tm_isdst > 0) || strcmp(s.abbreviation, tm.tm_zone) != 0)
				ck_abort_msg("%s at %lld: %s %d here, %s %ld there", rules[i], (long long)t,
				    s.abbreviation, s.offset, tm.tm_zone, tm.tm_gmtoff);
		}
		zone_free(z);
	}
}
END_TEST

/* Summer all the year (RFC 9636, 3.3.1), which never changes. */
START_TEST(a_rule_without_winter)
{
	struct zone *z = made("XXX3EDT4,0/0,J365/23");

	for (int64_t t = days_from_civil(2020, 1, 1) * DAY_SECONDS; t < days_from_civil(2030, 1, 1) * DAY_SECONDS; t += 1800)
		if (zone_span(z, t).offset != -4 * 3600)
			ck_abort_msg("%lld", (long long)t);
	zone_free(z);
}
END_TEST

START_TEST(rules_that_are_none)
{
	const char *bad[] = { "A", "AB3", "ABC", "ABC25", "ABC3DEF", "ABC3DEF,M3.5.0", "ABC3DEF,M3.5.0,", "ABC3DEF,M13.5.0,M10.5.0",
		"ABC3DEF,M0.5.0,M10.5.0", "ABC3DEF,M3.0.0,M10.5.0", "ABC3DEF,M3.6.0,M10.5.0", "ABC3DEF,M3.5.7,M10.5.0",
		"ABC3DEF,J0,J365", "ABC3DEF,J1,J366", "ABC3DEF,1,366", "ABC3DEF,1/168,2", "ABC3DEF,1/2:60,2", "ABC3DEF,1,2,3",
		"ABC3DEF,1;2", "<ABC3", "<A>3", "<ABCDEFGHIJKLMNOPQ>3", "ABC3:60", "ABC3:", "ABC+-3", " ABC3", "ABC3 ", "ABC0003",
		"ABC3DEF25,1,2", "ABC3DEF,M3.5.0/,M10.5.0", "ABC3DEF,M3,M10" };

	for (size_t i = 0; i < COUNT(bad); i++)
		ck_assert_msg(made(bad[i]) == NULL, "%s", bad[i]);
}
END_TEST

START_TEST(without_a_rule_the_last_change_stays)
{
	struct zone	*z = made("");
	struct span	 s = zone_span(z, INT64_MAX / 2);

	ck_assert_int_eq(s.offset, 3600);
	ck_assert_int_eq(s.from, 1000);
	ck_assert(s.until == INT64_MAX);
	s = zone_span(z, 999);
	ck_assert_int_eq(s.offset, 60);
	ck_assert_str_eq(s.abbreviation, "LMT");
	ck_assert(s.from == INT64_MIN && s.until == 1000);
	zone_free(z);
}
END_TEST

START_TEST(a_rule_begins_after_the_last_change)
{
	struct zone	*z = made("CET-1CEST,M3.5.0,M10.5.0/3");
	struct span	 s = zone_span(z, 1000);

	ck_assert_int_eq(s.from, 1000);
	ck_assert_str_eq(s.abbreviation, "CET");
	ck_assert_str_eq(zone_span(z, 999).abbreviation, "LMT");
	zone_free(z);
}
END_TEST

/* --- broken files ------------------------------------------------------------------------------------ */

START_TEST(cut_anywhere_it_is_no_zone)
{
	struct file f;

	make_file(&f, "CET-1CEST,M3.5.0,M10.5.0/3");
	ck_assert(is_zone(f.bytes, f.n));
	for (size_t n = 0; n < f.n; n++) {
		unsigned char *copy = memcpy(malloc(n + 1), f.bytes, n);	/* of just that size, for the sanitizer */

		ck_assert(!is_zone(copy, n));
		free(copy);
	}
}
END_TEST

/* The first change of the second half, its manners and their letters. */
START_TEST(what_points_outside_is_refused)
{
	const size_t	second = HEAD + 10, body = second + HEAD;
	struct file	f, good;

	make_file(&good, "UTC0");
#define BREAK(at, value)	do { \
		f = good; \
		f.bytes[at] = (value); \
		ck_assert_msg(!is_zone(f.bytes, f.n), "byte %zu", (size_t)(at)); \
	} while (0)
	BREAK(0, 'X');
	BREAK(4, '\0');			/* version 1 */
	BREAK(second + 4, '1');
	BREAK(second + 31, 1);		/* a leap second */
	BREAK(second + 39, 0);		/* no manners */
	BREAK(second + 32, 0xff);	/* very many changes */
	BREAK(second + 38, 2);		/* very many manners */
	BREAK(second + 40, 0x7f);	/* very many letters */
	BREAK(body + 8, 2);		/* change to a manner that is not there */
	BREAK(body + 9, 0x7f);		/* offset of years */
	BREAK(body + 13, 2);		/* neither summer nor not */
	BREAK(body + 14, 8);		/* letters behind the end */
	BREAK(f.n - 1, ' ');		/* no end of line */
	BREAK(f.n - 6, ' ');		/* no beginning of it */
	ck_assert(is_zone(good.bytes, good.n));
}
END_TEST

Suite *
zone_suite(void)
{
	Suite *s = suite_create("zone");
	TCase *t = tcase_create("zone");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, rules_of_every_form_agree_with_glibc);
	tcase_add_test(t, a_rule_without_winter);
	tcase_add_test(t, rules_that_are_none);
	tcase_add_test(t, without_a_rule_the_last_change_stays);
	tcase_add_test(t, a_rule_begins_after_the_last_change);
	tcase_add_test(t, cut_anywhere_it_is_no_zone);
	tcase_add_test(t, what_points_outside_is_refused);
	suite_add_tcase(s, t);
	return s;
}
