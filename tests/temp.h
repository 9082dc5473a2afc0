/* temp.h: a directory of a test's own, gone with all that is in it. */
#ifndef TESTS_TEMP_H
#define TESTS_TEMP_H

#include "core/lib/arena.h"

/* A new, empty directory with a short path, removed with everything below it when the arena goes. */
char *temp_make(struct arena *);

/* Write a file of that name, mode 0600, in it; its path. */
char *temp_write(struct arena *, const char *dir, const char *name, const char *content);

#endif
