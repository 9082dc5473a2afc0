/*
 * sign_up.c: becoming somebody here.
 *
 *	GET  /account/sign-up	sign_up_show
 *	POST /account/sign-up	sign_up_post
 *	GET  /account/sent	sent_show	"look into your inbox", after this and other forms
 *	GET  /account/verify	verify_show	where the link in the mail leads
 *	POST /account/verify	verify_post
 *
 * Whether there is an account of that address is not even asked here: the mail knows (core/flows/
 * account_mail.c), so neither words nor time of an answer can tell (ASSURANCE A06).
 *
 * Who uses the link in another browser than the one they signed up in shows the password as well: else
 * somebody could sign up with another's address and a password of their own, and wait until that person
 * clicks and hands over what they ever ordered.
 */
#include "handlers/account/account.h"

#include "core/lib/clock.h"
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

#define ZONE_MAX	64
#define PENDING_SECONDS	(2 * 3600)

/* So many new accounts an hour for one address, and from one network. */
static const struct limit sign_up_limit = { "sign-up", 3, 30, 3600 };
/* So many tries at the password of one link in a quarter of an hour, and from one network. */
static const struct limit verify_limit = { "verify", 10, 100, 900 };

/* --- who signed up in this browser ------------------------------------------------------------ */

static void
remember_pending(struct req *r, int64_t account)
{
	const char *letters = id_text(r->arena, account);

	reply_cookie(r, "pending", text(r->arena, "%s.%s", letters,
	    mac_sign(r->arena, r->tools->keys, "pending", letters, strlen(letters))),
	    PENDING_SECONDS);
}

static bool
is_pending(struct req *r, int64_t account)
{
	const char	*cookie = req_cookie(r, "__Host-pending"), *letters = id_text(r->arena, account);
	size_t		 n = strlen(letters);

	return strncmp(cookie, letters, n) == 0 && cookie[n] == '.' &&
	    mac_verify(r->tools->keys, "pending", letters, n, cookie + n + 1);
}

/* --- signing up -------------------------------------------------------------------------------- */

struct sign_up_input {
	const char	*name;
	const char	*email;
	const char	*password;
	const char	*zone;		/* the browser's, if it said */
};

static const struct field sign_up_fields[] = {
	FIELD_TEXT(struct sign_up_input, name, 1, PERSON_NAME_MAX),
	FIELD_EMAIL(struct sign_up_input, email, REQUIRED),
	FIELD_SECRET(struct sign_up_input, password, 1, PASSWORD_MAX),
	FIELD_TEXT(struct sign_up_input, zone, 0, ZONE_MAX),
	FIELD_END
};

const struct form sign_up_form = FORM(struct sign_up_input, sign_up_fields, sign_up_show);

int
sign_up_show(struct req *r)
{
	form_show(r, &sign_up_form);
	return page(r, "account/sign_up");
}

int
sign_up_post(struct req *r)
{
	const struct sign_up_input	*in = r->form;
	const char			*email = text_email_key(r->arena, in->email);
	struct actor			 actor = account_actor(r);
	struct account_input		 new = {
		.email = email, .name = in->name, .language = r->language,
		.time_zone = zone_valid(in->zone) ? in->zone : "UTC",
	};
	int64_t				 account;

	if (!limit_take(r, &sign_up_limit, email))
		return too_many(r, sign_up_limit.seconds);
	new.password_hash = account_new_password(r, "password", in->password, in->name, email);
	if (form_wrong(r))
		return sign_up_show(r);
	if (new.password_hash == NULL || !account_sign_up(r->db, &actor, &new, &account))
		return try_later(r);
	remember_pending(r, account);
	notice(r, text(r->arena, _("A mail is on its way to %s."), in->email));
	return see_other(r, "/account/sent");
}

int
sent_show(struct req *r)
{
	return page(r, "account/sent");
}

/* --- the link in the mail ------------------------------------------------------------------------ */

struct verify_input {
	const char	*token;
	const char	*password;	/* "" in the browser they signed up in */
};

static const struct field verify_fields[] = {
	FIELD_TEXT(struct verify_input, token, 1, TOKEN_TEXT_MAX),
	FIELD_SECRET(struct verify_input, password, 0, PASSWORD_MAX),
	FIELD_END
};

const struct form verify_form = FORM(struct verify_input, verify_fields, verify_show);

int
verify_show(struct req *r)
{
	struct token token;

	form_show(r, &verify_form);
	if (!token_read(r->db, r->arena, account_token(r), TOKEN_VERIFY, &token))
		return account_over(r, "used", "/account/sign-up");
	page_text(r, "verify.email", token.email);
	page_flag(r, "verify.asks", !is_pending(r, token.account));
	return page(r, "account/verify");
}

/* They are in. */
static int
welcome(struct req *r, int64_t account)
{
	if (!session_begin(r, account))
		return try_later(r);
	reply_cookie(r, "pending", "", 0);
	sign_in_know_device(r, account);
	notice(r, _("Welcome. Your account is ready."));
	return see_other(r, "/account");
}

/* True when it is them: the browser that signed up, or who knows the password. */
static bool
is_them(struct req *r, const struct verify_input *in, const struct token *token)
{
	if (is_pending(r, token->account))
		return true;
	switch (account_password_is(r, q_account_sign_in(r->db, token->account), in->password)) {
	case PASSWORD_RIGHT:
		return true;
	case PASSWORD_WRONG:
		form_error(r, "password", _("That is not the password you signed up with."));
		break;
	case PASSWORD_BUSY:
		break;
	}
	return false;
}

int
verify_post(struct req *r)
{
	const struct verify_input	*in = r->form;
	struct actor			 actor = account_actor(r);
	struct token			 token;

	if (!token_read(r->db, r->arena, in->token, TOKEN_VERIFY, &token))
		return account_over(r, "used", "/account/sign-up");
	if (!is_pending(r, token.account) && !limit_take(r, &verify_limit, in->token))
		return too_many(r, verify_limit.seconds);
	if (!is_them(r, in, &token))
		return form_wrong(r) ? verify_show(r) : try_later(r);
	actor.account = token.account;
	switch (account_verify(r->db, r->arena, &actor, &token)) {
	case PROOF_DONE:
		return welcome(r, token.account);
	case PROOF_OVER:
		return account_over(r, "used", "/account/sign-up");
	case PROOF_TAKEN:
		return account_over(r, "taken", "/account/sign-in");
	case PROOF_BUSY:
		break;
	}
	return try_later(r);
}
