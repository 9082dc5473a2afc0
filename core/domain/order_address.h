/*
 * order_address.h: what addresses of orders and of tickets are made of: `<id>-<26 letters>`.
 *
 * The letters are 128 bits of a MAC of the id, and of a ticket's revision, so they are stored nowhere.
 */
#ifndef CORE_DOMAIN_ORDER_ADDRESS_H
#define CORE_DOMAIN_ORDER_ADDRESS_H

#include "core/lib/arena.h"
#include "core/lib/crypto.h"

#include <stdbool.h>
#include <stdint.h>

/* In the arena; NULL when the key is not in the ring any more. */
char *secret_address(struct arena *, const struct keyring *, const char *purpose, int64_t id,
    int revision, int key_number);

/* The id in such an address; 0 for any other text.  What comes behind it is still to be compared. */
int64_t secret_address_id(struct arena *, const char *address);

#endif
