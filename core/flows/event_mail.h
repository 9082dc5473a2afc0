/*
 * event_mail.h: mail about events: read what it says, write it, hand it to the relay.
 */
#ifndef CORE_FLOWS_EVENT_MAIL_H
#define CORE_FLOWS_EVENT_MAIL_H

#include "core/flows/mailer.h"
#include "core/lib/arena.h"
#include "core/lib/db.h"

#include <stdint.h>

/*
 * Tell one person of the organizer's team, in their language, that their event is live.  `id` is
 * the Message-ID's first part and `written_at` its date: the same when it is sent again, so that
 * whoever gets it twice can see that it is one.
 */
enum mail_end mail_event_live(struct db *, struct arena *, const struct mailer *, int64_t event,
    int64_t account, const char *id, int64_t written_at, const char **why);

#endif
