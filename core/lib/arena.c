/* arena.c: bump allocation in blocks; see arena.h. */
#include "core/lib/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Under AddressSanitizer each piece has a block of its own size, so that a step beyond it is seen. */
#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define PIECEWISE	1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#define PIECEWISE	1
#endif

#ifdef PIECEWISE
#define BLOCK_SIZE	((size_t)1)
#define ROUND		((size_t)1)
#else
#define BLOCK_SIZE	((size_t)64 * 1024)
#define ROUND		alignof(max_align_t)
#endif

struct block {
	struct block	*next;
	size_t		 size;
	size_t		 used;
	alignas(max_align_t) unsigned char bytes[];
};

struct deferred {
	struct deferred	*next;
	void		(*fn)(void *);
	void		*what;
};

struct arena {
	struct block	*first;		/* kept over a reset */
	struct block	*last;
	struct deferred	*deferred;
	size_t		 used;
};

/* No memory: say so without allocating, and go.  The supervisor starts another. */
static _Noreturn void
die_without_memory(void)
{
	static const char sentence[] =
	    "{\"level\":\"error\",\"message\":\"out of memory\"}\n";

	if (write(STDERR_FILENO, sentence, sizeof(sentence) - 1) < 0)
		abort();
	_exit(71);	/* EX_OSERR, sysexits.h */
}

static struct block *
block_new(size_t size)
{
	struct block *b;

	if (size > SIZE_MAX - sizeof(*b) || (b = malloc(sizeof(*b) + size)) == NULL)
		die_without_memory();
	b->next = NULL;
	b->size = size;
	b->used = 0;
	return b;
}

struct arena *
arena_new(void)
{
	struct arena *a = calloc(1, sizeof(*a));

	if (a == NULL)
		die_without_memory();
	a->first = a->last = block_new(BLOCK_SIZE);
	return a;
}

void
arena_reset(struct arena *a)
{
	struct block *b, *next;

	/* A deferred function may defer again: take them one by one. */
	while (a->deferred != NULL) {
		struct deferred *d = a->deferred;

		a->deferred = d->next;
		d->fn(d->what);
	}
	for (b = a->first->next; b != NULL; b = next) {
		next = b->next;
		free(b);
	}
	a->first->next = NULL;
	a->first->used = 0;
	a->last = a->first;
	a->used = 0;
}

void
arena_free(struct arena *a)
{
	if (a == NULL)
		return;
	arena_reset(a);
	free(a->first);
	free(a);
}

/* The next `size` bytes, as they are. */
static void *
arena_take(struct arena *a, size_t size)
{
	struct block	*b = a->last;
	void		*p;

	if (size > SIZE_MAX - ROUND)
		die_without_memory();
	size = (size + ROUND - 1) / ROUND * ROUND;
	if (size > b->size - b->used) {
		b = block_new(size > BLOCK_SIZE ? size : BLOCK_SIZE);
		a->last->next = b;
		a->last = b;
	}
	p = b->bytes + b->used;
	b->used += size;
	a->used += size;
	return p;
}

void *
arena_alloc(struct arena *a, size_t size)
{
	return memset(arena_take(a, size), 0, size);
}

void *
arena_array(struct arena *a, size_t size, size_t n)
{
	size_t total;

	if (__builtin_mul_overflow(size, n, &total))
		die_without_memory();
	return arena_alloc(a, total);
}

char *
arena_copy_n(struct arena *a, const void *from, size_t n)
{
	char *to = arena_alloc(a, n + 1);

	return n == 0 ? to : memcpy(to, from, n);
}

char *
arena_copy(struct arena *a, const char *from)
{
	return arena_copy_n(a, from, strlen(from));
}

char *
text_va(struct arena *a, const char *fmt, va_list args)
{
	struct block	*b = a->last;
	size_t		 room = b->size - b->used;	/* a multiple of ROUND */
	va_list		 again;
	int		 n;
	char		*to;

	/* Most texts fit where the next piece will be: print there first, and then take it. */
	va_copy(again, args);
	n = vsnprintf((char *)b->bytes + b->used, room, fmt, again);
	va_end(again);
	if (n < 0)
		abort();	/* a format that cannot be printed is a programmer's mistake */
	if ((size_t)n < room)
		return arena_take(a, (size_t)n + 1);
	to = arena_take(a, (size_t)n + 1);
	vsnprintf(to, (size_t)n + 1, fmt, args);
	return to;
}

char *
text(struct arena *a, const char *fmt, ...)
{
	va_list	 args;
	char	*to;

	va_start(args, fmt);
	to = text_va(a, fmt, args);
	va_end(args);
	return to;
}

void
arena_defer(struct arena *a, void (*fn)(void *), void *what)
{
	struct deferred *d = make(a, struct deferred);

	d->fn = fn;
	d->what = what;
	d->next = a->deferred;
	a->deferred = d;
}

size_t
arena_used(const struct arena *a)
{
	return a->used;
}
