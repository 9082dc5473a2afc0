/*
 * sign_in.c: who are you?
 *
 *	GET  /account/sign-in	sign_in_show
 *	POST /account/sign-in	sign_in_post
 *	GET  /account/confirm	confirm_show	the password again, before what matters
 *	POST /account/confirm	confirm_post
 *	POST /account/sign-out	sign_out_post
 *
 * Whether there is an account of that address shows neither in the words nor in the time
 * of an answer (ASSURANCE A06): nobody's password is hashed too.
 */
#include "handlers/account/account.h"

#include "core/domain/account.h"
#include "core/lib/db.h"
#include "core/lib/text.h"
#include "core/lib/words.h"
#include "fcgi/form.h"
#include "fcgi/limit.h"
#include "fcgi/session.h"
#include "sql/account.h"

#include <string.h>

#define AFTER_SIGN_IN	"/organize"
#define AFTER_SIGN_OUT	"/"
#define NEXT_MAX	300

/* So often in a quarter of an hour for one address of a person, and for one of a network. */
static const struct limit sign_in_limit = { "sign-in", 10, 100, 900 };

/* --- signing in -------------------------------------------------------------------- */

struct sign_in_input {
	const char	*email;
	const char	*password;
	const char	*next;		/* where they wanted to go; checked by see_next() */
};

static const struct field sign_in_fields[] = {
	FIELD_EMAIL(struct sign_in_input, email, REQUIRED),
	FIELD_SECRET(struct sign_in_input, password, 1, PASSWORD_MAX),
	FIELD_TEXT(struct sign_in_input, next, 0, NEXT_MAX),
	FIELD_END
};

const struct form sign_in_form = FORM(struct sign_in_input, sign_in_fields, sign_in_show);

int
sign_in_show(struct req *r)
{
	form_show(r, &sign_in_form);
	form_value(r, "next", req_query(r, "next"));
	if (*req_query(r, "next") != '\0')
		page_text(r, "login.reason", _("Please sign in to go there."));
	return page(r, "account/sign_in");
}

/* Keep the password by today's measure, now that it is known. */
static void
store_anew(struct req *r, const struct passwords *how, int64_t account, const char *password)
{
	char *hash = password_hash(r->arena, how, password, strlen(password));

	if (hash != NULL)
		account_set_password(r->db, &actor_program, account, hash);
}

/*
 * Is it their password?  The row of the account is in *account, NULL for nobody's address; the same
 * work is done either way.
 */
static enum password_end
check_password(struct req *r, const char *email, const char *password, struct row **account)
{
	struct passwords	 how;
	int64_t			 id = account_find(r->db, email);
	const char		*stored = NULL;
	bool			 rehash = false;
	enum password_end	 end;

	*account = id == 0 ? NULL : q_account_sign_in(r->db, id);
	if (*account != NULL && row_is(*account, "state", "active"))
		stored = row_text(*account, "password_hash");
	if (db_failed(r->db) || !account_passwords(r->arena, r->conf, &how))
		return PASSWORD_BUSY;
	end = password_verify(r->arena, &how, stored, password, strlen(password), &rehash);
	if (end == PASSWORD_RIGHT && rehash)
		store_anew(r, &how, id, password);
	return end;
}

int
sign_in_post(struct req *r)
{
	const struct sign_in_input	*in = r->form;
	const char			*email = text_email_key(r->arena, in->email);
	struct row			*account;

	if (!limit_take(r, &sign_in_limit, email))
		return too_many(r, sign_in_limit.seconds);
	switch (check_password(r, email, in->password, &account)) {
	case PASSWORD_RIGHT:
		limit_forget(r, &sign_in_limit, email);
		if (!session_begin(r, row_id(account, "id")))
			return try_later(r);
		return see_next(r, in->next, AFTER_SIGN_IN);
	case PASSWORD_WRONG:
		form_error(r, "", _("This address and this password do not belong together. "
		    "Please check both."));
		return sign_in_show(r);
	case PASSWORD_BUSY:
		break;
	}
	return try_later(r);
}

/* --- once more, before what matters ---------------------------------------------------- */

struct confirm_input {
	const char	*password;
	const char	*next;
};

static const struct field confirm_fields[] = {
	FIELD_SECRET(struct confirm_input, password, 1, PASSWORD_MAX),
	FIELD_TEXT(struct confirm_input, next, 0, NEXT_MAX),
	FIELD_END
};

const struct form confirm_form = FORM(struct confirm_input, confirm_fields, confirm_show);

int
confirm_show(struct req *r)
{
	form_show(r, &confirm_form);
	form_value(r, "next", req_query(r, "next"));
	return page(r, "account/confirm");
}

int
confirm_post(struct req *r)
{
	const struct confirm_input	*in = r->form;
	const char			*email = text_email_key(r->arena, r->person->email);
	struct row			*account;

	if (!limit_take(r, &sign_in_limit, email))
		return too_many(r, sign_in_limit.seconds);
	switch (check_password(r, email, in->password, &account)) {
	case PASSWORD_RIGHT:
		limit_forget(r, &sign_in_limit, email);
		if (!session_confirm(r))
			return try_later(r);
		return see_next(r, in->next, AFTER_SIGN_IN);
	case PASSWORD_WRONG:
		form_error(r, "password", _("That is not your password."));
		return confirm_show(r);
	case PASSWORD_BUSY:
		break;
	}
	return try_later(r);
}

/* --- going ------------------------------------------------------------------------------ */

/* Sign out, whoever it is: for nobody there is nothing to do. */
int
sign_out_post(struct req *r)
{
	if (r->person != NULL && !session_end(r))
		return try_later(r);
	return see_other(r, "%s", AFTER_SIGN_OUT);
}
