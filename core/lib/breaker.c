/* breaker.c: see breaker.h. */
#include "core/lib/breaker.h"
#include "core/lib/clock.h"

#define REST_MS		1000	/* after the first miss; doubles with each */
#define DOUBLINGS	3	/* and so often at most */
#define TURN_MS		1500	/* how long the one whose turn it is may take */

bool
breaker_is_open(struct breaker *b)
{
	int64_t until = __atomic_load_n(&b->until, __ATOMIC_RELAXED), now;

	if (until == 0)
		return false;
	now = clock_ms();
	return now < until || !__atomic_compare_exchange_n(&b->until, &until, now + TURN_MS, false,
	    __ATOMIC_RELAXED, __ATOMIC_RELAXED);
}

void
breaker_miss(struct breaker *b)
{
	int32_t	misses = __atomic_fetch_add(&b->misses, 1, __ATOMIC_RELAXED);
	int32_t	doublings = misses < 0 || misses > DOUBLINGS ? DOUBLINGS : misses;

	__atomic_store_n(&b->until, clock_ms() + ((int64_t)REST_MS << doublings), __ATOMIC_RELAXED);
}

void
breaker_hit(struct breaker *b)
{
	if (__atomic_load_n(&b->until, __ATOMIC_RELAXED) == 0)
		return;
	__atomic_store_n(&b->misses, 0, __ATOMIC_RELAXED);
	__atomic_store_n(&b->until, 0, __ATOMIC_RELAXED);
}
