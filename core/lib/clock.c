/* clock.c: what time it is; see clock.h.  Zones are in zone.c, words in clock_show.c. */
#include "core/lib/clock.h"

#include <time.h>

int64_t
clock_now(void)
{
	return time(NULL);
}

int64_t
clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}
