/* sitemap.c: tests of handlers/public/sitemap.c. */
#include <string.h>

#include "fcgi/program.h"
#include "tests/ask.h"
#include "tests/public/suites.h"
#include "tests/stage.h"

/* What is public is in one of the parts, what is not in none. */
START_TEST(test_what_is_in_it)
{
	int64_t		 organizer = stage_organizer(stage_person("Ann"));
	int64_t		 public = stage_event(organizer), draft = stage_event(organizer);
	const char	*month;

	stage_publish(public);
	ask_get(&program, "/sitemap.xml");
	ck_assert_status(200);
	month = text(stage_arena(), "/sitemap/%.7s", stage_input().starts_wall);
	ck_assert_shows(month);
	month = strstr(asked_body(), month);
	month = arena_copy_n(stage_arena(), month, strcspn(month, "<"));
	ask_get(&program, month);
	ck_assert_status(200);
	ck_assert_shows(stage_path(public));
	ck_assert_hides(stage_path(draft));
	ask_get(&program, "/sitemap/1999-01.xml");
	ck_assert_status(404);
}
END_TEST

START_TEST(test_robots)
{
	ask_get(&program, "/robots.txt");
	ck_assert_status(200);
	ck_assert_shows("Sitemap: https://marquee.example/sitemap.xml");
}
END_TEST

Suite *
sitemap_suite(void)
{
	Suite *s = suite_create("sitemap");
	TCase *t = tcase_create("sitemap");

	tcase_set_timeout(t, 30);
	tcase_add_test(t, test_what_is_in_it);
	tcase_add_test(t, test_robots);
	suite_add_tcase(s, t);
	return s;
}
