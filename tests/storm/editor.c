/*
 * editor.c: an organizer changes their ticket types while everybody wants them: more, fewer, in more slots,
 * away.  Nothing that somebody has is lost, and never is more taken than there is (ASSURANCE Q07).
 */
#include "core/domain/event.h"
#include "core/lib/id.h"
#include "sql/event.h"
#include "sql/ticket_type.h"
#include "tests/stage.h"
#include "tests/storm/deeds.h"
#include "tests/storm/suites.h"

#include <unistd.h>

enum { TAKEN, TURNED_AWAY, FAILED, CHANGED, REFUSED };

static struct sale sale;

/* The organizer's form with these ticket types. */
static enum event_result
change(struct someone *s, const struct ticket_input *tickets, size_t n)
{
	struct event_input	 in = stage_input();
	struct row		*now = q_event_desk(s->db, s->sale->event);

	in.tickets = tickets;
	in.tickets_n = n;
	return now == NULL ? EVENT_BUSY : event_change(s->db, &actor_program, s->sale->event,
	    row_int(now, "version"), &in);
}

static void
want_one(struct someone *s)
{
	struct hold hold;

	switch (do_hold_one(s, 0, 1, &hold)) {
	case HOLD_PLACED:
		if (dice(s, 2) == 0)
			do_register(s, hold.order, do_email(s));
		count(s, TAKEN, 1);
		break;
	case HOLD_SOLD_OUT:
	case HOLD_OVER:
	case HOLD_CLOSED:
		count(s, TURNED_AWAY, 1);
		break;
	case HOLD_NOT_YET:
	case HOLD_QUANTITY:
	case HOLD_TOO_MANY:
	case HOLD_BUSY:
		count(s, FAILED, 1);
		break;
	}
}

/* The first is the organizer. */
static void
change_capacity(struct someone *s)
{
	struct ticket_input t = { .id = s->sale->type[0], .name = "Entry", .about = "" };

	for (int i = 0; s->number == 0 && i < 30; i++) {
		t.capacity = 1 + dice(s, 700);
		switch (change(s, &t, 1)) {
		case EVENT_DONE:
			count(s, CHANGED, 1);
			break;
		case EVENT_TAKEN:
			count(s, REFUSED, 1);
			break;
		case EVENT_STALE:
		case EVENT_UNREADY:
		case EVENT_REFUSED:
		case EVENT_PEOPLED:
		case EVENT_BUSY:
			count(s, FAILED, 1);
			break;
		}
		arena_reset(s->arena);
	}
	for (int i = 0; s->number != 0 && i < 30; i++) {
		want_one(s);
		arena_reset(s->arena);
	}
}

static void
well(const struct crowd *c)
{
	ck_assert_int_eq(c->over, 0);
	ck_assert_msg(c->counts[FAILED] == 0, "%lld failed (seed %llu)",
	    (long long)c->counts[FAILED], (unsigned long long)crowd_seed());
	sale_check(&sale);
}

START_TEST(test_capacity_while_it_is_taken)
{
	struct crowd c;

	sale = sale_begin(1, 50);
	c = crowd_run(&sale, 9, change_capacity);
	ck_assert_int_gt(c.counts[CHANGED], 0);
	ck_assert_int_eq(sale_held(sale.quota[0]) + sale_sold(sale.quota[0]), c.counts[TAKEN]);
	well(&c);
}
END_TEST

static void
remove_or_want(struct someone *s)
{
	if (s->number != 0)
		want_one(s);
	else if (change(s, NULL, 0) == EVENT_DONE)
		count(s, CHANGED, 1);
	else
		count(s, FAILED, 1);
}

/* What somebody was quick enough to take is archived; else it is gone, and nobody has any. */
START_TEST(test_removed_while_it_is_wanted)
{
	for (int i = 0; i < 6; i++) {
		struct crowd	c;
		int64_t		left;

		sale = sale_begin(1, 50);
		c = crowd_run(&sale, 9, remove_or_want);
		left = stage_number("shard", "SELECT COUNT(*) FROM ticket_type WHERE id = %lld AND "
		    "state = 'archived'", (long long)sale.type[0]);
		ck_assert_int_eq(c.counts[CHANGED], 1);
		ck_assert_int_eq(left, c.counts[TAKEN] > 0);
		ck_assert_int_eq(stage_number("shard", "SELECT COALESCE(SUM(held + sold), 0) FROM stock_slot "
		    "WHERE quota_id = %lld", (long long)sale.quota[0]), c.counts[TAKEN]);
		well(&c);
	}
}
END_TEST

Suite *
editor_suite(void)
{
	Suite *s = suite_create("editor");
	TCase *t = tcase_create("editor");

	tcase_set_timeout(t, 120);
	tcase_add_test(t, test_capacity_while_it_is_taken);
	tcase_add_test(t, test_removed_while_it_is_wanted);
	suite_add_tcase(s, t);
	return s;
}
