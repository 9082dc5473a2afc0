/* event.c: tests of handlers/public/event.c: who sees which event, where, and what its page says. */
#include <string.h>

#include "core/lib/id.h"
#include "core/lib/json.h"
#include "fcgi/program.h"
#include "tests/ask.h"
#include "tests/public/suites.h"
#include "tests/stage.h"

static int64_t	organizer, event;

static void
begin(void)
{
	organizer = stage_organizer(stage_person("Ann"));
	event = stage_event(organizer);
}

static void
show(int64_t id)
{
	ask_get(&program, stage_path(id));
}

START_TEST(test_shown)
{
	stage_publish(event);
	show(event);
	ck_assert_status(200);
	ck_assert_shows(">Late jazz</h1>");
	ck_assert_shows("Loud, and <strong>late</strong>.");
	ck_assert_shows("Quasimodo");
	ck_assert_shows("The Stage");
	ck_assert_shows("€12.50");
	ck_assert_ptr_nonnull(strstr(asked_header("Cache-Control"), "s-maxage="));
	ck_assert_str_eq(asked_header("Set-Cookie"), "");
}
END_TEST

/* Not even that there is one: a draft and a hidden event are found as little as an id nobody drew. */
START_TEST(test_nobody_s_business)
{
	const char *nothing;

	ask_get(&program, text(stage_arena(), "/e/late-jazz-%s", id_text(stage_arena(), id_new(11, 9))));
	ck_assert_status(404);
	nothing = arena_copy(stage_arena(), asked_body());
	show(event);
	ck_assert_status(404);
	ck_assert_hides("Late jazz");
	ck_assert_uint_eq(strlen(asked_body()), strlen(nothing));
	stage_publish(event);
	stage_do(event, EVENT_HIDE);
	show(event);
	ck_assert_status(404);
	ck_assert_uint_eq(strlen(asked_body()), strlen(nothing));
	ask_get(&program, "/e/late-jazz");
	ck_assert_status(404);
}
END_TEST

START_TEST(test_removed)
{
	stage_publish(event);
	stage_do(event, EVENT_REMOVE);
	show(event);
	ck_assert_status(410);
	ck_assert_hides("Late jazz");
}
END_TEST

/* Wrong words before a right id lead to the right ones, in the reader's language, and lose nothing. */
START_TEST(test_wrong_words)
{
	stage_publish(event);
	ask_get(&program, text(stage_arena(), "/e/no-jazz-%s", id_text(stage_arena(), event)));
	ck_assert_status(301);
	ck_assert_header("Location", text(stage_arena(), "%s", stage_path(event)));
	ask_get(&program, text(stage_arena(), "/de/e/%s", id_text(stage_arena(), event)));
	ck_assert_status(301);
	ck_assert_header("Location", text(stage_arena(), "/de%s", stage_path(event)));
}
END_TEST

START_TEST(test_states_are_said)
{
	stage_publish(event);
	stage_do(event, EVENT_POSTPONE);
	show(event);
	ck_assert_status(200);
	ck_assert_shows("ostponed");
	ck_assert_shows("https://schema.org/EventPostponed");
	stage_do(event, EVENT_CANCEL);
	show(event);
	ck_assert_status(200);
	ck_assert_shows("ancelled");
	ck_assert_shows("https://schema.org/EventCancelled");
}
END_TEST

START_TEST(test_over)
{
	stage_publish(event);
	stage_sql("shard", "UPDATE occurrence SET starts_at = '2025-03-01 19:00:00', "
	    "ends_at = '2025-03-01 22:00:00' WHERE event_id = %lld", (long long)event);
	show(event);
	ck_assert_status(200);
	ck_assert_shows("over");
}
END_TEST

START_TEST(test_sold_out)
{
	stage_sql("shard", "UPDATE stock_slot s JOIN quota q ON q.id = s.quota_id "
	    "SET s.sold = s.cap WHERE q.event_id = %lld", (long long)event);
	stage_publish(event);
	show(event);
	ck_assert_shows("Sold out");
	ck_assert_shows("https://schema.org/SoldOut");
}
END_TEST

/* What an organizer typed is text wherever it stands: in the page, in its head, in its data for machines. */
START_TEST(test_escaping)
{
	struct event_input	in = stage_input();
	int64_t			id;

	in.title = "</script><script>alert(1)</script>\"'&";
	in.venue.name = "<img src=x onerror=alert(2)>";
	in.about = "<b onclick=alert(3)>hm</b> [x](javascript:alert(4))";
	id = stage_event_of(organizer, &in);
	stage_publish(id);
	show(id);
	ck_assert_status(200);
	ck_assert_hides("<script>alert");
	ck_assert_hides("<img src=x");
	ck_assert_hides("<b onclick");
	ck_assert_hides("href=\"javascript:");
	ck_assert_shows("&lt;/script&gt;&lt;script&gt;alert(1)");
}
END_TEST

/* Between a text and what follows it. */
static const char *
between(const char *from, const char *to)
{
	const char *start = strstr(asked_body(), from), *end;

	ck_assert_msg(start != NULL, "no %s in %s", from, asked_body());
	start += strlen(from);
	end = strstr(start, to);
	ck_assert_ptr_nonnull(end);
	return arena_copy_n(stage_arena(), start, (size_t)(end - start));
}

static const char *
member(const struct json *j, const char *one, const char *two)
{
	return json_get_text(json_get(j, one), two);
}

START_TEST(test_structured_data)
{
	const char		*written, *why = "";
	const struct json	*j;

	stage_publish(event);
	show(event);
	written = between("<script type=\"application/ld+json\">", "</script>");
	j = json_parse(stage_arena(), written, strlen(written), &why);
	ck_assert_msg(j != NULL, "%s", why);
	ck_assert_str_eq(json_get_text(j, "@context"), "https://schema.org");
	j = json_at(json_get(j, "@graph"), 0);
	ck_assert_str_eq(json_get_text(j, "@type"), "MusicEvent");
	ck_assert_str_eq(json_get_text(j, "name"), "Late jazz");
	ck_assert_str_eq(member(j, "location", "name"), "Quasimodo");
	ck_assert_str_eq(member(j, "organizer", "name"), "The Stage");
	ck_assert_str_eq(json_get_text(j, "url"),
	    text(stage_arena(), "https://marquee.example%s", stage_path(event)));
	/* the wall clock of the place, with its offset */
	ck_assert_ptr_nonnull(strstr(json_get_text(j, "startDate"), "T20:00:00+0"));
}
END_TEST

START_TEST(test_where_it_stands)
{
	const char *path = stage_path(event);

	stage_publish(event);
	ask_get(&program, text(stage_arena(), "/de%s?utm_source=x", path));
	ck_assert_status(200);
	ck_assert_shows("<html lang=\"de\"");
	ck_assert_shows(text(stage_arena(), "<link rel=\"canonical\" href=\"https://marquee.example/de%s\">", path));
	ck_assert_shows(text(stage_arena(), "hreflang=\"en\" href=\"https://marquee.example%s\"", path));
	ck_assert_shows(text(stage_arena(), "hreflang=\"de\" href=\"https://marquee.example/de%s\"", path));
	ck_assert_shows(text(stage_arena(), "hreflang=\"x-default\" href=\"https://marquee.example%s\"", path));
	ck_assert_hides("noindex");
}
END_TEST

/* Everybody is given the same bytes, whoever they say they are. */
START_TEST(test_the_same_for_everybody)
{
	const char *stranger;

	stage_publish(event);
	ask_at(1800000000);
	show(event);
	stranger = arena_copy(stage_arena(), asked_body());
	stage_sign_in(stage_person("Bo"));
	show(event);
	ck_assert_str_eq(asked_body(), stranger);
}
END_TEST

START_TEST(test_methods)
{
	stage_publish(event);
	ask(&program, "HEAD", stage_path(event), NULL, NULL);
	ck_assert_status(200);
	ask(&program, "POST", stage_path(event), NULL, "x=1");
	ck_assert_status(405);
	ck_assert_header("Allow", "GET, HEAD, OPTIONS");
}
END_TEST

Suite *
event_suite(void)
{
	Suite *s = suite_create("event");
	TCase *t = tcase_create("event");

	tcase_add_checked_fixture(t, begin, NULL);
	tcase_set_timeout(t, 30);
	tcase_add_test(t, test_shown);
	tcase_add_test(t, test_nobody_s_business);
	tcase_add_test(t, test_removed);
	tcase_add_test(t, test_wrong_words);
	tcase_add_test(t, test_states_are_said);
	tcase_add_test(t, test_over);
	tcase_add_test(t, test_sold_out);
	tcase_add_test(t, test_escaping);
	tcase_add_test(t, test_structured_data);
	tcase_add_test(t, test_where_it_stands);
	tcase_add_test(t, test_the_same_for_everybody);
	tcase_add_test(t, test_methods);
	suite_add_tcase(s, t);
	return s;
}
