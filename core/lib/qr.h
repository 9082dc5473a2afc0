/*
 * qr.h: letters as a QR code.  The only user of libqrencode.
 */
#ifndef CORE_LIB_QR_H
#define CORE_LIB_QR_H

#include "core/lib/arena.h"

#include <stdbool.h>

#define QR_VERSION_MAX	6	/* 41 modules a side: small enough for any camera */
#define QR_QUIET	4	/* modules of nothing around it, which scanners need to find it */

struct qr {
	int			 size;		/* modules a side, without the quiet zone */
	const unsigned char	*dark;		/* size rows of size: 1 where it is dark */
};

/*
 * Error correction level M, in the alphanumeric mode: digits, capital letters, blanks and $%*+-./: only.
 * NULL for any other letter, for none, and for more than version 6 takes (154).
 */
const struct qr *qr_make(struct arena *, const char *letters);

static inline bool
qr_is_dark(const struct qr *q, int x, int y)
{
	return q->dark[y * q->size + x] != 0;
}

#endif
