/* search.c: finding dates by words; see search.h. */
#include "core/domain/search.h"

#include "core/lib/arena.h"
#include "core/lib/row.h"
#include "core/lib/sphinxql.h"

#define CATEGORIES_MOST	64

/* What every part of a question has in common. */
static void
add_conditions(struct sphinxql_query *q, const struct search_question *question)
{
	sphinxql_words(q, question->words);
	sphinxql_at_least(q, "starts", question->from);
	sphinxql_below(q, "starts", question->to);
	if (question->city != 0)
		sphinxql_is(q, "city", question->city);
	if (question->free)
		sphinxql_is(q, "free", 1);
	if (question->online)
		sphinxql_is(q, "online", 1);
}

static void
read_found(struct arena *a, struct rows rows, struct search_answer *answer)
{
	answer->found = make_array(a, int64_t, rows.n);
	answer->n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		answer->found[i] = row_int(rows.at[i], "id");
}

static void
read_categories(struct arena *a, struct rows rows, struct search_answer *answer)
{
	answer->categories = make_array(a, struct search_count, rows.n);
	answer->categories_n = rows.n;
	for (size_t i = 0; i < rows.n; i++) {
		answer->categories[i].value = row_int(rows.at[i], "category");
		answer->categories[i].n = row_int(rows.at[i], "n");
	}
}

/* The dates themselves. */
static bool
ask_dates(struct sphinxql *s, struct arena *a, const char *index,
    const struct search_question *question, struct search_answer *answer)
{
	struct sphinxql_query	*q = sphinxql_select(a, index);
	struct sphinxql_answer	 heard;

	add_conditions(q, question);
	if (question->category != 0)
		sphinxql_is(q, "category", question->category);
	else
		sphinxql_facet(q, "category", CATEGORIES_MOST);
	sphinxql_order(q, "starts", false);
	sphinxql_order(q, "id", false);
	sphinxql_limit(q, question->skip, question->most);
	if (!sphinxql_ask(s, q, &heard))
		return false;
	read_found(a, heard.rows, answer);
	answer->total = heard.found;
	if (heard.n_facets > 0)
		read_categories(a, heard.facets[0], answer);
	return true;
}

/* The counts of all kinds, where the dates are of one: a visitor may want another. */
static bool
ask_categories(struct sphinxql *s, struct arena *a, const char *index,
    const struct search_question *question, struct search_answer *answer)
{
	struct sphinxql_query	*q = sphinxql_select(a, index);
	struct sphinxql_answer	 heard;

	add_conditions(q, question);
	sphinxql_facet(q, "category", CATEGORIES_MOST);
	sphinxql_limit(q, 0, 1);
	if (!sphinxql_ask(s, q, &heard))
		return false;
	if (heard.n_facets > 0)
		read_categories(a, heard.facets[0], answer);
	return true;
}

bool
search_has_words(struct arena *a, const char *typed)
{
	return *sphinxql_reduce(a, typed) != '\0';
}

bool
search_ask(struct sphinxql *s, struct arena *a, const char *index,
    const struct search_question *question, struct search_answer *answer)
{
	*answer = (struct search_answer){ 0 };
	if (s == NULL || !ask_dates(s, a, index, question, answer))
		return false;
	return question->category == 0 || ask_categories(s, a, index, question, answer);
}
