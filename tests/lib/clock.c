/*
 * clock.c: tests of core/lib/clock.c, zone.c and clock_show.c (ASSURANCE I06).
 * glibc reads the same tzdata and is asked whether it agrees.
 */
#include "tests/lib/suites.h"
#include "core/lib/civil.h"
#include "core/lib/clock.h"
#include "core/lib/zone.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))

/* For what is asked a million times: Check's own notes each question down in a file first. */
#define MUST(true_that, ...)	do { if (!(true_that)) ck_abort_msg(__VA_ARGS__); } while (0)

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

/* --- the calendar --------------------------------------------------------------------------- */

START_TEST(days_and_dates_agree_with_glibc)
{
	for (int64_t day = -150000; day < 2932897; day += 13) {
		time_t		t = day * DAY_SECONDS;
		struct tm	tm;
		int64_t		year;
		int		month, of_month;

		gmtime_r(&t, &tm);
		civil_from_days(day, &year, &month, &of_month);
		MUST(year == tm.tm_year + 1900 && month == tm.tm_mon + 1 && of_month == tm.tm_mday,
		    "day %lld", (long long)day);
		MUST(weekday_of_days(day) == tm.tm_wday, "weekday of day %lld", (long long)day);
		MUST(days_from_civil(year, month, of_month) == day, "back to day %lld", (long long)day);
		MUST(of_month <= days_in_month(year, month), "month of day %lld", (long long)day);
	}
}
END_TEST

START_TEST(days_that_roll_over)
{
	ck_assert_int_eq(clock_utc(1970, 1, 1), 0);
	ck_assert_int_eq(clock_utc(2026, 2, 31), clock_utc(2026, 3, 3));
	ck_assert_int_eq(clock_utc(2026, 12, 32), clock_utc(2027, 1, 1));
	ck_assert_int_eq(clock_utc(2038, 1, 19) + 3 * 3600 + 14 * 60 + 8, (int64_t)1 << 31);
}
END_TEST

/* --- zones ------------------------------------------------------------------------------------ */

START_TEST(names_of_zones)
{
	const char *good[] = { "Europe/Lisbon", "UTC", "Asia/Calcutta", "Asia/Kolkata", "America/Argentina/Ushuaia",
		"America/Port-au-Prince", "Etc/GMT+12", "EST5EDT", "GMT0" };
	const char *bad[] = { "", "Europe/Lissabon", "europe/lisbon", "/Europe/Lisbon", "../zoneinfo/UTC", "Europe",
		"Europe/", "Europe/Lisbon ", "posix/Europe/Lisbon", "right/Europe/Lisbon", "posixrules", "localtime",
		"Factory", "zone.tab", "tzdata.zi", "leapseconds", "iso3166.tab", "UTC0", ":UTC", "<+03>-3",
		"Europe//Lisbon/", "Europe/Lisbon\n", "America/Argentina/Ushuaia/America/Argentina/Ushuaia" };

	for (size_t i = 0; i < COUNT(good); i++)
		ck_assert_msg(zone_valid(good[i]), "%s", good[i]);
	for (size_t i = 0; i < COUNT(bad); i++)
		ck_assert_msg(!zone_valid(bad[i]), "%s", bad[i]);
	ck_assert(!zone_valid(NULL));
}
END_TEST

START_TEST(the_list_is_sorted_and_valid)
{
	const char *const	*list = zone_list(a);
	size_t			 n;
	bool			 lisbon = false, amsterdam = false;

	for (n = 0; list[n] != NULL; n++) {
		ck_assert_msg(zone_valid(list[n]), "%s", list[n]);
		if (n > 0)
			ck_assert_str_lt(list[n - 1], list[n]);
		lisbon |= strcmp(list[n], "Europe/Lisbon") == 0;
		amsterdam |= strcmp(list[n], "Europe/Amsterdam") == 0;
	}
	ck_assert_uint_gt(n, 300);
	ck_assert(lisbon && amsterdam);
}
END_TEST

/* Every listed zone, from 1900 to 2500, at odd moments: as glibc has it. */
START_TEST(every_zone_agrees_with_glibc)
{
	const char *const	*list = zone_list(a);
	struct wall		 w;
	struct tm		 tm;

	for (size_t i = 0; list[i] != NULL; i++) {
		setenv("TZ", list[i], 1);
		tzset();
		for (int64_t t = clock_utc(1900, 1, 1); t < clock_utc(2500, 1, 1); t += 4999999) {
			time_t when = t;

			localtime_r(&when, &tm);
			MUST(clock_wall(t, list[i], &w), "%s", list[i]);
			MUST(w.year == tm.tm_year + 1900 && w.month == tm.tm_mon + 1 && w.day == tm.tm_mday &&
			    w.hour == tm.tm_hour && w.minute == tm.tm_min && w.second == tm.tm_sec &&
			    w.offset == tm.tm_gmtoff && w.summer == (tm.tm_isdst > 0) &&
			    w.weekday % 7 == tm.tm_wday && strcmp(w.abbreviation, tm.tm_zone) == 0,
			    "%s at %lld: %s here, %s there", list[i], (long long)t, w.abbreviation, tm.tm_zone);
		}
	}
}
END_TEST

/* The same around each change of some zones, to the second, by what glibc says on both sides. */
START_TEST(changes_agree_to_the_second)
{
	const char *some[] = { "Europe/Lisbon", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca",
		"Asia/Gaza", "America/Sao_Paulo", "Pacific/Apia", "Europe/Dublin", "America/Nuuk", "Africa/Cairo" };

	for (size_t i = 0; i < COUNT(some); i++) {
		const struct zone *z = zone_find(some[i]);

		setenv("TZ", some[i], 1);
		tzset();
		for (int64_t t = zone_span(z, clock_utc(1950, 1, 1)).until; t < clock_utc(2200, 1, 1); t = zone_span(z, t).until)
			for (time_t when = t - 1; when <= t; when++) {
				struct tm tm;

				localtime_r(&when, &tm);
				MUST(zone_span(z, when).offset == tm.tm_gmtoff, "%s at %lld", some[i], (long long)when);
			}
	}
}
END_TEST

START_TEST(an_unknown_zone_shows_utc)
{
	struct wall w;

	ck_assert(!clock_wall(0, "Europe/Nowhere", &w));
	ck_assert_int_eq(w.year, 1970);
	ck_assert_str_eq(w.abbreviation, "UTC");
	ck_assert(!clock_wall(0, NULL, &w));
}
END_TEST

/* --- from the wall to an instant ------------------------------------------------------------------ */

static int64_t
instant(const char *wall, const char *zone, enum wall_end expected)
{
	int64_t utc = -7;

	ck_assert_msg(zone_to_utc(wall, zone, &utc) == expected, "%s %s", wall, zone);
	return utc;
}

START_TEST(walls_that_happen_once)
{
	ck_assert_int_eq(instant("2026-12-05T20:00", "Europe/Lisbon", WALL_OK), 1796500800);
	ck_assert_int_eq(instant("2026-12-05 20:00:00", "UTC", WALL_OK), 1796500800);
	ck_assert_int_eq(instant("2026-07-05T20:00", "Europe/Lisbon", WALL_OK), clock_utc(2026, 7, 5) + 19 * 3600);
	ck_assert_int_eq(instant("1970-01-01T00:00", "UTC", WALL_OK), 0);
	ck_assert_int_eq(instant("1970-01-01T00:00", "America/New_York", WALL_OK), 5 * 3600);
	ck_assert_int_eq(instant("2038-01-19T03:14:08", "UTC", WALL_OK), (int64_t)1 << 31);
	ck_assert_int_eq(instant("2024-02-29T12:00", "Asia/Tokyo", WALL_OK), clock_utc(2024, 2, 29) + 3 * 3600);
	ck_assert_int_eq(instant("9999-12-31T23:59:59", "UTC", WALL_OK), 253402300799);
	ck_assert_int_eq(instant("9999-07-01T12:00", "Europe/Berlin", WALL_OK), clock_utc(9999, 7, 1) + 10 * 3600);
}
END_TEST

START_TEST(walls_that_never_happen)
{
	/* Lisbon 2026: clocks go from 01:00 to 02:00 on 29 March. */
	ck_assert_int_eq(instant("2026-03-29T01:30", "Europe/Lisbon", WALL_GAP), clock_utc(2026, 3, 29) + 5400);
	instant("2026-03-29T00:59:59", "Europe/Lisbon", WALL_OK);
	instant("2026-03-29T01:00:00", "Europe/Lisbon", WALL_GAP);
	instant("2026-03-29T01:59:59", "Europe/Lisbon", WALL_GAP);
	instant("2026-03-29T02:00:00", "Europe/Lisbon", WALL_OK);
	/* … and by the rule, when the list of changes is long over. */
	instant("2500-03-28T01:30", "Europe/Lisbon", WALL_GAP);
	/* Half an hour on Lord Howe; a whole day in Samoa. */
	instant("2026-10-04T02:15", "Australia/Lord_Howe", WALL_GAP);
	instant("2026-10-04T02:30", "Australia/Lord_Howe", WALL_OK);
	instant("2011-12-29T23:59", "Pacific/Apia", WALL_OK);
	instant("2011-12-30T00:00", "Pacific/Apia", WALL_GAP);
	instant("2011-12-30T23:59", "Pacific/Apia", WALL_GAP);
	instant("2011-12-31T00:00", "Pacific/Apia", WALL_OK);
}
END_TEST

START_TEST(walls_that_happen_twice)
{
	int64_t first = instant("2026-10-25T01:30", "Europe/Lisbon", WALL_TWICE);
	struct wall w;

	ck_assert_int_eq(first, clock_utc(2026, 10, 25) + 1800);
	ck_assert(clock_wall(first, "Europe/Lisbon", &w));
	ck_assert(w.summer);
	ck_assert(clock_wall(first + 3600, "Europe/Lisbon", &w));
	ck_assert(!w.summer && w.hour == 1 && w.minute == 30);
	instant("2026-10-25T00:59:59", "Europe/Lisbon", WALL_OK);
	instant("2026-10-25T01:00:00", "Europe/Lisbon", WALL_TWICE);
	instant("2026-10-25T01:59:59", "Europe/Lisbon", WALL_TWICE);
	instant("2026-10-25T02:00:00", "Europe/Lisbon", WALL_OK);
	instant("2026-04-05T01:45", "Australia/Lord_Howe", WALL_TWICE);
	/* Dublin's winter is its daylight saving, negative. */
	instant("2026-10-25T01:30", "Europe/Dublin", WALL_TWICE);
}
END_TEST

START_TEST(what_is_no_wall)
{
	const char *bad[] = { "", "2026-12-05", "2026-12-05T", "2026-12-05T20", "2026-12-05T20:0", "2026-12-05T2:00",
		"2026-12-05T24:00", "2026-12-05T20:60", "2026-12-05T20:00:60", "2026-12-05T20:00:00Z",
		"2026-12-05T20:00+01:00", "2026-12-05T20:00:00.5", "2026-02-29T20:00", "2100-02-29T20:00", "2026-04-31T20:00",
		"2026-00-05T20:00", "2026-13-05T20:00", "2026-12-00T20:00", "2026-12-32T20:00", "1582-12-31T20:00",
		"0000-01-01T00:00", "10000-01-01T00:00", "-026-12-05T20:00", "+026-12-05T20:00", " 2026-12-05T20:00",
		"2026-12-05T20:00 ", "2026-12-05t20:00", "2026/12/05T20:00", "2026-12-05T20.00", "２０２６-12-05T20:00" };
	int64_t utc = 7;

	for (size_t i = 0; i < COUNT(bad); i++)
		ck_assert_msg(zone_to_utc(bad[i], "UTC", &utc) == WALL_BAD, "%s", bad[i]);
	ck_assert_int_eq(zone_to_utc(NULL, "UTC", &utc), WALL_BAD);
	ck_assert_int_eq(zone_to_utc("2026-12-05T20:00", "Mars/Olympus", &utc), WALL_BAD_ZONE);
	ck_assert_int_eq(zone_to_utc("2026-12-05T20:00", NULL, &utc), WALL_BAD_ZONE);
	ck_assert_int_eq(utc, 7);
}
END_TEST

/* Any instant's wall leads back to it, or to its earlier twin. */
START_TEST(there_and_back)
{
	const char *const *list = zone_list(a);

	for (size_t i = 0; list[i] != NULL; i++)
		for (int64_t t = clock_utc(1970, 1, 2) + 1; t < clock_utc(2100, 1, 1); t += 86400 * 29 + 1801) {
			int64_t		 back;
			enum wall_end	 e = zone_to_utc(zone_wall(a, t, list[i], "%FT%T"), list[i], &back);

			MUST(e == WALL_OK || e == WALL_TWICE, "%s at %lld", list[i], (long long)t);
			MUST(e == WALL_OK ? back == t : back <= t, "%s at %lld", list[i], (long long)t);
			MUST(e == WALL_OK || strcmp(zone_wall(a, t, list[i], "%FT%T"), zone_wall(a, back, list[i], "%FT%T")) == 0,
			    "%s at %lld", list[i], (long long)t);
			if (t % 100 == 0)
				arena_reset(a), list = zone_list(a);
		}
}
END_TEST

/* --- from an instant to text --------------------------------------------------------------------------- */

START_TEST(machines_read_rfc_3339)
{
	ck_assert_str_eq(clock_iso(a, 1796500800, "Europe/Lisbon"), "2026-12-05T20:00:00+00:00");
	ck_assert_str_eq(clock_iso(a, 1796500800, "UTC"), "2026-12-05T20:00:00Z");
	ck_assert_str_eq(clock_iso(a, 1796500800, "America/St_Johns"), "2026-12-05T16:30:00-03:30");
	ck_assert_str_eq(clock_iso(a, 1796500800, "Asia/Kathmandu"), "2026-12-06T01:45:00+05:45");
	ck_assert_str_eq(clock_iso(a, -1, "UTC"), "1969-12-31T23:59:59Z");
	ck_assert_str_eq(clock_iso(a, INT64_MAX, "Europe/Berlin"), "9999-12-31T23:59:59+01:00");
	ck_assert_str_eq(clock_iso(a, INT64_MIN, "UTC"), "1583-01-01T00:00:00Z");
}
END_TEST

START_TEST(letters_of_strftime)
{
	ck_assert_str_eq(zone_wall(a, 1796500807, "Europe/Lisbon", "%a %A %e %d %b %B %Y %H:%M:%S %F %T %R %u %z %:z %Z %%"),
	    "Sat Saturday  5 05 Dec December 2026 20:00:07 2026-12-05 20:00:07 20:00 6 +0000 +00:00 WET %");
}
END_TEST

START_TEST(days_begin_when_their_first_second_does)
{
	int64_t noon = clock_utc(2026, 12, 5) + 12 * 3600;

	ck_assert_int_eq(clock_day_start(noon, "UTC", 0), clock_utc(2026, 12, 5));
	ck_assert_int_eq(clock_day_start(noon, "Asia/Tokyo", 1), clock_utc(2026, 12, 5) + 15 * 3600);
	ck_assert_int_eq(clock_day_start(noon, "UTC", -5), clock_utc(2026, 11, 30));
	ck_assert_int_eq(clock_day("2026-12-05", "Europe/Berlin", 0), clock_utc(2026, 12, 4) + 23 * 3600);
	ck_assert_int_eq(clock_day("2026-12-31", "UTC", 1), clock_utc(2027, 1, 1));
	ck_assert_int_eq(clock_day("2026-02-30", "UTC", 0), -1);
	ck_assert_int_eq(clock_day("2026-02-20x", "UTC", 0), -1);
	ck_assert_int_eq(clock_day("2026-02-20", "nowhere", 0), -1);
	/* Beirut sets its clocks at midnight: 29 March 2026 begins at 01:00 there. */
	ck_assert_str_eq(clock_iso(a, clock_day("2026-03-29", "Asia/Beirut", 0), "Asia/Beirut"), "2026-03-29T01:00:00+03:00");
	ck_assert_str_eq(clock_iso(a, clock_day("2011-12-29", "Pacific/Apia", 1), "Pacific/Apia"), "2011-12-31T00:00:00+14:00");
	ck_assert_int_eq(clock_weekday(noon, "UTC"), 6);
	ck_assert_int_eq(clock_weekday(noon + 12 * 3600, "UTC"), 7);
}
END_TEST

/* --- for people ------------------------------------------------------------------------------------------- */

static void
ck_assert_shown(const char *language, enum clock_style style, const char *expected)
{
	ck_assert_str_eq(clock_show(a, 1796500800, "Europe/Lisbon", language, style), expected);
}

START_TEST(english)
{
	ck_assert_shown("en", CLOCK_FULL, "Sat 5 Dec 2026, 20:00 · Europe/Lisbon");
	ck_assert_shown("en", CLOCK_NEAR, "Sat 5 Dec, 20:00 · Europe/Lisbon");
	ck_assert_shown("en", CLOCK_DAY_TIME, "Sat 5 Dec 2026, 20:00");
	ck_assert_shown("en", CLOCK_DAY, "Sat 5 Dec 2026");
	ck_assert_shown("en", CLOCK_DAY_NEAR, "Sat 5 Dec");
	ck_assert_shown("en", CLOCK_DATE, "Saturday 5 December 2026");
	ck_assert_shown("en", CLOCK_MONTH_YEAR, "December 2026");
	ck_assert_shown("en", CLOCK_TIME, "20:00");
	ck_assert_shown("en", CLOCK_WEEKDAY, "Sat");
	ck_assert_shown("en", CLOCK_WEEKDAY_WHOLE, "Saturday");
	ck_assert_shown("en", CLOCK_MONTH, "Dec");
	ck_assert_shown("en", CLOCK_DAY_OF_MONTH, "5");
	ck_assert_shown("en", CLOCK_YEAR, "2026");
}
END_TEST

START_TEST(german)
{
	ck_assert_shown("de", CLOCK_FULL, "Sa., 5. Dez. 2026, 20:00 · Europe/Lisbon");
	ck_assert_shown("de", CLOCK_DAY_NEAR, "Sa., 5. Dez.");
	ck_assert_shown("de", CLOCK_DATE, "Samstag, 5. Dezember 2026");
	ck_assert_shown("de", CLOCK_MONTH_YEAR, "Dezember 2026");
	ck_assert_shown("de", CLOCK_WEEKDAY, "Sa");
	ck_assert_shown("de", CLOCK_MONTH, "Dez");
}
END_TEST

START_TEST(other_languages)
{
	ck_assert_shown("fr", CLOCK_DATE, "samedi 5 décembre 2026");
	ck_assert_shown("pt", CLOCK_DAY, "sáb., 5 de dez. de 2026");
	ck_assert_shown("ja", CLOCK_DAY_TIME, "2026年12月5日(土) 20:00");
	ck_assert_shown("tlh", CLOCK_DAY, "Sat 5 Dec 2026");
	ck_assert_shown("", CLOCK_DAY, "Sat 5 Dec 2026");
	ck_assert_shown("a-language-nobody-speaks", CLOCK_DAY, "Sat 5 Dec 2026");
	for (int style = 0; style < CLOCK_STYLES; style++) {
		const char *languages[] = { "de", "es", "it", "nl", "pl", "cs", "uk", "el", "tr", "he", "ko", "zh", "hi" };

		for (size_t i = 0; i < COUNT(languages); i++)
			ck_assert_str_ne(clock_show(a, 0, "UTC", languages[i], (enum clock_style)style), "");
	}
}
END_TEST

START_TEST(the_wall_is_the_events)
{
	ck_assert_str_eq(clock_show(a, 1796500800, "America/New_York", "en", CLOCK_FULL),
	    "Sat 5 Dec 2026, 15:00 · America/New York");
	ck_assert_str_eq(clock_show(a, 1796500800, "Pacific/Auckland", "de", CLOCK_DAY_TIME), "So., 6. Dez. 2026, 09:00");
	ck_assert_str_eq(clock_show(a, 1796500800, "nowhere", "en", CLOCK_FULL), "Sat 5 Dec 2026, 20:00 · UTC");
	ck_assert_str_eq(clock_show_date(a, "2024-02-29", "en", CLOCK_DATE), "Thursday 29 February 2024");
	ck_assert_str_eq(clock_show_date(a, "2023-02-29", "en", CLOCK_DATE), "");
	/* What ICU 72's own zones do not know: Mexico has had no summer time since 2022. */
	ck_assert_str_eq(clock_show(a, clock_utc(2026, 7, 1), "America/Mexico_City", "en", CLOCK_DAY_TIME), "Tue 30 Jun 2026, 18:00");
}
END_TEST

START_TEST(neither_locale_nor_tz_matter)
{
	setenv("TZ", "America/New_York", 1);
	setenv("LC_ALL", "de_DE.UTF-8", 1);
	setlocale(LC_ALL, "");
	ck_assert_shown("en", CLOCK_FULL, "Sat 5 Dec 2026, 20:00 · Europe/Lisbon");
	ck_assert_str_eq(zone_wall(a, 0, "UTC", "%a %b %Z"), "Thu Jan UTC");
	ck_assert_str_eq(getenv("TZ"), "America/New_York");
}
END_TEST

Suite *
clock_suite(void)
{
	Suite *s = suite_create("clock");
	TCase *t = tcase_create("clock");

	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, days_and_dates_agree_with_glibc);
	tcase_add_test(t, days_that_roll_over);
	tcase_add_test(t, names_of_zones);
	tcase_add_test(t, the_list_is_sorted_and_valid);
	tcase_add_test(t, every_zone_agrees_with_glibc);
	tcase_add_test(t, changes_agree_to_the_second);
	tcase_add_test(t, an_unknown_zone_shows_utc);
	tcase_add_test(t, walls_that_happen_once);
	tcase_add_test(t, walls_that_never_happen);
	tcase_add_test(t, walls_that_happen_twice);
	tcase_add_test(t, what_is_no_wall);
	tcase_add_test(t, there_and_back);
	tcase_add_test(t, machines_read_rfc_3339);
	tcase_add_test(t, letters_of_strftime);
	tcase_add_test(t, days_begin_when_their_first_second_does);
	tcase_add_test(t, english);
	tcase_add_test(t, german);
	tcase_add_test(t, other_languages);
	tcase_add_test(t, the_wall_is_the_events);
	tcase_add_test(t, neither_locale_nor_tz_matter);
	suite_add_tcase(s, t);
	return s;
}
