/* public.h: what the pages of the public program share; its table is routes.def. */
#ifndef HANDLERS_PUBLIC_PUBLIC_H
#define HANDLERS_PUBLIC_PUBLIC_H

#include "core/documents/structured_data.h"
#include "core/lib/row.h"
#include "fcgi/page.h"
#include "fcgi/req.h"

#define ROUTES "handlers/public/routes.def"
#include "fcgi/route_names.h"

#define COMING_DAYS	400	/* how far ahead "coming" looks */
#define LISTING_COUNTED	5000	/* counts stop here, so that no page costs more than so many rows */

/* Where this page stands, for structured data. */
struct structured_site public_site(struct req *);

/* Show structured data in the page's head. */
void public_structured(struct req *, const char *json_html);

/* "12 events", "1 event", in the reader's language; of more than `most`, "5000+ events". */
const char *public_count(struct req *, int64_t n);

#endif
