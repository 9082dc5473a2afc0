/*
 * text.h: what people type, made clean on the way in and safe on the way out.
 *
 * Everything here is UTF-8.  Functions that refuse answer NULL; none changes or
 * cuts what it accepts without saying so here.
 */
#ifndef CORE_LIB_TEXT_H
#define CORE_LIB_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/lib/arena.h"

#define TEXT_MARKDOWN_MAX	((size_t)32 * 1024)	/* bytes of Markdown taken */
#define TEXT_HTML_MAX		((size_t)256 * 1024)	/* bytes of HTML made of it */
#define TEXT_EMAIL_MAX		254			/* RFC 5321 4.5.3.1, erratum 1690 */

enum text_kind {
	TEXT_LINE,	/* a name, a title: no line breaks and no tabs */
	TEXT_LINES	/* a description: line feeds and tabs; CR LF and CR become LF */
};

/* Is this UTF-8 as RFC 3629 has it: shortest form, no surrogates, nothing above U+10FFFF? */
bool text_is_utf8(const void *bytes, size_t len);

/*
 * What was typed, in the one form that is stored: NFC, without white space at
 * both ends; "" when nothing in it can be seen.  NULL when it is refused: not
 * UTF-8, control characters (C0, DEL, C1, U+2028/9), bidirectional embeddings,
 * overrides and isolates, noncharacters, U+FEFF, U+FFF9..C, or more than 30
 * combining marks in a row (UAX #15, stream-safe).  Cleaning twice is cleaning once.
 */
char *text_clean(struct arena *, const void *bytes, size_t len, enum text_kind);

/* Code points in clean text. */
size_t text_length(const char *);

/* At most `n` code points; what is cut is cut at a space if one is near, and ends in "…". */
char *text_cut(struct arena *, const char *, size_t n);

/*
 * The words of a title for an address: transliterated to Latin, [a-z0-9-] with
 * single hyphens between, at most `cap` (>= 8) bytes, cut between words where
 * that keeps half of it.  Never empty: "-" less text ("!!!", emoji) gives "x".
 * `language` is what it is written in, "" if unknown: Chinese characters are left out
 * of Japanese rather than misread.
 */
char *text_slug(struct arena *, const char *, const char *language, size_t cap);

/*
 * Markdown (CommonMark) to HTML that may be printed raw.  Only h3..h6 p ul ol li
 * blockquote pre code em strong hr br and a; links only to http, https, mailto and
 * tel, with rel="nofollow ugc noopener"; raw HTML is shown as the text it is, an
 * image as its description, a line break as one (people mean the ones they type).
 * NULL when it is longer than TEXT_MARKDOWN_MAX, not UTF-8, or would make more than
 * TEXT_HTML_MAX.
 */
char *text_markdown(struct arena *, const char *md);

/*
 * Markdown as plain words on one line, cut to `n` code points as text_cut() does (0:
 * uncut): for descriptions and search.  Not escaped.  NULL as text_markdown().
 */
char *text_plain(struct arena *, const char *md, size_t n);

/* For HTML text and quoted attributes: & < > " ' become references. */
char *text_html_escape(struct arena *, const char *);

/* For one component of a URL (a path segment, a value): all but RFC 3986's unreserved is %XX. */
char *text_url_escape(struct arena *, const char *);

/*
 * One e-mail address (RFC 5321, dot-atoms only), as it may be put on the wire: the
 * part before the @ as typed, the domain in lower case and its IDN labels as
 * A-labels (UTS #46, non-transitional).  White space at the ends is let be.  NULL:
 * quoted or non-ASCII local parts, address literals, one-label domains, more than 64
 * or 254 bytes, anything that could start a header, a command or a second address.
 */
char *text_email(struct arena *, const char *typed);

/* text_email() in lower case: what addresses of one mailbox share, for claims and comparing. */
char *text_email_key(struct arena *, const char *typed);

/* A host name in lower-case A-labels (UTS #46), even of one label; NULL when it is not one. */
char *text_host(struct arena *, const char *typed);

/*
 * A telephone number in E.164 ("+49301234567") from how people write it
 * ("+49 (30) 123-45 67", "0049 30 …"); "" from nothing but white space; else NULL.
 */
char *text_phone(struct arena *, const char *typed);

#endif
