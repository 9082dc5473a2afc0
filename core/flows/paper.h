/*
 * paper.h: what is handed out for an order or a ticket, as files: to download, and to go with mails.
 */
#ifndef CORE_FLOWS_PAPER_H
#define CORE_FLOWS_PAPER_H

#include "core/documents/mail.h"
#include "core/lib/arena.h"
#include "core/lib/crypto.h"
#include "core/lib/db.h"
#include "core/lib/row.h"

#include <stdbool.h>
#include <stdint.h>

/* What they are made with. */
struct paper_site {
	const char		*name, *url;	/* settings site.name, site.url */
	const char		*sender;	/* our address: mail.from's */
	const struct keyring	*ring;		/* ORDER_RING */
	const char		*language;	/* of the words; _() speaks it already */
};

/*
 * The valid tickets of an order that are still its buyer's, a page each.  False: there are none, a
 * key is gone from the ring, or the database failed (db_failed() tells).
 */
bool paper_order(struct db *, struct arena *, const struct paper_site *, int64_t order, struct mail_file *);

/* One valid ticket, for its holder. */
bool paper_ticket(struct db *, struct arena *, const struct paper_site *, int64_t order, int64_t ticket,
    struct mail_file *);

/* A date of an event for a calendar, with where it happens online. */
bool paper_calendar(struct db *, struct arena *, const struct paper_site *, int64_t event, int64_t occurrence,
    struct mail_file *);

/* The same of a row of sql/paper.sql's paper_event that is there already. */
void paper_calendar_of(struct arena *, const struct paper_site *, const struct row *event, struct mail_file *);

/*
 * "Casino, Gasse 1, 1010 Wien, Austria" of such a row: the venue's name, and where it is; "" when
 * it has none.
 */
const char *paper_place(const struct row *event);
const char *paper_address(struct arena *, const struct row *event, const char *language);

/* "Fri 5 Dec 2026, 20:00 · Europe/Lisbon", and "until 23:00". */
const char *paper_when(struct arena *, const struct row *event, const char *language);
const char *paper_until(struct arena *, const struct row *event, const char *language);

#endif
