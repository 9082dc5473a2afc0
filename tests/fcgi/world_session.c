/* world_session.c: who is signed in, for how long, and where no longer (ASSURANCE A08-A14). */
#include <check.h>
#include <string.h>

#include "core/lib/id.h"
#include "fcgi/session.h"
#include "tests/ask.h"
#include "tests/check.h"
#include "tests/fcgi/world.h"

Suite *world_session_suite(void);

#define COOKIE	"__Host-session"

static struct arena	*a;
static int64_t		 ann;

static void
begin(void)
{
	a = arena_new();
	ann = world_person(5, "Ann");
	ask_as_stranger();
}

static void
end(void)
{
	arena_free(a);
}

/* Sign in as a browser does; the cookie. */
static const char *
sign_in(int64_t account)
{
	ask_as_stranger();
	ask_post(&world_account, text(a, "/begin/%s", id_text(a, account)), "");
	ck_assert_status(303);
	return arena_copy(a, ask_cookie(COOKIE));
}

/* Come with that cookie: who is it? */
static const char *
who(const char *cookie)
{
	ask_as_stranger();
	ask_set_cookie(COOKIE, cookie);
	ask_get(&world_account, "/who");
	ck_assert_status(200);
	return arena_copy(a, asked_body());
}

static int64_t
session_of(const char *cookie)
{
	return id_parse(arena_copy_n(a, cookie, ID_LETTERS));
}

#define ck_assert_in(cookie) \
	ck_assert_msg(strncmp(who(cookie), "Ann <", 5) == 0, "is %s", who(cookie))
#define ck_assert_out(cookie)	ck_assert_str_eq(who(cookie), "nobody")

START_TEST(test_cookie)
{
	const char *cookie = sign_in(ann);

	ck_assert_uint_eq(strlen(cookie), 13 + 1 + 43);
	ck_assert_in(cookie);
	ck_assert_int_eq(id_shard(session_of(cookie)), id_shard(ann));
	/* What is stored opens nothing. */
	ck_assert_int_eq(world_number(ann,
	    "SELECT secret_hash = UNHEX(SHA2('%s', 256)) FROM session WHERE id = %lld",
	    cookie + 14, (long long)session_of(cookie)), 1);
	ck_assert_int_eq(world_number(ann,
	    "SELECT HEX(secret_hash) LIKE CONCAT('%%', HEX('%s'), '%%') FROM session WHERE id = "
	    "%lld",
	    cookie + 14, (long long)session_of(cookie)), 0);
}
END_TEST

START_TEST(test_other_secrets)
{
	const char	*cookie = sign_in(ann), *other = sign_in(ann);
	char		*mixed = arena_copy(a, cookie);

	memcpy(mixed, other, ID_LETTERS);	/* the id of one, the secret of the other */
	ck_assert_out(mixed);
	ck_assert_str_eq(ask_cookie(COOKIE), "");	/* and it is taken away */
	for (size_t i = 0; i < strlen(cookie); i++) {
		char *broken = arena_copy(a, cookie);

		broken[i] = broken[i] == '0' ? '1' : '0';
		ck_assert_out(broken);
	}
	ck_assert_in(cookie);
}
END_TEST

START_TEST(test_new_id_at_sign_in)
{
	const char *before = sign_in(ann), *after;

	/* Signing in again with the old cookie at hand ends the old session. */
	ask_as_stranger();
	ask_set_cookie(COOKIE, before);
	ask_post(&world_account, text(a, "/begin/%s", id_text(a, ann)), "");
	after = arena_copy(a, ask_cookie(COOKIE));
	ck_assert_str_ne(after, before);
	ck_assert_out(before);
	ck_assert_in(after);
	/* So does proving it again. */
	ask_set_cookie(COOKIE, after);
	ask_post(&world_account, "/confirm", "");
	ck_assert_out(after);
	/* A cookie that somebody planted beforehand is not taken over. */
	ask_as_stranger();
	ask_set_cookie(COOKIE, before);
	ask_post(&world_account, text(a, "/begin/%s", id_text(a, ann)), "");
	ck_assert_str_ne(ask_cookie(COOKIE), before);
	ck_assert_out(before);
}
END_TEST

START_TEST(test_endings)
{
	const char *one = sign_in(ann), *two = sign_in(ann), *three = sign_in(ann);
	int64_t	    eve = world_person(5, "Eve");

	ask_get(&world_account, "/sessions");
	ck_assert_int_eq(strncmp(asked_body(), "3: ", 3), 0);
	ask_post(&world_account, "/end", "");
	ck_assert_str_eq(ask_cookie(COOKIE), "");
	ck_assert_out(three);
	ck_assert_in(one);
	/* Somebody else cannot end it. */
	sign_in(eve);
	ask_post(&world_account, text(a, "/end/%s", id_text(a, session_of(one))), "");
	ck_assert_in(one);
	/* One other of mine, by its id. */
	ask_set_cookie(COOKIE, two);
	ask_post(&world_account, text(a, "/end/%s", id_text(a, session_of(one))), "");
	ck_assert_out(one);
	ck_assert_in(two);
	one = sign_in(ann);
	three = sign_in(ann);
	ask_post(&world_account, "/end/others", "");
	ck_assert_out(one);
	ck_assert_out(two);
	ck_assert_in(three);
	ask_post(&world_account, "/end/all", "");
	ck_assert_out(three);
}
END_TEST

START_TEST(test_time_passes)
{
	const char	*cookie = sign_in(ann);
	long long	 id = session_of(cookie);

	world_sql(ann, "UPDATE session SET seen_at = NOW() - INTERVAL 29 DAY WHERE id = %lld", id);
	ck_assert_in(cookie);
	ck_assert_int_eq(world_number(ann,
	    "SELECT seen_at > NOW() - INTERVAL 1 MINUTE FROM session WHERE id = %lld", id), 1);
	world_sql(ann, "UPDATE session SET seen_at = NOW() - INTERVAL 30 DAY - INTERVAL 1 SECOND "
	    "WHERE id = %lld", id);
	ck_assert_out(cookie);
	cookie = sign_in(ann);
	id = session_of(cookie);
	ck_assert_int_eq(world_number(ann,
	    "SELECT DATEDIFF(expires_at, NOW()) FROM session WHERE id = %lld", id), 90);
	world_sql(ann, "UPDATE session SET expires_at = NOW() WHERE id = %lld", id);
	ck_assert_out(cookie);
}
END_TEST

START_TEST(test_account_is_closed)
{
	const char *cookie = sign_in(ann);

	world_sql(ann, "UPDATE account SET state = 'locked' WHERE id = %lld", (long long)ann);
	ck_assert_out(cookie);
	world_sql(ann, "UPDATE account SET state = 'active' WHERE id = %lld", (long long)ann);
	ck_assert_in(cookie);
}
END_TEST

START_TEST(test_again_before_what_matters)
{
	const char *cookie = sign_in(ann);

	ask_get(&world_account, "/own/money");
	ck_assert_status(200);
	world_sql(ann, "UPDATE session SET fresh_at = NOW() - INTERVAL 11 MINUTE WHERE id = %lld",
	    (long long)session_of(cookie));
	ask_get(&world_account, "/own/money");
	ck_assert_status(303);
	ck_assert_header("Location", "/account/confirm?next=%2Fown%2Fmoney");
	ask_get(&world_account, "/own");
	ck_assert_status(200);
	ask_post(&world_account, "/confirm", "");
	ask_get(&world_account, "/own/money");
	ck_assert_status(200);
}
END_TEST

START_TEST(test_proofs_of_others)
{
	const char	*headers[] = { "Content-Type: application/x-www-form-urlencoded",
	    "Sec-Fetch-Site: same-origin", NULL };
	const char	*before, *mine, *other;

	ask_as_stranger();
	before = text(a, "csrf=%s", ask_proof(&world_account));
	other = sign_in(ann);
	ask_set_cookie(COOKIE, other);
	other = text(a, "csrf=%s", ask_proof(&world_account));
	ask_post(&world_account, text(a, "/begin/%s", id_text(a, ann)), "");
	mine = text(a, "csrf=%s", ask_proof(&world_account));
	ck_assert_int_eq(ask(&world_account, "POST", "/touch", headers, mine)->status, 303);
	ck_assert_int_eq(ask(&world_account, "POST", "/touch", headers, other)->status, 403);
	ck_assert_int_eq(ask(&world_account, "POST", "/touch", headers, before)->status, 403);
}
END_TEST

START_TEST(test_get_cannot_write)
{
	ask_get(&world_account, "/writes");
	ck_assert_status(503);
}
END_TEST

Suite *
world_session_suite(void)
{
	Suite	*s = suite_create("world_session");
	TCase	*t = tcase_create("world_session");

	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, test_cookie);
	tcase_add_test(t, test_other_secrets);
	tcase_add_test(t, test_new_id_at_sign_in);
	tcase_add_test(t, test_endings);
	tcase_add_test(t, test_time_passes);
	tcase_add_test(t, test_account_is_closed);
	tcase_add_test(t, test_again_before_what_matters);
	tcase_add_test(t, test_proofs_of_others);
	tcase_add_test(t, test_get_cannot_write);
	suite_add_tcase(s, t);
	return s;
}
