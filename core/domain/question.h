/*
 * question.h: what an organizer asks who comes.
 *
 * What somebody has answered keeps its kind, and is archived instead of removed.
 */
#ifndef CORE_DOMAIN_QUESTION_H
#define CORE_DOMAIN_QUESTION_H

#include "core/lib/db.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define QUESTIONS_MAX		20	/* of one event */
#define QUESTION_OPTIONS_MAX	50	/* to choose from, as the column has it */
#define QUESTION_OPTION_MAX	100	/* code points of one */

/* As the columns have them, NULL at the end. */
extern const char *const question_kinds[];	/* "text", "lines", "choice", "choices", "flag" */
extern const char *const question_asked[];	/* "ticket", "order" */
extern const char *const question_states[];	/* "asked", "archived" */

struct question_input {
	int64_t		 id;		/* 0: a new one */
	const char	*label, *help;
	const char	*kind;
	const char	*options;	/* JSON: an array of texts */
	bool		 required;
	const char	*asked;
	const char	*state;
};

/* True for a kind that is chosen from options. */
bool question_has_options(const char *kind);

/*
 * Make these an event's questions, in this order; what is not among them goes.  Inside a transaction on the
 * event's shard; `was_public` when somebody may be answering.  False: one with an id is none of this event's.
 */
bool questions_put(struct db *, int64_t event, int64_t organizer, bool was_public,
    const struct question_input *, size_t n);

#endif
