/*
 * password.c: another password, by who knows the old one.
 *
 *	GET  /account/password	password_show
 *	POST /account/password	password_post
 */
#include "handlers/account/account.h"

#include "core/lib/words.h"
#include "fcgi/limit.h"
#include "fcgi/session.h"
#include "sql/account.h"

static const struct limit password_limit = { "password", 10, 0, 900 };

struct password_input {
	const char	*old;
	const char	*password;
};

static const struct field password_fields[] = {
	FIELD_SECRET(struct password_input, old, 1, PASSWORD_MAX),
	FIELD_SECRET(struct password_input, password, 1, PASSWORD_MAX),
	FIELD_END
};

const struct form password_form = FORM(struct password_input, password_fields, password_show);

int
password_show(struct req *r)
{
	page_text(r, "desk.section", "account");
	form_show(r, &password_form);
	return page(r, "account/password");
}

/* All other devices are out, and this one goes on under a new id. */
static bool
change(struct req *r, const char *hash)
{
	struct actor actor = account_actor(r);

	return session_end_others(r) &&
	    account_change_password(r->db, &actor, r->person->id, hash) &&
	    session_end_others(r) && session_confirm(r);
}

int
password_post(struct req *r)
{
	const struct password_input	*in = r->form;
	const char			*hash;

	if (!limit_take_account(r, &password_limit, r->person->id))
		return too_many(r, password_limit.seconds);
	switch (account_password_is(r, q_account_sign_in(r->db, r->person->id), in->old)) {
	case PASSWORD_RIGHT:
		break;
	case PASSWORD_WRONG:
		form_error(r, "old", _("That is not your password."));
		return password_show(r);
	case PASSWORD_BUSY:
		return try_later(r);
	}
	hash = account_new_password(r, "password", in->password, r->person->name, r->person->email);
	if (form_wrong(r))
		return password_show(r);
	if (hash == NULL || !change(r, hash))
		return try_later(r);
	notice(r, _("Your password is changed. All other devices are signed out."));
	return see_other(r, "/account");
}
