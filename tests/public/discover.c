/* discover.c: tests of handlers/public/discover.c, by the listing: there is no search engine on this stage. */
#include "fcgi/program.h"
#include "tests/ask.h"
#include "tests/public/suites.h"
#include "tests/stage.h"

static int64_t	organizer;

/* An event of that title and kind in that city. */
static void
put_on(const char *title, const char *category, const char *city, const char *slug)
{
	struct event_input in = stage_input();

	in.title = title;
	in.category = category;
	in.venue.city = city;
	in.venue.city_slug = slug;
	stage_publish(stage_event_of(organizer, &in));
}

static void
begin(void)
{
	stage_sql("listing", "DELETE FROM listing");
	organizer = stage_organizer(stage_person("Ann"));
	put_on("Tango in Berlin", "music", "Berlin", "berlin");
	put_on("Chess in Berlin", "sports", "Berlin", "berlin");
	put_on("Tango in Porto", "music", "Porto", "porto");
}

START_TEST(test_by_place_and_kind)
{
	ask_get(&program, "/discover?where=berlin&category=music");
	ck_assert_status(200);
	ck_assert_shows("Tango in Berlin");
	ck_assert_hides("Chess in Berlin");
	ck_assert_hides("Tango in Porto");
}
END_TEST

/* The engine is away: the page says so and looks the plain way. */
START_TEST(test_words_without_an_engine)
{
	ask_get(&program, "/discover?q=tango");
	ck_assert_status(200);
	ck_assert_shows("Tango in Berlin");
	ck_assert_shows("Tango in Porto");
	ck_assert_hides("Chess in Berlin");
	ask_get(&program, "/discover?q=100%25");	/* no wildcard */
	ck_assert_status(200);
	ck_assert_hides("Tango in");
}
END_TEST

/* A filter that was not understood is dropped with a sentence, and the answer is not for search engines. */
START_TEST(test_a_bad_filter)
{
	ask_get(&program, "/discover?where=atlantis&category=nonsense");
	ck_assert_status(200);
	ck_assert_shows("We know no city called “atlantis” yet");
	ck_assert_shows("<b>Kind:</b>");
	ck_assert_shows("noindex");
	ck_assert_shows("Tango in Porto");
	ask_get(&program, "/discover?from=2026-13-45");
	ck_assert_status(200);
}
END_TEST

START_TEST(test_escaping)
{
	ask_get(&program, "/discover?q=%3Cscript%3Ealert(1)%22");
	ck_assert_status(200);
	ck_assert_hides("<script>alert");
	ck_assert_hides("alert(1)\"\"");
	ck_assert_shows("&lt;script&gt;alert(1)&quot;");
}
END_TEST

/* A form sent with nothing in it asks what /discover asks, and says so. */
START_TEST(test_nothing_asked)
{
	ask_get(&program, "/discover?q=&where=");
	ck_assert_status(200);
	ck_assert_shows("<link rel=\"canonical\" href=\"https://marquee.example/discover\">");
	ck_assert_hides("noindex");
}
END_TEST

/* What has no words in it browses. */
START_TEST(test_no_words)
{
	ask_get(&program, "/discover?q=%25");
	ck_assert_status(200);
	ck_assert_shows("3 events");
	ck_assert_hides("Search is resting");
}
END_TEST

START_TEST(test_quotation_marks)
{
	ask_get(&program, "/de/discover?q=tango");
	ck_assert_shows("„tango“");
	ck_assert_hides("“tango”");
}
END_TEST

START_TEST(test_past_the_last_page)
{
	ask_get(&program, "/discover?page=9");
	ck_assert_status(200);
	ck_assert_shows("There are not so many pages.");
	ck_assert_shows("To the first page");
	ck_assert_hides("Nothing matches");
}
END_TEST

START_TEST(test_nothing_found)
{
	ask_get(&program, "/discover?where=berlin&category=food");
	ck_assert_status(200);
	ck_assert_shows("In any city");
	ck_assert_shows("Everything that is on");
}
END_TEST

Suite *
discover_suite(void)
{
	Suite *s = suite_create("discover");
	TCase *t = tcase_create("discover");

	tcase_add_checked_fixture(t, begin, NULL);
	tcase_set_timeout(t, 30);
	tcase_add_test(t, test_by_place_and_kind);
	tcase_add_test(t, test_words_without_an_engine);
	tcase_add_test(t, test_a_bad_filter);
	tcase_add_test(t, test_escaping);
	tcase_add_test(t, test_nothing_asked);
	tcase_add_test(t, test_no_words);
	tcase_add_test(t, test_quotation_marks);
	tcase_add_test(t, test_past_the_last_page);
	tcase_add_test(t, test_nothing_found);
	suite_add_tcase(s, t);
	return s;
}
