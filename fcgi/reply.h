/*
 * reply.h: what goes back: status, headers, body.
 *
 * A handler ends with one of these, and returns what it returned: the status.
 * Each of them sees first whether a question to the database failed, and then
 * answers 503 in its place: an empty answer is never taken for "not found".
 *
 * What does not say otherwise is `Cache-Control: no-store`; pages of the public program, and
 * what is moved there, may be kept by everyone for PUBLIC_SECONDS; what is missing, for one.
 */
#ifndef FCGI_REPLY_H
#define FCGI_REPLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct json_writer;
struct req;
struct sink;

#define REPLY_HEADERS_MAX	32
#define PUBLIC_SECONDS		5	/* how long caches in front keep what everybody may see */

struct reply {
	int		 status;
	const char	*names[REPLY_HEADERS_MAX];
	const char	*values[REPLY_HEADERS_MAX];
	size_t		 n;
	const char	*body;		/* in the request's arena */
	size_t		 len;
	bool		 kept;		/* it came from memcached: for the log */
	void		(*write)(struct req *, struct sink *);	/* the body, instead; NULL: there is none */
};

/* --- answers without a page of their own -------------------------------- */

int bad_request(struct req *);				/* 400 */
int forbidden(struct req *);				/* 403 */
int not_found(struct req *);				/* 404 */
int wrong_method(struct req *, const char *allow);	/* 405 with Allow */
int gone(struct req *);					/* 410 */
int too_large(struct req *);				/* 413 */
int too_many(struct req *, int64_t seconds);		/* 429 with Retry-After */
int broken(struct req *);				/* 500 */
int try_later(struct req *);				/* 503 with Retry-After */

/*
 * To another page of ours.  Paths are without language; the visitor's is put in
 * front.  A path that does not begin with one '/', or holds anything that does not
 * belong in one, is a mistake of ours: 500.
 */
int moved(struct req *, const char *path);		/* 301: this is its address now */
int see_other(struct req *, const char *fmt, ...)	/* 303: after a change */
    __attribute__((format(printf, 2, 3)));

/*
 * 303 to where the visitor wanted to go, if `next`, as it came with the request, may be
 * followed; else to `otherwise`.
 */
int see_next(struct req *, const char *next, const char *otherwise);

/*
 * `next` as it may be followed, or NULL: a path (without language) and query of ours, in
 * which no amount of decoding finds another host, a scheme or a way up (ASSURANCE E14).
 */
const char *next_checked(struct arena *, const char *next);

/* A sentence shown once at the top of the page that is seen next: "Saved." */
void notice(struct req *, const char *sentence);
const char *notice_take(struct req *);		/* for page.c; NULL when there is none */

/* --- answers that are not pages ----------------------------------------- */

/* `type` with its charset: "text/plain; charset=utf-8". */
int reply_text(struct req *, const char *type, const char *body);
int reply_bytes(struct req *, const char *type, const void *bytes, size_t len);
int reply_json(struct req *, int status, struct json_writer *);
int reply_empty(struct req *, int status);

/*
 * The same as a file to keep: Content-Disposition: attachment, its name in both of
 * RFC 6266's forms.
 */
int reply_file(struct req *, const char *type, const char *name, const void *bytes, size_t len);

/*
 * The same for what may be too much for memory: `write` is called when the head is on its way, and puts the body
 * piece by piece.  It may not fail any more: what goes wrong is said in what it writes.
 */
int reply_stream(struct req *, const char *type, const char *name, void (*write)(struct req *, struct sink *));
void sink_put(struct sink *, const void *bytes, size_t len);
bool sink_good(const struct sink *);	/* false: who asked has left */

/* --- headers ------------------------------------------------------------ */

/*
 * Set a header, replacing one of that name (Set-Cookie is added).  A name that is no
 * token or a value with a control character is not set: false, and logged (E06).
 */
bool reply_header(struct req *, const char *name, const char *value);
const char *reply_header_get(const struct reply *, const char *name);	/* NULL: not set */

/* "public, max-age=0, s-maxage=…": anyone may keep this for so many seconds. */
void reply_public(struct req *, int seconds);

/* A cookie `__Host-<name>`: Secure, HttpOnly, SameSite=Lax, Path=/. `seconds` 0: takes it away. */
void reply_cookie(struct req *, const char *name, const char *value, int64_t seconds);
/* The same for the eyes of scripts: a hint that is worth nothing to a thief. */
void reply_hint(struct req *, const char *name, const char *value, int64_t seconds);

/* --- for worker.c ------------------------------------------------------- */

/* Everything before the body as CGI has it, "Status: 200 OK" first, an empty line last. */
const char *reply_head(struct req *);

/* The body to be sent: nothing for HEAD, 204 and 304. */
const char *reply_body(struct req *, size_t *len);

/* Where a streamed body goes: `put` is false when it cannot. */
struct sink {
	bool	(*put)(void *to, const void *bytes, size_t len);
	void	*to;
	bool	 lost;
	size_t	 len;		/* so far */
};

/* Have it written, if it is streamed and wanted. */
void reply_write(struct req *, struct sink *);

/* --- for page.c --------------------------------------------------------- */

/* Send this page; it is in the arena. */
int reply_page(struct req *, int status, const char *html, size_t len);

#endif
