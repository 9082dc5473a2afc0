/* sign_in.c: tests of handlers/account: in, out, and what does not show whether there is such a person. */
#include <string.h>

#include "core/domain/account.h"
#include "core/lib/id.h"
#include "fcgi/program.h"
#include "tests/account/suites.h"
#include "tests/ask.h"
#include "tests/stage.h"

#define COOKIE	"__Host-session"

static int64_t		 ann;
static const char	*email;

static void
begin(void)
{
	ann = stage_person("Ann");
	email = stage_email(ann);
	ask_as_stranger();
	ask_from(text(stage_arena(), "192.0.2.%d", (int)(ann % 250)));
}

static void
sign_in(const char *who, const char *password, const char *next)
{
	ask_post(&program, "/account/sign-in", text(stage_arena(), "email=%s&password=%s&next=%s", who,
	    password, next));
}

START_TEST(test_in_and_out)
{
	ask_get(&program, "/account");
	ck_assert_status(303);
	ck_assert_header("Location", "/account/sign-in?next=%2Faccount");
	sign_in(email, STAGE_PASSWORD, "/account");
	ck_assert_status(303);
	ck_assert_header("Location", "/account");
	ck_assert_str_ne(ask_cookie(COOKIE), "");
	ask_get(&program, "/account");
	ck_assert_status(200);
	ck_assert_shows("Ann");
	ck_assert_ptr_nonnull(strstr(asked_header("Cache-Control"), "no-store"));
	ck_assert_str_eq(ask_cookie("__Host-signed-in"), "1");
	ask_post(&program, "/account/sign-out", "");
	ck_assert_status(303);
	ck_assert_str_eq(ask_cookie("__Host-signed-in"), "");
	ask_get(&program, "/account");
	ck_assert_status(303);
}
END_TEST

/* A wrong password, an address nobody has, a locked account: the same page, and nothing to be read from it. */
START_TEST(test_wrong)
{
	const char *wrong;

	sign_in(email, "not this one", "");
	ck_assert_status(422);
	ck_assert_shows("This address and this password do not belong together.");
	ck_assert_shows(text(stage_arena(), "value=\"%s\"", email));	/* what was typed */
	ck_assert_hides("not this one");				/* but not that */
	ck_assert_str_eq(ask_cookie(COOKIE), "");
	wrong = arena_copy(stage_arena(), strstr(asked_body(), "class=\"errors\""));
	sign_in("nobody@example.org", "not this one", "");
	ck_assert_status(422);
	ck_assert_int_eq(strncmp(strstr(asked_body(), "class=\"errors\""), wrong, 150), 0);
	ck_assert(account_set_state(stage_db(), &actor_program, ann, "locked"));
	sign_in(email, STAGE_PASSWORD, "");
	ck_assert_status(422);
}
END_TEST

START_TEST(test_fields)
{
	sign_in("not an address", "", "");
	ck_assert_status(422);
	ck_assert_shows("href=\"#field-email\"");
	ck_assert_shows("href=\"#field-password\"");
	ck_assert_shows("aria-invalid=\"true\"");
}
END_TEST

/* Nobody is led to somebody else's site. */
START_TEST(test_where_next)
{
	static const char *const elsewhere[] = { "https%3A%2F%2Fevil.example%2F", "%2F%2Fevil.example",
	    "%2F%5Cevil.example", "javascript%3Aalert(1)" };

	for (size_t i = 0; i < sizeof(elsewhere) / sizeof(elsewhere[0]); i++) {
		ask_as_stranger();
		sign_in(email, STAGE_PASSWORD, elsewhere[i]);
		ck_assert_status(303);
		ck_assert_header("Location", "/account/tickets");
	}
}
END_TEST

/* A form of another site, or without our proof, does nothing. */
START_TEST(test_forged)
{
	const char	*fields = text(stage_arena(), "email=%s&password=%s", email, STAGE_PASSWORD);
	const char	*foreign[] = { "Origin: https://evil.example", "Sec-Fetch-Site: cross-site",
	    "Content-Type: application/x-www-form-urlencoded", NULL };
	const char	*ours[] = { "Origin: https://marquee.example",
	    "Content-Type: application/x-www-form-urlencoded", NULL };

	ask(&program, "POST", "/account/sign-in", ours, fields);
	ck_assert_status(403);
	ask(&program, "POST", "/account/sign-in", foreign, text(stage_arena(), "csrf=%s&%s",
	    ask_proof(&program), fields));
	ck_assert_status(403);
	ck_assert_str_eq(ask_cookie(COOKIE), "");
}
END_TEST

START_TEST(test_too_often)
{
	for (int i = 0; i < 10; i++)
		sign_in(email, "not this one", "");
	ck_assert_status(422);
	sign_in(email, STAGE_PASSWORD, "");	/* not even with the right one */
	ck_assert_status(429);
	ck_assert_str_ne(asked_header("Retry-After"), "");
}
END_TEST

/* One may end one's own sessions and nobody else's. */
START_TEST(test_sessions)
{
	const char *hers, *session;

	stage_sign_in(ann);
	hers = arena_copy(stage_arena(), ask_cookie(COOKIE));
	session = arena_copy_n(stage_arena(), hers, ID_LETTERS);
	stage_sign_in(stage_person("Eve"));
	ask_post(&program, text(stage_arena(), "/account/sessions/%s/end", session), "");
	ask_set_cookie(COOKIE, hers);
	ask_get(&program, "/account");
	ck_assert_status(200);
	stage_sign_in(ann);
	ask_post(&program, "/account/sessions/end-others", "");
	ck_assert_status(303);
	ask_set_cookie(COOKIE, hers);
	ask_get(&program, "/account");
	ck_assert_status(303);
}
END_TEST

Suite *
sign_in_suite(void)
{
	Suite *s = suite_create("sign_in");
	TCase *t = tcase_create("sign_in");

	tcase_add_checked_fixture(t, begin, NULL);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, test_in_and_out);
	tcase_add_test(t, test_wrong);
	tcase_add_test(t, test_fields);
	tcase_add_test(t, test_where_next);
	tcase_add_test(t, test_forged);
	tcase_add_test(t, test_too_often);
	tcase_add_test(t, test_sessions);
	suite_add_tcase(s, t);
	return s;
}
