/*
 * notice.h: what a person wants to be told beside what they must know.
 *
 * Confirmations, changes and cancellations are always told; what is here may be declined, at
 * /account/notices.  What a guest wants stands on their ticket.
 */
#ifndef CORE_DOMAIN_NOTICE_H
#define CORE_DOMAIN_NOTICE_H

#include "core/lib/db.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct notice_kind {
	const char	*name;		/* "reminder_day" */
	bool		 usual;		/* wanted by who never said */
};

/*
 * reminder_day: a day before an event; reminder_hours: two hours before; organizer_message: what an
 * organizer writes to everybody registered and is no change.
 */
extern const struct notice_kind notice_kinds[];
extern const size_t notice_kinds_n;

/*
 * Whether this person wants notices of that kind; an unknown kind aborts.  When the database failed:
 * true, and db_failed() says so.
 */
bool notice_wanted(struct db *, int64_t account, const char *kind);

/* Say so.  False when the database failed. */
bool notice_want(struct db *, int64_t account, const char *kind, bool wanted);

#endif
