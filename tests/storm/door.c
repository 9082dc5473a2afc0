/*
 * door.c: one ticket, fifty scanners: one lets its holder in.  Without the predicate of the statement that decides, more
 * do, so the test can see it.
 */
#include "core/domain/check_in.h"

#include "sql/statements.h"
#include "sql/ticket.h"
#include "tests/stage.h"
#include "tests/storm/deeds.h"
#include "tests/storm/suites.h"

#include <string.h>

#define SCANNERS	50
#define PREDICATE	" AND admitted_at IS NULL"

enum { ADMITTED, ALREADY, FAILED, BACK };

static struct sale	 sale;
static int64_t		 ticket;
static const char	*code;

static void
begin(void)
{
	sale = sale_begin(1, 1);
	ticket = sale_ticket(sale_order(&sale, 0, 1, "bo@example.org"), 1);
	code = arena_copy(stage_arena(), row_text(q_ticket_head(stage_db(), ticket), "code"));
}

static void
scan_with(struct someone *s, const unsigned char key[16])
{
	struct check_in in;

	db_use_arena(s->db, s->arena);
	switch (check_in(s->db, s->arena, NULL, &actor_program, s->sale->event, key, code, &in)) {
	case CHECK_IN_ADMITTED:
		count(s, ADMITTED, 1);
		break;
	case CHECK_IN_ALREADY:
		count(s, ALREADY, 1);
		break;
	case CHECK_IN_CANCELLED:
	case CHECK_IN_REVOKED:
	case CHECK_IN_ELSEWHERE:
	case CHECK_IN_UNKNOWN:
	case CHECK_IN_BUSY:
		count(s, FAILED, 1);
	}
}

static void
scan(struct someone *s)
{
	unsigned char key[16];

	do_key(s, key);
	scan_with(s, key);
}

static int64_t
noted(const char *kind)
{
	return stage_number("shard", "SELECT COUNT(*) FROM check_in WHERE event_id = %lld AND ticket_id = %lld "
	    "AND kind = '%s'", (long long)sale.event, (long long)ticket, kind);
}

START_TEST(test_one_ticket)
{
	struct crowd c = crowd_run(&sale, SCANNERS, scan);

	ck_assert_int_eq(c.counts[ADMITTED], 1);
	ck_assert_int_eq(c.counts[ALREADY], SCANNERS - 1);
	ck_assert_int_eq(noted("entry"), 1);
	ck_assert_int_eq(noted("refusal"), SCANNERS - 1);
	sale_check(&sale);
}
END_TEST

static void
scan_again(struct someone *s)
{
	scan_with(s, (const unsigned char *)"the same key too");
}

/* The network was slow, and the scanner asked again and again. */
START_TEST(test_one_key)
{
	struct crowd c = crowd_run(&sale, SCANNERS, scan_again);

	ck_assert_int_eq(c.counts[ADMITTED], SCANNERS);
	ck_assert_int_eq(noted("entry"), 1);
	ck_assert_int_eq(noted("refusal"), 0);
}
END_TEST

static void
let_in_and_out(struct someone *s)
{
	for (int i = 0; i < 10; i++)
		if (s->number % 5 == 0) {
			db_use_arena(s->db, s->arena);
			if (check_in_undo(s->db, &actor_program, s->sale->event, ticket))
				count(s, BACK, 1);
		} else
			scan(s);
}

/* Whoever takes it back meanwhile: it was let in once more than it was taken back, or as often. */
START_TEST(test_taken_back)
{
	struct crowd	c = crowd_run(&sale, 20, let_in_and_out);
	int64_t		in = stage_number("shard", "SELECT admitted_at IS NOT NULL FROM ticket WHERE id = %lld",
			    (long long)ticket);

	ck_assert_int_eq(c.counts[ADMITTED] - c.counts[BACK], in);
	ck_assert_int_eq(noted("entry"), c.counts[ADMITTED]);
	ck_assert_int_eq(noted("exit"), c.counts[BACK]);
}
END_TEST

/* --- sabotage --------------------------------------------------------------------------------- */

/* All statements as they are, but for the one that decides. */
static const struct statement *
sabotaged(void)
{
	struct statement	*twin = arena_alloc(stage_arena(), sizeof(*twin) * N_STATEMENTS);
	struct statement	*admit;
	const char		*at;

	memcpy(twin, statements, sizeof(*twin) * N_STATEMENTS);
	for (admit = twin; strcmp(admit->name, "check_in_admit") != 0; admit++)
		ck_assert(admit < twin + N_STATEMENTS - 1);
	at = strstr(admit->text, PREDICATE);
	ck_assert_ptr_nonnull(at);
	admit->text = text(stage_arena(), "%.*s%s", (int)(at - admit->text), admit->text,
	    at + strlen(PREDICATE));
	return twin;
}

static const struct statement *twin;

static void
scan_sabotaged(struct someone *s)
{
	s->db = stage_db_of(s->arena, twin);
	scan(s);
}

START_TEST(test_without_its_predicate)
{
	struct crowd c;

	twin = sabotaged();
	c = crowd_run(&sale, SCANNERS, scan_sabotaged);
	ck_assert_int_gt(c.counts[ADMITTED], 1);
}
END_TEST

Suite *
door_suite(void)
{
	Suite *s = suite_create("door");
	TCase *t = tcase_create("door");

	tcase_add_checked_fixture(t, begin, NULL);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, test_one_ticket);
	tcase_add_test(t, test_one_key);
	tcase_add_test(t, test_taken_back);
	tcase_add_test(t, test_without_its_predicate);
	suite_add_tcase(s, t);
	return s;
}
