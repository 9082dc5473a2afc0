/*
 * questions.h: what an organizer asks of an order and its tickets, as fields of a form.
 *
 * An answer is text; several choices are one a line, and a flag that was set is "1".
 */
#ifndef HANDLERS_CHECKOUT_QUESTIONS_H
#define HANDLERS_CHECKOUT_QUESTIONS_H

#include "core/domain/order.h"
#include "core/lib/row.h"
#include "fcgi/form.h"
#include "fcgi/req.h"

#include <stdbool.h>
#include <stddef.h>

#define FIELDS_AT_ONCE	150	/* of what is asked for each ticket; with more it is asked once for all */

struct question {
	int64_t			 id;
	const char		*label, *help, *kind;
	const char *const	*options;	/* NULL-ended */
	size_t			 options_n;
	bool			 required, of_ticket;
};

struct questions {
	struct question	*at;
	size_t		 n;
	size_t		 per_ticket;	/* fields that one ticket's questions take */
};

/* What is asked for an event now. */
struct questions questions_of(struct req *, int64_t event);

/* Fields whose values are texts: declared one after the other, then read at once. */
struct asked;
struct asked *asked_new(struct req *, size_t most);
size_t asked_add(struct asked *, const char *name, enum field_kind, int64_t max);
void asked_read(struct asked *);
const char *asked_text(const struct asked *, size_t i);	/* "" when nothing was said */

/* One question put once: to the order (position 0) or about one ticket; `prefix` tells them apart. */
struct put {
	const struct question	*question;
	const char		*field;
	size_t			 first;		/* of its fields; one for each choice of several */
};

struct put question_put(struct asked *, const struct question *, const char *prefix);

/* Show it as the last row of a list of the page. */
void put_show(struct req *, const struct put *, const char *list);

/* What was answered, checked against the question; "" for nothing.  What is wrong is blamed. */
const char *put_answer(struct req *, const struct asked *, const struct put *);

#endif
