/*
 * replay.c: give every target what is in its corpus, one TAP line a target.
 * A failure ends the program, so the file is named before it is tried.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TARGET(noun) int fuzz_##noun(const uint8_t *, size_t);
#include "tests/fuzz/targets.def"
#undef TARGET

struct target {
	const char	*noun;
	int		(*run)(const uint8_t *, size_t);
};

static const struct target targets[] = {
#define TARGET(noun) { #noun, fuzz_##noun },
#include "tests/fuzz/targets.def"
#undef TARGET
};

static void
die(const char *path)
{
	perror(path);
	exit(EXIT_FAILURE);
}

/* The bytes of a file in memory of just that size, so that ASan sees a step beyond. */
static uint8_t *
file_bytes(const char *path, size_t *size)
{
	FILE	*file = fopen(path, "rb");
	uint8_t	*bytes;
	long	 n;

	if (file == NULL || fseek(file, 0, SEEK_END) != 0 || (n = ftell(file)) < 0)
		die(path);
	rewind(file);
	*size = (size_t)n;
	bytes = malloc(*size > 0 ? *size : 1);
	if (bytes == NULL || fread(bytes, 1, *size, file) != *size)
		die(path);
	fclose(file);
	return bytes;
}

static int
replay(const struct target *t, const char *root)
{
	char		 place[4096], path[4096 + 256];
	struct dirent	*entry;
	DIR		*dir;
	uint8_t		*bytes;
	size_t		 size;
	int		 n = 0;

	snprintf(place, sizeof(place), "%s/tests/fuzz/corpus/%s", root, t->noun);
	if ((dir = opendir(place)) == NULL)
		return 0;
	while ((entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%s", place, entry->d_name);
		bytes = file_bytes(path, &size);
		fprintf(stderr, "# %s\n", path);
		t->run(bytes, size);
		free(bytes);
		n++;
	}
	closedir(dir);
	return n;
}

int
main(void)
{
	const char	*srcdir = getenv("srcdir");
	size_t		 all = sizeof(targets) / sizeof(targets[0]);
	int		 failed = 0;

	setvbuf(stdout, NULL, _IOLBF, 0);
	printf("1..%zu\n", all);
	for (size_t i = 0; i < all; i++) {
		int n = replay(&targets[i], srcdir == NULL ? "." : srcdir);

		printf("%sok %zu - fuzz corpus of %s: %d inputs\n", n > 0 ? "" : "not ", i + 1,
		    targets[i].noun, n);
		failed |= n == 0;
	}
	return failed;
}
