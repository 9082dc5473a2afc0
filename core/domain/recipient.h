/*
 * recipient.h: how much mail one mailbox gets from us because of what strangers may do.
 *
 * Anybody can type anybody's address into a form.  So mail that a stranger can cause (a link to sign up,
 * a forgotten password, the confirmation of a guest's order) is counted by the mailbox it goes to, whatever
 * caused it, and beyond so many an hour and a day it is not sent; who causes it decides whether it waits or is
 * dropped.  What only the owner of an account can cause is not counted.
 *
 * The cap stands where mail is sent and not where it is promised, because only there is it known
 * to whom.  It is asked before and counted after the relay took the message, so that a relay that is down
 * uses nothing up; so as many more as there are workers may slip through at once.
 * The counters are rows of the directory's table rate, under a keyed hash of the mailbox.
 */
#ifndef CORE_DOMAIN_RECIPIENT_H
#define CORE_DOMAIN_RECIPIENT_H

#include "core/lib/arena.h"
#include "core/lib/crypto.h"
#include "core/lib/db.h"

#include <stdbool.h>
#include <stdint.h>

struct recipient_cap {
	const struct keyring	*keys;
	int64_t			 per_hour, per_day;	/* settings mail.per_hour and mail.per_day */
};

/* Whether this mailbox may get one more.  After a failure true, and db_failed() says so. */
bool recipient_may(struct db *, struct arena *, const struct recipient_cap *, const char *email);

/* One more was sent. */
void recipient_count(struct db *, struct arena *, const struct recipient_cap *, const char *email);

/* What addresses of one mailbox share: "ann+list@example.org" is "ann@example.org".  For counting only. */
const char *recipient_mailbox(struct arena *, const char *email);

#endif
