/* account.c: people; see account.h. */
#include "core/domain/account.h"

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

int64_t
account_find(struct db *db, const char *email)
{
	return q_account_of_email(db, email);
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
