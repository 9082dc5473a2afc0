/*
 * event_copy.h: another event like this one: next month's, or a template to make others of.
 *
 * Texts, place, cover, tags, ticket types and questions come along; what is archived, what was sold and what
 * was answered does not.
 */
#ifndef CORE_DOMAIN_EVENT_COPY_H
#define CORE_DOMAIN_EVENT_COPY_H

#include "core/domain/event.h"

#include <stdbool.h>
#include <stdint.h>

struct event_copy {
	const char	*title;
	int64_t		 starts_at;	/* it lasts as long as the other, and sales move along */
	const char	*starts_wall;	/* the same on the wall, in the other's zone */
	bool		 template;	/* one to make others of */
};

/* A draft; `key` as in event_make(). EVENT_REFUSED: there is none, or it is removed, or it has no date. */
enum event_result event_copy(struct db *, const struct actor *, int64_t from,
    const unsigned char key[16], const struct event_copy *, int64_t *event);

#endif
