/* report.c: tests of core/domain/report.c: what is reported once, hidden, shown as it was, and who hears of it. */
#include "core/domain/report.h"
#include "sql/event.h"
#include "tests/domain/suites.h"
#include "tests/stage.h"

static const unsigned char	here[16] = "a network", there[16] = "another network";

static enum report_result
report(struct report_subject s, const unsigned char visitor[16])
{
	return report_make(stage_db(), &actor_program, &s, "fraud", "It is not there.", "", visitor);
}

static int64_t
reports(const char *state)
{
	return stage_number("shard", "SELECT COUNT(*) FROM report WHERE state = '%s'", state);
}

START_TEST(test_once_from_one_network)
{
	int64_t			organizer = stage_organizer(stage_person("Ann")), event = stage_event(organizer);
	struct report_subject	s = { organizer, event };

	ck_assert_int_eq(report(s, here), REPORT_GONE);		/* a draft is nobody's business */
	stage_publish(event);
	ck_assert_int_eq(report(s, here), REPORT_DONE);
	ck_assert_int_eq(report(s, here), REPORT_DONE);
	ck_assert_int_eq(reports("open"), 1);
	ck_assert_int_eq(report(s, there), REPORT_DONE);
	ck_assert_int_eq(report((struct report_subject){ organizer, 0 }, here), REPORT_DONE);
	ck_assert_int_eq(reports("open"), 3);
	ck_assert_int_eq(moderation_dismiss(stage_db(), &actor_program, &s), REPORT_DONE);
	ck_assert_int_eq(reports("dismissed"), 2);
	ck_assert_int_eq(moderation_dismiss(stage_db(), &actor_program, &s), REPORT_GONE);
}
END_TEST

START_TEST(test_hidden_and_shown_as_it_was)
{
	int64_t			organizer = stage_organizer(stage_person("Ann")), event = stage_event(organizer);
	struct report_subject	s = { organizer, event };

	ck_assert_int_eq(moderation_hide(stage_db(), &actor_program, &s, "why"), REPORT_GONE);
	stage_publish(event);
	stage_do(event, EVENT_POSTPONE);
	report(s, here);
	ck_assert_int_eq(moderation_hide(stage_db(), &actor_program, &s, "It sells what is not there."), REPORT_DONE);
	ck_assert_str_eq(stage_state(event), "hidden");
	ck_assert_int_eq(reports("upheld"), 1);
	ck_assert(q_event_head(stage_db(), event) == NULL);
	ck_assert_int_eq(moderation_hide(stage_db(), &actor_program, &s, "again"), REPORT_GONE);
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM job WHERE kind = 'moderation_mail' AND subject_id = %lld",
	    (long long)event), 1);
	ck_assert_int_eq(moderation_show(stage_db(), &actor_program, &s), REPORT_DONE);
	ck_assert_str_eq(stage_state(event), "postponed");
	ck_assert_int_eq(moderation_show(stage_db(), &actor_program, &s), REPORT_GONE);
}
END_TEST

START_TEST(test_suspended)
{
	int64_t			organizer = stage_organizer(stage_person("Ann")), event = stage_event(organizer);
	struct report_subject	s = { organizer, 0 };

	stage_publish(event);
	ck_assert_int_eq(moderation_hide(stage_db(), &actor_program, &s, "All of it is made up."), REPORT_DONE);
	ck_assert(q_event_head(stage_db(), event) == NULL);
	ck_assert_int_eq(report((struct report_subject){ organizer, event }, here), REPORT_GONE);
	ck_assert_int_eq(moderation_show(stage_db(), &actor_program, &s), REPORT_DONE);
	ck_assert(q_event_head(stage_db(), event) != NULL);
}
END_TEST

Suite *
report_suite(void)
{
	Suite *s = suite_create("report");
	TCase *t = tcase_create("report");

	tcase_set_timeout(t, 30);
	tcase_add_test(t, test_once_from_one_network);
	tcase_add_test(t, test_hidden_and_shown_as_it_was);
	tcase_add_test(t, test_suspended);
	suite_add_tcase(s, t);
	return s;
}
