/* event.c: tests of handlers/organizer/event.c: who may see and change an event, and its states. */
#include "core/lib/id.h"
#include "fcgi/program.h"
#include "tests/ask.h"
#include "tests/organizer/suites.h"
#include "tests/stage.h"

static int64_t		 ann, organizer, event;
static const char	*desk, *state;

static void
begin(void)
{
	ann = stage_person("Ann");
	organizer = stage_organizer(ann);
	event = stage_event(organizer);
	desk = text(stage_arena(), "/organize/e/%s", id_text(stage_arena(), event));
	state = text(stage_arena(), "%s/state", desk);
	stage_sign_in(ann);
}

START_TEST(test_publish)
{
	ask_get(&program, desk);
	ck_assert_status(200);
	ask_post(&program, state, "act=publish");
	ck_assert_status(303);
	ck_assert_header("Location", text(stage_arena(), "%s", desk));
	ck_assert_str_eq(stage_state(event), "published");
	ask_get(&program, desk);
	ck_assert_shows("Published. It will be found in a few seconds.");
	ask_get(&program, desk);
	ck_assert_hides("Published. It will be found in a few seconds.");	/* said once */
	ask_post(&program, state, "act=publish");
	ck_assert_status(422);
	ck_assert_shows("its state has changed");
}
END_TEST

/* What cannot be taken back is confirmed by the title. */
START_TEST(test_cancel)
{
	stage_publish(event);
	ask_post(&program, state, "act=cancel&confirm=late");
	ck_assert_status(422);
	ck_assert_shows("href=\"#field-confirm\"");
	ck_assert_str_eq(stage_state(event), "published");
	ask_post(&program, state, "act=cancel&confirm=Late+jazz");
	ck_assert_status(303);
	ck_assert_str_eq(stage_state(event), "cancelled");
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM audit WHERE subject_id = %lld "
	    "AND deed = 'event_cancel' AND actor_id = %lld", (long long)event, (long long)ann), 1);
}
END_TEST

START_TEST(test_no_such_act)
{
	ask_post(&program, state, "act=hide");	/* moderation's, not theirs */
	ck_assert_status(422);
	ask_post(&program, state, "");
	ck_assert_status(422);
	ck_assert_str_eq(stage_state(event), "draft");
}
END_TEST

/* To others it does not exist; in the team, each may what their role may. */
START_TEST(test_rights)
{
	int64_t bo = stage_person("Bo"), eve = stage_person("Eve");

	stage_organizer(eve);
	stage_sign_in(eve);
	ask_get(&program, desk);
	ck_assert_status(404);
	ask_post(&program, state, "act=publish");
	ck_assert_status(404);
	stage_hire(organizer, bo, "viewer");
	stage_sign_in(bo);
	ask_get(&program, desk);
	ck_assert_status(200);
	ask_post(&program, state, "act=publish");
	ck_assert_status(403);
	ck_assert_str_eq(stage_state(event), "draft");
	/* What is taken away is gone with the next request. */
	stage_sql("shard", "DELETE FROM team WHERE organizer_id = %lld AND account_id = %lld",
	    (long long)organizer, (long long)bo);
	ask_get(&program, desk);
	ck_assert_status(404);
}
END_TEST

START_TEST(test_forged)
{
	const char *foreign[] = { "Origin: https://evil.example",
	    "Content-Type: application/x-www-form-urlencoded", NULL };

	ask(&program, "POST", state, foreign, text(stage_arena(), "csrf=%s&act=publish",
	    ask_proof(&program)));
	ck_assert_status(403);
	foreign[0] = "Origin: https://marquee.example";
	ask(&program, "POST", state, foreign, "act=publish");
	ck_assert_status(403);
	ck_assert_str_eq(stage_state(event), "draft");
}
END_TEST

Suite *
event_suite(void)
{
	Suite *s = suite_create("event");
	TCase *t = tcase_create("event");

	tcase_add_checked_fixture(t, begin, NULL);
	tcase_set_timeout(t, 30);
	tcase_add_test(t, test_publish);
	tcase_add_test(t, test_cancel);
	tcase_add_test(t, test_no_such_act);
	tcase_add_test(t, test_rights);
	tcase_add_test(t, test_forged);
	suite_add_tcase(s, t);
	return s;
}
