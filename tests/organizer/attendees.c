/* attendees.c: tests of handlers/organizer/attendees.c: who is found, who may see them, and what an export says. */
#include <string.h>

#include "core/lib/arena.h"
#include "core/lib/id.h"
#include "fcgi/program.h"
#include "tests/ask.h"
#include "tests/organizer/suites.h"
#include "tests/stage.h"

static int64_t	ann, organizer, event;

/* A ticket as registering makes it, as far as this page looks. */
static int64_t
add(const char *name, const char *email, const char *code)
{
	int64_t order = id_new(id_shard(organizer), 1800000000), ticket = id_new(id_shard(organizer), 1800000000);

	stage_sql("shard", "INSERT INTO orders (id, event_id, occurrence_id, organizer_id, state, email, name, currency, "
	    "tickets, key_number, expires_at, placed_at) SELECT %lld, event_id, id, organizer_id, 'paid', '%s', '%s', 'EUR', 1, 1, "
	    "NOW(3), NOW(3) FROM occurrence WHERE event_id = %lld", (long long)order, email, name, (long long)event);
	stage_sql("shard", "INSERT INTO ticket (id, order_id, event_id, occurrence_id, organizer_id, ticket_type_id, position, code, "
	    "key_number, name, email) SELECT %lld, %lld, o.event_id, o.id, o.organizer_id, t.id, 1, '%s', 1, '%s', '%s' FROM "
	    "occurrence o JOIN ticket_type t ON t.event_id = o.event_id WHERE o.event_id = %lld LIMIT 1", (long long)ticket,
	    (long long)order, code, name, email, (long long)event);
	return ticket;
}

static void
begin(void)
{
	ann = stage_person("Ann");
	organizer = stage_organizer(ann);
	event = stage_event(organizer);
	stage_publish(event);
	stage_sign_in(ann);
}

static const char *
path(const char *rest)
{
	return text(stage_arena(), "/organize/e/%s/attendees%s", id_text(stage_arena(), event), rest);
}

START_TEST(test_found)
{
	begin();
	ask_get(&program, path(""));
	ck_assert_status(200);
	ck_assert_shows("Nobody has registered yet");
	add("Ada Lovelace", "ada@example.org", "AAAAAAAAA1");
	add("Grace <b>Hopper", "grace@example.net", "AAAAAAAAA2");
	ask_get(&program, path(""));
	ck_assert_shows("Ada Lovelace");
	ck_assert_shows("Grace &lt;b&gt;Hopper");
	ask_get(&program, path("?q=lovelace"));
	ck_assert_shows("Ada Lovelace");
	ck_assert_hides("Grace");
	ask_get(&program, path("?q=example.net"));
	ck_assert_hides("Ada Lovelace");
	ask_get(&program, path("?q=aaaaa-aaaa1"));
	ck_assert_shows("Ada Lovelace");
	ask_get(&program, path("?q=%25"));
	ck_assert_shows("Nobody is found");
	ask_get(&program, path("?door=in"));
	ck_assert_shows("Nobody is found");
	ask_get(&program, path("?state=cancelled"));
	ck_assert_hides("Ada Lovelace");
}
END_TEST

START_TEST(test_pages)
{
	begin();
	for (int i = 0; i < 51; i++)
		add(text(stage_arena(), "Guest %02d.", i), "g@example.org", text(stage_arena(), "BBBBBBBB%02d", i));
	ask_get(&program, path(""));
	ck_assert_shows("Show more");
}
END_TEST

START_TEST(test_nobody_else)
{
	int64_t ticket;

	begin();
	ticket = add("Ada Lovelace", "ada@example.org", "AAAAAAAAA1");
	stage_sign_in(stage_person("Eve"));
	ask_get(&program, path(""));
	ck_assert_status(404);
	ask_get(&program, path("/export"));
	ck_assert_status(404);
	ask_post(&program, path(text(stage_arena(), "/%s/cancel", id_text(stage_arena(), ticket))), "");
	ck_assert_status(404);
	/* another event's ticket is none of this one's */
	stage_sign_in(ann);
	event = stage_event(organizer);
	ask_post(&program, path(text(stage_arena(), "/%s/cancel", id_text(stage_arena(), ticket))), "");
	ck_assert_status(404);
	stage_sql("shard", "UPDATE session SET fresh_at = NOW() - INTERVAL 11 MINUTE WHERE account_id = %lld", (long long)ann);
	ask_get(&program, path("/export"));
	ck_assert_status(303);		/* who are you, again */
}
END_TEST

START_TEST(test_message)
{
	const char *to, *good = "subject=Bring+a+coat&words=It+is+cold.&type=&key=c2l4dGVlbiBsZXR0ZXJzIQ";

	begin();
	to = text(stage_arena(), "/organize/e/%s/message", id_text(stage_arena(), event));
	ask_get(&program, to);
	ck_assert_shows("There is nobody to write to");
	ask_post(&program, to, good);
	ck_assert_status(422);
	add("Ada Lovelace", "ada@example.org", "AAAAAAAAA1");
	add("Ada Lovelace", "ada@example.org", "AAAAAAAAA2");
	ask_get(&program, to);
	ck_assert_shows("1 address has a ticket.");
	ask_post(&program, to, "subject=&words=&key=c2l4dGVlbiBsZXR0ZXJzIQ");
	ck_assert_status(422);
	for (int i = 0; i < 2; i++) {	/* twice is once */
		ask_post(&program, to, good);
		ck_assert_status(303);
	}
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM job WHERE kind = 'event_message_mail' AND subject_id = %lld",
	    (long long)event), 1);
	stage_sign_in(stage_person("Eve"));
	ask_post(&program, to, good);
	ck_assert_status(404);
}
END_TEST

static struct arena	*gathered;
static char		*body;

static bool
gather(void *to, const void *bytes, size_t len)
{
	(void)to;
	body = text(gathered, "%s%s", body, arena_copy_n(gathered, bytes, len));
	return true;
}

START_TEST(test_export)
{
	struct sink sink = { .put = gather };

	begin();
	add("=1+1", "ada@example.org", "AAAAAAAAA1");
	add("A, \"B\"", "b@example.org", "AAAAAAAAA2");
	ask_get(&program, path("/export"));
	ck_assert_status(200);
	ck_assert(strstr(asked_header("Content-Disposition"), "attachment; filename=") != NULL);
	gathered = stage_arena();
	body = arena_copy(gathered, "");
	reply_write(asked_request(), &sink);
	ck_assert_msg(strstr(body, "\"'=1+1\",\"ada@example.org\"") != NULL, "%s", body);
	ck_assert_msg(strstr(body, "\"A, \"\"B\"\"\"") != NULL, "%s", body);
	ck_assert(strncmp(body, "\xef\xbb\xbf\"Ticket\",\"Name\"", 18) == 0);
}
END_TEST

Suite *
attendees_suite(void)
{
	Suite *s = suite_create("attendees");
	TCase *t = tcase_create("attendees");

	tcase_set_timeout(t, 30);
	tcase_add_test(t, test_found);
	tcase_add_test(t, test_pages);
	tcase_add_test(t, test_nobody_else);
	tcase_add_test(t, test_export);
	tcase_add_test(t, test_message);
	suite_add_tcase(s, t);
	return s;
}
