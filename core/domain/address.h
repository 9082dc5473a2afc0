/*
 * address.h: whose an e-mail address is, and how an account moves to another one.
 *
 * An address belongs to the account that claimed it in the directory, and that account's row has it.  These are
 * two places, so first the end of the claim is promised (job `address_release`, which lets every claim be that
 * its account's row confirms), then the claim is made, then the row is changed.  Whatever happens in
 * between, no address stays claimed for nothing.
 */
#ifndef CORE_DOMAIN_ADDRESS_H
#define CORE_DOMAIN_ADDRESS_H

#include "core/domain/account.h"
#include "core/lib/arena.h"
#include "core/lib/db.h"

#include <stdbool.h>
#include <stdint.h>

enum address_result {
	ADDRESS_CLAIMED,	/* also when this account had claimed it before */
	ADDRESS_TAKEN,
	ADDRESS_BUSY
};

/* Claim an address for an account that is about to have it, which must be said in its row within minutes. */
enum address_result address_claim(struct db *, struct arena *, int64_t account, const char *email);

/*
 * Somebody signed in wants to be reached at another address: promise a link to that one, and word of it, with a
 * way to object, to the one they have.  False when the database failed.
 */
bool address_ask(struct db *, struct arena *, const struct actor *, int64_t account, const char *email);

/* The link to the new address was used: the account moves there, and the old one is told. */
enum proof_result address_move(struct db *, struct arena *, const struct actor *, const struct token *);

/*
 * Who reads the old address says that it was not them: it is the account's again, or stays so; its password is
 * worth nothing any more, and a link for a new one is promised.  The caller ends all sessions.
 */
enum proof_result address_object(struct db *, struct arena *, const struct actor *,
    const struct token *);

/* End a claim that its account's row does not confirm.  False: not yet, or the database failed. */
bool address_release(struct db *, int64_t account, const char *email);

/* What the job `mail_account` is told: what is written, to which address, and about which. JSON. */
const char *address_mail(struct arena *, const char *what, const char *email, const char *about);

#endif
