/*
 * structured_data.h: what search engines read of a page: schema.org as JSON-LD.
 *
 * Made from the same rows as the page itself, so that the two cannot disagree.
 * What comes back may be printed raw inside <script type="application/ld+json">
 * (lib/json.h writes every '<' as an escape) and lives in the arena.
 *
 * Follows schema.org and Google's Event guidance; the required and recommended
 * properties are all there whenever the organizer has given them.
 */
#ifndef CORE_DOCUMENTS_STRUCTURED_DATA_H
#define CORE_DOCUMENTS_STRUCTURED_DATA_H

#include "core/lib/arena.h"
#include "core/lib/row.h"

/* Where the page stands: what addresses are made of. */
struct structured_site {
	const char	*url;		/* "https://marquee.example", no slash at the end */
	const char	*name;		/* "Marquee" */
	const char	*media;		/* "/media" */
	const char	*image;		/* path of the picture for what has none of its own */
	const char	*prefix;	/* "/de", or "" */
	const char	*language;	/* "de" */
};

/*
 * One event: the row of event_page and the rows of ticket_types_shown (sql/).  With
 * it, the way to the page: place, then event.
 */
const char *structured_event(struct arena *, const struct structured_site *, struct row *event,
    struct rows ticket_types);

/* The site itself, with its search. */
const char *structured_home(struct arena *, const struct structured_site *);

/* A list of events, by address: rows with a `path`. */
const char *structured_list(struct arena *, const struct structured_site *, const char *name,
    struct rows events);

/* An organizer: the row of organizer_page, and their coming events. */
const char *structured_organizer(struct arena *, const struct structured_site *,
    struct row *organizer, struct rows events);

#endif
