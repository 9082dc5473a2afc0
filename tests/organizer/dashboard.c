/* dashboard.c: tests of handlers/organizer/dashboard.c: who gets in, and what they see first. */
#include "fcgi/program.h"
#include "tests/ask.h"
#include "tests/organizer/suites.h"
#include "tests/stage.h"

START_TEST(test_a_stranger)
{
	ask_as_stranger();
	ask_get(&program, "/de/organize");
	ck_assert_status(303);
	ck_assert_header("Location", "/de/account/sign-in?next=%2Forganize");
}
END_TEST

START_TEST(test_their_own)
{
	int64_t ann = stage_person("Ann"), organizer = stage_organizer(ann);
	int64_t others = stage_organizer(stage_person("Bo"));

	stage_event(organizer);
	stage_sql("shard", "UPDATE event SET title = 'Not hers' WHERE id = %lld",
	    (long long)stage_event(others));
	stage_sign_in(ann);
	ask_get(&program, "/organize");
	ck_assert_status(200);
	ck_assert_shows("Late jazz");
	ck_assert_hides("Not hers");
	/* nobody does the jobs on this stage, and the page says what that means */
	ck_assert_shows("Some work is waiting at the moment");
}
END_TEST

START_TEST(test_nobody_s_organizer)
{
	stage_sign_in(stage_person("Eve"));
	ask_get(&program, "/organize");
	ck_assert_status(200);
	ask_get(&program, "/organize/new");
	ck_assert_status(403);
}
END_TEST

/* Twelve hours after one said who one is, one is asked again. */
START_TEST(test_half_a_day_later)
{
	int64_t ann = stage_person("Ann");

	stage_organizer(ann);
	stage_sign_in(ann);
	stage_sql("shard", "UPDATE session SET fresh_at = NOW() - INTERVAL 13 HOUR "
	    "WHERE account_id = %lld", (long long)ann);
	ask_get(&program, "/organize");
	ck_assert_status(303);
	ck_assert_header("Location", "/account/confirm?next=%2Forganize");
}
END_TEST

Suite *
dashboard_suite(void)
{
	Suite *s = suite_create("dashboard");
	TCase *t = tcase_create("dashboard");

	tcase_set_timeout(t, 30);
	tcase_add_test(t, test_a_stranger);
	tcase_add_test(t, test_their_own);
	tcase_add_test(t, test_nobody_s_organizer);
	tcase_add_test(t, test_half_a_day_later);
	suite_add_tcase(s, t);
	return s;
}
