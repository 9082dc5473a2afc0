/* details.c: tests of handlers/checkout/details.c and questions.c: who comes, and what is asked. */
#include "core/lib/id.h"
#include "fcgi/program.h"
#include "tests/ask.h"
#include "tests/checkout/scene.h"
#include "tests/checkout/suites.h"
#include "tests/stage.h"

static int64_t
tickets(const char *what)
{
	return stage_number("shard", "SELECT COUNT(*) FROM ticket WHERE event_id = %lld AND %s",
	    (long long)scene_event, what);
}

static int64_t
answers(const char *what)
{
	return stage_number("shard", "SELECT COUNT(*) FROM answer a JOIN question q ON q.id = a.question_id "
	    "WHERE q.event_id = %lld AND %s", (long long)scene_event, what);
}

START_TEST(test_registered)
{
	scene_registered(2);
	ck_assert_shows("You are registered.");
	ck_assert_int_eq(tickets("name = 'Ada' AND email = 'ada@example.org' AND state = 'valid'"), 2);
}
END_TEST

START_TEST(test_same_key)
{
	const char *path = scene_held(1), *fields;

	ask_get(&program, path);
	fields = scene_details("");
	for (int i = 0; i < 3; i++) {
		ask_post(&program, path, fields);
		ck_assert_status(303);
		ck_assert_header("Location", path);
	}
	ck_assert_int_eq(tickets("TRUE"), 1);
	ask_post(&program, path, "key=AAAAAAAAAAAAAAAAAAAAAA&name=Eve&email=eve%40example.org");
	ck_assert_status(303);	/* it is registered already, and its page says so */
	ck_assert_int_eq(tickets("name = 'Ada'"), 1);
	ask_post(&program, path, "key=x&name=Eve&email=eve%40example.org");
	ck_assert_status(400);
}
END_TEST

START_TEST(test_wrong)
{
	const char *path = scene_held(2), *flag = scene_ask("flag", "order", true, "[]");

	ask_get(&program, path);
	ask_post(&program, path, text(stage_arena(), "key=%s&name=&email=ada", scene_field("key")));
	ck_assert_status(422);
	ck_assert_shows("href=\"#field-name\"");
	ck_assert_shows("href=\"#field-email\"");
	ck_assert_shows(text(stage_arena(), "href=\"#field-a_%s\"", flag));
	ck_assert_shows("value=\"ada\"");
	ck_assert_int_eq(tickets("TRUE"), 0);
}
END_TEST

START_TEST(test_questions)
{
	const char *several = scene_ask("choices", "ticket", true, "[\"Red\", \"Blue\"]");
	const char *once = scene_ask("lines", "order", false, "[]"), *path = scene_held(2);

	ask_get(&program, path);
	ck_assert_shows("For all tickets");
	ask_post(&program, path, scene_details(""));
	ck_assert_status(422);
	ck_assert_shows("Please answer “Well?”.");
	ask_post(&program, path, scene_details(text(stage_arena(), "&a_%s_1=Red", several)));
	ck_assert_status(422);
	ask_post(&program, path, scene_details(text(stage_arena(), "&a_%s_0=Red&a_%s_1=Blue&a_%s=One%%0D%%0ATwo",
	    several, several, once)));
	ck_assert_status(303);
	ck_assert_int_eq(answers("a.position IN (1, 2) AND a.value = 'Red\nBlue'"), 2);
	ck_assert_int_eq(answers("a.position = 0 AND a.value = 'One\nTwo'"), 1);
}
END_TEST

START_TEST(test_each)
{
	const char *one = scene_ask("choice", "ticket", true, "[\"S\", \"M\"]"), *path = scene_held(2);

	ask_get(&program, path);
	ask_post(&program, path, scene_details(text(stage_arena(), "&who=each&name_2=Bo&email_2=Bo%%40example.org"
	    "&t1_%s=S", one)));
	ck_assert_status(422);
	ck_assert_shows(text(stage_arena(), "href=\"#field-t2_%s\"", one));
	ck_assert_hides(text(stage_arena(), "href=\"#field-a_%s\"", one));
	ask_post(&program, path, scene_details(text(stage_arena(), "&who=each&name_2=Bo&email_2=Bo%%40example.org"
	    "&t1_%s=S&t2_%s=M", one, one)));
	ck_assert_status(303);
	ck_assert_int_eq(tickets("position = 2 AND name = 'Bo' AND email = 'bo@example.org'"), 1);
	ck_assert_int_eq(answers("a.position = 2 AND a.value = 'M'"), 1);
}
END_TEST

/* What one person may have is counted when they say who they are. */
START_TEST(test_person_limit)
{
	const char *path;

	stage_sql("shard", "UPDATE ticket_type SET max_per_person = 3 WHERE id = %lld", (long long)scene_type);
	scene_registered(2);
	path = scene_held(2);
	ask_get(&program, path);
	ask_post(&program, path, scene_details(""));
	ck_assert_status(422);
	ck_assert_shows("more of “Entry” than one person may have");
	ck_assert_int_eq(tickets("TRUE"), 2);
}
END_TEST

START_TEST(test_event_is_off)
{
	const char *path = scene_held(1), *fields;

	ask_get(&program, path);
	fields = scene_details("");
	stage_do(scene_event, EVENT_CANCEL);
	ask_get(&program, path);
	ck_assert_shows("Registration is closed.");
	ask_post(&program, path, fields);
	ck_assert_int_eq(tickets("TRUE"), 0);
}
END_TEST

Suite *
details_suite(void)
{
	Suite *s = suite_create("details");
	TCase *t = tcase_create("details");

	tcase_add_checked_fixture(t, scene_begin, NULL);
	tcase_set_timeout(t, 30);
	tcase_add_test(t, test_registered);
	tcase_add_test(t, test_same_key);
	tcase_add_test(t, test_wrong);
	tcase_add_test(t, test_questions);
	tcase_add_test(t, test_each);
	tcase_add_test(t, test_person_limit);
	tcase_add_test(t, test_event_is_off);
	suite_add_tcase(s, t);
	return s;
}
