/* my_ticket.c: tests of core/domain/my_ticket.c: tickets are listed where their people are, and nowhere else. */
#include "core/domain/my_ticket.h"

#include "core/domain/ticket.h"
#include "core/lib/crypto.h"
#include "core/lib/id.h"
#include "sql/my_ticket.h"
#include "tests/domain/sale.h"
#include "tests/domain/suites.h"
#include "tests/stage.h"

static struct sale	s;
static int64_t		ann;

static void
begin(void)
{
	s = sale_begin(1, 9);
	ann = stage_person("Ann");
}

static void
end(void)
{
	sale_check(&s);
}

static const char *
fresh_email(void)
{
	unsigned char drawn[8];

	random_bytes(drawn, sizeof(drawn));
	return text(stage_arena(), "%s@example.org", hex(stage_arena(), drawn, sizeof(drawn)));
}

static size_t
listed(int64_t account)
{
	return q_my_tickets(stage_db(), account, 100).n;
}

static int64_t
copies_promised(int64_t order)
{
	return stage_number("shard", "SELECT COUNT(*) FROM job WHERE subject_id = %lld AND kind = 'ticket_copy'",
	    (long long)order);
}

START_TEST(test_listed)
{
	int64_t order = sale_order(&s, 0, 2, stage_email(ann));

	ck_assert_uint_eq(listed(ann), 0);
	for (int i = 0; i < 3; i++)	/* as often as one likes */
		ck_assert(my_ticket_copy(stage_db(), order));
	ck_assert_uint_eq(listed(ann), 2);
	ck_assert_int_eq(stage_number("shard", "SELECT account_id FROM orders WHERE id = %lld",
	    (long long)order), ann);
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM ticket WHERE order_id = %lld AND "
	    "account_id = %lld", (long long)order, (long long)ann), 2);
}
END_TEST

/* Before there was an account. */
START_TEST(test_adopted)
{
	const char	*email = fresh_email();
	int64_t		 order = sale_order(&s, 0, 1, email), promised = copies_promised(order);
	int64_t		 eve = stage_person("Eve");

	ck_assert(my_ticket_copy(stage_db(), order));
	ck_assert_uint_eq(listed(eve), 0);
	/* She proves that address. */
	stage_sql("directory", "INSERT INTO email_claim (email, account_id) VALUES ('%s', %lld)", email,
	    (long long)eve);
	stage_sql("shard", "UPDATE account SET email = '%s' WHERE id = %lld", email, (long long)eve);
	ck_assert(my_ticket_adopt(stage_db(), eve));
	ck_assert_int_eq(copies_promised(order), promised + 1);
	ck_assert(my_ticket_copy(stage_db(), order));
	ck_assert_uint_eq(listed(eve), 1);
}
END_TEST

/* Passed on: gone from one list, in the other; and the buyer does not see it any more. */
START_TEST(test_passed_on)
{
	int64_t	eve = stage_person("Eve"), order = sale_order(&s, 0, 2, stage_email(ann));
	int64_t	ticket = sale_ticket(order, 1);

	ck_assert(my_ticket_copy(stage_db(), order));
	ck_assert_int_eq(ticket_transfer(stage_db(), &actor_program, ticket, sale_key(), "Eve",
	    stage_email(eve), "en"), TICKET_DONE);
	ck_assert(my_ticket_copy(stage_db(), order));
	ck_assert_uint_eq(listed(ann), 1);
	ck_assert_uint_eq(listed(eve), 1);
	ck_assert_int_eq(row_int(q_my_tickets(stage_db(), eve, 9).at[0], "revision"), 2);
	/* And back again. */
	ck_assert_int_eq(ticket_transfer(stage_db(), &actor_program, ticket, sale_key(), "Ann",
	    stage_email(ann), "en"), TICKET_DONE);
	ck_assert(my_ticket_copy(stage_db(), order));
	ck_assert_uint_eq(listed(ann), 2);
	ck_assert_uint_eq(listed(eve), 0);
}
END_TEST

START_TEST(test_cancelled)
{
	int64_t order = sale_order(&s, 0, 1, stage_email(ann));

	ck_assert(my_ticket_copy(stage_db(), order));
	ck_assert_int_eq(ticket_cancel(stage_db(), &actor_program, sale_ticket(order, 1), sale_key()),
	    TICKET_DONE);
	ck_assert(my_ticket_copy(stage_db(), order));
	ck_assert_str_eq(row_text(q_my_tickets(stage_db(), ann, 9).at[0], "state"), "cancelled");
}
END_TEST

/* Whoever moves to another address keeps what they had. */
START_TEST(test_moved)
{
	const char	*old = stage_email(ann);
	int64_t		 order = sale_order(&s, 0, 1, old);

	ck_assert(my_ticket_copy(stage_db(), order));
	stage_sql("directory", "DELETE FROM email_claim WHERE email = '%s'", old);
	stage_sql("shard", "UPDATE account SET email = '%s' WHERE id = %lld", fresh_email(), (long long)ann);
	ck_assert(my_ticket_copy(stage_db(), order));
	ck_assert_uint_eq(listed(ann), 1);
}
END_TEST

/* A slow copy of before does not undo a newer one. */
START_TEST(test_late)
{
	int64_t order = sale_order(&s, 0, 1, stage_email(ann));

	ck_assert(my_ticket_copy(stage_db(), order));
	stage_sql("shard", "UPDATE my_ticket SET version = version + 5, title = 'Newer' WHERE account_id = %lld",
	    (long long)ann);
	ck_assert(my_ticket_copy(stage_db(), order));
	ck_assert_str_eq(row_text(q_my_tickets(stage_db(), ann, 9).at[0], "title"), "Newer");
}
END_TEST

Suite *
my_ticket_suite(void)
{
	Suite *suite = suite_create("my_ticket");
	TCase *t = tcase_create("my_ticket");

	tcase_add_checked_fixture(t, begin, end);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, test_listed);
	tcase_add_test(t, test_adopted);
	tcase_add_test(t, test_passed_on);
	tcase_add_test(t, test_cancelled);
	tcase_add_test(t, test_moved);
	tcase_add_test(t, test_late);
	suite_add_tcase(suite, t);
	return suite;
}
