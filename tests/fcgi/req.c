/* req.c: what is read from an address and its headers. */
#include "fcgi/req.h"

#include <string.h>

#include "core/lib/arena.h"
#include "tests/ask.h"
#include "tests/fcgi/program.h"
#include "tests/fcgi/suites.h"

static struct req *
at(const char *address)
{
	return ask_request(&personal, "GET", address, NULL, NULL);
}

START_TEST(test_paths)
{
	static const struct { const char *address, *path, *language; } cases[] = {
		{ "/", "/", "en" }, { "/?", "/", "en" }, { "/discover", "/discover", "en" },
		{ "/de", "/", "de" },
		{ "/de/discover?q=1", "/discover", "de" }, { "/%64e/x", "/x", "de" },
		{ "/den", "/den", "en" },
		{ "/e/caf%C3%A9-1", "/e/caf\xc3\xa9-1", "en" },
		{ "/e/caf\xc3\xa9-1", "/e/caf\xc3\xa9-1", "en" },
		{ "/a+b", "/a+b", "en" }, { "/a%2Bb", "/a+b", "en" }, { "/a%20b", "/a b", "en" },
		{ "/...", "/...", "en" },
		{ "/x?a=/../..", "/x", "en" }, { "/a;b=c", "/a;b=c", "en" },
		{ "/de/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16",
		    "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16", "de" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct req *r = at(cases[i].address);

		ck_assert_msg(r->malformed == NULL, "%s: %s", cases[i].address, r->malformed);
		ck_assert_str_eq(r->path, cases[i].path);
		ck_assert_str_eq(r->language, cases[i].language);
		ck_assert(req_is_at(r, cases[i].path));
	}
}
END_TEST

START_TEST(test_malformed_paths)
{
	static const char *const cases[] = {
		"", "x", "//", "//evil.example/", "/a//b", "/./a", "/a/..", "/a/../b", "/%2e%2e/a",
		"/%2E/a", "/a%2Fb", "/a%2fb",
		"/%", "/%1", "/%zz", "/a%00b", "/a%0Ab", "/%0d%0aSet-Cookie:x", "/%7f", "/%ff",
		"/%C0%AF", "/%ED%A0%80",
		"/\xff", "http://evil.example/", "*",
		"/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17",
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ck_assert_msg(at(cases[i])->malformed != NULL, "%s", cases[i]);
		ask_get(&personal, cases[i]);
		ck_assert_status(400);
		ck_assert_header("Cache-Control", "no-store");
		ask_get(&shared, cases[i]);
		ck_assert_header("Cache-Control", "no-store");
	}
}
END_TEST

START_TEST(test_long_addresses)
{
	char address[10000];

	memset(address, 'a', sizeof(address));
	address[0] = '/';
	address[2049] = '\0';
	ck_assert_ptr_nonnull(at(address)->malformed);
	address[2048] = '\0';
	ck_assert_ptr_null(at(address)->malformed);
}
END_TEST

START_TEST(test_query)
{
	struct req *r = at("/x?a=1&b=%C3%A9&c=%ff&d=%0a&e=1&e=2&F=3");

	ck_assert_str_eq(req_query(r, "a"), "1");
	ck_assert_str_eq(req_query(r, "b"), "\xc3\xa9");
	ck_assert_str_eq(req_query(r, "c"), "");	/* not UTF-8 */
	ck_assert_str_eq(req_query(r, "d"), "");	/* a control character */
	ck_assert_str_eq(req_query(r, "e"), "");	/* twice */
	ck_assert_str_eq(req_query(r, "f"), "3");
	ck_assert_str_eq(req_query(r, "g"), "");
	ck_assert_str_eq(req_here(r), "/x?a=1&b=%C3%A9&c=%ff&d=%0a&e=1&e=2&F=3");
}
END_TEST

START_TEST(test_headers)
{
	static const char *const headers[] = {
		"If-None-Match: \"x\"", "User-Agent: Browser/1", "Cookie: a=1; a=2; b=3",
		"X-Evil: a\nb", "Accept-Language: de-CH",
		"X-Bytes: \xff\xfe", NULL
	};
	struct req *r = ask_request(&personal, "GET", "/", headers, NULL);

	ck_assert_str_eq(req_header(r, "If-None-Match"), "\"x\"");
	ck_assert_str_eq(req_header(r, "if-none-match"), "\"x\"");
	ck_assert_str_eq(req_header(r, "X-Evil"), "");
	ck_assert_str_eq(req_header(r, "X-Bytes"), "");
	ck_assert_str_eq(req_header(r, "X-Nothing"), "");
	ck_assert_str_eq(r->agent, "Browser/1");
	ck_assert_str_eq(req_cookie(r, "a"), "");	/* twice: planted */
	ck_assert_str_eq(req_cookie(r, "b"), "3");
	ck_assert_str_eq(req_prefers(r), "de");
	ck_assert_str_eq(r->address, "192.0.2.1");
	ck_assert_uint_eq(strlen(r->id), 32);
}
END_TEST

START_TEST(test_method_and_id)
{
	struct arena		*a = arena_new();
	char			*params[] = { (char *)"REQUEST_METHOD=HEAD", (char *)"REQUEST_URI=/x",
	    (char *)"REQUEST_ID=0123456789abcdef0123456789abcdef", NULL };
	struct req_source	 source = { .params = params };
	struct req		*r = req_new(a, ask_tools(&personal), &source, 1);

	ck_assert(r->head);
	ck_assert_str_eq(r->method, "GET");
	ck_assert_str_eq(r->id, "0123456789abcdef0123456789abcdef");
	params[2] = (char *)"REQUEST_ID=<script>";
	ck_assert_str_ne(req_new(a, ask_tools(&personal), &source, 1)->id, "<script>");
	arena_free(a);
}
END_TEST

/* No server says it like that, but nothing may depend on it. */
START_TEST(test_nothing_is_said)
{
	struct arena		*a = arena_new();
	char			*params[] = { (char *)"", (char *)"=", (char *)"REQUEST_URI",
	    NULL };
	struct req_source	 source = { .params = params };

	ck_assert_ptr_nonnull(req_new(a, ask_tools(&personal), &source, 1)->malformed);
	arena_free(a);
}
END_TEST

START_TEST(test_addresses_of_ours)
{
	struct req *r = at("/de/x");

	ck_assert_str_eq(req_url(r, "/e/1"), "https://marquee.example/de/e/1");
	ck_assert_str_eq(req_url(r, "/"), "https://marquee.example/de");
	ck_assert_str_eq(req_local(r->arena, "en", "/e/1"), "/e/1");
	ck_assert_str_eq(req_url(at("/x"), "/"), "https://marquee.example/");
}
END_TEST

static void
note_order(struct req *r, void *what)
{
	char *order = what;

	(void)r;
	order[strlen(order)] = (char)('a' + strlen(order));
}

START_TEST(test_later)
{
	char		 order[8] = "";
	struct req	*r = at("/");

	later(r, note_order, order);
	later(r, note_order, order);
	ck_assert_str_eq(order, "");
	req_do_later(r);
	ck_assert_str_eq(order, "ab");
	ck_assert_str_eq(req_header(r, "Cookie"), "");
}
END_TEST

Suite *
req_suite(void)
{
	Suite	*s = suite_create("req");
	TCase	*t = tcase_create("req");

	tcase_add_test(t, test_paths);
	tcase_add_test(t, test_malformed_paths);
	tcase_add_test(t, test_long_addresses);
	tcase_add_test(t, test_query);
	tcase_add_test(t, test_headers);
	tcase_add_test(t, test_method_and_id);
	tcase_add_test(t, test_nothing_is_said);
	tcase_add_test(t, test_addresses_of_ours);
	tcase_add_test(t, test_later);
	suite_add_tcase(s, t);
	return s;
}
