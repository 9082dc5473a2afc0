/*
 * account.h: people, and how they come to be.
 *
 * Who signs up gets a row whose state is `unverified` and a mail; only the link in it claims the address
 * (address.h).  So the form for a new account and the one for a forgotten password do the same, in the same
 * time, whether or not there is an account of that address: it is looked up when the mail is
 * written (ASSURANCE A06).
 *
 * An operator's way is shorter: the address is claimed in the directory first, with the new id in it, and
 * then the row of that id is made on its shard; who finds their own claim already there goes on from it.
 */
#ifndef CORE_DOMAIN_ACCOUNT_H
#define CORE_DOMAIN_ACCOUNT_H

#include "core/domain/audit.h"
#include "core/domain/token.h"
#include "core/lib/conf.h"
#include "core/lib/db.h"
#include "core/lib/password.h"

#include <stdint.h>

struct account_input {
	const char	*email;		/* text_email_key() of it: canonical */
	const char	*name;
	const char	*password_hash;	/* password_hash() of it; "" for none */
	const char	*language;	/* "en" */
	const char	*time_zone;	/* IANA */
};

enum account_result {
	ACCOUNT_MADE,
	ACCOUNT_TAKEN,		/* the address is somebody's; *account says whose */
	ACCOUNT_BUSY
};

/* Make a person whose address is proved (`marquee user`, the sample data). */
enum account_result account_make(struct db *, const struct actor *, int shard,
    const struct account_input *, int64_t *account);

/* The account of a canonical address; 0 when there is none, or the database failed. */
int64_t account_find(struct db *, const char *email);

/*
 * What sign-in needs to know of whose address it is (q_account_sign_in()); NULL when there is none, or the
 * database failed.  As much is asked of the databases either way.
 */
struct row *account_of_email(struct db *, const char *email);

/* How passwords are kept here, by the settings. False, with a line in the log, when the pepper cannot be read. */
bool account_passwords(struct arena *, const struct conf *, struct passwords *);

/* A new password, by a program or an operator: nobody is told. False when the database failed. */
bool account_set_password(struct db *, const struct actor *, int64_t account, const char *hash);

/* "active", "locked" (may not sign in), "closed".  False when the database failed. */
bool account_set_state(struct db *, const struct actor *, int64_t account, const char *state);

/* --- what people do by themselves ------------------------------------------------------ */

/*
 * Begin one whose address is not proved, and promise the mail with the link.  False when the
 * database failed.
 */
bool account_sign_up(struct db *, const struct actor *, const struct account_input *,
    int64_t *account);

enum proof_result {
	PROOF_DONE,
	PROOF_OVER,		/* the link was used, is too old, or came to nothing in another way */
	PROOF_TAKEN,		/* the address belongs to another account by now */
	PROOF_BUSY		/* the database failed */
};

/* The address of who signed up is proved: it is claimed, and what it ordered before is theirs (job `order_adopt`). */
enum proof_result account_verify(struct db *, struct arena *, const struct actor *, const struct token *);

/* Promise a link for a new password to whoever has that address; nothing if nobody has. */
bool account_forgotten(struct db *, struct arena *, const char *email);

/* A new password by such a link; they are told.  The caller ends all their sessions. */
enum proof_result account_reset(struct db *, const struct actor *, const struct token *,
    const char *hash);

/* A new password by who knows the old one; they are told, and links that were mailed end. */
bool account_change_password(struct db *, const struct actor *, int64_t account, const char *hash);

/* How they are called, and the language and time zone of what they read. */
struct account_profile {
	const char	*name, *language, *time_zone;
};
bool account_edit(struct db *, const struct actor *, int64_t account, const struct account_profile *);

#endif
