/*
 * text_markdown.c: Markdown as safe HTML and as plain words; see text.h.
 *
 * libcmark only parses.  What is printed is decided here, tag by tag, so that
 * nothing reaches a page because a parser let it through.
 */
#include "core/lib/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <cmark.h>

#include "core/lib/str.h"

#define DEPTH_MAX	12	/* of tags in one another; deeper ones are left out, their text is not */
#define HEADING_FIRST	3	/* h1 is the page's, h2 the section's */
#define HEADING_LAST	6

struct writing {
	struct arena	*arena;
	struct str	*out;
	int		 depth;
	int		 links;		/* open: CommonMark lets an autolink stand in one, HTML does not */
	int		 images;	/* open: only their words are wanted */
};

/* --- links ------------------------------------------------------------------------ */

static bool
starts_with(const char *s, const char *scheme)
{
	return strncasecmp(s, scheme, strlen(scheme)) == 0;
}

/* "host…": something that is a host, and no user name that pretends to be one. */
static bool
is_authority(const char *s)
{
	size_t	n = strcspn(s, "/?#");

	return n > 0 && s[0] != ':' && memchr(s, '@', n) == NULL;
}

static bool
is_link_allowed(const char *url)
{
	size_t	n = 0;

	for (; url[n] != '\0'; n++)
		if ((unsigned char)url[n] <= 0x20 || url[n] == 0x7F || url[n] == '\\' || n == 2048)
			return false;
	if (starts_with(url, "https://"))
		return is_authority(url + 8);
	if (starts_with(url, "http://"))
		return is_authority(url + 7);
	if (starts_with(url, "mailto:"))
		return url[7] != '\0' && url[7] != '?';
	if (starts_with(url, "tel:"))
		return url[4] != '\0' && url[4 + strspn(url + 4, "0123456789+-().")] == '\0';
	return false;
}

/* What RFC 3986 lets stand stays; the rest is %XX, and & is a reference. */
static void
add_href(struct str *out, const char *url)
{
	for (; *url != '\0'; url++) {
		unsigned char c = (unsigned char)*url;

		if (c == '&')
			str_add(out, "&amp;");
		else if (c < 0x7F && strchr("\"'<>[]^`{|}", c) == NULL)
			str_addc(out, (char)c);
		else
			str_addf(out, "%%%02X", c);
	}
}

/* --- HTML ------------------------------------------------------------------------- */

/* A paragraph of a tight list stands without its tag. */
static bool
is_tight(cmark_node *paragraph)
{
	cmark_node *item = cmark_node_parent(paragraph), *list = NULL;

	if (item != NULL)
		list = cmark_node_parent(item);
	return list != NULL && cmark_node_get_type(list) == CMARK_NODE_LIST &&
	    cmark_node_get_list_tight(list);
}

static const char *
heading_tag(int level)
{
	static const char *const tags[] = { "h3", "h4", "h5", "h6" };
	int	shifted = level + HEADING_FIRST - 1;

	if (shifted > HEADING_LAST)
		shifted = HEADING_LAST;
	return tags[shifted - HEADING_FIRST];
}

/* The tag around a node's children, or NULL when there is to be none. */
static const char *
tag_of(cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE:	return "blockquote";
	case CMARK_NODE_ITEM:		return "li";
	case CMARK_NODE_EMPH:		return "em";
	case CMARK_NODE_STRONG:		return "strong";
	case CMARK_NODE_HEADING:	return heading_tag(cmark_node_get_heading_level(node));
	case CMARK_NODE_PARAGRAPH:	return is_tight(node) ? NULL : "p";
	case CMARK_NODE_LINK:
		return is_link_allowed(cmark_node_get_url(node)) ? "a" : NULL;
	case CMARK_NODE_LIST:
		return cmark_node_get_list_type(node) == CMARK_ORDERED_LIST ? "ol" : "ul";
	case CMARK_NODE_NONE:
	case CMARK_NODE_DOCUMENT:
	case CMARK_NODE_CODE_BLOCK:
	case CMARK_NODE_HTML_BLOCK:
	case CMARK_NODE_CUSTOM_BLOCK:
	case CMARK_NODE_THEMATIC_BREAK:
	case CMARK_NODE_TEXT:
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
	case CMARK_NODE_CODE:
	case CMARK_NODE_HTML_INLINE:
	case CMARK_NODE_CUSTOM_INLINE:
	case CMARK_NODE_IMAGE:
		break;
	}
	return NULL;
}

static bool
is_block(cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);

	return type >= CMARK_NODE_FIRST_BLOCK && type <= CMARK_NODE_LAST_BLOCK;
}

/* A list counts as deep as its items, so that none stands without the other. */
static bool
is_shown(const struct writing *w, cmark_node *node)
{
	cmark_node_type	type = cmark_node_get_type(node);

	return w->images == 0 && w->depth + (type == CMARK_NODE_LIST) <= DEPTH_MAX &&
	    (type != CMARK_NODE_LINK || w->links == 1);
}

static void
open_tag(struct writing *w, cmark_node *node, const char *tag)
{
	cmark_node_type type = cmark_node_get_type(node);

	str_addf(w->out, "<%s", tag);
	if (type == CMARK_NODE_LINK) {
		str_add(w->out, " href=\"");
		add_href(w->out, cmark_node_get_url(node));
		str_add(w->out, "\" rel=\"nofollow ugc noopener\"");
	} else if (type == CMARK_NODE_LIST && strcmp(tag, "ol") == 0 &&
	    cmark_node_get_list_start(node) != 1)
		str_addf(w->out, " start=\"%d\"", cmark_node_get_list_start(node));
	str_add(w->out, ">");
}

static void
add_escaped(struct writing *w, const char *before, const char *literal, const char *behind)
{
	if (w->images > 0)
		before = behind = "";
	str_add(w->out, before);
	str_add(w->out, text_html_escape(w->arena, literal));
	str_add(w->out, behind);
}

/* Nodes without children. */
static void
write_leaf(struct writing *w, cmark_node *node)
{
	const char *literal = cmark_node_get_literal(node);

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
	case CMARK_NODE_HTML_INLINE:
		add_escaped(w, "", literal, "");
		break;
	case CMARK_NODE_CODE:
		add_escaped(w, "<code>", literal, "</code>");
		break;
	case CMARK_NODE_CODE_BLOCK:
		add_escaped(w, "<pre><code>", literal, "</code></pre>\n");
		break;
	case CMARK_NODE_HTML_BLOCK:
		add_escaped(w, "<p>", literal, "</p>\n");
		break;
	case CMARK_NODE_SOFTBREAK:	/* people mean the line breaks they type */
	case CMARK_NODE_LINEBREAK:
		str_add(w->out, w->images > 0 ? "\n" : "<br>\n");
		break;
	case CMARK_NODE_THEMATIC_BREAK:
		str_add(w->out, "<hr>\n");
		break;
	case CMARK_NODE_NONE:
	case CMARK_NODE_DOCUMENT:
	case CMARK_NODE_BLOCK_QUOTE:
	case CMARK_NODE_LIST:
	case CMARK_NODE_ITEM:
	case CMARK_NODE_CUSTOM_BLOCK:
	case CMARK_NODE_PARAGRAPH:
	case CMARK_NODE_HEADING:
	case CMARK_NODE_CUSTOM_INLINE:
	case CMARK_NODE_EMPH:
	case CMARK_NODE_STRONG:
	case CMARK_NODE_LINK:
	case CMARK_NODE_IMAGE:
		break;
	}
}

static void
enter(struct writing *w, cmark_node *node)
{
	const char *tag = tag_of(node);

	if (cmark_node_get_type(node) == CMARK_NODE_IMAGE)
		w->images++;
	if (tag != NULL) {
		w->depth++;
		w->links += cmark_node_get_type(node) == CMARK_NODE_LINK;
		if (is_shown(w, node))
			open_tag(w, node, tag);
	}
	write_leaf(w, node);
}

static void
leave(struct writing *w, cmark_node *node)
{
	const char *tag = tag_of(node);

	if (tag != NULL) {
		if (is_shown(w, node))
			str_addf(w->out, "</%s>", tag);
		w->links -= cmark_node_get_type(node) == CMARK_NODE_LINK;
		w->depth--;
	}
	if (is_block(node))
		str_add(w->out, "\n");
	if (cmark_node_get_type(node) == CMARK_NODE_IMAGE)
		w->images--;
}

/* --- walking ---------------------------------------------------------------------- */

static cmark_node *
parse(const char *md)
{
	size_t len = strlen(md);

	if (len > TEXT_MARKDOWN_MAX || !text_is_utf8(md, len))
		return NULL;
	return cmark_parse_document(md, len, CMARK_OPT_DEFAULT);
}

char *
text_markdown(struct arena *arena, const char *md)
{
	struct writing	 w = { .arena = arena, .out = str_new(arena) };
	cmark_node	*document = parse(md);
	cmark_iter	*iter;
	cmark_event_type event;

	if (document == NULL)
		return NULL;
	iter = cmark_iter_new(document);
	while (w.out->len <= TEXT_HTML_MAX && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
		(event == CMARK_EVENT_ENTER ? enter : leave)(&w, cmark_iter_get_node(iter));
	cmark_iter_free(iter);
	cmark_node_free(document);
	return w.out->len > TEXT_HTML_MAX ? NULL : w.out->text;
}

/* Add words with single spaces between; `pending` remembers that one is due. */
static void
add_words(struct str *out, const char *s, bool *pending)
{
	for (; *s != '\0'; s++) {
		if (*s == ' ' || *s == '\t' || *s == '\n') {
			*pending = true;
			continue;
		}
		if (*pending && out->len > 0)
			str_addc(out, ' ');
		*pending = false;
		str_addc(out, *s);
	}
}

char *
text_plain(struct arena *arena, const char *md, size_t n)
{
	struct str	*out = str_new(arena);
	cmark_node	*document = parse(md);
	cmark_iter	*iter;
	bool		 pending = false;

	if (document == NULL)
		return NULL;
	iter = cmark_iter_new(document);
	while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
		cmark_node	*node = cmark_iter_get_node(iter);
		const char	*literal = cmark_node_get_literal(node);
		cmark_node_type	 type = cmark_node_get_type(node);

		pending |= is_block(node) || type == CMARK_NODE_SOFTBREAK ||
		    type == CMARK_NODE_LINEBREAK;
		if (literal != NULL)
			add_words(out, literal, &pending);
	}
	cmark_iter_free(iter);
	cmark_node_free(document);
	return n == 0 ? out->text : text_cut(arena, out->text, n);
}
