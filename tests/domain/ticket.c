/* ticket.c: tests of core/domain/ticket.c: renaming, passing on, cancelling; and of core/domain/quota.c. */
#include "core/domain/ticket.h"

#include <string.h>

#include "core/domain/quota.h"
#include "core/lib/clock.h"
#include "core/lib/id.h"
#include "sql/order.h"
#include "sql/ticket.h"
#include "tests/domain/sale.h"
#include "tests/domain/suites.h"
#include "tests/stage.h"

#define BO	"bo@example.org"

static struct sale	s;
static int64_t		order;

static void
begin(void)
{
	s = sale_begin(1, 5);
	order = sale_order(&s, 0, 2, BO);
}

static void
end(void)
{
	sale_check(&s);
}

static struct row *
head(int64_t ticket)
{
	return q_ticket_head(stage_db(), ticket);
}

START_TEST(test_renamed)
{
	int64_t	 ticket = sale_ticket(order, 1);
	char	*code = arena_copy(stage_arena(), row_text(head(ticket), "code"));

	ck_assert_int_eq(ticket_rename(stage_db(), &actor_program, ticket, sale_key(), "Eve"),
	    TICKET_DONE);
	ck_assert_str_eq(row_text(head(ticket), "name"), "Eve");
	ck_assert_str_eq(row_text(head(ticket), "code"), code);
	ck_assert_int_eq(row_int(head(ticket), "revision"), 1);
}
END_TEST

START_TEST(test_passed_on)
{
	int64_t			 ticket = sale_ticket(order, 1);
	const unsigned char	*key = sale_key();
	struct row		*before = head(ticket);

	for (int i = 0; i < 2; i++)	/* once */
		ck_assert_int_eq(ticket_transfer(stage_db(), &actor_program, ticket, key, "Eve",
		    "eve@example.org", "de"), TICKET_DONE);
	ck_assert_int_eq(row_int(head(ticket), "revision"), 2);
	ck_assert_str_ne(row_text(head(ticket), "code"), row_text(before, "code"));
	ck_assert_str_eq(row_text(head(ticket), "email"), "eve@example.org");
	ck_assert_str_eq(row_text(head(ticket), "language"), "de");
	ck_assert(row_null(head(ticket), "account_id"));
}
END_TEST

START_TEST(test_cancelled_one_by_one)
{
	const unsigned char	*key = sale_key();
	int64_t			 first = sale_ticket(order, 1), second = sale_ticket(order, 2);

	for (int i = 0; i < 2; i++)
		ck_assert_int_eq(ticket_cancel(stage_db(), &actor_program, first, key), TICKET_DONE);
	ck_assert_str_eq(row_text(head(first), "state"), "cancelled");
	ck_assert_int_eq(sale_sold(s.quota[0]), 1);
	ck_assert_str_eq(row_text(q_order_head(stage_db(), order), "state"), "paid");
	ck_assert_int_eq(ticket_cancel(stage_db(), &actor_program, first, sale_key()), TICKET_REFUSED);
	/* the last one takes its order along */
	ck_assert_int_eq(ticket_cancel(stage_db(), &actor_program, second, sale_key()), TICKET_DONE);
	ck_assert_str_eq(row_text(q_order_head(stage_db(), order), "state"), "cancelled");
	ck_assert_int_eq(sale_sold(s.quota[0]), 0);
}
END_TEST

/* What is cancelled, or let in, stays as it is; a key is for one deed. */
START_TEST(test_refused)
{
	int64_t			 ticket = sale_ticket(order, 1);
	const unsigned char	*key = sale_key();

	if (_i == 0)
		ck_assert_int_eq(ticket_cancel(stage_db(), &actor_program, ticket, key), TICKET_DONE);
	else if (_i == 1)
		stage_sql("shard", "UPDATE ticket SET admitted_at = NOW() WHERE id = %lld",
		    (long long)ticket);
	else
		ticket = id_new(11, 1);
	ck_assert_int_eq(ticket_rename(stage_db(), &actor_program, ticket, sale_key(), "Eve"),
	    TICKET_REFUSED);
	ck_assert_int_eq(ticket_rename(stage_db(), &actor_program, ticket, key, "Eve"), TICKET_REFUSED);
	ck_assert_int_eq(ticket_transfer(stage_db(), &actor_program, ticket, sale_key(), "Eve",
	    "eve@example.org", "en"), TICKET_REFUSED);
	ck_assert_int_eq(ticket_cancel(stage_db(), &actor_program, ticket, sale_key()), TICKET_REFUSED);
	ck_assert(!db_failed(stage_db()));
}
END_TEST

START_TEST(test_when_a_holder_may)
{
	int64_t	ticket = sale_ticket(order, 1), starts = row_time(head(ticket), "starts_at");

	ck_assert(ticket_may_cancel(head(ticket), starts - 1));
	ck_assert(!ticket_may_cancel(head(ticket), starts));
	stage_sql("shard", "UPDATE event SET self_cancel_hours = 24 WHERE id = %lld", (long long)s.event);
	ck_assert(ticket_may_cancel(head(ticket), starts - 24 * 3600 - 1));
	ck_assert(!ticket_may_cancel(head(ticket), starts - 24 * 3600));
	stage_sql("shard", "UPDATE event SET self_cancel_hours = NULL WHERE id = %lld",
	    (long long)s.event);
	ck_assert(!ticket_may_cancel(head(ticket), 0));
	stage_sql("shard", "UPDATE event SET self_cancel_hours = 0 WHERE id = %lld", (long long)s.event);
	stage_sql("shard", "UPDATE ticket SET admitted_at = NOW() WHERE id = %lld", (long long)ticket);
	ck_assert(!ticket_may_cancel(head(ticket), 0));
}
END_TEST

START_TEST(test_reminders)
{
	int64_t ticket = sale_ticket(order, 1);

	ck_assert_int_eq(ticket_remind(stage_db(), &actor_program, ticket, false, true), TICKET_DONE);
	ck_assert(!row_bool(head(ticket), "remind_day"));
	ck_assert(row_bool(head(ticket), "remind_hours"));
	ck_assert_int_eq(ticket_remind(stage_db(), &actor_program, id_new(11, 1), true, true),
	    TICKET_REFUSED);
}
END_TEST

/* --- how many there are ------------------------------------------------------------------- */

static bool
resize(struct db *db, void *what)
{
	int64_t			*n = what, least = 0;
	enum quota_result	 result = quota_set_capacity(db, s.quota[0], n[0], &least);

	n[1] = result;
	n[2] = least;
	return result == QUOTA_DONE;
}

static int64_t
free_in(int slot)
{
	return stage_number("shard", "SELECT cap - held - sold FROM stock_slot WHERE quota_id = %lld "
	    "AND slot = %d", (long long)s.quota[0], slot);
}

START_TEST(test_capacity)
{
	int64_t n[3];

	n[0] = 1;
	ck_assert(db_try(stage_db(), id_shard(s.event), resize, n));
	ck_assert_int_eq(n[1], QUOTA_TAKEN);
	ck_assert_int_eq(n[2], 2);
	n[0] = 2;
	ck_assert(db_try(stage_db(), id_shard(s.event), resize, n));
	ck_assert_int_eq(n[1], QUOTA_DONE);
	ck_assert_int_eq(free_in(0), 0);
	n[0] = 12;
	ck_assert(db_try(stage_db(), id_shard(s.event), resize, n));
	ck_assert_int_eq(free_in(0), 10);
	/* spread over what slots there are */
	stage_sql("shard", "UPDATE quota SET slots = 4 WHERE id = %lld", (long long)s.quota[0]);
	for (int i = 1; i < 4; i++)
		stage_sql("shard", "INSERT INTO stock_slot (quota_id, slot, cap) VALUES (%lld, %d, 0)",
		    (long long)s.quota[0], i);
	ck_assert(db_try(stage_db(), id_shard(s.event), resize, n));
	ck_assert_int_eq(free_in(0), 3);
	ck_assert_int_eq(free_in(1), 3);
	ck_assert_int_eq(free_in(3), 2);
	sale_order(&s, 0, 10, BO);
	n[0] = 11;
	ck_assert(db_try(stage_db(), id_shard(s.event), resize, n));
	ck_assert_int_eq(n[1], QUOTA_TAKEN);
	ck_assert_int_eq(n[2], 12);
}
END_TEST

Suite *
ticket_suite(void)
{
	Suite *suite = suite_create("ticket");
	TCase *t = tcase_create("ticket");

	tcase_add_checked_fixture(t, begin, end);
	tcase_set_timeout(t, 30);
	tcase_add_test(t, test_renamed);
	tcase_add_test(t, test_passed_on);
	tcase_add_test(t, test_cancelled_one_by_one);
	tcase_add_loop_test(t, test_refused, 0, 3);
	tcase_add_test(t, test_when_a_holder_may);
	tcase_add_test(t, test_reminders);
	tcase_add_test(t, test_capacity);
	suite_add_tcase(suite, t);
	return suite;
}
