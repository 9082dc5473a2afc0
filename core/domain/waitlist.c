/* waitlist.c: who would come if there were room; see waitlist.h. */
#include "core/domain/waitlist.h"

#include "core/domain/job.h"
#include "core/domain/order_address.h"
#include "core/lib/clock.h"
#include "core/lib/id.h"
#include "sql/waitlist.h"

/* An entry being left, and how it ended. */
struct waitlist_work {
	const struct actor		*actor;
	const struct waitlist_ask	*ask;
	int64_t				 organizer, entry;
};

/* A new entry, or the one this address has; 0 when the database failed. */
static int64_t
put(struct db *db, const struct waitlist_work *w)
{
	const struct waitlist_ask	*ask = w->ask;
	int64_t				 id = id_new(id_shard(ask->ticket_type), clock_now());
	struct row			*old;

	if (q_waitlist_add(db, id, ask->event, w->organizer, ask->ticket_type, ask->email, ask->name,
	    ask->language, ask->quantity, ask->key_number) == 1)
		return id;
	old = q_waitlist_of_person(db, ask->ticket_type, ask->email);
	if (old == NULL)
		return 0;
	id = row_id(old, "id");
	q_waitlist_set(db, id, ask->name, ask->language, ask->quantity);
	return id;
}

static bool
join(struct db *db, void *what)
{
	struct waitlist_work *w = what;

	w->entry = put(db, w);
	if (w->entry == 0)
		return false;
	job_promise(db, "waitlist_mail", w->entry, "{}", 0);
	audit_note(db, w->actor, w->organizer, "waitlist_join", w->entry, "{}");
	return true;
}

enum waitlist_result
waitlist_join(struct db *db, const struct actor *actor, const struct waitlist_ask *ask)
{
	struct row		*type = q_waitlist_type(db, ask->ticket_type, ask->event);
	struct waitlist_work	 w = { .actor = actor, .ask = ask };

	if (type == NULL)
		return db_failed(db) ? WAITLIST_BUSY : WAITLIST_CLOSED;
	w.organizer = row_id(type, "organizer_id");
	return db_try(db, id_shard(ask->ticket_type), join, &w) && w.entry != 0 ? WAITLIST_JOINED :
	    WAITLIST_BUSY;
}

static bool
leave(struct db *db, void *what)
{
	struct waitlist_work *w = what;

	if (q_waitlist_leave(db, w->entry) == 0)
		return false;
	audit_note(db, w->actor, w->organizer, "waitlist_leave", w->entry, "{}");
	return true;
}

bool
waitlist_leave(struct db *db, const struct actor *actor, const struct row *entry)
{
	struct waitlist_work w = { .actor = actor, .organizer = row_id(entry, "organizer_id"),
	    .entry = row_id(entry, "waitlist_id") };

	return db_try(db, id_shard(w.entry), leave, &w);
}

/* --- its address --------------------------------------------------------------------------- */

char *
waitlist_address(struct arena *a, const struct keyring *ring, int64_t entry, int key_number)
{
	return secret_address(a, ring, "waitlist address", entry, 0, key_number);
}

struct row *
waitlist_of_address(struct db *db, struct arena *a, const struct keyring *ring, const char *address)
{
	struct row	*entry = q_waitlist_head(db, secret_address_id(a, address));
	const char	*right;

	if (entry == NULL)
		return NULL;
	right = waitlist_address(a, ring, row_id(entry, "waitlist_id"), (int)row_int(entry, "key_number"));
	return right != NULL && crypto_equal_text(address, right) ? entry : NULL;
}
