/*
 * my_ticket.h: a person's own list of tickets.
 *
 * Tickets live with their organizer; on the person's shard are copies (table my_ticket), made by the job
 * `ticket_copy`.  A ticket is copied to the account that proved the address on it, and to the one
 * that ordered it for that address.  Addresses are noted in the directory (order_email), so that whoever
 * proves one later finds what it ordered before there was an account: the job `order_adopt`.
 */
#ifndef CORE_DOMAIN_MY_TICKET_H
#define CORE_DOMAIN_MY_TICKET_H

#include "core/lib/db.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Note the addresses of an order, give it and its tickets to the accounts that proved them, and bring the copies up
 * to date.  May be done again at any time.  False when a database failed.
 */
bool my_ticket_copy(struct db *, int64_t order);

/*
 * An address was proved: promise `ticket_copy` for every order it is noted on.  May be done again.
 * False when a database failed.
 */
bool my_ticket_adopt(struct db *, int64_t account);

#endif
