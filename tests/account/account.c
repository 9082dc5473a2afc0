/*
 * account.c: tests of handlers/account: signing up, links that were mailed, and what belongs to a person.  The mails
 * themselves are tests/system/account.py's.
 */
#include <string.h>

#include "core/domain/account.h"
#include "core/domain/token.h"
#include "core/lib/clock.h"
#include "core/lib/id.h"
#include "fcgi/program.h"
#include "sql/account.h"
#include "tests/account/suites.h"
#include "tests/ask.h"
#include "tests/stage.h"

#define GOOD	"seven+small+lanterns+drift"
#define OVER	"This link does not work any more"

static int64_t	ann;

static void
begin(void)
{
	ann = stage_person("Ann");
	ask_as_stranger();
	ask_from(text(stage_arena(), "198.51.%d.%d", (int)(ann % 250), (int)(ann / 256 % 250)));
}

static void
post(const char *path, const char *fields)
{
	ask_post(&program, path, fields);
}

static const char *
token_of(int64_t account, enum token_purpose purpose, const char *email)
{
	return token_make(stage_db(), stage_arena(), account, purpose, email, clock_now());
}

static const char *
at(const char *path, const char *token)
{
	return text(stage_arena(), "%s?token=%s", path, token);
}

static const char *
new_email(void)
{
	return text(stage_arena(), "new-%s@example.org", id_text(stage_arena(), ann));
}

static void
sign_up(const char *email)
{
	post("/account/sign-up", text(stage_arena(), "name=Bo&email=%s&password=" GOOD "&zone=Asia/Tokyo",
	    email));
}

/* The one that signed up and has proved nothing yet. */
static int64_t
unproved(const char *email)
{
	return stage_number("shard", "SELECT id FROM account WHERE email = '%s' AND state = 'unverified'",
	    email);
}

START_TEST(test_sign_up)
{
	const char	*email = new_email(), *link;
	int64_t		 bo;

	ask_get(&program, "/account/sign-up");
	ck_assert_status(200);
	sign_up(email);
	ck_assert_status(303);
	ck_assert_header("Location", "/account/sent");
	ask_get(&program, "/account/sent");
	ck_assert_shows(email);
	ck_assert_int_eq(account_find(stage_db(), email), 0);
	ck_assert((bo = unproved(email)) != 0);
	link = token_of(bo, TOKEN_VERIFY, email);
	for (int i = 0; i < 5; i++) {
		ask_get(&program, at("/account/verify", link));
		ck_assert_status(200);
		ck_assert_shows(email);
		ck_assert_hides("field-password");
	}
	ck_assert_int_eq(account_find(stage_db(), email), 0);
	post("/account/verify", text(stage_arena(), "token=%s", link));
	ck_assert_status(303);
	ck_assert_int_eq(account_find(stage_db(), email), bo);
	ask_get(&program, "/account");
	ck_assert_status(200);
	ck_assert_shows("Asia/Tokyo");
	ask_get(&program, at("/account/verify", link));
	ck_assert_shows(OVER);
}
END_TEST

/* The same answer for an address that has an account, and nothing happens to it. */
START_TEST(test_taken)
{
	sign_up(stage_email(ann));
	ck_assert_status(303);
	ck_assert_header("Location", "/account/sent");
	ck_assert_int_eq(account_find(stage_db(), stage_email(ann)), ann);
}
END_TEST

/* Somebody else's click is not enough: in another browser the password is asked for. */
START_TEST(test_another_browser)
{
	const char *email = new_email(), *link;

	sign_up(email);
	link = token_of(unproved(email), TOKEN_VERIFY, email);
	ask_as_stranger();
	ask_get(&program, at("/account/verify", link));
	ck_assert_shows("field-password");
	post("/account/verify", text(stage_arena(), "token=%s", link));
	ck_assert_status(422);
	post("/account/verify", text(stage_arena(), "token=%s&password=not+this+one", link));
	ck_assert_status(422);
	ck_assert_shows("value=\"");	/* the link is still there */
	ck_assert_int_eq(account_find(stage_db(), email), 0);
	ask_set_cookie("__Host-pending", text(stage_arena(), "%s.1.forged", id_text(stage_arena(),
	    unproved(email))));
	post("/account/verify", text(stage_arena(), "token=%s", link));
	ck_assert_status(422);
	post("/account/verify", text(stage_arena(), "token=%s&password=" GOOD, link));
	ck_assert_status(303);
	ck_assert_int_ne(account_find(stage_db(), email), 0);
}
END_TEST

START_TEST(test_typed_wrong)
{
	static const char *const weak[] = { "short", "password1", "12345678", "marquee+marquee", "" };

	for (size_t i = 0; i < sizeof(weak) / sizeof(weak[0]); i++) {
		stage_sql("directory", "DELETE FROM rate");
		post("/account/sign-up", text(stage_arena(), "name=Bo&email=%s&password=%s", new_email(),
		    weak[i]));
		ck_assert_status(422);
		ck_assert_shows("href=\"#field-password\"");
		ck_assert_shows(new_email());
	}
	post("/account/sign-up", "name=&email=nobody&password=" GOOD);
	ck_assert_status(422);
	ck_assert_shows("href=\"#field-name\"");
	ck_assert_shows("href=\"#field-email\"");
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM account WHERE email = '%s'", new_email()),
	    0);
}
END_TEST

START_TEST(test_too_often)
{
	for (int i = 0; i < 3; i++) {
		sign_up(new_email());
		ck_assert_status(303);
	}
	sign_up(new_email());
	ck_assert_status(429);
	for (int i = 0; i < 3; i++) {
		post("/account/forgotten", "email=nobody-here@example.org");
		ck_assert_status(303);
	}
	post("/account/forgotten", "email=NOBODY-here@example.org");
	ck_assert_status(429);
}
END_TEST

START_TEST(test_reset)
{
	const char *link = token_of(ann, TOKEN_RESET, stage_email(ann)), *hers;

	stage_sign_in(ann);
	hers = arena_copy(stage_arena(), ask_cookie("__Host-session"));
	ask_as_stranger();
	ask_get(&program, at("/account/reset", link));
	ck_assert_status(200);
	ck_assert_shows(stage_email(ann));
	post("/account/reset", text(stage_arena(), "token=%s&password=short", link));
	ck_assert_status(422);
	ck_assert_shows(link);
	post("/account/reset", text(stage_arena(), "token=%s&password=" GOOD, link));
	ck_assert_status(303);
	ck_assert_header("Location", "/account/sign-in");
	ask_set_cookie("__Host-session", hers);
	ask_get(&program, "/account");
	ck_assert_status(303);
	post("/account/reset", text(stage_arena(), "token=%s&password=" GOOD, link));
	ck_assert_shows(OVER);
	post("/account/sign-in", text(stage_arena(), "email=%s&password=%s", stage_email(ann), STAGE_PASSWORD));
	ck_assert_status(422);
	post("/account/sign-in", text(stage_arena(), "email=%s&password=" GOOD, stage_email(ann)));
	ck_assert_status(303);
}
END_TEST

/* Wherever a link leads: one that is none says so, also when it is sent. */
START_TEST(test_no_link)
{
	static const char *const paths[] = { "/account/verify", "/account/reset", "/account/address/confirm",
	    "/account/objection" };

	stage_sign_in(ann);
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		ask_get(&program, paths[i]);
		ck_assert_status(200);
		ck_assert_shows(OVER);
		ask_get(&program, at(paths[i], "0000000000000.x"));
		ck_assert_shows(OVER);
		post(paths[i], "token=0000000000000.x&password=" GOOD);
		ck_assert_status(200);
		ck_assert_shows(OVER);
		post(paths[i], "");
		ck_assert_shows(OVER);
	}
}
END_TEST

START_TEST(test_password)
{
	const char *first, *other;

	stage_sign_in(ann);
	other = arena_copy(stage_arena(), ask_cookie("__Host-session"));
	stage_sign_in(ann);
	first = arena_copy(stage_arena(), ask_cookie("__Host-session"));
	post("/account/password", "old=wrong&password=" GOOD);
	ck_assert_status(422);
	ck_assert_shows("href=\"#field-old\"");
	post("/account/password", text(stage_arena(), "old=%s&password=password1", STAGE_PASSWORD));
	ck_assert_status(422);
	ck_assert_shows("href=\"#field-password\"");
	post("/account/password", text(stage_arena(), "old=%s&password=" GOOD, STAGE_PASSWORD));
	ck_assert_status(303);
	ck_assert_str_ne(ask_cookie("__Host-session"), first);
	ask_get(&program, "/account");
	ck_assert_status(200);
	ask_set_cookie("__Host-session", other);
	ask_get(&program, "/account");
	ck_assert_status(303);
	ask_set_cookie("__Host-session", first);
	ask_get(&program, "/account");
	ck_assert_status(303);
}
END_TEST

/* The password once more, if it was long ago; the link is of use only to who asked for it. */
START_TEST(test_address)
{
	const char	*link = token_of(ann, TOKEN_ADDRESS, new_email());
	int64_t		 eve = stage_person("Eve");

	stage_sign_in(ann);
	stage_sql("shard", "UPDATE session SET fresh_at = NOW() - INTERVAL 11 MINUTE WHERE account_id = %lld",
	    (long long)ann);
	ask_get(&program, "/account/address");
	ck_assert_status(303);
	ck_assert_header("Location", "/account/confirm?next=%2Faccount%2Faddress");
	post("/account/address", text(stage_arena(), "email=%s", new_email()));
	ck_assert_header("Location", "/account/confirm");
	stage_sign_in(ann);
	post("/account/address", text(stage_arena(), "email=%s", stage_email(ann)));
	ck_assert_status(422);
	post("/account/address", text(stage_arena(), "email=%s", new_email()));
	ck_assert_status(303);
	stage_sign_in(eve);
	ask_get(&program, at("/account/address/confirm", link));
	ck_assert_shows(OVER);
	post("/account/address/confirm", text(stage_arena(), "token=%s", link));
	ck_assert_shows(OVER);
	stage_sign_in(ann);
	ask_get(&program, at("/account/address/confirm", link));
	ck_assert_shows(new_email());
	post("/account/address/confirm", text(stage_arena(), "token=%s", link));
	ck_assert_status(303);
	ck_assert_int_eq(account_find(stage_db(), new_email()), ann);
}
END_TEST

START_TEST(test_objection)
{
	const char *link = token_of(ann, TOKEN_OBJECTION, stage_email(ann)), *hers;

	stage_sign_in(ann);
	hers = arena_copy(stage_arena(), ask_cookie("__Host-session"));
	ask_as_stranger();
	ask_get(&program, at("/account/objection", link));
	ck_assert_shows(stage_email(ann));
	post("/account/objection", text(stage_arena(), "token=%s", link));
	ck_assert_status(303);
	post("/account/sign-in", text(stage_arena(), "email=%s&password=%s", stage_email(ann), STAGE_PASSWORD));
	ck_assert_status(422);
	ask_set_cookie("__Host-session", hers);
	ask_get(&program, "/account");
	ck_assert_status(303);
}
END_TEST

START_TEST(test_profile)
{
	stage_sign_in(ann);
	ask_get(&program, "/account/profile");
	ck_assert_shows("value=\"Ann\"");
	post("/account/profile", "name=%3Cb%3EAnn%3C/b%3E&language=de&time_zone=Asia/Tokyo");
	ck_assert_status(303);
	ask_get(&program, "/account");
	ck_assert_shows("&lt;b&gt;Ann&lt;/b&gt;");
	ck_assert_shows("Deutsch · Asia/Tokyo");
	post("/account/profile", "name=Ann&language=xx&time_zone=Mars/Olympus");
	ck_assert_status(422);
	ck_assert_shows("href=\"#field-language\"");
	ck_assert_shows("href=\"#field-time_zone\"");
}
END_TEST

START_TEST(test_notices)
{
	stage_sign_in(ann);
	post("/account/notices", "reminder_hours=1");
	ck_assert_status(303);
	ck_assert_int_eq(stage_number("shard", "SELECT SUM(wanted) FROM notice_preference WHERE account_id = %lld",
	    (long long)ann), 1);
	ask_get(&program, "/account/notices");
	ck_assert_shows("id=\"field-reminder_hours\" name=\"reminder_hours\" type=\"checkbox\" value=\"1\" checked");
}
END_TEST

/* What is to come, then what was; what the listing says now counts more than the copy. */
START_TEST(test_tickets)
{
	static const char add[] = "INSERT INTO my_ticket (account_id, ticket_id, order_id, event_id, "
	    "occurrence_id, organizer_id, title, organizer, ticket_type, name, starts_at, ends_at, time_zone, "
	    "attendance, state, event_state, revision, key_number, version) VALUES (%lld, %d, 1, 1, %d, 1, '%s', "
	    "'The Stage', 'Seat', 'Ann', NOW() + INTERVAL %d DAY, NOW() + INTERVAL %d DAY, 'UTC', 'online', '%s', "
	    "'published', 1, 1, 1)";

	stage_sign_in(ann);
	ask_get(&program, "/account/tickets");
	ck_assert_status(200);
	ck_assert_shows("/discover");
	stage_sql("shard", add, (long long)ann, 1, 900001, "Long ago", -9, -9, "valid");
	stage_sql("shard", add, (long long)ann, 2, 900002, "In a year", 365, 365, "cancelled");
	stage_sql("shard", add, (long long)ann, 3, 900003, "Tomorrow", 1, 1, "valid");
	stage_sql("shard", add, (long long)ann, 4, 900004, "Passed on", 1, 1, "gone");
	ask_get(&program, "/account/tickets");
	ck_assert_ptr_nonnull(strstr(asked_body(), "In a year"));
	ck_assert(strstr(asked_body(), "Tomorrow") < strstr(asked_body(), "In a year"));
	ck_assert(strstr(asked_body(), "In a year") < strstr(asked_body(), "Long ago"));
	ck_assert_shows("Given back");
	ck_assert_shows("/checkout/ticket/0000000000003-");
	ck_assert_hides("Passed on");
}
END_TEST

Suite *
account_suite(void)
{
	Suite *s = suite_create("account");
	TCase *t = tcase_create("account");

	tcase_add_checked_fixture(t, begin, NULL);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, test_sign_up);
	tcase_add_test(t, test_taken);
	tcase_add_test(t, test_another_browser);
	tcase_add_test(t, test_typed_wrong);
	tcase_add_test(t, test_too_often);
	tcase_add_test(t, test_reset);
	tcase_add_test(t, test_no_link);
	tcase_add_test(t, test_password);
	tcase_add_test(t, test_address);
	tcase_add_test(t, test_objection);
	tcase_add_test(t, test_profile);
	tcase_add_test(t, test_notices);
	tcase_add_test(t, test_tickets);
	suite_add_tcase(s, t);
	return s;
}
