/* csv.c: tables for spreadsheets; see csv.h. */
#include "core/documents/csv.h"

#include <string.h>

void
csv_cell(struct str *s, const char *value)
{
	if (s->len > 0 && s->text[s->len - 1] == '"')
		str_addc(s, ',');
	str_addc(s, '"');
	if (*value != '\0' && strchr("=+-@\t\r", *value) != NULL)
		str_addc(s, '\'');
	for (; *value != '\0'; value++) {
		if (*value == '"')
			str_addc(s, '"');
		str_addc(s, *value);
	}
	str_addc(s, '"');
}

void
csv_line(struct str *s)
{
	str_add(s, "\r\n");
}
