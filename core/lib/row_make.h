/*
 * row_make.h: what rows are made of; for lib/db.c, which makes them, and lib/row.c, which
 * reads them.
 */
#ifndef CORE_LIB_ROW_MAKE_H
#define CORE_LIB_ROW_MAKE_H

#include "core/lib/row.h"

enum value_kind { VALUE_NULL, VALUE_INT, VALUE_REAL, VALUE_TEXT };

struct value {
	enum value_kind	 kind;
	uint32_t	 len;		/* of text */
	union {
		int64_t		 integer;
		double		 real;
		const char	*text;	/* NUL-ended; dates and decimals too */
	};
};

/* The columns of a statement, and a table to find them by name. */
struct columns {
	size_t		 n;
	const char	**names;
	uint16_t	*slots;		/* index + 1 by hash of the name, 0 where there is none */
	size_t		 mask;		/* number of slots - 1, a power of two - 1 */
	const char	*statement;	/* for the sentence before abort() */
};

struct row {
	const struct columns	*columns;
	struct arena		*arena;
	struct value		 at[];
};

/* Columns in the arena, with copies of their names; the statement's name is kept as it is. */
struct columns *columns_make(struct arena *, const char *statement, const char *const *names,
    size_t n);

/* True when these are the names of the columns, in this order. */
bool columns_are(const struct columns *, const char *const *names, size_t n);

/* A row of nothing but NULL. */
struct row *row_make(struct arena *, const struct columns *);

#endif
