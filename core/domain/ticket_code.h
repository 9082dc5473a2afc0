/*
 * ticket_code.h: what stands in a ticket's QR code.
 *
 * Version, key number, ticket id and revision, signed with Ed25519 (RFC 8032), in Crockford's base 32, capital: letters of QR's
 * alphanumeric mode, at most 154, so that it fits version 6-M.  The seed is derived from the ring ORDER_RING; the public
 * keys are enough to verify it at a door without a network.
 */
#ifndef CORE_DOMAIN_TICKET_CODE_H
#define CORE_DOMAIN_TICKET_CODE_H

#include "core/lib/arena.h"
#include "core/lib/crypto.h"

#include <stdbool.h>
#include <stdint.h>

struct ticket_code {
	int64_t	ticket;
	int	revision;
};

/* Its text, in the arena; NULL when the key is not in the ring any more. */
char *ticket_code_make(struct arena *, const struct keyring *, const struct ticket_code *, int key_number);

/* Read what a scanner read.  False for anything that we have not signed. */
bool ticket_code_read(struct arena *, const struct keyring *, const char *text, struct ticket_code *);

/* Ten letters for hands and eyes: drawn at random, none of which is mistaken for another. */
void ticket_short_code_draw(char code[11]);

/* What was typed, as ticket.code has it: capital, look-alikes resolved, blanks and dashes left out; NULL when it is none. */
char *ticket_short_code_parse(struct arena *, const char *typed);

#endif
