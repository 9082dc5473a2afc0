/* waitlist.c: tests of handlers/checkout/waitlist.c and core/domain/waitlist.c. */
#include "core/domain/waitlist.h"
#include "core/lib/id.h"
#include "fcgi/program.h"
#include "tests/ask.h"
#include "tests/checkout/scene.h"
#include "tests/checkout/suites.h"
#include "tests/stage.h"

#include <string.h>

static const char *
entry(const char *email, int n)
{
	return text(stage_arena(), "event=%s&ticket_type=%s&quantity=%d&name=Ada&email=%s",
	    id_text(stage_arena(), scene_event), id_text(stage_arena(), scene_type), n, email);
}

static int64_t
waiting(const char *what)
{
	return stage_number("shard", "SELECT COUNT(*) FROM waitlist WHERE event_id = %lld AND %s",
	    (long long)scene_event, what);
}

/* The address that goes out by mail, made as the job makes it. */
static const char *
path_of_entry(void)
{
	int64_t id = stage_number("shard", "SELECT id FROM waitlist WHERE event_id = %lld", (long long)scene_event);

	return text(stage_arena(), "/checkout/waitlist/%s", waitlist_address(stage_arena(),
	    ask_tools(&program)->ring, id, keyring_current(ask_tools(&program)->ring)));
}

START_TEST(test_join)
{
	char *first;

	ask_post(&program, "/checkout/waitlist", entry("ada%40example.org", 2));
	ck_assert_status(200);
	ck_assert_shows("Look into your mailbox");
	ck_assert_hides("/checkout/waitlist/");
	first = arena_copy(stage_arena(), strstr(asked_body(), "<main"));
	ask_post(&program, "/checkout/waitlist", entry("ADA%40example.org", 3));
	ck_assert_status(200);
	*strstr(first, "@") = *strstr(first, "</main>") = '\0';
	ck_assert_shows("Look into your mailbox");
	ck_assert_int_eq(waiting("email = 'ada@example.org' AND quantity = 3"), 1);
	ck_assert_int_eq(waiting("TRUE"), 1);
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM job WHERE kind = 'waitlist_mail' AND subject_id = "
	    "(SELECT id FROM waitlist WHERE event_id = %lld)", (long long)scene_event), 2);
}
END_TEST

START_TEST(test_leave)
{
	const char *path;

	ask_post(&program, "/checkout/waitlist", entry("ada%40example.org", 2));
	path = path_of_entry();
	ask_get(&program, path);
	ck_assert_status(200);
	ck_assert_shows("You are on the waitlist");
	ck_assert_shows("2 tickets");
	for (int i = 0; i < 2; i++) {
		ask_post(&program, text(stage_arena(), "%s/leave", path), "");
		ck_assert_status(303);
	}
	ask_get(&program, path);
	ck_assert_shows("You have left the waitlist");
	ck_assert_int_eq(waiting("state = 'left'"), 1);
	ask_post(&program, "/checkout/waitlist", entry("ada%40example.org", 1));
	ck_assert_int_eq(waiting("state = 'waiting' AND quantity = 1"), 1);
	ask_get(&program, text(stage_arena(), "%.*s0000", (int)strlen(path) - 4, path));
	ck_assert_status(404);
}
END_TEST

START_TEST(test_wrong)
{
	ask_post(&program, "/checkout/waitlist", entry("ada", 11));
	ck_assert_status(422);
	ck_assert_shows("href=\"#field-quantity\"");
	ck_assert_shows("href=\"#field-email\"");
	stage_do(scene_event, EVENT_CANCEL);
	ask_post(&program, "/checkout/waitlist", entry("ada%40example.org", 1));
	ck_assert_status(422);
	ask_post(&program, "/checkout/waitlist", "event=zzzzzzzzzzzzz");
	ck_assert_status(404);
	ck_assert_int_eq(waiting("TRUE"), 0);
}
END_TEST

START_TEST(test_capped)
{
	int taken = 0;

	for (int i = 0; i < 14; i++)
		taken += ask_post(&program, "/checkout/waitlist", entry("ada%40example.org", 1))->status == 200;
	ck_assert_int_le(taken, 11);
	ck_assert_status(429);
}
END_TEST

Suite *
waitlist_suite(void)
{
	Suite *s = suite_create("waitlist");
	TCase *t = tcase_create("waitlist");

	tcase_add_checked_fixture(t, scene_begin, NULL);
	tcase_set_timeout(t, 30);
	tcase_add_test(t, test_join);
	tcase_add_test(t, test_leave);
	tcase_add_test(t, test_wrong);
	tcase_add_test(t, test_capped);
	suite_add_tcase(s, t);
	return s;
}
