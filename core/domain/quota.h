/* quota.h: a named capacity, and the slots its counter is striped over (DOMAIN 3). */
#ifndef CORE_DOMAIN_QUOTA_H
#define CORE_DOMAIN_QUOTA_H

#include "core/lib/db.h"

#include <stdint.h>

enum quota_result {
	QUOTA_DONE,
	QUOTA_TAKEN,	/* more than that is held or sold: `least` says how many are */
	QUOTA_NONE	/* there is no such quota, or the database failed */
};

/*
 * Make it so many, while it is being sold: what is free is spread over its slots.  Last in a
 * transaction on its shard, because nobody sells of it until that ends.
 */
enum quota_result quota_set_capacity(struct db *, int64_t quota, int64_t capacity, int64_t *least);

#endif
