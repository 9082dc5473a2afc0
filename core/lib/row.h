/*
 * row.h: what a statement answered.
 *
 * Rows are copied to the request's arena, and live as long as it.  A column is
 * read by name; a name that the statement does not select is a programmer's
 * mistake and aborts.  Asking for a number where there is text, or the other way
 * round, converts when that loses nothing and aborts otherwise.
 */
#ifndef CORE_LIB_ROW_H
#define CORE_LIB_ROW_H

#include "core/lib/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct row;

struct rows {
	size_t		  n;
	struct row	**at;
};

/*
 * Text, dates as "2026-12-05 20:00:00" (UTC), numbers in digits. "" for NULL; never a null
 * pointer.
 */
const char *row_text(const struct row *, const char *column);

/* A whole number; 0 for NULL. */
int64_t row_int(const struct row *, const char *column);

/* Any number; 0 for NULL. */
double row_real(const struct row *, const char *column);

/* Seconds since 1970 of a DATETIME, which is always UTC; 0 for NULL.  Thousandths are cut off. */
int64_t row_time(const struct row *, const char *column);

/* An id; 0 for NULL. */
int64_t row_id(const struct row *, const char *column);

/* True for a number other than 0. */
bool row_bool(const struct row *, const char *column);

/* True when the text of the column is `value`, byte by byte. */
bool row_is(const struct row *, const char *column, const char *value);

/* True for SQL's NULL. */
bool row_null(const struct row *, const char *column);

/* The bytes of a column and how many; a NUL follows them.  *len is 0 for NULL. */
const void *row_bytes(const struct row *, const char *column, size_t *len);

/*
 * True when the statement selects such a column; the one question that may be asked about
 * any name.
 */
bool row_has(const struct row *, const char *column);

/* For who shows a row whatever is in it: how many columns, the name of one, its value as text. */
size_t row_width(const struct row *);
const char *row_name(const struct row *, size_t i);
const char *row_text_at(const struct row *, size_t i);
bool row_null_at(const struct row *, size_t i);

#endif
