/*
 * picture.c: headers of any bytes are read within them, and what is left of a WebP is one of the
 * same size, no longer than before, that is left alone from then on.
 */
#include "tests/fuzz/fuzz.h"
#include "core/lib/picture.h"

#include <string.h>

FUZZ_TARGET(picture)
{
	struct arena	*arena = fuzz_arena();
	void		*copy = arena_copy_n(arena, data, size);
	struct picture	 before, after;
	bool		 was = picture_look(data, size, &before);
	size_t		 left = picture_bare_webp(copy, size);

	if (was)
		FUZZ_MUST(before.width > 0 && before.height > 0 && before.width <= 65535);
	if (left == 0)
		return 0;
	FUZZ_MUST(left <= size);
	FUZZ_MUST(picture_bare_webp(copy, left) == left);
	if (was && picture_look(copy, left, &after))
		FUZZ_MUST(before.width == after.width && before.height == after.height);
	return 0;
}
