/*
 * header.h: reading and writing what HTTP headers say (RFC 9110).
 *
 * What cannot be read says nothing: no language, no gzip, no match, no date.
 */
#ifndef FCGI_HEADER_H
#define FCGI_HEADER_H

#include <stdbool.h>
#include <stdint.h>

struct arena;

/*
 * The tag of words.def that an Accept-Language likes best; the first of words.def if it names
 * none.
 */
const char *header_language(const char *accept_language);

/* True when an Accept-Encoding lets us answer with gzip. */
bool header_gzip(const char *accept_encoding);

/*
 * True when an If-None-Match names this entity tag ("\"ab12\"" or weak), compared weakly, or is
 * "*".
 */
bool header_match(const char *if_none_match, const char *etag);

/* An HTTP-date as seconds since 1970: IMF-fixdate, or the two obsolete forms. -1: not a date. */
int64_t header_date(const char *);

/* "Sun, 06 Nov 1994 08:49:37 GMT". */
const char *header_date_text(struct arena *, int64_t at);

/* True for RFC 9110's token, which header names and methods are. */
bool header_token(const char *);

/* True when nothing in it can end a header: no control character but a tab. */
bool header_value(const char *);

#endif
