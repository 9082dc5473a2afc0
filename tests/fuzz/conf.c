/* conf.c: a file of settings is taken whole, or refused with its name and a sentence. */
#include "tests/fuzz/fuzz.h"
#include "core/lib/conf.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const struct setting table[] = {
	{ "site", "url", SETTING_TEXT, "https://localhost", "" },
	{ "site", "name", SETTING_TEXT, "", "" },
	{ "paths", "run", SETTING_PATH, "run", "" },
	{ "cache", "servers", SETTING_PLACES, "", "" },
	{ "public", "workers", SETTING_INT, "4", "" },
	{ "public", "gzip", SETTING_BOOL, "yes", "" },
	{ "db", "password", SETTING_SECRET, "", "" },
};
#define TABLE_N	(sizeof(table) / sizeof(table[0]))

FUZZ_TARGET(conf)
{
	struct arena	*arena = fuzz_arena();
	int		 fd = memfd_create("conf", MFD_CLOEXEC);
	const char	*path = text(arena, "/proc/self/fd/%d", fd), *err;
	struct conf	*c;

	FUZZ_MUST(write(fd, data, size) == (ssize_t)size);
	if ((c = conf_load(arena, path, table, TABLE_N, &err)) == NULL) {
		FUZZ_MUST(strncmp(err, path, strlen(path)) == 0 && strlen(err) > strlen(path) + 2);
	} else {
		FUZZ_MUST(memchr(data, '\0', size) == NULL);
		for (size_t i = 0; i < TABLE_N; i++)
			FUZZ_MUST(conf_show(c, &table[i]) != NULL);
		FUZZ_MUST(conf_int(c, "public.workers") >= 0);
		FUZZ_MUST(*conf_text(c, "paths.run") == '/' || *conf_text(c, "paths.run") == '\0');
	}
	close(fd);
	return 0;
}
