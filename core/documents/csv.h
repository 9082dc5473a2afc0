/*
 * csv.h: tables for spreadsheets (RFC 4180).
 */
#ifndef CORE_DOCUMENTS_CSV_H
#define CORE_DOCUMENTS_CSV_H

#include "core/lib/str.h"

/*
 * One cell; a comma before it unless it is the line's first.  What a spreadsheet would take for a formula (it begins with
 * = + - @, a tab or a carriage return) gets an apostrophe in front (OWASP, CSV Injection).
 */
void csv_cell(struct str *, const char *value);

/* The end of a line. */
void csv_line(struct str *);

#endif
