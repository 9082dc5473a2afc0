/*
 * address.c: tests of core/domain/address.c and of what account.c does with it: addresses are proved, moved and taken
 * back, and none stays claimed for nothing, wherever a program dies.
 */
#include "core/domain/address.h"

#include <string.h>

#include "core/lib/clock.h"
#include "core/lib/crypto.h"
#include "core/lib/id.h"
#include "core/lib/shard.h"
#include "core/domain/tidy.h"
#include "sql/account.h"
#include "tests/domain/suites.h"
#include "tests/stage.h"

static int64_t	ann;

static void
begin(void)
{
	ann = stage_person("Ann");
}

static const char *
fresh_email(void)
{
	unsigned char drawn[8];

	random_bytes(drawn, sizeof(drawn));
	return text(stage_arena(), "%s@example.org", hex(stage_arena(), drawn, sizeof(drawn)));
}

static int64_t
sign_up(const char *email)
{
	struct account_input	in = { email, "Bo", "a hash", "en", "UTC" };
	int64_t			account;

	ck_assert(account_sign_up(stage_db(), &actor_program, &in, &account));
	return account;
}

static struct token
make_token(int64_t account, enum token_purpose purpose, const char *email)
{
	struct token t;

	ck_assert(token_read(stage_db(), stage_arena(), token_make(stage_db(), stage_arena(), account,
	    purpose, email, clock_now()), purpose, &t));
	return t;
}

static enum proof_result
verify(int64_t account, const char *email)
{
	struct token t = make_token(account, TOKEN_VERIFY, email);

	return account_verify(stage_db(), stage_arena(), &actor_program, &t);
}

static const char *
says(int64_t account, const char *column)
{
	return arena_copy(stage_arena(), row_text(q_account_sign_in(stage_db(), account), column));
}

static int64_t
promised(int64_t account, const char *kind)
{
	return stage_number("shard", "SELECT COUNT(*) FROM job WHERE subject_id = %lld AND kind = '%s'",
	    (long long)account, kind);
}

/* As if the claims had been made an hour ago. */
static void
let_time_pass(void)
{
	stage_sql("directory", "UPDATE email_claim SET claimed_at = NOW(3) - INTERVAL 1 HOUR");
}

START_TEST(test_proved)
{
	const char	*email = fresh_email();
	int64_t		 bo = sign_up(email);

	ck_assert_str_eq(says(bo, "state"), "unverified");
	ck_assert_int_eq(account_find(stage_db(), email), 0);
	ck_assert_int_eq(promised(bo, "mail_account"), 1);
	ck_assert_int_eq(verify(bo, email), PROOF_DONE);
	ck_assert_str_eq(says(bo, "state"), "active");
	ck_assert_int_eq(account_find(stage_db(), email), bo);
	ck_assert_int_eq(promised(bo, "order_adopt"), 1);
	ck_assert_int_eq(verify(bo, email), PROOF_OVER);
	ck_assert(address_release(stage_db(), bo, email));
	ck_assert_int_eq(account_find(stage_db(), email), bo);
}
END_TEST

START_TEST(test_one_of_two)
{
	const char	*email = fresh_email();
	int64_t		 bo = sign_up(email), eve = sign_up(email);

	ck_assert_int_eq(verify(eve, email), PROOF_DONE);
	ck_assert_int_eq(verify(bo, email), PROOF_TAKEN);
	ck_assert_str_eq(says(bo, "state"), "unverified");
	ck_assert_int_eq(verify(sign_up(stage_email(ann)), stage_email(ann)), PROOF_TAKEN);
}
END_TEST

/* The program died after the claim: whoever has it goes on, and if nobody does, it ends. */
START_TEST(test_died_after_the_claim)
{
	const char	*email = fresh_email();
	int64_t		 bo = sign_up(email), eve = sign_up(email);

	ck_assert_int_eq(address_claim(stage_db(), stage_arena(), bo, email), ADDRESS_CLAIMED);
	ck_assert_int_eq(promised(bo, "address_release"), 1);
	ck_assert_int_eq(verify(eve, email), PROOF_TAKEN);
	ck_assert(!address_release(stage_db(), bo, email));	/* it is too young */
	let_time_pass();
	ck_assert(address_release(stage_db(), bo, email));
	ck_assert_int_eq(account_find(stage_db(), email), 0);
	ck_assert_int_eq(verify(eve, email), PROOF_DONE);
	/* Or the account was tidied away meanwhile. */
	email = fresh_email();
	ck_assert_int_eq(address_claim(stage_db(), stage_arena(), id_new(9, 1000), email), ADDRESS_CLAIMED);
	let_time_pass();
	bo = sign_up(email);
	ck_assert_int_eq(verify(bo, email), PROOF_DONE);
}
END_TEST

START_TEST(test_moved)
{
	const char	*old = stage_email(ann), *new = fresh_email();
	struct token	 t;

	ck_assert(address_ask(stage_db(), stage_arena(), &actor_program, ann, new));
	ck_assert_int_eq(promised(ann, "mail_account"), 2);
	t = make_token(ann, TOKEN_ADDRESS, new);
	ck_assert_int_eq(address_move(stage_db(), stage_arena(), &actor_program, &t), PROOF_DONE);
	ck_assert_str_eq(says(ann, "email"), new);
	ck_assert_int_eq(account_find(stage_db(), new), ann);
	ck_assert_int_eq(address_move(stage_db(), stage_arena(), &actor_program, &t), PROOF_OVER);
	let_time_pass();
	ck_assert(address_release(stage_db(), ann, old));
	ck_assert_int_eq(account_find(stage_db(), old), 0);
	ck_assert(address_release(stage_db(), ann, new));
	ck_assert_int_eq(account_find(stage_db(), new), ann);
}
END_TEST

START_TEST(test_not_moved_to_anothers)
{
	int64_t		eve = stage_person("Eve");
	struct token	t = make_token(ann, TOKEN_ADDRESS, stage_email(eve));
	const char	*old = stage_email(ann);

	ck_assert_int_eq(address_move(stage_db(), stage_arena(), &actor_program, &t), PROOF_TAKEN);
	ck_assert_str_eq(says(ann, "email"), old);
}
END_TEST

/* Taken back after the move, even when the old address was let go. */
START_TEST(test_objected)
{
	const char	*old = stage_email(ann), *new = fresh_email();
	struct token	 t = make_token(ann, TOKEN_ADDRESS, new), no;

	ck_assert_int_eq(address_move(stage_db(), stage_arena(), &actor_program, &t), PROOF_DONE);
	let_time_pass();
	ck_assert(address_release(stage_db(), ann, old));
	no = make_token(ann, TOKEN_OBJECTION, old);
	ck_assert_int_eq(address_object(stage_db(), stage_arena(), &actor_program, &no), PROOF_DONE);
	ck_assert_str_eq(says(ann, "email"), old);
	ck_assert_str_eq(says(ann, "password_hash"), "");
	ck_assert_int_eq(account_find(stage_db(), old), ann);
	let_time_pass();
	ck_assert(address_release(stage_db(), ann, new));
	ck_assert_int_eq(account_find(stage_db(), new), 0);
	ck_assert_int_eq(address_object(stage_db(), stage_arena(), &actor_program, &no), PROOF_OVER);
}
END_TEST

/* Before it: the links to the new address end. */
START_TEST(test_objected_before)
{
	const char	*old = stage_email(ann);
	struct token	 t = make_token(ann, TOKEN_ADDRESS, fresh_email());
	struct token	 no = make_token(ann, TOKEN_OBJECTION, old);

	ck_assert_int_eq(address_object(stage_db(), stage_arena(), &actor_program, &no), PROOF_DONE);
	ck_assert_int_eq(address_move(stage_db(), stage_arena(), &actor_program, &t), PROOF_OVER);
	ck_assert_str_eq(says(ann, "email"), old);
	ck_assert_str_eq(says(ann, "password_hash"), "");
}
END_TEST

/* A new password: links end, it is told; who is locked out has none. */
START_TEST(test_reset)
{
	struct token t = make_token(ann, TOKEN_RESET, stage_email(ann)), other;

	other = make_token(ann, TOKEN_ADDRESS, fresh_email());
	ck_assert_int_eq(account_reset(stage_db(), &actor_program, &t, "another hash"), PROOF_DONE);
	ck_assert_str_eq(says(ann, "password_hash"), "another hash");
	ck_assert_int_eq(promised(ann, "mail_account"), 1);
	ck_assert_int_eq(account_reset(stage_db(), &actor_program, &t, "a third"), PROOF_OVER);
	ck_assert(!token_use(stage_db(), &other));
	t = make_token(ann, TOKEN_RESET, stage_email(ann));
	ck_assert(account_set_state(stage_db(), &actor_program, ann, "locked"));
	ck_assert_int_eq(account_reset(stage_db(), &actor_program, &t, "a fourth"), PROOF_OVER);
	ck_assert_str_eq(says(ann, "password_hash"), "another hash");
}
END_TEST

START_TEST(test_tidied)
{
	const char	*email = fresh_email();
	int64_t		 bo = sign_up(email), eve = sign_up(fresh_email());

	make_token(bo, TOKEN_VERIFY, email);
	stage_sql("shard", "UPDATE account SET created_at = NOW(3) - INTERVAL 8 DAY WHERE id IN (%lld, %lld)",
	    (long long)bo, (long long)ann);
	tidy_shards(stage_db(), server_place(db_places(stage_db()), 0));
	ck_assert_ptr_null(q_account_sign_in(stage_db(), bo));
	ck_assert_ptr_nonnull(q_account_sign_in(stage_db(), eve));
	ck_assert_ptr_nonnull(q_account_sign_in(stage_db(), ann));
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM token WHERE account_id = %lld",
	    (long long)bo), 0);
}
END_TEST

Suite *
address_suite(void)
{
	Suite *s = suite_create("address");
	TCase *t = tcase_create("address");

	tcase_add_checked_fixture(t, begin, NULL);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, test_proved);
	tcase_add_test(t, test_one_of_two);
	tcase_add_test(t, test_died_after_the_claim);
	tcase_add_test(t, test_moved);
	tcase_add_test(t, test_not_moved_to_anothers);
	tcase_add_test(t, test_objected);
	tcase_add_test(t, test_objected_before);
	tcase_add_test(t, test_reset);
	tcase_add_test(t, test_tidied);
	suite_add_tcase(s, t);
	return s;
}
