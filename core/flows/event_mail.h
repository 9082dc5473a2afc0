/*
 * event_mail.h: mail about events: read what it says, write it, hand it to the relay.
 */
#ifndef CORE_FLOWS_EVENT_MAIL_H
#define CORE_FLOWS_EVENT_MAIL_H

#include "core/lib/arena.h"
#include "core/lib/db.h"
#include "core/lib/http.h"
#include "core/lib/template.h"
#include "core/services/relay.h"

#include <stdint.h>

/* What mail is written and sent with. */
struct mailer {
	const struct relay	*relay;		/* NULL: none; mail waits */
	struct http		*http;
	struct templates	*templates;	/* the folder mail/ */
};

enum mail_end {
	MAIL_SENT,		/* the relay has it */
	MAIL_NEEDLESS,		/* there is nothing to say any more, or nobody to say it to */
	MAIL_WAITS,		/* the relay or a database is away: try again */
	MAIL_REFUSED		/* it will never be taken; *why says what was said */
};

/*
 * Tell one person of the organizer's team, in their language, that their event is live.  `id` is
 * the Message-ID's first part and `written_at` its date: the same when it is sent again, so that
 * whoever gets it twice can see that it is one.
 */
enum mail_end mail_event_live(struct db *, struct arena *, const struct mailer *, int64_t event,
    int64_t account, const char *id, int64_t written_at, const char **why);

#endif
