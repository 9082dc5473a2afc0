/* deeds.c: see deeds.h. */
#include "tests/storm/deeds.h"

#include "core/lib/crypto.h"
#include "sql/hold.h"

#include <string.h>

void
do_key(struct someone *s, unsigned char key[16])
{
	(void)s;	/* keys are never said again, whatever the seed */
	random_bytes(key, 16);
}

const char *
do_email(struct someone *s)
{
	unsigned char key[16];

	do_key(s, key);
	return text(s->arena, "%s@example.org", hex(s->arena, key, 8));
}

enum hold_result
do_hold(struct someone *s, const struct hold_want *want, size_t n, struct hold *hold)
{
	struct hold_ask ask = { .event = s->sale->event, .want = want, .n = n, .language = "en",
	    .key_number = 1 };

	do_key(s, ask.key);
	do_key(s, ask.visitor);
	db_use_arena(s->db, s->arena);
	return hold_place(s->db, &actor_program, &ask, hold);
}

enum hold_result
do_hold_one(struct someone *s, int type, int64_t quantity, struct hold *hold)
{
	struct hold_want want = { s->sale->type[type], quantity };

	return do_hold(s, &want, 1, hold);
}

enum hold_result
do_hold_briefly(struct someone *s, int type, int64_t quantity, struct hold *hold)
{
	unsigned char	 key[16];
	struct row	*answer;

	do_key(s, key);
	db_use_arena(s->db, s->arena);
	answer = q_hold_claim(s->db, s->sale->event, (struct bytes){ key, 16 },
	    text(s->arena, "[[%lld,%lld]]", (long long)s->sale->type[type], (long long)quantity),
	    (struct bytes){ key, 16 }, 0, "en", 1, 0, HOLDS_PER_VISITOR, (struct bytes){ "", 0 }, "");
	if (answer == NULL || row_is(answer, "o_end", "busy"))
		return HOLD_BUSY;
	*hold = (struct hold){ .order = row_id(answer, "o_order") };
	return row_is(answer, "o_end", "placed") ? HOLD_PLACED : HOLD_SOLD_OUT;
}

enum order_result
do_register(struct someone *s, int64_t order, const char *email)
{
	struct order_details	d = { .name = "Bo", .email = email };
	unsigned char		key[16];

	do_key(s, key);
	db_use_arena(s->db, s->arena);
	return order_register(s->db, &actor_program, order, key, &d, NULL);
}

enum order_result
do_cancel(struct someone *s, int64_t order)
{
	unsigned char key[16];

	do_key(s, key);
	db_use_arena(s->db, s->arena);
	return order_cancel(s->db, &actor_program, order, key);
}
