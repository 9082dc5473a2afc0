/* page_sent.h: what page.c, page_kept.c and reply.c share; nobody else's business. */
#ifndef FCGI_PAGE_SENT_H
#define FCGI_PAGE_SENT_H

#include <stddef.h>
#include <stdint.h>

#include "fcgi/req.h"

#define PAGE_MAX	((size_t)4 * 1024 * 1024)	/* of HTML */

/* A page that is the same for everybody. */
struct sent {
	const char	*etag;
	int64_t		 modified_at;	/* when it last came out different; 0: unknown */
	const void	*packed;	/* gzip */
	size_t		 packed_len;
};

/* The request's tree of names, made when first needed. */
struct names *page_names(struct req *);

/* HTML with everything every page shows; NULL when the template failed. */
char *page_render(struct req *, const char *name, size_t *len);

/* Tag and compress; answer 200 or 304, packed or not, as the browser asks. */
void page_pack(struct req *, const char *html, size_t len, struct sent *);
int page_send(struct req *, const struct sent *);

#endif
