/* my_ticket.c: copies of tickets where their people are; see my_ticket.h. */
#include "core/domain/my_ticket.h"

#include "core/domain/job.h"
#include "core/lib/id.h"
#include "sql/account.h"
#include "sql/my_ticket.h"

#include <string.h>

#define BATCH	500

/* --- whose it is -------------------------------------------------------------------------- */

/*
 * The account that proved an address; 0 for none.  The note stands before the question, and whoever proves
 * an address claims it before they read the notes: so one of the two always sees the other.
 */
static int64_t
note_and_ask(struct db *db, const char *email, int64_t order)
{
	if (*email == '\0')
		return 0;
	q_order_email_note(db, email, order);
	return q_account_of_email(db, email);
}

/* Whose the order is: who was signed in, or else proved its address. */
static int64_t
owner_of_order(struct db *db, const struct row *t)
{
	int64_t order = row_id(t, "order_id"), owner = row_id(t, "order_account_id");
	int64_t proved = note_and_ask(db, row_text(t, "order_email"), order);

	if (owner != 0 || proved == 0)
		return owner;
	q_order_own(db, order, proved);
	return proved;
}

/* --- the copies --------------------------------------------------------------------------- */

static void
put(struct db *db, const struct row *t, int64_t account, const char *state)
{
	q_my_ticket_put(db, account, row_id(t, "ticket_id"), row_id(t, "order_id"),
	    row_id(t, "event_id"), row_id(t, "occurrence_id"), row_id(t, "organizer_id"),
	    row_text(t, "title"), row_text(t, "organizer"), row_text(t, "ticket_type"),
	    row_text(t, "name"), row_time(t, "starts_at"), row_time(t, "ends_at"),
	    row_text(t, "time_zone"), row_text(t, "attendance"), row_text(t, "venue"),
	    row_text(t, "city"), state, row_text(t, "event_state"), row_int(t, "revision"),
	    row_int(t, "key_number"), row_int(t, "version"));
}

/* A new one, noted before it is made, so that none is ever forgotten. */
static void
give(struct db *db, const struct row *t, int64_t account)
{
	if (account != 0)
		q_ticket_copy_put(db, row_id(t, "ticket_id"), account, row_text(t, "email"));
}

static void
copy_ticket(struct db *db, const struct row *t, int64_t of_order)
{
	int64_t		 ticket = row_id(t, "ticket_id");
	const char	*email = row_text(t, "email");
	bool		 of_buyer = strcmp(email, row_text(t, "order_email")) == 0;
	int64_t		 proved = note_and_ask(db, email, row_id(t, "order_id"));
	struct rows	 copies;

	give(db, t, proved);
	if (of_buyer)
		give(db, t, of_order);
	if (proved == 0 && of_buyer)
		proved = of_order;
	if (proved != 0 && proved != row_id(t, "account_id"))
		q_ticket_own(db, ticket, proved, email);
	copies = q_ticket_copies(db, ticket);
	for (size_t i = 0; i < copies.n; i++) {
		int64_t	account = row_id(copies.at[i], "account_id");
		bool	theirs = row_is(copies.at[i], "email", email);

		put(db, t, account, theirs ? row_text(t, "state") : "gone");
		if (!theirs)
			q_ticket_copy_drop(db, ticket, account);
	}
}

bool
my_ticket_copy(struct db *db, int64_t order)
{
	struct rows	tickets = q_tickets_to_copy(db, order);
	int64_t		owner;

	if (tickets.n == 0)
		return !db_failed(db);
	owner = owner_of_order(db, tickets.at[0]);
	for (size_t i = 0; i < tickets.n; i++)
		copy_ticket(db, tickets.at[i], owner);
	return !db_failed(db);
}

/* --- adopting ------------------------------------------------------------------------------ */

static bool
promise_copy(struct db *db, void *what)
{
	const int64_t *order = what;

	job_promise(db, "ticket_copy", *order, "{}", 0);
	return true;
}

bool
my_ticket_adopt(struct db *db, int64_t account)
{
	struct row	*person = q_account_sign_in(db, account);
	struct rows	 orders;
	int64_t		 order = 0;

	if (person == NULL)
		return !db_failed(db);
	do {
		orders = q_orders_of_email(db, row_text(person, "email"), order, BATCH);
		for (size_t i = 0; i < orders.n; i++) {
			order = row_id(orders.at[i], "order_id");
			if (!db_try(db, id_shard(order), promise_copy, &order))
				return false;
		}
	} while (orders.n == BATCH);
	return !db_failed(db);
}
