/*
 * sphinxql.h: ask searchd, which cannot prepare statements.
 *
 * The one place where a statement is put together while the program runs.  It is
 * made of typed parts only: names of indexes and columns are words of our own
 * (anything but a-z 0-9 _ aborts), numbers are numbers, and text goes through one
 * escaper.  What a person typed is reduced to words first, so that no operator
 * of the search language can be in it.
 *
 *	struct sphinxql_query *q = sphinxql_select(arena, "listing_a");
 *
 *	sphinxql_column(q, "id");
 *	sphinxql_words(q, "jazz lisb");
 *	sphinxql_at_least(q, "ends", now);
 *	sphinxql_order(q, "starts", false);
 *	sphinxql_limit(q, 0, 20);
 *	sphinxql_facet(q, "category", 20);
 *	if (sphinxql_ask(s, q, &answer))
 *		... answer.rows, answer.facets[0], answer.found
 *
 * A searchd that does not answer within a second is left alone for a while (breaker.h); false
 * then means: browse the listing instead and say so.
 */
#ifndef CORE_LIB_SPHINXQL_H
#define CORE_LIB_SPHINXQL_H

#include "core/lib/arena.h"
#include "core/lib/db.h"
#include "core/lib/row.h"

#include <stdbool.h>
#include <stdint.h>

#define SPHINXQL_FACETS	8	/* at most, of one question */
#define SPHINXQL_DEEP	1000	/* offset + number of rows of one question, at most */

/* --- a connection -------------------------------------------------------- */

struct sphinxql;

/*
 * To a unix socket or host:port, connected when first asked; made after fork. `address`
 * must outlive it.
 */
struct sphinxql *sphinxql_new(const char *address);
void sphinxql_free(struct sphinxql *);

/* Wait so long for each answer from now on; 0: a second, as at first.  For what takes long: flush, optimize. */
void sphinxql_patience(struct sphinxql *, double seconds);

/* What went wrong last, for the log; "" if nothing. */
const char *sphinxql_error(const struct sphinxql *);

/* True when searchd answers now. */
bool sphinxql_ping(struct sphinxql *, struct arena *);

/* --- a question ---------------------------------------------------------- */

struct sphinxql_query;

struct sphinxql_query *sphinxql_select(struct arena *, const char *index);

/* Columns of the rows, in their order; without any it is `id`. */
void sphinxql_column(struct sphinxql_query *, const char *column);

/*
 * Documents that have all the words a person typed, the last one also as the beginning
 * of a word.  False, and no condition, when there are none in it.
 */
bool sphinxql_words(struct sphinxql_query *, const char *typed);

/* Conditions on attributes; all must hold. */
void sphinxql_is(struct sphinxql_query *, const char *column, int64_t);
void sphinxql_is_not(struct sphinxql_query *, const char *column, int64_t);
void sphinxql_at_least(struct sphinxql_query *, const char *column, int64_t);
void sphinxql_below(struct sphinxql_query *, const char *column, int64_t);
/* of nothing: finds nothing */
void sphinxql_among(struct sphinxql_query *, const char *column, struct ids);

/*
 * Within so many kilometres of a point in degrees, by the attributes `latitude` and
 * `longitude`; adds the column `km`.
 */
void sphinxql_near(struct sphinxql_query *, double latitude, double longitude, double km);

/* One row for each value of `column`: the one with the smallest `first`. */
void sphinxql_group(struct sphinxql_query *, const char *column, const char *first);

/* Sort; called again for what decides among equals.  Column "km" after sphinxql_near(). */
void sphinxql_order(struct sphinxql_query *, const char *column, bool descending);

/* Best match first. */
void sphinxql_order_by_weight(struct sphinxql_query *);

/* Which rows; what is deeper than SPHINXQL_DEEP is not shown. */
void sphinxql_limit(struct sphinxql_query *, int64_t offset, int64_t n);

/*
 * Beside the rows: how many documents have each value of a column (all conditions hold),
 * most frequent first.
 */
void sphinxql_facet(struct sphinxql_query *, const char *column, int64_t n);

struct sphinxql_answer {
	struct rows	 rows;
	int64_t		 found;				/* documents that match, shown or not */
	/* rows of (<column>, n), in the order asked */
	struct rows	 facets[SPHINXQL_FACETS];
	size_t		 n_facets;
	/* searchd gave up after 200 ms; there may be more */
	bool		 partial;
};

/* False when searchd did not answer. */
bool sphinxql_ask(struct sphinxql *, struct sphinxql_query *, struct sphinxql_answer *);

/* --- a change, by the one process that writes ---------------------------- */

/*
 * Put documents in, or in the place of those with the same id. Then for each:
 * sphinxql_document(), and a value for each column in order.
 */
struct sphinxql_query *sphinxql_replace(struct arena *, const char *index,
    const char *const *columns, size_t n);
void sphinxql_document(struct sphinxql_query *);
void sphinxql_int(struct sphinxql_query *, int64_t);
void sphinxql_real(struct sphinxql_query *, double);
void sphinxql_text(struct sphinxql_query *, const char *);

/* Take documents out; followed by conditions, at least one. */
struct sphinxql_query *sphinxql_delete(struct arena *, const char *index);

/* Empty an index; write its memory to disk; make one chunk of its chunks. */
struct sphinxql_query *sphinxql_truncate(struct arena *, const char *index);
struct sphinxql_query *sphinxql_flush(struct arena *, const char *index);
struct sphinxql_query *sphinxql_optimize(struct arena *, const char *index);

/*
 * Do it; all of it can be done again without harm. False when searchd refused or did not
 * answer. *changed may be NULL.
 */
bool sphinxql_tell(struct sphinxql *, struct sphinxql_query *, int64_t *changed);

/* --- for tests ----------------------------------------------------------- */

/* The statement as it would be sent. */
const char *sphinxql_statement(struct sphinxql_query *);

/*
 * The words in what a person typed: lower-case letters, digits and bytes from 0x80 on, one
 * blank between them.
 */
char *sphinxql_reduce(struct arena *, const char *typed);

#endif
