/* sphinxql.c: tests of core/lib/sphinxql.c: what is sent, whatever somebody typed. */
#include "tests/lib/suites.h"
#include "core/lib/sphinxql.h"

#include <string.h>

static struct arena *a;

static void
setup(void)
{
	a = arena_new();
}

static void
teardown(void)
{
	arena_free(a);
}

START_TEST(what_is_typed_is_reduced_to_words)
{
	ck_assert_str_eq(sphinxql_reduce(a, "  Jazz & (Blues) "), "jazz blues");
	ck_assert_str_eq(sphinxql_reduce(a, "O'Brien"), "obrien");
	ck_assert_str_eq(sphinxql_reduce(a, "@title \"x\" | -y /0.5 NEAR/3 ^z$"), "title x y 0 5 near 3 z");
	ck_assert_str_eq(sphinxql_reduce(a, "São 東京"), "são 東京");
	ck_assert_str_eq(sphinxql_reduce(a, "\\') OR 1=1 --"), "or 1 1");
	ck_assert_str_eq(sphinxql_reduce(a, " \t\n*** "), "");
}
END_TEST

START_TEST(a_question_is_made_of_typed_parts)
{
	struct sphinxql_query *q = sphinxql_select(a, "listing_a");

	ck_assert(sphinxql_words(q, "jazz lisb"));
	sphinxql_at_least(q, "starts", 5);
	sphinxql_below(q, "starts", 9);
	sphinxql_order(q, "starts", false);
	sphinxql_limit(q, 20, 20);
	sphinxql_facet(q, "category", 7);
	ck_assert_str_eq(sphinxql_statement(q),
	    "SELECT id FROM listing_a WHERE MATCH('jazz lisb*') AND starts >= 5 AND starts < 9"
	    " ORDER BY starts ASC LIMIT 20, 20 OPTION max_matches=1000, max_query_time=200; SHOW META; "
	    "SELECT category, COUNT(*) AS n FROM listing_a WHERE MATCH('jazz lisb*') AND starts >= 5"
	    " AND starts < 9 GROUP BY category ORDER BY n DESC, category ASC LIMIT 0, 7"
	    " OPTION max_matches=1000, max_query_time=200");
}
END_TEST

START_TEST(no_words_are_no_condition)
{
	struct sphinxql_query *q = sphinxql_select(a, "listing_a");

	ck_assert(!sphinxql_words(q, "?!"));
	ck_assert_ptr_eq(strstr(sphinxql_statement(q), "MATCH"), NULL);
}
END_TEST

START_TEST(too_deep_is_cut)
{
	struct sphinxql_query *q = sphinxql_select(a, "listing_a");

	sphinxql_limit(q, INT64_MAX, INT64_MAX);
	ck_assert_ptr_ne(strstr(sphinxql_statement(q), "LIMIT 1000, 0 "), NULL);
	sphinxql_limit(q, -5, 30);
	ck_assert_ptr_ne(strstr(sphinxql_statement(q), "LIMIT 0, 30 "), NULL);
}
END_TEST

START_TEST(text_is_escaped_once)
{
	static const char *const columns[] = { "id", "title" };
	struct sphinxql_query *q = sphinxql_replace(a, "listing_a", columns, 2);

	sphinxql_document(q);
	sphinxql_int(q, 7);
	sphinxql_text(q, "It's \\ a\001b\n");
	sphinxql_document(q);
	sphinxql_int(q, 8);
	sphinxql_text(q, "");
	ck_assert_str_eq(sphinxql_statement(q),
	    "REPLACE INTO listing_a (id, title) VALUES (7, 'It\\'s \\\\ a b '), (8, '')");
}
END_TEST

START_TEST(a_name_of_somebody_elses_aborts)
{
	sphinxql_select(a, "listing_a; DROP");
}
END_TEST

START_TEST(nobody_home_is_an_answer)
{
	struct sphinxql		*s = sphinxql_new("/nonexistent/search.sock");
	struct sphinxql_answer	 answer;

	ck_assert(!sphinxql_ask(s, sphinxql_select(a, "listing_a"), &answer));
	ck_assert_str_ne(sphinxql_error(s), "");
	ck_assert(!sphinxql_ping(s, a));
	sphinxql_free(s);
}
END_TEST

Suite *
sphinxql_suite(void)
{
	Suite *s = suite_create("sphinxql");
	TCase *t = tcase_create("sphinxql");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, what_is_typed_is_reduced_to_words);
	tcase_add_test(t, a_question_is_made_of_typed_parts);
	tcase_add_test(t, no_words_are_no_condition);
	tcase_add_test(t, too_deep_is_cut);
	tcase_add_test(t, text_is_escaped_once);
	tcase_add_test_raise_signal(t, a_name_of_somebody_elses_aborts, 6);
	tcase_add_test(t, nobody_home_is_an_answer);
	suite_add_tcase(s, t);
	return s;
}
