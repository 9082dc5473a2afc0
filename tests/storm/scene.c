/* scene.c: see scene.h. */
#include "tests/storm/scene.h"

#include "core/domain/check_in.h"
#include "core/domain/ticket.h"
#include "sql/ticket.h"
#include "tests/stage.h"

#include <string.h>

#define BO	"bo@example.org"

static struct sale		 sale;
static const unsigned char	*key;
static int64_t			 order;		/* before, when there is one */
static int64_t			 wanted;
static bool			 lapsed;	/* somebody else may be giving it back just now */

const struct sale *
scene_sale(void)
{
	return &sale;
}

void
scene_set(const struct scene *s)
{
	key = sale_key();
	order = 0;
	lapsed = false;
	sale = sale_begin(1, 40);
	s->set();
}

enum act
scene_anew(const struct scene *s)
{
	struct db	*db = stage_db_new(stage_arena(), 2);
	enum act	 act = s->act(db);

	db_free(db);
	return act;
}

/* --- setting tickets aside --------------------------------------------------------------- */

static void
set_plenty(void)
{
	wanted = 2;
}

/* No slot has what is wanted: it is gathered. */
static void
set_apart(void)
{
	wanted = 3;
	sale_stripe(sale.quota[0], 4, 4);
}

/* All is held, by somebody whose time is over. */
static void
set_lapsed(void)
{
	struct hold hold;

	wanted = 2;
	lapsed = true;
	sale_stripe(sale.quota[0], 2, 1);
	ck_assert_int_eq(sale_hold(&sale, 0, 2, &hold), HOLD_PLACED);
	sale_run_out(hold.order);
}

static enum act
act_hold(struct db *db)
{
	struct hold_want	want = { sale.type[0], wanted };
	struct hold_ask		ask = { .event = sale.event, .want = &want, .n = 1, .language = "en",
	    .key_number = 1, .visitor = "somebody's netwo" };
	struct hold		hold;
	enum hold_result	result;

	memcpy(ask.key, key, 16);
	result = hold_place(db, &actor_program, &ask, &hold);
	return result == HOLD_PLACED && hold.order != 0 ? ACT_DONE :
	    result == HOLD_BUSY || (lapsed && result == HOLD_SOLD_OUT) ? ACT_BUSY : ACT_WRONG;
}

static bool
stands_hold(void)
{
	return sale_held(sale.quota[0]) == wanted && stage_number("shard",
	    "SELECT COUNT(*) FROM orders WHERE event_id = %lld AND state = 'held'",
	    (long long)sale.event) == 1;
}

/* --- registering, and giving back -------------------------------------------------------- */

static void
set_held(void)
{
	struct hold hold;

	ck_assert_int_eq(sale_hold(&sale, 0, 2, &hold), HOLD_PLACED);
	order = hold.order;
}

static void
set_expired(void)
{
	set_held();
	ck_assert(hold_release(stage_db(), &actor_program, order));
}

static enum act
result_of(enum order_result result)
{
	return result == ORDER_DONE ? ACT_DONE : result == ORDER_BUSY ? ACT_BUSY : ACT_WRONG;
}

static enum act
act_register(struct db *db)
{
	struct order_details d = { .name = "Bo", .email = BO };

	return result_of(order_register(db, &actor_program, order, key, &d, NULL));
}

static int64_t
tickets(const char *where)
{
	return stage_number("shard", "SELECT COUNT(*) FROM ticket WHERE event_id = %lld AND %s",
	    (long long)sale.event, where);
}

static int64_t
jobs(const char *kind)
{
	return stage_number("shard", "SELECT COUNT(*) FROM job WHERE subject_id = %lld AND kind = '%s'",
	    (long long)order, kind);
}

static bool
stands_register(void)
{
	return sale_held(sale.quota[0]) == 0 && sale_sold(sale.quota[0]) == 2 &&
	    tickets("state = 'valid'") == 2 && tickets("1") == 2 && jobs("ticket_copy") == 1 &&
	    jobs("order_mail") == 1;
}

static enum act
act_release(struct db *db)
{
	if (hold_release(db, &actor_program, order))
		return ACT_DONE;
	return db_failed(db) ? ACT_BUSY : ACT_WRONG;
}

static bool
stands_release(void)
{
	return sale_held(sale.quota[0]) == 0;
}

/* --- what is registered ------------------------------------------------------------------ */

static void
set_registered(void)
{
	order = sale_order(&sale, 0, 2, BO);
}

static enum act
act_cancel(struct db *db)
{
	return result_of(order_cancel(db, &actor_program, order, key));
}

static bool
stands_cancel(void)
{
	return sale_sold(sale.quota[0]) == 0 && tickets("state = 'cancelled'") == 2 &&
	    jobs("ticket_copy") == 2 && jobs("order_cancelled_mail") == 1;
}

static enum act
act_resend(struct db *db)
{
	return result_of(order_resend(db, &actor_program, order, key));
}

static bool
stands_resend(void)
{
	return stage_number("shard", "SELECT COUNT(*) FROM audit WHERE subject_id = %lld "
	    "AND deed = 'order_resend'", (long long)order) == 1;
}

static enum act
of_ticket(enum ticket_result result)
{
	return result == TICKET_DONE ? ACT_DONE : result == TICKET_BUSY ? ACT_BUSY : ACT_WRONG;
}

static enum act
act_ticket_cancel(struct db *db)
{
	return of_ticket(ticket_cancel(db, &actor_program, sale_ticket(order, 2), key));
}

static bool
stands_ticket_cancel(void)
{
	return sale_sold(sale.quota[0]) == 1 && tickets("state = 'valid'") == 1;
}

static enum act
act_transfer(struct db *db)
{
	return of_ticket(ticket_transfer(db, &actor_program, sale_ticket(order, 1), key, "Eve",
	    "eve@example.org", "en"));
}

static bool
stands_transfer(void)
{
	return tickets("revision = 2 AND email = 'eve@example.org'") == 1 && tickets("revision = 1") == 1;
}

static enum act
act_rename(struct db *db)
{
	return of_ticket(ticket_rename(db, &actor_program, sale_ticket(order, 1), key, "Eve"));
}

static bool
stands_rename(void)
{
	return tickets("name = 'Eve'") == 1 && jobs("ticket_copy") == 2;
}

/* --- at the door ------------------------------------------------------------------------- */

static enum act
act_check_in(struct db *db)
{
	int64_t		 ticket = sale_ticket(order, 1);
	const char	*code = row_text(q_ticket_head(stage_db(), ticket), "code");
	struct check_in	 in;

	switch (check_in(db, stage_arena(), NULL, &actor_program, sale.event, key, code, &in)) {
	case CHECK_IN_ADMITTED:
		return ACT_DONE;
	case CHECK_IN_BUSY:
		return ACT_BUSY;
	case CHECK_IN_ALREADY:
	case CHECK_IN_CANCELLED:
	case CHECK_IN_REVOKED:
	case CHECK_IN_ELSEWHERE:
	case CHECK_IN_UNKNOWN:
		break;
	}
	return ACT_WRONG;
}

static bool
stands_check_in(void)
{
	return tickets("admitted_at IS NOT NULL") == 1 && stage_number("shard",
	    "SELECT COUNT(*) FROM check_in WHERE event_id = %lld", (long long)sale.event) == 1;
}

const struct scene scenes[] = {
	{ "a claim",			set_plenty,	act_hold,	stands_hold,		false, 0 },
	{ "a claim gathered of slots",	set_apart,	act_hold,	stands_hold,		false, 0 },
	{ "a claim of what ran out",	set_lapsed,	act_hold,	stands_hold,		false, 0 },
	{ "registering",		set_held,	act_register,	stands_register,	false, 0 },
	{ "registering late",		set_expired,	act_register,	stands_register,	false, 0 },
	{ "giving back",		set_held,	act_release,	stands_release,		false, 0 },
	{ "cancelling",			set_registered,	act_cancel,	stands_cancel,		true, 0 },
	{ "asking for mail again",	set_registered,	act_resend,	stands_resend,		true, 0 },
	{ "cancelling one ticket",	set_registered,	act_ticket_cancel, stands_ticket_cancel, true, 0 },
	{ "passing on",			set_registered,	act_transfer,	stands_transfer,	true, 0 },
	{ "letting in",			set_registered,	act_check_in,	stands_check_in,	true, 3 },
	{ "renaming",			set_registered,	act_rename,	stands_rename,		true, 0 },
};
const int n_scenes = sizeof(scenes) / sizeof(scenes[0]);
