/*
 * message.h: what an organizer writes to those who come.
 */
#ifndef CORE_DOMAIN_MESSAGE_H
#define CORE_DOMAIN_MESSAGE_H

#include "core/domain/audit.h"
#include "core/lib/db.h"

#include <stdint.h>

#define MESSAGE_SUBJECT_MAX	120	/* code points */
#define MESSAGE_WORDS_MAX	5000

enum message_result {
	MESSAGE_DONE,		/* also when this key did it before */
	MESSAGE_NOBODY,		/* nobody has a valid ticket of that kind */
	MESSAGE_BUSY
};

/*
 * Write once to each address that has a valid ticket of the event, or (`type` not 0) of that ticket type: job
 * `event_message_mail`, which leaves out who unsubscribed.
 */
enum message_result message_send(struct db *, const struct actor *, int64_t event, int64_t type,
    const unsigned char key[16], const char *subject, const char *words);

#endif
