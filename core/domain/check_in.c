/* check_in.c: who is let in at the door; see check_in.h. */
#include "core/domain/check_in.h"

#include "core/domain/ticket_code.h"
#include "core/lib/clock.h"
#include "core/lib/id.h"
#include "sql/check_in.h"
#include "sql/request_key.h"

#define DEED	"check_in"

/* What is noted of each refusal, and of taking back. */
static const struct {
	const char		*reason;
	enum check_in_result	 result;
} refusals[] = {
	{ "already_in",	CHECK_IN_ALREADY },
	{ "cancelled",	CHECK_IN_CANCELLED },
	{ "revoked",	CHECK_IN_REVOKED },
	{ "elsewhere",	CHECK_IN_ELSEWHERE },
	{ "unknown",	CHECK_IN_UNKNOWN },
};

#define REFUSALS	(sizeof(refusals) / sizeof(refusals[0]))

struct check_in_work {
	const struct actor	*actor;
	int64_t			 event;
	const unsigned char	*key;
	struct row		*ticket;	/* of this event; NULL: there is none */
	int			 revision;	/* that was shown */
	enum check_in_result	 result;
	struct check_in		*in;
};

/* --- whose code it is ---------------------------------------------------------------------- */

/* The ticket that was shown, when it is one of this event.  Otherwise `result` says what else it is. */
static void
find_signed(struct db *db, struct check_in_work *w, const struct ticket_code *code)
{
	struct row *ticket = q_check_in_ticket(db, code->ticket);

	w->result = ticket == NULL ? CHECK_IN_UNKNOWN : CHECK_IN_ELSEWHERE;
	if (ticket == NULL || row_id(ticket, "event_id") != w->event)
		return;
	w->ticket = ticket;
	w->revision = code->revision;
}

static void
find_typed(struct db *db, struct check_in_work *w, const char *code)
{
	int64_t ticket = q_check_in_typed(db, w->event, code);

	w->result = CHECK_IN_UNKNOWN;
	if (ticket == 0) {
		if (q_check_in_typed_elsewhere(db, w->event, code) != 0)
			w->result = CHECK_IN_ELSEWHERE;
		return;
	}
	w->ticket = q_check_in_ticket(db, ticket);
	if (w->ticket != NULL)
		w->revision = (int)row_int(w->ticket, "revision");
}

static void
find(struct db *db, struct arena *a, const struct keyring *ring, struct check_in_work *w, const char *code)
{
	struct ticket_code	 signed_code;
	const char		*typed = ticket_short_code_parse(a, code);

	if (typed != NULL)
		find_typed(db, w, typed);
	else if (ticket_code_read(a, ring, code, &signed_code))
		find_signed(db, w, &signed_code);
	else
		w->result = CHECK_IN_UNKNOWN;
}

/* --- whether it lets somebody in -------------------------------------------------------------- */

/* What there is to say of a ticket of this event. Of one that was passed on, nothing. */
static void
tell(struct check_in_work *w, int64_t admitted_at)
{
	w->in->ticket = row_id(w->ticket, "ticket_id");
	w->in->name = row_text(w->ticket, "name");
	w->in->ticket_type = row_text(w->ticket, "ticket_type");
	w->in->admitted_at = admitted_at;
}

/* Why it does not, as it stands now.  False when nothing is wrong with it any more: somebody took it back. */
static bool
why_not(struct db *db, struct check_in_work *w)
{
	struct row *now = q_check_in_ticket(db, row_id(w->ticket, "ticket_id"));

	w->result = CHECK_IN_BUSY;
	if (now == NULL)
		return false;
	w->ticket = now;
	if (row_int(now, "revision") != w->revision)
		w->result = CHECK_IN_REVOKED;
	else if (!row_is(now, "state", "valid"))
		w->result = CHECK_IN_CANCELLED;
	else if (!row_null(now, "admitted_at"))
		w->result = CHECK_IN_ALREADY;
	else
		return false;
	if (w->result != CHECK_IN_REVOKED)
		tell(w, row_time(now, "admitted_at"));
	return true;
}

static const char *
reason_of(enum check_in_result result)
{
	for (size_t i = 0; i < REFUSALS; i++)
		if (refusals[i].result == result)
			return refusals[i].reason;
	return "";
}

/* The same key has asked before: the same answer. */
static bool
replay(struct db *db, struct check_in_work *w)
{
	int64_t		 then = q_request_key_answer(db, w->event, (struct bytes){ w->key, 16 }, DEED);
	struct row	*found = then == 0 ? NULL : q_check_in_found(db, then);

	w->result = CHECK_IN_BUSY;
	if (found == NULL)
		return false;
	w->result = CHECK_IN_ADMITTED;
	for (size_t i = 0; i < REFUSALS; i++)
		if (row_is(found, "reason", refusals[i].reason))
			w->result = refusals[i].result;
	w->ticket = row_id(found, "ticket_id") == 0 ? NULL : q_check_in_ticket(db, row_id(found, "ticket_id"));
	if (w->ticket != NULL && w->result != CHECK_IN_REVOKED)
		tell(w, w->result == CHECK_IN_ADMITTED ? row_time(found, "at") :
		    row_time(w->ticket, "admitted_at"));
	return false;	/* there is nothing to store */
}

static bool
decide(struct db *db, void *what)
{
	struct check_in_work	*w = what;
	int64_t			 id = id_new(id_shard(w->event), clock_now());
	struct bytes		 key = { w->key, 16 };
	int64_t			 ticket = w->ticket == NULL ? 0 : row_id(w->ticket, "ticket_id");

	if (q_request_key_add(db, w->event, key, DEED, id) == 0)
		return replay(db, w);
	if (ticket != 0 && q_check_in_admit(db, ticket, w->event, w->revision) == 1) {
		w->result = CHECK_IN_ADMITTED;
		tell(w, clock_now());
	} else if (ticket != 0 && !why_not(db, w))
		return false;
	q_check_in_add(db, id, w->event, ticket, w->result == CHECK_IN_ADMITTED ? "entry" : "refusal",
	    reason_of(w->result), w->actor->account);
	return true;
}

enum check_in_result
check_in(struct db *db, struct arena *a, const struct keyring *ring, const struct actor *actor, int64_t event,
    const unsigned char key[16], const char *code, struct check_in *in)
{
	struct check_in_work w = { .actor = actor, .event = event, .key = key, .in = in };

	*in = (struct check_in){ 0, "", "", 0 };
	find(db, a, ring, &w, code);
	if (db_failed(db) || !db_try(db, id_shard(event), decide, &w))
		return CHECK_IN_BUSY;
	return w.result;
}

/* --- let in by mistake --------------------------------------------------------------------------- */

struct undo_work {
	const struct actor	*actor;
	int64_t			 event, ticket;
	bool			 done;
};

static bool
undo(struct db *db, void *what)
{
	struct undo_work *w = what;

	w->done = q_check_in_take_back(db, w->ticket, w->event) == 1;
	if (!w->done)
		return false;
	q_check_in_add(db, id_new(id_shard(w->event), clock_now()), w->event, w->ticket, "exit", "taken_back",
	    w->actor->account);
	return true;
}

bool
check_in_undo(struct db *db, const struct actor *actor, int64_t event, int64_t ticket)
{
	struct undo_work w = { .actor = actor, .event = event, .ticket = ticket };

	if (id_shard(ticket) != id_shard(event))
		return false;
	return db_try(db, id_shard(event), undo, &w) && w.done;
}
