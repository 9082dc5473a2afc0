/* route.c: which row answers, and what it checks before the handler. */
#include "fcgi/route.h"

#include <string.h>

#include "core/lib/arena.h"
#include "tests/ask.h"
#include "tests/fcgi/program.h"
#include "tests/fcgi/suites.h"

#define SITE	"https://marquee.example"

START_TEST(test_finds_the_row)
{
	ask_get(&personal, "/");
	ck_assert_status(200);
	ck_assert_shows("said: the front page");
	ask_get(&personal, "/e/jazz-0000000000001");
	ck_assert_shows("said: jazz");
	ask_get(&personal, "/e/new");
	ck_assert_shows("said: a new one");
	ask_get(&personal, "/o/carla/events/x");
	ck_assert_shows("said: carla has x");
	ask_get(&personal, "/de/o/carla/events/x");
	ck_assert_shows("lang=\"de\"");
}
END_TEST

START_TEST(test_not_found)
{
	static const char *const cases[] = {
		"/e", "/e/a/b", "/o/carla/event/x", "/nothing", "/E/new", "/de/de/find",
		"/e/jazz-0000000000002x", "/find/x",
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ask_get(&personal, cases[i]);
		ck_assert_msg(asked()->status == 404, "%s: %d", cases[i], asked()->status);
		ck_assert_shows("error 404");
	}
}
END_TEST

START_TEST(test_almost_right)
{
	static const struct { const char *address, *location; } cases[] = {
		{ "/find/", "/find" }, { "/find/?q=1", "/find?q=1" }, { "/de/find/", "/de/find" },
		{ "/de/", "/de" },
		{ "/en/find", "/find" }, { "/en", "/" }, { "/en/", "/" },
		{ "/en/find/?q=%20", "/find?q=%20" },
		{ "/e/words-0000000000001", "/e/jazz-0000000000001" },
		{ "/de/e/0000000000001", "/de/e/jazz-0000000000001" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ask_get(&personal, cases[i].address);
		ck_assert_status(301);
		ck_assert_header("Location", cases[i].location);
	}
	ask_get(&personal, "/nothing/");
	ck_assert_status(404);
	ask(&personal, "POST", "/edit/", NULL, "");
	ck_assert_status(404);
}
END_TEST

START_TEST(test_methods)
{
	ask(&personal, "DELETE", "/edit", NULL, NULL);
	ck_assert_status(405);
	ck_assert_header("Allow", "GET, HEAD, POST, OPTIONS");
	ask(&personal, "POST", "/find", NULL, "");
	ck_assert_status(405);
	ck_assert_header("Allow", "GET, HEAD, OPTIONS");
	ask_get(&personal, "/upload");
	ck_assert_status(405);
	ck_assert_header("Allow", "POST, OPTIONS");
	ask(&personal, "OPTIONS", "/edit", NULL, NULL);
	ck_assert_status(204);
	ck_assert_header("Allow", "GET, HEAD, POST, OPTIONS");
	ask(&personal, "TRACE", "/", NULL, NULL);
	ck_assert_status(405);
	ask(&personal, "get", "/", NULL, NULL);
	ck_assert_status(405);
	ask(&personal, "G T", "/", NULL, NULL);
	ck_assert_status(400);
	ask(&personal, "DELETE", "/nothing", NULL, NULL);
	ck_assert_status(404);
}
END_TEST

START_TEST(test_head)
{
	size_t		 len;
	const char	*head;

	ask_get(&shared, "/");
	len = asked()->len;
	ask(&shared, "HEAD", "/", NULL, NULL);
	ck_assert_status(200);
	ck_assert_uint_eq(asked()->len, len);
	ck_assert_str_eq(asked_body(), "");
	head = reply_head(ask_request(&shared, "HEAD", "/", NULL, NULL));
	ck_assert(strstr(head, "Content-Length: 0\r\n") != NULL);
}
END_TEST

/* --- who ---------------------------------------------------------------- */

START_TEST(test_policies)
{
	ask_get(&personal, "/own?a=1&b=/x");
	ck_assert_status(303);
	ck_assert_header("Location", "/account/sign-in?next=%2Fown%3Fa%3D1%26b%3D%2Fx");
	ask_get(&personal, "/de/own");
	ck_assert_header("Location", "/de/account/sign-in?next=%2Fown");
	ask_get(&personal, "/own/money");
	ck_assert_header("Location", "/account/sign-in?next=%2Fown%2Fmoney");
	ask_post(&personal, "/own/press", "");
	ck_assert_header("Location", "/account/sign-in");
	ask_get(&personal, "/secret");
	ck_assert_status(404);
	ask_get(&personal, "/closed");
	ck_assert_status(403);
}
END_TEST

START_TEST(test_hook)
{
	char big[REQ_HOOK_MAX + 2];

	ask(&personal, "POST", "/hook", NULL, "good and more");
	ck_assert_status(204);
	ask(&personal, "POST", "/hook", NULL, "evil");
	ck_assert_status(403);
	ask(&personal, "POST", "/hook", NULL, NULL);
	ck_assert_status(403);
	memset(big, 'x', sizeof(big));
	memcpy(big, "good", 4);
	big[REQ_HOOK_MAX + 1] = '\0';
	ask(&personal, "POST", "/hook", NULL, big);
	ck_assert_status(413);
	big[REQ_HOOK_MAX] = '\0';
	ask(&personal, "POST", "/hook", NULL, big);
	ck_assert_status(204);
}
END_TEST

/* --- origin and proof --------------------------------------------------- */

/* POST /press as somebody would. */
static int
press(const char *origin, const char *site, const char *body)
{
	const char *headers[4] = { "Content-Type: application/x-www-form-urlencoded", NULL, NULL,
	    NULL };
	size_t	    n = 1;

	if (origin != NULL)
		headers[n++] = origin;
	if (site != NULL)
		headers[n++] = site;
	return ask(&personal, "POST", "/press", headers, body)->status;
}

START_TEST(test_origin)
{
	const char *body = text(ask_arena(), "csrf=%s", ask_proof(&personal));

	ck_assert_int_eq(press("Origin: " SITE, "Sec-Fetch-Site: same-origin", body), 303);
	ck_assert_int_eq(press("Origin: " SITE, NULL, body), 303);
	ck_assert_int_eq(press(NULL, "Sec-Fetch-Site: same-origin", body), 303);
	ck_assert_int_eq(press(NULL, NULL, body), 303);	/* no browser; the proof counts */
	ck_assert_int_eq(press("Origin: https://evil.example", "Sec-Fetch-Site: same-origin", body),
	    403);
	ck_assert_int_eq(press("Origin: " SITE, "Sec-Fetch-Site: cross-site", body), 403);
	ck_assert_int_eq(press(NULL, "Sec-Fetch-Site: same-site", body), 403);
	ck_assert_int_eq(press("Origin: null", NULL, body), 403);
	ck_assert_int_eq(press("Origin: " SITE ".evil.example", NULL, body), 403);
	ck_assert_int_eq(press("Origin: http://marquee.example", NULL, body), 403);
}
END_TEST

START_TEST(test_proof)
{
	struct arena	*a = ask_arena();
	const char	*proof = ask_proof(&personal), *cookie;

	ck_assert_int_eq(press("Origin: " SITE, NULL, ""), 403);
	ck_assert_int_eq(press("Origin: " SITE, NULL, "csrf="), 403);
	ck_assert_int_eq(press("Origin: " SITE, NULL, "csrf=x.1.y"), 403);
	ck_assert_int_eq(press("Origin: " SITE, NULL, text(a, "csrf=%sx", proof)), 403);
	ck_assert_int_eq(press("Origin: " SITE, NULL, text(a, "csrf=%s&csrf=%s", proof, proof)),
	    403);
	ck_assert_int_eq(press("Origin: " SITE, NULL, text(a, "csrf=%s", proof)), 303);
	/* Every proof is another text, and each is good. */
	ck_assert_str_ne(ask_proof(&personal), proof);
	ck_assert_int_eq(press("Origin: " SITE, NULL, text(a, "csrf=%s", proof)), 303);
	/* Another visitor's is not. */
	cookie = arena_copy(a, ask_cookie("__Host-visitor"));
	ask_as_stranger();
	ck_assert_int_eq(press("Origin: " SITE, NULL, text(a, "csrf=%s", proof)), 403);
	ask_proof(&personal);
	ck_assert_int_eq(press("Origin: " SITE, NULL, text(a, "csrf=%s", proof)), 403);
	/* A planted cookie that we never signed binds nothing. */
	ask_set_cookie("__Host-visitor", text(a, "x%s", cookie));
	ck_assert_int_eq(press("Origin: " SITE, NULL, text(a, "csrf=%s", proof)), 403);
	ask_set_cookie("__Host-visitor", cookie);
	ck_assert_int_eq(press("Origin: " SITE, NULL, text(a, "csrf=%s", proof)), 303);
}
END_TEST

START_TEST(test_form_of_public_pages)
{
	const char *form = "Content-Type: application/x-www-form-urlencoded";
	const char *here[] = { form, "Origin: " SITE, NULL };
	const char *fetch[] = { form, "Sec-Fetch-Site: same-origin", NULL };
	const char *there[] = { form, "Origin: https://evil.example", NULL };
	const char *nowhere[] = { form, NULL };

	ck_assert_int_eq(ask(&personal, "POST", "/hold", here, "quantity=1")->status, 303);
	ck_assert_int_eq(ask(&personal, "POST", "/hold", fetch, "quantity=1")->status, 303);
	ck_assert_int_eq(ask(&personal, "POST", "/hold", there, "quantity=1")->status, 403);
	ck_assert_int_eq(ask(&personal, "POST", "/hold", nowhere, "quantity=1")->status, 403);
}
END_TEST

/* --- bodies ------------------------------------------------------------- */

START_TEST(test_bodies)
{
	const char	*wrong[] = { "Origin: " SITE, "Content-Type: text/plain", NULL };
	const char	*lying[] = { "Origin: " SITE, "Content-Length: 500", NULL };
	const char	*silly[] = { "Origin: " SITE, "Content-Length: -1", NULL };
	char		 big[REQ_URLENCODED_MAX + 100];

	ask(&personal, "POST", "/press", wrong, "csrf=1");
	ck_assert_status(400);
	ask(&personal, "POST", "/press", lying, NULL);
	ck_assert_status(400);
	ask(&personal, "POST", "/press", silly, NULL);
	ck_assert_status(400);
	memset(big, 'a', sizeof(big));
	big[sizeof(big) - 1] = '\0';
	ask_post(&personal, "/press", big);
	ck_assert_status(413);
	ask_post(&personal, "/edit", "title=a&title=b");
	ck_assert_status(400);
	ask_post(&personal, "/edit", "title=a&unknown=1&unknown=2");
	ck_assert_status(303);
}
END_TEST

/* --- tables ------------------------------------------------------------- */

/* Every row of every program names its policy; a row that does not would not compile. */
START_TEST(test_every_row_has_a_policy)
{
	static const struct { const char *path, *who; } rows[] = {
#define GET(path, handler, who)			{ path, #who },
#define FIND(path, handler, form, who)		{ path, #who },
#define POST(path, handler, form, who)		{ path, #who },
#define HOOK(path, handler, verify)		{ path, #verify },
#define RETURN(path, handler, who)		{ path, #who },
#include "tests/fcgi/programs.def"
#undef GET
#undef FIND
#undef POST
#undef HOOK
#undef RETURN
	};

	ck_assert_uint_gt(sizeof(rows) / sizeof(rows[0]), 40);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ck_assert_msg(rows[i].path[0] == '/', "%s", rows[i].path);
		ck_assert_msg(strlen(rows[i].who) > 1 && strcmp(rows[i].who, "NULL") != 0, "%s",
		    rows[i].path);
	}
}
END_TEST

static int
answer_nothing(struct req *r)
{
	return reply_empty(r, 204);
}

static const char *
wrong_with(const struct route *rows, size_t n)
{
	struct program p = { .name = "wrong", .routes = rows, .n = n };

	return routes_wrong(ask_arena(), &p);
}

#define WRONG(...)	\
	do { \
		const struct route rows[] = { __VA_ARGS__ }; \
		ck_assert_ptr_nonnull(wrong_with(rows, sizeof(rows) / sizeof(rows[0]))); \
	} while (0)
#define ROW(word, path, handler, form, who)	{ word, path, handler, form, who, "handler" }

START_TEST(test_wrong_tables)
{
	ck_assert_ptr_null(routes_wrong(ask_arena(), &personal));
	WRONG(ROW(WORD_GET, "/a", answer_nothing, NULL, NULL));
	WRONG(ROW(WORD_GET, "/a", NULL, NULL, anyone));
	WRONG(ROW(WORD_POST, "/a", answer_nothing, NULL, anyone));
	WRONG(ROW(WORD_FIND, "/a", answer_nothing, NULL, anyone));
	WRONG(ROW(WORD_POST, "/a", answer_nothing, &find_form, anyone));
	WRONG(ROW(WORD_GET, "a", answer_nothing, NULL, anyone));
	WRONG(ROW(WORD_GET, "", answer_nothing, NULL, anyone));
	WRONG(ROW(WORD_GET, "/a/", answer_nothing, NULL, anyone));
	WRONG(ROW(WORD_GET, "/a//b", answer_nothing, NULL, anyone));
	WRONG(ROW(WORD_GET, "/A", answer_nothing, NULL, anyone));
	WRONG(ROW(WORD_GET, "/{a", answer_nothing, NULL, anyone));
	WRONG(ROW(WORD_GET, "/{}", answer_nothing, NULL, anyone));
	WRONG(ROW(WORD_GET, "/a", answer_nothing, NULL, anyone),
	    ROW(WORD_GET, "/a", answer_nothing, NULL, anyone));
	WRONG(ROW(WORD_GET, "/a", answer_nothing, NULL, anyone),
	    ROW(WORD_RETURN, "/a", answer_nothing, NULL, anyone));
	WRONG(ROW(WORD_GET, "/{a}", answer_nothing, NULL, anyone),
	    ROW(WORD_POST, "/{b}", answer_nothing, &edit_form, anyone));
}
END_TEST

Suite *
route_suite(void)
{
	Suite	*s = suite_create("route");
	TCase	*t = tcase_create("route");

	tcase_add_test(t, test_finds_the_row);
	tcase_add_test(t, test_not_found);
	tcase_add_test(t, test_almost_right);
	tcase_add_test(t, test_methods);
	tcase_add_test(t, test_head);
	tcase_add_test(t, test_policies);
	tcase_add_test(t, test_hook);
	tcase_add_test(t, test_origin);
	tcase_add_test(t, test_proof);
	tcase_add_test(t, test_form_of_public_pages);
	tcase_add_test(t, test_bodies);
	tcase_add_test(t, test_every_row_has_a_policy);
	tcase_add_test(t, test_wrong_tables);
	suite_add_tcase(s, t);
	return s;
}
