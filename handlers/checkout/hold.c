/*
 * hold.c: the choice of tickets: set aside for a while, or the choice again with what is in its way.
 *
 *	GET  /checkout/hold?event=	hold_show
 *	POST /checkout/hold		hold_post	from the public event page, too
 *	POST /checkout/{order}/start-over	start_over_post
 *	POST /checkout/{order}/again	again_post	the same tickets, after the time ran out
 *
 * What is read here is sql/checkout.sql and sql/ticket_type.sql; what it looks like is
 * templates/checkout/choose.cs and, on the event's page, templates/lib/tickets.cs.  What is done is core/domain/hold.c.
 */
#include "handlers/checkout/checkout.h"

#include "core/domain/hold.h"
#include "core/domain/order.h"
#include "core/lib/crypto.h"
#include "core/lib/db.h"
#include "core/lib/id.h"
#include "core/lib/words.h"
#include "fcgi/form.h"
#include "fcgi/limit.h"
#include "fcgi/program.h"
#include "sql/checkout.h"
#include "sql/order.h"
#include "sql/ticket_type.h"

#include <inttypes.h>

#define FEW_LEFT	20	/* from here on the page says how many are left */

/* --- what is asked ---------------------------------------------------------------------- */

struct hold_input {
	int64_t	event;
};

static const struct field hold_fields[] = {
	FIELD_ID(struct hold_input, event, REQUIRED),
	FIELD_END
};

const struct form hold_form = PUBLIC_FORM(struct hold_input, hold_fields, hold_show);

/* One number for each ticket type that the event shows: `n_<id>`. */
struct choice {
	struct rows	 types;
	int64_t		*quantity;
};

static const char *
number_field(struct req *r, const struct row *type)
{
	return text(r->arena, "n_%s", id_text(r->arena, row_id(type, "ticket_type_id")));
}

/* Read them; what is not a number is blamed. */
static void
choice_read(struct req *r, int64_t event, struct choice *c)
{
	struct field	*fields;
	struct form	 form;

	c->types = q_ticket_types_shown(r->db, event);
	c->quantity = make_array(r->arena, int64_t, c->types.n + 1);
	fields = make_array(r->arena, struct field, c->types.n + 1);
	for (size_t i = 0; i < c->types.n; i++)
		fields[i] = (struct field){ .name = number_field(r, c->types.at[i]),
		    .kind = FIELD_KIND_INT, .offset = i * sizeof(int64_t),
		    .max = HOLD_QUANTITY_MAX, .need = OPTIONAL };
	fields[c->types.n] = (struct field)FIELD_END;
	form = (struct form){ .size = (c->types.n + 1) * sizeof(int64_t), .fields = fields };
	form_also(r, &form, c->quantity);
}

/* --- the choice again ----------------------------------------------------------------------- */

/* How many are left of those of which few are. */
static void
show_left(struct req *r, struct rows types)
{
	for (size_t i = 0; i < types.n; i++) {
		int64_t left = row_int(types.at[i], "free");

		if (row_null(types.at[i], "free") || left <= 0 || left > FEW_LEFT)
			continue;
		page_text(r, text(r->arena, "ticket_types.%zu.left_text", i),
		    text(r->arena, ngettext("%" PRId64 " left", "%" PRId64 " left",
		    (unsigned long)left), left));
	}
}

static void
show_types(struct req *r, struct rows types)
{
	size_t	open = 0, sold_out = 0;
	bool	paid = false;

	page_rows(r, "ticket_types", types);
	show_left(r, types);
	for (size_t i = 0; i < types.n; i++) {
		open += row_is(types.at[i], "state", "open");
		sold_out += row_is(types.at[i], "state", "sold_out");
		paid = paid || row_int(types.at[i], "price_money") > 0;
	}
	page_flag(r, "event.open", open > 0);
	page_flag(r, "event.waits", sold_out > 0);
	page_flag(r, "event.sold_out", types.n > 0 && sold_out == types.n);
	page_flag(r, "event.paid", paid);
}

static int
choose_show(struct req *r, int64_t id, struct rows types)
{
	struct row *event = q_checkout_event(r->db, id);

	if (event == NULL || row_is(event, "state", "draft") || row_is(event, "state", "hidden"))
		return not_found(r);
	if (row_is(event, "state", "removed"))
		return gone(r);
	event_show_facts(r, event);
	if (!event_closed(r, event))
		show_types(r, types);
	return page(r, "checkout/choose");
}

int
hold_show(struct req *r)
{
	int64_t		event = id_parse(form_sent(r) ? form_typed(r, "event") : req_query(r, "event"));
	struct choice	c;

	choice_read(r, event, &c);
	return choose_show(r, event, c.types);
}

/* --- holding ----------------------------------------------------------------------------------- */

/* What is in the way, in words, at the number it is about. */
static void
say_why(struct req *r, const struct choice *c, const struct hold_ask *ask, enum hold_result result,
    const struct hold *hold)
{
	const char	*field = text(r->arena, "n_%s", id_text(r->arena, hold->ticket_type)), *name = "";
	int64_t		 wanted = 0;

	for (size_t i = 0; i < c->types.n; i++)
		if (row_id(c->types.at[i], "ticket_type_id") == hold->ticket_type)
			name = row_text(c->types.at[i], "name");
	for (size_t i = 0; i < ask->n; i++)
		if (ask->want[i].ticket_type == hold->ticket_type)
			wanted = ask->want[i].quantity;
	switch (result) {
	case HOLD_SOLD_OUT:
		form_error(r, field, hold->left <= 0 ?
		    text(r->arena, _("“%s” has just been taken. Nothing was held for you."), name) :
		    text(r->arena, ngettext("You chose %" PRId64 " of “%s”, and %" PRId64 " is left.",
		    "You chose %" PRId64 " of “%s”, and %" PRId64 " are left.", (unsigned long)hold->left),
		    wanted, name, hold->left));
		break;
	case HOLD_NOT_YET:
		form_error(r, field, text(r->arena, _("“%s” is not on sale yet."), name));
		break;
	case HOLD_OVER:
		form_error(r, field, text(r->arena, _("“%s” is not on sale any more."), name));
		break;
	case HOLD_QUANTITY:
		form_error(r, field, text(r->arena, wanted < hold->limit ?
		    _("Of “%s” an order has at least %" PRId64 ".") :
		    _("Of “%s” an order has at most %" PRId64 "."), name, hold->limit));
		break;
	case HOLD_CLOSED:
		form_error(r, "", _("Registration for this event is closed."));
		break;
	case HOLD_TOO_MANY:
		form_error(r, "", _("Too many orders of this event are open from where you are. "
		    "Finish one of them, or try again in a quarter of an hour."));
		break;
	case HOLD_PLACED:
	case HOLD_BUSY:
		break;
	}
}

/* Whether what was read before says that it could be had. */
static bool
seems_open(const struct choice *c, int64_t ticket_type)
{
	for (size_t i = 0; i < c->types.n; i++)
		if (row_id(c->types.at[i], "ticket_type_id") == ticket_type)
			return row_is(c->types.at[i], "state", "open");
	return true;
}

/* Hold what was chosen and send them on to the order's own, secret address. */
static int
place(struct req *r, struct choice *c, struct hold_ask *ask)
{
	struct actor		 actor = checkout_actor(r);
	struct hold		 hold = { 0 };
	enum hold_result	 result;

	random_bytes(ask->key, sizeof(ask->key));
	checkout_visitor(r, ask->visitor);
	ask->account = actor.account;
	ask->language = r->language;
	ask->key_number = keyring_current(r->tools->ring);
	result = hold_place(r->db, &actor, ask, &hold);
	if (result == HOLD_PLACED)
		return see_other(r, "/checkout/%s", order_address(r->arena, r->tools->ring, hold.order,
		    ask->key_number));
	if (result == HOLD_BUSY)
		return try_later(r);
	say_why(r, c, ask, result, &hold);
	if (seems_open(c, hold.ticket_type))	/* others were faster: what is it now? */
		c->types = q_ticket_types_shown(r->db, ask->event);
	return choose_show(r, ask->event, c->types);
}

/* What costs something cannot be had here yet; whoever asks for it all the same hears so. */
static void
refuse_paid(struct req *r, const struct row *type)
{
	form_error(r, number_field(r, type), text(r->arena, _("“%s” is not on sale yet."),
	    row_text(type, "name")));
}

/* Most of those who are too late are so already in what was just read: they hear it, and nothing is tried. */
static void
say_gone(struct req *r, const struct choice *c, const struct hold_ask *ask)
{
	for (size_t i = 0; i < c->types.n; i++) {
		const struct row	*t = c->types.at[i];
		struct hold		 gone = { .ticket_type = row_id(t, "ticket_type_id"),
		    .left = row_int(t, "free") };

		if (c->quantity[i] > 0 && row_is(t, "state", "sold_out"))
			say_why(r, c, ask, HOLD_SOLD_OUT, &gone);
	}
}

int
hold_post(struct req *r)
{
	const struct hold_input	*in = r->form;
	struct hold_want	 want[HOLD_LINES_MAX];
	struct hold_ask		 ask = { .event = in->event, .want = want };
	struct choice		 c;

	choice_read(r, in->event, &c);
	for (size_t i = 0; i < c.types.n; i++) {
		if (c.quantity[i] == 0)
			continue;
		if (!row_is(c.types.at[i], "kind", "free"))
			refuse_paid(r, c.types.at[i]);
		if (ask.n == HOLD_LINES_MAX) {
			form_error(r, "", text(r->arena,
			    _("At most %d kinds of tickets fit into one order."), HOLD_LINES_MAX));
			break;
		}
		want[ask.n++] = (struct hold_want){ row_id(c.types.at[i], "ticket_type_id"),
		    c.quantity[i] };
	}
	if (ask.n == 0 && !form_wrong(r))
		form_error(r, c.types.n == 0 ? "" : number_field(r, c.types.at[0]),
		    _("Say how many tickets you want."));
	say_gone(r, &c, &ask);
	if (form_wrong(r))
		return choose_show(r, in->event, c.types);
	return place(r, &c, &ask);
}

/* --- starting over ---------------------------------------------------------------------------------- */

/* Back to the event; what was held is free for others. */
int
start_over_post(struct req *r)
{
	struct actor	 actor = checkout_actor(r);
	struct row	*order = order_here(r);
	struct row	*event;

	if (order == NULL)
		return not_found(r);
	event = q_checkout_date(r->db, row_id(order, "occurrence_id"));
	hold_release(r->db, &actor, row_id(order, "order_id"));
	if (event == NULL || db_failed(r->db))
		return try_later(r);
	return see_other(r, "%s", row_text(event, "path"));
}

/* The tickets of an order that ran out, held anew if they are still there: another order. */
int
again_post(struct req *r)
{
	struct row		*order = order_here(r);
	struct hold_want	 want[HOLD_LINES_MAX];
	struct hold_ask		 ask = { .want = want };
	struct rows		 lines;
	struct choice		 c = { 0 };

	if (order == NULL)
		return not_found(r);
	if (!row_is(order, "state", "expired") && !row_bool(order, "lapsed"))
		return see_other(r, "/checkout/%s", req_text(r, "order"));
	ask.event = row_id(order, "event_id");
	lines = q_order_lines(r->db, row_id(order, "order_id"));
	for (size_t i = 0; i < lines.n && ask.n < HOLD_LINES_MAX; i++)
		want[ask.n++] = (struct hold_want){ row_id(lines.at[i], "ticket_type_id"),
		    row_int(lines.at[i], "quantity") };
	if (ask.n == 0)
		return not_found(r);
	c.types = q_ticket_types_shown(r->db, ask.event);
	return place(r, &c, &ask);
}
