/*
 * ticket.h: the right of one person to come.
 *
 * A ticket has three names: its id; its address `<ticket id>-<128-bit secret>`, which opens its page for whoever
 * holds it; and its code, which is read at the door (ticket_code.h), with ten letters beside it for hands and
 * eyes.  Address and code hold the ticket's revision, so raising that revokes them.
 */
#ifndef CORE_DOMAIN_TICKET_H
#define CORE_DOMAIN_TICKET_H

#include "core/domain/audit.h"
#include "core/domain/order.h"
#include "core/lib/arena.h"
#include "core/lib/crypto.h"
#include "core/lib/db.h"

#include <stdbool.h>
#include <stdint.h>

#define TICKET_CODE_LETTERS	10	/* of Crockford's base 32, capital */

/* As order_address() and order_of_address(), of sql/ticket.sql's ticket_head. */
char *ticket_address(struct arena *, const struct keyring *, int64_t ticket, int revision, int key_number);
struct row *ticket_of_address(struct db *, struct arena *, const struct keyring *, const char *address);

enum ticket_result {
	TICKET_DONE,		/* also when this key did it before */
	TICKET_REFUSED,		/* cancelled or let in already, or not allowed any more */
	TICKET_BUSY
};

/* Another name on it; its code stays. */
enum ticket_result ticket_rename(struct db *, const struct actor *, int64_t ticket,
    const unsigned char key[16], const char *name);

/*
 * It is somebody else's from now on: old code and address are revoked, new ones are mailed to them
 * (job `ticket_mail`), and the one who had it is told (job `ticket_transferred_mail`).  `email` canonical.
 */
enum ticket_result ticket_transfer(struct db *, const struct actor *, int64_t ticket,
    const unsigned char key[16], const char *name, const char *email, const char *language);

/*
 * Cancel one; its stock returns.  With the last valid one its order is cancelled too.  Promises mail.
 * Whether a holder may is event.self_cancel_hours, and ticket_may_cancel(); an organizer always may.
 */
enum ticket_result ticket_cancel(struct db *, const struct actor *, int64_t ticket,
    const unsigned char key[16]);

/* Whether its holder may cancel it by themselves now; `ticket` is a row of ticket_head. */
bool ticket_may_cancel(const struct row *ticket, int64_t now);

/* When to remind its holder: a day before, two hours before. */
enum ticket_result ticket_remind(struct db *, const struct actor *, int64_t ticket, bool day, bool hours);

#endif
