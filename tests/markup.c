/*
 * markup.c: a reader of HTML that knows only what text_markdown() may print, and
 * nothing of how it is made; see markup.h.
 */
#include "tests/markup.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#define OPEN_MAX	24

enum content { BLOCKS, INLINES, ITEMS, CODE_ONLY, TEXT_ONLY, NOTHING };

struct element {
	const char	*tag;
	bool		 is_inline;
	enum content	 content;
};

static const struct element elements[] = {
	{ "p",		false,	INLINES },	{ "h3",		false,	INLINES },
	{ "h4",		false,	INLINES },	{ "h5",		false,	INLINES },
	{ "h6",		false,	INLINES },	{ "ul",		false,	ITEMS },
	{ "ol",		false,	ITEMS },	{ "li",		false,	BLOCKS },
	{ "blockquote",	false,	BLOCKS },	{ "pre",	false,	CODE_ONLY },
	{ "hr",		false,	NOTHING },	{ "code",	true,	TEXT_ONLY },
	{ "em",		true,	INLINES },	{ "strong",	true,	INLINES },
	{ "a",		true,	INLINES },	{ "br",		true,	NOTHING },
};

static const struct element body = { "", false, BLOCKS };

struct reading {
	const char		*at;
	const struct element	*open[OPEN_MAX];
	size_t			 n;
};

static const struct element *
element_of(const char *name, size_t len)
{
	for (size_t i = 0; i < sizeof(elements) / sizeof(elements[0]); i++)
		if (strlen(elements[i].tag) == len && memcmp(elements[i].tag, name, len) == 0)
			return &elements[i];
	return NULL;
}

static bool
take(struct reading *r, const char *literal)
{
	size_t n = strlen(literal);

	if (strncmp(r->at, literal, n) != 0)
		return false;
	r->at += n;
	return true;
}

static bool
take_reference(struct reading *r)
{
	return take(r, "&amp;") || take(r, "&lt;") || take(r, "&gt;") || take(r, "&quot;") ||
	    take(r, "&#39;");
}

static const char *
take_href(struct reading *r)
{
	const char *address = r->at;

	if (strncasecmp(address, "http://", 7) != 0 && strncasecmp(address, "https://", 8) != 0 &&
	    strncasecmp(address, "mailto:", 7) != 0 && strncasecmp(address, "tel:", 4) != 0)
		return "a link to somewhere else";
	while (*r->at != '"') {
		if (*r->at <= ' ' || *r->at == 0x7F || strchr("<>'`\\", *r->at) != NULL)
			return "a bad character in a link";
		if (*r->at == '&' ? !take(r, "&amp;") : (r->at++, false))
			return "a loose & in a link";
	}
	return NULL;
}

static const char *
take_attributes(struct reading *r, const struct element *e)
{
	const char *fault;

	if (strcmp(e->tag, "a") == 0) {
		if (!take(r, " href=\""))
			return "a link without an address";
		if ((fault = take_href(r)) != NULL)
			return fault;
		if (!take(r, "\" rel=\"nofollow ugc noopener\""))
			return "a link without rel";
	} else if (strcmp(e->tag, "ol") == 0 && take(r, " start=\"")) {
		r->at += strspn(r->at, "0123456789");
		if (!take(r, "\""))
			return "a list starting oddly";
	}
	return take(r, ">") ? NULL : "an attribute";
}

static const struct element *
innermost(const struct reading *r)
{
	return r->n == 0 ? &body : r->open[r->n - 1];
}

static bool
is_open(const struct reading *r, const char *tag)
{
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->open[i]->tag, tag) == 0)
			return true;
	return false;
}

/* May e stand here? */
static bool
fits(const struct reading *r, const struct element *e)
{
	if (strcmp(e->tag, "a") == 0 && is_open(r, "a"))
		return false;
	switch (innermost(r)->content) {
	case BLOCKS:	return strcmp(e->tag, "li") != 0;
	case INLINES:	return e->is_inline;
	case ITEMS:	return strcmp(e->tag, "li") == 0;
	case CODE_ONLY:	return strcmp(e->tag, "code") == 0;
	case TEXT_ONLY:
	case NOTHING:	return false;
	}
	return false;
}

static const char *
take_tag(struct reading *r)
{
	bool			 closes = take(r, "</") || !take(r, "<");
	size_t			 len = strspn(r->at, "abcdefghijklmnopqrstuvwxyz0123456789");
	const struct element	*e = element_of(r->at, len);
	const char		*fault;

	if (e == NULL)
		return "a tag that is not allowed";
	r->at += len;
	if (closes) {
		if (innermost(r) != e || !take(r, ">"))
			return "a tag closed out of turn";
		r->n--;
		return NULL;
	}
	if (!fits(r, e))
		return "a tag where it may not stand";
	if ((fault = take_attributes(r, e)) != NULL)
		return fault;
	if (e->content != NOTHING) {
		if (r->n == OPEN_MAX)
			return "tags too deep";
		r->open[r->n++] = e;
	}
	return NULL;
}

static const char *
take_text(struct reading *r)
{
	enum content	here = innermost(r)->content;
	char		c = *r->at;

	if (c != '\n' && (here == ITEMS || here == CODE_ONLY))
		return "text where there may be none";
	if (c == '&')
		return take_reference(r) ? NULL : "a loose &";
	if (c == '>' || c == '"' || c == '\'')
		return "a loose > or quote";
	r->at++;
	return NULL;
}

const char *
markup_fault(const char *html)
{
	struct reading	 r = { .at = html };
	const char	*fault = NULL;

	while (*r.at != '\0' && fault == NULL)
		fault = *r.at == '<' ? take_tag(&r) : take_text(&r);
	if (fault == NULL && r.n != 0)
		fault = "a tag that is not closed";
	return fault;
}
