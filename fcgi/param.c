/* param.c: names and values as browsers write them; see param.h. */
#include "fcgi/param.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "core/lib/arena.h"
#include "fcgi/req.h"

#define BOUNDARY_MAX	70	/* RFC 2046 5.1.1 */

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

char *
percent_decode(struct arena *a, const char *from, size_t n, bool plus_is_space, size_t *len)
{
	char	*to = arena_alloc(a, n + 1);
	size_t	 used = 0;

	for (size_t i = 0; i < n; i++) {
		char c = from[i];

		if (c == '+' && plus_is_space) {
			c = ' ';
		} else if (c == '%') {
			if (n - i < 3 || hex_digit(from[i + 1]) < 0 || hex_digit(from[i + 2]) < 0)
				return NULL;
			c = (char)(hex_digit(from[i + 1]) * 16 + hex_digit(from[i + 2]));
			i += 2;
		}
		if (c == '\0')
			return NULL;
		to[used++] = c;
	}
	*len = used;
	return to;
}

static bool
is_name(const char *s, size_t n)
{
	if (n == 0 || n > 64)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!isalnum((unsigned char)s[i]) && strchr("_.-", s[i]) == NULL)
			return false;
	return true;
}

/* Room for one more, or NULL when there are too many. */
static struct param *
add(struct arena *a, struct params *to)
{
	struct param *p;

	if (to->at == NULL)
		to->at = make_array(a, struct param, to->most);
	if (to->n == to->most)
		return NULL;
	p = &to->at[to->n++];
	p->name = p->value = p->file_name = "";
	return p;
}

/* --- urlencoded --------------------------------------------------------- */

/* One "name=value".  False when there are too many. */
static bool
add_pair(struct arena *a, const char *s, size_t n, struct params *to)
{
	const char	*equals = memchr(s, '=', n);
	size_t		 name_len = equals == NULL ? n : (size_t)(equals - s);
	size_t		 rest = equals == NULL ? 0 : n - name_len - 1;
	struct param	*p = add(a, to);

	if (p == NULL)
		return false;
	if (!is_name(s, name_len))
		return true;	/* counted, but nobody's */
	p->name = arena_copy_n(a, s, name_len);
	p->value = percent_decode(a, s + n - rest, rest, true, &p->len);
	if (p->value == NULL) {
		p->value = "";
		p->bad = true;
	}
	return true;
}

const char *
params_urlencoded(struct arena *a, const char *bytes, size_t len, size_t most, struct params *to)
{
	const char *end = bytes + len;

	*to = (struct params){ .most = most };
	if (len > REQ_URLENCODED_MAX)
		return "too long";
	while (bytes < end) {
		const char	*amp = memchr(bytes, '&', (size_t)(end - bytes));
		size_t		 n = (size_t)((amp == NULL ? end : amp) - bytes);

		if (n > 0 && !add_pair(a, bytes, n, to))
			return "too many parameters";
		bytes += n + 1;
	}
	return NULL;
}

const char *
params_query(struct arena *a, const char *bytes, size_t len, struct params *to)
{
	const char *why = params_urlencoded(a, bytes, len, REQ_PARAMS_MAX, to);

	for (size_t i = 0; i < to->n; i++) {
		char *name = arena_copy(a, to->at[i].name);

		for (char *s = name; *s != '\0'; s++)
			*s = (char)tolower((unsigned char)*s);
		to->at[i].name = name;
	}
	return why;
}

/* --- cookies ------------------------------------------------------------ */

const char *
params_cookies(struct arena *a, const char *bytes, size_t len, struct params *to)
{
	const char *end = bytes + len;

	*to = (struct params){ .most = REQ_PARAMS_MAX };
	while (bytes < end) {
		const char	*semi = memchr(bytes, ';', (size_t)(end - bytes));
		const char	*next = semi == NULL ? end : semi + 1;
		const char	*stop = semi == NULL ? end : semi;
		const char	*equals;
		struct param	*p;

		while (bytes < stop && *bytes == ' ')
			bytes++;
		while (stop > bytes && stop[-1] == ' ')
			stop--;
		equals = memchr(bytes, '=', (size_t)(stop - bytes));
		if (equals != NULL && is_name(bytes, (size_t)(equals - bytes))) {
			if ((p = add(a, to)) == NULL)
				return "too many cookies";
			p->name = arena_copy_n(a, bytes, (size_t)(equals - bytes));
			p->len = (size_t)(stop - equals - 1);
			p->value = arena_copy_n(a, equals + 1, p->len);
			p->bad = memchr(p->value, '\0', p->len) != NULL;
		}
		bytes = next;
	}
	return NULL;
}

/* --- multipart ---------------------------------------------------------- */

/*
 * Where a parameter's value of a header begins ("; name=" or "; name=\""), its length in *n;
 * NULL if it is not there.
 */
static const char *
header_param(const char *s, size_t len, const char *name, size_t *n)
{
	size_t		 name_len = strlen(name);
	const char	*end = s + len;
	bool		 quoted = false;

	for (; s < end; s++) {
		if (*s == '"')
			quoted = !quoted;
		if (*s != ';' || quoted)
			continue;
		while (s + 1 < end && (s[1] == ' ' || s[1] == '\t'))
			s++;
		if ((size_t)(end - s) < name_len + 2 || strncasecmp(s + 1, name, name_len) != 0 ||
		    s[name_len + 1] != '=')
			continue;
		s += name_len + 2;
		if (s < end && *s == '"') {
			const char *close = memchr(s + 1, '"', (size_t)(end - s - 1));

			if (close == NULL)
				return NULL;
			*n = (size_t)(close - s - 1);
			return s + 1;
		}
		for (*n = 0; s + *n < end && strchr("; \t", s[*n]) == NULL; )
			(*n)++;
		return s;
	}
	return NULL;
}

/*
 * "\r\n--boundary", which the first part too has in front of it when a line end is thought
 * there; NULL if there is none.
 */
static char *
boundary(struct arena *a, const char *type, size_t *len)
{
	size_t		 n;
	const char	*b = header_param(type, strlen(type), "boundary", &n);

	if (strncasecmp(type, "multipart/form-data", 19) != 0)
		return NULL;
	if (b == NULL || n == 0 || n > BOUNDARY_MAX)
		return NULL;
	*len = n + 4;
	return text(a, "\r\n--%.*s", (int)n, b);
}

/* The value of Content-Disposition among the headers of a part; NULL if it is not form-data's. */
static const char *
disposition(const char *s, size_t len, size_t *n)
{
	static const char	 name[] = "Content-Disposition:";
	const char		*end = s + len;

	while (s < end) {
		const char *eol = memmem(s, (size_t)(end - s), "\r\n", 2);
		size_t	    line = (size_t)((eol == NULL ? end : eol) - s);

		if (line > sizeof(name) && strncasecmp(s, name, sizeof(name) - 1) == 0) {
			const char *value = s + sizeof(name) - 1;

			*n = line - (sizeof(name) - 1);
			for (; *n > 0 && *value == ' '; (*n)--)
				value++;
			return *n > 9 && strncasecmp(value, "form-data", 9) == 0 ? value : NULL;
		}
		s += line + 2;
	}
	return NULL;
}

/* One part: headers, an empty line, its bytes. */
static const char *
add_part(struct arena *a, char *s, size_t len, struct params *to)
{
	char		*body = memmem(s, len, "\r\n\r\n", 4);
	size_t		 head_len, value_len, n;
	const char	*value, *found;
	struct param	*p;

	if (body == NULL || memchr(s, '\0', (size_t)(body - s)) != NULL)
		return "a part without headers";
	head_len = (size_t)(body - s);
	if ((value = disposition(s, head_len, &value_len)) == NULL ||
	    (found = header_param(value, value_len, "name", &n)) == NULL)
		return "a part without a name";
	if ((p = add(a, to)) == NULL)
		return "too many parameters";
	if (is_name(found, n))
		p->name = arena_copy_n(a, found, n);
	if ((found = header_param(value, value_len, "filename", &n)) != NULL) {
		p->is_file = true;
		p->file_name = arena_copy_n(a, found, n);
	}
	p->value = body + 4;
	p->len = len - head_len - 4;
	p->bad = !p->is_file && memchr(p->value, '\0', p->len) != NULL;
	return NULL;
}

const char *
params_multipart(struct arena *a, const char *type, char *bytes, size_t len, size_t most,
    struct params *to)
{
	size_t	 mark_len;
	char	*mark = boundary(a, type, &mark_len);
	char	*end = bytes + len, *part;

	*to = (struct params){ .most = most };
	if (mark == NULL)
		return "no boundary";
	if (len < mark_len || memcmp(bytes, mark + 2, mark_len - 2) != 0)
		return "no first boundary";
	part = bytes + mark_len - 2;
	for (;;) {
		char		*next;
		const char	*why;

		if (end - part >= 2 && memcmp(part, "--", 2) == 0)
			return NULL;
		if (end - part < 2 || memcmp(part, "\r\n", 2) != 0)
			return "a boundary that goes on";
		if ((next = memmem(part, (size_t)(end - part), mark, mark_len)) == NULL)
			return "no last boundary";
		if (next < part + 2)
			return "an empty part";
		if ((why = add_part(a, part + 2, (size_t)(next - part - 2), to)) != NULL)
			return why;
		*next = '\0';
		part = next + mark_len;
	}
}

const struct param *
param_find(const struct params *params, const char *name, bool *twice)
{
	const struct param *found = NULL;

	*twice = false;
	for (size_t i = 0; i < params->n; i++) {
		if (strcmp(params->at[i].name, name) != 0)
			continue;
		if (found != NULL)
			*twice = true;
		else
			found = &params->at[i];
	}
	return found;
}
