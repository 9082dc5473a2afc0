/*
 * search.c: tests of core/domain/search.c and core/flows/search_feed.c with a searchd of their own:
 * what is published is found, what is not is not, and a searchd that was away has missed nothing.
 */
#include "core/domain/search.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/flows/search_feed.h"
#include "core/lib/clock.h"
#include "core/lib/sphinxql.h"
#include "sql/search.h"
#include "tests/domain/suites.h"
#include "tests/stage.h"

static struct sphinxql	*search;
static char		 dir[32], address[64];
static int64_t		 organizer;

static bool
searchd(const char *what)
{
	const char	*srcdir = getenv("MARQUEE_SRCDIR");
	char		 command[512];

	snprintf(command, sizeof(command), "exec %s/tests/searchd %s %s >/dev/null",
	    srcdir == NULL ? "." : srcdir, what, dir);
	return system(command) == 0;
}

/* Once for all tests: it costs a second. */
static void
start(void)
{
	snprintf(dir, sizeof(dir), "/tmp/msd%d", (int)getpid());
	snprintf(address, sizeof(address), "%s/search.sock", dir);
	ck_assert(searchd("start"));
}

static void
stop(void)
{
	searchd("stop");
}

/* Each looks for words of its own, and begins with nothing listed. */
static void
begin(void)
{
	stage_sql("listing", "DELETE FROM listing");
	stage_sql("listing", "DELETE FROM search_queue");
	search = sphinxql_new(address);
	organizer = stage_organizer(stage_person("Ann"));
}

static void
end(void)
{
	sphinxql_free(search);
}

static int64_t
publish(const char *title)
{
	struct event_input	in = stage_input();
	int64_t			event;

	in.title = title;
	event = stage_event_of(organizer, &in);
	stage_publish(event);
	return event;
}

/* Rounds until there is nothing to do; how the last one ended. */
static enum search_round
feed(void)
{
	enum search_round round;

	for (int i = 0; i < 100; i++) {
		round = search_feed(stage_db(), search, stage_arena());
		if (round != SEARCH_WORKED)
			break;
	}
	return round;
}

/* The index that answers. */
static const char *
active(void)
{
	return row_text(q_search_state(stage_db()), "active");
}

/* How many dates these words find; -1: there is no answer. */
static int64_t
found(const char *words)
{
	struct search_question	 question = { .words = words, .from = clock_now(),
	    .to = clock_now() + 60 * 86400, .most = 20 };
	struct search_answer	 answer;

	if (!search_ask(search, stage_arena(), active(), &question, &answer))
		return -1;
	return answer.total;
}

START_TEST(test_what_is_published_is_found)
{
	int64_t event = publish("Accordion night at the ferry");

	publish("Something else");
	ck_assert_int_eq(found("accordion"), 0);
	ck_assert_int_eq(feed(), SEARCH_IDLE);
	ck_assert_int_eq(found("accordion"), 1);
	ck_assert_int_eq(found("ferry accord"), 1);
	ck_assert_int_eq(found("accordion trombone"), 0);
	stage_do(event, EVENT_WITHDRAW);
	ck_assert_int_eq(feed(), SEARCH_IDLE);
	ck_assert_int_eq(found("accordion"), 0);
}
END_TEST

START_TEST(test_filters)
{
	struct search_question	 question = { .words = "marimba", .from = clock_now(),
	    .to = clock_now() + 60 * 86400, .most = 20, .free = true };
	struct search_answer	 answer;

	publish("Marimba in the yard");
	ck_assert_int_eq(feed(), SEARCH_IDLE);
	ck_assert_int_eq(found("marimba"), 1);
	ck_assert(search_ask(search, stage_arena(), active(), &question, &answer));
	ck_assert_int_eq(answer.total, 0);	/* it costs something */
	question.free = false;
	question.to = clock_now() + 7 * 86400;
	ck_assert(search_ask(search, stage_arena(), active(), &question, &answer));
	ck_assert_int_eq(answer.total, 0);	/* and is later than that */
}
END_TEST

/* What changes while searchd is away waits, and is told when it is back. */
START_TEST(test_away)
{
	ck_assert(searchd("kill"));
	publish("Vibraphone by the canal");
	ck_assert_int_eq(feed(), SEARCH_AWAY);
	ck_assert_int_eq(found("vibraphone"), -1);
	ck_assert_int_eq(stage_number("listing", "SELECT COUNT(*) FROM search_queue"), 1);
	ck_assert(searchd("again"));
	sphinxql_free(search);
	search = sphinxql_new(address);
	ck_assert_int_eq(feed(), SEARCH_IDLE);
	ck_assert_int_eq(found("vibraphone"), 1);
}
END_TEST

/* An index is made anew beside the one that answers, which answers until it is. */
START_TEST(test_made_anew)
{
	const char *before = active();

	publish("Bassoons in the bakery");
	ck_assert_int_eq(feed(), SEARCH_IDLE);
	q_search_ask(stage_db());
	ck_assert_int_eq(found("bassoons"), 1);
	ck_assert_int_eq(feed(), SEARCH_IDLE);
	ck_assert_str_ne(active(), before);
	ck_assert_int_eq(found("bassoons"), 1);
	ck_assert_int_eq(search_documents(search, stage_arena(), active()), 1);
}
END_TEST

/* Only one process may write. */
START_TEST(test_one_writer)
{
	int first = search_feed_lock(dir);

	ck_assert_int_ge(first, 0);
	ck_assert_int_eq(search_feed_lock(dir), -1);
	close(first);
	first = search_feed_lock(dir);
	ck_assert_int_ge(first, 0);
	close(first);
}
END_TEST

Suite *
search_suite(void)
{
	Suite *s = suite_create("search");
	TCase *t = tcase_create("search");

	suite_add_tcase(s, t);
	if (system("command -v searchd >/dev/null") != 0)
		return s;	/* there is none to be found with here */
	tcase_add_unchecked_fixture(t, start, stop);
	tcase_add_checked_fixture(t, begin, end);
	tcase_set_timeout(t, 30);
	tcase_add_test(t, test_what_is_published_is_found);
	tcase_add_test(t, test_filters);
	tcase_add_test(t, test_made_anew);
	tcase_add_test(t, test_one_writer);
	tcase_add_test(t, test_away);	/* last: the searchd it starts ends with it */
	return s;
}
