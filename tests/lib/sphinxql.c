/* sphinxql.c: tests of what core/lib/sphinxql.c would send; tests/data/search.c sends it. */
#include "tests/lib/suites.h"
#include "core/lib/sphinxql.h"

#include <signal.h>
#include <string.h>

static struct arena *arena;

static void
setup(void)
{
	arena = arena_new();
}

static void
teardown(void)
{
	arena_free(arena);
}

START_TEST(words_are_all_that_is_left)
{
	static const char *const cases[][2] = {
		{ "", "" },
		{ "  ", "" },
		{ "Jazz", "jazz" },
		{ "  Jazz   in\tLisbon ", "jazz in lisbon" },
		{ "O'Brien's", "obriens" },
		{ "\"a b\"~3 (c|d) -e @title f* =g ^h$ /2 <<", "a b 3 c d e title f g h 2" },
		{ "MAYBE NEAR/3 SENTENCE", "maybe near 3 sentence" },
		{ "São Łódź 東京", "são Łódź 東京" },
		{ "rock\\n'roll';DROP", "rock nroll drop" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert_str_eq(sphinxql_reduce(arena, cases[i][0]), cases[i][1]);
}
END_TEST

static const char *
matched(const char *typed)
{
	struct sphinxql_query *q = sphinxql_select(arena, "i");

	return sphinxql_words(q, typed) ? strstr(sphinxql_statement(q), "MATCH") : "";
}

START_TEST(the_last_word_is_a_beginning)
{
	ck_assert_str_eq(matched("?!"), "");
	ck_assert_ptr_nonnull(strstr(matched("jazz lis"), "MATCH('jazz lis*')"));
	ck_assert_ptr_nonnull(strstr(matched("jazz li"), "MATCH('jazz li')"));
	ck_assert_ptr_nonnull(strstr(matched("東京"), "MATCH('東京')"));
	ck_assert_ptr_nonnull(strstr(matched("a b c d e f g h i j k l m n"),
	    "MATCH('a b c d e f g h i j k l')"));
}
END_TEST

START_TEST(a_whole_question)
{
	struct sphinxql_query	*q = sphinxql_select(arena, "listing_a");
	const int64_t		 some[] = { 4, -5 };

	sphinxql_column(q, "id");
	sphinxql_column(q, "event");
	ck_assert(sphinxql_words(q, "jazz"));
	sphinxql_is(q, "city", INT64_MAX);
	sphinxql_is_not(q, "state", INT64_MIN);
	sphinxql_at_least(q, "starts", 5);
	sphinxql_below(q, "starts", 9);
	sphinxql_among(q, "category", (struct ids){ some, 2 });
	sphinxql_near(q, 38.7, -9.1, 25);
	sphinxql_group(q, "event", "starts");
	sphinxql_order(q, "starts", false);
	sphinxql_order_by_weight(q);
	sphinxql_limit(q, 20, 10);
	sphinxql_facet(q, "category", 30);
	ck_assert_str_eq(sphinxql_statement(q),
	    "SELECT id, event, GEODIST(latitude, longitude, 38.7000000, -9.1000000, "
	    "{in=degrees, out=km}) AS km FROM listing_a WHERE MATCH('jazz*') AND city = "
	    "9223372036854775807 "
	    "AND state <> -9223372036854775808 AND starts >= 5 AND starts < 9 AND category IN (4,-5) "
	    ""
	    "AND km <= 25.0000000 GROUP BY event WITHIN GROUP ORDER BY starts ASC ORDER BY starts "
	    "ASC, WEIGHT() DESC "
	    "LIMIT 20, 10 OPTION max_matches=1000, max_query_time=200, ranker=sph04 "
	    "FACET category ORDER BY COUNT(*) DESC LIMIT 30; SHOW META");
}
END_TEST

START_TEST(limits_are_never_too_deep)
{
	static const struct { int64_t offset, n; const char *limit; } cases[] = {
		{ 0, 20, " LIMIT 0, 20 " }, { -5, -5, " LIMIT 0, 1 " },
		    { 990, 20, " LIMIT 990, 10 " },
		{ 1000, 20, " LIMIT 999, 1 " }, { INT64_MAX, INT64_MAX, " LIMIT 999, 1 " },
		    { 0, INT64_MAX, " LIMIT 0, 1000 " },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct sphinxql_query *q = sphinxql_select(arena, "i");

		sphinxql_limit(q, cases[i].offset, cases[i].n);
		ck_assert_ptr_nonnull(strstr(sphinxql_statement(q), cases[i].limit));
	}
}
END_TEST

START_TEST(nothing_among_nothing)
{
	struct sphinxql_query *q = sphinxql_delete(arena, "i");

	sphinxql_among(q, "event", (struct ids){ NULL, 0 });
	ck_assert_str_eq(sphinxql_statement(q), "DELETE FROM i WHERE id = 0");
}
END_TEST

START_TEST(documents)
{
	static const char *const	 columns[] = { "id", "title", "latitude" };
	struct sphinxql_query		*q = sphinxql_replace(arena, "i", columns, 3);

	for (int64_t id = 1; id <= 2; id++) {
		sphinxql_document(q);
		sphinxql_int(q, id);
		sphinxql_text(q, "it's \\ a\n\x01line\x7f");
		sphinxql_real(q, 0.5);
	}
	ck_assert_str_eq(sphinxql_statement(q), "REPLACE INTO i (id, title, latitude) VALUES "
	    "(1, 'it\\'s \\\\ a  line ', 0.5000000), (2, 'it\\'s \\\\ a  line ', 0.5000000)");
}
END_TEST

START_TEST(a_name_that_is_none_aborts)
{
	sphinxql_is(sphinxql_select(arena, "i"), "city = 1 OR id", 3);
}
END_TEST

START_TEST(a_document_that_is_not_whole_aborts)
{
	static const char *const	 columns[] = { "id", "title" };
	struct sphinxql_query		*q = sphinxql_replace(arena, "i", columns, 2);

	sphinxql_document(q);
	sphinxql_int(q, 1);
	sphinxql_statement(q);
}
END_TEST

START_TEST(nobody_home_is_an_answer)
{
	struct sphinxql		*s = sphinxql_new("/nonexistent/search.sock");
	struct sphinxql_answer	 answer;

	ck_assert(!sphinxql_ask(s, sphinxql_select(arena, "listing_a"), &answer));
	ck_assert_str_ne(sphinxql_error(s), "");
	ck_assert(!sphinxql_ping(s, arena));
	sphinxql_free(s);
}
END_TEST

Suite *
sphinxql_suite(void)
{
	Suite *s = suite_create("sphinxql");
	TCase *t = tcase_create("sphinxql");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, words_are_all_that_is_left);
	tcase_add_test(t, the_last_word_is_a_beginning);
	tcase_add_test(t, a_whole_question);
	tcase_add_test(t, limits_are_never_too_deep);
	tcase_add_test(t, nothing_among_nothing);
	tcase_add_test(t, documents);
	tcase_add_test(t, nobody_home_is_an_answer);
	tcase_add_test_raise_signal(t, a_name_that_is_none_aborts, SIGABRT);
	tcase_add_test_raise_signal(t, a_document_that_is_not_whole_aborts, SIGABRT);
	suite_add_tcase(s, t);
	return s;
}
