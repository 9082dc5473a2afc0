/* form_rows.h: which rows of a repeated field were sent: what form.c asks of form_rows.c. */
#ifndef FCGI_FORM_ROWS_H
#define FCGI_FORM_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "fcgi/form.h"
#include "fcgi/param.h"

#define FORM_ROW_NUMBERS	1000	/* rows are sent under numbers below this one */

/*
 * What stands behind the row's number in a parameter's name: "name", and 12 in *number, for "tickets.12.name";
 * NULL when it is none of these rows'.
 */
const char *form_row_part(const char *param, const char *rows, int *number);

/*
 * The numbers of the rows of which a declared field was sent, ascending, in to[FORM_ROW_NUMBERS].
 * How many there are.
 */
size_t form_rows_sent(const struct params *, const struct field *rows, int *to);

/* Remove a row or move it, if that is what the aside asks for. How many there are now. */
size_t form_rows_reshape(const struct field *rows, const char *aside, int *numbers, size_t n);

/* How many parameters a form may be sent with. */
size_t form_params_max(const struct form *);

#endif
