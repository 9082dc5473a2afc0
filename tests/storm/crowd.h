/*
 * crowd.h: many at once: processes that begin at one instant, each with a connection of its own, and one
 * that looks at every slot all the while.
 */
#ifndef TESTS_STORM_CROWD_H
#define TESTS_STORM_CROWD_H

#include "tests/domain/sale.h"

#include "core/lib/db.h"

#include <stdbool.h>
#include <stdint.h>

#define CROWD_MAX	64
#define CROWD_COUNTS	16

/* One of them. What it counts the parent finds in the crowd's sums. */
struct someone {
	int			 number;	/* from 0 */
	uint64_t		 chance;	/* the state of its dice */
	struct db		*db;
	struct arena		*arena;
	const struct sale	*sale;
	int64_t			*counts;	/* CROWD_COUNTS, of all of them; add with count() */
	int64_t			*answers;	/* a place of its own for one number */
};

/* A number below n, as the seed will have it. */
uint32_t dice(struct someone *, uint32_t n);
void count(struct someone *, int what, int64_t n);

/*
 * Run it in n processes and wait for all.  False when one of them died, or when the slots of the sale
 * were ever beyond their cap.
 */
struct crowd {
	int64_t	counts[CROWD_COUNTS];
	int64_t	answers[CROWD_MAX];
	int64_t	looks, over;	/* how often slots were looked at, and found to be over */
};
struct crowd crowd_run(const struct sale *, int n, void (*fn)(struct someone *));

/* This run's seed; MARQUEE_SEED says it again. */
uint64_t crowd_seed(void);

/* How often, or how many: the first in the check, the second with --long. */
int64_t crowd_size(int64_t brief, int64_t full);

#endif
