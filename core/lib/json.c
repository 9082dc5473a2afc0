/*
 * json.c: strict reading (yajl splits the tokens, the tree is ours) and safe writing;
 * see json.h.
 */
#include "core/lib/json.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/utf8.h>
#include <yajl/yajl_parse.h>

#include "core/lib/str.h"
#include "core/lib/text.h"

#define WRITER_DEPTH	64

struct json {
	enum json_kind	 kind;
	bool		 truth;
	int64_t		 integer;
	double		 real;
	const char	*text;		/* JSON_TEXT; of JSON_REAL the digits as they came */
	size_t		 n;		/* of arrays and objects: how many */
	struct json	**items;
	const char	**keys;		/* objects only */
};

/* --- before parsing ---------------------------------------------------------------- */

/* The four hex digits of \uXXXX, or -1. */
static int
hex4(const char *s, const char *end)
{
	int	value = 0;

	if (end - s < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		char c = s[i];
		int digit = c >= '0' && c <= '9' ? c - '0' :
		    (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;

		if (digit < 0)
			return -1;
		value = value * 16 + digit;
	}
	return value;
}

static bool
is_high(int unit)
{
	return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool
is_low(int unit)
{
	return unit >= 0xDC00 && unit <= 0xDFFF;
}

/*
 * Look at the escape whose backslash is at s.  Answers how many bytes to skip, or 0
 * with a reason.  What is merely malformed is left for yajl to find.
 */
static size_t
check_escape(const char *s, const char *end, const char **why)
{
	int	unit;

	if (end - s < 2 || s[1] != 'u')
		return 2;
	unit = hex4(s + 2, end);
	if (unit == 0) {
		*why = "a string contains NUL";
		return 0;
	}
	if (is_low(unit) || (is_high(unit) &&
	    !(end - s >= 12 && s[6] == '\\' && s[7] == 'u' && is_low(hex4(s + 8, end))))) {
		*why = "a string contains a lone surrogate";
		return 0;
	}
	return is_high(unit) ? 12 : 6;
}

/*
 * What yajl would let pass or change quietly: overlong UTF-8, NUL, surrogates that have
 * lost their other half, which it turns into '?', VT and FF, which it takes for blanks,
 * and a string that is never closed behind the value, which it goes on waiting for.
 */
static bool
is_worth_parsing(const char *bytes, size_t len, const char **why)
{
	const char	*end = bytes + len;
	bool		 in_string = false;

	if (len > JSON_MAX_BYTES)
		*why = "longer than 256 KiB";
	else if (memchr(bytes, '\0', len) != NULL)
		*why = "contains NUL";
	else if (!text_is_utf8(bytes, len))
		*why = "not UTF-8";
	if (*why != NULL)
		return false;
	for (const char *s = bytes; s < end; ) {
		size_t step = 1;

		if (*s == '"')
			in_string = !in_string;
		else if ((unsigned char)*s < 0x20 && memchr("\t\n\r", *s, 3) == NULL)
			return false;
		else if (*s == '\\' && in_string && (step = check_escape(s, end, why)) == 0)
			return false;
		s += step;
	}
	return !in_string;
}

/* --- the tree ------------------------------------------------------------------------ */

struct member {
	struct member	*next;
	const char	*key;
	struct json	*value;
};

struct open {			/* an array or object that is not closed yet */
	struct json	*value;
	struct member	*first, *last;
	const char	*key;	/* of the member to come */
};

struct parsing {
	struct arena	*arena;
	struct open	 open[JSON_MAX_DEPTH];
	size_t		 depth;
	struct json	*top;
	const char	*why;
};

static int
refuse(struct parsing *p, const char *why)
{
	p->why = why;
	return 0;	/* to yajl: stop */
}

static struct json *
add(struct parsing *p, enum json_kind kind)
{
	struct json	*value = make(p->arena, struct json);
	struct open	*open;
	struct member	*member;

	value->kind = kind;
	if (p->depth == 0) {
		p->top = value;
		return value;
	}
	open = &p->open[p->depth - 1];
	member = make(p->arena, struct member);
	member->key = open->key;
	member->value = value;
	if (open->last == NULL)
		open->first = member;
	else
		open->last->next = member;
	open->last = member;
	open->value->n++;
	return value;
}

static int
on_null(void *ctx)
{
	add(ctx, JSON_NULL);
	return 1;
}

static int
on_bool(void *ctx, int truth)
{
	add(ctx, JSON_BOOL)->truth = truth != 0;
	return 1;
}

static int
on_number(void *ctx, const char *digits, size_t len)
{
	struct parsing	*p = ctx;
	struct json	*value = add(p, JSON_REAL);
	char		*copy = arena_copy_n(p->arena, digits, len);

	errno = 0;
	value->text = copy;
	value->integer = strtoll(copy, NULL, 10);
	if (errno == 0 && copy[strspn(copy, "-0123456789")] == '\0')
		value->kind = JSON_INT;
	else
		value->real = strtod(copy, NULL);
	return 1;
}

static int
on_text(void *ctx, const unsigned char *s, size_t len)
{
	struct parsing *p = ctx;

	add(p, JSON_TEXT)->text = arena_copy_n(p->arena, s, len);
	return 1;
}

static int
on_key(void *ctx, const unsigned char *s, size_t len)
{
	struct parsing *p = ctx;

	p->open[p->depth - 1].key = arena_copy_n(p->arena, s, len);
	return 1;
}

static int
on_open(struct parsing *p, enum json_kind kind)
{
	struct json *value;

	if (p->depth == JSON_MAX_DEPTH)
		return refuse(p, "deeper than 32");
	value = add(p, kind);
	p->open[p->depth++] = (struct open){ .value = value };
	return 1;
}

static int
on_open_object(void *ctx)
{
	return on_open(ctx, JSON_OBJECT);
}

static int
on_open_array(void *ctx)
{
	return on_open(ctx, JSON_ARRAY);
}

/* Members in the order they came, from the list they were gathered in. */
static void
settle(struct arena *arena, const struct open *open)
{
	struct json	*value = open->value;
	size_t		 i = 0;

	value->items = make_array(arena, struct json *, value->n);
	if (value->kind == JSON_OBJECT)
		value->keys = make_array(arena, const char *, value->n);
	for (const struct member *m = open->first; m != NULL; m = m->next, i++) {
		value->items[i] = m->value;
		if (value->keys != NULL)
			value->keys[i] = m->key;
	}
}

static int
compare_keys(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Sorted, because comparing each with each is somebody's chance to keep us busy. */
static bool
has_twins(struct arena *arena, const struct json *object)
{
	const char	**sorted;

	if (object->n < 2)
		return false;
	sorted = make_array(arena, const char *, object->n);
	memcpy(sorted, object->keys, object->n * sizeof(*sorted));
	qsort(sorted, object->n, sizeof(*sorted), compare_keys);
	for (size_t i = 1; i < object->n; i++)
		if (strcmp(sorted[i - 1], sorted[i]) == 0)
			return true;
	return false;
}

static int
on_close(void *ctx)
{
	struct parsing	*p = ctx;
	struct open	*open = &p->open[--p->depth];

	settle(p->arena, open);
	if (open->value->kind == JSON_OBJECT && has_twins(p->arena, open->value))
		return refuse(p, "an object has a key twice");
	return 1;
}

static const yajl_callbacks callbacks = {
	.yajl_null = on_null,
	.yajl_boolean = on_bool,
	.yajl_number = on_number,
	.yajl_string = on_text,
	.yajl_start_map = on_open_object,
	.yajl_map_key = on_key,
	.yajl_end_map = on_close,
	.yajl_start_array = on_open_array,
	.yajl_end_array = on_close,
};

/* Comments, trailing garbage, several or partial values: all off by yajl's default. */
static bool
parse(struct parsing *p, const void *bytes, size_t len)
{
	yajl_handle	handle = yajl_alloc(&callbacks, NULL, p);
	bool		ok;

	if (handle == NULL)
		abort();
	ok = yajl_parse(handle, bytes, len) == yajl_status_ok &&
	    yajl_complete_parse(handle) == yajl_status_ok;
	yajl_free(handle);
	return ok && p->top != NULL;
}

const struct json *
json_parse(struct arena *arena, const void *bytes, size_t len, const char **why)
{
	struct parsing	 p = { .arena = arena };

	if (is_worth_parsing(bytes, len, &p.why) && parse(&p, bytes, len))
		return p.top;
	if (why != NULL)
		*why = p.why != NULL ? p.why : "not JSON";
	return NULL;
}

/* --- looking things up ----------------------------------------------------------------- */

const struct json *
json_get(const struct json *j, const char *key)
{
	if (j == NULL || j->kind != JSON_OBJECT)
		return NULL;
	for (size_t i = 0; i < j->n; i++)
		if (strcmp(j->keys[i], key) == 0)
			return j->items[i];
	return NULL;
}

const char *
json_get_text(const struct json *j, const char *key)
{
	return json_as_text(json_get(j, key));
}

bool
json_get_int(const struct json *j, const char *key, int64_t *to)
{
	return json_as_int(json_get(j, key), to);
}

bool
json_get_bool(const struct json *j, const char *key, bool *to)
{
	return json_as_bool(json_get(j, key), to);
}

bool
json_get_real(const struct json *j, const char *key, double *to)
{
	return json_as_real(json_get(j, key), to);
}

size_t
json_size(const struct json *j)
{
	return j == NULL ? 0 : j->n;
}

const struct json *
json_at(const struct json *j, size_t i)
{
	return i < json_size(j) ? j->items[i] : NULL;
}

const char *
json_key_at(const struct json *j, size_t i)
{
	return i < json_size(j) && j->keys != NULL ? j->keys[i] : NULL;
}

enum json_kind
json_kind(const struct json *j)
{
	return j == NULL ? JSON_NULL : j->kind;
}

const char *
json_as_text(const struct json *j)
{
	return json_kind(j) == JSON_TEXT ? j->text : NULL;
}

bool
json_as_int(const struct json *j, int64_t *to)
{
	if (json_kind(j) != JSON_INT)
		return false;
	*to = j->integer;
	return true;
}

bool
json_as_bool(const struct json *j, bool *to)
{
	if (json_kind(j) != JSON_BOOL)
		return false;
	*to = j->truth;
	return true;
}

bool
json_as_real(const struct json *j, double *to)
{
	if (json_kind(j) == JSON_INT)
		*to = (double)j->integer;
	else if (json_kind(j) == JSON_REAL && isfinite(j->real))
		*to = j->real;
	else
		return false;
	return true;
}

/* --- writing ----------------------------------------------------------------------------- */

struct json_writer {
	struct str	*out;
	unsigned	 depth;
	enum json_kind	 open[WRITER_DEPTH];
	bool		 filled[WRITER_DEPTH + 1];	/* something stands there: a comma is due */
};

struct json_writer *
json_writer_new(struct arena *arena)
{
	struct json_writer *w = make(arena, struct json_writer);

	w->out = str_new(arena);
	return w;
}

/* A programmer's mistake makes a broken document; better none. */
static void
insist(bool kept)
{
	if (!kept)
		abort();
}

/* How a character stands in a string when not as itself; NULL if it does. */
static const char *
escape_of(UChar32 c)
{
	switch (c) {
	case '"':	return "\\\"";
	case '\\':	return "\\\\";
	case '\n':	return "\\n";
	case '\r':	return "\\r";
	case '\t':	return "\\t";
	case '<':	return "\\u003c";	/* </script> and <!-- */
	case '>':	return "\\u003e";
	case '&':	return "\\u0026";
	case 0x2028:	return "\\u2028";	/* line ends to JavaScript before 2019 */
	case 0x2029:	return "\\u2029";
	default:	return c < 0 ? "\xEF\xBF\xBD" : NULL;
	}
}

static void
add_string(struct str *out, const char *text)
{
	const uint8_t	*s = (const uint8_t *)text;
	size_t		 len = strlen(text);
	int32_t		 i = 0, from = 0, at;
	UChar32		 c;

	insist(len < INT32_MAX);
	str_addc(out, '"');
	while (i < (int32_t)len) {
		const char *escape;

		at = i;
		U8_NEXT(s, i, (int32_t)len, c);
		escape = escape_of(c);
		if (escape == NULL && (c >= 0x20 && c != 0x7F))
			continue;
		str_add_n(out, text + from, (size_t)(at - from));
		if (escape != NULL)
			str_add(out, escape);
		else
			str_addf(out, "\\u%04x", (unsigned)c);
		from = i;
	}
	str_add_n(out, text + from, len - (size_t)from);
	str_addc(out, '"');
}

/* Comma and key before a value, wherever it stands. */
static void
begin(struct json_writer *w, const char *key)
{
	bool in_object = w->depth > 0 && w->open[w->depth - 1] == JSON_OBJECT;

	insist(in_object == (key != NULL));
	insist(w->depth > 0 || !w->filled[0]);
	if (w->filled[w->depth])
		str_addc(w->out, ',');
	w->filled[w->depth] = true;
	if (key != NULL) {
		add_string(w->out, key);
		str_addc(w->out, ':');
	}
}

static void
open_container(struct json_writer *w, const char *key, enum json_kind kind)
{
	begin(w, key);
	insist(w->depth < WRITER_DEPTH);
	w->open[w->depth++] = kind;
	w->filled[w->depth] = false;
	str_addc(w->out, kind == JSON_OBJECT ? '{' : '[');
}

static void
close_container(struct json_writer *w, enum json_kind kind)
{
	insist(w->depth > 0 && w->open[w->depth - 1] == kind);
	w->depth--;
	str_addc(w->out, kind == JSON_OBJECT ? '}' : ']');
}

void
json_open_object(struct json_writer *w, const char *key)
{
	open_container(w, key, JSON_OBJECT);
}

void
json_close_object(struct json_writer *w)
{
	close_container(w, JSON_OBJECT);
}

void
json_open_array(struct json_writer *w, const char *key)
{
	open_container(w, key, JSON_ARRAY);
}

void
json_close_array(struct json_writer *w)
{
	close_container(w, JSON_ARRAY);
}

void
json_text(struct json_writer *w, const char *key, const char *value)
{
	begin(w, key);
	if (value == NULL)
		str_add(w->out, "null");
	else
		add_string(w->out, value);
}

void
json_int(struct json_writer *w, const char *key, int64_t value)
{
	begin(w, key);
	str_addf(w->out, "%lld", (long long)value);
}

void
json_bool(struct json_writer *w, const char *key, bool value)
{
	begin(w, key);
	str_add(w->out, value ? "true" : "false");
}

void
json_null(struct json_writer *w, const char *key)
{
	begin(w, key);
	str_add(w->out, "null");
}

void
json_real(struct json_writer *w, const char *key, double value)
{
	char	digits[32];

	if (!isfinite(value)) {
		json_null(w, key);
		return;
	}
	begin(w, key);
	/* The shortest that reads back as the same number; 17 digits always do. */
	for (int precision = 15; precision <= 17; precision++) {
		snprintf(digits, sizeof(digits), "%.*g", precision, value);
		if (strtod(digits, NULL) == value)
			break;
	}
	str_add(w->out, digits);
}

static void
json_members(struct json_writer *w, const struct json *value)
{
	for (size_t i = 0; i < value->n; i++)
		json_value(w, value->keys == NULL ? NULL : value->keys[i], value->items[i]);
}

void
json_value(struct json_writer *w, const char *key, const struct json *value)
{
	switch (json_kind(value)) {
	case JSON_NULL:
		json_null(w, key);
		break;
	case JSON_BOOL:
		json_bool(w, key, value->truth);
		break;
	case JSON_INT:
		json_int(w, key, value->integer);
		break;
	case JSON_REAL:
		begin(w, key);
		str_add(w->out, value->text);
		break;
	case JSON_TEXT:
		json_text(w, key, value->text);
		break;
	case JSON_ARRAY:
		json_open_array(w, key);
		json_members(w, value);
		json_close_array(w);
		break;
	case JSON_OBJECT:
		json_open_object(w, key);
		json_members(w, value);
		json_close_object(w);
		break;
	}
}

const char *
json_written(struct json_writer *w, size_t *len)
{
	insist(w->depth == 0 && w->filled[0]);
	if (len != NULL)
		*len = w->out->len;
	return w->out->text;
}
