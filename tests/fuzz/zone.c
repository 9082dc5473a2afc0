/* zone.c: the bytes of a file of tzdata: refused, or a zone whose spans follow each other without a hole. */
#include "tests/fuzz/fuzz.h"
#include "core/lib/civil.h"
#include "core/lib/zone.h"

#include <string.h>

static void
check_spans(const struct zone *z, int64_t from)
{
	for (int i = 0; i < 400 && from < 4000 * 366 * DAY_SECONDS; i++) {
		struct span s = zone_span(z, from);

		FUZZ_MUST(s.from <= from && from < s.until);
		FUZZ_MUST(s.offset >= -26 * 3600 && s.offset <= 26 * 3600);
		FUZZ_MUST(strnlen(s.abbreviation, 16) < 16);
		from = s.until;
	}
}

FUZZ_TARGET(zone)
{
	struct zone *z = zone_parse(data, size);

	if (z == NULL)
		return 0;
	check_spans(z, days_from_civil(1800, 1, 1) * DAY_SECONDS);
	check_spans(z, days_from_civil(2037, 1, 1) * DAY_SECONDS);
	check_spans(z, days_from_civil(9990, 1, 1) * DAY_SECONDS);
	zone_free(z);
	return 0;
}
