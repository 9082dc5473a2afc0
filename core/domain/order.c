/* order.c: what somebody takes at once; see order.h. */
#include "core/domain/order.h"

#include "core/domain/job.h"
#include "core/domain/order_address.h"
#include "core/domain/order_work.h"
#include "core/domain/ticket.h"
#include "core/domain/ticket_code.h"
#include "core/lib/clock.h"
#include "core/lib/id.h"
#include "core/lib/json.h"
#include "sql/order.h"
#include "sql/request_key.h"
#include "sql/ticket.h"

#include <assert.h>
#include <string.h>

#define PURPOSE		"order address"
#define RESENT_A_DAY	5	/* times its mail may be asked for again */
#define DRAWS		5	/* of codes, each of which is as good as never somebody else's */

/*
 * Anything not here is a mistake, or a race that somebody else has won.  What is registered moves in the
 * procedure order_register, what runs out in hold_reclaim; the rest below.
 */
static const struct move {
	const char	*from, *to;
} moves[] = {
	{ "held",	"pending" },	/* its payment, or approval, is awaited */
	{ "held",	"paid" },	/* registered, nothing to pay */
	{ "held",	"expired" },	/* run out, or given back */
	{ "pending",	"paid" },
	{ "pending",	"expired" },
	{ "pending",	"cancelled" },
	{ "expired",	"paid" },	/* late, but there was still room */
	{ "paid",	"cancelled" },
};

bool
order_may_move(const char *from, const char *to)
{
	for (size_t i = 0; i < sizeof(moves) / sizeof(moves[0]); i++)
		if (strcmp(moves[i].from, from) == 0 && strcmp(moves[i].to, to) == 0)
			return true;
	return false;
}

/* --- its address ------------------------------------------------------------------------- */

char *
order_address(struct arena *a, const struct keyring *ring, int64_t order, int key_number)
{
	return secret_address(a, ring, PURPOSE, order, 0, key_number);
}

struct row *
order_of_address(struct db *db, struct arena *a, const struct keyring *ring, const char *address)
{
	int64_t		 order = secret_address_id(a, address);
	struct row	*row = order == 0 ? NULL : q_order_head(db, order);
	const char	*right;

	if (row == NULL)
		return NULL;
	right = order_address(a, ring, order, (int)row_int(row, "key_number"));
	return right != NULL && crypto_equal_text(right, address) ? row : NULL;
}

/* --- registering ------------------------------------------------------------------------- */

static void
write_ticket(struct json_writer *w, const struct order_details *d, int64_t position, int64_t line,
    int64_t place)
{
	static const struct order_holder	 buyer = { "", "" };
	const struct order_holder		*h = d->holders == NULL ? &buyer :
	    &d->holders[position - 1];
	char					 code[TICKET_CODE_LETTERS + 1];

	ticket_short_code_draw(code);
	json_open_array(w, NULL);
	json_int(w, NULL, position);
	json_int(w, NULL, line);
	json_int(w, NULL, place);
	json_text(w, NULL, code);
	json_text(w, NULL, *h->name == '\0' ? d->name : h->name);
	json_text(w, NULL, *h->email == '\0' ? d->email : h->email);
	json_close_array(w);
}

/* One for each ticket, line by line, as the procedure takes them. */
static const char *
tickets_of(struct arena *a, const struct rows *lines, const struct order_details *d)
{
	struct json_writer	*w = json_writer_new(a);
	int64_t			 position = 0;

	json_open_array(w, NULL);
	for (size_t i = 0; i < lines->n; i++) {
		const struct row *l = lines->at[i];

		for (int64_t place = 0; place < row_int(l, "quantity"); place++)
			write_ticket(w, d, ++position, row_int(l, "line"), place);
	}
	json_close_array(w);
	return json_written(w, NULL);
}

static const char *
answers_of(struct arena *a, const struct order_details *d)
{
	struct json_writer *w = json_writer_new(a);

	json_open_array(w, NULL);
	for (size_t i = 0; i < d->answers_n; i++) {
		if (*d->answers[i].value == '\0')
			continue;
		json_open_array(w, NULL);
		json_int(w, NULL, d->answers[i].question);
		json_int(w, NULL, d->answers[i].position);
		json_text(w, NULL, d->answers[i].value);
		json_close_array(w);
	}
	json_close_array(w);
	return json_written(w, NULL);
}

static enum order_result
registered(const struct row *answer, int64_t *ticket_type)
{
	if (ticket_type != NULL)
		*ticket_type = row_id(answer, "o_ticket_type");
	if (row_is(answer, "o_end", "done"))
		return ORDER_DONE;
	if (row_is(answer, "o_end", "expired"))
		return ORDER_EXPIRED_FIRST;
	if (row_is(answer, "o_end", "limit"))
		return ORDER_PERSON_LIMIT;
	return row_is(answer, "o_end", "refused") ? ORDER_REFUSED : ORDER_BUSY;
}

struct registering {
	const struct actor		*actor;
	int64_t				 order;
	const unsigned char		*key;
	const struct order_details	*details;
	const char			*tickets, *answers;
	struct row			*answer;
};

static bool
do_register(struct db *db, void *what)
{
	struct registering	*r = what;
	unsigned char		 address[16];

	r->answer = q_order_register(db, r->order, (struct bytes){ r->key, 16 }, r->details->name,
	    r->details->email, r->tickets, r->answers, r->actor->account,
	    audit_address(r->actor, address), r->actor->request);
	return true;
}

enum order_result
order_register(struct db *db, const struct actor *actor, int64_t order, const unsigned char key[16],
    const struct order_details *d, int64_t *ticket_type)
{
	struct rows		 lines = q_order_lines(db, order);
	struct arena		*a = arena_new();
	struct registering	 r = { .actor = actor, .order = order, .key = key, .details = d };
	bool			 answered = false;

	r.answers = answers_of(a, d);
	for (int i = 0; i < DRAWS; i++) {
		r.tickets = tickets_of(a, &lines, d);
		answered = db_try(db, db_place(order), do_register, &r) && r.answer != NULL;
		if (!answered || !row_is(r.answer, "o_end", "again"))
			break;
	}
	arena_free(a);
	return answered ? registered(r.answer, ticket_type) : ORDER_BUSY;
}

/* --- changing it ------------------------------------------------------------------------- */

struct order_work {
	const struct actor	*actor;
	int64_t			 order;
	const unsigned char	*key;
	enum order_result	 end;
};

enum deed_begin
deed_begin(struct db *db, int64_t order, const unsigned char key[16], const char *deed)
{
	struct bytes bytes = { key, 16 };

	if (q_request_key_add(db, order, bytes, deed, order) == 1)
		return DEED_NEW;
	if (db_taken(db) && q_request_key_answer(db, order, bytes, deed) != 0)
		return DEED_DONE;
	return DEED_REFUSED;
}

/*
 * What tickets take goes back to the slots it came from: counters of persons, then slots ascending. The
 * rows that say where it came from go with it, so nothing is given back twice.
 */
bool
tickets_cancel(struct db *db, int64_t order, const struct row *head, int64_t ticket)
{
	struct rows	persons = q_order_persons(db, order, ticket);
	struct rows	slots = q_order_stock(db, order, ticket);
	int64_t		n = 0;

	for (size_t i = 0; i < persons.n; i++) {
		n += row_int(persons.at[i], "n");
		q_person_stock_return(db, row_id(persons.at[i], "ticket_type_id"), row_text(head, "email"),
		    row_int(persons.at[i], "n"));
	}
	q_order_stock_forget(db, order, ticket);
	if (n == 0 || q_order_tickets_cancel(db, order, ticket) != n)
		return false;	/* one of them was let in meanwhile */
	for (size_t i = 0; i < slots.n; i++)
		q_stock_move_cancel(db, id_new(id_shard(order), clock_now()),
		    row_id(slots.at[i], "quota_id"), row_int(slots.at[i], "slot"),
		    row_int(slots.at[i], "n"), order);
	for (size_t i = 0; i < slots.n; i++)
		q_stock_slot_return(db, row_id(slots.at[i], "quota_id"), row_int(slots.at[i], "slot"),
		    row_int(slots.at[i], "n"));
	return true;
}

/* Its buyer hears of it, and so does each to whom a ticket of it belongs. */
static void
promise_cancelled(struct db *db, int64_t order, const char *buyer)
{
	struct rows tickets = q_tickets_of_order(db, order);

	job_promise(db, "order_cancelled_mail", order, "{}", 0);
	for (size_t i = 0; i < tickets.n; i++)
		if (row_is(tickets.at[i], "state", "valid") && !row_is(tickets.at[i], "email", buyer))
			job_promise(db, "ticket_cancelled_mail", row_id(tickets.at[i], "ticket_id"), "{}",
			    0);
}

static bool
cancel(struct db *db, void *what)
{
	struct order_work	*w = what;
	struct row		*head;

	switch (deed_begin(db, w->order, w->key, "order_cancel")) {
	case DEED_DONE:
		w->end = ORDER_DONE;
		return false;
	case DEED_REFUSED:
		w->end = ORDER_REFUSED;
		return false;
	case DEED_NEW:
		break;
	}
	w->end = ORDER_REFUSED;
	head = q_order_lock(db, w->order);
	if (head == NULL || !row_is(head, "state", "paid") ||
	    q_order_move(db, w->order, "paid", "cancelled") == 0)
		return false;
	audit_note(db, w->actor, row_id(head, "organizer_id"), "order_cancel", w->order, "{}");
	job_promise(db, "ticket_copy", w->order, "{}", 0);
	promise_cancelled(db, w->order, row_text(head, "email"));
	job_promise(db, "listing_feed", row_id(head, "event_id"), "{}", 0);
	if (!tickets_cancel(db, w->order, head, 0))
		return false;
	w->end = ORDER_DONE;
	return true;
}

enum order_result
order_cancel(struct db *db, const struct actor *actor, int64_t order, const unsigned char key[16])
{
	struct order_work w = { .actor = actor, .order = order, .key = key };

	return db_try(db, id_shard(order), cancel, &w) ? w.end : ORDER_BUSY;
}

static bool
resend(struct db *db, void *what)
{
	struct order_work	*w = what;
	struct row		*head, *sent;

	switch (deed_begin(db, w->order, w->key, "order_resend")) {
	case DEED_DONE:
		w->end = ORDER_DONE;
		return false;
	case DEED_REFUSED:
		w->end = ORDER_REFUSED;
		return false;
	case DEED_NEW:
		break;
	}
	w->end = ORDER_REFUSED;
	head = q_order_lock(db, w->order);
	sent = q_order_resent(db, w->order);
	if (head == NULL || sent == NULL || !row_is(head, "state", "paid") ||
	    row_int(sent, "n") > RESENT_A_DAY)
		return false;
	job_promise(db, "order_mail", w->order, "{}", 0);
	audit_note(db, w->actor, row_id(head, "organizer_id"), "order_resend", w->order, "{}");
	w->end = ORDER_DONE;
	return true;
}

enum order_result
order_resend(struct db *db, const struct actor *actor, int64_t order, const unsigned char key[16])
{
	struct order_work w = { .actor = actor, .order = order, .key = key };

	return db_try(db, id_shard(order), resend, &w) ? w.end : ORDER_BUSY;
}
