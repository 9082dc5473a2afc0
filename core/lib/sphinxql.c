/* sphinxql.c: see sphinxql.h. */
#include "core/lib/sphinxql.h"
#include "core/lib/breaker.h"
#include "core/lib/clock.h"
#include "core/lib/log.h"
#include "core/lib/row_make.h"
#include "core/lib/str.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PATIENCE	1.0	/* seconds */
/* a connection lost sooner had gone stale, and another is made at once */
#define AGAIN_MS	500
#define QUERY_MS	200	/* searchd gives up matching words after this */
#define WORDS_MAX	12	/* of what a person typed; more only cost time */
#define SETS_MAX	(1 + SPHINXQL_FACETS + 1)	/* rows, facets, meta */

struct sphinxql {
	const char	*address;
	struct db_link	*link;
	struct breaker	 breaker;
};

enum statement_kind { SELECT, REPLACE, OTHER };

struct sphinxql_query {
	struct arena		*arena;
	enum statement_kind	 kind;
	const char		*index;
	struct str		*columns;
	struct str		*where;
	struct str		*group;
	struct str		*order;
	struct str		*facets;
	size_t			 n_facets;
	int64_t			 offset, n;
	struct str		*text;		/* REPLACE and the rest: as it is sent */
	size_t			 n_columns;	/* of REPLACE */
	size_t			 n_values;	/* of the document at hand */
	bool			 words;		/* there is a MATCH */
	bool			 near;		/* there is a column km */
};

/* --- the only ways into a statement -------------------------------------- */

/* Names of indexes and columns are ours; anything else is a mistake that must not be sent. */
static const char *
name(const char *s)
{
	if (*s == '\0' || s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_")] != '\0') {
		log_line(LOG_ERROR, "not a name for searchd", LOG_TEXT("name", s), LOG_END);
		abort();
	}
	return s;
}

/*
 * A text in quotes.  searchd knows backslash escapes only ('' is an error), and reads
 * some of them in its own way, so control characters become blanks and nothing but the
 * quote and the backslash itself is escaped.
 */
static void
add_quoted(struct str *s, const char *value)
{
	str_addc(s, '\'');
	for (; *value != '\0'; value++) {
		unsigned char c = (unsigned char)*value;

		if (c == '\'' || c == '\\')
			str_addc(s, '\\');
		str_addc(s, c < 0x20 || c == 0x7f ? ' ' : *value);
	}
	str_addc(s, '\'');
}

static void
add_int(struct str *s, int64_t n)
{
	str_addf(s, "%" PRId64, n);
}

/* Without an exponent, which searchd does not read; NaN and infinity are no numbers. */
static void
add_real(struct str *s, double x)
{
	str_addf(s, "%.7f", isfinite(x) && fabs(x) < 1e15 ? x : 0.0);
}

/* --- words --------------------------------------------------------------- */

static bool
is_letter(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    c >= 0x80;
}

/* An apostrophe joins (O'Brien is obrien in the index), everything else that is no letter parts. */
char *
sphinxql_reduce(struct arena *arena, const char *typed)
{
	struct str	*s = str_new(arena);
	bool		 blank = false;

	for (; *typed != '\0'; typed++) {
		unsigned char c = (unsigned char)*typed;

		if (c == '\'')
			continue;
		if (!is_letter(c)) {
			blank = s->len > 0;
			continue;
		}
		if (blank)
			str_addc(s, ' ');
		blank = false;
		str_addc(s, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : (char)c);
	}
	return s->text;
}

/* Characters of UTF-8 from here to the end. */
static size_t
characters(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

static void
cut_words(char *words)
{
	int n = 0;

	for (; *words != '\0'; words++)
		if (*words == ' ' && ++n == WORDS_MAX) {
			*words = '\0';
			return;
		}
}

bool
sphinxql_words(struct sphinxql_query *q, const char *typed)
{
	char		*words = sphinxql_reduce(q->arena, typed);
	const char	*last;

	cut_words(words);
	if (*words == '\0')
		return false;
	last = strrchr(words, ' ');
	last = last == NULL ? words : last + 1;
	assert(!q->words);
	q->words = true;
	str_addf(q->where, "%sMATCH(", q->where->len == 0 ? "" : " AND ");
	add_quoted(q->where, text(q->arena, "%s%s", words, characters(last) >= 3 ? "*" : ""));
	str_addc(q->where, ')');
	return true;
}

/* --- questions ----------------------------------------------------------- */

static struct sphinxql_query *
query_new(struct arena *arena, enum statement_kind kind, const char *index)
{
	struct sphinxql_query *q = make(arena, struct sphinxql_query);

	q->arena = arena;
	q->kind = kind;
	q->index = name(index);
	q->columns = str_new(arena);
	q->where = str_new(arena);
	q->group = str_new(arena);
	q->order = str_new(arena);
	q->facets = str_new(arena);
	q->text = str_new(arena);
	q->n = 20;
	return q;
}

struct sphinxql_query *
sphinxql_select(struct arena *arena, const char *index)
{
	return query_new(arena, SELECT, index);
}

void
sphinxql_column(struct sphinxql_query *q, const char *column)
{
	str_addf(q->columns, "%s%s", q->columns->len == 0 ? "" : ", ", name(column));
}

static void
condition(struct sphinxql_query *q, const char *column, const char *operator, int64_t value)
{
	str_addf(q->where, "%s%s %s ", q->where->len == 0 ? "" : " AND ", name(column), operator);
	add_int(q->where, value);
}

void
sphinxql_is(struct sphinxql_query *q, const char *column, int64_t value)
{
	condition(q, column, "=", value);
}

void
sphinxql_is_not(struct sphinxql_query *q, const char *column, int64_t value)
{
	condition(q, column, "<>", value);
}

void
sphinxql_at_least(struct sphinxql_query *q, const char *column, int64_t value)
{
	condition(q, column, ">=", value);
}

void
sphinxql_below(struct sphinxql_query *q, const char *column, int64_t value)
{
	condition(q, column, "<", value);
}

/* No document has the id 0, so that is what an empty list finds. */
void
sphinxql_among(struct sphinxql_query *q, const char *column, struct ids ids)
{
	if (ids.n == 0) {
		condition(q, "id", "=", 0);
		return;
	}
	str_addf(q->where, "%s%s IN (", q->where->len == 0 ? "" : " AND ", name(column));
	for (size_t i = 0; i < ids.n; i++) {
		if (i > 0)
			str_addc(q->where, ',');
		add_int(q->where, ids.at[i]);
	}
	str_addc(q->where, ')');
}

/* searchd filters by a column that it has computed. */
void
sphinxql_near(struct sphinxql_query *q, double latitude, double longitude, double km)
{
	assert(!q->near);
	q->near = true;
	if (q->columns->len == 0)
		sphinxql_column(q, "id");
	str_add(q->columns, ", GEODIST(latitude, longitude, ");
	add_real(q->columns, latitude);
	str_add(q->columns, ", ");
	add_real(q->columns, longitude);
	str_add(q->columns, ", {in=degrees, out=km}) AS km");
	str_addf(q->where, "%skm <= ", q->where->len == 0 ? "" : " AND ");
	add_real(q->where, km);
}

void
sphinxql_group(struct sphinxql_query *q, const char *column, const char *first)
{
	str_addf(q->group, " GROUP BY %s WITHIN GROUP ORDER BY %s ASC", name(column), name(first));
}

void
sphinxql_order(struct sphinxql_query *q, const char *column, bool descending)
{
	str_addf(q->order, "%s%s %s", q->order->len == 0 ? " ORDER BY " : ", ", name(column),
	    descending ? "DESC" : "ASC");
}

void
sphinxql_order_by_weight(struct sphinxql_query *q)
{
	str_addf(q->order, "%sWEIGHT() DESC", q->order->len == 0 ? " ORDER BY " : ", ");
}

void
sphinxql_limit(struct sphinxql_query *q, int64_t offset, int64_t n)
{
	q->offset = offset < 0 ? 0 : offset > SPHINXQL_DEEP ? SPHINXQL_DEEP : offset;
	q->n = n < 0 ? 0 : n > SPHINXQL_DEEP - q->offset ? SPHINXQL_DEEP - q->offset : n;
}

void
sphinxql_facet(struct sphinxql_query *q, const char *column, int64_t n)
{
	assert(q->n_facets < SPHINXQL_FACETS);
	q->n_facets++;
	str_addf(q->facets, " FACET %s ORDER BY COUNT(*) DESC LIMIT ", name(column));
	add_int(q->facets, n < 1 ? 1 : n > SPHINXQL_DEEP ? SPHINXQL_DEEP : n);
}

static const char *
select_text(struct sphinxql_query *q)
{
	struct str *s = str_new(q->arena);

	str_addf(s, "SELECT %s FROM %s", q->columns->len == 0 ? "id" : q->columns->text, q->index);
	if (q->where->len > 0)
		str_addf(s, " WHERE %s", q->where->text);
	str_add(s, q->group->text);
	str_add(s, q->order->text);
	/* A limit of no rows is an error: then one is asked for and not shown. */
	str_addf(s, " LIMIT %" PRId64 ", %" PRId64 " OPTION max_matches=%d, max_query_time=%d, "
	    "ranker=sph04",
	    q->offset < SPHINXQL_DEEP ? q->offset : SPHINXQL_DEEP - 1, q->n < 1 ? 1 : q->n,
	    SPHINXQL_DEEP, QUERY_MS);
	str_add(s, q->facets->text);
	str_add(s, "; SHOW META");
	return s->text;
}

/* --- changes ------------------------------------------------------------- */

struct sphinxql_query *
sphinxql_replace(struct arena *arena, const char *index, const char *const *columns, size_t n)
{
	struct sphinxql_query *q = query_new(arena, REPLACE, index);

	str_addf(q->text, "REPLACE INTO %s (", q->index);
	for (size_t i = 0; i < n; i++)
		str_addf(q->text, "%s%s", i == 0 ? "" : ", ", name(columns[i]));
	str_add(q->text, ") VALUES ");
	q->n_columns = q->n_values = n;
	return q;
}

void
sphinxql_document(struct sphinxql_query *q)
{
	assert(q->kind == REPLACE && q->n_values == q->n_columns);
	str_add(q->text, q->text->text[q->text->len - 1] == ')' ? ", (" : "(");
	q->n_values = 0;
}

/* The comma before a value, the bracket behind the last. */
static struct str *
before_value(struct sphinxql_query *q)
{
	assert(q->kind == REPLACE && q->n_values < q->n_columns);
	if (q->n_values > 0)
		str_add(q->text, ", ");
	return q->text;
}

static void
after_value(struct sphinxql_query *q)
{
	if (++q->n_values == q->n_columns)
		str_addc(q->text, ')');
}

void
sphinxql_int(struct sphinxql_query *q, int64_t value)
{
	add_int(before_value(q), value);
	after_value(q);
}

void
sphinxql_real(struct sphinxql_query *q, double value)
{
	add_real(before_value(q), value);
	after_value(q);
}

void
sphinxql_text(struct sphinxql_query *q, const char *value)
{
	add_quoted(before_value(q), value);
	after_value(q);
}

static struct sphinxql_query *
other(struct arena *arena, const char *words, const char *index)
{
	struct sphinxql_query *q = query_new(arena, OTHER, index);

	str_addf(q->text, "%s %s", words, q->index);
	return q;
}

struct sphinxql_query *
sphinxql_delete(struct arena *arena, const char *index)
{
	return other(arena, "DELETE FROM", index);
}

struct sphinxql_query *
sphinxql_truncate(struct arena *arena, const char *index)
{
	return other(arena, "TRUNCATE RTINDEX", index);
}

struct sphinxql_query *
sphinxql_flush(struct arena *arena, const char *index)
{
	return other(arena, "FLUSH RAMCHUNK", index);
}

struct sphinxql_query *
sphinxql_optimize(struct arena *arena, const char *index)
{
	return other(arena, "OPTIMIZE INDEX", index);
}

const char *
sphinxql_statement(struct sphinxql_query *q)
{
	if (q->kind == SELECT)
		return select_text(q);
	assert(q->kind != REPLACE || q->n_values == q->n_columns);
	if (q->where->len == 0)
		return q->text->text;
	return text(q->arena, "%s WHERE %s", q->text->text, q->where->text);
}

/* --- the connection ------------------------------------------------------ */

struct sphinxql *
sphinxql_new(const char *address)
{
	struct sphinxql *s = calloc(1, sizeof(*s));

	if (s == NULL)
		abort();	/* no memory */
	s->address = address;
	s->link = db_link_new(&(struct db_link_setup){ .address = address, .patience = PATIENCE });
	return s;
}

void
sphinxql_patience(struct sphinxql *s, double seconds)
{
	db_link_free(s->link);
	s->link = db_link_new(&(struct db_link_setup){ .address = s->address,
	    .patience = seconds > 0 ? seconds : PATIENCE });
}

void
sphinxql_free(struct sphinxql *s)
{
	if (s == NULL)
		return;
	db_link_free(s->link);
	free(s);
}

const char *
sphinxql_error(const struct sphinxql *s)
{
	return db_link_error(s->link);
}

/*
 * Numbers of Connector/C (2000 and on) are about the connection; searchd's own are 1064 and
 * the like.
 */
static bool
is_lost(const struct sphinxql *s)
{
	return db_link_errno(s->link) >= 2000 || db_link_errno(s->link) == 1040;
}

/* A query beside OPTIMIZE may find a chunk gone, once. */
static bool
is_worth_again(const struct sphinxql *s)
{
	return strstr(db_link_error(s->link), "failed to open") != NULL;
}

static int
ask_once(struct sphinxql *s, struct arena *arena, const char *sql, struct rows *sets, int max)
{
	return db_link_ask(s->link, arena, sql, strlen(sql), sets, max);
}

/*
 * Send, again at once after a connection that had gone stale; -1 when it did not work,
 * having logged why.
 */
static int
ask(struct sphinxql *s, struct arena *arena, const char *sql, struct rows *sets, int max)
{
	int64_t	since = clock_ms();
	int	n;

	if (breaker_is_open(&s->breaker))
		return -1;
	n = ask_once(s, arena, sql, sets, max);
	if (n < 0 && (is_worth_again(s) || (is_lost(s) && clock_ms() - since < AGAIN_MS)))
		n = ask_once(s, arena, sql, sets, max);
	if (n >= 0 || !is_lost(s))
		breaker_hit(&s->breaker);
	if (n >= 0)
		return n;
	if (is_lost(s)) {
		db_link_close(s->link);
		breaker_miss(&s->breaker);
	}
	log_line(LOG_ERROR, "searchd did not answer", LOG_NUM("error", db_link_errno(s->link)),
	    LOG_TEXT("reason", db_link_error(s->link)), LOG_END);
	return -1;
}

bool
sphinxql_ping(struct sphinxql *s, struct arena *arena)
{
	struct rows rows;

	return ask(s, arena, "SHOW TABLES", &rows, 1) == 1;
}

/* searchd calls the second column count(*). */
static void
name_facet(struct arena *arena, struct rows *facet)
{
	const char		*names[] = { facet->n == 0 ? "" : row_name(facet->at[0], 0), "n" };
	const struct columns	*columns;

	if (facet->n == 0 || row_width(facet->at[0]) != 2)
		return;
	columns = columns_make(arena, "facet", names, 2);
	for (size_t i = 0; i < facet->n; i++)
		facet->at[i]->columns = columns;
}

/* SHOW META: (Variable_name, Value). */
static void
read_meta(const struct rows *meta, struct sphinxql_answer *answer)
{
	for (size_t i = 0; i < meta->n; i++) {
		if (row_is(meta->at[i], "Variable_name", "total_found"))
			answer->found = row_int(meta->at[i], "Value");
		if (row_is(meta->at[i], "Variable_name", "warning") &&
		    strstr(row_text(meta->at[i], "Value"), "max_query_time") != NULL)
			answer->partial = true;
	}
}

bool
sphinxql_ask(struct sphinxql *s, struct sphinxql_query *q, struct sphinxql_answer *answer)
{
	struct rows	sets[SETS_MAX];
	int		n;

	assert(q->kind == SELECT);
	*answer = (struct sphinxql_answer){ 0 };
	n = ask(s, q->arena, select_text(q), sets, SETS_MAX);
	if (n != (int)q->n_facets + 2)
		return false;
	answer->rows = sets[0];
	if (q->n < 1 || q->offset >= SPHINXQL_DEEP)
		answer->rows.n = 0;
	answer->n_facets = q->n_facets;
	for (size_t i = 0; i < q->n_facets; i++) {
		answer->facets[i] = sets[1 + i];
		name_facet(q->arena, &answer->facets[i]);
	}
	read_meta(&sets[n - 1], answer);
	return true;
}

bool
sphinxql_tell(struct sphinxql *s, struct sphinxql_query *q, int64_t *changed)
{
	assert(q->kind != SELECT);
	if (ask(s, q->arena, sphinxql_statement(q), NULL, 0) < 0)
		return false;
	if (changed != NULL)
		*changed = db_link_changed(s->link);
	return true;
}
