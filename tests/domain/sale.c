/* sale.c: see sale.h. */
#include "tests/domain/sale.h"

#include "core/lib/crypto.h"
#include "sql/fsck.h"
#include "tests/stage.h"

#include <string.h>

static const char *const names[] = { "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh",
	"Eighth" };

const unsigned char *
sale_key(void)
{
	unsigned char *key = arena_alloc(stage_arena(), 16);

	random_bytes(key, 16);
	return key;
}

struct sale
sale_begin(int types, int64_t capacity)
{
	struct event_input	in = stage_input();
	struct ticket_input	tickets[8];
	struct sale		s = { 0 };

	for (int i = 0; i < types; i++)
		tickets[i] = (struct ticket_input){ .name = names[i], .about = "", .capacity = capacity };
	in.tickets = tickets;
	in.tickets_n = (size_t)types;
	s.event = stage_event_of(stage_organizer(stage_person("Ann")), &in);
	stage_publish(s.event);
	for (int i = 0; i < types; i++) {
		s.type[i] = stage_number("shard", "SELECT id FROM ticket_type WHERE event_id = %lld "
		    "AND position = %d", (long long)s.event, i);
		s.quota[i] = stage_number("shard", "SELECT quota_id FROM ticket_type_quota "
		    "WHERE ticket_type_id = %lld", (long long)s.type[i]);
	}
	return s;
}

void
sale_stripe(int64_t quota, int64_t capacity, int slots)
{
	stage_sql("shard", "DELETE FROM stock_slot WHERE quota_id = %lld", (long long)quota);
	stage_sql("shard", "UPDATE quota SET slots = %d, capacity = %lld WHERE id = %lld", slots,
	    (long long)capacity, (long long)quota);
	for (int i = 0; i < slots; i++)
		stage_sql("shard", "INSERT INTO stock_slot (quota_id, slot, cap) VALUES (%lld, %d, %lld)",
		    (long long)quota, i, (long long)(capacity / slots + (i < capacity % slots)));
}

enum hold_result
sale_hold_with(const struct sale *s, const unsigned char key[16], const struct hold_want *want, size_t n,
    struct hold *hold)
{
	struct hold_ask ask = { .event = s->event, .want = want, .n = n, .language = "en",
	    .key_number = 1 };

	memcpy(ask.key, key, 16);
	random_bytes(ask.visitor, sizeof(ask.visitor));
	return hold_place(stage_db(), &actor_program, &ask, hold);
}

enum hold_result
sale_hold(const struct sale *s, int type, int64_t quantity, struct hold *hold)
{
	struct hold_want want = { s->type[type], quantity };

	return sale_hold_with(s, sale_key(), &want, 1, hold);
}

enum order_result
sale_register(int64_t order, const char *email)
{
	struct order_details d = { .name = "Bo", .email = email };

	return order_register(stage_db(), &actor_program, order, sale_key(), &d, NULL);
}

int64_t
sale_order(const struct sale *s, int type, int64_t quantity, const char *email)
{
	struct hold hold;

	ck_assert_int_eq(sale_hold(s, type, quantity, &hold), HOLD_PLACED);
	ck_assert_int_eq(sale_register(hold.order, email), ORDER_DONE);
	return hold.order;
}

int64_t
sale_ticket(int64_t order, int position)
{
	return stage_number("shard", "SELECT id FROM ticket WHERE order_id = %lld AND position = %d",
	    (long long)order, position);
}

int64_t
sale_held(int64_t quota)
{
	return stage_number("shard", "SELECT SUM(held) FROM stock_slot WHERE quota_id = %lld",
	    (long long)quota);
}

int64_t
sale_sold(int64_t quota)
{
	return stage_number("shard", "SELECT SUM(sold) FROM stock_slot WHERE quota_id = %lld",
	    (long long)quota);
}

void
sale_run_out(int64_t order)
{
	stage_sql("shard", "UPDATE orders SET expires_at = NOW(3) - INTERVAL 1 MINUTE WHERE id = %lld",
	    (long long)order);
	stage_sql("shard", "UPDATE hold SET expires_at = NOW(3) - INTERVAL 1 MINUTE WHERE order_id = %lld",
	    (long long)order);
}

/* --- what must always be true ------------------------------------------------------------ */

static const struct {
	const char	*name;
	struct rows	(*ask)(struct db *, int64_t shard);
} rules[] = {
	{ "room",	q_fsck_slots_over },
	{ "held",	q_fsck_stock_held },
	{ "sold",	q_fsck_stock_sold },
	{ "ledger",	q_fsck_stock_ledger },
	{ "persons",	q_fsck_persons },
	{ "orders",	q_fsck_orders },
	{ "lines",	q_fsck_order_lines },
	{ "tickets",	q_fsck_ticket_stock },
	{ "keys",	q_fsck_order_keys },
	{ "audit",	q_fsck_order_audit },
	{ "promises",	q_fsck_order_promises },
};

/* Whether something broken is this sale's: other tests leave what is broken on purpose. */
static bool
is_ours(const struct sale *s, int64_t id)
{
	return stage_number("shard", "SELECT (SELECT COUNT(*) FROM quota WHERE id = %lld AND event_id = %lld) "
	    "+ (SELECT COUNT(*) FROM orders WHERE id = %lld AND event_id = %lld) "
	    "+ (SELECT COUNT(*) FROM ticket WHERE id = %lld AND event_id = %lld) "
	    "+ (SELECT COUNT(*) FROM ticket_type WHERE id = %lld AND event_id = %lld)",
	    (long long)id, (long long)s->event, (long long)id, (long long)s->event, (long long)id,
	    (long long)s->event, (long long)id, (long long)s->event) > 0;
}

void
sale_check(const struct sale *s)
{
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		struct rows broken = rules[i].ask(stage_db(), 0);

		ck_assert_msg(!db_failed(stage_db()), "%s", db_failure(stage_db()));
		for (size_t n = 0; n < broken.n; n++)
			ck_assert_msg(!is_ours(s, row_id(broken.at[n], "id")), "%s: %s", rules[i].name,
			    row_text(broken.at[n], "about"));
	}
}
