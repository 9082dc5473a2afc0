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
 *
 * Tries are counted by address and by network.  So that a stranger's tries do not keep somebody out of their own
 * account, a browser in which they once signed in has a cookie that says so, and is counted by
 * itself (A07).
 */
#include "handlers/account/account.h"

#include "core/lib/crypto.h"
#include "core/lib/db.h"
#include "core/lib/id.h"
#include "core/lib/text.h"
#include "core/lib/words.h"
#include "fcgi/limit.h"
#include "fcgi/program.h"
#include "fcgi/session.h"
#include "sql/account.h"

#include <string.h>

#define AFTER_SIGN_OUT	"/"
#define NEXT_MAX	300
#define NONCE_BYTES	16
#define NONCE_LETTERS	22	/* of base64url */
#define YEAR		((int64_t)365 * 86400)

/* So often in a quarter of an hour for one address of a person, and for one of a network. */
static const struct limit sign_in_limit = { "sign-in", 10, 100, 900 };
/* and for one browser that is known, or one account that says its password again. */
static const struct limit device_limit = { "device", 10, 0, 900 };
static const struct limit confirm_limit = { "confirm", 10, 0, 900 };

/* --- browsers that are known ----------------------------------------------------------
 *
 * The cookie `__Host-device` is `<account>-<nonce>.<mac>`: ours, of one account, and worth nothing but that its tries are
 * counted apart.
 */

void
sign_in_know_device(struct req *r, int64_t account)
{
	unsigned char	 drawn[NONCE_BYTES];
	const char	*who;

	random_bytes(drawn, sizeof(drawn));
	who = text(r->arena, "%s-%s", id_text(r->arena, account),
	    base64url(r->arena, drawn, sizeof(drawn)));
	reply_cookie(r, "device", text(r->arena, "%s.%s", who,
	    mac_sign(r->arena, r->tools->keys, "device", who, strlen(who))), YEAR);
}

/* What this browser is counted as when it is known to be that account's; NULL: it is not. */
static const char *
known_device(struct req *r, int64_t account)
{
	const char	*cookie = req_cookie(r, "__Host-device");
	size_t		 n = ID_LETTERS + 1 + NONCE_LETTERS;

	if (account == 0 || strlen(cookie) <= n || cookie[n] != '.' ||
	    id_parse(arena_copy_n(r->arena, cookie, ID_LETTERS)) != account ||
	    !mac_verify(r->tools->keys, "device", cookie, n, cookie + n + 1))
		return NULL;
	return arena_copy_n(r->arena, cookie, n);
}

void
sign_in_forgive(struct req *r, const char *email)
{
	limit_forget(r, &sign_in_limit, email);
}

const char *
sign_in_home(struct req *r, int64_t account)
{
	return q_account_memberships(r->db, account).n > 0 ? "/organize" : "/account/tickets";
}

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
 * Is it their password?  `account` is the row of the address's account, NULL for nobody's; the same
 * work is done either way.
 */
static enum password_end
check_password(struct req *r, struct row *account, const char *password)
{
	struct passwords	 how;
	const char		*stored = NULL;
	bool			 rehash = false;
	enum password_end	 end;

	if (account != NULL && row_is(account, "state", "active"))
		stored = row_text(account, "password_hash");
	if (db_failed(r->db) || !account_passwords(r->arena, r->conf, &how))
		return PASSWORD_BUSY;
	end = password_verify(r->arena, &how, stored, password, strlen(password), &rehash);
	if (end == PASSWORD_RIGHT && rehash)
		store_anew(r, &how, row_id(account, "id"), password);
	return end;
}

/* Their browser is counted by itself, any other by whom it tries to be. */
static bool
may_try(struct req *r, const char *email, const char *device)
{
	return device != NULL ? limit_take(r, &device_limit, device) :
	    limit_take(r, &sign_in_limit, email);
}

static int
let_in(struct req *r, int64_t account, const char *email, const char *device)
{
	if (device != NULL)
		limit_forget(r, &device_limit, device);
	else
		limit_forget(r, &sign_in_limit, email);
	if (!session_begin(r, account))
		return try_later(r);
	if (device == NULL)
		sign_in_know_device(r, account);
	return see_next(r, ((const struct sign_in_input *)r->form)->next, sign_in_home(r, account));
}

int
sign_in_post(struct req *r)
{
	const struct sign_in_input	*in = r->form;
	const char			*email = text_email_key(r->arena, in->email);
	struct row			*account = account_of_email(r->db, email);
	int64_t				 id = account == NULL ? 0 : row_id(account, "id");
	const char			*device = known_device(r, id);

	if (!may_try(r, email, device))
		return too_many(r, sign_in_limit.seconds);
	switch (check_password(r, account, in->password)) {
	case PASSWORD_RIGHT:
		return let_in(r, id, email, device);
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
	int64_t				 account = r->person->id;

	if (!limit_take_account(r, &confirm_limit, account))
		return too_many(r, confirm_limit.seconds);
	switch (check_password(r, q_account_sign_in(r->db, account), in->password)) {
	case PASSWORD_RIGHT:
		if (!session_confirm(r))
			return try_later(r);
		return see_next(r, in->next, "/account");
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
