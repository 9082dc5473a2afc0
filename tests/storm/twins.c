/*
 * twins.c: the same crowd upon claims that were sabotaged.  One that does not look whether there is room
 * where it counts, and one that looks first and counts then, must sell too much in the test that the real
 * one passes: so the test can see it.
 */
#include "sql/migrations.h"
#include "tests/stage.h"
#include "tests/storm/deeds.h"
#include "tests/storm/suites.h"

#include <string.h>

enum { TAKEN, TOO_LATE, FAILED };

static struct sale sale;

static const char *
original(void)
{
	for (const struct procedure *p = procedures; p->name != NULL; p++)
		if (strcmp(p->name, "hold_claim") == 0)
			return p->text;
	ck_abort_msg("no procedure hold_claim");
}

/* The text with one thing in it changed. */
static const char *
changed(const char *s, const char *from, const char *to)
{
	const char *at = strstr(s, from);

	ck_assert_msg(at != NULL, "the procedure has no '%s' any more", from);
	return text(stage_arena(), "%.*s%s%s", (int)(at - s), s, to, at + strlen(from));
}

/* Everybody is between looking and counting at once. */
#define PAUSE	"SET o_ticket_type = NULL, o_left = NULL;"
static const char *
slow(void)
{
	return changed(original(), PAUSE, PAUSE " DO SLEEP(0.3);");
}

static const char *
unchecked(const char *s)
{
	return changed(s, "SET o_end = NULL", "SET SESSION check_constraint_checks = 0; SET o_end = NULL");
}

#define PREDICATE	" AND held + sold + v_quantity <= cap"
#define COUNTING	"UPDATE stock_slot SET held = held + v_quantity\n           " \
			"WHERE quota_id = v_quota AND slot = v_slot" PREDICATE ";"

static void
use(const char *procedure)
{
	stage_sql("shard", "%s", procedure);
}

static void
end(void)
{
	use(original());
}

static void
want_one(struct someone *s)
{
	struct hold hold;

	switch (do_hold_one(s, 0, 1, &hold)) {
	case HOLD_PLACED:
		count(s, TAKEN, 1);
		break;
	case HOLD_SOLD_OUT:
		count(s, TOO_LATE, 1);
		break;
	case HOLD_NOT_YET:
	case HOLD_OVER:
	case HOLD_QUANTITY:
	case HOLD_CLOSED:
	case HOLD_TOO_MANY:
	case HOLD_BUSY:
		count(s, FAILED, 1);
	}
}

static struct crowd
rush(void)
{
	sale = sale_begin(1, 1);
	return crowd_run(&sale, 30, want_one);
}

START_TEST(test_the_real_one)
{
	struct crowd c;

	use(slow());
	c = rush();
	ck_assert_int_eq(c.counts[TAKEN], 1);
	ck_assert_int_eq(c.over, 0);
	sale_check(&sale);
}
END_TEST

START_TEST(test_without_its_predicate)
{
	struct crowd c;

	use(unchecked(changed(slow(), PREDICATE, "")));
	c = rush();
	ck_assert_int_gt(c.counts[TAKEN], 1);
	ck_assert_int_gt(sale_held(sale.quota[0]), 1);
}
END_TEST

START_TEST(test_looks_first_and_counts_then)
{
	struct crowd c;

	use(unchecked(changed(original(), COUNTING,
	    "SELECT COUNT(*) INTO v_same FROM stock_slot WHERE quota_id = v_quota AND slot = v_slot "
	    "AND held + sold + v_quantity <= cap; DO SLEEP(0.3); "
	    "UPDATE stock_slot SET held = held + v_quantity WHERE quota_id = v_quota AND slot = v_slot "
	    "AND v_same = 1;")));
	c = rush();
	ck_assert_int_gt(c.counts[TAKEN], 1);
	ck_assert_int_gt(c.over, 0);
}
END_TEST

/* The last net: the table's own check holds what the predicate let through. */
START_TEST(test_the_net)
{
	struct crowd c;

	use(changed(slow(), PREDICATE, ""));
	c = rush();
	ck_assert_int_eq(c.counts[TAKEN], 1);
	ck_assert_int_gt(c.counts[FAILED], 0);
	ck_assert_int_eq(c.over, 0);
	sale_check(&sale);
}
END_TEST

Suite *
twins_suite(void)
{
	Suite *s = suite_create("twins");
	TCase *t = tcase_create("twins");

	tcase_add_checked_fixture(t, NULL, end);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, test_the_real_one);
	tcase_add_test(t, test_without_its_predicate);
	tcase_add_test(t, test_looks_first_and_counts_then);
	tcase_add_test(t, test_the_net);
	suite_add_tcase(s, t);
	return s;
}
