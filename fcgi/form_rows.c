/* form_rows.c: which rows of a repeated field were sent; see form_rows.h. */
#include "fcgi/form_rows.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "fcgi/req.h"

#define PARAMS_BESIDE	20	/* what a form carries beside its fields */

/* A row's number as we write it: "0", "12"; its end in *end.  -1: it is none. */
static int
read_number(const char *s, const char **end)
{
	size_t digits = strspn(s, "0123456789");

	if (digits == 0 || digits > 3 || (*s == '0' && digits > 1))
		return -1;
	*end = s + digits;
	return atoi(s);
}

const char *
form_row_part(const char *param, const char *rows, int *number)
{
	size_t		 len = strlen(rows);
	const char	*end;

	if (strncmp(param, rows, len) != 0 || param[len] != '.')
		return NULL;
	*number = read_number(param + len + 1, &end);
	return *number >= 0 && *end == '.' ? end + 1 : NULL;
}

static bool
is_declared(const struct field *fields, const char *name)
{
	for (const struct field *f = fields; f->kind != FIELD_KIND_END; f++)
		if (strcmp(f->name, name) == 0)
			return true;
	return false;
}

size_t
form_rows_sent(const struct params *params, const struct field *rows, int *to)
{
	bool	sent[FORM_ROW_NUMBERS] = { false };
	size_t	n = 0;

	for (size_t i = 0; i < params->n; i++) {
		int		 number = -1;
		const char	*part = form_row_part(params->at[i].name, rows->name, &number);

		if (part != NULL && is_declared(rows->rows, part))
			sent[number] = true;
	}
	for (int i = 0; i < FORM_ROW_NUMBERS; i++)
		if (sent[i])
			to[n++] = i;
	return n;
}

static size_t
place_of(const int *numbers, size_t n, int number)
{
	size_t i = 0;

	while (i < n && numbers[i] != number)
		i++;
	return i;
}

static void
swap(int *a, int *b)
{
	int was = *a;

	*a = *b;
	*b = was;
}

size_t
form_rows_reshape(const struct field *rows, const char *aside, int *numbers, size_t n)
{
	size_t		 len = strlen(rows->name), place;
	const char	*end = "";
	int		 number;

	if (strncmp(aside, rows->name, len) != 0 || aside[len] != '.')
		return n;
	number = read_number(aside + len + 1, &end);
	place = place_of(numbers, n, number);
	if (place == n)
		return n;
	if (strcmp(end, ".remove") == 0) {
		memmove(&numbers[place], &numbers[place + 1], (n - place - 1) * sizeof(*numbers));
		return n - 1;
	}
	if (strcmp(end, ".up") == 0 && place > 0)
		swap(&numbers[place], &numbers[place - 1]);
	if (strcmp(end, ".down") == 0 && place + 1 < n)
		swap(&numbers[place], &numbers[place + 1]);
	return n;
}

static size_t
count_fields(const struct field *fields)
{
	size_t n = 0;

	for (const struct field *f = fields; f->kind != FIELD_KIND_END; f++)
		n += f->kind == FIELD_KIND_ROWS ? (size_t)f->max * count_fields(f->rows) : 1;
	return n;
}

size_t
form_params_max(const struct form *form)
{
	size_t n = count_fields(form->fields) + PARAMS_BESIDE;

	return n > REQ_PARAMS_MAX ? n : REQ_PARAMS_MAX;
}
