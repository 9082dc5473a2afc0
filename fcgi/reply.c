/*
 * reply.c: status, headers, redirects, JSON, files, and the pages that say what went
 * wrong (templates/error.cs); see reply.h.
 */
#include "fcgi/reply.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>
#include <strings.h>

#include "core/lib/crypto.h"
#include "core/lib/json.h"
#include "core/lib/log.h"
#include "core/lib/str.h"
#include "core/lib/text.h"
#include "core/lib/words.h"
#include "fcgi/header.h"
#include "fcgi/page.h"
#include "fcgi/page_sent.h"
#include "fcgi/program.h"
#include "fcgi/req.h"

#define RETRY_SECONDS	5	/* how soon what is down may be back */

/* --- headers ------------------------------------------------------------ */

bool
reply_header(struct req *r, const char *name, const char *value)
{
	struct reply	*reply = &r->reply;
	size_t		 i = reply->n;

	if (!header_token(name) || !header_value(value)) {
		log_line(LOG_WARN, "not a header", LOG_TEXT("name", name), LOG_END);
		return false;
	}
	if (strcasecmp(name, "Set-Cookie") != 0)
		for (i = 0; i < reply->n && strcasecmp(reply->names[i], name) != 0; i++)
			;
	assert(i < REPLY_HEADERS_MAX);
	reply->names[i] = arena_copy(r->arena, name);
	reply->values[i] = arena_copy(r->arena, value);
	if (i == reply->n)
		reply->n++;
	return true;
}

const char *
reply_header_get(const struct reply *reply, const char *name)
{
	for (size_t i = 0; i < reply->n; i++)
		if (strcasecmp(reply->names[i], name) == 0)
			return reply->values[i];
	return NULL;
}

/* Forget what a page that will not be sent has set; cookies stay, because what they say is done. */
static void
forget_headers(struct reply *reply)
{
	size_t kept = 0;

	for (size_t i = 0; i < reply->n; i++)
		if (strcasecmp(reply->names[i], "Set-Cookie") == 0) {
			reply->names[kept] = reply->names[i];
			reply->values[kept++] = reply->values[i];
		}
	reply->n = kept;
}

void
reply_public(struct req *r, int seconds)
{
	reply_header(r, "Cache-Control", text(r->arena,
	    "public, max-age=0, s-maxage=%d, stale-while-revalidate=%d", seconds, seconds));
}

void
reply_cookie(struct req *r, const char *name, const char *value, int64_t seconds)
{
	reply_header(r, "Set-Cookie", text(r->arena,
	    "__Host-%s=%s; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=%lld",
	    name, value, (long long)seconds));
}

void
reply_hint(struct req *r, const char *name, const char *value, int64_t seconds)
{
	reply_header(r, "Set-Cookie", text(r->arena,
	    "__Host-%s=%s; Path=/; Secure; SameSite=Lax; Max-Age=%lld",
	    name, value, (long long)seconds));
}

const char *
reply_body(struct req *r, size_t *len)
{
	bool none = r->head || r->reply.status == 204 || r->reply.status == 304;

	*len = none ? 0 : r->reply.len;
	return none ? "" : r->reply.body;
}

static const char *
phrase(int status)
{
	switch (status) {
	case 200: return "OK";
	case 201: return "Created";
	case 202: return "Accepted";
	case 204: return "No Content";
	case 301: return "Moved Permanently";
	case 303: return "See Other";
	case 304: return "Not Modified";
	case 400: return "Bad Request";
	case 401: return "Unauthorized";
	case 403: return "Forbidden";
	case 404: return "Not Found";
	case 405: return "Method Not Allowed";
	case 409: return "Conflict";
	case 410: return "Gone";
	case 413: return "Content Too Large";
	case 422: return "Unprocessable Content";
	case 429: return "Too Many Requests";
	case 503: return "Service Unavailable";
	default: return "Internal Server Error";
	}
}

const char *
reply_head(struct req *r)
{
	const struct reply	*reply = &r->reply;
	struct str		*s = str_new(r->arena);

	str_addf(s, "Status: %d %s\r\n", reply->status, phrase(reply->status));
	for (size_t i = 0; i < reply->n; i++)
		str_addf(s, "%s: %s\r\n", reply->names[i], reply->values[i]);
	if (reply->status != 204 && reply->status != 304)
		str_addf(s, "Content-Length: %zu\r\n", reply->len);
	str_add(s, "\r\n");
	return s->text;
}

/* --- what goes back ----------------------------------------------------- */

/* Everybody gets the same from a program that reads no cookie; nobody keeps what others answer. */
static void
set_cacheable(struct req *r)
{
	bool shared = r->tools->program->readonly && r->malformed == NULL;

	if (reply_header_get(&r->reply, "Cache-Control") != NULL)
		return;
	switch (r->reply.status) {
	case 200: case 301:
		if (shared) {
			reply_public(r, PUBLIC_SECONDS);
			return;
		}
		break;
	case 404: case 410:	/* who has just published looks for it: never stale */
		if (shared) {
			reply_header(r, "Cache-Control", "public, max-age=0, s-maxage=1");
			return;
		}
	}
	reply_header(r, "Cache-Control", "no-store");
}

static int
finish(struct req *r, int status, const char *type, const void *body, size_t len)
{
	r->reply.status = status;
	r->reply.body = body;
	r->reply.len = len;
	if (type != NULL)
		reply_header(r, "Content-Type", type);
	set_cacheable(r);
	return status;
}

int
reply_page(struct req *r, int status, const char *html, size_t len)
{
	return finish(r, status, "text/html; charset=utf-8", html, len);
}

/*
 * The page that says what went wrong.  It asks the database nothing, and when even it fails,
 * plain words.
 */
static int
answer_error(struct req *r, int status)
{
	char	*page;
	size_t	 len;

	forget_headers(&r->reply);
	page_text(r, "page.status", text(r->arena, "%d", status));
	page_text(r, "page.request", r->id);
	page_noindex(r);
	page = page_render(r, "error", &len);
	if (page == NULL) {
		page = text(r->arena, "%d %s\n", status, phrase(status));
		return finish(r, status, "text/plain; charset=utf-8", page, strlen(page));
	}
	return reply_page(r, status, page, len);
}

/* The same, unless a question failed: then nothing is known, and that is what is said. */
static int
answer(struct req *r, int status)
{
	return req_failed(r) ? try_later(r) : answer_error(r, status);
}

int
bad_request(struct req *r)
{
	if (r->malformed == NULL)
		r->malformed = "a parameter came twice";
	log_line(LOG_INFO, "malformed request", LOG_TEXT("why", r->malformed), LOG_END);
	return answer_error(r, 400);
}

int
forbidden(struct req *r)
{
	return answer(r, 403);
}

int
not_found(struct req *r)
{
	return answer(r, 404);
}

int
wrong_method(struct req *r, const char *allow)
{
	int status = answer_error(r, 405);

	reply_header(r, "Allow", allow);
	return status;
}

int
gone(struct req *r)
{
	return answer(r, 410);
}

int
too_large(struct req *r)
{
	return answer_error(r, 413);
}

int
too_many(struct req *r, int64_t seconds)
{
	int status = answer(r, 429);

	if (status == 429)
		reply_header(r, "Retry-After", text(r->arena, "%lld", (long long)seconds));
	return status;
}

int
broken(struct req *r)
{
	return answer_error(r, 500);
}

int
try_later(struct req *r)
{
	int status = answer_error(r, 503);

	reply_header(r, "Retry-After", text(r->arena, "%d", RETRY_SECONDS));
	return status;
}

/* --- to another page ---------------------------------------------------- */

/*
 * A path of ours, as a programmer writes it or the database has it: one slash first, and
 * nothing that does not belong.
 */
static bool
is_path(const char *s)
{
	if (s[0] != '/' || s[1] == '/' || s[1] == '\\')
		return false;
	for (; *s != '\0'; s++)
		if (*s <= ' ' || *s == 0x7f || strchr("\\\"<>", *s) != NULL)
			return false;
	return true;
}

static int
redirect(struct req *r, int status, const char *path)
{
	if (req_failed(r))
		return try_later(r);
	if (!is_path(path)) {
		log_line(LOG_ERROR, "not a path of ours", LOG_TEXT("path", path), LOG_END);
		return broken(r);
	}
	reply_header(r, "Location", req_local(r->arena, r->language, path));
	return finish(r, status, NULL, "", 0);
}

int
moved(struct req *r, const char *path)
{
	return redirect(r, 301, path);
}

int
see_other(struct req *r, const char *fmt, ...)
{
	va_list	 args;
	char	*path;

	va_start(args, fmt);
	path = text_va(r->arena, fmt, args);
	va_end(args);
	return redirect(r, 303, path);
}

const char *
next_checked(struct arena *a, const char *next)
{
	size_t	 len, path = strcspn(next, "?#");
	char	*decoded;

	if (strlen(next) > 1024 || !is_path(next) || next[path] == '#')
		return NULL;
	/* Whoever decodes it once more must not find another host in it, nor a way up. */
	decoded = percent_decode(a, next, path, false, &len);
	if (decoded == NULL || !text_is_utf8(decoded, len) || !is_path(decoded))
		return NULL;
	if (strstr(decoded, "//") != NULL || strstr(decoded, "/.") != NULL ||
	    strpbrk(decoded, "%:") != NULL)
		return NULL;
	return arena_copy(a, next);
}

int
see_next(struct req *r, const char *next, const char *otherwise)
{
	const char *checked = next_checked(r->arena, next);

	return redirect(r, 303, checked == NULL ? otherwise : checked);
}

/* --- what is not a page ------------------------------------------------- */

int
reply_bytes(struct req *r, const char *type, const void *bytes, size_t len)
{
	if (req_failed(r))
		return try_later(r);
	return finish(r, 200, type, bytes, len);
}

int
reply_text(struct req *r, const char *type, const char *body)
{
	return reply_bytes(r, type, body, strlen(body));
}

int
reply_json(struct req *r, int status, struct json_writer *w)
{
	size_t		 len;
	const char	*body = json_written(w, &len);

	if (req_failed(r) && status < 500)
		return try_later(r);
	return finish(r, status, "application/json", body, len);
}

int
reply_empty(struct req *r, int status)
{
	return req_failed(r) ? try_later(r) : finish(r, status, NULL, "", 0);
}

/* The same name in ASCII, for who does not read RFC 8187. */
static const char *
plain_name(struct arena *a, const char *name)
{
	char *plain = arena_copy(a, name);

	for (char *s = plain; *s != '\0'; s++)
		if (*s < ' ' || *s > '~' || strchr("\"\\/%", *s) != NULL)
			*s = '_';
	return plain;
}

int
reply_file(struct req *r, const char *type, const char *name, const void *bytes, size_t len)
{
	reply_header(r, "Content-Disposition", text(r->arena,
	    "attachment; filename=\"%s\"; filename*=UTF-8''%s",
	    plain_name(r->arena, name), text_url_escape(r->arena, name)));
	return reply_bytes(r, type, bytes, len);
}

int
reply_stream(struct req *r, const char *type, const char *name, void (*write)(struct req *, struct sink *))
{
	int status = reply_file(r, type, name, "", 0);

	if (status == 200)
		r->reply.write = write;
	return status;
}

void
reply_write(struct req *r, struct sink *to)
{
	if (r->reply.write != NULL && !r->head)
		r->reply.write(r, to);
}

void
sink_put(struct sink *s, const void *bytes, size_t len)
{
	if (!s->lost && len > 0)
		s->lost = !s->put(s->to, bytes, len);
	s->len += len;
}

bool
sink_good(const struct sink *s)
{
	return !s->lost;
}

/* --- a sentence for the next page --------------------------------------- */

#define NOTICE_SECONDS	60

void
notice(struct req *r, const char *sentence)
{
	reply_cookie(r, "notice", crypto_seal(r->arena, r->tools->keys, "notice", "", sentence,
	    strlen(sentence)), NOTICE_SECONDS);
}

const char *
notice_take(struct req *r)
{
	const char	*sealed = req_cookie(r, "__Host-notice");
	size_t		 len;

	if (*sealed == '\0')
		return NULL;
	reply_cookie(r, "notice", "", 0);
	return (const char *)crypto_open(r->arena, r->tools->keys, "notice", "", sealed, &len);
}
