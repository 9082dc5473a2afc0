/* ask.c: a request in, a page out, in this process; see ask.h. */
#include "tests/ask.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "core/lib/cache.h"
#include "core/lib/clock.h"
#include "core/lib/crypto.h"
#include "core/lib/db.h"
#include "core/lib/gzip.h"
#include "core/lib/str.h"
#include "core/lib/template.h"
#include "core/lib/words.h"
#include "core/settings.h"
#include "fcgi/route.h"
#include "fcgi/session.h"
#include "sql/statements.h"

#define COOKIES_MAX	8
#define HEADERS_MAX	24
#define BOUNDARY	"----asked-for-a-boundary"

static struct {
	struct tools	 tools;
	bool		 open;
	const char	*templates;
	struct arena	*arena;		/* of the current request */
	struct arena	*jar;		/* of what outlives it */
	struct req	*req;
	int64_t		 now;
	const char	*address;	/* NULL: what req_new_for_test() makes up */
	const char	*names[COOKIES_MAX];
	const char	*values[COOKIES_MAX];
	size_t		 n;
} visitor;

/* --- tools -------------------------------------------------------------- */

/* Keys of its own, and databases that are all down. */
static void
make_up(struct tools *t)
{
	static const char	 placement[] = "server none /nonexistent/marquee.sock\n"
	    "directory none\nlisting none\nhub none\n0-4095 none 1\n";
	char			 dir[] = "/tmp/marquee-ask-XXXXXX";
	struct db_setup		*setup = make(t->arena, struct db_setup);
	const char		*why = "";
	FILE			*f;

	ck_assert(mkdtemp(dir) != NULL);
	ck_assert_msg(keyring_make(t->arena, dir, PROGRAM_KEYS, clock_now(), &why) != 0, "%s", why);
	t->keys = keyring_load(t->arena, dir, PROGRAM_KEYS, &why);
	ck_assert_msg(t->keys != NULL, "%s", why);
	if (t->program->ring != NULL) {
		ck_assert(keyring_make(t->arena, dir, t->program->ring, clock_now(), &why) != 0);
		t->ring = keyring_load(t->arena, dir, t->program->ring, &why);
	}
	ck_assert((f = fopen(text(t->arena, "%s/placement", dir), "w")) != NULL);
	ck_assert(fputs(placement, f) >= 0 && fclose(f) == 0);
	*setup = (struct db_setup){ .user = "nobody", .password = "", .statements = statements,
	    .n_statements = N_STATEMENTS };
	setup->places = places_load(t->arena, text(t->arena, "%s/placement", dir), &why);
	ck_assert_msg(setup->places != NULL, "%s", why);
	t->db = db_new(setup);
	t->cache = cache_new("", t->keys);
	ck_assert_int_eq(system(text(t->arena, "rm -rf %s", dir)), 0);
}

static void
open_without_world(struct tools *t, const struct program *p)
{
	const char *const	 folders[] = { p->name, NULL };
	const char		*dir = visitor.templates;
	char			*error = NULL;

	*t = (struct tools){ .program = p, .arena = arena_new(),
	    .site_url = "https://marquee.example" };
	ck_assert(words_open("/nonexistent"));
	make_up(t);
	if (dir == NULL)
		dir = MARQUEE_SRCDIR "/templates";
	t->templates = templates_open(dir, folders, &error);
	ck_assert_msg(t->templates != NULL, "%s", error);
	names_set(templates_site(t->templates), "site.url", t->site_url);
	names_set(templates_site(t->templates), "site.name", "Marquee");
	names_set(templates_site(t->templates), "site.static", "/static/0");
	names_set(templates_site(t->templates), "site.media", "/media");
}

static void
open_in_world(struct tools *t, const struct program *p)
{
	const char		*why = "";
	char			*error = NULL;
	const struct conf	*conf = settings_load(visitor.jar, NULL, &why);

	ck_assert_msg(conf != NULL, "%s", why);
	ck_assert_msg(tools_open(t, p, conf, &error), "%s", error);
	tools_connect(t);
}

static void
open_visitor(void)
{
	if (visitor.jar != NULL)
		return;
	visitor.jar = arena_new();
	visitor.arena = arena_new();
}

struct arena *
ask_arena(void)
{
	open_visitor();
	return visitor.jar;
}

struct tools *
ask_tools(const struct program *p)
{
	struct tools *t = &visitor.tools;

	if (visitor.open && t->program == p)
		return t;
	open_visitor();
	if (visitor.open)
		tools_close(t);
	if (getenv("MARQUEE_CONF") != NULL && visitor.templates == NULL)
		open_in_world(t, p);
	else
		open_without_world(t, p);
	visitor.open = true;
	return t;
}

void
ask_templates(const char *dir)
{
	visitor.templates = dir;
}

void
ask_at(int64_t now)
{
	visitor.now = now;
}

void
ask_from(const char *address)
{
	open_visitor();
	visitor.address = arena_copy(visitor.jar, address);
}

/* --- cookies ------------------------------------------------------------ */

void
ask_as_stranger(void)
{
	visitor.n = 0;
}

const char *
ask_cookie(const char *name)
{
	for (size_t i = 0; i < visitor.n; i++)
		if (strcmp(visitor.names[i], name) == 0)
			return visitor.values[i];
	return "";
}

void
ask_set_cookie(const char *name, const char *value)
{
	size_t i = 0;

	open_visitor();
	while (i < visitor.n && strcmp(visitor.names[i], name) != 0)
		i++;
	ck_assert_uint_lt(i, COOKIES_MAX);
	visitor.names[i] = arena_copy(visitor.jar, name);
	visitor.values[i] = arena_copy(visitor.jar, value);
	if (i == visitor.n)
		visitor.n++;
}

/* "__Host-session=abc; Path=/; …" */
static void
keep_cookie(const char *header)
{
	size_t	 name = strcspn(header, "="), value = strcspn(header, ";") - name - 1;

	ask_set_cookie(arena_copy_n(visitor.jar, header, name),
	    arena_copy_n(visitor.jar, header + name + 1, value));
}

static void
keep_cookies(const struct req *r)
{
	for (size_t i = 0; i < r->reply.n; i++)
		if (strcasecmp(r->reply.names[i], "Set-Cookie") == 0)
			keep_cookie(r->reply.values[i]);
}

static const char *
cookie_header(struct arena *a)
{
	struct str *s = str_new(a);

	for (size_t i = 0; i < visitor.n; i++)
		if (*visitor.values[i] != '\0')
			str_addf(s, "%s%s=%s", s->len == 0 ? "Cookie: " : "; ", visitor.names[i],
			    visitor.values[i]);
	return s->len == 0 ? "X-No-Cookie: 1" : s->text;
}

/* --- asking ------------------------------------------------------------- */

static struct req *
request(const struct program *p, const char *method, const char *address,
    const char *const *headers, const void *body, size_t len)
{
	struct tools	*t = ask_tools(p);
	const char	*all[HEADERS_MAX];
	size_t		 n = 0;

	arena_reset(visitor.arena);
	all[n++] = cookie_header(visitor.arena);
	while (headers != NULL && *headers != NULL) {
		ck_assert_uint_lt(n, HEADERS_MAX - 1);
		all[n++] = *headers++;
	}
	all[n] = NULL;
	visitor.req = req_new_for_test(visitor.arena, t, method, address, all, body, len,
	    visitor.now == 0 ? clock_now() : visitor.now);
	if (visitor.address != NULL)
		visitor.req->address = visitor.address;
	return visitor.req;
}

static struct reply *
route(struct req *r)
{
	route_request(r);
	keep_cookies(r);
	req_do_later(r);
	return &r->reply;
}

struct req *
ask_request(const struct program *p, const char *method, const char *address,
    const char *const *headers, const char *body)
{
	return request(p, method, address, headers, body, body == NULL ? 0 : strlen(body));
}

struct reply *
ask(const struct program *p, const char *method, const char *address, const char *const *headers,
    const char *body)
{
	return route(ask_request(p, method, address, headers, body));
}

struct reply *
ask_get(const struct program *p, const char *address)
{
	return ask(p, "GET", address, NULL, NULL);
}

const char *
ask_proof(const struct program *p)
{
	struct req	*r = request(p, "GET", "/", NULL, NULL, 0);
	const char	*proof;

	session_read(r);
	proof = arena_copy(visitor.jar, csrf_proof(r));
	keep_cookies(r);
	visitor.req = NULL;
	return proof;
}

struct reply *
ask_post(const struct program *p, const char *address, const char *fields)
{
	const char	*proof = ask_proof(p);
	const char	*headers[] = { text(visitor.jar, "Origin: %s", visitor.tools.site_url),
	    "Sec-Fetch-Site: same-origin",
	    "Content-Type: application/x-www-form-urlencoded", NULL };

	return ask(p, "POST", address, headers, text(visitor.jar, "csrf=%s%s%s", proof,
	    *fields == '\0' ? "" : "&", fields));
}

struct reply *
ask_upload(const struct program *p, const char *address, const char *const *names_values,
    const char *file_field, const char *file_name, const void *bytes, size_t len)
{
	const char	*proof = ask_proof(p);
	const char	*headers[] = { text(visitor.jar, "Origin: %s", visitor.tools.site_url),
	    "Content-Type: multipart/form-data; boundary=" BOUNDARY, NULL };
	struct str	*s = str_new(visitor.jar);

	str_addf(s, "--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%s\r\n",
	    proof);
	for (; *names_values != NULL; names_values += 2)
		str_addf(s, "--" BOUNDARY "\r\nContent-Disposition: form-data; "
		    "name=\"%s\"\r\n\r\n%s\r\n", names_values[0], names_values[1]);
	str_addf(s, "--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"%s\"; "
	    "filename=\"%s\"\r\n"
	    "Content-Type: application/octet-stream\r\n\r\n", file_field, file_name);
	str_add_n(s, bytes, len);
	str_add(s, "\r\n--" BOUNDARY "--\r\n");
	return route(request(p, "POST", address, headers, s->text, s->len));
}

void
ask_as(const struct program *p, int64_t account)
{
	struct req *r;

	ask_as_stranger();
	r = request(p, "POST", "/", NULL, NULL, 0);
	ck_assert_msg(session_begin(r, account), "no session for that account");
	keep_cookies(r);
}

/* --- what came back ----------------------------------------------------- */

const struct reply *
asked(void)
{
	ck_assert_msg(visitor.req != NULL, "nothing was asked");
	return &visitor.req->reply;
}

const char *
asked_header(const char *name)
{
	const char *value = reply_header_get(asked(), name);

	return value == NULL ? "" : value;
}

struct req *
asked_request(void)
{
	return visitor.req;
}

const char *
asked_body(void)
{
	size_t		 len;
	const char	*body = reply_body(visitor.req, &len);

	if (strcmp(asked_header("Content-Encoding"), "gzip") == 0)
		body = gzip_unpack(visitor.arena, body, len, (size_t)4 * 1024 * 1024, &len);
	return body == NULL ? "" : arena_copy_n(visitor.arena, body, len);
}
