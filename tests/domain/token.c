/* token.c: tests of core/domain/token.c: a link is good once, for one deed, for a while, and only the newest. */
#include "core/domain/token.h"

#include <string.h>

#include "core/lib/clock.h"
#include "tests/domain/suites.h"
#include "tests/stage.h"

static int64_t	ann;

static void
begin(void)
{
	ann = stage_person("Ann");
}

static const char *
make_token(enum token_purpose purpose)
{
	const char *token = token_make(stage_db(), stage_arena(), ann, purpose, stage_email(ann),
	    clock_now());

	ck_assert_ptr_nonnull(token);
	return token;
}

static bool
good(const char *text, enum token_purpose purpose)
{
	struct token t;

	return token_read(stage_db(), stage_arena(), text, purpose, &t) && t.account == ann &&
	    strcmp(t.email, stage_email(ann)) == 0;
}

static bool
used(const char *text, enum token_purpose purpose)
{
	struct token t;

	return token_read(stage_db(), stage_arena(), text, purpose, &t) && token_use(stage_db(), &t);
}

START_TEST(test_once)
{
	const char	*token = make_token(TOKEN_RESET);
	struct token	 t;

	ck_assert_uint_eq(strlen(token), 13 + 1 + 43);
	for (int i = 0; i < 3; i++)
		ck_assert(good(token, TOKEN_RESET));
	ck_assert(token_read(stage_db(), stage_arena(), token, TOKEN_RESET, &t));
	ck_assert(token_use(stage_db(), &t));
	ck_assert(!token_use(stage_db(), &t));
	ck_assert(!good(token, TOKEN_RESET));
}
END_TEST

START_TEST(test_for_one_deed)
{
	const char *token = make_token(TOKEN_VERIFY);

	ck_assert(!good(token, TOKEN_RESET));
	ck_assert(!good(token, TOKEN_ADDRESS));
	ck_assert(!good(token, TOKEN_OBJECTION));
	ck_assert(good(token, TOKEN_VERIFY));
}
END_TEST

/* The newest of a deed; objections each stand for themselves. */
START_TEST(test_newer)
{
	const char *one = make_token(TOKEN_RESET), *two = make_token(TOKEN_RESET);
	const char *other = make_token(TOKEN_VERIFY);
	const char *first = make_token(TOKEN_OBJECTION), *second = make_token(TOKEN_OBJECTION);

	ck_assert(!good(one, TOKEN_RESET));
	ck_assert(good(two, TOKEN_RESET));
	ck_assert(good(other, TOKEN_VERIFY));
	ck_assert(good(first, TOKEN_OBJECTION));
	ck_assert(good(second, TOKEN_OBJECTION));
	token_end_all(stage_db(), ann, true);
	ck_assert(!good(two, TOKEN_RESET));
	ck_assert(good(first, TOKEN_OBJECTION));
	token_end_all(stage_db(), ann, false);
	ck_assert(!good(first, TOKEN_OBJECTION));
}
END_TEST

START_TEST(test_for_an_hour)
{
	const char *token = make_token(TOKEN_RESET);

	ck_assert_int_eq(stage_number("shard", "SELECT MAX(TIMESTAMPDIFF(SECOND, created_at, expires_at)) "
	    "FROM token WHERE account_id = %lld", (long long)ann), TOKEN_MINUTES * 60);
	stage_sql("shard", "UPDATE token SET expires_at = NOW(3) - INTERVAL 1 SECOND WHERE account_id = %lld",
	    (long long)ann);
	ck_assert(!good(token, TOKEN_RESET));
	ck_assert(!used(token, TOKEN_RESET));
}
END_TEST

/* What is no token, or not quite that one. */
START_TEST(test_others)
{
	const char		*token = make_token(TOKEN_RESET);
	char			*bent = arena_copy(stage_arena(), token);
	const char *const	 wrong[] = { "", ".", "x", "0000000000000.x", "a.b.c" };

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		ck_assert(!good(wrong[i], TOKEN_RESET));
	ck_assert(!good(text(stage_arena(), "%sx", token), TOKEN_RESET));
	for (size_t i = 0; i < strlen(bent); i++) {
		char was = bent[i];

		bent[i] = was == 'a' ? 'b' : 'a';
		ck_assert(!good(bent, TOKEN_RESET));
		bent[i] = was;
	}
	ck_assert(good(bent, TOKEN_RESET));
}
END_TEST

/* The database has nothing that opens anything. */
START_TEST(test_hashed)
{
	const char *token = make_token(TOKEN_RESET), *secret = strchr(token, '.') + 1;

	ck_assert_int_eq(stage_number("shard", "SELECT secret_hash = UNHEX(SHA2('%s', 256)) FROM token "
	    "WHERE account_id = %lld", secret, (long long)ann), 1);
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM token WHERE email LIKE '%%%s%%'",
	    secret), 0);
}
END_TEST

Suite *
token_suite(void)
{
	Suite *s = suite_create("token");
	TCase *t = tcase_create("token");

	tcase_add_checked_fixture(t, begin, NULL);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, test_once);
	tcase_add_test(t, test_for_one_deed);
	tcase_add_test(t, test_newer);
	tcase_add_test(t, test_for_an_hour);
	tcase_add_test(t, test_others);
	tcase_add_test(t, test_hashed);
	suite_add_tcase(s, t);
	return s;
}
