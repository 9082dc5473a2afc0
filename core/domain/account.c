/* account.c: people; see account.h. */
#include "core/domain/account.h"

#include "core/domain/address.h"
#include "core/domain/job.h"
#include "core/lib/clock.h"
#include "core/lib/crypto.h"
#include "core/lib/id.h"
#include "core/lib/log.h"
#include "sql/account.h"

struct account_deed {
	const struct actor		*actor;
	const struct account_input	*in;
	int64_t				 account;
	const char			*value;
	const struct token		*token;
	const struct account_profile	*profile;
	bool				 done;	/* what depends on a link */
};

static bool
make_account(struct db *db, void *what)
{
	struct account_deed		*d = what;
	const struct account_input	*in = d->in;

	q_account_add(db, d->account, in->email, in->name, in->password_hash, in->language,
	    in->time_zone);
	audit_note(db, d->actor, 0, "account_make", d->account, "{}");
	return true;
}

enum account_result
account_make(struct db *db, const struct actor *actor, int shard, const struct account_input *in,
    int64_t *account)
{
	struct account_deed d = { .actor = actor, .in = in, .account = id_new(shard, clock_now()) };

	if (q_account_claim(db, in->email, d.account) == 0) {
		*account = q_account_of_email(db, in->email);
		if (db_failed(db) || *account == 0)
			return ACCOUNT_BUSY;
		if (q_account_sign_in(db, *account) != NULL)
			return ACCOUNT_TAKEN;
		if (db_failed(db))
			return ACCOUNT_BUSY;
		d.account = *account;	/* claimed once before, and not made: go on from there */
	}
	if (!db_try(db, id_shard(d.account), make_account, &d))
		return ACCOUNT_BUSY;
	*account = d.account;
	return ACCOUNT_MADE;
}

/* Where somebody new is put. */
static int
draw_shard(struct db *db)
{
	uint32_t chance;

	random_bytes(&chance, sizeof(chance));
	return shard_for_new(db_places(db), chance);
}

int64_t
account_find(struct db *db, const char *email)
{
	return q_account_of_email(db, email);
}

struct row *
account_of_email(struct db *db, const char *email)
{
	int64_t account = account_find(db, email);

	/* Nobody is asked for, too. */
	return q_account_sign_in(db, account != 0 ? account : id_new(draw_shard(db), clock_now()));
}

bool
account_passwords(struct arena *a, const struct conf *conf, struct passwords *p)
{
	const char		*why;
	const struct keyring	*pepper = keyring_load(a, conf_text(conf, "paths.secrets"), "pepper",
	    &why);

	if (pepper == NULL) {
		log_line(LOG_ERROR, "no pepper for passwords", LOG_TEXT("why", why), LOG_END);
		return false;
	}
	*p = (struct passwords){
		.pepper = pepper,
		.slots = conf_text(conf, "paths.run"),
		.at_once = (int)conf_int(conf, "password.at_once"),
		.wait_ms = (int)conf_int(conf, "password.wait_ms"),
		.memory_kib = (int)conf_int(conf, "password.memory_kib"),
		.passes = (int)conf_int(conf, "password.passes"),
	};
	return true;
}

static bool
set_password(struct db *db, void *what)
{
	struct account_deed *d = what;

	q_account_set_password(db, d->account, d->value);
	audit_note(db, d->actor, 0, "account_password", d->account, "{}");
	return true;
}

bool
account_set_password(struct db *db, const struct actor *actor, int64_t account, const char *hash)
{
	struct account_deed d = { .actor = actor, .account = account, .value = hash };

	return db_try(db, id_shard(account), set_password, &d);
}

static bool
set_state(struct db *db, void *what)
{
	struct account_deed *d = what;

	q_account_set_state(db, d->account, d->value);
	audit_note(db, d->actor, 0, "account_state", d->account, "{}");
	return true;
}

bool
account_set_state(struct db *db, const struct actor *actor, int64_t account, const char *state)
{
	struct account_deed d = { .actor = actor, .account = account, .value = state };

	return db_try(db, id_shard(account), set_state, &d);
}

/* --- what people do by themselves -------------------------------------------------------- */

static bool
sign_up(struct db *db, void *what)
{
	struct account_deed		*d = what;
	const struct account_input	*in = d->in;

	q_account_add_unproved(db, d->account, in->email, in->name, in->password_hash, in->language,
	    in->time_zone);
	job_promise(db, "mail_account", d->account, "{\"what\":\"verify\"}", 0);
	audit_note(db, d->actor, 0, "account_sign_up", d->account, "{}");
	return true;
}

bool
account_sign_up(struct db *db, const struct actor *actor, const struct account_input *in,
    int64_t *account)
{
	int			shard = draw_shard(db);
	struct account_deed	d = { .actor = actor, .in = in };

	d.account = *account = id_new(shard, clock_now());
	return db_try(db, shard, sign_up, &d);
}

static bool
verify(struct db *db, void *what)
{
	struct account_deed *d = what;

	d->done = token_use(db, d->token) && q_account_prove(db, d->account) == 1;
	if (!d->done)
		return false;
	token_end_all(db, d->account, false);
	job_promise(db, "order_adopt", d->account, "{}", 0);
	audit_note(db, d->actor, 0, "account_verify", d->account, "{}");
	return true;
}

static enum proof_result
proof_end(struct db *db, bool (*fn)(struct db *, void *), struct account_deed *d)
{
	if (!db_try(db, id_shard(d->account), fn, d))
		return PROOF_BUSY;
	return d->done ? PROOF_DONE : PROOF_OVER;
}

enum proof_result
account_verify(struct db *db, struct arena *a, const struct actor *actor, const struct token *token)
{
	struct account_deed	 d = { .actor = actor, .account = token->account, .token = token };
	struct row		*account = q_account_sign_in(db, token->account);

	if (account == NULL || !row_is(account, "state", "unverified"))
		return db_failed(db) ? PROOF_BUSY : PROOF_OVER;
	switch (address_claim(db, a, token->account, token->email)) {
	case ADDRESS_TAKEN:
		return PROOF_TAKEN;
	case ADDRESS_BUSY:
		return PROOF_BUSY;
	case ADDRESS_CLAIMED:
		break;
	}
	return proof_end(db, verify, &d);
}

static bool
forgotten(struct db *db, void *what)
{
	struct account_deed *d = what;

	job_promise(db, "mail_account", d->account, d->value, 0);
	return true;
}

bool
account_forgotten(struct db *db, struct arena *a, const char *email)
{
	/* An id that nothing has: where the account is, if there is one, the job will find. */
	struct account_deed d = { .account = id_new(draw_shard(db), clock_now()) };

	d.value = address_mail(a, "reset", email, NULL);
	return db_try(db, id_shard(d.account), forgotten, &d);
}

static void
store_password(struct db *db, const struct account_deed *d, const char *deed)
{
	q_account_set_password(db, d->account, d->value);
	token_end_all(db, d->account, true);
	job_promise(db, "mail_account", d->account, "{\"what\":\"password\"}", 0);
	audit_note(db, d->actor, 0, deed, d->account, "{}");
}

static bool
reset(struct db *db, void *what)
{
	struct account_deed *d = what;

	d->done = token_use(db, d->token);
	if (d->done)
		store_password(db, d, "account_reset");
	return d->done;
}

enum proof_result
account_reset(struct db *db, const struct actor *actor, const struct token *token, const char *hash)
{
	struct account_deed	 d = { .actor = actor, .account = token->account, .token = token,
				     .value = hash };
	struct row		*account = q_account_sign_in(db, token->account);

	if (account == NULL || !row_is(account, "state", "active") ||
	    !row_is(account, "email", token->email))
		return db_failed(db) ? PROOF_BUSY : PROOF_OVER;
	return proof_end(db, reset, &d);
}

static bool
change_password(struct db *db, void *what)
{
	store_password(db, what, "account_password");
	return true;
}

bool
account_change_password(struct db *db, const struct actor *actor, int64_t account, const char *hash)
{
	struct account_deed d = { .actor = actor, .account = account, .value = hash };

	return db_try(db, id_shard(account), change_password, &d);
}

static bool
edit(struct db *db, void *what)
{
	struct account_deed *d = what;

	q_account_edit(db, d->account, d->profile->name, d->profile->language, d->profile->time_zone);
	audit_note(db, d->actor, 0, "account_edit", d->account, "{}");
	return true;
}

bool
account_edit(struct db *db, const struct actor *actor, int64_t account,
    const struct account_profile *profile)
{
	struct account_deed d = { .actor = actor, .account = account, .profile = profile };

	return db_try(db, id_shard(account), edit, &d);
}
