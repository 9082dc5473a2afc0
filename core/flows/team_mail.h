/* team_mail.h: mail about an organizer's team. */
#ifndef CORE_FLOWS_TEAM_MAIL_H
#define CORE_FLOWS_TEAM_MAIL_H

#include "core/flows/mailer.h"
#include "core/lib/db.h"

#include <stdint.h>

/*
 * Ask somebody into a team.  `id` and `written_at` as mailer_send() wants them.  Needless once the invitation was
 * accepted or withdrawn; waits while that mailbox has had too much that others caused.
 */
enum mail_end mail_invitation(struct db *, struct arena *, const struct mailer *, int64_t invitation,
    const char *id, int64_t written_at, const char **why);

#endif
