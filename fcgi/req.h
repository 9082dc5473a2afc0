/*
 * req.h: a request: path, query, cookies, body, who, when.
 *
 * Everything here lives in the request's arena and goes with it.  Nothing in it
 * points into libfcgi's memory.  Text that came from outside is valid UTF-8
 * without control characters, or it is not there.
 */
#ifndef FCGI_REQ_H
#define FCGI_REQ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "core/lib/arena.h"
#include "fcgi/param.h"
#include "fcgi/reply.h"

struct cache;
struct conf;
struct copy;
struct db;
struct keyring;
struct names;
struct route;
struct tools;

#define REQ_SEGMENTS_MAX	16		/* of a path */
#define REQ_PARAMS_MAX		200		/* ASSURANCE I15; forms with rows say how many more */
#define REQ_URLENCODED_MAX	((size_t)64 * 1024)
#define REQ_HOOK_MAX		((size_t)256 * 1024)
#define REQ_UPLOAD_MAX		((size_t)5 * 1024 * 1024)

/* Who is asking; NULL in the request when nobody is signed in. */
struct person {
	int64_t		 id;		/* the account */
	int64_t		 session;
	const char	*name;
	const char	*email;
	int64_t		 fresh_at;	/* when they last showed a password or passkey */
};

/* Where a request comes from: libfcgi in worker.c, memory in tests. */
struct req_source {
	char *const	*params;	/* "NAME=value" as in an environment; NULL at the end */
	/* Up to n bytes of the body; 0 at its end, -1 when the peer is lost. */
	ssize_t		(*read)(void *from, void *to, size_t n);
	void		*from;
};

struct req {
	struct arena		*arena;
	struct tools		*tools;		/* what the worker keeps between requests */
	struct db		*db;
	struct cache		*cache;
	const struct conf	*conf;
	int64_t			 now;		/* unix seconds, read once */

	const char		*id;		/* 32 hex digits, the same in every log */
	const char		*method;	/* "GET": HEAD is GET here, with `head` set */
	bool			 head;
	const char		*path;		/* decoded, without the language: "/e/jazz-0…" */
	const char		*language;	/* "en" */
	const char		*address;	/* of who asks: "192.0.2.7"; "" if unknown */
	const char		*agent;		/* User-Agent, "" if none */

	const struct route	*route;		/* NULL until it is found */
	const void		*form;		/* the struct of the row's form, valid */
	struct person		*person;	/* NULL: nobody is signed in */
	struct names		*names;		/* what the page will show */
	struct reply		 reply;

	/* Below: for fcgi/ alone. */
	struct req_source	 source;
	const char		*malformed;	/* why it is, for the log; NULL: it is not */
	/* Of the path, decoded; one more while the language is among them. */
	const char		*segments[REQ_SEGMENTS_MAX + 1];
	size_t			 segments_n;
	bool			 slash;		/* the path ended in one too many */
	const char		*canonical;	/* path, and the query as it was understood */
	struct params		 query;
	struct params		 cookies;
	struct params		 fields;	/* of the body */
	char			*body;
	size_t			 body_len;
	bool			 typed;		/* a form was sent: it shows what was typed */
	const char		*aside;		/* what it asks for instead of its deed; NULL: nothing */
	size_t			 problems;	/* errors in it */
	size_t			 dropped;	/* filters of a FIND that were not understood */
	bool			 visitor_known;	/* the session was looked up */
	bool			 noindex;
	const char		*bind;		/* of CSRF proofs; NULL: not known yet */
	struct copy		*copy;		/* of a kept page, once looked for */
	struct later		*later, **later_end;
};

/*
 * A request from what the server says of it.  Never NULL: one that is malformed is
 * answered 400 by route_request().
 */
struct req *req_new(struct arena *, struct tools *, const struct req_source *, int64_t now);

/*
 * A request made up by a test.  `headers` are "Name: value", NULL at the end, or NULL;
 * `body` may be NULL.
 */
struct req *req_new_for_test(struct arena *, struct tools *, const char *method,
    const char *address, const char *const *headers, const void *body, size_t len, int64_t now);

/* --- what it says ------------------------------------------------------- */

/*
 * The id in the path's `{name}`: thirteen letters, behind the last '-' if there is
 * one.  0, which finds nothing, when there is none.
 */
int64_t req_id(struct req *, const char *name);

/* The text of the path's `{name}`, as it is; the name must be in the row's path. */
const char *req_text(struct req *, const char *name);

/* A query parameter of a page without a form; "" when it is not there. */
const char *req_query(struct req *, const char *name);

const char *req_cookie(struct req *, const char *name);		/* "" when it is not there */
const char *req_header(struct req *, const char *name);		/* "If-None-Match"; the same */

/* True when this is the address the request was made to, whatever the language. */
bool req_is_at(struct req *, const char *path);

/* The raw body of a HOOK, NUL-ended; whole, or the handler would not have been called. */
const char *req_body(struct req *, size_t *len);

/* What it was asked for, as it came: "/de/discover?q=jazz"; without language, to come back to. */
const char *req_here(struct req *);

/*
 * The language of ours that Accept-Language likes best, never NULL: a suggestion, never what is
 * shown.
 */
const char *req_prefers(struct req *);

/* The address with the site's name and the language in front, for people and machines elsewhere. */
const char *req_url(struct req *, const char *path);

/* "/de", or "" for the language without prefix; and a path with that in front: "/de/discover". */
const char *req_prefix(const char *language);
const char *req_local(struct arena *, const char *language, const char *path);

/* True when a question to the database failed: what was asked since then is not to be believed. */
bool req_failed(const struct req *);

/* --- for route.c -------------------------------------------------------- */

enum body { BODY_WHOLE, BODY_TOO_LARGE, BODY_LOST };

/* Read the body, of at most so many bytes, into r->body. */
enum body req_read_body(struct req *, size_t max);

/* --- after the reply ---------------------------------------------------- */

/*
 * Call fn(r, what) when the browser has its answer.  What may be lost belongs here;
 * what may not is a row in `job`.  The database is writable then.
 */
void later(struct req *, void (*fn)(struct req *, void *), void *what);

/* For worker.c: do all that was put off. */
void req_do_later(struct req *);

#endif
