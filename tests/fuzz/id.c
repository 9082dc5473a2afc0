/* id.c: what is taken for an id is written again just so; any number comes back. */
#include "tests/fuzz/fuzz.h"
#include "core/lib/id.h"

#include <string.h>

FUZZ_TARGET(id)
{
	struct arena	*arena = fuzz_arena();
	char		*text_in = arena_copy_n(arena, data, size);
	int64_t		 id = id_parse(text_in);

	FUZZ_MUST(id >= 0);
	if (id != 0) {
		FUZZ_MUST(strcmp(id_text(arena, id), text_in) == 0);
		FUZZ_MUST(id_shard(id) >= 0 && id_shard(id) < ID_SHARDS);
	}
	if (size >= sizeof(id)) {
		memcpy(&id, data, sizeof(id));
		id &= INT64_MAX;
		FUZZ_MUST(id_parse(id_text(arena, id)) == id);
	}
	return 0;
}
