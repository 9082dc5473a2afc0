/*
 * torture.c: every statement of a deed meets every fault, before and after it did its work: those that
 * the program sends, by way of a liar, and those within procedures.  The deed is done, or it is not and
 * says so; asked for again it is done, once, and everything adds up.
 */
#include "tests/stage.h"
#include "tests/storm/crowd.h"
#include "tests/storm/liar.h"
#include "tests/storm/scene.h"
#include "tests/storm/strike.h"
#include "tests/storm/suites.h"

#include <stdlib.h>
#include <string.h>

static const unsigned errors[] = { 1213, 1205, 1020, 1047, 1114, 1290, 1040 };

#define ERRORS		((int)(sizeof(errors) / sizeof(errors[0])))
#define FAULTS		(2 * ERRORS + 2)	/* each before and after; hung up before and after */
#define STATEMENTS_MAX	60

static uint64_t chance;

static int
draw(int n)
{
	chance = chance * 6364136223846793005u + 1442695040888963407u;
	return (int)((chance >> 33) % (uint64_t)n);
}

/* Again, on a connection without faults: it is done, and once. */
static void
settle(const struct scene *s, enum act first, const char *fault)
{
	enum act again;

	ck_assert_msg(first != ACT_WRONG, "%s: %s: a wrong answer", s->name, fault);
	if (first == ACT_DONE)
		ck_assert_msg(s->stands(), "%s: %s: it is not what was said", s->name, fault);
	again = s->act(stage_db());
	ck_assert_msg(again == ACT_DONE, "%s: %s: asked again it is not done", s->name, fault);
	ck_assert_msg(s->stands(), "%s: %s: it was not done once", s->name, fault);
	sale_check(scene_sale());
}

/* --- what the program sends -------------------------------------------------------------- */

/* False when the deed has fewer statements. */
static bool
spoil(const struct scene *s, int nth, int fault)
{
	enum lie	 kind = fault < ERRORS ? LIE_BEFORE : fault < 2 * ERRORS ? LIE_AFTER :
	    fault == 2 * ERRORS ? CUT_BEFORE : CUT_AFTER;
	unsigned	 error = kind <= LIE_AFTER ? errors[fault % ERRORS] : 0;
	const char	*what = text(stage_arena(), "statement %d, %s %u", nth, kind == LIE_BEFORE ?
	    "before, error" : kind == LIE_AFTER ? "after, error" : kind == CUT_BEFORE ?
	    "before, cut" : "after, cut", error);
	struct liar	 liar;
	struct db	*db;
	enum act	 act;
	int		 heard;

	scene_set(s);
	liar = liar_start(kind, nth, error);
	db = stage_db_at(stage_arena(), liar.path, 2);
	act = s->act(db);
	db_free(db);
	heard = liar_stop(&liar);
	if (s->tries && nth > s->reads && heard >= nth && kind == LIE_BEFORE && error <= 1213 && error >= 1205)
		ck_assert_msg(act == ACT_DONE, "%s: %s: not tried again", s->name, what);
	settle(s, act, what);
	return heard >= nth;
}

START_TEST(test_statements)
{
	const struct scene	*s = &scenes[_i];
	int			 n = 1;
	bool			 more = true;

	chance = crowd_seed() + (uint64_t)_i;
	for (; more && n < STATEMENTS_MAX; n++) {
		if (crowd_size(0, 1) == 0)
			more = spoil(s, n, draw(FAULTS));
		else
			for (int fault = 0; fault < FAULTS && more; fault++)
				more = spoil(s, n, fault);
	}
	ck_assert_int_lt(n, STATEMENTS_MAX);
	ck_assert_int_gt(n, 1);
}
END_TEST

/* --- what procedures do ------------------------------------------------------------------ */

#define KILLED	ERRORS	/* the fault after the errors: the connection is killed */

/* One strike in one statement of one procedure in one scene, whether that comes there or not. */
static void
strike(const struct procedure *p, int nth, int fault, const struct scene *s)
{
	const char	*what = text(stage_arena(), "%s: statement %d, %s %u", p->name, nth,
	    fault == KILLED ? "killed" : "error", fault == KILLED ? 0 : errors[fault]);
	enum act	 act;

	scene_set(s);
	strike_set(p, nth, fault == KILLED ?
	    "KILL CONNECTION CONNECTION_ID();" : text(stage_arena(),
	    "SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = %u;", errors[fault]));
	act = scene_anew(s);
	if (fault == KILLED || errors[fault] == 1213)
		ck_assert_msg(act == ACT_DONE, "%s: %s: not tried again", s->name, what);
	/* a statement of who asks again is only met now */
	ck_assert_int_ne(scene_anew(s), ACT_WRONG);
	strike_unset(p);
	settle(s, act, what);
}

START_TEST(test_procedures)
{
	const struct procedure	*p = &procedures[_i];
	int			 n = 1;

	chance = crowd_seed() + (uint64_t)_i;
	for (; strike_has(p, n); n++)
		for (int i = 0, one = draw(n_scenes); i < n_scenes; i++) {
			if (scenes[i].tries)
				continue;	/* no procedure */
			for (int fault = 0; fault <= KILLED && crowd_size(0, 1) == 1; fault++)
				strike(p, n, fault, &scenes[i]);
			if (crowd_size(0, 1) == 0 && i == one)
				strike(p, n, draw(ERRORS + 1), &scenes[i]);
		}
	ck_assert_int_gt(n, 3);
}
END_TEST

Suite *
torture_suite(void)
{
	Suite	*s = suite_create("torture");
	TCase	*t = tcase_create("torture");
	int	 n = 0;

	tcase_add_checked_fixture(t, strikes_unset, NULL);
	tcase_set_timeout(t, (double)crowd_size(120, 1700));
	tcase_add_loop_test(t, test_statements, 0, n_scenes);
	while (procedures[n].name != NULL)
		n++;
	tcase_add_loop_test(t, test_procedures, 0, n);
	suite_add_tcase(s, t);
	return s;
}
