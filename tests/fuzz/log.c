/* log.c: whatever is logged, it is one line of JSON with nothing in it that hides or ends it. */
#include "tests/fuzz/fuzz.h"
#include "core/lib/log.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <yajl/yajl_tree.h>

FUZZ_TARGET(log)
{
	static int	 fd = -1;
	struct arena	*arena = fuzz_arena();
	char		*value = arena_copy_n(arena, data, size), line[LOG_MAX + 1];
	char		*tail = arena_copy_n(arena, data + size / 2, size - size / 2);
	ssize_t		 n;
	yajl_val	 tree;

	if (fd < 0)
		fd = memfd_create("log", MFD_CLOEXEC);
	FUZZ_MUST(ftruncate(fd, 0) == 0 && lseek(fd, 0, SEEK_SET) == 0);
	log_open("fuzz", fd);
	log_line(LOG_WARN, value, LOG_TEXT("whole", value), LOG_NUM("n", size), LOG_SECRET("secret", value),
	    LOG_TEXT("tail", tail), LOG_FLAG("last", true), LOG_END);
	log_open("fuzz", STDERR_FILENO);
	n = pread(fd, line, sizeof(line), 0);
	FUZZ_MUST(n > 2 && n <= LOG_MAX && line[n - 1] == '\n');
	line[n - 1] = '\0';
	for (ssize_t i = 0; i < n - 1; i++)
		FUZZ_MUST((unsigned char)line[i] >= 0x20 && line[i] != 0x7f);
	FUZZ_MUST((tree = yajl_tree_parse(line, NULL, 0)) != NULL);
	yajl_tree_free(tree);
	return 0;
}
