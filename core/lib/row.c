/* row.c: what a statement answered, read by name; see row.h. */
#include "core/lib/row_make.h"
#include "core/lib/civil.h"
#include "core/lib/log.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* --- columns ------------------------------------------------------------- */

/* FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ */
static uint32_t
hash(const char *name)
{
	uint32_t h = 2166136261u;

	for (; *name != '\0'; name++)
		h = (h ^ (unsigned char)*name) * 16777619u;
	return h;
}

struct columns *
columns_make(struct arena *arena, const char *statement, const char *const *names, size_t n)
{
	struct columns	*c = make(arena, struct columns);
	size_t		 slots = 4;

	while (slots < 2 * n)
		slots *= 2;
	c->n = n;
	c->names = make_array(arena, const char *, n);
	c->slots = make_array(arena, uint16_t, slots);
	c->mask = slots - 1;
	c->statement = statement;
	for (size_t i = 0; i < n; i++) {
		size_t at = hash(names[i]) & c->mask;

		c->names[i] = arena_copy(arena, names[i]);
		while (c->slots[at] != 0)
			at = (at + 1) & c->mask;
		c->slots[at] = (uint16_t)(i + 1);
	}
	return c;
}

bool
columns_are(const struct columns *c, const char *const *names, size_t n)
{
	if (c->n != n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (strcmp(c->names[i], names[i]) != 0)
			return false;
	return true;
}

/* The index of a column, or -1.  Of two with one name the first. */
static int
find(const struct columns *c, const char *name)
{
	size_t at = hash(name) & c->mask;

	for (; c->slots[at] != 0; at = (at + 1) & c->mask)
		if (strcmp(c->names[c->slots[at] - 1], name) == 0)
			return c->slots[at] - 1;
	return -1;
}

static _Noreturn void
refuse(const struct row *row, const char *column, const char *why)
{
	log_line(LOG_ERROR, why, LOG_TEXT("statement", row->columns->statement),
	    LOG_TEXT("column", column), LOG_END);
	abort();
}

static const struct value *
value(const struct row *row, const char *column)
{
	int i = find(row->columns, column);

	if (i < 0)
		refuse(row, column, "no such column");
	return &row->at[i];
}

struct row *
row_make(struct arena *arena, const struct columns *columns)
{
	struct row *row = arena_alloc(arena, sizeof(*row) + columns->n * sizeof(struct value));

	row->columns = columns;
	row->arena = arena;
	return row;
}

/* --- values -------------------------------------------------------------- */

static const char *
as_text(const struct row *row, const struct value *v)
{
	switch (v->kind) {
	case VALUE_NULL:
		break;
	case VALUE_INT:
		return text(row->arena, "%lld", (long long)v->integer);
	case VALUE_REAL:
		return text(row->arena, "%.15g", v->real);
	case VALUE_TEXT:
		return v->text;
	}
	return "";
}

/* Digits, perhaps with zeros behind a point: SUM() answers with a DECIMAL. */
static bool
text_is_int(const char *s, int64_t *n)
{
	char *end;

	errno = 0;
	*n = strtoll(s, &end, 10);
	if (end == s || errno != 0)
		return false;
	if (*end == '.')
		end += 1 + strspn(end + 1, "0");
	return *end == '\0';
}

int64_t
row_int(const struct row *row, const char *column)
{
	const struct value	*v = value(row, column);
	int64_t			 n;

	switch (v->kind) {
	case VALUE_NULL:
		return 0;
	case VALUE_INT:
		return v->integer;
	case VALUE_REAL:
		if (v->real >= -9007199254740992.0 && v->real <= 9007199254740992.0 &&
		    (double)(int64_t)v->real >= v->real && (double)(int64_t)v->real <= v->real)
			return (int64_t)v->real;
		break;
	case VALUE_TEXT:
		if (text_is_int(v->text, &n))
			return n;
		break;
	}
	refuse(row, column, "not a whole number");
}

double
row_real(const struct row *row, const char *column)
{
	const struct value	*v = value(row, column);
	char			*end;
	double			 x;

	switch (v->kind) {
	case VALUE_NULL:
		return 0;
	case VALUE_INT:
		return (double)v->integer;
	case VALUE_REAL:
		return v->real;
	case VALUE_TEXT:
		x = strtod(v->text, &end);
		if (end != v->text && *end == '\0')
			return x;
		break;
	}
	refuse(row, column, "not a number");
}

int64_t
row_id(const struct row *row, const char *column)
{
	return row_int(row, column);
}

bool
row_bool(const struct row *row, const char *column)
{
	return row_int(row, column) != 0;
}

const char *
row_text(const struct row *row, const char *column)
{
	return as_text(row, value(row, column));
}

bool
row_is(const struct row *row, const char *column, const char *wanted)
{
	const struct value *v = value(row, column);

	return v->kind != VALUE_NULL && strcmp(as_text(row, v), wanted) == 0;
}

bool
row_null(const struct row *row, const char *column)
{
	return value(row, column)->kind == VALUE_NULL;
}

const void *
row_bytes(const struct row *row, const char *column, size_t *len)
{
	const struct value	*v = value(row, column);
	const char		*s = as_text(row, v);

	*len = v->kind == VALUE_TEXT ? v->len : strlen(s);
	return s;
}

/* --- dates --------------------------------------------------------------- */

/* `n` digits as a number; -1 if they are not digits. */
static int
digits(const char *s, int n)
{
	int x = 0;

	for (; n > 0; n--, s++) {
		if (*s < '0' || *s > '9')
			return -1;
		x = x * 10 + (*s - '0');
	}
	return x;
}

/* "2026-12-05", then nothing or " 20:00:00", then nothing or a fraction that is cut off. */
static bool
text_is_time(const char *s, size_t len, int64_t *t)
{
	int year, month, day, hour = 0, minute = 0, second = 0;

	if (len < 10 || s[4] != '-' || s[7] != '-')
		return false;
	year = digits(s, 4);
	month = digits(s + 5, 2);
	day = digits(s + 8, 2);
	if (len >= 19 && s[10] == ' ') {
		hour = digits(s + 11, 2);
		minute = digits(s + 14, 2);
		second = digits(s + 17, 2);
	} else if (len != 10)
		return false;
	if (year < 0 || month < 1 || day < 1 || hour < 0 || minute < 0 || second < 0)
		return false;
	*t = days_from_civil(year, month, day) * DAY_SECONDS + hour * 3600 + minute * 60 + second;
	return true;
}

int64_t
row_time(const struct row *row, const char *column)
{
	const struct value	*v = value(row, column);
	int64_t			 t;

	if (v->kind == VALUE_NULL)
		return 0;
	if (v->kind == VALUE_TEXT && text_is_time(v->text, v->len, &t))
		return t;
	refuse(row, column, "not a date");
}

/* --- for who shows whatever there is ------------------------------------- */

bool
row_has(const struct row *row, const char *column)
{
	return find(row->columns, column) >= 0;
}

size_t
row_width(const struct row *row)
{
	return row->columns->n;
}

const char *
row_name(const struct row *row, size_t i)
{
	return row->columns->names[i];
}

const char *
row_text_at(const struct row *row, size_t i)
{
	return as_text(row, &row->at[i]);
}

bool
row_null_at(const struct row *row, size_t i)
{
	return row->at[i].kind == VALUE_NULL;
}
