/* hold.c: tests of core/domain/hold.c: who may set how much aside, when, how often, and for how long. */
#include "core/domain/hold.h"

#include <string.h>

#include "core/lib/crypto.h"
#include "core/lib/id.h"
#include "sql/order.h"
#include "sql/ticket_type.h"
#include "tests/domain/sale.h"
#include "tests/domain/suites.h"
#include "tests/stage.h"

static struct sale	s;

static void
begin(void)
{
	s = sale_begin(2, 5);
}

static void
end(void)
{
	sale_check(&s);
}

START_TEST(test_placed)
{
	struct hold	 hold;
	struct row	*head;

	ck_assert_int_eq(sale_hold(&s, 0, 2, &hold), HOLD_PLACED);
	ck_assert_int_eq(id_shard(hold.order), id_shard(s.event));
	head = q_order_head(stage_db(), hold.order);
	ck_assert_str_eq(row_text(head, "state"), "held");
	ck_assert_int_eq(row_int(head, "tickets"), 2);
	ck_assert_int_eq(row_id(head, "event_id"), s.event);
	ck_assert(row_int(head, "seconds_left") > HOLD_SECONDS - 20);
	ck_assert_int_eq(sale_held(s.quota[0]), 2);
	ck_assert_int_eq(sale_held(s.quota[1]), 0);
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM audit WHERE subject_id = %lld "
	    "AND deed = 'hold_place'", (long long)hold.order), 1);
}
END_TEST

START_TEST(test_sold_out)
{
	struct hold hold;

	ck_assert_int_eq(sale_hold(&s, 0, 4, &hold), HOLD_PLACED);
	ck_assert_int_eq(sale_hold(&s, 0, 2, &hold), HOLD_SOLD_OUT);
	ck_assert_int_eq(hold.ticket_type, s.type[0]);
	ck_assert_int_eq(hold.left, 1);
	ck_assert_int_eq(sale_hold(&s, 0, 1, &hold), HOLD_PLACED);
	ck_assert_int_eq(sale_hold(&s, 0, 1, &hold), HOLD_SOLD_OUT);
	ck_assert_int_eq(hold.left, 0);
	ck_assert_int_eq(sale_hold(&s, 1, 1, &hold), HOLD_PLACED);
}
END_TEST

/* All of a cart or nothing of it. */
START_TEST(test_all_or_nothing)
{
	struct hold		 hold;
	struct hold_want	 want[] = { { s.type[1], 3 }, { s.type[0], 1 } };

	ck_assert_int_eq(sale_hold(&s, 0, 5, &hold), HOLD_PLACED);
	ck_assert_int_eq(sale_hold_with(&s, sale_key(), want, 2, &hold), HOLD_SOLD_OUT);
	ck_assert_int_eq(hold.ticket_type, s.type[0]);
	ck_assert_int_eq(sale_held(s.quota[1]), 0);
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM orders WHERE event_id = %lld",
	    (long long)s.event), 1);
}
END_TEST

/* Two types that draw on one capacity, and one that draws on two. */
START_TEST(test_shared_quotas)
{
	struct hold		 hold;
	struct hold_want	 want[] = { { s.type[0], 3 }, { s.type[1], 2 } };

	stage_sql("shard", "INSERT INTO ticket_type_quota (ticket_type_id, quota_id, organizer_id) "
	    "SELECT %lld, quota_id, organizer_id FROM ticket_type_quota WHERE ticket_type_id = %lld",
	    (long long)s.type[1], (long long)s.type[0]);
	ck_assert_int_eq(sale_hold_with(&s, sale_key(), want, 2, &hold), HOLD_PLACED);
	ck_assert_int_eq(sale_held(s.quota[0]), 5);
	ck_assert_int_eq(sale_held(s.quota[1]), 2);
	ck_assert_int_eq(sale_hold(&s, 1, 1, &hold), HOLD_SOLD_OUT);
}
END_TEST

START_TEST(test_nothing_limits_it)
{
	struct hold hold;

	stage_sql("shard", "DELETE FROM ticket_type_quota WHERE ticket_type_id = %lld",
	    (long long)s.type[0]);
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(sale_hold(&s, 0, 5, &hold), HOLD_PLACED);
	ck_assert_int_eq(sale_register(hold.order, "bo@example.org"), ORDER_DONE);
}
END_TEST

/* Each by the database's clock, inside the claim. */
static const struct {
	const char		*change;	/* of its ticket type, or its event */
	const char		*table;
	enum hold_result	 result;
	int64_t			 limit;
} cases[] = {
	{ "sale_starts_at = NOW() + INTERVAL 1 MINUTE", "ticket_type", HOLD_NOT_YET, 0 },
	{ "sale_starts_at = NOW() - INTERVAL 1 MINUTE", "ticket_type", HOLD_PLACED, 0 },
	{ "sale_ends_at = NOW() - INTERVAL 1 SECOND", "ticket_type", HOLD_OVER, 0 },
	{ "sale_ends_at = NOW() + INTERVAL 1 MINUTE", "ticket_type", HOLD_PLACED, 0 },
	{ "state = 'paused'", "ticket_type", HOLD_OVER, 0 },
	{ "state = 'archived'", "ticket_type", HOLD_CLOSED, 0 },
	{ "visibility = 'code'", "ticket_type", HOLD_CLOSED, 0 },
	{ "min_per_order = 3", "ticket_type", HOLD_QUANTITY, 3 },
	{ "max_per_order = 1", "ticket_type", HOLD_QUANTITY, 1 },
	{ "max_per_person = 1", "ticket_type", HOLD_QUANTITY, 1 },
	{ "max_per_person = 2", "ticket_type", HOLD_PLACED, 0 },
	{ "state = 'draft'", "event", HOLD_CLOSED, 0 },
	{ "state = 'postponed'", "event", HOLD_CLOSED, 0 },
	{ "state = 'cancelled'", "event", HOLD_CLOSED, 0 },
	{ "state = 'hidden'", "event", HOLD_CLOSED, 0 },
	{ "state = 'ended'", "event", HOLD_CLOSED, 0 },
	{ "starts_at = NOW() - INTERVAL 2 HOUR, ends_at = NOW() - INTERVAL 1 SECOND", "occurrence",
	    HOLD_OVER, 0 },
	{ "starts_at = NOW() - INTERVAL 2 HOUR, ends_at = NOW() + INTERVAL 1 MINUTE", "occurrence",
	    HOLD_PLACED, 0 },
	{ "state = 'cancelled'", "occurrence", HOLD_CLOSED, 0 },
};

START_TEST(test_when_and_how_many)
{
	struct hold hold;

	if (strcmp(cases[_i].table, "ticket_type") == 0)
		stage_sql("shard", "UPDATE ticket_type SET %s WHERE id = %lld", cases[_i].change,
		    (long long)s.type[0]);
	else
		stage_sql("shard", "UPDATE %s SET %s WHERE %s = %lld", cases[_i].table, cases[_i].change,
		    strcmp(cases[_i].table, "event") == 0 ? "id" : "event_id", (long long)s.event);
	ck_assert_int_eq(sale_hold(&s, 0, 2, &hold), cases[_i].result);
	ck_assert_int_eq(hold.limit, cases[_i].limit);
	ck_assert_int_eq(sale_held(s.quota[0]), cases[_i].result == HOLD_PLACED ? 2 : 0);
}
END_TEST

START_TEST(test_an_organizer_that_is_suspended)
{
	struct hold hold;

	stage_sql("shard", "UPDATE organizer SET state = 'suspended' WHERE id = "
	    "(SELECT organizer_id FROM event WHERE id = %lld)", (long long)s.event);
	ck_assert_int_eq(sale_hold(&s, 0, 1, &hold), HOLD_CLOSED);
}
END_TEST

START_TEST(test_somebody_else_s_ticket_type)
{
	struct sale		other = sale_begin(1, 5);
	struct hold_want	want = { other.type[0], 1 };
	struct hold		hold;

	ck_assert_int_eq(sale_hold_with(&s, sale_key(), &want, 1, &hold), HOLD_CLOSED);
	want.ticket_type = id_new(11, 1);
	ck_assert_int_eq(sale_hold_with(&s, sale_key(), &want, 1, &hold), HOLD_CLOSED);
	ck_assert_int_eq(hold.ticket_type, want.ticket_type);
}
END_TEST

START_TEST(test_the_same_key_is_the_same_deed)
{
	const unsigned char	*key = sale_key();
	struct hold_want	 want[] = { { s.type[0], 2 }, { s.type[1], 1 } };
	struct hold		 first, again;

	ck_assert_int_eq(sale_hold_with(&s, key, want, 2, &first), HOLD_PLACED);
	ck_assert_int_eq(sale_hold_with(&s, key, want, 2, &again), HOLD_PLACED);
	ck_assert_int_eq(again.order, first.order);
	ck_assert_int_eq(again.expires_at, first.expires_at);
	/* and never another one */
	ck_assert_int_eq(sale_hold_with(&s, key, want, 1, &again), HOLD_BUSY);
	want[0].quantity = 1;
	ck_assert_int_eq(sale_hold_with(&s, key, want, 2, &again), HOLD_BUSY);
	ck_assert_int_eq(again.order, 0);
	ck_assert_int_eq(sale_held(s.quota[0]), 2);
	ck_assert(!db_failed(stage_db()));
}
END_TEST

/* What the event's page says of a ticket type. */
static const struct row *
shown(int64_t type)
{
	struct rows types = q_ticket_types_shown(stage_db(), s.event);

	for (size_t i = 0; i < types.n; i++)
		if (row_id(types.at[i], "ticket_type_id") == type)
			return types.at[i];
	ck_abort_msg("it is not shown");
}

/* What ran out is free for whoever asks next, without anybody sweeping. */
START_TEST(test_runs_out_by_itself)
{
	struct hold first, second;

	ck_assert_int_eq(sale_hold(&s, 0, 5, &first), HOLD_PLACED);
	ck_assert_int_eq(sale_hold(&s, 0, 1, &second), HOLD_SOLD_OUT);
	ck_assert_str_eq(row_text(shown(s.type[0]), "state"), "sold_out");
	sale_run_out(first.order);
	ck_assert_str_eq(row_text(shown(s.type[0]), "state"), "open");
	ck_assert_int_eq(row_int(shown(s.type[0]), "free"), 5);
	ck_assert_int_eq(sale_hold(&s, 0, 4, &second), HOLD_PLACED);
	ck_assert_int_eq(sale_held(s.quota[0]), 4);
	ck_assert_str_eq(row_text(q_order_head(stage_db(), first.order), "state"), "expired");
	ck_assert_int_eq(sale_hold(&s, 0, 2, &second), HOLD_SOLD_OUT);
}
END_TEST

/* While somebody pays, time does not count. */
START_TEST(test_closing_holds_stay)
{
	struct hold first, second;

	ck_assert_int_eq(sale_hold(&s, 0, 5, &first), HOLD_PLACED);
	sale_run_out(first.order);
	stage_sql("shard", "UPDATE hold SET state = 'closing' WHERE order_id = %lld",
	    (long long)first.order);
	stage_sql("shard", "UPDATE orders SET state = 'pending' WHERE id = %lld", (long long)first.order);
	ck_assert_int_eq(sale_hold(&s, 0, 1, &second), HOLD_SOLD_OUT);
	holds_tidy(stage_db(), id_shard(s.event));
	ck_assert_int_eq(sale_held(s.quota[0]), 5);
}
END_TEST

START_TEST(test_tidy)
{
	struct hold	hold[3];
	int64_t		n;

	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(sale_hold(&s, i % 2, 2, &hold[i]), HOLD_PLACED);
	sale_run_out(hold[0].order);
	sale_run_out(hold[1].order);
	n = holds_tidy(stage_db(), id_shard(s.event));
	ck_assert_int_ge(n, 2);	/* those of other tests, too */
	ck_assert_int_eq(sale_held(s.quota[0]), 2);
	ck_assert_int_eq(sale_held(s.quota[1]), 0);
	ck_assert_int_eq(holds_tidy(stage_db(), id_shard(s.event)), 0);
}
END_TEST

START_TEST(test_released)
{
	struct hold hold;

	ck_assert_int_eq(sale_hold(&s, 0, 3, &hold), HOLD_PLACED);
	ck_assert(hold_release(stage_db(), &actor_program, hold.order));
	ck_assert_int_eq(sale_held(s.quota[0]), 0);
	ck_assert(hold_release(stage_db(), &actor_program, hold.order));
	ck_assert_int_eq(sale_held(s.quota[0]), 0);
	/* nobody gives back what is registered */
	ck_assert(!hold_release(stage_db(), &actor_program, sale_order(&s, 0, 1, "bo@example.org")));
	ck_assert(!hold_release(stage_db(), &actor_program, id_new(11, 1)));
	ck_assert_int_eq(sale_sold(s.quota[0]), 1);
}
END_TEST

/* One network does not set everything aside. */
START_TEST(test_one_network)
{
	struct hold_want	want = { s.type[0], 1 };
	struct hold_ask		ask = { .event = s.event, .want = &want, .n = 1, .language = "en",
	    .key_number = 1, .visitor = "somebody's netw" };
	struct hold		hold;

	sale_stripe(s.quota[0], 100, 4);
	for (int i = 0; i < HOLDS_PER_VISITOR; i++) {
		memcpy(ask.key, sale_key(), 16);
		ck_assert_int_eq(hold_place(stage_db(), &actor_program, &ask, &hold), HOLD_PLACED);
	}
	memcpy(ask.key, sale_key(), 16);
	ck_assert_int_eq(hold_place(stage_db(), &actor_program, &ask, &hold), HOLD_TOO_MANY);
	ck_assert_int_eq(sale_hold(&s, 0, 1, &hold), HOLD_PLACED);
}
END_TEST

/* The last ones are in several slots, and can be had together. */
START_TEST(test_gathered_from_slots)
{
	struct hold	hold;
	int64_t		order;

	sale_stripe(s.quota[0], 16, 16);
	ck_assert_int_eq(sale_hold(&s, 0, 10, &hold), HOLD_PLACED);
	ck_assert_int_eq(sale_hold(&s, 0, 7, &hold), HOLD_SOLD_OUT);
	ck_assert_int_eq(hold.left, 6);
	order = sale_order(&s, 0, 6, "bo@example.org");
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM ticket_stock k JOIN ticket t "
	    "ON t.id = k.ticket_id WHERE t.order_id = %lld", (long long)order), 6);
	ck_assert_int_eq(sale_held(s.quota[0]), 10);
	ck_assert_int_eq(sale_sold(s.quota[0]), 6);
}
END_TEST

Suite *
hold_suite(void)
{
	Suite *suite = suite_create("hold");
	TCase *t = tcase_create("hold");

	tcase_add_checked_fixture(t, begin, end);
	tcase_set_timeout(t, 30);
	tcase_add_test(t, test_placed);
	tcase_add_test(t, test_sold_out);
	tcase_add_test(t, test_all_or_nothing);
	tcase_add_test(t, test_shared_quotas);
	tcase_add_test(t, test_nothing_limits_it);
	tcase_add_loop_test(t, test_when_and_how_many, 0, (int)(sizeof(cases) / sizeof(cases[0])));
	tcase_add_test(t, test_an_organizer_that_is_suspended);
	tcase_add_test(t, test_somebody_else_s_ticket_type);
	tcase_add_test(t, test_the_same_key_is_the_same_deed);
	tcase_add_test(t, test_runs_out_by_itself);
	tcase_add_test(t, test_closing_holds_stay);
	tcase_add_test(t, test_tidy);
	tcase_add_test(t, test_released);
	tcase_add_test(t, test_one_network);
	tcase_add_test(t, test_gathered_from_slots);
	suite_add_tcase(suite, t);
	return suite;
}
