/* moderation_mail.h: an organizer's owners hear what an operator decided. */
#ifndef CORE_FLOWS_MODERATION_MAIL_H
#define CORE_FLOWS_MODERATION_MAIL_H

#include "core/flows/mailer.h"
#include "core/lib/db.h"

#include <stdint.h>

/*
 * Tell one owner how it stands now with an event of theirs, or (event 0) with the organizer: hidden, for a
 * reason, or shown again.  `id` and `written_at` as mailer_send() wants them.
 */
enum mail_end mail_moderation(struct db *, struct arena *, const struct mailer *, int64_t organizer,
    int64_t event, int64_t account, const char *id, int64_t written_at, const char **why);

#endif
