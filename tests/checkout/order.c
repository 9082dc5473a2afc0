/* order.c: tests of handlers/checkout/order.c and files.c: an order as its buyer sees it. */
#include "core/lib/id.h"
#include "fcgi/program.h"
#include "tests/ask.h"
#include "tests/checkout/scene.h"
#include "tests/checkout/suites.h"
#include "tests/stage.h"

#include <string.h>

START_TEST(test_tickets_first)
{
	const char *path = scene_registered(2), *qr, *story, *change;

	qr = strstr(asked_body(), "data:image/svg+xml");
	story = strstr(asked_body(), "What happened");
	change = strstr(asked_body(), "Change something");
	ck_assert(qr != NULL && story != NULL && change != NULL && qr < story && story < change);
	ck_assert_shows("Registered.");
	ck_assert_shows("calendar.google.com");
	ck_assert_header("Cache-Control", "no-store");
	ask_get(&program, text(stage_arena(), "%s/tickets.pdf", path));
	ck_assert_status(200);
	ck_assert_header("Content-Type", "application/pdf");
	ask_get(&program, text(stage_arena(), "%s/calendar.ics", path));
	ck_assert_status(200);
	ck_assert_shows("BEGIN:VCALENDAR");
}
END_TEST

/* Only the whole address opens it, and another order's secret does not. */
START_TEST(test_secret)
{
	const char	*path = scene_registered(1), *other = scene_registered(1);
	char		*crossed = arena_copy(stage_arena(), path);

	strcpy(strchr(crossed, '-'), strchr(other, '-'));
	ask_get(&program, crossed);
	ck_assert_status(404);
	ask_post(&program, text(stage_arena(), "%s/cancel", crossed), "key=AAAAAAAAAAAAAAAAAAAAAA");
	ck_assert_status(404);
	*strchr(crossed, '-') = '\0';
	ask_get(&program, crossed);
	ck_assert_status(404);
	ask_get(&program, text(stage_arena(), "%s/calendar.ics", crossed));
	ck_assert_status(404);
	ask_get(&program, path);
	ck_assert_status(200);
}
END_TEST

START_TEST(test_online)
{
	const char *path;

	stage_sql("shard", "UPDATE event SET attendance = 'online', online_url = 'https://meet.example.org/late' "
	    "WHERE id = %lld", (long long)scene_event);
	path = scene_held(1);
	ask_get(&program, path);
	ck_assert_hides("meet.example.org");
	ask_post(&program, path, scene_details(""));
	ask_get(&program, path);
	ck_assert_shows("https://meet.example.org/late");
	ask_get(&program, text(stage_arena(), "%s/cancel", path));
	ask_post(&program, text(stage_arena(), "%s/cancel", path),
	    text(stage_arena(), "key=%s", scene_field("key")));
	ck_assert_status(303);
	ask_get(&program, path);
	ck_assert_shows("This order is cancelled.");
	ck_assert_hides("meet.example.org");
}
END_TEST

START_TEST(test_cancel_all)
{
	const char *path = scene_registered(3), *cancel = text(stage_arena(), "%s/cancel", path), *fields;

	ask_get(&program, cancel);
	ck_assert_shows("3 tickets");
	fields = text(stage_arena(), "key=%s", scene_field("key"));
	for (int i = 0; i < 2; i++) {
		ask_post(&program, cancel, fields);
		ck_assert_status(303);
		ck_assert_header("Location", path);
	}
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM ticket WHERE event_id = %lld AND "
	    "state = 'cancelled'", (long long)scene_event), 3);
	ask_get(&program, path);
	ck_assert_shows("The order was cancelled.");
	ck_assert_hides("data:image/svg+xml");
	ask_get(&program, text(stage_arena(), "%s/tickets.pdf", path));
	ck_assert_status(404);
}
END_TEST

START_TEST(test_not_allowed)
{
	const char *path = scene_registered(1), *cancel = text(stage_arena(), "%s/cancel", path);
	const char *fields = text(stage_arena(), "key=%s", scene_field("key"));

	stage_sql("shard", "UPDATE event SET self_cancel_hours = NULL WHERE id = %lld", (long long)scene_event);
	ask_get(&program, path);
	ck_assert_shows("does not take tickets back");
	ask_get(&program, cancel);
	ck_assert_status(303);
	ask_post(&program, cancel, fields);
	ck_assert_status(303);
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM ticket WHERE event_id = %lld AND "
	    "state = 'valid'", (long long)scene_event), 1);
}
END_TEST

START_TEST(test_resend)
{
	const char *path = scene_registered(1), *resend = text(stage_arena(), "%s/resend", path);

	for (int i = 0; i < 8; i++) {
		ask_post(&program, resend, text(stage_arena(), "key=%s", scene_field("key")));
		ck_assert_status(303);
		ask_get(&program, path);
	}
	ck_assert_shows("sent several times today");
	ask_post(&program, resend, "key=");
	ck_assert_status(400);
}
END_TEST

START_TEST(test_event_is_off)
{
	const char *path = scene_registered(1);

	stage_do(scene_event, EVENT_CANCEL);
	ask_get(&program, path);
	ck_assert_status(200);
	ck_assert_shows("This event is cancelled.");
	ck_assert_hides("Give it back");
}
END_TEST

Suite *
order_suite(void)
{
	Suite *s = suite_create("order");
	TCase *t = tcase_create("order");

	tcase_add_checked_fixture(t, scene_begin, NULL);
	tcase_set_timeout(t, 30);
	tcase_add_test(t, test_tickets_first);
	tcase_add_test(t, test_secret);
	tcase_add_test(t, test_online);
	tcase_add_test(t, test_cancel_all);
	tcase_add_test(t, test_not_allowed);
	tcase_add_test(t, test_resend);
	tcase_add_test(t, test_event_is_off);
	suite_add_tcase(s, t);
	return s;
}
