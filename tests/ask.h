/*
 * ask.h: a request in, a page out, in this process.
 *
 *	ask_get(&program, "/e/jazz-0123456789abc");
 *	ck_assert_status(200);
 *	ck_assert_shows("Sold out");
 *
 * With MARQUEE_CONF the world's databases, cache, templates and keys are used; without it
 * every database is down and there is no cache, the templates are the source's, and the keys
 * are made up.
 * The visitor keeps the cookies that come back, as a browser does.  What a reply points to
 * lives until the next request.
 */
#ifndef TESTS_ASK_H
#define TESTS_ASK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fcgi/program.h"
#include "fcgi/reply.h"
#include "fcgi/req.h"

/* Ask; `headers` are "Name: value", NULL at the end, or NULL; `body` may be NULL. */
struct reply *ask(const struct program *, const char *method, const char *address,
    const char *const *headers, const char *body);

struct reply *ask_get(const struct program *, const char *address);

/*
 * Post urlencoded fields ("a=1&b=2") as a page of ours would: its origin, and the visitor's
 * CSRF proof.
 */
struct reply *ask_post(const struct program *, const char *address, const char *fields);

/* The same as multipart: fields and one file. */
struct reply *ask_upload(const struct program *, const char *address,
    const char *const *names_values, const char *file_field, const char *file_name, const void *bytes, size_t len);

/* Another visitor: no cookies. Then, with a world, signed in to an account. */
void ask_as_stranger(void);
void ask_as(const struct program *, int64_t account);

/* What the visitor's cookie says, "" without one; to play tricks with. */
const char *ask_cookie(const char *name);
void ask_set_cookie(const char *name, const char *value);

/* From now on the clock stands here; 0: it goes as usual. And requests come from this address. */
void ask_at(int64_t now);
void ask_from(const char *address);

/* Templates from here instead; before the first request. */
void ask_templates(const char *dir);

/* The CSRF proof of this visitor. */
const char *ask_proof(const struct program *);

/* The tools of a program, and a request to hand to something, made up with them. */
struct tools *ask_tools(const struct program *);
struct req *ask_request(const struct program *, const char *method, const char *address,
    const char *const *headers, const char *body);

/* Memory for a test that lasts until it ends: text(ask_arena(), …). */
struct arena *ask_arena(void);

/* The last reply, its body as text (unpacked), and one of its headers ("" if it is not set). */
const struct reply *asked(void);
struct req *asked_request(void);	/* what it answered, for a body that is streamed (reply_write()) */
const char *asked_body(void);
const char *asked_header(const char *name);

#define ck_assert_status(code)	\
	ck_assert_msg(asked()->status == (code), "status %d instead of %d", asked()->status, (code))
#define ck_assert_shows(text_)	\
	ck_assert_msg(strstr(asked_body(), (text_)) != NULL, \
	    "does not show \"%s\": %.3000s", (text_), asked_body())
#define ck_assert_hides(text_)	\
	ck_assert_msg(strstr(asked_body(), (text_)) == NULL, "shows \"%s\"", (text_))
#define ck_assert_header(name, value)	ck_assert_str_eq(asked_header(name), (value))

#endif
