/*
 * crowds.c: everybody wants the same: the last ticket, the last two, all five hundred; carts of several
 * types, holds that run out, capacity that changes, one person thirty times.  At no instant is a slot
 * beyond its cap, nobody is turned away while there is something, and in the end everything adds up.
 */
#include "core/domain/quota.h"
#include "core/lib/id.h"
#include "tests/stage.h"
#include "tests/storm/deeds.h"
#include "tests/storm/suites.h"

#include <string.h>
#include <unistd.h>

enum { TAKEN, TOO_LATE, FAILED, DONE, LIMITED, OTHER };

static struct sale sale;

static void
begin(void)
{
	stage_sql("shard", "SET GLOBAL innodb_flush_log_at_trx_commit = 1");
}

static void
well(const struct crowd *c)
{
	ck_assert_int_eq(c->over, 0);
	ck_assert_int_gt(c->looks, 2);
	ck_assert_msg(c->counts[FAILED] == 0, "%lld were told to come again (seed %llu)",
	    (long long)c->counts[FAILED], (unsigned long long)crowd_seed());
	sale_check(&sale);
}

static void
note(struct someone *s, enum hold_result result, int64_t n)
{
	if (result == HOLD_PLACED)
		count(s, TAKEN, n);
	else if (result == HOLD_SOLD_OUT)
		count(s, TOO_LATE, 1);
	else
		count(s, FAILED, 1);
}

/* --- the last ones ----------------------------------------------------------------------- */

static void
want_one(struct someone *s)
{
	struct hold hold;

	note(s, do_hold_one(s, 0, 1, &hold), 1);
}

START_TEST(test_the_last_ticket)
{
	struct crowd c;

	sale = sale_begin(1, 1);
	c = crowd_run(&sale, 30, want_one);
	ck_assert_int_eq(c.counts[TAKEN], 1);
	ck_assert_int_eq(c.counts[TOO_LATE], 29);
	well(&c);
}
END_TEST

static void
want_two(struct someone *s)
{
	struct hold hold;

	note(s, do_hold_one(s, 0, 2, &hold), 2);
}

/* One in each of sixteen slots: all of them can be had, two by two. */
START_TEST(test_the_last_ones_are_apart)
{
	struct crowd c;

	sale = sale_begin(1, 16);
	sale_stripe(sale.quota[0], 16, 16);
	c = crowd_run(&sale, 16, want_two);
	ck_assert_int_eq(c.counts[TAKEN], 16);
	ck_assert_int_eq(c.counts[TOO_LATE], 8);
	well(&c);
}
END_TEST

/* --- all of them ------------------------------------------------------------------------- */

/* Until there is nothing: most register, some give back, some never come again. */
static void
want_many(struct someone *s)
{
	struct hold	hold;
	int64_t		n;

	for (int i = 0; i < 1000; i++) {
		n = 1 + dice(s, 3);
		switch (do_hold_one(s, 0, n, &hold)) {
		case HOLD_PLACED:
			break;
		case HOLD_SOLD_OUT:
			if (n == 1)
				return;
			continue;
		case HOLD_NOT_YET:
		case HOLD_OVER:
		case HOLD_QUANTITY:
		case HOLD_CLOSED:
		case HOLD_TOO_MANY:
		case HOLD_BUSY:
			count(s, FAILED, 1);
			continue;
		}
		if (dice(s, 10) < 6) {
			if (do_register(s, hold.order, do_email(s)) == ORDER_DONE)
				count(s, DONE, n);
			else
				count(s, FAILED, 1);
		} else if (dice(s, 2) == 0 && !hold_release(s->db, &actor_program, hold.order))
			count(s, FAILED, 1);
		arena_reset(s->arena);
	}
}

static const int slots_of[] = { 1, 4, 16 };

START_TEST(test_five_hundred)
{
	struct crowd	c;
	struct hold	hold;
	int64_t		free;

	sale = sale_begin(1, 500);
	sale_stripe(sale.quota[0], 500, slots_of[_i]);
	for (int64_t round = 0; round < crowd_size(1, 5); round++) {
		c = crowd_run(&sale, 32, want_many);
		well(&c);
		/* what was left lying about runs out, and others have it, to the last one */
		stage_sql("shard", "UPDATE hold h JOIN orders o ON o.id = h.order_id "
		    "SET h.expires_at = NOW(3), o.expires_at = NOW(3) WHERE o.event_id = %lld",
		    (long long)sale.event);
	}
	free = 500 - sale_sold(sale.quota[0]);
	for (int64_t n = 0; n < free; n++)
		ck_assert_int_eq(sale_hold(&sale, 0, 1, &hold), HOLD_PLACED);
	ck_assert_int_eq(sale_hold(&sale, 0, 1, &hold), HOLD_SOLD_OUT);
	ck_assert_int_eq(sale_held(sale.quota[0]), free);
	sale_check(&sale);
}
END_TEST

/* --- carts ------------------------------------------------------------------------------- */

/* One to six types, in whatever order they came to mind. */
static void
fill_carts(struct someone *s)
{
	struct hold_want	want[6], swap;
	struct hold		hold;

	for (int i = 0; i < 25; i++) {
		size_t n = 1 + dice(s, 6);

		for (int t = 0; t < 6; t++)
			want[t] = (struct hold_want){ s->sale->type[t], 1 + dice(s, 2) };
		for (uint32_t t = 5; t > 0; t--) {
			uint32_t other = dice(s, t + 1);

			swap = want[t];
			want[t] = want[other];
			want[other] = swap;
		}
		note(s, do_hold(s, want, n, &hold), 1);
		if (hold.order != 0 && dice(s, 3) == 0 &&
		    do_register(s, hold.order, do_email(s)) != ORDER_DONE)
			count(s, FAILED, 1);
		arena_reset(s->arena);
	}
}

static int64_t
deadlocks(void)
{
	return stage_number("shard", "SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS "
	    "WHERE VARIABLE_NAME = 'INNODB_DEADLOCKS'");
}

START_TEST(test_carts)
{
	int64_t		before = deadlocks(), n = crowd_size(32, 64);
	struct crowd	c;

	sale = sale_begin(6, 100 * n / 32);
	for (int i = 0; i < 6; i++)
		sale_stripe(sale.quota[i], 100 * n / 32, 1 + i % 3 * 3);
	/* the last type draws on the first one's capacity, too */
	stage_sql("shard", "INSERT INTO ticket_type_quota (ticket_type_id, quota_id, organizer_id) "
	    "SELECT %lld, quota_id, organizer_id FROM ticket_type_quota WHERE ticket_type_id = %lld",
	    (long long)sale.type[5], (long long)sale.type[0]);
	c = crowd_run(&sale, (int)n, fill_carts);
	well(&c);
	ck_assert_int_gt(c.counts[TAKEN], 50);
	ck_assert_int_gt(c.counts[TOO_LATE], 50);
	ck_assert_int_le((deadlocks() - before) * 100, c.counts[TAKEN] + c.counts[TOO_LATE]);
}
END_TEST

/* --- holds that run out ------------------------------------------------------------------ */

/*
 * Four do nothing but sweep.  The others place holds that are over at once, and register, give back or
 * forget them, while everybody else who finds nothing takes them back, too.
 */
static void
run_out(struct someone *s)
{
	struct hold	hold;
	int64_t		turns = crowd_size(60, 8000);

	for (int64_t i = 0; i < turns; i++) {
		if (s->number < 4) {
			holds_tidy(s->db, 11);
			db_use_arena(s->db, s->arena);
		} else if (do_hold_briefly(s, 0, 1 + dice(s, 2), &hold) == HOLD_PLACED) {
			count(s, TAKEN, 1);
			if (dice(s, 3) == 0)
				hold_release(s->db, &actor_program, hold.order);
			else if (dice(s, 2) == 0)
				switch (do_register(s, hold.order, do_email(s))) {
				case ORDER_DONE:
					count(s, DONE, 1);
					if (do_cancel(s, hold.order) != ORDER_DONE)
						count(s, FAILED, 1);
					break;
				case ORDER_EXPIRED_FIRST:
					count(s, OTHER, 1);
					break;
				case ORDER_PERSON_LIMIT:
				case ORDER_REFUSED:
				case ORDER_BUSY:
					count(s, FAILED, 1);
				}
		} else
			count(s, TOO_LATE, 1);
		arena_reset(s->arena);
		db_use_arena(s->db, s->arena);
	}
}

START_TEST(test_run_out)
{
	struct crowd c;

	sale = sale_begin(1, 12);
	sale_stripe(sale.quota[0], 12, 4);
	c = crowd_run(&sale, 16, run_out);
	well(&c);
	ck_assert_int_gt(c.counts[DONE], 10);
	while (holds_tidy(stage_db(), 11) > 0)
		;
	ck_assert_int_eq(sale_held(sale.quota[0]), 0);
	ck_assert_int_eq(sale_sold(sale.quota[0]), 0);
	sale_check(&sale);
}
END_TEST

/* --- capacity ---------------------------------------------------------------------------- */

struct resizing {
	int64_t			quota, capacity, least;
	enum quota_result	result;
};

static bool
resize(struct db *db, void *what)
{
	struct resizing *r = what;

	r->result = quota_set_capacity(db, r->quota, r->capacity, &r->least);
	return r->result == QUOTA_DONE;
}

/* One changes how many there are, the others take them and give them back. */
static void
sell_what_changes(struct someone *s)
{
	struct hold	hold;
	struct resizing	r = { .quota = s->sale->quota[0] };

	for (int i = 0; i < 60; i++) {
		if (s->number == 0) {
			r.capacity = 20 + dice(s, 100);
			if (!db_try(s->db, 11, resize, &r))
				count(s, FAILED, 1);
			else
				count(s, r.result == QUOTA_DONE ? DONE : LIMITED, 1);
			db_use_arena(s->db, s->arena);
			usleep(2000);
			continue;
		}
		note(s, do_hold_one(s, 0, 1 + dice(s, 3), &hold), 1);
		if (hold.order != 0 && dice(s, 3) > 0)
			hold_release(s->db, &actor_program, hold.order);
		arena_reset(s->arena);
	}
}

START_TEST(test_capacity_changes)
{
	struct crowd c;

	sale = sale_begin(1, 100);
	sale_stripe(sale.quota[0], 100, 8);
	c = crowd_run(&sale, 12, sell_what_changes);
	well(&c);
	ck_assert_int_gt(c.counts[DONE], 5);
	ck_assert_int_gt(c.counts[TAKEN], 50);
	ck_assert_int_eq(stage_number("shard", "SELECT SUM(s.cap) - MAX(q.capacity) FROM quota q "
	    "JOIN stock_slot s ON s.quota_id = q.id WHERE q.id = %lld", (long long)sale.quota[0]), 0);
}
END_TEST

/* --- one person, one key ----------------------------------------------------------------- */

static void
want_again(struct someone *s)
{
	struct hold	hold;

	note(s, do_hold_one(s, 0, 1, &hold), 1);
	switch (do_register(s, hold.order, "bo@example.org")) {
	case ORDER_DONE:
		count(s, DONE, 1);
		break;
	case ORDER_PERSON_LIMIT:
		count(s, LIMITED, 1);
		break;
	case ORDER_EXPIRED_FIRST:
	case ORDER_REFUSED:
	case ORDER_BUSY:
		count(s, FAILED, 1);
	}
}

START_TEST(test_one_person_thirty_times)
{
	struct crowd c;

	sale = sale_begin(1, 100);
	stage_sql("shard", "UPDATE ticket_type SET max_per_person = 4 WHERE id = %lld",
	    (long long)sale.type[0]);
	c = crowd_run(&sale, 30, want_again);
	ck_assert_int_eq(c.counts[DONE], 4);
	ck_assert_int_eq(c.counts[LIMITED], 26);
	ck_assert_int_eq(sale_sold(sale.quota[0]), 4);
	well(&c);
}
END_TEST

/* A double click, a refresh, two tabs: the same keys. */
static void
click_again(struct someone *s)
{
	struct hold_want	want = { s->sale->type[0], 2 };
	struct hold_ask		ask = { .event = s->sale->event, .want = &want, .n = 1,
	    .language = "en", .key_number = 1, .key = "the same key too", .visitor = "one network here" };
	struct order_details	d = { .name = "Bo", .email = "bo@example.org" };
	struct hold		hold;

	note(s, hold_place(s->db, &actor_program, &ask, &hold), 1);
	*s->answers = hold.order;
	if (order_register(s->db, &actor_program, hold.order, (const unsigned char *)"another key here",
	    &d, NULL) == ORDER_DONE)
		count(s, DONE, 1);
}

START_TEST(test_one_key_thirty_times)
{
	struct crowd c;

	sale = sale_begin(1, 100);
	c = crowd_run(&sale, 32, click_again);
	ck_assert_int_eq(c.counts[TAKEN], 32);
	ck_assert_int_eq(c.counts[DONE], 32);
	for (int i = 1; i < 32; i++)
		ck_assert_int_eq(c.answers[i], c.answers[0]);
	ck_assert_int_eq(sale_sold(sale.quota[0]), 2);
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM ticket WHERE event_id = %lld",
	    (long long)sale.event), 2);
	well(&c);
}
END_TEST

static int64_t ordered;

/* Everybody cancels the same order, whole or ticket by ticket. */
static void
cancel_it(struct someone *s)
{
	unsigned char	key[16];
	int64_t		ticket = sale_ticket(ordered, 1 + s->number % 4);

	do_key(s, key);
	if (s->number % 5 == 4) {
		if (do_cancel(s, ordered) == ORDER_BUSY)
			count(s, FAILED, 1);
	} else if (ticket_cancel(s->db, &actor_program, ticket, key) == TICKET_BUSY)
		count(s, FAILED, 1);
}

START_TEST(test_given_back_once)
{
	struct crowd c;

	sale = sale_begin(1, 10);
	sale_stripe(sale.quota[0], 10, 4);
	ordered = sale_order(&sale, 0, 4, "bo@example.org");
	c = crowd_run(&sale, 20, cancel_it);
	ck_assert_int_eq(sale_sold(sale.quota[0]), 0);
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM orders WHERE id = %lld "
	    "AND state = 'cancelled'", (long long)ordered), 1);
	well(&c);
}
END_TEST

Suite *
crowds_suite(void)
{
	Suite *s = suite_create("crowds");
	TCase *t = tcase_create("crowds");

	tcase_add_checked_fixture(t, begin, NULL);
	tcase_set_timeout(t, (double)crowd_size(120, 900));
	tcase_add_test(t, test_the_last_ticket);
	tcase_add_test(t, test_the_last_ones_are_apart);
	tcase_add_loop_test(t, test_five_hundred, 0, 3);
	tcase_add_test(t, test_carts);
	tcase_add_test(t, test_run_out);
	tcase_add_test(t, test_capacity_changes);
	tcase_add_test(t, test_one_person_thirty_times);
	tcase_add_test(t, test_one_key_thirty_times);
	tcase_add_test(t, test_given_back_once);
	suite_add_tcase(s, t);
	return s;
}
