/* order.c: tests of core/domain/order.c: registering, its limits and replays, cancelling, addresses. */
#include "core/domain/order.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/lib/clock.h"
#include "core/lib/crypto.h"
#include "core/lib/id.h"
#include "sql/order.h"
#include "sql/ticket.h"
#include "tests/domain/sale.h"
#include "tests/domain/suites.h"
#include "tests/stage.h"

#define BO	"bo@example.org"

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

static int64_t
promised(int64_t subject, const char *kind)
{
	return stage_number("shard", "SELECT COUNT(*) FROM job WHERE subject_id = %lld AND kind = '%s'",
	    (long long)subject, kind);
}

static int64_t
tickets(int64_t order, const char *state)
{
	return stage_number("shard", "SELECT COUNT(*) FROM ticket WHERE order_id = %lld AND state = '%s'",
	    (long long)order, state);
}

static const char *
state(int64_t order)
{
	return row_text(q_order_head(stage_db(), order), "state");
}

/* --- registering ------------------------------------------------------------------------- */

START_TEST(test_registered)
{
	struct hold_want	 want[] = { { s.type[0], 1 }, { s.type[1], 2 } };
	struct order_holder	 holders[] = { { "", "" }, { "Ann <&> \"O'Hara\"", "ann@example.org" },
				     { "Zoë \xf0\x9f\x8e\xab", "" } };
	struct order_details	 d = { .name = "Bo", .email = BO, .holders = holders };
	struct hold		 hold;
	struct rows		 made;
	struct row		*head;

	ck_assert_int_eq(sale_hold_with(&s, sale_key(), want, 2, &hold), HOLD_PLACED);
	ck_assert_int_eq(order_register(stage_db(), &actor_program, hold.order, sale_key(), &d, NULL),
	    ORDER_DONE);
	head = q_order_head(stage_db(), hold.order);
	ck_assert_str_eq(row_text(head, "state"), "paid");
	ck_assert_str_eq(row_text(head, "email"), BO);
	ck_assert(!row_null(head, "placed_at"));
	made = q_tickets_of_order(stage_db(), hold.order);
	ck_assert_uint_eq(made.n, 3);
	ck_assert_str_eq(row_text(made.at[0], "name"), "Bo");
	ck_assert_str_eq(row_text(made.at[1], "name"), "Ann <&> \"O'Hara\"");
	ck_assert_str_eq(row_text(made.at[1], "email"), "ann@example.org");
	ck_assert_str_eq(row_text(made.at[2], "name"), "Zoë \xf0\x9f\x8e\xab");
	ck_assert_str_eq(row_text(made.at[2], "email"), BO);
	ck_assert_uint_eq(strlen(row_text(made.at[0], "code")), 10);
	for (int i = 0; i < 2; i++) {
		ck_assert_int_eq(sale_held(s.quota[i]), 0);
		ck_assert_int_eq(sale_sold(s.quota[i]), i + 1);
	}
	ck_assert_int_eq(promised(hold.order, "ticket_copy"), 1);
}
END_TEST

START_TEST(test_the_same_key_is_the_same_deed)
{
	const unsigned char	*key = sale_key();
	struct order_details	 d = { .name = "Bo", .email = BO };
	struct hold		 hold;

	ck_assert_int_eq(sale_hold(&s, 0, 2, &hold), HOLD_PLACED);
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(order_register(stage_db(), &actor_program, hold.order, key, &d, NULL),
		    ORDER_DONE);
	ck_assert_int_eq(tickets(hold.order, "valid"), 2);
	ck_assert_int_eq(promised(hold.order, "ticket_copy"), 1);
	/* another key, another tab: it is registered already */
	ck_assert_int_eq(sale_register(hold.order, BO), ORDER_REFUSED);
	d.email = "eve@example.org";
	ck_assert_int_eq(order_register(stage_db(), &actor_program, hold.order, key, &d, NULL),
	    ORDER_REFUSED);
	ck_assert_int_eq(sale_sold(s.quota[0]), 2);
}
END_TEST

START_TEST(test_answers)
{
	int64_t			 order_question = id_new(11, clock_now()),
				 ticket_question = id_new(11, clock_now()),
				 not_asked = id_new(11, clock_now());
	struct order_answer	 answers[] = { { order_question, 0, "By train" },
				     { ticket_question, 1, "Vegan\nNo nuts" }, { ticket_question, 2, "" },
				     { ticket_question, 0, "not for the order" },
				     { ticket_question, 3, "of nobody" }, { not_asked, 0, "old" } };
	struct order_details	 d = { .name = "Bo", .email = BO, .answers = answers, .answers_n = 6 };
	struct hold		 hold;

	stage_sql("shard", "INSERT INTO question (id, event_id, organizer_id, label, kind, asked, state) "
	    "SELECT q.id, e.id, e.organizer_id, 'How?', 'text', q.asked, q.state FROM event e JOIN "
	    "(SELECT %lld AS id, 'order' AS asked, 'asked' AS state UNION SELECT %lld, 'ticket', 'asked' "
	    "UNION SELECT %lld, 'order', 'archived') q WHERE e.id = %lld", (long long)order_question,
	    (long long)ticket_question, (long long)not_asked, (long long)s.event);
	ck_assert_int_eq(sale_hold(&s, 0, 2, &hold), HOLD_PLACED);
	ck_assert_int_eq(order_register(stage_db(), &actor_program, hold.order, sale_key(), &d, NULL),
	    ORDER_DONE);
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM answer WHERE order_id = %lld",
	    (long long)hold.order), 2);
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM answer WHERE order_id = %lld "
	    "AND position = 1 AND value = 'Vegan\\nNo nuts'", (long long)hold.order), 1);
}
END_TEST

START_TEST(test_a_limit_for_each_person)
{
	struct hold	hold;
	int64_t		type = 0, first;

	stage_sql("shard", "UPDATE ticket_type SET max_per_person = 3 WHERE id = %lld",
	    (long long)s.type[0]);
	first = sale_order(&s, 0, 2, BO);
	ck_assert_int_eq(sale_hold(&s, 0, 2, &hold), HOLD_PLACED);
	ck_assert_int_eq(order_register(stage_db(), &actor_program, hold.order, sale_key(),
	    &(struct order_details){ .name = "Bo", .email = BO }, &type), ORDER_PERSON_LIMIT);
	ck_assert_int_eq(type, s.type[0]);
	ck_assert_str_eq(state(hold.order), "held");
	ck_assert_int_eq(sale_register(hold.order, "eve@example.org"), ORDER_DONE);
	sale_order(&s, 0, 1, BO);
	/* what is given back may be had again */
	ck_assert_int_eq(order_cancel(stage_db(), &actor_program, first, sale_key()), ORDER_DONE);
	sale_order(&s, 0, 2, BO);
	ck_assert_int_eq(stage_number("shard", "SELECT taken FROM person_stock "
	    "WHERE ticket_type_id = %lld AND email = '" BO "'", (long long)s.type[0]), 3);
}
END_TEST

START_TEST(test_late_but_there_is_room)
{
	struct hold first, second;

	ck_assert_int_eq(sale_hold(&s, 0, 3, &first), HOLD_PLACED);
	sale_run_out(first.order);
	ck_assert_int_eq(sale_register(first.order, BO), ORDER_DONE);	/* nobody took it back */
	ck_assert_int_eq(sale_hold(&s, 1, 3, &second), HOLD_PLACED);
	sale_run_out(second.order);
	holds_tidy(stage_db(), id_shard(s.event));
	ck_assert_str_eq(state(second.order), "expired");
	ck_assert_int_eq(sale_register(second.order, BO), ORDER_DONE);	/* taken again */
	ck_assert_str_eq(state(second.order), "paid");
	ck_assert_int_eq(sale_sold(s.quota[0]), 3);
	ck_assert_int_eq(sale_sold(s.quota[1]), 3);
	ck_assert_int_eq(sale_held(s.quota[1]), 0);
}
END_TEST

START_TEST(test_too_late)
{
	struct hold first, second;

	ck_assert_int_eq(sale_hold(&s, 0, 3, &first), HOLD_PLACED);
	sale_run_out(first.order);
	ck_assert_int_eq(sale_hold(&s, 0, 4, &second), HOLD_PLACED);
	ck_assert_int_eq(sale_register(first.order, BO), ORDER_EXPIRED_FIRST);
	ck_assert_str_eq(state(first.order), "expired");
	ck_assert_int_eq(tickets(first.order, "valid"), 0);
	/* the other one runs out, too, and the first comes again */
	sale_run_out(second.order);
	ck_assert_int_eq(sale_register(first.order, BO), ORDER_DONE);
	ck_assert_int_eq(sale_sold(s.quota[0]), 3);
	ck_assert_int_eq(sale_held(s.quota[0]), 0);
}
END_TEST

/* The listing hears when nothing is left, and when there is something again. */
START_TEST(test_the_listing_hears)
{
	int64_t	order, before;

	sale_order(&s, 0, 5, BO);
	before = promised(s.event, "listing_feed");
	order = sale_order(&s, 1, 4, BO);
	ck_assert_int_eq(promised(s.event, "listing_feed"), before);
	sale_order(&s, 1, 1, BO);
	ck_assert_int_eq(promised(s.event, "listing_feed"), before + 1);
	ck_assert_int_eq(order_cancel(stage_db(), &actor_program, order, sale_key()), ORDER_DONE);
	ck_assert_int_eq(promised(s.event, "listing_feed"), before + 2);
}
END_TEST

START_TEST(test_what_costs_something_is_not_registered)
{
	struct hold hold;

	stage_sql("shard", "UPDATE ticket_type SET kind = 'fixed', price = 1250 WHERE id = %lld",
	    (long long)s.type[0]);
	ck_assert_int_eq(sale_hold(&s, 0, 2, &hold), HOLD_PLACED);
	ck_assert_int_eq(row_int(q_order_head(stage_db(), hold.order), "total_money"), 2500);
	ck_assert_int_eq(sale_register(hold.order, BO), ORDER_REFUSED);
	ck_assert_int_eq(sale_held(s.quota[0]), 2);
}
END_TEST

START_TEST(test_the_event_was_called_off_meanwhile)
{
	struct hold hold;

	ck_assert_int_eq(sale_hold(&s, 0, 2, &hold), HOLD_PLACED);
	stage_do(s.event, EVENT_CANCEL);
	ck_assert_int_eq(sale_register(hold.order, BO), ORDER_REFUSED);
	ck_assert_int_eq(tickets(hold.order, "valid"), 0);
}
END_TEST

/* --- states ------------------------------------------------------------------------------ */

static const char *const states[] = { "held", "pending", "paid", "expired", "cancelled" };

#define STATES	5

/* From each (row) to each (column), in the order above. */
static const bool may[STATES][STATES] = {
	{ false, true,  true,  true,  false },
	{ false, false, true,  true,  true  },
	{ false, false, false, false, true  },
	{ false, false, true,  false, false },
	{ false, false, false, false, false },
};

/* Every deed on an order in every state: it moves as the table says, or nothing changes at all. */
START_TEST(test_states)
{
	const char	*from = states[_i];
	struct hold	 hold;
	int64_t		 order;
	int		 held = _i == 0 || _i == 3, paid = _i == 2;

	for (int to = 0; to < STATES; to++)
		ck_assert_int_eq(order_may_move(from, states[to]), may[_i][to]);
	for (int deed = 0; deed < 4; deed++) {
		ck_assert_int_eq(sale_hold(&s, 0, 1, &hold), HOLD_PLACED);
		order = hold.order;
		if (_i == 1)
			stage_sql("shard", "UPDATE orders SET state = 'pending' WHERE id = %lld",
			    (long long)order);
		if (_i == 2 || _i == 4)
			ck_assert_int_eq(sale_register(order, BO), ORDER_DONE);
		if (_i == 3)
			ck_assert(hold_release(stage_db(), &actor_program, order));
		if (_i == 4)
			ck_assert_int_eq(order_cancel(stage_db(), &actor_program, order, sale_key()),
			    ORDER_DONE);
		ck_assert_str_eq(state(order), from);
		if (deed == 0) {
			ck_assert_int_eq(sale_register(order, BO), held ? ORDER_DONE : ORDER_REFUSED);
			ck_assert_str_eq(state(order), held ? "paid" : from);
		} else if (deed == 1) {
			ck_assert_int_eq(order_cancel(stage_db(), &actor_program, order, sale_key()),
			    paid ? ORDER_DONE : ORDER_REFUSED);
			ck_assert_str_eq(state(order), paid ? "cancelled" : from);
		} else if (deed == 2) {
			ck_assert_int_eq(hold_release(stage_db(), &actor_program, order), held);
			ck_assert_str_eq(state(order), held ? "expired" : from);
		} else {
			sale_run_out(order);
			holds_tidy(stage_db(), id_shard(s.event));
			ck_assert_str_eq(state(order), held ? "expired" : from);
		}
		stage_sql("shard", "UPDATE stock_slot SET cap = cap + 1 WHERE quota_id = %lld",
		    (long long)s.quota[0]);
		stage_sql("shard", "UPDATE quota SET capacity = capacity + 1 WHERE id = %lld",
		    (long long)s.quota[0]);
	}
}
END_TEST

/* --- cancelling -------------------------------------------------------------------------- */

START_TEST(test_cancelled)
{
	const unsigned char	*key = sale_key();
	int64_t			 order = sale_order(&s, 0, 3, BO);

	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(order_cancel(stage_db(), &actor_program, order, key), ORDER_DONE);
	ck_assert_int_eq(order_cancel(stage_db(), &actor_program, order, sale_key()), ORDER_REFUSED);
	ck_assert_int_eq(tickets(order, "cancelled"), 3);
	ck_assert_int_eq(sale_sold(s.quota[0]), 0);	/* once */
	ck_assert_int_eq(promised(order, "ticket_copy"), 2);
	sale_order(&s, 0, 5, BO);
}
END_TEST

START_TEST(test_who_is_in_stays_in)
{
	int64_t order = sale_order(&s, 0, 2, BO);

	stage_sql("shard", "UPDATE ticket SET admitted_at = NOW() WHERE order_id = %lld AND position = 2",
	    (long long)order);
	ck_assert_int_eq(order_cancel(stage_db(), &actor_program, order, sale_key()), ORDER_REFUSED);
	ck_assert_str_eq(state(order), "paid");
	ck_assert_int_eq(tickets(order, "valid"), 2);
	ck_assert_int_eq(sale_sold(s.quota[0]), 2);
}
END_TEST

START_TEST(test_resent)
{
	int64_t			 order = sale_order(&s, 0, 1, BO);
	const unsigned char	*key = sale_key();

	for (int i = 0; i < 3; i++)	/* once */
		ck_assert_int_eq(order_resend(stage_db(), &actor_program, order, key), ORDER_DONE);
	for (int i = 1; i < 5; i++)
		ck_assert_int_eq(order_resend(stage_db(), &actor_program, order, sale_key()), ORDER_DONE);
	ck_assert_int_eq(order_resend(stage_db(), &actor_program, order, sale_key()), ORDER_REFUSED);
}
END_TEST

/* --- its address ------------------------------------------------------------------------- */

START_TEST(test_address)
{
	const char	*dir = text(stage_arena(), "/tmp/mqk%d", (int)getpid()), *why;
	struct hold	 hold;
	struct keyring	*ring;
	char		*address, *wrong;

	ck_assert_int_eq(mkdir(dir, 0700), 0);
	ck_assert_int_eq(keyring_make(stage_arena(), dir, ORDER_RING, clock_now(), &why), 1);
	ring = keyring_load(stage_arena(), dir, ORDER_RING, &why);
	ck_assert_ptr_nonnull(ring);
	ck_assert_int_eq(sale_hold(&s, 0, 1, &hold), HOLD_PLACED);
	address = order_address(stage_arena(), ring, hold.order, 1);
	ck_assert_uint_eq(strlen(address), 40);
	ck_assert_int_eq(row_id(order_of_address(stage_db(), stage_arena(), ring, address), "order_id"),
	    hold.order);
	for (size_t i = 0; i < 40; i++) {
		wrong = arena_copy(stage_arena(), address);
		wrong[i] = wrong[i] == '0' ? '1' : '0';
		ck_assert_ptr_null(order_of_address(stage_db(), stage_arena(), ring, wrong));
		wrong[i] = '\0';
		ck_assert_ptr_null(order_of_address(stage_db(), stage_arena(), ring, wrong));
	}
	ck_assert_ptr_null(order_of_address(stage_db(), stage_arena(), ring, NULL));
	ck_assert_ptr_null(order_address(stage_arena(), ring, hold.order, 2));
	stage_sql("shard", "UPDATE orders SET key_number = 2 WHERE id = %lld", (long long)hold.order);
	ck_assert_ptr_null(order_of_address(stage_db(), stage_arena(), ring, address));
	ck_assert_int_eq(system(text(stage_arena(), "rm -r %s", dir)), 0);
}
END_TEST

Suite *
order_suite(void)
{
	Suite *suite = suite_create("order");
	TCase *t = tcase_create("order");

	tcase_add_checked_fixture(t, begin, end);
	tcase_set_timeout(t, 30);
	tcase_add_test(t, test_registered);
	tcase_add_test(t, test_the_same_key_is_the_same_deed);
	tcase_add_test(t, test_answers);
	tcase_add_test(t, test_a_limit_for_each_person);
	tcase_add_test(t, test_late_but_there_is_room);
	tcase_add_test(t, test_too_late);
	tcase_add_test(t, test_the_listing_hears);
	tcase_add_test(t, test_what_costs_something_is_not_registered);
	tcase_add_test(t, test_the_event_was_called_off_meanwhile);
	tcase_add_loop_test(t, test_states, 0, STATES);
	tcase_add_test(t, test_cancelled);
	tcase_add_test(t, test_who_is_in_stays_in);
	tcase_add_test(t, test_resent);
	tcase_add_test(t, test_address);
	suite_add_tcase(suite, t);
	return suite;
}
