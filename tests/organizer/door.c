/* door.c: tests of handlers/organizer/door.c: a big yes or no, and nothing but it. */
#include "core/domain/ticket.h"
#include "core/domain/ticket_code.h"
#include "core/lib/id.h"
#include "fcgi/program.h"
#include "sql/ticket.h"
#include "tests/ask.h"
#include "tests/domain/sale.h"
#include "tests/organizer/suites.h"
#include "tests/stage.h"

#define KEY	"AAAAAAAAAAAAAAAAAAAAAA"

static struct sale	 s;
static int64_t		 ticket, organizer;
static const char	*door;

static void
begin(void)
{
	s = sale_begin(1, 5);
	ticket = sale_ticket(sale_order(&s, 0, 2, "bo@secret.example"), 1);
	organizer = stage_number("shard", "SELECT organizer_id FROM event WHERE id = %lld", (long long)s.event);
	door = text(stage_arena(), "/organize/e/%s/door", id_text(stage_arena(), s.event));
}

static int64_t
owner(void)
{
	return stage_number("shard", "SELECT account_id FROM team WHERE organizer_id = %lld AND role = 'owner'",
	    (long long)organizer);
}

static const char *
typed(void)
{
	return arena_copy(stage_arena(), row_text(q_ticket_head(stage_db(), ticket), "code"));
}

static const char *
read_by_camera(int revision)
{
	struct ticket_code code = { ticket, revision };

	return ticket_code_make(stage_arena(), ask_tools(&program)->ring, &code, 1);
}

static void
show_code(const char *code, const char *key)
{
	ask_post(&program, door, text(stage_arena(), "key=%s&code=%s", key, code));
}

static int64_t
inside(void)
{
	return stage_number("shard", "SELECT admitted_at IS NOT NULL FROM ticket WHERE id = %lld", (long long)ticket);
}

START_TEST(test_yes_and_no)
{
	stage_sign_in(owner());
	ask_get(&program, door);
	ck_assert_status(200);
	ck_assert_shows("Nobody has come yet");
	show_code(typed(), KEY);
	ck_assert_status(200);
	ck_assert_shows("Come in");
	ck_assert_shows("Bo");
	ck_assert_shows("First");
	ck_assert_int_eq(inside(), 1);
	show_code(typed(), KEY);	/* reloaded */
	ck_assert_shows("Come in");
	show_code(typed(), "BAAAAAAAAAAAAAAAAAAAAA");
	ck_assert_shows("data-result=\"already\"");
	ck_assert_shows("since ");
	show_code(read_by_camera(1), KEY);	/* another code: another deed */
	ck_assert_shows("data-result=\"already\"");
	show_code("ZZZZZZZZZZ", KEY);
	ck_assert_shows("data-result=\"unknown\"");
	show_code("", KEY);
	ck_assert_status(200);
	ck_assert_shows("data-result=\"\"");
	show_code("ZZZZZZZZZZ", "no-key");
	ck_assert_status(400);
	ck_assert_hides("secret.example");
}
END_TEST

START_TEST(test_for_the_script)
{
	static const char *const headers[] = { "Accept: application/json",
	    "Content-Type: application/x-www-form-urlencoded", "Origin: https://marquee.example",
	    "Sec-Fetch-Site: same-origin", NULL };

	stage_sign_in(owner());
	ask(&program, "POST", door, headers, text(stage_arena(), "key=" KEY "&code=%s&csrf=%s", read_by_camera(1),
	    ask_proof(&program)));
	ck_assert_status(200);
	ck_assert_str_eq(asked_header("Content-Type"), "application/json");
	ck_assert_shows("\"result\":\"admitted\"");
	ck_assert_shows("\"name\":\"Bo\"");
	ck_assert_hides("secret.example");
}
END_TEST

START_TEST(test_passed_on)
{
	ck_assert_int_eq(ticket_transfer(stage_db(), &actor_program, ticket, sale_key(), "Eve", "eve@secret.example",
	    "en"), TICKET_DONE);
	stage_sign_in(owner());
	show_code(read_by_camera(1), KEY);
	ck_assert_shows("data-result=\"revoked\"");
	ck_assert_hides("Eve");
	show_code(read_by_camera(2), KEY);
	ck_assert_shows("data-result=\"admitted\"");
	ck_assert_shows("Eve");
}
END_TEST

START_TEST(test_undo)
{
	char *undo = text(stage_arena(), "%s/undo", door);

	stage_sign_in(owner());
	show_code(typed(), KEY);
	ck_assert_shows("Undo");
	ask_post(&program, undo, text(stage_arena(), "ticket=%s", id_text(stage_arena(), ticket)));
	ck_assert_status(303);
	ck_assert_int_eq(inside(), 0);
	ask_get(&program, door);
	ck_assert_shows("Taken back");
	ck_assert_hides("Undo<");
	ask_post(&program, undo, text(stage_arena(), "ticket=%s", id_text(stage_arena(), s.event)));
	ck_assert_status(303);
	show_code(typed(), "BAAAAAAAAAAAAAAAAAAAAA");
	ck_assert_shows("data-result=\"admitted\"");
}
END_TEST

/* Who stands at the door may do that and nothing else. */
static const char *const roles[] = { "owner", "manager", "box_office", "scanner", "finance", "viewer" };

START_TEST(test_who_may)
{
	int64_t	 bea = stage_person("Bea");
	bool	 may = _i < 4;

	stage_sign_in(bea);
	show_code(typed(), KEY);
	ck_assert_status(404);
	stage_hire(organizer, bea, roles[_i]);
	ask_get(&program, door);
	ck_assert_status(may ? 200 : 403);
	show_code(typed(), KEY);
	ck_assert_status(may ? 200 : 403);
	ck_assert_int_eq(inside(), may);
	if (_i == 2 || _i == 3) {
		ck_assert_hides("secret.example");
		ask_get(&program, text(stage_arena(), "/organize/e/%s", id_text(stage_arena(), s.event)));
		ck_assert_status(403);
	}
}
END_TEST

Suite *
door_suite(void)
{
	Suite *suite = suite_create("door");
	TCase *t = tcase_create("door");

	tcase_add_checked_fixture(t, begin, NULL);
	tcase_set_timeout(t, 30);
	tcase_add_test(t, test_yes_and_no);
	tcase_add_test(t, test_for_the_script);
	tcase_add_test(t, test_passed_on);
	tcase_add_test(t, test_undo);
	tcase_add_loop_test(t, test_who_may, 0, (int)(sizeof(roles) / sizeof(roles[0])));
	suite_add_tcase(suite, t);
	return suite;
}
