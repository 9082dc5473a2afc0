/*
 * ticket_code.h: what stands in a ticket's QR code.
 *
 * Version, key number, ticket id and revision, signed with Ed25519 (RFC 8032), in Crockford's base
 * 32, capital: letters of QR's alphanumeric mode, 122 of them, which is just what version 5-M
 * takes.  The seed is derived from the ring ORDER_RING; the public keys are enough to verify it at
 * a door without a network.
 */
#ifndef CORE_DOMAIN_TICKET_CODE_H
#define CORE_DOMAIN_TICKET_CODE_H

#include "core/lib/arena.h"
#include "core/lib/crypto.h"

#include <stdbool.h>
#include <stdint.h>

#define TICKET_CODE_LEN		122	/* letters of one */
#define TICKET_SHORT_LEN	10	/* of Crockford's base 32, capital */

struct ticket_code {
	int64_t	ticket;
	int	revision;
};

/* Its text, in the arena; NULL when the key is not in the ring any more. */
char *ticket_code_make(struct arena *, const struct keyring *, const struct ticket_code *, int key_number);

/* Read what a scanner read, in either case.  False for anything that we have not signed. */
bool ticket_code_read(struct arena *, const struct keyring *, const char *text, struct ticket_code *);

/* The public key that verifies codes made with this key of the ring; false when it is not in it. */
bool ticket_code_public(const struct keyring *, int key_number, unsigned char public[ED25519_KEY_BYTES]);

/* Ten letters for hands and eyes: drawn at random, none of which is mistaken for another. */
void ticket_short_code_draw(char code[TICKET_SHORT_LEN + 1]);

/*
 * What was typed, as ticket.code has it: capital, look-alikes resolved, blanks and dashes left
 * out; NULL when it is none.
 */
char *ticket_short_code_parse(struct arena *, const char *typed);

#endif
