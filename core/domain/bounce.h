/*
 * bounce.h: mailboxes that mail did not reach, by what the mail server said at once or sent back
 * later.
 *
 * Known to the organizer whose mail it was, and to nobody else.  What somebody does for themselves
 * (a registration, "send it again") is mailed all the same, for they have just typed where to;
 * what comes of itself (reminders, changes, messages) no longer goes to a mailbox that is gone,
 * and the organizer sees who was not reached.
 */
#ifndef CORE_DOMAIN_BOUNCE_H
#define CORE_DOMAIN_BOUNCE_H

#include "core/lib/arena.h"
#include "core/lib/crypto.h"
#include "core/lib/db.h"

#include <stdbool.h>
#include <stdint.h>

enum bounce_kind {
	BOUNCE_HARD,		/* there is no such mailbox */
	BOUNCE_SOFT,		/* it is full: three times in a month is for good */
	BOUNCE_OTHER		/* about us, the message or the moment: nothing about the mailbox */
};

/* What an enhanced status code says of a mailbox (RFC 3463: "5.1.1"). */
enum bounce_kind bounce_kind_of(const char *status);

/*
 * The status code in an answer to RCPT or DATA: "550 5.1.1 no such user"; by the reply code when
 * there is none; "" for no refusal.
 */
const char *bounce_status(struct arena *, const char *answer);

/* Note it, if it says anything about the mailbox.  False when the database failed. */
bool bounce_note(struct db *, int64_t organizer, const char *email, const char *status, const char *reason);

/* Whether mail to there comes back for good.  After a failure false, and db_failed() says so. */
bool bounce_is_hard(struct db *, int64_t organizer, const char *email);

/*
 * The sender's address of a mail about an order or a ticket, to which what comes back goes: `base`
 * with a word behind a plus that says what it was about, and that only we can make for this
 * recipient.
 */
const char *bounce_address(struct arena *, const struct keyring *, const char *base, int64_t about,
    const char *email);

/* What it was about; 0 for an address that we have not made for this recipient. */
int64_t bounce_about(struct arena *, const struct keyring *, const char *address, const char *email);

#endif
