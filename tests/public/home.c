/* home.c: tests of handlers/public/home.c. */
#include "fcgi/program.h"
#include "tests/ask.h"
#include "tests/public/suites.h"
#include "tests/stage.h"

START_TEST(test_shown)
{
	stage_publish(stage_event(stage_organizer(stage_person("Ann"))));
	ask_get(&program, "/de");
	ck_assert_status(200);
	ck_assert_shows("Late jazz");		/* in Berlin, which German readers are guessed to be near */
	ck_assert_shows("/de/discover?where=berlin");
	ck_assert_shows("<link rel=\"canonical\" href=\"https://marquee.example/de\">");
	ask_get(&program, "/");
	ck_assert_status(200);
	ck_assert_shows("\"@type\":\"WebSite\"");
}
END_TEST

START_TEST(test_other_addresses)
{
	ask_get(&program, "/nothing/here");
	ck_assert_status(404);
	ask_get(&program, "/en");
	ck_assert_status(301);
	ask(&program, "DELETE", "/", NULL, NULL);
	ck_assert_status(405);
}
END_TEST

Suite *
home_suite(void)
{
	Suite *s = suite_create("home");
	TCase *t = tcase_create("home");

	tcase_set_timeout(t, 30);
	tcase_add_test(t, test_shown);
	tcase_add_test(t, test_other_addresses);
	suite_add_tcase(s, t);
	return s;
}
