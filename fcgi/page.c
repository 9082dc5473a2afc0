/* page.c: what every page shows, and the page; see page.h. */
#include "fcgi/page.h"

#include <assert.h>
#include <string.h>

#include "core/lib/crypto.h"
#include "core/lib/gzip.h"
#include "core/lib/id.h"
#include "core/lib/template.h"
#include "core/lib/words.h"
#include "fcgi/header.h"
#include "fcgi/page_sent.h"
#include "fcgi/program.h"
#include "fcgi/session.h"

/* --- names -------------------------------------------------------------- */

struct names *
page_names(struct req *r)
{
	if (r->names == NULL)
		r->names = names_new(r->arena);
	return r->names;
}

void
page_text(struct req *r, const char *name, const char *value)
{
	names_set(page_names(r), name, value);
}

void
page_int(struct req *r, const char *name, int64_t value)
{
	page_text(r, name, text(r->arena, "%lld", (long long)value));
}

void
page_real(struct req *r, const char *name, double value)
{
	page_text(r, name, text(r->arena, "%.9g", value));
}

void
page_flag(struct req *r, const char *name, bool value)
{
	if (value)
		page_text(r, name, "1");
}

void
page_id(struct req *r, const char *name, int64_t id)
{
	if (id != 0)
		page_text(r, name, id_text(r->arena, id));
}

void
page_html(struct req *r, const char *name, const char *html)
{
	size_t len = strlen(name);

	assert(len > 5 && strcmp(name + len - 5, "_html") == 0);
	page_text(r, name, html);
}

struct names *
page_add(struct req *r, const char *list)
{
	return names_add(names_at(page_names(r), list));
}

void
page_noindex(struct req *r)
{
	r->noindex = true;
}

/* --- what every page shows ---------------------------------------------- */

/* The same page in every language: for the reader's menu and for hreflang. */
static void
show_alternates(struct req *r, struct names *list)
{
	for (size_t i = 0; i < languages_n; i++) {
		const struct language	*l = &languages[i];
		struct names		*n = names_add(list);

		names_set(n, "language", l->tag);
		names_set(n, "name", l->name);
		names_set(n, "url", text(r->arena, "%s%s", r->tools->site_url,
		    req_local(r->arena, l->tag, r->canonical)));
		if (strcmp(l->tag, r->language) == 0)
			names_set(n, "current", "1");
	}
}

static void
show_address(struct req *r)
{
	struct names *n = names_at(page_names(r), "page");

	names_set(n, "language", r->language);
	names_set(n, "dir", "ltr");
	if (*req_prefix(r->language) != '\0')
		names_set(n, "prefix", req_prefix(r->language));
	names_set(n, "path", r->path);
	names_set(n, "url", req_url(r, r->canonical));
	if (r->noindex)
		names_set(n, "noindex", "1");
	show_alternates(r, names_at(n, "alternates"));
}

/* Who is asking: known only once the session was looked up, and never in the public program. */
static void
show_visitor(struct req *r)
{
	if (!r->visitor_known)
		return;
	page_text(r, "csrf", csrf_proof(r));
	page_text(r, "desk.notice", notice_take(r));
	if (r->person == NULL)
		return;
	page_text(r, "person.name", r->person->name);
	page_text(r, "person.email", r->person->email);
	page_id(r, "person.account_id", r->person->id);
}

char *
page_render(struct req *r, const char *name, size_t *len)
{
	show_address(r);
	show_visitor(r);
	return template_render(r->tools->templates, r->arena, name, page_names(r), len);
}

/* --- sending ------------------------------------------------------------ */

/* True when the browser has it already (RFC 9110 13.2.2: the tag, and without one the date). */
static bool
not_modified(struct req *r, const struct sent *page)
{
	const char	*tags = req_header(r, "If-None-Match");
	int64_t		 since;

	if (*tags != '\0')
		return header_match(tags, page->etag);
	since = header_date(req_header(r, "If-Modified-Since"));
	return page->modified_at != 0 && since >= page->modified_at;
}

int
page_send(struct req *r, const struct sent *page)
{
	const char	*html;
	size_t		 len;

	reply_header(r, "ETag", page->etag);
	reply_header(r, "Vary", "Accept-Encoding");
	if (page->modified_at != 0)
		reply_header(r, "Last-Modified", header_date_text(r->arena, page->modified_at));
	if (not_modified(r, page)) {
		reply_public(r, PUBLIC_SECONDS);
		return reply_empty(r, 304);
	}
	if (header_gzip(req_header(r, "Accept-Encoding"))) {
		reply_header(r, "Content-Encoding", "gzip");
		return reply_page(r, 200, page->packed, page->packed_len);
	}
	html = gzip_unpack(r->arena, page->packed, page->packed_len, PAGE_MAX, &len);
	return html == NULL ? broken(r) : reply_page(r, 200, html, len);
}

/* A page that anybody may keep: packed, with a tag made of what it says. */
void
page_pack(struct req *r, const char *html, size_t len, struct sent *page)
{
	unsigned char digest[SHA256_BYTES];

	page->packed = gzip_pack(r->arena, html, len, &page->packed_len);
	sha256(page->packed, page->packed_len, digest);
	page->etag = text(r->arena, "W/\"%s\"", hex(r->arena, digest, 12));
}

int
page(struct req *r, const char *name)
{
	struct sent	 page = { 0 };
	char		*html;
	size_t		 len;

	if (req_failed(r))
		return try_later(r);
	if ((html = page_render(r, name, &len)) == NULL)
		return broken(r);
	if (r->problems > 0)
		return reply_page(r, 422, html, len);
	if (!r->tools->program->readonly)
		return reply_page(r, 200, html, len);
	page_pack(r, html, len, &page);
	return page_send(r, &page);
}
