/* organizer.c: tests of handlers/public/organizer.c. */
#include "fcgi/program.h"
#include "tests/ask.h"
#include "tests/public/suites.h"
#include "tests/stage.h"

static int64_t		 organizer;
static const char	*path;

static void
begin(void)
{
	organizer = stage_organizer(stage_person("Ann"));
	path = text(stage_arena(), "/o/%s", stage_handle(organizer));
}

START_TEST(test_shown)
{
	int64_t draft;

	stage_publish(stage_event(organizer));
	draft = stage_event(organizer);
	stage_sql("shard", "UPDATE event SET title = 'Secret plans' WHERE id = %lld", (long long)draft);
	ask_get(&program, path);
	ck_assert_status(200);
	ck_assert_shows("<h1>The Stage</h1>");
	ck_assert_shows("All of <em>them</em>.");
	ck_assert_shows("Late jazz");
	ck_assert_hides("Secret plans");
	ck_assert_hides("ann@example.org");	/* who works there is nobody's business */
}
END_TEST

/* What they wrote is in their language, whatever the page's. */
START_TEST(test_languages)
{
	int64_t event = stage_event(organizer);

	stage_publish(event);
	ask_get(&program, text(stage_arena(), "/de%s", path));
	ck_assert_shows("<div lang=\"en\"><p>All of <em>them</em>.");
	ask_get(&program, path);
	ck_assert_hides("lang=\"en\"><p>");
	ask_get(&program, text(stage_arena(), "/de%s", stage_path(event)));
	ck_assert_shows("<p lang=\"en\">We put on tests.</p>");
}
END_TEST

START_TEST(test_nobody)
{
	ask_get(&program, "/o/nobody-of-that-name");
	ck_assert_status(404);
	ask_get(&program, "/o/%00");
	ck_assert_status(400);
}
END_TEST

START_TEST(test_gone)
{
	stage_sql("shard", "UPDATE organizer SET state = 'closed' WHERE id = %lld", (long long)organizer);
	ask_get(&program, path);
	ck_assert_status(410);
}
END_TEST

/* The word they had before leads to the one they have now. */
START_TEST(test_another_handle)
{
	const char *now = text(stage_arena(), "new-%s", stage_handle(organizer));

	stage_sql("shard", "UPDATE organizer SET handle = '%s' WHERE id = %lld", now, (long long)organizer);
	stage_sql("directory", "INSERT INTO handle_claim (handle, organizer_id) VALUES ('%s', %lld)",
	    now, (long long)organizer);
	ask_get(&program, path);
	ck_assert_status(301);
	ck_assert_header("Location", text(stage_arena(), "/o/%s", now));
}
END_TEST

Suite *
organizer_suite(void)
{
	Suite *s = suite_create("organizer");
	TCase *t = tcase_create("organizer");

	tcase_set_timeout(t, 30);
	tcase_add_checked_fixture(t, begin, NULL);
	tcase_add_test(t, test_shown);
	tcase_add_test(t, test_languages);
	tcase_add_test(t, test_nobody);
	tcase_add_test(t, test_gone);
	tcase_add_test(t, test_another_handle);
	suite_add_tcase(s, t);
	return s;
}
