/*
 * ticket_pdf.h: tickets on paper: A4, one a page, in any script.  The only user of Pango.
 *
 * Words are set by Pango, which finds a font for every script that the machine has one for, and
 * drawn by cairo as text, so that they can be searched and read aloud; the QR code is of
 * rectangles.  The same tickets make the same bytes.
 */
#ifndef CORE_DOCUMENTS_TICKET_PDF_H
#define CORE_DOCUMENTS_TICKET_PDF_H

#include "core/lib/arena.h"

#include <stddef.h>
#include <stdint.h>

/* One ticket.  Nothing is NULL; "" leaves a line out. */
struct ticket_sheet {
	const char	*title;		/* of the event */
	const char	*when, *until;	/* in the event's zone */
	const char	*place, *address;
	const char	*join_url;	/* where it happens online */
	const char	*organizer, *contact;
	const char	*holder;	/* who comes */
	const char	*type;		/* of ticket */
	const char	*price;
	const char	*code;		/* of the QR; "" when it is worth nothing any more */
	const char	*short_code;
	const char	*state;		/* in words, when it is not valid: "Cancelled" */
	const char	*order, *buyer, *ordered;	/* its number, who ordered, when */
};

struct ticket_print {
	const char	*site_name, *site_url;
	const char	*language;	/* of the words around; _() speaks it already */
	int64_t		 made_at;	/* what the file says of itself */
};

/* The file.  n >= 1. */
const void *ticket_pdf(struct arena *, const struct ticket_print *, const struct ticket_sheet *,
    size_t n, size_t *len);

#endif
