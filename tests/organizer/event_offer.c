/*
 * event_offer.c: tests of an event's form where it has rows, of drafts that are kept while one types, of copies
 * and templates: handlers/organizer/event_fields.c, event_editor.c, event_draft.c, event_copy.c.
 */
#include <string.h>

#include "core/lib/id.h"
#include "core/lib/json.h"
#include "fcgi/program.h"
#include "sql/event.h"
#include "sql/question.h"
#include "sql/ticket_type.h"
#include "tests/ask.h"
#include "tests/organizer/suites.h"
#include "tests/stage.h"

#define TICKET	"&tickets.0.name=Entry&tickets.0.capacity=30&tickets.0.state=on_sale"
#define MEAL	"&questions.0.label=Meal&questions.0.kind=choice&questions.0.asked=ticket" \
    "&questions.0.options=Fish%0D%0ABeans"

static int64_t	ann, organizer;

static void
begin(void)
{
	ann = stage_person("Ann");
	organizer = stage_organizer(ann);
	stage_sign_in(ann);
}

/* What every form has; `more` may add rows. */
static const char *
form(const char *more)
{
	return text(stage_arena(), "title=Late+jazz&about=Loud&category=music&mode=in_person"
	    "&starts=2031-05-01T20:00&ends=2031-05-01T23:00&zone=Europe/Berlin&venue=Quasimodo"
	    "&street=Kantstr.+12a&city=Berlin&country=DE&key=c2l4dGVlbiBsZXR0ZXJzIQ&act=save%s", more);
}

static int
post(const char *path, const char *more)
{
	return ask_post(&program, path, form(more))->status;
}

static int64_t
newest(void)
{
	return stage_number("shard", "SELECT id FROM event WHERE organizer_id = %lld "
	    "ORDER BY created_at DESC LIMIT 1",
	    (long long)organizer);
}

static int64_t
made(void)
{
	return stage_number("shard", "SELECT COUNT(*) FROM event WHERE organizer_id = %lld",
	    (long long)organizer);
}

static const char *
path_of(int64_t event, const char *what)
{
	return text(stage_arena(), "/organize/e/%s/%s", id_text(stage_arena(), event), what);
}

static struct row *
ticket(size_t i)
{
	struct rows all = q_ticket_types_desk(stage_db(), newest());

	ck_assert_uint_gt(all.n, i);
	return all.at[i];
}

/* --- rows ------------------------------------------------------------------------------- */

START_TEST(test_a_new_form_has_a_ticket_type)
{
	ask_get(&program, "/organize/new");
	ck_assert_status(200);
	ck_assert_shows("name=\"tickets.0.name\" type=\"text\" value=\"Admission\"");
	ck_assert_shows("name=\"tickets.0.capacity\" type=\"text\" inputmode=\"numeric\" value=\"50\"");
	ck_assert_hides("name=\"tickets.1.name\"");
	ck_assert_shows("<template data-blank=\"questions\">");
}
END_TEST

START_TEST(test_rows_are_stored)
{
	ck_assert_int_eq(post("/organize/new", TICKET MEAL "&tickets.4.name=Balcony"
	    "&tickets.4.capacity=600&tickets.4.state=paused&tickets.4.sale_starts=2031-04-01T09:00"
	    "&tickets.4.sale_ends=2031-05-01T20:00&tickets.4.min_per_order=2&tickets.4.max_per_order=4"
	    "&tickets.4.max_per_person=6&questions.0.required=1&tags=Swing,+late+night,+swing,,"
	    "&self_cancel=48&online_url=https://meet.example/x"), 303);
	ck_assert_str_eq(row_text(ticket(0), "name"), "Entry");
	ck_assert_str_eq(row_text(ticket(1), "name"), "Balcony");
	ck_assert_str_eq(row_text(ticket(1), "state"), "paused");
	ck_assert_int_eq(row_time(ticket(1), "sale_starts_at"), 1932793200);	/* 07:00 UTC */
	ck_assert_int_eq(row_int(ticket(1), "max_per_person"), 6);
	ck_assert_int_eq(row_int(ticket(1), "capacity"), 600);
	ck_assert_str_eq(row_text(q_questions_desk(stage_db(), newest()).at[0], "options"),
	    "[\"Fish\",\"Beans\"]");
	ck_assert_str_eq(row_text(q_event_desk(stage_db(), newest()), "tags"), "Swing\nlate night");
	ck_assert_int_eq(row_int(q_event_desk(stage_db(), newest()), "self_cancel_hours"), 48);
	/* And they come back as they were typed. */
	ask_get(&program, path_of(newest(), "edit"));
	ck_assert_shows("name=\"tickets.1.sale_starts\" type=\"datetime-local\" value=\"2031-04-01T09:00\"");
	ck_assert_shows("Fish\nBeans</textarea>");
	ck_assert_shows("value=\"Swing, late night\"");
	ck_assert_shows("<option value=\"48\" selected>");
	ck_assert_shows("value=\"https://meet.example/x\"");
}
END_TEST

/* Each of these is refused, says which field of which row, and stores nothing. */
static const struct wrong {
	const char *more, *field;
} wrongs[] = {
	{ "&tickets.0.name=&tickets.0.capacity=1&tickets.0.state=on_sale", "tickets.0.name" },
	{ TICKET "&tickets.3.name=x&tickets.3.capacity=0&tickets.3.state=on_sale", "tickets.1.capacity" },
	{ TICKET "&tickets.3.name=x&tickets.3.capacity=1000001&tickets.3.state=on_sale",
	    "tickets.1.capacity" },
	{ TICKET "&tickets.3.name=x&tickets.3.capacity=1e3&tickets.3.state=on_sale",
	    "tickets.1.capacity" },
	{ "&tickets.0.name=x&tickets.0.capacity=5&tickets.0.state=sold", "tickets.0.state" },
	{ TICKET "&tickets.0.max_per_order=101", "tickets.0.max_per_order" },
	{ TICKET "&tickets.0.min_per_order=5&tickets.0.max_per_order=4", "tickets.0.max_per_order" },
	{ TICKET "&tickets.0.min_per_order=5&tickets.0.max_per_person=4", "tickets.0.max_per_person" },
	{ TICKET "&tickets.0.sale_starts=2031-04-01T09:00&tickets.0.sale_ends=2031-04-01T09:00",
	    "tickets.0.sale_ends" },
	{ TICKET "&tickets.0.sale_starts=2031-05-01T23:00", "tickets.0.sale_starts" },
	{ TICKET "&tickets.0.sale_ends=2031-03-30T02:30", "tickets.0.sale_ends" },
	{ "&questions.0.label=x&questions.0.kind=choice&questions.0.asked=order"
	    "&questions.0.options=one", "questions.0.options" },
	{ "&questions.0.label=x&questions.0.kind=choice&questions.0.asked=order"
	    "&questions.0.options=one%0A+one", "questions.0.options" },
	{ "&questions.0.label=x&questions.0.kind=maybe&questions.0.asked=order", "questions.0.kind" },
	{ "&questions.0.label=&questions.0.kind=text&questions.0.asked=order", "questions.0.label" },
	{ "&tags=1,2,3,4,5,6,7,8,9,10,11", "tags" },
	{ "&tags=a+tag+that+is+much+longer+than+forty+characters+are", "tags" },
	{ "&online_url=http://meet.example/", "online_url" },
	{ "&online_url=javascript:alert(1)", "online_url" },
	{ "&self_cancel=5", "self_cancel" },
};

START_TEST(test_wrong_rows)
{
	const struct wrong *w = &wrongs[_i];

	ck_assert_int_eq(post("/organize/new", w->more), 422);
	ck_assert_shows(text(stage_arena(), "href=\"#field-%s\"", w->field));
	ck_assert_shows(text(stage_arena(), "id=\"wrong-%s\"", w->field));
	ck_assert_int_eq(made(), 0);
}
END_TEST

START_TEST(test_too_many_rows)
{
	const char *more = "";

	for (int i = 0; i < 21; i++)
		more = text(stage_arena(), "%s&tickets.%d.name=x&tickets.%d.capacity=1&tickets.%d.state=on_sale",
		    more, i, i, i);
	ck_assert_int_eq(post("/organize/new", more), 422);
	ck_assert_int_eq(made(), 0);
}
END_TEST

START_TEST(test_hostile_rows)
{
	ck_assert_int_eq(post("/organize/new", "&tickets.0.name=%22%3E%3Cscript%3Ealert(1)&tickets.0.capacity=x"
	    "&tickets.0.state=on_sale&questions.0.label=%3C/textarea%3E%3Cscript%3E&questions.0.options="
	    "%3C/textarea%3E%3Cscript%3E&questions.0.kind=choice&questions.0.asked=order"), 422);
	ck_assert_hides("<script>alert");
	ck_assert_hides("</textarea><script>");
}
END_TEST

/* Without script: rows come, go and move, and nothing is blamed or stored. */
START_TEST(test_asides)
{
	ck_assert_int_eq(post("/organize/new", TICKET "&tickets.1.capacity=x&aside=tickets.add"), 200);
	ck_assert_shows("name=\"tickets.2.capacity\" type=\"text\" inputmode=\"numeric\" value=\"50\"");
	ck_assert_hides("id=\"wrong-");
	ck_assert_int_eq(post("/organize/new", TICKET "&aside=questions.add"), 200);
	ck_assert_shows("name=\"questions.0.label\"");
	ck_assert_int_eq(post("/organize/new", TICKET "&tickets.1.name=Balcony&tickets.1.capacity=5"
	    "&aside=tickets.1.up"), 200);
	ck_assert_shows("name=\"tickets.0.name\" type=\"text\" value=\"Balcony\"");
	ck_assert_int_eq(post("/organize/new", TICKET "&aside=tickets.0.remove"), 200);
	ck_assert_hides("name=\"tickets.0.name\"");
	ck_assert_int_eq(post("/organize/new", TICKET "&aside=preview"), 200);
	ck_assert_shows("<p>Loud</p>");
	ck_assert_int_eq(made(), 0);
}
END_TEST

/* Q07 */
START_TEST(test_fewer_than_taken)
{
	const char *id;

	post("/organize/new", TICKET);
	id = id_text(stage_arena(), row_id(ticket(0), "ticket_type_id"));
	stage_sql("shard", "UPDATE stock_slot SET held = 2, sold = 9 WHERE quota_id = %lld",
	    (long long)row_id(ticket(0), "quota_id"));
	ck_assert_int_eq(post(path_of(newest(), "edit"), text(stage_arena(), "&version=1&tickets.0.id=%s"
	    "&tickets.0.name=Entry&tickets.0.capacity=10&tickets.0.state=on_sale", id)), 422);
	ck_assert_shows("11 are taken already; there cannot be fewer.");
	ck_assert_shows("11 taken");
	ck_assert_int_eq(row_int(ticket(0), "capacity"), 30);
	ck_assert_int_eq(post(path_of(newest(), "edit"), text(stage_arena(), "&version=1&tickets.0.id=%s"
	    "&tickets.0.name=Entry&tickets.0.capacity=11&tickets.0.state=on_sale", id)), 303);
	ck_assert_int_eq(row_int(ticket(0), "capacity"), 11);
	ck_assert_int_eq(row_int(ticket(0), "sold"), 9);
}
END_TEST

/* A row of somebody else's event is not taken over. */
START_TEST(test_rows_of_others)
{
	int64_t		 other = stage_event(stage_organizer(stage_person("Bo")));
	const char	*id = id_text(stage_arena(),
	    row_id(q_ticket_types_desk(stage_db(), other).at[0], "ticket_type_id"));

	post("/organize/new", TICKET);
	ck_assert_int_eq(post(path_of(newest(), "edit"), text(stage_arena(), "&version=1&tickets.0.id=%s"
	    "&tickets.0.name=Mine&tickets.0.capacity=10&tickets.0.state=on_sale", id)), 422);
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM ticket_type WHERE name = 'Mine'"), 0);
}
END_TEST

/* --- drafts, while one types ------------------------------------------------------------------ */

static const struct json *
answer(void)
{
	ck_assert_header("Content-Type", "application/json");
	return json_parse(stage_arena(), asked_body(), strlen(asked_body()), NULL);
}

static int64_t
answered_version(void)
{
	int64_t is = -1;

	ck_assert(json_get_int(answer(), "version", &is));
	return is;
}

START_TEST(test_a_draft_is_kept)
{
	const char *first;

	ck_assert_int_eq(post("/organize/draft", TICKET), 200);
	ck_assert_int_eq(made(), 1);
	ck_assert_int_eq(answered_version(), 1);
	ck_assert_str_eq(json_get_text(answer(), "edit"), path_of(newest(), "edit"));
	first = json_as_text(json_at(json_get(answer(), "tickets"), 0));
	ck_assert_str_eq(first, id_text(stage_arena(), row_id(ticket(0), "ticket_type_id")));
	/* The answer was lost, and it is sent again. */
	ck_assert_int_eq(post("/organize/draft", TICKET), 200);
	ck_assert_int_eq(made(), 1);
	ck_assert_int_eq(answered_version(), 2);
	/* Now where it is. */
	first = json_as_text(json_at(json_get(answer(), "tickets"), 0));
	ck_assert_int_eq(post(path_of(newest(), "draft"), text(stage_arena(), "&version=2&tickets.0.id=%s"
	    "&tickets.0.name=Door&tickets.0.capacity=9&tickets.0.state=on_sale", first)), 200);
	ck_assert_str_eq(row_text(ticket(0), "name"), "Door");
	ck_assert_str_eq(id_text(stage_arena(), row_id(ticket(0), "ticket_type_id")), first);
}
END_TEST

/* What is not whole yet is no reason not to keep it; what is wrong is said. */
START_TEST(test_what_is_not_kept)
{
	ask_post(&program, "/organize/draft", "title=Half&mode=in_person&starts=2031-05-01T20:00"
	    "&ends=2031-05-01T23:00&zone=Europe/Berlin&venue=Somewhere&latitude=52.5"
	    "&key=c2l4dGVlbiBsZXR0ZXJzIQ&act=save");
	ck_assert_status(200);
	ask_post(&program, path_of(newest(), "draft"), "title=Half&mode=in_person&version=1"
	    "&starts=2031-05-01T20:00&ends=2031-05-01T19:00&zone=Europe/Berlin&act=save");
	ck_assert_status(422);
	ck_assert_str_eq(json_get_text(answer(), "error"), "It ends before it begins.");
	ck_assert_str_eq(json_get_text(answer(), "field"), "ends");
	ck_assert_int_eq(stage_version(newest()), 1);
	/* And it is not published like this. */
	ask_post(&program, path_of(newest(), "state"), "act=publish");
	ck_assert_status(422);
}
END_TEST

START_TEST(test_a_stale_draft)
{
	bool stale = false;

	post("/organize/draft", TICKET);
	post(path_of(newest(), "draft"), TICKET "&version=1");
	ck_assert_int_eq(post(path_of(newest(), "draft"), TICKET "&version=1"), 409);
	ck_assert(json_get_bool(answer(), "stale", &stale) && stale);
	ck_assert_int_eq(stage_version(newest()), 2);
}
END_TEST

START_TEST(test_what_is_public_is_no_draft)
{
	int64_t event = stage_event(organizer);

	stage_publish(event);
	ck_assert_int_eq(post(path_of(event, "draft"), text(stage_arena(), TICKET "&version=%lld",
	    (long long)stage_version(event))), 409);
	stage_sign_in(stage_person("Bo"));
	ck_assert_int_eq(post(path_of(event, "draft"), TICKET), 404);
	ck_assert_int_eq(post("/organize/draft", TICKET), 403);
}
END_TEST

/* --- copies and templates ------------------------------------------------------------------------ */

#define COPY	"title=Later+jazz&starts=2032-05-01T21:00&key=YW5vdGhlciBzaXh0ZWVuIQ&act="

START_TEST(test_a_copy)
{
	int64_t		 from;
	struct row	*copy;

	post("/organize/new", MEAL "&tags=swing&self_cancel=never&tickets.0.name=Entry&tickets.0.capacity=30"
	    "&tickets.0.state=on_sale&tickets.0.sale_ends=2031-05-01T18:00");
	from = newest();
	stage_sql("shard", "UPDATE stock_slot SET sold = 5 WHERE quota_id = %lld",
	    (long long)row_id(ticket(0), "quota_id"));
	ask_get(&program, path_of(from, "copy"));
	ck_assert_status(200);
	ck_assert_shows("value=\"2031-05-08T20:00\"");
	ask_post(&program, path_of(from, "copy"), COPY "copy");
	ck_assert_status(303);
	ask_post(&program, path_of(from, "copy"), COPY "copy");	/* twice is once */
	ck_assert_int_eq(made(), 2);
	copy = q_event_desk(stage_db(), newest());
	ck_assert_int_ne(newest(), from);
	ck_assert_header("Location", path_of(newest(), "edit"));
	ck_assert_str_eq(row_text(copy, "title"), "Later jazz");
	ck_assert_str_eq(row_text(copy, "state"), "draft");
	ck_assert_str_eq(row_text(copy, "venue"), "Quasimodo");
	ck_assert_str_eq(row_text(copy, "tags"), "swing");
	ck_assert(row_null(copy, "self_cancel_hours"));
	ck_assert_str_eq(row_text(copy, "ends_wall"), "2032-05-02 00:00:00");
	ck_assert_int_eq(row_int(ticket(0), "sold"), 0);
	ck_assert_int_eq(row_time(ticket(0), "sale_ends_at"), row_time(copy, "starts_at") - 2 * 3600);
	ck_assert_uint_eq(q_questions_desk(stage_db(), newest()).n, 1);
	ask_post(&program, path_of(from, "copy"), "title=x&starts=2032-13-01T21:00&act=copy"
	    "&key=c2l4dGVlbiBsZXR0ZXJzIR");
	ck_assert_status(422);
	stage_sign_in(stage_person("Bo"));
	ask_get(&program, path_of(from, "copy"));
	ck_assert_status(404);
}
END_TEST

START_TEST(test_a_template)
{
	int64_t template;

	post("/organize/new", TICKET);
	ask_post(&program, path_of(newest(), "copy"), COPY "template");
	ck_assert_status(303);
	template = newest();
	ask_get(&program, "/organize/new");
	ck_assert_shows(path_of(template, "copy"));
	ask_get(&program, "/organize");
	ck_assert_shows("<h2 id=\"templates-title\">Templates</h2>");
	ck_assert_shows(path_of(template, "copy"));
	ck_assert_hides(path_of(template, "edit"));	/* it is not among the events */
	ask_get(&program, text(stage_arena(), "/organize/e/%s", id_text(stage_arena(), template)));
	ck_assert_shows("This is a template.");
	ck_assert_hides("value=\"publish\"");
	ask_post(&program, path_of(template, "state"), "act=publish");
	ck_assert_status(422);
	ask_post(&program, path_of(template, "copy"), "title=Of+it&starts=2032-05-01T21:00&act=copy"
	    "&key=c2l4dGVlbiBsZXR0ZXJzIw");
	ck_assert_status(303);
	ck_assert(!row_bool(q_event_desk(stage_db(), newest()), "is_template"));
}
END_TEST

Suite *
event_offer_suite(void)
{
	Suite *s = suite_create("event_offer");
	TCase *t = tcase_create("event_offer");

	tcase_add_checked_fixture(t, begin, NULL);
	tcase_set_timeout(t, 30);
	tcase_add_test(t, test_a_new_form_has_a_ticket_type);
	tcase_add_test(t, test_rows_are_stored);
	tcase_add_loop_test(t, test_wrong_rows, 0, (int)(sizeof(wrongs) / sizeof(wrongs[0])));
	tcase_add_test(t, test_too_many_rows);
	tcase_add_test(t, test_hostile_rows);
	tcase_add_test(t, test_asides);
	tcase_add_test(t, test_fewer_than_taken);
	tcase_add_test(t, test_rows_of_others);
	tcase_add_test(t, test_a_draft_is_kept);
	tcase_add_test(t, test_what_is_not_kept);
	tcase_add_test(t, test_a_stale_draft);
	tcase_add_test(t, test_what_is_public_is_no_draft);
	tcase_add_test(t, test_a_copy);
	tcase_add_test(t, test_a_template);
	suite_add_tcase(s, t);
	return s;
}
