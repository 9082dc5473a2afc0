/* placement.c: any placement file is refused with a sentence, or holds together. */
#include "tests/fuzz/fuzz.h"
#include "core/lib/shard.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void
must_hold(const struct places *p)
{
	int shard;

	FUZZ_MUST(p->n_servers > 0 && p->n_ranges > 0);
	FUZZ_MUST(p->directory < p->n_servers && p->listing < p->n_servers &&
	    p->hub < p->n_servers);
	for (size_t i = 0; i < p->n_ranges; i++) {
		const struct shard_range *r = &p->ranges[i];

		FUZZ_MUST(r->first >= 0 && r->first <= r->last && r->last < SHARDS);
		FUZZ_MUST(r->server < p->n_servers && r->weight >= 0);
		FUZZ_MUST(i == 0 || r->first > p->ranges[i - 1].last);
		FUZZ_MUST(place_server(p, r->first) == (int)r->server &&
		    place_server(p, r->last) == (int)r->server);
	}
	shard = shard_for_new(p, 0xffffffffu);
	FUZZ_MUST(shard == PLACE_NONE || place_server(p, shard) >= 0);
	shard = shard_for_new(p, 0);
	FUZZ_MUST(shard == PLACE_NONE || place_server(p, shard) >= 0);
}

FUZZ_TARGET(placement)
{
	struct arena		*arena = fuzz_arena();
	const struct places	*p;
	const char		*err = NULL;
	int			 fd = memfd_create("placement", 0);

	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	p = places_load(arena, text(arena, "/proc/self/fd/%d", fd), &err);
	close(fd);
	if (p == NULL)
		FUZZ_MUST(err != NULL && *err != '\0');
	else {
		must_hold(p);
		munmap(p->breakers, p->n_servers * sizeof(*p->breakers));
	}
	return 0;
}
