/* qr_svg.c: a QR code as a drawing for pages; see qr_svg.h. */
#include "core/documents/qr_svg.h"

#include "core/lib/str.h"

#include <string.h>

/* One row's dark runs, each a rectangle a module high. */
static void
draw_row(struct str *s, const struct qr *q, int y)
{
	for (int x = 0, end; x < q->size; x = end + 1) {
		for (end = x; end < q->size && qr_is_dark(q, end, y); end++)
			;
		if (end > x)
			str_addf(s, "M%d %dh%dv1H%dz", x + QR_QUIET, y + QR_QUIET, end - x,
			    x + QR_QUIET);
	}
}

char *
qr_svg(struct arena *a, const struct qr *q)
{
	struct str	*s = str_new(a);
	int		 side = q->size + 2 * QR_QUIET;

	str_addf(s, "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' "
	    "shape-rendering='crispEdges'><path fill='#fff' d='M0 0h%dv%dH0z'/><path d='", side, side,
	    side, side);
	for (int y = 0; y < q->size; y++)
		draw_row(s, q, y);
	str_add(s, "'/></svg>");
	return s->text;
}

/* What may not stand in an address as it is becomes %XX. */
char *
qr_svg_uri(struct arena *a, const struct qr *q)
{
	struct str *s = str_new(a);

	str_add(s, "data:image/svg+xml,");
	for (const char *from = qr_svg(a, q); *from != '\0'; from++)
		if (strchr("<>\"#% ", *from) != NULL)
			str_addf(s, "%%%02X", (unsigned char)*from);
		else
			str_addc(s, *from);
	return s->text;
}
