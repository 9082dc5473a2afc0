/* reply.c: what goes back, whoever tried to have a word in it. */
#include "fcgi/reply.h"

#include <string.h>

#include "core/lib/arena.h"
#include "core/lib/json.h"
#include "tests/ask.h"
#include "tests/fcgi/program.h"
#include "tests/fcgi/suites.h"

static struct req *
some(void)
{
	return ask_request(&personal, "GET", "/", NULL, NULL);
}

START_TEST(test_headers_cannot_be_injected)
{
	struct req	*r = some();
	static const char *const bad[] = { "a\r\nSet-Cookie: x=1", "a\nb", "a\rb", "\n", "\x01",
	    "a\x7f" };

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		ck_assert(!reply_header(r, "X-Thing", bad[i]));
		ck_assert(!reply_header(r, bad[i], "x"));
	}
	ck_assert(!reply_header(r, "", "x"));
	ck_assert(!reply_header(r, "X Thing", "x"));
	ck_assert_uint_eq(r->reply.n, 0);
	ck_assert(reply_header(r, "X-Thing", "one"));
	ck_assert(reply_header(r, "x-thing", "two"));
	ck_assert_uint_eq(r->reply.n, 1);
	ck_assert_str_eq(reply_header_get(&r->reply, "X-THING"), "two");
	ck_assert(reply_header(r, "Set-Cookie", "a=1"));
	ck_assert(reply_header(r, "Set-Cookie", "b=1"));
	ck_assert_uint_eq(r->reply.n, 3);
}
END_TEST

START_TEST(test_head_of_the_reply)
{
	struct req *r = some();

	reply_header(r, "X-Thing", "one");
	reply_text(r, "text/plain; charset=utf-8", "hello");
	ck_assert_str_eq(reply_head(r), "Status: 200 OK\r\nX-Thing: one\r\n"
	    "Content-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\n"
	    "Content-Length: 5\r\n\r\n");
	reply_empty(r, 304);
	ck_assert(strstr(reply_head(r), "Content-Length") == NULL);
}
END_TEST

START_TEST(test_file_names)
{
	static const struct { const char *query, *disposition; } cases[] = {
		{ "a.csv", "attachment; filename=\"a.csv\"; filename*=UTF-8''a.csv" },
		{ "a%20b.csv", "attachment; filename=\"a b.csv\"; filename*=UTF-8''a%20b.csv" },
		{ "%C3%A9.csv", "attachment; filename=\"__.csv\"; filename*=UTF-8''%C3%A9.csv" },
		{ "%22%3b%20x%3dy%5c%2f",
		    "attachment; filename=\"_; x=y__\"; filename*=UTF-8''%22%3B%20x%3Dy%5C%2F" },
		/* no query parameter at all */
		{ "a%0d%0aX:%20y", "attachment; filename=\"\"; filename*=UTF-8''" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ask_get(&personal, text(ask_arena(), "/file?name=%s", cases[i].query));
		ck_assert_status(200);
		ck_assert_header("Content-Disposition", cases[i].disposition);
	}
}
END_TEST

START_TEST(test_names_with_line_ends)
{
	struct req *r = some();

	reply_file(r, "text/csv", "a\r\nSet-Cookie: x=1", "", 0);
	ck_assert_str_eq(reply_header_get(&r->reply, "Content-Disposition"),
	    "attachment; filename=\"a__Set-Cookie: x=1\"; "
	    "filename*=UTF-8''a%0D%0ASet-Cookie%3A%20x%3D1");
}
END_TEST

START_TEST(test_next)
{
	static const char *const good[] = { "/", "/own", "/e/jazz-1?a=1&b=%2F", "/a-b_c.d~e",
	    "/find?next=//x" };
	static const char *const bad[] = {
		"", "x", "//evil.example", "/\\evil.example", "/%09/evil.example",
		"/%2F/evil.example", "/%2Fevil.example",
		"/%5Cevil.example", "\\/evil.example", "https:evil.example",
		"https://evil.example/", "http:/evil.example",
		"javascript:alert(1)", " /x", "/x y", "/x\r\nSet-Cookie: y", "/x%0d%0aSet-Cookie:y",
		"/\t/evil.example", "/x#y",
		"/..//evil.example", "/%2e%2e/x", "/a/../b", "/./x", "/.", "/x%", "/x%zz", "/x%00",
		"/%252F", "/a//b", "///x",
		"/:80", "/x\"y", "/<x>", "/\xff", "/%ff", "//", "/%2525",
	};
	struct arena *a = ask_arena();

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		ck_assert_msg(next_checked(a, good[i]) != NULL, "%s", good[i]);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(next_checked(a, bad[i]) == NULL, "%s", bad[i]);
	ask_get(&personal, "/return?next=%2Fe%2Fjazz-1");
	ck_assert_header("Location", "/e/jazz-1");
	ask_get(&personal, "/return?next=%2F%2Fevil.example");
	ck_assert_header("Location", "/own");
	ask_get(&personal, "/de/return");
	ck_assert_header("Location", "/de/own");
}
END_TEST

START_TEST(test_error_pages)
{
	static const int statuses[] = { 403, 404, 410, 429, 500, 503 };

	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++) {
		ask_get(&personal, text(ask_arena(), "/de/answers/%d", statuses[i]));
		ck_assert_int_eq(asked()->status, statuses[i]);
		ck_assert_shows(text(ask_arena(), "error %d, request ", statuses[i]));
		ck_assert_shows("noindex");
		ck_assert_shows("lang=\"de\"");
		ck_assert_header("Cache-Control", "no-store");
		ck_assert_header("Content-Type", "text/html; charset=utf-8");
	}
	ask_get(&personal, "/answers/429");
	ck_assert_header("Retry-After", "60");
	ask_get(&personal, "/answers/503");
	ck_assert_header("Retry-After", "5");
	ask_get(&personal, "/answers/1");	/* a handler that forgot to answer */
	ck_assert_status(500);
	ask_get(&personal, "/answers/2");	/* one that sends people elsewhere */
	ck_assert_status(500);
	ck_assert_header("Location", "");
}
END_TEST

START_TEST(test_who_may_keep_it)
{
	ask_get(&shared, "/answers/404");
	ck_assert_header("Cache-Control", "public, max-age=0, s-maxage=1");
	ask_get(&shared, "/e/x-0000000000001");
	ck_assert_status(301);
	ck_assert_header("Cache-Control",
	    "public, max-age=0, s-maxage=5, stale-while-revalidate=5");
	ask_get(&shared, "/answers/500");
	ck_assert_header("Cache-Control", "no-store");
	ask_get(&shared, "/answers/503");
	ck_assert_header("Cache-Control", "no-store");
	ask_get(&personal, "/answers/404");
	ck_assert_header("Cache-Control", "no-store");
}
END_TEST

START_TEST(test_json)
{
	struct req		*r = some();
	struct json_writer	*w = json_writer_new(r->arena);

	json_open_object(w, NULL);
	json_text(w, "name", "</script>");
	json_close_object(w);
	ck_assert_int_eq(reply_json(r, 201, w), 201);
	ck_assert_str_eq(reply_header_get(&r->reply, "Content-Type"), "application/json");
	ck_assert(strstr(r->reply.body, "</script>") == NULL);
}
END_TEST

START_TEST(test_notice)
{
	ask_post(&personal, "/press", "");
	ck_assert_status(303);
	ck_assert_header("Location", "/edit");
	ask_get(&personal, "/edit");
	ck_assert_shows("<p class=\"notice\">Pressed &lt;hard&gt;.</p>");
	ask_get(&personal, "/edit");
	ck_assert_hides("Pressed");
	/* Nobody puts words in our mouth. */
	ask_set_cookie("__Host-notice", "UHJlc3NlZA");
	ask_get(&personal, "/edit");
	ck_assert_hides("notice");
}
END_TEST

START_TEST(test_cookies_are_ours_alone)
{
	ask_get(&personal, "/edit");
	ck_assert_int_eq(strncmp(asked_header("Set-Cookie"), "__Host-visitor=", 15), 0);
	ck_assert(strstr(asked_header("Set-Cookie"),
	    "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=86400") != NULL);
	ask_as_stranger();
	ask_get(&shared, "/edit");
	ck_assert_str_eq(asked_header("Set-Cookie"), "");
	ck_assert_hides("csrf");
}
END_TEST

Suite *
reply_suite(void)
{
	Suite	*s = suite_create("reply");
	TCase	*t = tcase_create("reply");

	tcase_add_test(t, test_headers_cannot_be_injected);
	tcase_add_test(t, test_head_of_the_reply);
	tcase_add_test(t, test_file_names);
	tcase_add_test(t, test_names_with_line_ends);
	tcase_add_test(t, test_next);
	tcase_add_test(t, test_error_pages);
	tcase_add_test(t, test_who_may_keep_it);
	tcase_add_test(t, test_json);
	tcase_add_test(t, test_notice);
	tcase_add_test(t, test_cookies_are_ours_alone);
	suite_add_tcase(s, t);
	return s;
}
