/*
 * token.h: a link that was mailed and proves, once, that its mailbox is read.
 *
 * Its text is `<token id>.<256-bit secret>`; the table has the secret's SHA-256.  It is good for one deed,
 * for TOKEN_MINUTES, and until a newer one for the same deed is made or the account moves to
 * another address.  Looking at the page of a link changes nothing (mail scanners do), so it is used by a POST.
 */
#ifndef CORE_DOMAIN_TOKEN_H
#define CORE_DOMAIN_TOKEN_H

#include "core/lib/arena.h"
#include "core/lib/db.h"

#include <stdbool.h>
#include <stdint.h>

#define TOKEN_MINUTES	60
#define OBJECTION_DAYS	7	/* in which who lost an address may take it back */

enum token_purpose {
	TOKEN_VERIFY,		/* this address is mine: an account begins */
	TOKEN_RESET,		/* a forgotten password */
	TOKEN_ADDRESS,		/* this new address is mine, too */
	TOKEN_OBJECTION		/* it was not me who moved to another address */
};

struct token {
	int64_t			 id;
	int64_t			 account;
	enum token_purpose	 purpose;
	const char		*email;		/* where it was sent */
};

/*
 * Draw one; older ones of that purpose end, but for objections, which each stand for themselves.  Its text, which is stored
 * nowhere; NULL when the database failed.
 */
const char *token_make(struct db *, struct arena *, int64_t account, enum token_purpose,
    const char *email, int64_t now);

/*
 * What the text of a link names, if it is still good for that.  False: it is not, or the database failed.
 * Reads only.
 */
bool token_read(struct db *, struct arena *, const char *text, enum token_purpose, struct token *);

/* Use it, inside a transaction on its account's shard.  False: somebody was first, or it is too late. */
bool token_use(struct db *, const struct token *);

/* End all of an account's, in the same way; `spare_objections`: but for those. */
void token_end_all(struct db *, int64_t account, bool spare_objections);

#endif
