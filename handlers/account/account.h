/* account.h: what the pages of the account program share; its table is routes.def. */
#ifndef HANDLERS_ACCOUNT_ACCOUNT_H
#define HANDLERS_ACCOUNT_ACCOUNT_H

#include "core/domain/account.h"
#include "core/lib/password.h"
#include "fcgi/form.h"
#include "fcgi/page.h"
#include "fcgi/req.h"

#include <stdbool.h>
#include <stdint.h>

#define ROUTES "handlers/account/routes.def"
#include "fcgi/route_names.h"

#define PERSON_NAME_MAX	100
#define TOKEN_TEXT_MAX	80	/* code points of what a link carries */

/* Who acts, for the audit: somebody signed in, or nobody yet. */
struct actor account_actor(struct req *);

/*
 * What to store for a new password; NULL when it must not be one (the field is blamed) or when the
 * machine is busy (it is not).  `name` and `email` are whose it will be.
 */
const char *account_new_password(struct req *, const char *field, const char *password,
    const char *name, const char *email);

/* Is it the password of this account's row (NULL: nobody's)?  The same work is done either way. */
enum password_end account_password_is(struct req *, struct row *account, const char *password);

/* --- links that were mailed ----------------------------------------------------------- */

/* The token of a page: from its form, if that was sent, or else from its address; shown in the form. */
const char *account_token(struct req *);

/*
 * The page for a link that is of no use any more.  `again` is where to get another, `reason` "used" or,
 * when another account has the address by now, "taken".
 */
int account_over(struct req *, const char *reason, const char *again);

/* --- sign_in.c -------------------------------------------------------------------------- */

/*
 * This browser is known to be theirs from now on: its tries to sign in are counted apart, so that nobody
 * else's wrong passwords keep them out (ASSURANCE A07).
 */
void sign_in_know_device(struct req *, int64_t account);

/* Forget the wrong passwords that were tried for this address: they proved that it is theirs. */
void sign_in_forgive(struct req *, const char *email);

/* Where somebody goes who did not say where: to their desk, or to their tickets. */
const char *sign_in_home(struct req *, int64_t account);

#endif
