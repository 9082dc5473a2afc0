/* address.c: whose an e-mail address is; see address.h. */
#include "core/domain/address.h"

#include "core/domain/job.h"
#include "core/lib/id.h"
#include "core/lib/json.h"
#include "sql/account.h"
#include "sql/address.h"

#include <string.h>

#define SETTLED	300	/* seconds after which a claim is confirmed, or was for nothing */

struct address_deed {
	const struct actor	*actor;
	const struct token	*token;
	int64_t			 account;
	const char		*email;		/* the one that matters here */
	const char		*release, *mail, *mail_old;	/* payloads */
	const char		*from;		/* what the row says now */
	int64_t			 delay;
	bool			 done;
};

const char *
address_mail(struct arena *a, const char *what, const char *email, const char *about)
{
	struct json_writer *w = json_writer_new(a);

	json_open_object(w, NULL);
	json_text(w, "what", what);
	json_text(w, "email", email);
	if (about != NULL)
		json_text(w, "about", about);
	json_close_object(w);
	return json_written(w, NULL);
}

static const char *
release_payload(struct arena *a, const char *email)
{
	struct json_writer *w = json_writer_new(a);

	json_open_object(w, NULL);
	json_text(w, "email", email);
	json_close_object(w);
	return json_written(w, NULL);
}

/* --- claims ------------------------------------------------------------------------------- */

static bool
promise_release(struct db *db, void *what)
{
	struct address_deed *d = what;

	job_promise(db, "address_release", d->account, d->release, SETTLED);
	return true;
}

/* Whose it is now; a claim of an account that is not there any more is ended first. */
static int64_t
owner_of(struct db *db, const char *email)
{
	int64_t owner = q_account_of_email(db, email);

	if (owner == 0 || q_account_sign_in(db, owner) != NULL || db_failed(db))
		return owner;
	q_address_unclaim(db, email, owner, SETTLED);
	return q_account_of_email(db, email);
}

enum address_result
address_claim(struct db *db, struct arena *a, int64_t account, const char *email)
{
	struct address_deed	d = { .account = account, .release = release_payload(a, email) };
	int64_t			owner;

	owner = owner_of(db, email);
	if (db_failed(db))
		return ADDRESS_BUSY;
	if (owner != 0 && owner != account)
		return ADDRESS_TAKEN;
	if (!db_try(db, id_shard(account), promise_release, &d))
		return ADDRESS_BUSY;
	q_address_claim(db, email, account);
	owner = q_account_of_email(db, email);
	if (db_failed(db) || owner == 0)
		return ADDRESS_BUSY;
	return owner == account ? ADDRESS_CLAIMED : ADDRESS_TAKEN;
}

bool
address_release(struct db *db, int64_t account, const char *email)
{
	struct row *row = q_account_sign_in(db, account);

	if (db_failed(db))
		return false;
	if (row != NULL && row_is(row, "email", email) && !row_is(row, "state", "unverified"))
		return true;
	q_address_unclaim(db, email, account, SETTLED - 60);
	return q_account_of_email(db, email) != account && !db_failed(db);
}

/* --- moving ------------------------------------------------------------------------------ */

static bool
ask(struct db *db, void *what)
{
	struct address_deed *d = what;

	job_promise(db, "mail_account", d->account, d->mail, 0);
	job_promise(db, "mail_account", d->account, d->mail_old, 0);
	audit_note(db, d->actor, 0, "address_ask", d->account, "{}");
	return true;
}

bool
address_ask(struct db *db, struct arena *a, const struct actor *actor, int64_t account,
    const char *email)
{
	struct row		*row = q_account_sign_in(db, account);
	struct address_deed	 d = { .actor = actor, .account = account };

	if (row == NULL)
		return false;
	d.mail = address_mail(a, "address", email, row_text(row, "email"));
	d.mail_old = address_mail(a, "address_asked", row_text(row, "email"), email);
	return db_try(db, id_shard(account), ask, &d);
}

static bool
move(struct db *db, void *what)
{
	struct address_deed *d = what;

	d->done = token_use(db, d->token) &&
	    q_account_move(db, d->account, d->email, d->from) == 1;
	if (!d->done)
		return false;
	token_end_all(db, d->account, true);
	job_promise(db, "address_release", d->account, d->release, 0);
	job_promise(db, "mail_account", d->account, d->mail, 0);
	job_promise(db, "order_adopt", d->account, "{}", 0);
	audit_note(db, d->actor, 0, "address_move", d->account, "{}");
	return true;
}

/* The address first, and then the row. */
static enum proof_result
claim_and(struct db *db, struct arena *a, struct address_deed *d, bool (*fn)(struct db *, void *))
{
	switch (address_claim(db, a, d->account, d->email)) {
	case ADDRESS_TAKEN:
		return PROOF_TAKEN;
	case ADDRESS_BUSY:
		return PROOF_BUSY;
	case ADDRESS_CLAIMED:
		break;
	}
	if (!db_try(db, id_shard(d->account), fn, d))
		return PROOF_BUSY;
	return d->done ? PROOF_DONE : PROOF_OVER;
}

/* What a link's account says now; NULL when that is not one who may do this. */
static struct row *
account_of(struct db *db, const struct token *token)
{
	struct row *row = q_account_sign_in(db, token->account);

	return row != NULL && row_is(row, "state", "active") ? row : NULL;
}

enum proof_result
address_move(struct db *db, struct arena *a, const struct actor *actor, const struct token *token)
{
	struct row		*row = account_of(db, token);
	struct address_deed	 d = { .actor = actor, .token = token, .account = token->account,
				     .email = token->email };

	if (row == NULL || row_is(row, "email", token->email))
		return db_failed(db) ? PROOF_BUSY : PROOF_OVER;
	d.from = row_text(row, "email");
	d.release = release_payload(a, d.from);
	d.mail = address_mail(a, "address_changed", d.from, token->email);
	return claim_and(db, a, &d, move);
}

/* --- objecting ---------------------------------------------------------------------------- */

static bool
object(struct db *db, void *what)
{
	struct address_deed	*d = what;
	bool			 back = strcmp(d->from, d->email) != 0;

	d->done = token_use(db, d->token) &&
	    (!back || q_account_move(db, d->account, d->email, d->from) == 1);
	if (!d->done)
		return false;
	q_account_set_password(db, d->account, "");
	token_end_all(db, d->account, false);
	if (back)
		job_promise(db, "address_release", d->account, d->release, 0);
	job_promise(db, "mail_account", d->account, d->mail, 0);
	audit_note(db, d->actor, 0, "address_object", d->account, "{}");
	return true;
}

enum proof_result
address_object(struct db *db, struct arena *a, const struct actor *actor, const struct token *token)
{
	struct row		*row = account_of(db, token);
	struct address_deed	 d = { .actor = actor, .token = token, .account = token->account,
				     .email = token->email };

	if (row == NULL)
		return db_failed(db) ? PROOF_BUSY : PROOF_OVER;
	d.from = row_text(row, "email");
	d.release = release_payload(a, d.from);
	d.mail = address_mail(a, "reset", token->email, NULL);
	return claim_and(db, a, &d, object);
}
