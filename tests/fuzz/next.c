/*
 * next.c: wherever somebody wants to go next, it is a path of ours: however often it is
 * decoded, no other host, scheme or way up is found in it.
 */
#include "tests/fuzz/fuzz.h"
#include "fcgi/param.h"
#include "fcgi/reply.h"

#include <string.h>

FUZZ_TARGET(next)
{
	struct arena	*arena = fuzz_arena();
	const char	*next = next_checked(arena, arena_copy_n(arena, data, size));
	size_t		 len;
	char		*path;

	if (next == NULL)
		return 0;
	len = strcspn(next, "?");
	path = arena_copy_n(arena, next, len);
	while (path != NULL) {
		FUZZ_MUST(path[0] == '/' && path[1] != '/' && path[1] != '\\');
		FUZZ_MUST(strpbrk(path, "\\:\r\n\t \"<>") == NULL && strstr(path, "/..") == NULL);
		if (strchr(path, '%') == NULL)
			break;
		path = percent_decode(arena, path, strlen(path), false, &len);
	}
	return 0;
}
