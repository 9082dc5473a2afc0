/* account.c: tests of core/domain/account.c: addresses are claimed once, and a claim is gone on from. */
#include "core/domain/account.h"

#include "core/lib/crypto.h"
#include "core/lib/id.h"
#include "sql/account.h"
#include "tests/domain/suites.h"
#include "tests/stage.h"

static const char *
fresh_email(void)
{
	unsigned char drawn[8];

	random_bytes(drawn, sizeof(drawn));
	return text(stage_arena(), "%s@example.org", hex(stage_arena(), drawn, sizeof(drawn)));
}

static struct account_input
input(const char *email)
{
	return (struct account_input){ .email = email, .name = "Bo", .password_hash = "",
	    .language = "en", .time_zone = "UTC" };
}

START_TEST(test_making)
{
	struct account_input	 in = input(fresh_email());
	int64_t			 account;
	struct row		*row;

	ck_assert_int_eq(account_find(stage_db(), in.email), 0);
	ck_assert_int_eq(account_make(stage_db(), &actor_program, 99, &in, &account), ACCOUNT_MADE);
	ck_assert_int_eq(id_shard(account), 99);
	ck_assert_int_eq(account_find(stage_db(), in.email), account);
	row = q_account_sign_in(stage_db(), account);
	ck_assert_str_eq(row_text(row, "state"), "active");
	ck_assert_str_eq(row_text(row, "name"), "Bo");
}
END_TEST

START_TEST(test_an_address_is_somebody_s)
{
	struct account_input	in = input(fresh_email());
	int64_t			first, second = 0;

	ck_assert_int_eq(account_make(stage_db(), &actor_program, 1, &in, &first), ACCOUNT_MADE);
	in.name = "Another";
	ck_assert_int_eq(account_make(stage_db(), &actor_program, 2, &in, &second), ACCOUNT_TAKEN);
	ck_assert_int_eq(second, first);
	ck_assert_str_eq(row_text(q_account_sign_in(stage_db(), first), "name"), "Bo");
}
END_TEST

/* The program died between the claim and the row: whoever comes again makes the row of that claim. */
START_TEST(test_a_claim_is_gone_on_from)
{
	struct account_input	in = input(fresh_email());
	int64_t			claimed = id_new(3, 1000000), account;

	q_account_claim(stage_db(), in.email, claimed);
	ck_assert_int_eq(account_make(stage_db(), &actor_program, 4, &in, &account), ACCOUNT_MADE);
	ck_assert_int_eq(account, claimed);
	ck_assert_ptr_nonnull(q_account_sign_in(stage_db(), claimed));
}
END_TEST

START_TEST(test_locked)
{
	int64_t account = stage_person("Eve");

	ck_assert(account_set_state(stage_db(), &actor_program, account, "locked"));
	ck_assert_str_eq(row_text(q_account_sign_in(stage_db(), account), "state"), "locked");
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM audit WHERE subject_id = %lld "
	    "AND deed = 'account_state'", (long long)account), 1);
}
END_TEST

Suite *
account_suite(void)
{
	Suite *s = suite_create("account");
	TCase *t = tcase_create("account");

	tcase_set_timeout(t, 30);
	tcase_add_test(t, test_making);
	tcase_add_test(t, test_an_address_is_somebody_s);
	tcase_add_test(t, test_a_claim_is_gone_on_from);
	tcase_add_test(t, test_locked);
	suite_add_tcase(s, t);
	return s;
}
