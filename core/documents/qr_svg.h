/* qr_svg.h: a QR code as a drawing for pages. */
#ifndef CORE_DOCUMENTS_QR_SVG_H
#define CORE_DOCUMENTS_QR_SVG_H

#include "core/lib/arena.h"
#include "core/lib/qr.h"

/* The drawing with its quiet zone, black on white whatever the page's colours, one unit a module. */
char *qr_svg(struct arena *, const struct qr *);

/* The same as an address for <img src>: "data:image/svg+xml,…". */
char *qr_svg_uri(struct arena *, const struct qr *);

#endif
