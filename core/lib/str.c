/* str.c: text that grows; see str.h. */
#include "core/lib/str.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STR_FIRST	((size_t)240)

struct str *
str_new(struct arena *a)
{
	struct str *s = make(a, struct str);

	s->arena = a;
	s->size = STR_FIRST;
	s->text = arena_alloc(a, s->size);
	return s;
}

/* Room for n more bytes and the NUL behind them. */
static void
make_room(struct str *s, size_t n)
{
	size_t	 want, size = s->size;
	char	*bigger;

	if (n < s->size - s->len)
		return;
	if (__builtin_add_overflow(s->len + 1, n, &want))
		want = SIZE_MAX;	/* the arena says that there is no such memory */
	while (size < want)
		size = size > SIZE_MAX / 2 ? want : size * 2;
	bigger = arena_alloc(s->arena, size);
	memcpy(bigger, s->text, s->len);
	s->text = bigger;
	s->size = size;
}

void
str_add_n(struct str *s, const void *bytes, size_t n)
{
	if (n == 0)
		return;
	make_room(s, n);
	memcpy(s->text + s->len, bytes, n);
	s->len += n;
	s->text[s->len] = '\0';
}

void
str_add(struct str *s, const char *more)
{
	str_add_n(s, more, strlen(more));
}

void
str_addc(struct str *s, char c)
{
	str_add_n(s, &c, 1);
}

void
str_addf_va(struct str *s, const char *fmt, va_list args)
{
	size_t	 room = s->size - s->len;
	va_list	 again;
	int	 n;

	/* Most of the time there is room; if not, make it and print once more. */
	va_copy(again, args);
	n = vsnprintf(s->text + s->len, room, fmt, again);
	va_end(again);
	if (n < 0)
		abort();	/* a format that cannot be printed is a programmer's mistake */
	if ((size_t)n >= room) {
		make_room(s, (size_t)n);
		vsnprintf(s->text + s->len, (size_t)n + 1, fmt, args);
	}
	s->len += (size_t)n;
}

void
str_addf(struct str *s, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	str_addf_va(s, fmt, args);
	va_end(args);
}

void
str_cut(struct str *s, size_t len)
{
	if (len >= s->len)
		return;
	s->len = len;
	s->text[len] = '\0';
}
