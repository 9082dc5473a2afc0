/* event.c: tests of core/domain/event.c: its states, and what making and changing one leaves behind. */
#include "core/domain/event.h"

#include <string.h>

#include "core/domain/image.h"
#include "core/lib/id.h"
#include "sql/event.h"
#include "tests/domain/suites.h"
#include "tests/stage.h"

static int64_t	ann, organizer;

static void
begin(void)
{
	ann = stage_person("Ann");
	organizer = stage_organizer(ann);
}

/* --- states ---------------------------------------------------------------------- */

static const char *const states[] = { "draft", "published", "postponed", "cancelled", "ended",
	"hidden", "removed" };

#define DEEDS		6

/* Where each deed leads from each state, in the order of event_deed; NULL: it is refused. */
static const char *const leads_to[][DEEDS] = {
	{ "published",	NULL,		NULL,		NULL,		"removed",	NULL },
	{ NULL,		"draft",	"postponed",	"cancelled",	"removed",	"hidden" },
	{ "published",	NULL,		NULL,		"cancelled",	"removed",	"hidden" },
	{ NULL,		NULL,		NULL,		NULL,		"removed",	"hidden" },
	{ NULL,		NULL,		NULL,		NULL,		"removed",	"hidden" },
	{ NULL,		NULL,		NULL,		NULL,		NULL,		NULL },
	{ NULL,		NULL,		NULL,		NULL,		NULL,		NULL },
};

/* Every deed in every state: it leads where the table says, or changes nothing at all. */
START_TEST(test_states)
{
	const char	*from = states[_i / DEEDS], *to = leads_to[_i / DEEDS][_i % DEEDS];
	enum event_deed	 deed = (enum event_deed)(_i % DEEDS);
	int64_t		 event = stage_event(organizer), version = stage_version(event);

	stage_sql("shard", "UPDATE event SET state = '%s' WHERE id = %lld", from, (long long)event);
	ck_assert_int_eq(event_may(from, deed), to != NULL);
	ck_assert_int_eq(event_do(stage_db(), &actor_program, event, deed),
	    to == NULL ? EVENT_REFUSED : EVENT_DONE);
	ck_assert_str_eq(stage_state(event), to == NULL ? from : to);
	ck_assert_int_eq(stage_version(event), version + (to != NULL));
	/* one audit row for its making, and one for this */
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM audit WHERE subject_id = %lld",
	    (long long)event), to == NULL ? 1 : 2);
}
END_TEST

START_TEST(test_nothing_is_no_event)
{
	int64_t none = id_new(11, 1);

	ck_assert_int_eq(event_do(stage_db(), &actor_program, none, EVENT_PUBLISH), EVENT_REFUSED);
	ck_assert(!db_failed(stage_db()));
}
END_TEST

START_TEST(test_publishing_needs_the_whole)
{
	struct event_input	 in = stage_input();
	const char		*missing[8];
	int64_t			 event;

	in.category = "";
	in.about = "";
	in.dated = false;
	event = stage_event_of(organizer, &in);
	ck_assert_int_eq(event_do(stage_db(), &actor_program, event, EVENT_PUBLISH), EVENT_UNREADY);
	ck_assert_str_eq(stage_state(event), "draft");
	event_missing(q_event_desk(stage_db(), event), missing);
	ck_assert_str_eq(missing[0], "category");
	ck_assert_str_eq(missing[1], "about");
	ck_assert_str_eq(missing[2], "starts");
	ck_assert_str_eq(missing[3], "venue");
	ck_assert_ptr_null(missing[4]);
}
END_TEST

START_TEST(test_an_online_event_needs_no_venue)
{
	struct event_input	in = stage_input();
	int64_t			event;

	in.attendance = "online";
	event = stage_event_of(organizer, &in);
	ck_assert_int_eq(event_do(stage_db(), &actor_program, event, EVENT_PUBLISH), EVENT_DONE);
}
END_TEST

static int64_t
promised(int64_t event, const char *kind)
{
	return stage_number("shard", "SELECT COUNT(*) FROM job WHERE subject_id = %lld AND kind = '%s'",
	    (long long)event, kind);
}

/* Each change is carried to the listing; the team hears of the first publication alone. */
START_TEST(test_what_publishing_promises)
{
	int64_t event = stage_event(organizer);

	ck_assert_int_eq(promised(event, "listing_feed"), 0);	/* a draft is nobody's business */
	stage_publish(event);
	ck_assert_int_eq(promised(event, "listing_feed"), 1);
	ck_assert_int_eq(promised(event, "mail_event_live"), 1);
	stage_do(event, EVENT_WITHDRAW);
	stage_do(event, EVENT_PUBLISH);
	ck_assert_int_eq(promised(event, "listing_feed"), 3);
	ck_assert_int_eq(promised(event, "mail_event_live"), 1);
}
END_TEST

/* --- making ---------------------------------------------------------------------------- */

START_TEST(test_making)
{
	int64_t		 event = stage_event(organizer);
	struct row	*row = q_event_desk(stage_db(), event);

	ck_assert_int_eq(id_shard(event), id_shard(organizer));
	ck_assert_str_eq(row_text(row, "state"), "draft");
	ck_assert_str_eq(row_text(row, "path"),
	    text(stage_arena(), "/e/late-jazz-%s", id_text(stage_arena(), event)));
	ck_assert_ptr_nonnull(strstr(row_text(row, "about_html"), "<strong>late</strong>"));
	ck_assert_str_eq(row_text(row, "venue"), "Quasimodo");
	ck_assert_int_eq(stage_number("shard", "SELECT SUM(s.cap) FROM stock_slot s JOIN quota q "
	    "ON q.id = s.quota_id JOIN ticket_type_quota d ON d.quota_id = q.id "
	    "JOIN ticket_type t ON t.id = d.ticket_type_id WHERE t.event_id = %lld AND t.price = 1250",
	    (long long)event), 40);
}
END_TEST

START_TEST(test_the_same_key_is_the_same_deed)
{
	static const unsigned char	 key[16] = "sixteen letters";
	struct event_input		 in = stage_input();
	int64_t				 first, again, other, others;

	ck_assert_int_eq(event_made(stage_db(), organizer, key), 0);
	ck_assert_int_eq(event_make(stage_db(), &actor_program, organizer, key, &in, &first),
	    EVENT_DONE);
	in.title = "Another title";
	ck_assert_int_eq(event_make(stage_db(), &actor_program, organizer, key, &in, &again),
	    EVENT_DONE);
	ck_assert_int_eq(again, first);
	ck_assert_int_eq(event_made(stage_db(), organizer, key), first);
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM event WHERE organizer_id = %lld",
	    (long long)organizer), 1);
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM event "
	    "WHERE id = %lld AND title = 'Late jazz'", (long long)first), 1);
	/* Somebody else's key is another, whatever its bytes. */
	other = stage_organizer(ann);
	ck_assert_int_eq(event_make(stage_db(), &actor_program, other, key, &in, &others),
	    EVENT_DONE);
	ck_assert_int_ne(others, first);
}
END_TEST

/* Two at once bring a picture each, and only one of them makes the event. */
START_TEST(test_the_second_picture_is_forgotten)
{
	static const unsigned char	 key[16] = "sixteen letters";
	static const unsigned char	 png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x06\x40\0\0\x03\x84\x08\x02\0\0\0\0\0\0\0";
	struct event_input		 in = stage_input();
	int64_t				 event, covers[2];

	for (int i = 0; i < 2; i++)
		ck_assert_int_eq(image_add(stage_db(), &actor_program, organizer,
		    (struct bytes){ png, sizeof(png) - 1 }, "", &covers[i]), IMAGE_STORED);
	for (int i = 0; i < 2; i++) {
		in.cover = covers[i];
		ck_assert_int_eq(event_make(stage_db(), &actor_program, organizer, key, &in, &event),
		    EVENT_DONE);
	}
	ck_assert_int_eq(stage_number("shard", "SELECT id FROM image WHERE organizer_id = %lld",
	    (long long)organizer), covers[0]);
}
END_TEST

/* Without a sentence of its own, lists say how its description begins. */
START_TEST(test_summary)
{
	ck_assert_str_eq(event_summary(stage_arena(), "Short.", "Long."), "Short.");
	ck_assert_str_eq(event_summary(stage_arena(), "", "Loud, and **late**."), "Loud, and late.");
	ck_assert_str_eq(event_summary(stage_arena(), "", ""), "");
}
END_TEST

START_TEST(test_a_venue_is_kept_once)
{
	struct event_input in = stage_input();

	stage_event(organizer);
	stage_event(organizer);
	in.venue.street = "Another street 1";
	stage_event_of(organizer, &in);
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM venue WHERE organizer_id = %lld",
	    (long long)organizer), 2);
}
END_TEST

/* --- changing ---------------------------------------------------------------------------- */

START_TEST(test_changing)
{
	struct event_input	in = stage_input();
	int64_t			event = stage_event(organizer), version = stage_version(event);

	in.title = "Later jazz";
	ck_assert_int_eq(event_change(stage_db(), &actor_program, event, version, &in), EVENT_DONE);
	ck_assert_int_eq(stage_version(event), version + 1);
	ck_assert_ptr_nonnull(strstr(stage_path(event), "/e/later-jazz-"));
	ck_assert_int_eq(promised(event, "listing_feed"), 1);
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM occurrence WHERE event_id = %lld",
	    (long long)event), 1);
}
END_TEST

/* Who began from an older version changes nothing: not the event, not its date, no promise. */
START_TEST(test_somebody_was_first)
{
	struct event_input	 in = stage_input();
	int64_t			 event = stage_event(organizer), version = stage_version(event);
	struct row		*row;

	in.title = "First";
	ck_assert_int_eq(event_change(stage_db(), &actor_program, event, version, &in), EVENT_DONE);
	in.title = "Second";
	in.starts_at -= 3600;
	ck_assert_int_eq(event_change(stage_db(), &actor_program, event, version, &in), EVENT_STALE);
	row = q_event_desk(stage_db(), event);
	ck_assert_str_eq(row_text(row, "title"), "First");
	ck_assert_int_eq(row_time(row, "starts_at"), stage_input().starts_at);
	ck_assert_int_eq(row_int(row, "version"), version + 1);
	ck_assert_int_eq(promised(event, "listing_feed"), 1);
}
END_TEST

START_TEST(test_what_is_gone_stays_as_it_was)
{
	struct event_input	in = stage_input();
	int64_t			event = stage_event(organizer);

	stage_do(event, EVENT_REMOVE);
	ck_assert_int_eq(event_change(stage_db(), &actor_program, event, stage_version(event), &in),
	    EVENT_REFUSED);
	ck_assert_int_eq(event_set_cover(stage_db(), &actor_program, event, 1), EVENT_REFUSED);
}
END_TEST

/* --- who is registered -------------------------------------------------------------------- */

/* As if somebody had a ticket. */
static void
let_in(int64_t event)
{
	stage_sql("shard", "INSERT INTO ticket (id, order_id, event_id, occurrence_id, organizer_id, "
	    "ticket_type_id, position, code, key_number, name, email) VALUES (%lld, 1, %lld, 1, %lld, "
	    "1, %lld, 'AAAAAAAAAA', 1, 'Bo', 'bo@example.org')", (long long)id_new(11, 3),
	    (long long)event, (long long)organizer, (long long)(event % 60000));
}

/* They are not left standing before nothing. */
START_TEST(test_people_are_not_left_behind)
{
	int64_t event = stage_event(organizer);

	stage_publish(event);
	let_in(event);
	ck_assert_int_eq(event_do(stage_db(), &actor_program, event, EVENT_WITHDRAW),
	    EVENT_PEOPLED);
	ck_assert_int_eq(event_do(stage_db(), &actor_program, event, EVENT_REMOVE), EVENT_PEOPLED);
	ck_assert_str_eq(stage_state(event), "published");
	ck_assert_int_eq(event_call_off(stage_db(), &actor_program, event, EVENT_CANCEL,
	    "The roof \"leaks\"."), EVENT_DONE);
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM job WHERE subject_id = %lld AND "
	    "kind = 'event_cancelled_mail' AND JSON_VALUE(payload, '$.message') = "
	    "'The roof \"leaks\".'", (long long)event), 1);
	/* Their tickets stay, and say to whom it is said. */
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM ticket WHERE event_id = %lld AND "
	    "state = 'valid'", (long long)event), 1);
	ck_assert_int_eq(event_do(stage_db(), &actor_program, event, EVENT_REMOVE), EVENT_DONE);
}
END_TEST

START_TEST(test_nobody_is_written_to_who_is_not_there)
{
	int64_t event = stage_event(organizer);

	stage_publish(event);
	stage_do(event, EVENT_POSTPONE);
	ck_assert_int_eq(promised(event, "event_postponed_mail"), 0);
}
END_TEST

static int64_t
told(int64_t event, const char *what)
{
	return stage_number("shard", "SELECT COUNT(*) FROM job WHERE subject_id = %lld AND kind = "
	    "'event_changed_mail' AND JSON_COMPACT(JSON_EXTRACT(payload, '$.what')) = '%s'",
	    (long long)event, what);
}

/* Told when it was asked for, and when there is something to tell. */
START_TEST(test_telling_of_a_change)
{
	struct event_input	in = stage_input();
	int64_t			event = stage_event(organizer);

	stage_publish(event);
	let_in(event);
	in.starts_at -= 3600;
	ck_assert_int_eq(event_change(stage_db(), &actor_program, event, stage_version(event), &in),
	    EVENT_DONE);
	ck_assert_int_eq(promised(event, "event_changed_mail"), 0);
	in.tell = true;
	ck_assert_int_eq(event_change(stage_db(), &actor_program, event, stage_version(event), &in),
	    EVENT_DONE);
	ck_assert_int_eq(promised(event, "event_changed_mail"), 0);	/* it is as it was */
	in.title = "Later jazz";
	in.starts_at -= 3600;
	in.venue.name = "A-Trane";
	ck_assert_int_eq(event_change(stage_db(), &actor_program, event, stage_version(event), &in),
	    EVENT_DONE);
	ck_assert_int_eq(told(event, "[\"title\",\"time\",\"place\"]"), 1);
	in.message = "Bring a coat.";
	ck_assert_int_eq(event_change(stage_db(), &actor_program, event, stage_version(event), &in),
	    EVENT_DONE);
	ck_assert_int_eq(told(event, "[]"), 1);
}
END_TEST

/* --- drafts --------------------------------------------------------------------------------- */

/* A place that is typed letter by letter is one place. */
START_TEST(test_a_place_while_it_is_typed)
{
	static const char *const	typed[] = { "Qu", "Quasi", "Quasimodo Club" };
	struct event_input		in = stage_input();
	int64_t				event;

	in.venue.name = "Q";
	event = stage_event_of(organizer, &in);
	in.typing = true;
	for (size_t i = 0; i < 3; i++) {
		in.venue.name = typed[i];
		ck_assert_int_eq(event_change(stage_db(), &actor_program, event,
		    stage_version(event), &in), EVENT_DONE);
	}
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM venue WHERE organizer_id = %lld",
	    (long long)organizer), 1);
	ck_assert_str_eq(row_text(q_event_desk(stage_db(), event), "venue"), "Quasimodo Club");
	/* No trace of every word; nobody else hears of it. */
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM audit WHERE subject_id = %lld",
	    (long long)event), 1);
	ck_assert_int_eq(promised(event, "listing_feed"), 0);
	/* Another event is there too: then this one goes somewhere else. */
	in.typing = false;
	stage_event_of(organizer, &in);
	in.venue.name = "A-Trane";
	ck_assert_int_eq(event_change(stage_db(), &actor_program, event, stage_version(event), &in),
	    EVENT_DONE);
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM venue WHERE organizer_id = %lld",
	    (long long)organizer), 2);
}
END_TEST

START_TEST(test_what_is_public_is_not_changed_while_typing)
{
	struct event_input	in = stage_input();
	int64_t			event = stage_event(organizer);

	stage_publish(event);
	in.typing = true;
	ck_assert_int_eq(event_change(stage_db(), &actor_program, event, stage_version(event), &in),
	    EVENT_REFUSED);
}
END_TEST

START_TEST(test_a_template_is_never_published)
{
	struct event_input	in = stage_input();
	int64_t			event;

	in.template = true;
	event = stage_event_of(organizer, &in);
	ck_assert_int_eq(event_do(stage_db(), &actor_program, event, EVENT_PUBLISH), EVENT_REFUSED);
	ck_assert_uint_eq(q_event_templates(stage_db(), organizer).n, 1);
	ck_assert_uint_eq(q_events_of_organizer(stage_db(), organizer, 10).n, 0);
	ck_assert_int_eq(event_do(stage_db(), &actor_program, event, EVENT_REMOVE), EVENT_DONE);
	ck_assert_uint_eq(q_event_templates(stage_db(), organizer).n, 0);
}
END_TEST

Suite *
event_suite(void)
{
	Suite *s = suite_create("event");
	TCase *t = tcase_create("event");

	tcase_add_checked_fixture(t, begin, NULL);
	tcase_set_timeout(t, 30);
	tcase_add_loop_test(t, test_states, 0,
	    (int)(sizeof(states) / sizeof(states[0])) * DEEDS);
	tcase_add_test(t, test_nothing_is_no_event);
	tcase_add_test(t, test_publishing_needs_the_whole);
	tcase_add_test(t, test_an_online_event_needs_no_venue);
	tcase_add_test(t, test_what_publishing_promises);
	tcase_add_test(t, test_making);
	tcase_add_test(t, test_the_same_key_is_the_same_deed);
	tcase_add_test(t, test_the_second_picture_is_forgotten);
	tcase_add_test(t, test_summary);
	tcase_add_test(t, test_a_venue_is_kept_once);
	tcase_add_test(t, test_changing);
	tcase_add_test(t, test_somebody_was_first);
	tcase_add_test(t, test_what_is_gone_stays_as_it_was);
	tcase_add_test(t, test_people_are_not_left_behind);
	tcase_add_test(t, test_nobody_is_written_to_who_is_not_there);
	tcase_add_test(t, test_telling_of_a_change);
	tcase_add_test(t, test_a_place_while_it_is_typed);
	tcase_add_test(t, test_what_is_public_is_not_changed_while_typing);
	tcase_add_test(t, test_a_template_is_never_published);
	suite_add_tcase(s, t);
	return s;
}
