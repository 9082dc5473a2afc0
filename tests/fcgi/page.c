/* page.c: what a page shows, who may keep it, and when it is made anew. */
#include "fcgi/page.h"

#include <string.h>

#include "core/lib/arena.h"
#include "tests/ask.h"
#include "tests/fcgi/program.h"
#include "tests/fcgi/suites.h"

START_TEST(test_rules_by_name)
{
	ask_at(1796400000);
	ask_get(&personal, "/shows");
	ck_assert_shows("at=Sat 5 Dec, 20:00 \xc2\xb7 Europe/Lisbon;short=Sat 5 Dec, 20:00;"
	    "iso=2026-12-05T20:00:00+00:00;wall=2026-12-05T20:00;");
	ck_assert_shows("date=Saturday 5 December 2026;");
	ck_assert_shows("weekday=Sat;day=5;month=Dec;time=20:00;");
	ck_assert_shows("on=Sat 5 Dec 2026;on.iso=2026-12-05;");
	ck_assert_shows("money=\xe2\x82\xac" "12.50;decimal=12.50;");
	ck_assert_shows("free=1;id=0000000000001;");
	ck_assert_shows("hostile=&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;;raw=<p>raw</p>;");
	ck_assert_shows("yes=1;no=;[row 0][row 1][row 2]");
	ask_get(&personal, "/de/shows");
	ck_assert_shows("date=Samstag, 5. Dezember 2026;");
	ask_at(1700000000);	/* long before: the year is said */
	ask_get(&personal, "/shows");
	ck_assert_shows("at=Sat 5 Dec 2026, 20:00 \xc2\xb7 Europe/Lisbon;");
}
END_TEST

START_TEST(test_addresses_of_a_page)
{
	ask_get(&personal, "/de/o/carla/events/caf%C3%A9");
	ck_assert_shows("<link rel=\"canonical\" "
	    "href=\"https://marquee.example/de/o/carla/events/caf%C3%A9\">");
	ck_assert_shows("hreflang=\"en\" "
	    "href=\"https://marquee.example/o/carla/events/caf%C3%A9\"");
	ck_assert_shows("hreflang=\"de\" "
	    "href=\"https://marquee.example/de/o/carla/events/caf%C3%A9\"");
	ask_get(&personal, "/?utm_source=x");
	ck_assert_shows("<link rel=\"canonical\" href=\"https://marquee.example/\">");
	ck_assert_shows("hreflang=\"de\" href=\"https://marquee.example/de\"");
}
END_TEST

/* Ask with one header more. */
static void
ask_with(const char *address, const char *header)
{
	const char *headers[] = { header, NULL };

	ask(&shared, "GET", address, headers, NULL);
}

START_TEST(test_conditions)
{
	struct arena	*a = ask_arena();
	const char	*etag, *modified;

	ask_get(&shared, "/kept");
	ck_assert_status(200);
	ck_assert_header("Cache-Control",
	    "public, max-age=0, s-maxage=5, stale-while-revalidate=5");
	ck_assert_header("Vary", "Accept-Encoding");
	etag = arena_copy(a, asked_header("ETag"));
	modified = arena_copy(a, asked_header("Last-Modified"));
	ck_assert_int_eq(strncmp(etag, "W/\"", 3), 0);
	ask_with("/kept", text(a, "If-None-Match: %s", etag));
	ck_assert_status(304);
	ck_assert_str_eq(asked_body(), "");
	ck_assert_header("ETag", etag);
	ck_assert_header("Cache-Control",
	    "public, max-age=0, s-maxage=5, stale-while-revalidate=5");
	ask_with("/kept", "If-None-Match: \"other\"");
	ck_assert_status(200);
	ask_with("/kept", text(a, "If-Modified-Since: %s", modified));
	ck_assert(asked()->status == 304 || strcmp(asked_header("Last-Modified"), modified) != 0);
	ask_with("/kept", "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT");
	ck_assert_status(200);
	ask_with("/kept", "If-Modified-Since: whenever");
	ck_assert_status(200);
}
END_TEST

START_TEST(test_gzip)
{
	ask_with("/kept", "Accept-Encoding: gzip, br");
	ck_assert_status(200);
	ck_assert_header("Content-Encoding", "gzip");
	ck_assert_mem_eq(asked()->body, "\x1f\x8b", 2);
	ck_assert_shows("said: 1007");
	ask_with("/kept", "Accept-Encoding: br");
	ck_assert_header("Content-Encoding", "");
	ck_assert_shows("said: 1007");
	/*
	 * What is personal is never packed: secrets and what somebody typed stand side by side
	 * there (BREACH).
	 */
	ask(&personal, "GET", "/edit", (const char *const []){ "Accept-Encoding: gzip", NULL },
	    NULL);
	ck_assert_header("Content-Encoding", "");
	ck_assert_header("ETag", "");
	ck_assert_header("Cache-Control", "no-store");
}
END_TEST

START_TEST(test_same_for_everybody)
{
	struct arena	*a = ask_arena();
	const char	*headers[] = { "Cookie: __Host-session=x; a=b", "Accept-Language: de",
	    "User-Agent: x", NULL };
	const char	*first;

	ask_get(&shared, "/kept");
	first = arena_copy(a, asked_body());
	ask(&shared, "GET", "/kept", headers, NULL);
	ck_assert_str_eq(asked_body(), first);
	ck_assert_header("Set-Cookie", "");
}
END_TEST

START_TEST(test_without_memcached_every_page_is_made)
{
	fills = 0;
	ask_get(&shared, "/kept");
	ask_get(&shared, "/kept");
	ck_assert_int_eq(fills, 2);
	version = 2;
	ask_get(&shared, "/kept");
	ck_assert_shows("said: 2007");
	version = 1;
}
END_TEST

Suite *
page_suite(void)
{
	Suite	*s = suite_create("page");
	TCase	*t = tcase_create("page");

	tcase_add_test(t, test_rules_by_name);
	tcase_add_test(t, test_addresses_of_a_page);
	tcase_add_test(t, test_conditions);
	tcase_add_test(t, test_gzip);
	tcase_add_test(t, test_same_for_everybody);
	tcase_add_test(t, test_without_memcached_every_page_is_made);
	suite_add_tcase(s, t);
	return s;
}
