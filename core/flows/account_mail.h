/*
 * account_mail.h: mail about accounts: links that prove an address, and word of what was done.
 *
 * Links are drawn here, where they are mailed: nothing that was promised, logged or stored can open anything.  What
 * a stranger can cause is counted by mailbox (core/domain/recipient.h) and dropped beyond the cap.
 * Whether an address that was typed somewhere has an account is looked up here and nowhere before.
 */
#ifndef CORE_FLOWS_ACCOUNT_MAIL_H
#define CORE_FLOWS_ACCOUNT_MAIL_H

#include "core/flows/mailer.h"
#include "core/lib/arena.h"
#include "core/lib/db.h"

#include <stdint.h>

/* What the job says: see address_mail() in core/domain/address.h. */
struct account_errand {
	const char	*what;		/* "verify", "reset", "password", "address", "address_asked", "address_changed" */
	int64_t		 subject;	/* the account; of "reset" nobody's */
	const char	*email;		/* to whom; NULL: to the account's address */
	const char	*about;		/* another address; or NULL */
	const char	*id;		/* of the message, when it carries no link */
	int64_t		 written_at;
};

enum mail_end account_mail(struct db *, struct arena *, const struct mailer *,
    const struct account_errand *, int64_t now, const char **why);

#endif
