/*
 * param.h: names and values as browsers write them: queries, urlencoded and multipart
 * bodies, cookies.
 *
 * Strict, and bounded by `most`, or else REQ_PARAMS_MAX: what cannot be read is a reason, not a guess.
 * A name that is not [A-Za-z0-9_.-] as it stands (so also one with a percent sign) is left
 * out: none of ours is written so, and whoever caches by the query reads it undecoded.
 */
#ifndef FCGI_PARAM_H
#define FCGI_PARAM_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

struct param {
	const char	*name;
	const char	*value;		/* decoded; a NUL behind it */
	size_t		 len;
	bool		 bad;		/* wrongly percent-encoded, or with a NUL in it */
	bool		 is_file;
	const char	*file_name;	/* as it was sent; "" unless a file */
};

struct params {
	struct param	*at;
	size_t		 n;
	size_t		 most;		/* so many may come */
};

/*
 * Each fills *to and answers NULL, or says in a few words why it cannot be read.
 *
 * urlencoded: "a=1&b=2", as a query or a body has it; '+' is a space.  Query names are
 * brought to lower case, because nginx's $arg_<name> takes any.
 */
const char *params_query(struct arena *, const char *bytes, size_t len, struct params *to);
const char *params_urlencoded(struct arena *, const char *bytes, size_t len, size_t most,
    struct params *to);
/*
 * RFC 7578; `type` is the Content-Type with its boundary. Values point into `bytes`, of which
 * NULs are made.
 */
const char *params_multipart(struct arena *, const char *type, char *bytes, size_t len,
    size_t most, struct params *to);
/* RFC 6265's "a=1; b=2": values as they are. */
const char *params_cookies(struct arena *, const char *bytes, size_t len, struct params *to);

/* The one of that name, NULL if there is none; *twice is set if there are more. */
const struct param *param_find(const struct params *, const char *name, bool *twice);

/*
 * Percent-decode n bytes.  NULL when a '%' is not followed by two hex digits or a NUL
 * comes out; *len is what came out.
 */
char *percent_decode(struct arena *, const char *from, size_t n, bool plus_is_space, size_t *len);

#endif
