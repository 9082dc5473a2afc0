/*
 * route.c: find the row, check everything the row promises, call the handler; see route.h.
 */
#include "fcgi/route.h"

#include <string.h>
#include <strings.h>

#include "core/lib/db.h"
#include "core/lib/str.h"
#include "core/lib/text.h"
#include "core/lib/words.h"
#include "fcgi/form_read.h"
#include "fcgi/form_rows.h"
#include "fcgi/program.h"
#include "fcgi/session.h"

#define TWELVE_HOURS	((int64_t)12 * 3600)
#define TEN_MINUTES	((int64_t)10 * 60)
#define MULTIPART_EXTRA	((size_t)64 * 1024)	/* other fields and boundaries around a file */

/* --- policies every program has ----------------------------------------- */

enum access
anyone(struct req *r)
{
	(void)r;
	return ACCESS_OPEN;
}

enum access
signed_in(struct req *r)
{
	return r->person == NULL ? ACCESS_SIGN_IN : ACCESS_OPEN;
}

static enum access
signed_in_lately(struct req *r, int64_t seconds)
{
	if (r->person == NULL)
		return ACCESS_SIGN_IN;
	return session_fresh(r, seconds) ? ACCESS_OPEN : ACCESS_CONFIRM;
}

enum access
signed_in_12h(struct req *r)
{
	return signed_in_lately(r, TWELVE_HOURS);
}

enum access
signed_in_10min(struct req *r)
{
	return signed_in_lately(r, TEN_MINUTES);
}

/* --- finding the row ---------------------------------------------------- */

/*
 * The segment that begins at `path`, and its length; what comes after it is returned, NULL at
 * the end.
 */
static const char *
next_segment(const char *path, const char **segment, size_t *len)
{
	if (path[0] != '/' || path[1] == '\0')
		return NULL;
	*segment = path + 1;
	*len = strcspn(*segment, "/");
	return *segment + *len;
}

static bool
matches(const struct req *r, const char *pattern)
{
	const char	*segment;
	size_t		 len, i = 0;

	for (; (pattern = next_segment(pattern, &segment, &len)) != NULL; i++) {
		if (i == r->segments_n)
			return false;
		if (*segment != '{' &&
		    (strncmp(r->segments[i], segment, len) != 0 || r->segments[i][len] != '\0'))
			return false;
	}
	return i == r->segments_n;
}

/* Which of two patterns that both match says more: a literal segment wins over a name. */
static int
compare_patterns(const char *a, const char *b)
{
	const char	*sa, *sb;
	size_t		 la, lb;

	while ((a = next_segment(a, &sa, &la)) != NULL && (b = next_segment(b, &sb, &lb)) != NULL)
		if ((*sa == '{') != (*sb == '{'))
			return *sa == '{' ? -1 : 1;
	return 0;
}

static const char *
find_pattern(const struct req *r)
{
	const struct program	*p = r->tools->program;
	const char		*best = NULL;

	for (size_t i = 0; i < p->n; i++) {
		const char *pattern = p->routes[i].path;

		if (matches(r, pattern) && (best == NULL || compare_patterns(pattern, best) > 0))
			best = pattern;
	}
	return best;
}

static const char *
method_of(enum word word)
{
	switch (word) {
	case WORD_GET: case WORD_FIND: case WORD_RETURN:
		return "GET";
	case WORD_POST: case WORD_HOOK:
		return "POST";
	}
	return "";
}

static const struct route *
find_method(const struct req *r, const char *pattern, const char *method)
{
	const struct program *p = r->tools->program;

	for (size_t i = 0; i < p->n; i++)
		if (strcmp(p->routes[i].path, pattern) == 0 &&
		    strcmp(method_of(p->routes[i].word), method) == 0)
			return &p->routes[i];
	return NULL;
}

static const char *
allowed(const struct req *r, const char *pattern)
{
	bool	gets = find_method(r, pattern, "GET") != NULL;
	bool	posts = find_method(r, pattern, "POST") != NULL;

	if (gets && posts)
		return "GET, HEAD, POST, OPTIONS";
	return gets ? "GET, HEAD, OPTIONS" : "POST, OPTIONS";
}

/* --- checking what the row promises ------------------------------------- */

/*
 * True when the browser says that a page of ours sent this.  Browsers say so in Origin
 * with every POST, and in Sec-Fetch-Site.  Who says neither is no browser of
 * these days; then only the proof counts, and where there is none the answer is no.
 */
static bool
is_from_here(struct req *r, bool proof_follows)
{
	const char *origin = req_header(r, "Origin"), *site = req_header(r, "Sec-Fetch-Site");

	if (*origin != '\0' && strcmp(origin, r->tools->site_url) != 0)
		return false;
	if (*site != '\0' && strcmp(site, "same-origin") != 0 &&
	    !(proof_follows && strcmp(site, "none") == 0))
		return false;
	return *origin != '\0' || *site != '\0' || proof_follows;
}

static bool
has_proof(struct req *r)
{
	bool			 twice;
	const struct param	*p = param_find(&r->fields, "csrf", &twice);

	return p != NULL && !twice && !p->bad && csrf_good(r, p->value);
}

static size_t
body_limit(const struct route *route)
{
	if (route->word == WORD_HOOK)
		return REQ_HOOK_MAX;
	return form_has_file(route->form) ? REQ_UPLOAD_MAX + MULTIPART_EXTRA : REQ_URLENCODED_MAX;
}

/* What to answer when the body could not be had; 0 when it is there. */
static int
read_body(struct req *r)
{
	switch (req_read_body(r, body_limit(r->route))) {
	case BODY_WHOLE:
		return 0;
	case BODY_TOO_LARGE:
		return too_large(r);
	case BODY_LOST:
		break;
	}
	r->malformed = "the body ended early";
	return bad_request(r);
}

/* The fields of the body; 0 when they could be read. */
static int
read_params(struct req *r)
{
	static const char	 urlencoded[] = "application/x-www-form-urlencoded";
	const char		*type = req_header(r, "Content-Type");
	size_t			 most = form_params_max(r->route->form);

	if (form_has_file(r->route->form) && strncasecmp(type, "multipart/", 10) == 0)
		r->malformed = params_multipart(r->arena, type, r->body, r->body_len, most,
		    &r->fields);
	else if (r->body_len == 0 || strncasecmp(type, urlencoded, sizeof(urlencoded) - 1) == 0)
		r->malformed = params_urlencoded(r->arena, r->body, r->body_len, most, &r->fields);
	else
		r->malformed = "not a form";
	if (r->malformed == NULL && form_doubled(r->route->form, &r->fields))
		r->malformed = "a field came twice";
	return r->malformed == NULL ? 0 : bad_request(r);
}

/* To a page where they say who they are, and back here. */
static int
ask_who(struct req *r, const char *path)
{
	const char *here = r->route->word == WORD_POST ? "" : req_here(r);

	return see_other(r, "%s%s%s", path, *here == '\0' ? "" : "?next=",
	    text_url_escape(r->arena, here));
}

/* What to answer to who may not; 0 to who may. */
static int
check_who(struct req *r)
{
	switch (r->route->who(r)) {
	case ACCESS_OPEN:
		return req_failed(r) ? try_later(r) : 0;
	case ACCESS_SIGN_IN:
		return ask_who(r, SIGN_IN_PATH);
	case ACCESS_CONFIRM:
		return ask_who(r, CONFIRM_PATH);
	case ACCESS_FORBIDDEN:
		return forbidden(r);
	case ACCESS_HIDDEN:
		break;
	}
	return not_found(r);
}

/* --- one word after the other ------------------------------------------- */

static int
do_find(struct req *r)
{
	int status = check_who(r);

	if (status != 0)
		return status;
	if (form_doubled(r->route->form, &r->query))
		return bad_request(r);
	form_find(r, r->route->form);
	return r->route->handler(r);
}

static int
do_get(struct req *r)
{
	int status = check_who(r);

	return status != 0 ? status : r->route->handler(r);
}

static int
do_post(struct req *r)
{
	const struct form	*form = r->route->form;
	int			 status;

	if (!is_from_here(r, !form->from_public))
		return forbidden(r);
	if ((status = check_who(r)) != 0 || (status = read_body(r)) != 0 ||
	    (status = read_params(r)) != 0)
		return status;
	if (!form->from_public && !has_proof(r))
		return forbidden(r);
	return form_take(r, form) ? r->route->handler(r) : form->show(r);
}

static int
do_hook(struct req *r)
{
	int status = read_body(r);

	if (status == 0)
		status = check_who(r);
	return status != 0 ? status : r->route->handler(r);
}

static bool
may_write(const struct req *r)
{
	enum word word = r->route->word;

	return !r->tools->program->readonly && word != WORD_GET && word != WORD_FIND;
}

static int
call_route(struct req *r)
{
	if (r->db != NULL)
		db_readonly(r->db, !may_write(r));
	if (!r->tools->program->readonly)
		session_read(r);
	switch (r->route->word) {
	case WORD_GET: case WORD_RETURN:
		return do_get(r);
	case WORD_FIND:
		return do_find(r);
	case WORD_POST:
		return do_post(r);
	case WORD_HOOK:
		return do_hook(r);
	}
	return broken(r);
}

/* --- addresses that are almost right ------------------------------------ */

/*
 * "/discover/" and "/en/discover" have one right spelling; NULL when this is it, or there is
 * none.
 */
static const char *
right_spelling(struct req *r)
{
	bool first = r->segments_n > 0 && strcmp(r->segments[0], languages[0].tag) == 0;

	if (!first && !r->slash)
		return NULL;
	if (first) {
		r->segments_n--;
		memmove(r->segments, r->segments + 1, r->segments_n * sizeof(r->segments[0]));
	}
	return find_pattern(r) == NULL ? NULL : req_here(r);
}

static int
answer_misspelt(struct req *r)
{
	const char *right = right_spelling(r);

	return right != NULL && strcmp(r->method, "GET") == 0 ? moved(r, right) : not_found(r);
}

static int
answer_options(struct req *r, const char *pattern)
{
	reply_header(r, "Allow", allowed(r, pattern));
	return reply_empty(r, 204);
}

static int
answer(struct req *r)
{
	const char *pattern;

	if (r->malformed != NULL)
		return bad_request(r);
	if (r->slash || (pattern = find_pattern(r)) == NULL)
		return answer_misspelt(r);
	if (strcmp(r->method, "OPTIONS") == 0)
		return answer_options(r, pattern);
	r->route = find_method(r, pattern, r->method);
	if (r->route == NULL)
		return wrong_method(r, allowed(r, pattern));
	if (r->tools->routed != NULL)
		r->tools->routed(r);
	return call_route(r);
}

void
route_request(struct req *r)
{
	words_language(r->language);
	answer(r);
	if (r->reply.status == 0)	/* a handler that returned without an answer */
		broken(r);
}

/* --- is the table whole? ------------------------------------------------ */

/* "/e/{event}" as "/e/{}": two that look the same match the same. */
static const char *
shape(struct arena *a, const char *pattern)
{
	struct str	*s = str_new(a);
	const char	*segment;
	size_t		 len;

	while ((pattern = next_segment(pattern, &segment, &len)) != NULL)
		if (*segment == '{')
			str_add(s, "/{}");
		else
			str_addf(s, "/%.*s", (int)len, segment);
	return s->text;
}

static const char *
path_wrong(const char *path)
{
	static const char	 letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-._";
	const char		*segment, *last = path;
	size_t			 len, n = 0;

	while ((path = next_segment(path, &segment, &len)) != NULL) {
		last = path;
		if (len == 0 || (*segment == '{' && (len < 3 || segment[len - 1] != '}')))
			return "a segment is not one";
		if (*segment != '{' && strspn(segment, letters) < len)
			return "a segment is not written in small letters";
		if (++n > REQ_SEGMENTS_MAX)
			return "too many segments";
	}
	return n == 0 ? (strcmp(last, "/") == 0 ? NULL : "the path does not begin with a slash") :
	    *last == '\0' ? NULL : "the path ends in a slash";
}

static const char *
row_wrong(const struct route *route)
{
	bool takes_form = route->word == WORD_FIND || route->word == WORD_POST;

	if (route->who == NULL)
		return "it has no policy";
	if (route->handler == NULL)
		return "it has no handler";
	if (takes_form && route->form == NULL)
		return "it has no form";
	if (route->word == WORD_POST && route->form->show == NULL)
		return "its form does not say which page to show";
	return path_wrong(route->path);
}

const char *
routes_wrong(struct arena *a, const struct program *p)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct route	*route = &p->routes[i];
		const char		*why = row_wrong(route);

		for (size_t j = 0; j < i && why == NULL; j++) {
			if (strcmp(shape(a, route->path), shape(a, p->routes[j].path)) != 0)
				continue;
			if (strcmp(route->path, p->routes[j].path) != 0)
				why = "another row calls the same segment differently";
			else if (strcmp(method_of(route->word), method_of(p->routes[j].word)) == 0)
				why = "another row answers the same";
		}
		if (why != NULL)
			return text(a, "%s %s: %s", method_of(route->word), route->path, why);
	}
	return NULL;
}
