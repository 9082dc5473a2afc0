/*
 * event_form.c: tests of handlers/organizer/event_form.c: a good form makes an event, once; a bad
 * one comes back with what was typed, and stores nothing.
 */
#include <string.h>

#include "core/lib/id.h"
#include "fcgi/program.h"
#include "sql/event.h"
#include "tests/ask.h"
#include "tests/organizer/suites.h"
#include "tests/stage.h"

static int64_t	ann, organizer;

static void
begin(void)
{
	ann = stage_person("Ann");
	organizer = stage_organizer(ann);
	stage_sign_in(ann);
}

/* --- what is sent: a good form, but for some fields ------------------------------------ */

#define FIELDS	18

static struct {
	const char *names_values[2 * FIELDS + 1];
} sent;

static void
fill(const char *act)
{
	struct event_input	 in = stage_input();
	const char *const	 good[] = { "title", "Late jazz", "summary", "", "about", "**Loud**",
	    "category", "music", "mode", "in_person", "starts", in.starts_wall, "ends", in.ends_wall,
	    "zone", in.time_zone, "venue", "Quasimodo", "street", "Kantstr. 12a", "postcode", "10623",
	    "city", "Berlin", "country", "DE", "latitude", "52,5056", "longitude", "13.3285",
	    "key", "c2l4dGVlbiBsZXR0ZXJzIQ", "version", "0", "act", act };

	memcpy(sent.names_values, good, sizeof(good));
}

static void
type(const char *name, const char *value)
{
	size_t i = 0;

	while (strcmp(sent.names_values[i], name) != 0)
		i += 2;
	sent.names_values[i + 1] = value;
}

static void
send(const char *path)
{
	ask_upload(&program, path, sent.names_values, "cover", "", "", 0);
}

static int64_t
made(void)
{
	return stage_number("shard", "SELECT COUNT(*) FROM event WHERE organizer_id = %lld",
	    (long long)organizer);
}

static int64_t
newest(void)
{
	return stage_number("shard", "SELECT MAX(id) FROM event WHERE organizer_id = %lld",
	    (long long)organizer);
}

/* --- making -------------------------------------------------------------------------------- */

START_TEST(test_made)
{
	struct row *row;

	ask_get(&program, "/organize/new");
	ck_assert_status(200);
	ck_assert_shows("name=\"key\"");
	fill("save");
	send("/organize/new");
	ck_assert_status(303);
	ck_assert_int_eq(made(), 1);
	row = q_event_desk(stage_db(), newest());
	ck_assert_str_eq(row_text(row, "state"), "draft");
	ck_assert_int_eq(row_time(row, "starts_at"), stage_input().starts_at);
	ck_assert(row_real(row, "latitude") > 52.50 && row_real(row, "latitude") < 52.51);
}
END_TEST

START_TEST(test_made_and_published)
{
	fill("publish");
	send("/organize/new");
	ck_assert_status(303);
	ck_assert_str_eq(stage_state(newest()), "published");
}
END_TEST

/* Sent twice is once; sent again after going back, it changes the draft that was made. */
START_TEST(test_sent_twice)
{
	fill("save");
	send("/organize/new");
	send("/organize/new");
	ck_assert_status(303);
	ck_assert_int_eq(made(), 1);
	type("title", "Later jazz");
	send("/organize/new");
	ck_assert_status(303);
	ck_assert_int_eq(made(), 1);
	ck_assert_ptr_nonnull(strstr(stage_path(newest()), "/e/later-jazz-"));
}
END_TEST

/* Each of these is refused, says which field, keeps what was typed, and stores nothing. */
static const struct wrong {
	const char *field, *value, *act;
} wrongs[] = {
	{ "title", "", "save" },
	{ "title", "bell\x07", "save" },
	{ "category", "nonsense", "save" },
	{ "category", "", "publish" },
	{ "about", "", "publish" },
	{ "starts", "2026-02-30T20:00", "save" },
	{ "starts", "soon", "save" },
	{ "ends", "2026-01-01T20:00", "save" },
	{ "zone", "Europe/Atlantis", "save" },
	{ "venue", "", "publish" },
	{ "city", "", "save" },
	{ "country", "ZZ", "save" },
	{ "latitude", "91", "save" },
	{ "latitude", "nan", "save" },
	{ "longitude", "", "save" },
	{ "mode", "telepathy", "save" },
};

START_TEST(test_refused)
{
	const struct wrong *w = &wrongs[_i];

	fill(w->act);
	type("street", "Typed & kept 7");
	type(w->field, w->value);
	send("/organize/new");
	ck_assert_status(422);
	ck_assert_shows(text(stage_arena(), "href=\"#field-%s\"", w->field));
	ck_assert_shows(text(stage_arena(), "id=\"wrong-%s\"", w->field));
	ck_assert_shows("\"><b>");	/* called by its name */
	ck_assert_shows("value=\"Typed &amp; kept 7\"");
	ck_assert_int_eq(made(), 0);
}
END_TEST

/* An hour that the clock skips is no time to begin. */
START_TEST(test_an_hour_there_is_not)
{
	fill("save");
	type("starts", "2027-03-28T02:30");
	type("ends", "2027-03-28T05:00");
	send("/organize/new");
	ck_assert_status(422);
	ck_assert_shows("id=\"wrong-starts\"");
	ck_assert_int_eq(made(), 0);
}
END_TEST

START_TEST(test_escaping)
{
	fill("save");
	type("title", "\"><script>alert(1)</script>");
	type("about", "</textarea><script>alert(2)</script>");
	type("city", "");
	send("/organize/new");
	ck_assert_status(422);
	ck_assert_hides("<script>alert");
	ck_assert_shows("&quot;&gt;&lt;script&gt;alert(1)");
}
END_TEST

START_TEST(test_no_picture)
{
	fill("save");
	ask_upload(&program, "/organize/new", sent.names_values, "cover", "x.png", "GIF89a", 6);
	ck_assert_status(422);
	ck_assert_shows("id=\"wrong-cover\"");
	ck_assert_int_eq(made(), 0);
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM image WHERE organizer_id = %lld",
	    (long long)organizer), 0);
}
END_TEST

START_TEST(test_preview)
{
	ask_post(&program, "/organize/preview", "about=**Loud**+<script>x</script>");
	ck_assert_status(200);
	ck_assert_shows("<strong>Loud</strong>");
	ck_assert_hides("<script>");
}
END_TEST

/* --- changing ------------------------------------------------------------------------------- */

static const char *
edit_path(int64_t event)
{
	return text(stage_arena(), "/organize/e/%s/edit", id_text(stage_arena(), event));
}

START_TEST(test_changed)
{
	int64_t event = stage_event(organizer);

	ask_get(&program, edit_path(event));
	ck_assert_status(200);
	ck_assert_shows("value=\"Late jazz\"");
	fill("save");
	type("title", "Later jazz");
	type("version", "1");
	send(edit_path(event));
	ck_assert_status(303);
	ck_assert_int_eq(stage_version(event), 2);
}
END_TEST

/* Who was second is told, keeps what they typed, and overwrites nothing unknowingly. */
START_TEST(test_somebody_was_first)
{
	int64_t			event = stage_event(organizer);
	struct event_input	in = stage_input();

	in.title = "First";
	ck_assert_int_eq(event_change(stage_db(), &actor_program, event, 1, &in), EVENT_DONE);
	fill("save");
	type("title", "Second");
	type("version", "1");
	send(edit_path(event));
	ck_assert_status(422);
	ck_assert_shows("Somebody else has changed this event meanwhile.");
	ck_assert_shows("value=\"Second\"");
	ck_assert_shows("name=\"version\" value=\"2\"");
	ck_assert_str_eq(row_text(q_event_desk(stage_db(), event), "title"), "First");
}
END_TEST

START_TEST(test_not_theirs)
{
	int64_t event = stage_event(stage_organizer(stage_person("Bo")));

	ask_get(&program, edit_path(event));
	ck_assert_status(404);
	fill("save");
	send(edit_path(event));
	ck_assert_status(404);
	ck_assert_int_eq(stage_version(event), 1);
}
END_TEST

Suite *
event_form_suite(void)
{
	Suite *s = suite_create("event_form");
	TCase *t = tcase_create("event_form");

	tcase_add_checked_fixture(t, begin, NULL);
	tcase_set_timeout(t, 30);
	tcase_add_test(t, test_made);
	tcase_add_test(t, test_made_and_published);
	tcase_add_test(t, test_sent_twice);
	tcase_add_loop_test(t, test_refused, 0, (int)(sizeof(wrongs) / sizeof(wrongs[0])));
	tcase_add_test(t, test_an_hour_there_is_not);
	tcase_add_test(t, test_escaping);
	tcase_add_test(t, test_no_picture);
	tcase_add_test(t, test_preview);
	tcase_add_test(t, test_changed);
	tcase_add_test(t, test_somebody_was_first);
	tcase_add_test(t, test_not_theirs);
	suite_add_tcase(s, t);
	return s;
}
