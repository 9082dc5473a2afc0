/*
 * ticket_mail.h: mail about orders and tickets to whose they are.
 *
 * `id` is the Message-ID's first part and `written_at` its date: the same when one is sent again.
 */
#ifndef CORE_FLOWS_TICKET_MAIL_H
#define CORE_FLOWS_TICKET_MAIL_H

#include "core/flows/letter.h"

/* What an order's buyer gets: the tickets as a PDF, the date as a calendar file, the order's address. */
enum mail_end order_mail(struct db *, struct arena *, const struct mailer *, int64_t order, const char *id,
    int64_t written_at, const char **why);

/* All of it is cancelled. */
enum mail_end order_cancelled_mail(struct db *, struct arena *, const struct mailer *, int64_t order,
    const char *id, int64_t written_at, const char **why);

/* One ticket, to its holder. `giver`: who passed it on to them; "": nobody did. */
enum mail_end ticket_mail(struct db *, struct arena *, const struct mailer *, int64_t ticket, const char *giver,
    const char *id, int64_t written_at, const char **why);

/* It is cancelled. */
enum mail_end ticket_cancelled_mail(struct db *, struct arena *, const struct mailer *, int64_t ticket,
    const char *id, int64_t written_at, const char **why);

/* Who had it, and whose it is now. */
struct transferred {
	const char	*from_email, *from_name, *from_language;
	const char	*to_name;
};

enum mail_end ticket_transferred_mail(struct db *, struct arena *, const struct mailer *, int64_t ticket,
    const struct transferred *, const char *id, int64_t written_at, const char **why);

/* Who waits is told that they do, and how to stop. */
enum mail_end waitlist_mail(struct db *, struct arena *, const struct mailer *, int64_t entry, const char *id,
    int64_t written_at, const char **why);

#endif
