/*
 * scene.h: deeds upon what is sold that faults are tried on: what there is before, what is done (always
 * with the same key), and what there is when it was done once.
 */
#ifndef TESTS_STORM_SCENE_H
#define TESTS_STORM_SCENE_H

#include "tests/domain/sale.h"

#include "core/lib/db.h"

#include <stdbool.h>

enum act {
	ACT_DONE,
	ACT_BUSY,	/* come again; nothing, or all of it, is done */
	ACT_WRONG	/* no such answer may be */
};

struct scene {
	const char	*name;
	void		(*set)(void);
	enum act	(*act)(struct db *);
	bool		(*stands)(void);	/* done, and once */
	bool		tries;		/* what a deadlock undid is done again */
	int		reads;		/* statements before its transaction */
};

extern const struct scene scenes[];
extern const int n_scenes;

/* A new sale and a new key; what it is about. */
void scene_set(const struct scene *);
const struct sale *scene_sale(void);

/* Do it on a connection of its own. */
enum act scene_anew(const struct scene *);

#endif
