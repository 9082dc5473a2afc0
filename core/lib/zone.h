/*
 * zone.h: one zone's rules, as clock.c needs them; parsed from a TZif file (RFC 9636).
 * For clock.c and documents/calendar.c, and for tests that bring files of their own.
 */
#ifndef CORE_LIB_ZONE_H
#define CORE_LIB_ZONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ZONE_NAME_MAX	48
#define ZONE_FILE_MAX	((size_t)64 * 1024)

struct zone;

/* What clocks do for a while: from one change of theirs to the next. */
struct span {
	int64_t		 from, until;	/* instants; `until` is not in it; INT64_MIN, INT64_MAX: for ever */
	int		 offset;	/* seconds east of UTC */
	bool		 summer;
	const char	*abbreviation;	/* the zone's */
};

/* A zone from the bytes of a TZif file of version 2 or later; NULL when they are not one. */
struct zone *zone_parse(const void *bytes, size_t n);
void zone_free(struct zone *);

/* The span an instant lies in. */
struct span zone_span(const struct zone *, int64_t utc);

/* The zone of that name in the machine's tzdata, read once and kept; NULL when there is none. */
const struct zone *zone_find(const char *name);

#endif
