/* temp.c: a directory of a test's own; see temp.h. */
#include "tests/temp.h"
#include "tests/check.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int
remove_one(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)st;
	(void)kind;
	(void)where;
	return remove(path);
}

static void
remove_all(void *dir)
{
	nftw(dir, remove_one, 8, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}

char *
temp_make(struct arena *a)
{
	char *dir = arena_copy(a, "/tmp/check.XXXXXX");

	ck_assert_ptr_ne(mkdtemp(dir), NULL);
	arena_defer(a, remove_all, dir);
	return dir;
}

char *
temp_write(struct arena *a, const char *dir, const char *name, const char *content)
{
	char	*path = text(a, "%s/%s", dir, name);
	int	 fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, content, strlen(content)), (ssize_t)strlen(content));
	ck_assert_int_eq(fchmod(fd, 0600), 0);
	close(fd);
	return path;
}
