/*
 * json.h: JSON read strictly and written safely (RFC 8259).
 *
 * Reading: what another parser might understand differently is refused.
 * Writing: what is written may stand inside an HTML <script> or text node.
 */
#ifndef CORE_LIB_JSON_H
#define CORE_LIB_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/lib/arena.h"

#define JSON_MAX_BYTES	((size_t)256 * 1024)
#define JSON_MAX_DEPTH	32

enum json_kind {
	JSON_NULL, JSON_BOOL,
	JSON_INT,	/* digits without fraction or exponent that fit int64_t */
	JSON_REAL,	/* any other number */
	JSON_TEXT, JSON_ARRAY, JSON_OBJECT
};

struct json;	/* a value; lives as long as the arena */

/*
 * Parse one document.  NULL, and one of a few constant sentences in *why (may be
 * NULL), when it is longer than 256 KiB, deeper than 32, not UTF-8, contains a NUL (also as
 * \u0000), a lone surrogate, a key twice in one object, a comment, or anything but white
 * space behind the value.
 */
const struct json *json_parse(struct arena *, const void *bytes, size_t len, const char **why);

/*
 * Looking things up.  A NULL value, a missing member or one of another kind answer
 * the same way: NULL, false, 0.  So lookups may be chained and checked once:
 * json_get_text(json_get(json_get(j, "data"), "object"), "id").
 */
const struct json	*json_get(const struct json *, const char *key);
const char		*json_get_text(const struct json *, const char *key);
bool			 json_get_int(const struct json *, const char *key, int64_t *to);
bool			 json_get_bool(const struct json *, const char *key, bool *to);
bool			 json_get_real(const struct json *, const char *key, double *to);

/* Members of an array or object in the order they came; only an object's have keys. */
size_t			 json_size(const struct json *);
const struct json	*json_at(const struct json *, size_t i);
const char		*json_key_at(const struct json *, size_t i);

/* The value itself. */
enum json_kind		 json_kind(const struct json *);	/* JSON_NULL for NULL too */
const char		*json_as_text(const struct json *);
bool			 json_as_int(const struct json *, int64_t *to);
bool			 json_as_bool(const struct json *, bool *to);
bool			 json_as_real(const struct json *, double *to);

/*
 * Writing.  `key` is the member's name inside an object and NULL inside an array
 * and at the top; anything else, and closing what is not open, aborts.  A NULL text
 * and a real that is not finite are written as null, '<' '>'
 * '&' U+2028 U+2029 are written as \uXXXX; bytes that are not UTF-8 as U+FFFD.
 */
struct json_writer;

struct json_writer	*json_writer_new(struct arena *);
void			 json_open_object(struct json_writer *, const char *key);
void			 json_close_object(struct json_writer *);
void			 json_open_array(struct json_writer *, const char *key);
void			 json_close_array(struct json_writer *);
void			 json_text(struct json_writer *, const char *key, const char *value);
void			 json_int(struct json_writer *, const char *key, int64_t value);
void			 json_bool(struct json_writer *, const char *key, bool value);
void			 json_null(struct json_writer *, const char *key);
void			 json_real(struct json_writer *, const char *key, double value);
void			 json_value(struct json_writer *, const char *key, const struct json *);

/* The document; aborts when something is still open or nothing was written.  `len` may be NULL. */
const char		*json_written(struct json_writer *, size_t *len);

#endif
