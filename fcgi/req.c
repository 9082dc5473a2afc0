/*
 * req.c: a request, from what the server says of it; see req.h.
 *
 * The path is read from REQUEST_URI, strictly: what the server in front may have
 * understood otherwise (an encoded slash, "..", "//") is malformed, and so is never kept
 * by anyone under another address.
 */
#include "fcgi/req.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/lib/crypto.h"
#include "core/lib/db.h"
#include "core/lib/id.h"
#include "core/lib/log.h"
#include "core/lib/text.h"
#include "core/lib/words.h"
#include "fcgi/header.h"
#include "fcgi/program.h"
#include "fcgi/route.h"

#define ADDRESS_MAX	((size_t)8 * 1024)	/* path and query */
#define PATH_LONGEST	((size_t)2 * 1024)
#define HEADER_LONGEST	((size_t)8 * 1024)

struct later {
	struct later	*next;
	void		(*fn)(struct req *, void *);
	void		*what;
};

/* --- what the server said ----------------------------------------------- */

/* A parameter as the server gave it, or NULL. */
static const char *
source_get(const struct req *r, const char *name, size_t len)
{
	if (r->source.params == NULL)
		return NULL;
	for (char *const *p = r->source.params; *p != NULL; p++)
		if (strncmp(*p, name, len) == 0 && (*p)[len] == '=')
			return *p + len + 1;
	return NULL;
}

/* The same, copied, if it is text of one line; else "". */
static const char *
server_says(struct req *r, const char *name)
{
	const char	*value = source_get(r, name, strlen(name));
	size_t		 len;

	if (value == NULL || (len = strlen(value)) > HEADER_LONGEST)
		return "";
	if (!header_value(value) || !text_is_utf8(value, len))
		return "";
	return arena_copy_n(r->arena, value, len);
}

const char *
req_header(struct req *r, const char *name)
{
	const char	*prefix = strcasecmp(name, "Content-Type") == 0 ? "" : "HTTP_";
	char		*param = text(r->arena, "%s%s", prefix, name);

	for (char *s = param; *s != '\0'; s++)
		*s = *s == '-' ? '_' : (char)toupper((unsigned char)*s);
	return server_says(r, param);
}

/* The id that nginx gave it, so that one word finds it in every log; or one of our own. */
static const char *
request_id(struct req *r)
{
	const char	*given = server_says(r, "REQUEST_ID");
	unsigned char	 drawn[16];

	if (strlen(given) == 32 && strspn(given, "0123456789abcdef") == 32)
		return given;
	random_bytes(drawn, sizeof(drawn));
	return hex(r->arena, drawn, sizeof(drawn));
}

/* --- the address -------------------------------------------------------- */

/* One segment of the path, decoded; false when it is not one. */
static bool
add_segment(struct req *r, const char *s, size_t n)
{
	size_t	 len;
	char	*segment;

	if (r->segments_n == REQ_SEGMENTS_MAX + 1)
		return false;
	if ((segment = percent_decode(r->arena, s, n, false, &len)) == NULL)
		return false;
	if (len == 0 || strcmp(segment, ".") == 0 || strcmp(segment, "..") == 0 ||
	    strchr(segment, '/') != NULL || !header_value(segment) || !text_is_utf8(segment, len))
		return false;
	r->segments[r->segments_n++] = segment;
	return true;
}

/* What the segments say, put together again: as they are, or encoded. */
static const char *
join(struct req *r, bool encoded)
{
	char *path = arena_copy(r->arena, r->segments_n == 0 ? "/" : "");

	for (size_t i = 0; i < r->segments_n; i++)
		path = text(r->arena, "%s/%s", path,
		    encoded ? text_url_escape(r->arena, r->segments[i]) : r->segments[i]);
	return path;
}

/*
 * "/de/…" is German; the first language has no prefix, and with one it is somebody's guess
 * (route.c).
 */
static void
take_language(struct req *r)
{
	const struct language *l = r->segments_n == 0 ? NULL : language_find(r->segments[0]);

	r->language = languages[0].tag;
	if (l == NULL || l == &languages[0])
		return;
	r->language = l->tag;
	r->segments_n--;
	memmove(r->segments, r->segments + 1, r->segments_n * sizeof(r->segments[0]));
}

static const char *
read_path(struct req *r, const char *s, size_t len)
{
	const char *end = s + len;

	if (len == 0 || *s != '/')
		return "the path does not begin with a slash";
	if (len > PATH_LONGEST)
		return "the path is too long";
	for (s++; s < end; ) {
		const char	*slash = memchr(s, '/', (size_t)(end - s));
		size_t		 n = (size_t)((slash == NULL ? end : slash) - s);

		if (!add_segment(r, s, n))
			return "the path is not canonical";
		s += n + (slash == NULL ? 0 : 1);
		r->slash = slash != NULL && s == end;
	}
	return NULL;
}

static void
read_address(struct req *r)
{
	const char	*uri = server_says(r, "REQUEST_URI");
	size_t		 len = strlen(uri);
	const char	*question = memchr(uri, '?', len);
	size_t		 path_len = question == NULL ? len : (size_t)(question - uri);

	r->malformed = len > ADDRESS_MAX ? "the address is too long" : read_path(r, uri, path_len);
	if (r->malformed == NULL && question != NULL)
		r->malformed = params_query(r->arena, question + 1, len - path_len - 1, &r->query);
	take_language(r);	/* even of a malformed one: its error page speaks it too */
	if (r->segments_n > REQ_SEGMENTS_MAX)
		r->malformed = "the path has too many segments";
	if (r->malformed != NULL)
		r->segments_n = 0;
	r->path = join(r, false);
	r->canonical = join(r, true);
}

/* --- making one --------------------------------------------------------- */

static void
read_method(struct req *r)
{
	r->method = server_says(r, "REQUEST_METHOD");
	if (!header_token(r->method)) {
		r->malformed = "no method";
		r->method = "GET";
	}
	if (strcmp(r->method, "HEAD") == 0) {
		r->method = "GET";
		r->head = true;
	}
}

struct req *
req_new(struct arena *a, struct tools *tools, const struct req_source *source, int64_t now)
{
	struct req	*r = make(a, struct req);
	const char	*cookies;

	r->arena = a;
	r->tools = tools;
	r->db = tools->db;
	r->cache = tools->cache;
	r->conf = tools->conf;
	r->now = now;
	r->source = *source;
	r->later_end = &r->later;
	r->id = request_id(r);
	read_address(r);
	read_method(r);
	r->address = server_says(r, "REMOTE_ADDR");
	r->agent = req_header(r, "User-Agent");
	if (!tools->program->readonly) {
		cookies = req_header(r, "Cookie");
		params_cookies(a, cookies, strlen(cookies), &r->cookies);
	}
	if (r->db != NULL)
		db_use_arena(r->db, a);
	return r;
}

/* --- made up by tests --------------------------------------------------- */

struct memory {
	const char	*at;
	size_t		 len;
};

static ssize_t
read_memory(void *from, void *to, size_t n)
{
	struct memory *m = from;

	if (n > m->len)
		n = m->len;
	if (n > 0)
		memcpy(to, m->at, n);
	m->at += n;
	m->len -= n;
	return (ssize_t)n;
}

/* "If-None-Match: x" as CGI has it: "HTTP_IF_NONE_MATCH=x". */
static char *
header_as_param(struct arena *a, const char *header)
{
	const char	*colon = strchr(header, ':');
	size_t		 n = colon == NULL ? strlen(header) : (size_t)(colon - header);
	bool		 content = strncasecmp(header, "Content-", 8) == 0;
	char		*param = text(a, "%s%.*s=%s", content ? "" : "HTTP_", (int)n, header,
	    colon == NULL ? "" : colon + 1 + strspn(colon + 1, " "));

	for (char *s = param; *s != '='; s++)
		*s = *s == '-' ? '_' : (char)toupper((unsigned char)*s);
	return param;
}

struct req *
req_new_for_test(struct arena *a, struct tools *tools, const char *method, const char *address,
    const char *const *headers, const void *body, size_t len, int64_t now)
{
	static const char *const	 none[] = { NULL };
	struct memory			*memory = make(a, struct memory);
	struct req_source		 source = { NULL, read_memory, memory };
	char				**params;
	size_t				 n = 0;

	if (headers == NULL)
		headers = none;
	while (headers[n] != NULL)
		n++;
	params = make_array(a, char *, n + 5);
	for (n = 0; headers[n] != NULL; n++)
		params[n] = header_as_param(a, headers[n]);
	params[n++] = text(a, "REQUEST_METHOD=%s", method);
	params[n++] = text(a, "REQUEST_URI=%s", address);
	params[n++] = arena_copy(a, "REMOTE_ADDR=192.0.2.1");
	if (body != NULL)
		params[n++] = text(a, "CONTENT_LENGTH=%zu", len);
	memory->at = body;
	memory->len = len;
	source.params = params;
	return req_new(a, tools, &source, now);
}

/* --- what it says ------------------------------------------------------- */

/* The number of the segment that is `{name}` in the row's path; aborts when there is none. */
static size_t
segment_of(const struct req *r, const char *name)
{
	const char	*s = r->route->path;
	size_t		 len = strlen(name);

	for (size_t i = 0; *s == '/'; i++) {
		s++;
		if (*s == '{' && strncmp(s + 1, name, len) == 0 && s[len + 1] == '}')
			return i;
		s += strcspn(s, "/");
	}
	log_line(LOG_ERROR, "no such name in the route's path", LOG_TEXT("name", name),
	    LOG_TEXT("path", r->route->path), LOG_END);
	abort();
}

const char *
req_text(struct req *r, const char *name)
{
	return r->segments[segment_of(r, name)];
}

int64_t
req_id(struct req *r, const char *name)
{
	const char *segment = req_text(r, name), *hyphen = strrchr(segment, '-');

	return id_parse(hyphen == NULL ? segment : hyphen + 1);
}

const char *
req_query(struct req *r, const char *name)
{
	bool			 twice;
	const struct param	*p = param_find(&r->query, name, &twice);

	if (p == NULL || twice || p->bad)
		return "";
	if (!text_is_utf8(p->value, p->len) || !header_value(p->value))
		return "";
	return p->value;
}

const char *
req_cookie(struct req *r, const char *name)
{
	bool			 twice;
	const struct param	*p = param_find(&r->cookies, name, &twice);

	return p == NULL || twice || p->bad ? "" : p->value;
}

bool
req_is_at(struct req *r, const char *path)
{
	return strcmp(r->path, path) == 0;
}

const char *
req_body(struct req *r, size_t *len)
{
	*len = r->body_len;
	return r->body == NULL ? "" : r->body;
}

const char *
req_prefers(struct req *r)
{
	return header_language(req_header(r, "Accept-Language"));
}

const char *
req_prefix(const char *language)
{
	static const char *const prefixes[] = {
#define LANGUAGE(tag, name, locale)	"/" tag,
#include "core/lib/words.def"
#undef LANGUAGE
	};

	for (size_t i = 1; i < languages_n; i++)
		if (strcmp(languages[i].tag, language) == 0)
			return prefixes[i];
	return "";
}

const char *
req_local(struct arena *a, const char *language, const char *path)
{
	const char *prefix = req_prefix(language);

	return text(a, "%s%s", prefix, *prefix != '\0' && strcmp(path, "/") == 0 ? "" : path);
}

const char *
req_url(struct req *r, const char *path)
{
	return text(r->arena, "%s%s", r->tools->site_url, req_local(r->arena, r->language, path));
}

const char *
req_here(struct req *r)
{
	const char *question = strchr(server_says(r, "REQUEST_URI"), '?');

	return text(r->arena, "%s%s", join(r, true), question == NULL ? "" : question);
}

bool
req_failed(const struct req *r)
{
	return r->db != NULL && db_failed(r->db);
}

/* --- the body ----------------------------------------------------------- */

/* CONTENT_LENGTH, or -1 when it is not a number that could be one. */
static ssize_t
body_length(struct req *r)
{
	const char *s = server_says(r, "CONTENT_LENGTH");

	if (strlen(s) > 15 || strspn(s, "0123456789") != strlen(s))
		return -1;
	return *s == '\0' ? 0 : atoll(s);
}

enum body
req_read_body(struct req *r, size_t max)
{
	ssize_t	len = body_length(r), n;

	if (len < 0)
		return BODY_LOST;
	if ((size_t)len > max)
		return BODY_TOO_LARGE;
	r->body = arena_alloc(r->arena, (size_t)len + 1);
	while (r->body_len < (size_t)len) {
		n = r->source.read(r->source.from, r->body + r->body_len,
		    (size_t)len - r->body_len);
		if (n <= 0)
			return BODY_LOST;
		r->body_len += (size_t)n;
	}
	return BODY_WHOLE;
}

/* --- after the reply ---------------------------------------------------- */

void
later(struct req *r, void (*fn)(struct req *, void *), void *what)
{
	struct later *l = make(r->arena, struct later);

	l->fn = fn;
	l->what = what;
	*r->later_end = l;
	r->later_end = &l->next;
}

void
req_do_later(struct req *r)
{
	r->source.params = NULL;	/* libfcgi has let go of them */
	if (r->db != NULL) {
		db_use_arena(r->db, r->arena);
		db_readonly(r->db, r->tools->program->readonly);
	}
	for (struct later *l = r->later; l != NULL; l = l->next)
		l->fn(r, l->what);
}
