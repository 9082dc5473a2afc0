/*
 * str.h: text that grows, in an arena.
 *
 * Never NULL, always NUL-ended, doubles as it grows; what it grew out of stays in
 * the arena until that is reset.
 */
#ifndef CORE_LIB_STR_H
#define CORE_LIB_STR_H

#include <stdarg.h>
#include <stddef.h>

#include "core/lib/arena.h"

struct str {
	char		*text;		/* NUL behind it; moves when it grows */
	size_t		 len;		/* bytes without that NUL */
	size_t		 size;		/* for str.c */
	struct arena	*arena;
};

/* A new, empty one. */
struct str *str_new(struct arena *);

void str_add(struct str *, const char *);
void str_add_n(struct str *, const void *bytes, size_t n);
void str_addc(struct str *, char);
void str_addf(struct str *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void str_addf_va(struct str *, const char *fmt, va_list) __attribute__((format(printf, 2, 0)));

/* Forget all but the first `len` bytes; does nothing when it is shorter. */
void str_cut(struct str *, size_t len);

#endif
