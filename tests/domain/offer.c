/*
 * offer.c: tests of core/domain/ticket_type.c and question.c: what an event offers and asks, made and
 * changed with the event; what is taken or answered is never lost.
 */
#include <string.h>

#include "core/domain/event.h"
#include "core/lib/id.h"
#include "sql/event.h"
#include "sql/question.h"
#include "sql/ticket_type.h"
#include "tests/domain/suites.h"
#include "tests/stage.h"

static int64_t			organizer, event;
static struct event_input	in;
static struct ticket_input	tickets[TICKET_TYPES_MAX];
static struct question_input	questions[QUESTIONS_MAX];

static void
begin(void)
{
	organizer = stage_organizer(stage_person("Ann"));
	in = stage_input();
	memset(tickets, 0, sizeof(tickets));
	memset(questions, 0, sizeof(questions));
	tickets[0] = (struct ticket_input){ .name = "Entry", .about = "", .capacity = 40 };
	questions[0] = (struct question_input){ .label = "Anything we should know?", .help = "",
	    .kind = "text", .options = "[]", .asked = "order", .state = "asked" };
	in.tickets = tickets;
	in.tickets_n = 1;
	in.questions = questions;
	in.questions_n = 1;
	event = stage_event_of(organizer, &in);
}

static enum event_result
change(void)
{
	return event_change(stage_db(), &actor_program, event, stage_version(event), &in);
}

static struct row *
type(size_t i)
{
	struct rows all = q_ticket_types_desk(stage_db(), event);

	ck_assert_uint_gt(all.n, i);
	return all.at[i];
}

/* Go on from what is stored. */
static void
take_over(void)
{
	struct rows types = q_ticket_types_desk(stage_db(), event);
	struct rows asked = q_questions_desk(stage_db(), event);

	for (size_t i = 0; i < types.n; i++)
		tickets[i].id = row_id(types.at[i], "ticket_type_id");
	for (size_t i = 0; i < asked.n; i++)
		questions[i].id = row_id(asked.at[i], "question_id");
}

static int64_t
quota_of(size_t i)
{
	return row_id(type(i), "quota_id");
}

static void
take(size_t i, int64_t slot, int64_t held, int64_t sold)
{
	stage_sql("shard", "UPDATE stock_slot SET held = %lld, sold = %lld WHERE quota_id = %lld "
	    "AND slot = %lld", (long long)held, (long long)sold, (long long)quota_of(i),
	    (long long)slot);
}

static int64_t
of_slots(size_t i, const char *what)
{
	return stage_number("shard", "SELECT %s FROM stock_slot WHERE quota_id = %lld", what,
	    (long long)quota_of(i));
}

/* --- ticket types ------------------------------------------------------------------ */

START_TEST(test_made)
{
	tickets[1] = (struct ticket_input){ .name = "Backstage", .about = "With the band.",
	    .capacity = 3, .sale_starts_at = 1800000000, .sale_ends_at = 1800003600,
	    .min_per_order = 2, .max_per_order = 3, .max_per_person = 3, .state = "hidden" };
	in.tickets_n = 2;
	take_over();
	ck_assert_int_eq(change(), EVENT_DONE);
	ck_assert_str_eq(row_text(type(0), "name"), "Entry");
	ck_assert_int_eq(row_int(type(0), "max_per_order"), TICKET_PER_ORDER);
	ck_assert_int_eq(row_int(type(0), "min_per_order"), 1);
	ck_assert_str_eq(row_text(type(1), "about"), "With the band.");
	ck_assert_str_eq(row_text(type(1), "state"), "hidden");
	ck_assert_int_eq(row_time(type(1), "sale_ends_at"), 1800003600);
	ck_assert_int_eq(row_int(type(1), "min_per_order"), 2);
	ck_assert_int_eq(of_slots(1, "SUM(cap)"), 3);
}
END_TEST

/* Changed in place and in another order: the same ticket types, with what is taken of them. */
START_TEST(test_changed)
{
	struct ticket_input first;

	tickets[1] = (struct ticket_input){ .name = "Late entry", .about = "", .capacity = 10 };
	in.tickets_n = 2;
	take_over();
	ck_assert_int_eq(change(), EVENT_DONE);
	take_over();
	take(0, 0, 1, 7);
	first = tickets[0];
	tickets[0] = tickets[1];
	tickets[1] = first;
	tickets[1].name = "Early entry";
	tickets[1].capacity = 41;
	ck_assert_int_eq(change(), EVENT_DONE);
	ck_assert_str_eq(row_text(type(0), "name"), "Late entry");
	ck_assert_str_eq(row_text(type(1), "name"), "Early entry");
	ck_assert_int_eq(row_id(type(1), "ticket_type_id"), first.id);
	ck_assert_int_eq(row_int(type(1), "sold"), 7);
	ck_assert_int_eq(row_int(type(1), "capacity"), 41);
}
END_TEST

/* Many at once: sixteen counters, which together have all of it. */
START_TEST(test_slots)
{
	tickets[1] = (struct ticket_input){ .name = "Standing", .about = "", .capacity = 1003 };
	in.tickets_n = 2;
	take_over();
	ck_assert_int_eq(change(), EVENT_DONE);
	ck_assert_int_eq(of_slots(0, "COUNT(*)"), 1);
	ck_assert_int_eq(of_slots(1, "COUNT(*)"), TICKET_HOT_SLOTS);
	ck_assert_int_eq(of_slots(1, "SUM(cap)"), 1003);
	ck_assert_int_eq(of_slots(1, "MAX(cap) - MIN(cap)"), 1);
	/* What was small and is made large gets them too, and keeps what is taken. */
	take_over();
	take(0, 0, 2, 30);
	tickets[0].capacity = 700;
	ck_assert_int_eq(change(), EVENT_DONE);
	ck_assert_int_eq(of_slots(0, "COUNT(*)"), TICKET_HOT_SLOTS);
	ck_assert_int_eq(of_slots(0, "SUM(cap)"), 700);
	ck_assert_int_eq(of_slots(0, "SUM(sold)"), 30);
	ck_assert_int_eq(stage_number("shard", "SELECT slots FROM quota WHERE id = %lld",
	    (long long)quota_of(0)), TICKET_HOT_SLOTS);
	/* Small again: they stay, with less in each. */
	tickets[0].capacity = 40;
	ck_assert_int_eq(change(), EVENT_DONE);
	ck_assert_int_eq(of_slots(0, "SUM(cap)"), 40);
}
END_TEST

/* Q07: never fewer than are held and sold; then nothing at all of the change is stored. */
START_TEST(test_not_fewer_than_taken)
{
	int64_t version;

	take_over();
	take(0, 0, 2, 30);
	tickets[0].capacity = 31;
	in.title = "Not this one";
	version = stage_version(event);
	ck_assert_int_eq(change(), EVENT_TAKEN);
	ck_assert_int_eq(stage_version(event), version);
	ck_assert_int_eq(of_slots(0, "SUM(cap)"), 40);
	tickets[0].capacity = 32;
	ck_assert_int_eq(change(), EVENT_DONE);
	ck_assert_int_eq(of_slots(0, "SUM(cap)"), 32);
}
END_TEST

START_TEST(test_removed)
{
	int64_t quota = quota_of(0);

	in.tickets_n = 0;
	ck_assert_int_eq(change(), EVENT_DONE);
	ck_assert_uint_eq(q_ticket_types_desk(stage_db(), event).n, 0);
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM quota q JOIN stock_slot s "
	    "ON s.quota_id = q.id WHERE q.id = %lld", (long long)quota), 0);
}
END_TEST

/* What somebody holds or has ordered is archived instead. */
START_TEST(test_what_is_taken_is_archived)
{
	take(0, 0, 1, 0);
	in.tickets_n = 0;
	ck_assert_int_eq(change(), EVENT_DONE);
	ck_assert_str_eq(row_text(type(0), "state"), "archived");
	ck_assert_int_eq(of_slots(0, "SUM(cap)"), 40);
	take(0, 0, 0, 0);
	stage_sql("shard", "INSERT INTO order_line (order_id, line, organizer_id, ticket_type_id, "
	    "quantity, price) VALUES (%lld, 1, %lld, %lld, 1, 0)", (long long)id_new(11, 1),
	    (long long)organizer, (long long)row_id(type(0), "ticket_type_id"));
	ck_assert_int_eq(change(), EVENT_DONE);
	ck_assert_str_eq(row_text(type(0), "state"), "archived");
}
END_TEST

START_TEST(test_another_events_is_none_of_this)
{
	int64_t	other = stage_event(organizer);

	tickets[0].id = row_id(q_ticket_types_desk(stage_db(), other).at[0], "ticket_type_id");
	tickets[0].name = "Stolen";
	ck_assert_int_eq(change(), EVENT_REFUSED);
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM ticket_type WHERE "
	    "organizer_id = %lld AND name = 'Stolen'", (long long)organizer), 0);
	tickets[0].id = 0;
	take_over();
	questions[0].id = tickets[0].id;
	ck_assert_int_eq(change(), EVENT_REFUSED);
}
END_TEST

/* --- questions ----------------------------------------------------------------------- */

START_TEST(test_questions)
{
	struct rows asked = q_questions_desk(stage_db(), event);

	ck_assert_uint_eq(asked.n, 1);
	ck_assert_str_eq(row_text(asked.at[0], "label"), "Anything we should know?");
	take_over();
	questions[1] = (struct question_input){ .label = "Meal", .help = "For the cook.",
	    .kind = "choice", .options = "[\"Fish\",\"Beans\"]", .required = true,
	    .asked = "ticket", .state = "asked" };
	in.questions_n = 2;
	ck_assert_int_eq(change(), EVENT_DONE);
	asked = q_questions_desk(stage_db(), event);
	ck_assert_uint_eq(asked.n, 2);
	ck_assert(row_bool(asked.at[1], "required"));
	in.questions_n = 0;
	ck_assert_int_eq(change(), EVENT_DONE);
	ck_assert_uint_eq(q_questions_desk(stage_db(), event).n, 0);
}
END_TEST

/* An answered one keeps its kind, and is archived; so is what the public has seen. */
START_TEST(test_answered)
{
	struct row *q;

	take_over();
	stage_sql("shard", "INSERT INTO answer (order_id, question_id, organizer_id, value) "
	    "VALUES (%lld, %lld, %lld, 'No')", (long long)id_new(11, 2), (long long)questions[0].id,
	    (long long)organizer);
	questions[0].kind = "flag";
	questions[0].asked = "ticket";
	questions[0].label = "Anything else?";
	ck_assert_int_eq(change(), EVENT_DONE);
	q = q_questions_desk(stage_db(), event).at[0];
	ck_assert_str_eq(row_text(q, "label"), "Anything else?");
	ck_assert_str_eq(row_text(q, "kind"), "text");
	ck_assert_str_eq(row_text(q, "asked"), "order");
	in.questions_n = 0;
	ck_assert_int_eq(change(), EVENT_DONE);
	ck_assert_str_eq(row_text(q_questions_desk(stage_db(), event).at[0], "state"), "archived");
}
END_TEST

START_TEST(test_published_questions_are_archived)
{
	stage_publish(event);
	in.questions_n = 0;
	ck_assert_int_eq(change(), EVENT_DONE);
	ck_assert_str_eq(row_text(q_questions_desk(stage_db(), event).at[0], "state"), "archived");
}
END_TEST

Suite *
offer_suite(void)
{
	Suite *s = suite_create("offer");
	TCase *t = tcase_create("offer");

	tcase_add_checked_fixture(t, begin, NULL);
	tcase_set_timeout(t, 30);
	tcase_add_test(t, test_made);
	tcase_add_test(t, test_changed);
	tcase_add_test(t, test_slots);
	tcase_add_test(t, test_not_fewer_than_taken);
	tcase_add_test(t, test_removed);
	tcase_add_test(t, test_what_is_taken_is_archived);
	tcase_add_test(t, test_another_events_is_none_of_this);
	tcase_add_test(t, test_questions);
	tcase_add_test(t, test_answered);
	tcase_add_test(t, test_published_questions_are_archived);
	suite_add_tcase(s, t);
	return s;
}
