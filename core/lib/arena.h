/*
 * arena.h: memory that lives as long as a request and is let go at once.
 *
 * Allocation cannot fail: when there is no memory the process says so and
 * exits, and the supervisor starts another.  What foreign libraries allocate is
 * handed over with arena_defer() and released with the rest, last in first out.
 */
#ifndef CORE_LIB_ARENA_H
#define CORE_LIB_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

/* A new, empty arena; the caller frees it with arena_free(). */
struct arena *arena_new(void);

/* Release what was deferred, then all memory but the first block, which is kept for the next turn. */
void arena_reset(struct arena *);
void arena_free(struct arena *);

/* `size` zeroed bytes, aligned for any type. Never NULL. */
void *arena_alloc(struct arena *, size_t size);

#define make(arena, type)		((type *)arena_alloc((arena), sizeof(type)))
#define make_array(arena, type, n)	((type *)arena_array((arena), sizeof(type), (n)))

/* `n` zeroed elements of `size` bytes; exits when n * size overflows. */
void *arena_array(struct arena *, size_t size, size_t n);

/* A copy of a string, or of `n` bytes with a NUL behind them. */
char *arena_copy(struct arena *, const char *);
char *arena_copy_n(struct arena *, const void *, size_t n);

/* printf into the arena. */
char *text(struct arena *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char *text_va(struct arena *, const char *fmt, va_list) __attribute__((format(printf, 2, 0)));

/* Call fn(what) when the arena is reset or freed. */
void arena_defer(struct arena *, void (*fn)(void *), void *what);

/* Bytes handed out since the last reset, for the worker's log line. */
size_t arena_used(const struct arena *);

#endif
