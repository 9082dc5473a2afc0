/*
 * picture.h: what kind of picture some bytes are, from their header alone.
 *
 * Nothing is decoded: this decides what may be stored and what the sandbox is given.
 * PNG (W3C PNG 5.2, 11.2.2), JPEG (ITU T.81 B.2), WebP (RFC 9649).
 */
#ifndef CORE_LIB_PICTURE_H
#define CORE_LIB_PICTURE_H

#include <stdbool.h>
#include <stddef.h>

struct picture {
	const char	*media_type;	/* "image/jpeg", "image/png", "image/webp" */
	int		 width, height;	/* pixels, both above 0 */
};

/* False when it is none of the three, or its header is broken. */
bool picture_look(const void *bytes, size_t len, struct picture *);

/*
 * Take out of a WebP, in place, what is not picture: EXIF, XMP, colour profile, unknown chunks.  Returns
 * its new length, or 0 when it is not a whole WebP.
 */
size_t picture_bare_webp(void *bytes, size_t len);

#endif
