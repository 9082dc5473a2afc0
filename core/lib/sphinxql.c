/* sphinxql.c: ask searchd; see sphinxql.h. */
#include "core/lib/sphinxql.h"

#include "core/lib/clock.h"
#include "core/lib/log.h"
#include "core/lib/str.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PATIENCE	1.0	/* seconds for one answer */
#define QUERY_MS	200	/* searchd gives up on a question with words after that */
#define REST_MS		1500	/* a searchd that did not answer is left alone so long */
#define SETS_MAX	(SPHINXQL_FACETS + 2)	/* rows, facets, META */
#define PREFIX_MIN	3	/* letters of the last word before it may be the beginning of a longer one */

struct sphinxql {
	struct db_link	*link;
	int64_t		 resting_until;	/* clock_ms(); 0: it is not */
	char		 error[300];
};

enum query_kind { QUERY_SELECT, QUERY_REPLACE, QUERY_OTHER };

struct sphinxql_query {
	enum query_kind	 kind;
	struct arena	*arena;
	const char	*index;
	struct str	*columns;	/* SELECT: what comes before FROM; else the head of the statement */
	struct str	*where;
	struct str	*group;
	struct str	*order;
	struct { const char *column; int64_t n; } facets[SPHINXQL_FACETS];
	size_t		 n_facets;
	int64_t		 offset, n;
	bool		 has_words;
	struct str	*values;	/* REPLACE: the documents */
	size_t		 n_columns, n_values;
};

/* --- the connection --------------------------------------------------------------- */

struct sphinxql *
sphinxql_new(const char *address)
{
	struct sphinxql		*s = calloc(1, sizeof(*s));
	struct db_link_setup	 setup = { .address = address, .patience = PATIENCE };

	if (s == NULL)
		abort();
	s->link = db_link_new(&setup);
	return s;
}

void
sphinxql_free(struct sphinxql *s)
{
	db_link_free(s->link);
	free(s);
}

const char *
sphinxql_error(const struct sphinxql *s)
{
	return s->error;
}

/* 1064 is searchd's one number for everything it understood and could not do. */
static bool
is_refusal(unsigned number)
{
	return number == 1064;
}

static void
note_failure(struct sphinxql *s)
{
	strncpy(s->error, db_link_error(s->link), sizeof(s->error) - 1);
	if (is_refusal(db_link_errno(s->link)))
		return;
	s->resting_until = clock_ms() + REST_MS;
	db_link_close(s->link);
	log_line(LOG_WARN, "searchd does not answer", LOG_TEXT("why", s->error), LOG_END);
}

/*
 * Send one text.  A connection that searchd closed while it was idle, and a file that OPTIMIZE has just
 * taken away (a refusal, once), are both cured by asking again.
 */
static int
send(struct sphinxql *s, struct arena *a, const char *sql, size_t len, struct rows *sets)
{
	int n;

	if (s->resting_until > clock_ms())
		return -1;
	s->resting_until = 0;
	n = db_link_ask(s->link, a, sql, len, sets, SETS_MAX);
	if (n < 0)
		n = db_link_ask(s->link, a, sql, len, sets, SETS_MAX);
	if (n < 0)
		note_failure(s);
	else
		s->error[0] = '\0';
	return n;
}

bool
sphinxql_ping(struct sphinxql *s, struct arena *a)
{
	struct rows sets[SETS_MAX];

	return send(s, a, "SHOW STATUS LIKE 'uptime'", 25, sets) >= 0;
}

/* --- the typed parts ------------------------------------------------------------------ */

/* A name of ours: nobody's text. */
static const char *
word_of_ours(const char *name)
{
	size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_");

	if (len == 0 || name[len] != '\0') {
		log_line(LOG_ERROR, "not a name for searchd", LOG_TEXT("name", name), LOG_END);
		abort();
	}
	return name;
}

/*
 * The one escaper: a string literal.  Backslash escapes only; a doubled quote would be a syntax error.
 * Control characters, which searchd cannot carry, become blanks.
 */
static void
add_literal(struct str *to, const char *value)
{
	str_addc(to, '\'');
	for (; *value != '\0'; value++) {
		unsigned char c = (unsigned char)*value;

		if (c == '\'' || c == '\\')
			str_addc(to, '\\');
		str_addc(to, c < 0x20 || c == 0x7f ? ' ' : *value);
	}
	str_addc(to, '\'');
}

static bool
is_word_byte(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
}

char *
sphinxql_reduce(struct arena *a, const char *typed)
{
	char	*out = arena_alloc(a, strlen(typed) + 1);
	size_t	 n = 0;

	for (const char *p = typed; *p != '\0'; p++) {
		unsigned char c = (unsigned char)*p;

		/* O'Brien is one word, as ignore_chars of the index has it. */
		if (c == '\'' && n > 0 && out[n - 1] != ' ')
			continue;
		if (is_word_byte(c))
			out[n++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
		else if (n > 0 && out[n - 1] != ' ')
			out[n++] = ' ';
	}
	while (n > 0 && out[n - 1] == ' ')
		n--;
	out[n] = '\0';
	return out;
}

static struct sphinxql_query *
query_new(struct arena *a, enum query_kind kind, const char *index)
{
	struct sphinxql_query *q = make(a, struct sphinxql_query);

	q->kind = kind;
	q->arena = a;
	q->index = word_of_ours(index);
	q->columns = str_new(a);
	q->where = str_new(a);
	q->group = str_new(a);
	q->order = str_new(a);
	q->values = str_new(a);
	q->n = 20;
	return q;
}

/* --- a question -------------------------------------------------------------------------- */

struct sphinxql_query *
sphinxql_select(struct arena *a, const char *index)
{
	return query_new(a, QUERY_SELECT, index);
}

void
sphinxql_column(struct sphinxql_query *q, const char *column)
{
	str_addf(q->columns, "%s%s", q->columns->len > 0 ? ", " : "", word_of_ours(column));
}

static void
add_condition(struct sphinxql_query *q)
{
	str_add(q->where, q->where->len > 0 ? " AND " : " WHERE ");
}

bool
sphinxql_words(struct sphinxql_query *q, const char *typed)
{
	char		*words = sphinxql_reduce(q->arena, typed);
	const char	*last = strrchr(words, ' ');

	if (*words == '\0')
		return false;
	last = last == NULL ? words : last + 1;
	add_condition(q);
	str_add(q->where, "MATCH(");
	add_literal(q->where, strlen(last) >= PREFIX_MIN ? text(q->arena, "%s*", words) : words);
	str_addc(q->where, ')');
	q->has_words = true;
	return true;
}

static void
add_comparison(struct sphinxql_query *q, const char *column, const char *sign, int64_t value)
{
	add_condition(q);
	str_addf(q->where, "%s %s %" PRId64, word_of_ours(column), sign, value);
}

void
sphinxql_is(struct sphinxql_query *q, const char *column, int64_t value)
{
	add_comparison(q, column, "=", value);
}

void
sphinxql_is_not(struct sphinxql_query *q, const char *column, int64_t value)
{
	add_comparison(q, column, "<>", value);
}

void
sphinxql_at_least(struct sphinxql_query *q, const char *column, int64_t value)
{
	add_comparison(q, column, ">=", value);
}

void
sphinxql_below(struct sphinxql_query *q, const char *column, int64_t value)
{
	add_comparison(q, column, "<", value);
}

void
sphinxql_among(struct sphinxql_query *q, const char *column, struct ids ids)
{
	add_condition(q);
	str_addf(q->where, "%s IN (", word_of_ours(column));
	if (ids.n == 0)
		str_add(q->where, "-1");	/* no id is negative */
	for (size_t i = 0; i < ids.n; i++)
		str_addf(q->where, "%s%" PRId64, i > 0 ? ", " : "", ids.at[i]);
	str_addc(q->where, ')');
}

void
sphinxql_near(struct sphinxql_query *q, double latitude, double longitude, double km)
{
	assert(isfinite(latitude) && isfinite(longitude) && isfinite(km));
	str_addf(q->columns, "%sGEODIST(latitude, longitude, %.6f, %.6f, {in=degrees, out=km}) AS km",
	    q->columns->len > 0 ? ", " : "id, ", latitude, longitude);
	add_condition(q);
	str_addf(q->where, "km <= %.3f", km);
}

void
sphinxql_group(struct sphinxql_query *q, const char *column, const char *first)
{
	str_addf(q->group, " GROUP BY %s WITHIN GROUP ORDER BY %s ASC", word_of_ours(column),
	    word_of_ours(first));
}

static void
add_order(struct sphinxql_query *q, const char *by, bool descending)
{
	str_addf(q->order, "%s%s %s", q->order->len > 0 ? ", " : " ORDER BY ", by,
	    descending ? "DESC" : "ASC");
}

void
sphinxql_order(struct sphinxql_query *q, const char *column, bool descending)
{
	add_order(q, word_of_ours(column), descending);
}

void
sphinxql_order_by_weight(struct sphinxql_query *q)
{
	add_order(q, "WEIGHT()", true);
}

/* An offset or number beyond what searchd keeps would be an error; beyond it there is nothing. */
void
sphinxql_limit(struct sphinxql_query *q, int64_t offset, int64_t n)
{
	q->offset = offset < 0 ? 0 : offset > SPHINXQL_DEEP ? SPHINXQL_DEEP : offset;
	q->n = n < 0 ? 0 : n;
	if (q->n > SPHINXQL_DEEP - q->offset)
		q->n = SPHINXQL_DEEP - q->offset;
}

void
sphinxql_facet(struct sphinxql_query *q, const char *column, int64_t n)
{
	assert(q->n_facets < SPHINXQL_FACETS);
	q->facets[q->n_facets].column = word_of_ours(column);
	q->facets[q->n_facets++].n = n;
}

/* --- a change ------------------------------------------------------------------------------ */

struct sphinxql_query *
sphinxql_replace(struct arena *a, const char *index, const char *const *columns, size_t n)
{
	struct sphinxql_query *q = query_new(a, QUERY_REPLACE, index);

	for (size_t i = 0; i < n; i++)
		sphinxql_column(q, columns[i]);
	q->n_columns = n;
	return q;
}

static void
close_document(struct sphinxql_query *q)
{
	assert(q->n_values == q->n_columns || q->values->len == 0);
	if (q->values->len > 0)
		str_addc(q->values, ')');
}

void
sphinxql_document(struct sphinxql_query *q)
{
	close_document(q);
	str_add(q->values, q->values->len > 0 ? ", (" : "(");
	q->n_values = 0;
}

static struct str *
next_value(struct sphinxql_query *q)
{
	assert(q->kind == QUERY_REPLACE && q->n_values < q->n_columns);
	if (q->n_values++ > 0)
		str_add(q->values, ", ");
	return q->values;
}

void
sphinxql_int(struct sphinxql_query *q, int64_t value)
{
	str_addf(next_value(q), "%" PRId64, value);
}

void
sphinxql_real(struct sphinxql_query *q, double value)
{
	str_addf(next_value(q), "%.6f", isfinite(value) ? value : 0.0);
}

void
sphinxql_text(struct sphinxql_query *q, const char *value)
{
	add_literal(next_value(q), value);
}

static struct sphinxql_query *
other(struct arena *a, const char *index, const char *head)
{
	struct sphinxql_query *q = query_new(a, QUERY_OTHER, index);

	str_add(q->columns, head);
	return q;
}

struct sphinxql_query *
sphinxql_delete(struct arena *a, const char *index)
{
	return other(a, index, "DELETE FROM ");
}

struct sphinxql_query *
sphinxql_truncate(struct arena *a, const char *index)
{
	return other(a, index, "TRUNCATE RTINDEX ");
}

struct sphinxql_query *
sphinxql_flush(struct arena *a, const char *index)
{
	return other(a, index, "FLUSH RAMCHUNK ");
}

struct sphinxql_query *
sphinxql_optimize(struct arena *a, const char *index)
{
	return other(a, index, "OPTIMIZE INDEX ");
}

/* --- the statement ---------------------------------------------------------------------------- */

/* Rows, what is said about them, and the same conditions counted by each facet's column. */
static const char *
select_statement(const struct sphinxql_query *q)
{
	const char	*patience = q->has_words ?
	    text(q->arena, ", max_query_time=%d", QUERY_MS) : "";
	struct str	*s = str_new(q->arena);

	str_addf(s, "SELECT %s FROM %s%s%s%s LIMIT %" PRId64 ", %" PRId64 " OPTION max_matches=%d%s; SHOW META",
	    q->columns->len > 0 ? q->columns->text : "id", q->index, q->where->text, q->group->text,
	    q->order->text, q->offset, q->n, SPHINXQL_DEEP, patience);
	for (size_t i = 0; i < q->n_facets; i++)
		str_addf(s, "; SELECT %s, COUNT(*) AS n FROM %s%s GROUP BY %s ORDER BY n DESC, %s ASC"
		    " LIMIT 0, %" PRId64 " OPTION max_matches=%d%s", q->facets[i].column, q->index,
		    q->where->text, q->facets[i].column, q->facets[i].column, q->facets[i].n,
		    SPHINXQL_DEEP, patience);
	return s->text;
}

const char *
sphinxql_statement(struct sphinxql_query *q)
{
	switch (q->kind) {
	case QUERY_SELECT:
		return select_statement(q);
	case QUERY_REPLACE:
		return text(q->arena, "REPLACE INTO %s (%s) VALUES %s)", q->index, q->columns->text,
		    q->values->text);
	case QUERY_OTHER:
		break;
	}
	return text(q->arena, "%s%s%s", q->columns->text, q->index, q->where->text);
}

/* What SHOW META says of the question before it. */
static void
read_meta(struct rows meta, struct sphinxql_answer *answer)
{
	for (size_t i = 0; i < meta.n; i++) {
		if (row_is(meta.at[i], "Variable_name", "total_found"))
			answer->found = strtoll(row_text(meta.at[i], "Value"), NULL, 10);
		if (row_is(meta.at[i], "Variable_name", "warning"))
			answer->partial = true;
	}
}

bool
sphinxql_ask(struct sphinxql *s, struct sphinxql_query *q, struct sphinxql_answer *answer)
{
	const char	*sql = sphinxql_statement(q);
	struct rows	 sets[SETS_MAX];
	int		 n = send(s, q->arena, sql, strlen(sql), sets);

	*answer = (struct sphinxql_answer){ 0 };
	if (n < 0)
		return false;
	assert(n == (int)q->n_facets + 2);
	answer->rows = sets[0];
	answer->n_facets = q->n_facets;
	for (size_t i = 0; i < q->n_facets; i++)
		answer->facets[i] = sets[i + 2];
	read_meta(sets[1], answer);
	return true;
}

bool
sphinxql_tell(struct sphinxql *s, struct sphinxql_query *q, int64_t *changed)
{
	const char	*sql;
	struct rows	 sets[SETS_MAX];

	assert(q->kind != QUERY_OTHER || strncmp(q->columns->text, "DELETE", 6) != 0 || q->where->len > 0);
	if (q->kind == QUERY_REPLACE && q->values->len == 0)
		return true;	/* no documents */
	if (q->kind == QUERY_REPLACE)
		assert(q->n_values == q->n_columns);
	sql = sphinxql_statement(q);
	if (send(s, q->arena, sql, strlen(sql), sets) < 0)
		return false;
	if (changed != NULL)
		*changed = db_link_changed(s->link);
	return true;
}
