/* statements.c: print every text that mkqueries made, one a line, for tests/system/explain.py. */
#include "sql/statements.h"

#include <stdio.h>

int
main(void)
{
	for (int i = 0; i < N_STATEMENTS; i++) {
		const struct statement *s = &statements[i];

		printf("%s\t%s\t%s\t%s\t%s\t%u\t%u\t%s\n", s->name, s->source, s->place, s->types, s->order,
		    s->flags, s->list, s->text);
	}
	return 0;
}
