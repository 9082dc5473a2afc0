/* ticket.c: tests of handlers/checkout/ticket.c: one ticket, for whoever holds it. */
#include "core/lib/id.h"
#include "fcgi/program.h"
#include "tests/ask.h"
#include "tests/checkout/scene.h"
#include "tests/checkout/suites.h"
#include "tests/stage.h"

#include <string.h>

static const char *order, *ticket;

/* An order of two; the second ticket's address. */
static void
begin(void)
{
	const char *transfer;

	scene_begin();
	order = scene_registered(2);
	transfer = scene_link("/transfer", 1);
	ck_assert_str_ne(transfer, "");
	ticket = arena_copy_n(stage_arena(), transfer, strlen(transfer) - strlen("/transfer"));
	ask_get(&program, ticket);
	ck_assert_status(200);
}

static int64_t
tickets(const char *what)
{
	return stage_number("shard", "SELECT COUNT(*) FROM ticket WHERE event_id = %lld AND %s",
	    (long long)scene_event, what);
}

static void
post(const char *deed, const char *more)
{
	ask_post(&program, text(stage_arena(), "%s/%s", ticket, deed),
	    text(stage_arena(), "key=%s%s", scene_field("key"), more));
}

START_TEST(test_rename)
{
	post("rename", text(stage_arena(), "&name=Joan&next=%s", order));
	ck_assert_status(303);
	ck_assert_header("Location", order);
	ck_assert_int_eq(tickets("position = 2 AND name = 'Joan' AND revision = 1"), 1);
	ask_get(&program, order);
	ck_assert_shows("Ticket 2 got another name.");
	ask_get(&program, ticket);
	post("rename", "&name=");
	ck_assert_status(422);
	ck_assert_shows("href=\"#field-name\"");
}
END_TEST

/* Nobody is sent elsewhere (ASSURANCE E14). */
START_TEST(test_next)
{
	static const char *const next[] = { "%2F%2Fevil.example", "%2F%5Cevil.example", "https%3Aevil.example",
		"%2F%2509%2Fevil.example", "javascript%3Aalert(1)" };

	for (size_t i = 0; i < sizeof(next) / sizeof(next[0]); i++) {
		post("rename", text(stage_arena(), "&name=Name%zu&next=%s", i, next[i]));
		ck_assert_status(303);
		ck_assert_header("Location", ticket);
		ask_get(&program, ticket);
	}
}
END_TEST

START_TEST(test_transfer)
{
	post("transfer", "&name=Bo&email=bo%40example.org");
	ck_assert_status(200);
	ck_assert_shows("Pass it on to");
	ck_assert_int_eq(tickets("position = 2 AND revision = 1"), 1);	/* asked, not done */
	post("transfer", "&name=Bo&email=bo%40example.org&sure=1");
	ck_assert_status(303);
	ck_assert_int_eq(tickets("position = 2 AND revision = 2 AND name = 'Bo' AND email = 'bo@example.org'"), 1);
	ask_get(&program, ticket);
	ck_assert_status(200);
	ck_assert_shows("This ticket was passed on");
	ck_assert_hides("data:image/svg+xml");
	ck_assert_hides("Bo<");
	post("rename", "&name=Eve");
	ck_assert_status(404);
	ask_get(&program, text(stage_arena(), "%s/ticket.pdf", ticket));
	ck_assert_status(404);
	ask_get(&program, order);
	ck_assert_shows("Passed on to somebody else.");
	ck_assert_hides("Give everything back");
	ck_assert_str_eq(scene_link("/transfer", 1), "");
}
END_TEST

START_TEST(test_transfer_wrong)
{
	post("transfer", "&name=&email=bo");
	ck_assert_status(422);
	ck_assert_shows("href=\"#field-name\"");
	ck_assert_shows("href=\"#field-email\"");
	ck_assert_int_eq(tickets("revision = 1"), 2);
}
END_TEST

START_TEST(test_cancel)
{
	ask_get(&program, text(stage_arena(), "%s/cancel", ticket));
	ck_assert_shows("the ticket of Ada");
	post("cancel", "");
	ck_assert_status(303);
	ck_assert_int_eq(tickets("position = 2 AND state = 'cancelled'"), 1);
	ck_assert_int_eq(tickets("position = 1 AND state = 'valid'"), 1);
	ask_get(&program, ticket);
	ck_assert_shows("Cancelled");
	ck_assert_hides("data:image/svg+xml");
}
END_TEST

/* Who was let in stays in. */
START_TEST(test_admitted)
{
	const char *key = scene_field("key");

	stage_sql("shard", "UPDATE ticket SET admitted_at = NOW(3) WHERE event_id = %lld", (long long)scene_event);
	ask_get(&program, ticket);
	ck_assert_shows("Let in");
	ck_assert_hides("Give it back");
	ask_post(&program, text(stage_arena(), "%s/cancel", ticket), text(stage_arena(), "key=%s", key));
	ck_assert_status(303);
	ask_post(&program, text(stage_arena(), "%s/transfer", ticket),
	    text(stage_arena(), "key=%s&name=Bo&email=bo%%40example.org&sure=1", key));
	ck_assert_status(303);
	ck_assert_int_eq(tickets("state = 'valid' AND revision = 1"), 2);
}
END_TEST

START_TEST(test_remind)
{
	post("remind", "&hours=1");
	ck_assert_status(303);
	ck_assert_int_eq(tickets("position = 2 AND NOT remind_day AND remind_hours"), 1);
	ask_get(&program, ticket);
	post("remind", "&hours=often");
	ck_assert_status(422);
}
END_TEST

Suite *
ticket_suite(void)
{
	Suite *s = suite_create("ticket");
	TCase *t = tcase_create("ticket");

	tcase_add_checked_fixture(t, begin, NULL);
	tcase_set_timeout(t, 30);
	tcase_add_test(t, test_rename);
	tcase_add_test(t, test_next);
	tcase_add_test(t, test_transfer);
	tcase_add_test(t, test_transfer_wrong);
	tcase_add_test(t, test_cancel);
	tcase_add_test(t, test_admitted);
	tcase_add_test(t, test_remind);
	suite_add_tcase(s, t);
	return s;
}
