/* hold.c: tickets set aside; see hold.h. */
#include "core/domain/hold.h"

#include "core/lib/json.h"
#include "core/lib/log.h"
#include "core/lib/text.h"
#include "sql/hold.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define TIDY_MOST	300	/* orders given back at once */

/* What the procedure says, and what it means. */
static const struct {
	const char		*word;
	enum hold_result	 result;
} ends[] = {
	{ "placed",	HOLD_PLACED },
	{ "sold_out",	HOLD_SOLD_OUT },
	{ "not_yet",	HOLD_NOT_YET },
	{ "over",	HOLD_OVER },
	{ "quantity",	HOLD_QUANTITY },
	{ "closed",	HOLD_CLOSED },
	{ "too_many",	HOLD_TOO_MANY },
	{ "busy",	HOLD_BUSY },
	{ "reused",	HOLD_BUSY },
};

static enum hold_result
result_of(const struct row *answer)
{
	const char *word = row_text(answer, "o_end");

	if (strcmp(word, "reused") == 0)
		log_line(LOG_ERROR, "a request key came again for something else", LOG_END);
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (strcmp(ends[i].word, word) == 0)
			return ends[i].result;
	abort();
}

static int
by_ticket_type(const void *a, const void *b)
{
	const struct hold_want *x = a, *y = b;

	return (x->ticket_type > y->ticket_type) - (x->ticket_type < y->ticket_type);
}

/* [[ticket type, quantity], ...] in the order in which everybody takes them. */
static const char *
wanted(struct arena *a, const struct hold_ask *ask)
{
	struct hold_want	*want = make_array(a, struct hold_want, ask->n);
	struct json_writer	*w = json_writer_new(a);

	memcpy(want, ask->want, ask->n * sizeof(*want));
	qsort(want, ask->n, sizeof(*want), by_ticket_type);
	json_open_array(w, NULL);
	for (size_t i = 0; i < ask->n; i++) {
		assert(want[i].quantity > 0 && want[i].quantity <= HOLD_QUANTITY_MAX);
		assert(i == 0 || want[i].ticket_type != want[i - 1].ticket_type);
		json_open_array(w, NULL);
		json_int(w, NULL, want[i].ticket_type);
		json_int(w, NULL, want[i].quantity);
		json_close_array(w);
	}
	json_close_array(w);
	return json_written(w, NULL);
}

struct claim {
	const struct actor	*actor;
	const struct hold_ask	*ask;
	const char		*wanted;
	struct row		*answer;
};

static bool
claim(struct db *db, void *what)
{
	struct claim		*c = what;
	const struct hold_ask	*ask = c->ask;
	unsigned char		 address[16];

	c->answer = q_hold_claim(db, ask->event, (struct bytes){ ask->key, 16 }, c->wanted,
	    (struct bytes){ ask->visitor, 16 }, ask->account, ask->language, ask->key_number,
	    HOLD_SECONDS, HOLDS_PER_VISITOR, audit_address(c->actor, address), c->actor->request);
	return true;
}

enum hold_result
hold_place(struct db *db, const struct actor *actor, const struct hold_ask *ask, struct hold *hold)
{
	struct claim	 c = { .actor = actor, .ask = ask };
	struct arena	*a;
	bool		 answered;

	assert(ask->n > 0 && ask->n <= HOLD_LINES_MAX);
	*hold = (struct hold){ 0 };
	if (ask->event == 0)
		return HOLD_CLOSED;
	a = arena_new();
	c.wanted = wanted(a, ask);
	answered = db_try(db, db_place(ask->event), claim, &c);
	arena_free(a);
	if (!answered || c.answer == NULL)
		return HOLD_BUSY;
	*hold = (struct hold){ .order = row_id(c.answer, "o_order"),
	    .expires_at = row_time(c.answer, "o_expires_at"),
	    .ticket_type = row_id(c.answer, "o_ticket_type"), .left = row_int(c.answer, "o_left"),
	    .limit = row_int(c.answer, "o_limit") };
	return result_of(c.answer);
}

struct release {
	const struct actor	*actor;
	int64_t			 order;
	bool			 given;
};

static bool
release(struct db *db, void *what)
{
	struct release	*r = what;
	unsigned char	 address[16];
	struct row	*answer = q_hold_release(db, r->order, r->actor->account,
	    audit_address(r->actor, address), r->actor->request);

	r->given = answer != NULL && row_is(answer, "o_end", "done");
	return true;
}

bool
hold_release(struct db *db, const struct actor *actor, int64_t order)
{
	struct release r = { actor, order, false };

	return db_try(db, db_place(order), release, &r) && r.given;
}

int64_t
holds_tidy(struct db *db, int place)
{
	struct row *answer = q_holds_reclaim(db, place, TIDY_MOST);

	return answer == NULL ? 0 : row_int(answer, "o_orders");
}
