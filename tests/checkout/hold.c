/* hold.c: tests of handlers/checkout/hold.c: the choice of tickets, and the choice again. */
#include "core/lib/id.h"
#include "fcgi/program.h"
#include "tests/ask.h"
#include "tests/checkout/scene.h"
#include "tests/checkout/suites.h"
#include "tests/stage.h"

#define HELD	"SELECT SUM(s.held) FROM stock_slot s JOIN quota q ON q.id = s.quota_id WHERE q.event_id = %lld"

static int64_t
held(void)
{
	return stage_number("shard", HELD, (long long)scene_event);
}

START_TEST(test_held)
{
	const char *path = scene_held(2);

	ck_assert_int_eq(strlen(path), strlen("/checkout/") + 13 + 1 + 26);
	ck_assert_int_eq(held(), 2);
	ask_get(&program, path);
	ck_assert_status(200);
	ck_assert_shows("2 × Entry");
	ck_assert_shows("15 minutes");
	ck_assert_header("Cache-Control", "no-store");
}
END_TEST

/* From pages that carry no proof, but never from elsewhere. */
START_TEST(test_origin)
{
	const char *headers[3] = { "Content-Type: application/x-www-form-urlencoded", NULL, NULL };

	ask(&program, "POST", "/checkout/hold", headers, scene_choice(1));
	ck_assert_status(403);
	headers[1] = "Origin: https://evil.example";
	ask(&program, "POST", "/checkout/hold", headers, scene_choice(1));
	ck_assert_status(403);
	headers[1] = "Sec-Fetch-Site: same-origin";
	ask(&program, "POST", "/checkout/hold", headers, scene_choice(1));
	ck_assert_status(303);
}
END_TEST

START_TEST(test_numbers)
{
	static const char *const numbers[] = { "-1", "0", "", "41", "2147483648", "9223372036854775808",
		"1e3", "%201", "%EF%BC%91", "one" };

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		ask_post(&program, "/checkout/hold", text(stage_arena(), "event=%s&n_%s=%s",
		    id_text(stage_arena(), scene_event), id_text(stage_arena(), scene_type), numbers[i]));
		ck_assert_status(422);
		ck_assert_shows("#field-n_");
	}
	ck_assert_int_eq(held(), 0);
}
END_TEST

START_TEST(test_what_is_left)
{
	stage_sql("shard", "UPDATE stock_slot s JOIN quota q ON q.id = s.quota_id SET s.cap = 3 WHERE q.event_id = %lld",
	    (long long)scene_event);
	ask_post(&program, "/checkout/hold", scene_choice(4));
	ck_assert_status(422);
	ck_assert_shows("You chose 4 of “Entry”, and 3 are left.");
	scene_held(3);
	ask_post(&program, "/checkout/hold", scene_choice(1));
	ck_assert_status(422);
	ck_assert_shows("“Entry” has just been taken.");
	ck_assert_shows("Join the waitlist");
}
END_TEST

START_TEST(test_states)
{
	static const struct {
		const char *set, *said;
	} states[] = {
		{ "sale_starts_at = '2090-01-01'",	"On sale from" },
		{ "sale_starts_at = NULL, sale_ends_at = '2020-01-01'",	"No longer on sale" },
		{ "sale_ends_at = NULL, state = 'paused'",	"Paused by the organizer" },
		{ "state = 'on_sale', kind = 'fixed', price = 5",	"Not on sale yet" },
	};

	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		stage_sql("shard", "UPDATE ticket_type SET %s WHERE id = %lld", states[i].set,
		    (long long)scene_type);
		ask_post(&program, "/checkout/hold", scene_choice(1));
		ck_assert_status(422);
		ck_assert_shows(states[i].said);
		ck_assert_hides("<select");
	}
	ck_assert_int_eq(held(), 0);
}
END_TEST

START_TEST(test_closed_events)
{
	stage_do(scene_event, EVENT_CANCEL);
	ask_post(&program, "/checkout/hold", scene_choice(1));
	ck_assert_status(422);
	ck_assert_shows("This event is cancelled.");
	stage_do(scene_event, EVENT_HIDE);
	ask_post(&program, "/checkout/hold", scene_choice(1));
	ck_assert_status(404);
	ask_post(&program, "/checkout/hold", "event=zzzzzzzzzzzzz");
	ck_assert_status(404);
	ck_assert_int_eq(held(), 0);
}
END_TEST

START_TEST(test_start_over)
{
	const char *path = scene_held(1);

	ask_post(&program, text(stage_arena(), "%s/start-over", path), "");
	ck_assert_status(303);
	ck_assert_header("Location", stage_path(scene_event));
	ck_assert_int_eq(held(), 0);
}
END_TEST

START_TEST(test_again)
{
	const char *path = scene_held(2);

	stage_sql("shard", "UPDATE orders SET expires_at = NOW(3) - INTERVAL 1 SECOND WHERE event_id = %lld",
	    (long long)scene_event);
	stage_sql("shard", "UPDATE hold SET expires_at = NOW(3) - INTERVAL 1 SECOND");
	ask_get(&program, path);
	ck_assert_shows("Your time is up");
	ask_post(&program, text(stage_arena(), "%s/again", path), "");
	ck_assert_status(303);
	ck_assert_str_ne(asked_header("Location"), path);
}
END_TEST

Suite *
hold_suite(void)
{
	Suite *s = suite_create("hold");
	TCase *t = tcase_create("hold");

	tcase_add_checked_fixture(t, scene_begin, NULL);
	tcase_set_timeout(t, 30);
	tcase_add_test(t, test_held);
	tcase_add_test(t, test_origin);
	tcase_add_test(t, test_numbers);
	tcase_add_test(t, test_what_is_left);
	tcase_add_test(t, test_states);
	tcase_add_test(t, test_closed_events);
	tcase_add_test(t, test_start_over);
	tcase_add_test(t, test_again);
	suite_add_tcase(s, t);
	return s;
}
