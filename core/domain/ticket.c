/* ticket.c: the right of one person to come; see ticket.h. */
#include "core/domain/ticket.h"

#include "core/domain/job.h"
#include "core/domain/order_address.h"
#include "core/domain/order_work.h"
#include "core/domain/ticket_code.h"
#include "core/lib/id.h"
#include "core/lib/json.h"
#include "sql/order.h"
#include "sql/ticket.h"

#define PURPOSE	"ticket address"
#define HOUR	3600

/* --- its address and code ------------------------------------------------------------------ */

char *
ticket_address(struct arena *a, const struct keyring *ring, int64_t ticket, int revision,
    int key_number)
{
	return secret_address(a, ring, PURPOSE, ticket, revision, key_number);
}

struct row *
ticket_of_address(struct db *db, struct arena *a, const struct keyring *ring, const char *address)
{
	int64_t		 ticket = secret_address_id(a, address);
	struct row	*row = ticket == 0 ? NULL : q_ticket_head(db, ticket);
	const char	*right;

	if (row == NULL)
		return NULL;
	right = ticket_address(a, ring, ticket, (int)row_int(row, "revision"),
	    (int)row_int(row, "key_number"));
	return right != NULL && crypto_equal_text(right, address) ? row : NULL;
}

/* --- changing it --------------------------------------------------------------------------- */

struct ticket_work {
	const struct actor	*actor;
	int64_t			 ticket, order;
	const unsigned char	*key;
	const char		*name, *email, *language;
	enum ticket_result	 end;
	/* found on the way */
	struct row		*head, *old;
};

/*
 * Claim the key, lock order and ticket.  False, with `end` set, when there is nothing more to do: it was done
 * before, or cannot be done.
 */
static bool
begin(struct db *db, struct ticket_work *w, const char *deed)
{
	w->end = TICKET_REFUSED;
	w->order = q_ticket_order(db, w->ticket);
	if (w->order == 0)
		return false;
	switch (deed_begin(db, w->order, w->key, deed)) {
	case DEED_DONE:
		w->end = TICKET_DONE;
		return false;
	case DEED_REFUSED:
		return false;
	case DEED_NEW:
		break;
	}
	w->head = q_order_lock(db, w->order);
	w->old = q_ticket_lock(db, w->ticket);
	return w->head != NULL && w->old != NULL && row_is(w->old, "state", "valid") &&
	    row_null(w->old, "admitted_at");
}

/* Note it, and carry it to its people; the change holds. */
static bool
end(struct db *db, struct ticket_work *w, const char *deed)
{
	job_promise(db, "ticket_copy", w->order, "{}", 0);
	audit_note(db, w->actor, row_id(w->head, "organizer_id"), deed, w->ticket, "{}");
	w->end = TICKET_DONE;
	return true;
}

static enum ticket_result
work(struct db *db, bool (*fn)(struct db *, void *), struct ticket_work *w)
{
	return db_try(db, id_shard(w->ticket), fn, w) ? w->end : TICKET_BUSY;
}

static bool
rename_it(struct db *db, void *what)
{
	struct ticket_work *w = what;

	if (!begin(db, w, "ticket_rename") || q_ticket_name(db, w->ticket, w->name) == 0)
		return false;
	q_order_touch(db, w->order);
	return end(db, w, "ticket_rename");
}

enum ticket_result
ticket_rename(struct db *db, const struct actor *actor, int64_t ticket, const unsigned char key[16],
    const char *name)
{
	struct ticket_work w = { .actor = actor, .ticket = ticket, .key = key, .name = name };

	return work(db, rename_it, &w);
}

/* Who has it now gets it, and who had it is told: `old` is how it was. */
static void
promise_transferred(struct db *db, const struct ticket_work *w)
{
	struct arena		*a = arena_new();
	struct json_writer	*to = json_writer_new(a), *from = json_writer_new(a);

	json_open_object(to, NULL);
	json_text(to, "from_name", row_text(w->old, "name"));
	json_close_object(to);
	job_promise(db, "ticket_mail", w->ticket, json_written(to, NULL), 0);
	json_open_object(from, NULL);
	json_text(from, "from_email", row_text(w->old, "email"));
	json_text(from, "from_name", row_text(w->old, "name"));
	json_text(from, "from_language", row_text(w->old, "language"));
	json_text(from, "to", w->name);
	json_close_object(from);
	job_promise(db, "ticket_transferred_mail", w->ticket, json_written(from, NULL), 0);
	arena_free(a);
}

static bool
transfer(struct db *db, void *what)
{
	struct ticket_work	*w = what;
	char			 code[TICKET_CODE_LETTERS + 1];

	ticket_short_code_draw(code);
	if (!begin(db, w, "ticket_transfer") ||
	    q_ticket_pass_on(db, w->ticket, w->name, w->email, w->language, code) == 0)
		return false;
	q_order_touch(db, w->order);
	promise_transferred(db, w);
	return end(db, w, "ticket_transfer");
}

enum ticket_result
ticket_transfer(struct db *db, const struct actor *actor, int64_t ticket, const unsigned char key[16],
    const char *name, const char *email, const char *language)
{
	struct ticket_work w = { .actor = actor, .ticket = ticket, .key = key, .name = name,
	    .email = email, .language = language };

	return work(db, transfer, &w);
}

/* With the last valid one its order is cancelled too. */
static bool
cancel(struct db *db, void *what)
{
	struct ticket_work	*w = what;
	struct row		*left;

	if (!begin(db, w, "ticket_cancel") || !tickets_cancel(db, w->order, w->head, w->ticket))
		return false;
	job_promise(db, "ticket_cancelled_mail", w->ticket, "{}", 0);
	job_promise(db, "listing_feed", row_id(w->head, "event_id"), "{}", 0);
	left = q_order_tickets_left(db, w->order);
	if (left == NULL)
		return false;
	if (row_int(left, "n") > 0)
		q_order_touch(db, w->order);
	else if (q_order_move(db, w->order, "paid", "cancelled") == 0)
		return false;
	return end(db, w, "ticket_cancel");
}

enum ticket_result
ticket_cancel(struct db *db, const struct actor *actor, int64_t ticket, const unsigned char key[16])
{
	struct ticket_work w = { .actor = actor, .ticket = ticket, .key = key };

	return work(db, cancel, &w);
}

bool
ticket_may_cancel(const struct row *ticket, int64_t now)
{
	return row_is(ticket, "state", "valid") && row_null(ticket, "admitted_at") &&
	    !row_null(ticket, "self_cancel_hours") &&
	    now < row_time(ticket, "starts_at") - row_int(ticket, "self_cancel_hours") * HOUR;
}

enum ticket_result
ticket_remind(struct db *db, const struct actor *actor, int64_t ticket, bool day, bool hours)
{
	(void)actor;	/* a wish about mail is nothing to answer for */
	if (q_ticket_remind(db, ticket, day, hours) == 1)
		return TICKET_DONE;
	return db_failed(db) ? TICKET_BUSY : TICKET_REFUSED;
}
