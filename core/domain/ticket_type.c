/* ticket_type.c: what an event sells; see ticket_type.h. */
#include "core/domain/ticket_type.h"

#include "core/domain/quota.h"
#include "core/lib/clock.h"
#include "core/lib/id.h"
#include "sql/quota.h"
#include "sql/ticket_type.h"

#include <stdlib.h>
#include <string.h>

const char *const ticket_states[] = { "on_sale", "paused", "hidden", "archived", NULL };

/* What the counters still have to do, once everything else is written. */
struct counting {
	int64_t	quota;
	int64_t	ticket_type;
	int64_t	capacity;	/* 0: the ticket type goes */
	int64_t	slots;		/* it has now */
};

struct putting {
	struct db	*db;
	int64_t		 event, organizer;
	const char	*currency;
	struct rows	 known;		/* of ticket_types_of_event() */
	struct counting	*counting;
	size_t		 counting_n;
};

/* The columns of a state of ours: what is hidden is on sale to whoever has a code. */
static const char *
state_column(const struct ticket_input *t)
{
	return t->state == NULL || strcmp(t->state, "hidden") == 0 ? "on_sale" : t->state;
}

static const char *
visibility_column(const struct ticket_input *t)
{
	return t->state != NULL && strcmp(t->state, "hidden") == 0 ? "code" : "public";
}

static int64_t
or_else(int64_t n, int64_t otherwise)
{
	return n == 0 ? otherwise : n;
}

/* --- one after the other ------------------------------------------------------------ */

/* Many are sold at once: then each buyer takes from a slot of their own. */
static int64_t
slots_for(int64_t capacity)
{
	return capacity >= TICKET_HOT ? TICKET_HOT_SLOTS : 1;
}

static void
add_slots(struct db *db, int64_t quota, int64_t from, int64_t slots, int64_t capacity)
{
	for (int64_t slot = from; slot < slots; slot++)
		q_stock_slot_add(db, quota, slot, capacity / slots + (slot < capacity % slots));
}

/* With a quota of its own. */
static void
add(struct putting *p, const struct ticket_input *t, int64_t position)
{
	int	shard = id_shard(p->event);
	int64_t	type = id_new(shard, clock_now()), quota = id_new(shard, clock_now());
	int64_t	slots = slots_for(t->capacity);

	q_ticket_type_add(p->db, type, p->event, p->organizer, position, t->name, t->about,
	    t->price == 0 ? "free" : "fixed", t->price, p->currency, t->sale_starts_at,
	    t->sale_ends_at, or_else(t->min_per_order, 1),
	    or_else(t->max_per_order, TICKET_PER_ORDER), t->max_per_person,
	    visibility_column(t), state_column(t));
	q_quota_add(p->db, quota, p->event, p->organizer, t->name, t->capacity, slots);
	q_quota_draw(p->db, type, quota, p->organizer);
	add_slots(p->db, quota, 0, slots, t->capacity);
}

static const struct row *
find(const struct putting *p, int64_t id)
{
	for (size_t i = 0; i < p->known.n; i++)
		if (row_id(p->known.at[i], "id") == id)
			return p->known.at[i];
	return NULL;
}

static void
count_later(struct putting *p, const struct row *known, int64_t capacity)
{
	if (row_null(known, "quota_id") || row_int(known, "capacity") == capacity)
		return;
	p->counting[p->counting_n++] = (struct counting){ row_id(known, "quota_id"),
	    row_id(known, "id"), capacity, row_int(known, "slots") };
}

/* False when this event has none such. */
static bool
set(struct putting *p, const struct ticket_input *t, int64_t position)
{
	const struct row *known = find(p, t->id);

	if (known == NULL || q_ticket_type_set(p->db, t->id, p->event, position, t->name, t->about,
	    t->sale_starts_at, t->sale_ends_at, or_else(t->min_per_order, 1),
	    or_else(t->max_per_order, TICKET_PER_ORDER), t->max_per_person, visibility_column(t),
	    state_column(t)) == 0)
		return false;
	count_later(p, known, t->capacity);
	return true;
}

/* --- what is not among them any more ----------------------------------------------------- */

static bool
is_kept(const struct ticket_input *t, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (t[i].id == id)
			return true;
	return false;
}

static void
let_go(struct putting *p, const struct row *known)
{
	int64_t id = row_id(known, "id");

	if (q_ticket_type_used(p->db, id) != 0 || row_null(known, "quota_id"))
		q_ticket_type_archive(p->db, id);
	else
		p->counting[p->counting_n++] = (struct counting){ row_id(known, "quota_id"), id, 0,
		    row_int(known, "slots") };
}

/* --- the counters, last, by quota ascending --------------------------------------------------- */

static int
by_quota(const void *a, const void *b)
{
	int64_t x = ((const struct counting *)a)->quota, y = ((const struct counting *)b)->quota;

	return (x > y) - (x < y);
}

/*
 * Somebody may be taking one at this moment: then they have the counter, and it is found not to be
 * free; or they come after this, and find no counter.
 */
static void
drop(struct db *db, const struct counting *c)
{
	struct rows	slots = q_quota_slots_lock(db, c->quota);
	bool		free = true;

	for (size_t i = 0; i < slots.n; i++)
		free = free && row_int(slots.at[i], "taken") == 0;
	if (!free) {
		q_ticket_type_archive(db, c->ticket_type);
		return;
	}
	q_stock_slots_drop(db, c->quota);
	q_quota_undraw(db, c->quota);
	q_ticket_type_drop(db, c->ticket_type);
	q_quota_drop(db, c->quota);
}

/* False when more are held and sold than there shall be. */
static bool
set_capacity(struct db *db, const struct counting *c)
{
	int64_t least, slots = slots_for(c->capacity);

	if (slots > c->slots) {
		add_slots(db, c->quota, c->slots, slots, 0);
		q_quota_slots_set(db, c->quota, slots);
	}
	return quota_set_capacity(db, c->quota, c->capacity, &least) != QUOTA_TAKEN;
}

static bool
count(struct putting *p)
{
	bool room = true;

	if (p->counting_n > 1)
		qsort(p->counting, p->counting_n, sizeof(*p->counting), by_quota);
	for (size_t i = 0; i < p->counting_n && room; i++) {
		if (p->counting[i].capacity == 0)
			drop(p->db, &p->counting[i]);
		else
			room = set_capacity(p->db, &p->counting[i]);
	}
	return room;
}

/* False when one is none of this event's. */
static bool
put_all(struct putting *p, const struct ticket_input *t, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (t[i].id == 0)
			add(p, &t[i], (int64_t)i);
		else if (!set(p, &t[i], (int64_t)i))
			return false;
	}
	for (size_t i = 0; i < p->known.n; i++)
		if (!is_kept(t, n, row_id(p->known.at[i], "id")))
			let_go(p, p->known.at[i]);
	return true;
}

enum ticket_types_result
ticket_types_put(struct db *db, int64_t event, int64_t organizer, const char *currency,
    const struct ticket_input *t, size_t n)
{
	struct arena		*a = arena_new();
	struct putting		 p = { .db = db, .event = event, .organizer = organizer,
	    .currency = currency, .known = q_ticket_types_of_event(db, event) };
	enum ticket_types_result end = TICKET_TYPES_UNKNOWN;

	p.counting = make_array(a, struct counting, p.known.n + 1);
	if (put_all(&p, t, n))
		end = count(&p) ? TICKET_TYPES_DONE : TICKET_TYPES_TAKEN;
	arena_free(a);
	return end;
}
