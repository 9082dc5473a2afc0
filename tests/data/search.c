/* search.c: tests of core/lib/sphinxql.c with a searchd of their own. */
#include "tests/data/suites.h"
#include "core/lib/sphinxql.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static struct arena	*arena;
static struct sphinxql	*search;
static char		 dir[32], address[64];

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
	snprintf(dir, sizeof(dir), "/tmp/ms%d", (int)getpid());
	snprintf(address, sizeof(address), "%s/search.sock", dir);
	ck_assert(searchd("start"));
}

static void
stop(void)
{
	searchd("stop");
}

struct document {
	int64_t		 id, event, starts, city, category;
	double		 latitude, longitude;
	const char	*title, *words;
};

static const struct document documents[] = {
	{ 1, 10, 100, 1, 1, 38.7, -9.1, "Jazz in Lisbon", "swing and more" },
	{ 2, 10, 200, 1, 1, 38.7, -9.1, "Jazz in Lisbon", "swing and more" },
	{ 3, 11, 150, 2, 2, 41.15, -8.6, "Fado no Porto", "guitarra; it's \\ sad" },
	{ 4, 12, 120, 3, 1, 35.68, 139.69, "東京 Jazz 🎷", "O'Brien plays" },
	{ 5, 13, 300, 4, 3, 51.77, 19.45, "Łódź design", "NEAR the -station \"quoted\"" },
};

static void
fill(void)
{
	static const char *const columns[] = { "id", "event", "starts", "city", "category",
	    "latitude", "longitude",
	    "title", "words" };
	struct sphinxql_query *q = sphinxql_replace(arena, "listing_a", columns, 9);

	for (size_t i = 0; i < sizeof(documents) / sizeof(documents[0]); i++) {
		const struct document *d = &documents[i];

		sphinxql_document(q);
		sphinxql_int(q, d->id);
		sphinxql_int(q, d->event);
		sphinxql_int(q, d->starts);
		sphinxql_int(q, d->city);
		sphinxql_int(q, d->category);
		sphinxql_real(q, d->latitude);
		sphinxql_real(q, d->longitude);
		sphinxql_text(q, d->title);
		sphinxql_text(q, d->words);
	}
	ck_assert_msg(sphinxql_tell(search, q, NULL), "%s", sphinxql_error(search));
}

static void
setup(void)
{
	arena = arena_new();
	search = sphinxql_new(address);
	ck_assert(sphinxql_tell(search, sphinxql_truncate(arena, "listing_a"), NULL));
	fill();
}

static void
teardown(void)
{
	sphinxql_free(search);
	arena_free(arena);
}

/* The ids found for words, as "1 4 ". */
static const char *
found(const char *typed)
{
	struct sphinxql_query	*q = sphinxql_select(arena, "listing_a");
	struct sphinxql_answer	 a;
	char			*ids = arena_copy(arena, "");

	sphinxql_words(q, typed);
	sphinxql_order(q, "id", false);
	ck_assert_msg(sphinxql_ask(search, q, &a), "%s", sphinxql_error(search));
	ck_assert_int_eq(a.found, (int64_t)a.rows.n);
	for (size_t i = 0; i < a.rows.n; i++)
		ids = text(arena, "%s%s ", ids, row_text(a.rows.at[i], "id"));
	return ids;
}

START_TEST(words_find)
{
	ck_assert_str_eq(found("jazz"), "1 2 4 ");
	ck_assert_str_eq(found("JAZZ lis"), "1 2 ");
	ck_assert_str_eq(found("lodz"), "5 ");
	ck_assert_str_eq(found("Łódź"), "5 ");
	ck_assert_str_eq(found("東京"), "4 ");
	ck_assert_str_eq(found("obrien"), "4 ");
	ck_assert_str_eq(found("O'Brien"), "4 ");
	ck_assert_str_eq(found("it's sad"), "3 ");
	ck_assert_str_eq(found("near the station"), "5 ");
	ck_assert_str_eq(found("jazz -lisbon"), "1 2 ");
	ck_assert_str_eq(found("nothing of this"), "");
	ck_assert_str_eq(found("!!"), "1 2 3 4 5 ");
}
END_TEST

START_TEST(filters_groups_and_facets)
{
	struct sphinxql_query	*q = sphinxql_select(arena, "listing_a");
	struct sphinxql_answer	 a;

	sphinxql_column(q, "id");
	sphinxql_column(q, "starts");
	sphinxql_words(q, "jazz");
	sphinxql_at_least(q, "starts", 100);
	sphinxql_below(q, "starts", 250);
	sphinxql_group(q, "event", "starts");
	sphinxql_order(q, "starts", true);
	sphinxql_limit(q, 0, 1);
	sphinxql_facet(q, "city", 10);
	sphinxql_facet(q, "category", 10);
	ck_assert_msg(sphinxql_ask(search, q, &a), "%s", sphinxql_error(search));
	ck_assert_uint_eq(a.rows.n, 1);
	ck_assert_int_eq(row_id(a.rows.at[0], "id"), 4);
	ck_assert_int_eq(a.found, 2);
	ck_assert_uint_eq(a.n_facets, 2);
	ck_assert_uint_eq(a.facets[0].n, 2);
	ck_assert_int_eq(row_int(a.facets[0].at[0], "city"), 1);
	ck_assert_int_eq(row_int(a.facets[0].at[0], "n"), 2);
	ck_assert_int_eq(row_int(a.facets[1].at[0], "category"), 1);
	ck_assert_int_eq(row_int(a.facets[1].at[0], "n"), 3);
	ck_assert(!a.partial);
}
END_TEST

START_TEST(what_is_near)
{
	struct sphinxql_query	*q = sphinxql_select(arena, "listing_a");
	struct sphinxql_answer	 a;

	sphinxql_near(q, 38.72, -9.14, 500);
	sphinxql_order(q, "km", false);
	ck_assert_msg(sphinxql_ask(search, q, &a), "%s", sphinxql_error(search));
	ck_assert_uint_eq(a.rows.n, 3);
	ck_assert_int_eq(row_id(a.rows.at[2], "id"), 3);
	ck_assert(fabs(row_real(a.rows.at[2], "km") - 274) < 10);
}
END_TEST

START_TEST(documents_go)
{
	const int64_t		 events[] = { 10, 11 };
	struct sphinxql_query	*q = sphinxql_delete(arena, "listing_a");
	int64_t			 changed = 0;

	sphinxql_among(q, "event", (struct ids){ events, 2 });
	if (!sphinxql_tell(search, q, &changed)) {
		/* this searchd deletes by id only */
		const int64_t ids[] = { 1, 2, 3 };

		q = sphinxql_delete(arena, "listing_a");
		sphinxql_among(q, "id", (struct ids){ ids, 3 });
		ck_assert_msg(sphinxql_tell(search, q, &changed), "%s", sphinxql_error(search));
	}
	ck_assert_int_eq(changed, 3);
	ck_assert_str_eq(found(""), "4 5 ");
	ck_assert(sphinxql_tell(search, sphinxql_flush(arena, "listing_a"), NULL));
	ck_assert(sphinxql_tell(search, sphinxql_optimize(arena, "listing_a"), NULL));
	ck_assert_str_eq(found("lodz"), "5 ");
}
END_TEST

/* Bytes of all kinds, most of them such as mean something to somebody. */
static const char *
hostile(unsigned seed)
{
	static const char	 spice[] = "'\"\\()|-!@~*/^$=<>&%;#{}[]:,.+ "
	    "\t\n\x01\x7f\x80\xc3\xa9\xff\xe2 SENTENCE NEAR/2 MAYBE ZONE:x";
	char			*s = arena_alloc(arena, 64);

	srandom(seed);
	for (int i = 0; i < 60; i++)
		s[i] = random() % 4 == 0 ? (char)('a' + random() % 26) :
		    spice[(size_t)random() % (sizeof(spice) - 1)];
	return s;
}

START_TEST(nothing_typed_is_an_error)
{
	for (unsigned seed = 0; seed < 3000; seed++) {
		found(hostile(seed));
		if (seed % 100 == 0) {
			sphinxql_free(search);
			arena_reset(arena);
			search = sphinxql_new(address);
		}
	}
}
END_TEST

START_TEST(nothing_stored_is_an_error)
{
	static const char *const columns[] = { "id", "title" };

	for (unsigned seed = 0; seed < 1000; seed++) {
		struct sphinxql_query *q = sphinxql_replace(arena, "listing_a", columns, 2);

		sphinxql_document(q);
		sphinxql_int(q, 100);
		sphinxql_text(q, hostile(seed));
		ck_assert_msg(sphinxql_tell(search, q, NULL), "seed %u: %s", seed,
		    sphinxql_error(search));
	}
}
END_TEST

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

START_TEST(a_searchd_that_died_is_left_alone_and_found_again)
{
	struct sphinxql_query	*q = sphinxql_select(arena, "listing_a");
	struct sphinxql_answer	 a;

	ck_assert(searchd("kill"));
	ck_assert(!sphinxql_ask(search, q, &a));
	ck_assert(!sphinxql_ping(search, arena));
	ck_assert(searchd("again"));
	sleep(1);
	ck_assert(sphinxql_ping(search, arena));
	ck_assert_str_eq(found("jazz"), "1 2 4 ");
	ck_assert(searchd("kill"));
	ck_assert(searchd("again"));
	ck_assert_str_eq(found("jazz"), "1 2 4 ");	/* on a new connection, unnoticed */
}
END_TEST

static pid_t
server_pid(void)
{
	FILE	*f = fopen(text(arena, "%s/started", dir), "r");
	int	 pid = 0;

	ck_assert_int_eq(fscanf(f, "%d", &pid), 1);
	fclose(f);
	return pid;
}

START_TEST(a_searchd_that_hangs_costs_a_second)
{
	double since = seconds();

	ck_assert(sphinxql_ping(search, arena));
	kill(server_pid(), SIGSTOP);
	usleep(100000);		/* all its threads */
	ck_assert(!sphinxql_ping(search, arena));
	for (int i = 0; i < 100; i++)
		ck_assert(!sphinxql_ping(search, arena));
	kill(server_pid(), SIGCONT);
	ck_assert(seconds() - since < 2);
	sleep(1);
	ck_assert(sphinxql_ping(search, arena));
}
END_TEST

Suite *
search_suite(void)
{
	Suite *s = suite_create("search");
	TCase *t = tcase_create("search");

	tcase_add_unchecked_fixture(t, start, stop);
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, words_find);
	tcase_add_test(t, filters_groups_and_facets);
	tcase_add_test(t, what_is_near);
	tcase_add_test(t, documents_go);
	tcase_add_test(t, nothing_typed_is_an_error);
	tcase_add_test(t, nothing_stored_is_an_error);
	tcase_add_test(t, a_searchd_that_hangs_costs_a_second);
	tcase_add_test(t, a_searchd_that_died_is_left_alone_and_found_again);
	suite_add_tcase(s, t);
	return s;
}
