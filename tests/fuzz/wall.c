/*
 * wall.c: a wall clock and a zone, "<zone>|<wall>": what is taken happens there, then.
 * A zone's name never leaves tzdata's folder.
 */
#include "tests/fuzz/fuzz.h"
#include "core/lib/clock.h"

#include <string.h>

/* A wall that was taken: reading that instant's clock shows it, unless it fell into a gap. */
static void
check_instant(struct arena *arena, const char *wall, const char *zone, enum wall_end end, int64_t utc)
{
	const char	*shown = zone_wall(arena, utc, zone, "%FT%T");
	size_t		 len = strlen(wall);

	FUZZ_MUST(len == 16 || len == 19);
	if (end == WALL_GAP || strncmp(shown, "1583", 4) == 0 || strncmp(shown, "9999", 4) == 0)
		return;
	FUZZ_MUST(memcmp(shown, wall, 10) == 0 && memcmp(shown + 11, wall + 11, len - 11) == 0);
}

FUZZ_TARGET(wall)
{
	struct arena	*arena = fuzz_arena();
	char		*zone = arena_copy_n(arena, data, size), *wall = strchr(zone, '|');
	int64_t		 utc = 0;
	enum wall_end	 end;

	if (wall == NULL)
		wall = zone + strlen(zone);
	else
		*wall++ = '\0';
	end = zone_to_utc(wall, zone, &utc);
	FUZZ_MUST((end == WALL_BAD_ZONE) == !zone_valid(zone));
	FUZZ_MUST(!zone_valid(zone) || (strstr(zone, "..") == NULL && *zone != '/'));
	if (end == WALL_OK || end == WALL_GAP || end == WALL_TWICE) {
		check_instant(arena, wall, zone, end, utc);
		FUZZ_MUST(clock_day_start(utc, zone, 0) <= utc);
		FUZZ_MUST(clock_day_start(utc, zone, 2) > utc);
		FUZZ_MUST(*clock_show(arena, utc, zone, "de", CLOCK_FULL) != '\0');
	}
	clock_day(wall, zone, 3);
	clock_show_date(arena, wall, "en", CLOCK_DATE);
	return 0;
}
