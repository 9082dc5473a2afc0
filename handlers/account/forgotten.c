/*
 * forgotten.c: a new password for who has lost theirs.
 *
 *	GET  /account/forgotten		forgotten_show
 *	POST /account/forgotten		forgotten_post
 *	GET  /account/reset		reset_show	where the link in the mail leads
 *	POST /account/reset		reset_post
 *
 * The answer is the same for every address: who has an account is asked when the mail is written.
 */
#include "handlers/account/account.h"

#include "core/lib/db.h"
#include "core/lib/text.h"
#include "core/lib/words.h"
#include "fcgi/limit.h"
#include "fcgi/session.h"
#include "sql/account.h"

/* So many mails an hour for one address, and caused from one network. */
static const struct limit forgotten_limit = { "forgotten", 3, 30, 3600 };

/* --- asking --------------------------------------------------------------------------------- */

struct forgotten_input {
	const char	*email;
};

static const struct field forgotten_fields[] = {
	FIELD_EMAIL(struct forgotten_input, email, REQUIRED),
	FIELD_END
};

const struct form forgotten_form = FORM(struct forgotten_input, forgotten_fields, forgotten_show);

int
forgotten_show(struct req *r)
{
	form_show(r, &forgotten_form);
	return page(r, "account/forgotten");
}

int
forgotten_post(struct req *r)
{
	const struct forgotten_input	*in = r->form;
	const char			*email = text_email_key(r->arena, in->email);

	if (!limit_take(r, &forgotten_limit, email))
		return too_many(r, forgotten_limit.seconds);
	if (!account_forgotten(r->db, r->arena, email))
		return try_later(r);
	notice(r, text(r->arena, _("If %s has an account, a mail is on its way there."), in->email));
	return see_other(r, "/account/sent");
}

/* --- the link in the mail --------------------------------------------------------------------- */

struct reset_input {
	const char	*token;
	const char	*password;
};

static const struct field reset_fields[] = {
	FIELD_TEXT(struct reset_input, token, 1, TOKEN_TEXT_MAX),
	FIELD_SECRET(struct reset_input, password, 1, PASSWORD_MAX),
	FIELD_END
};

const struct form reset_form = FORM(struct reset_input, reset_fields, reset_show);

int
reset_show(struct req *r)
{
	struct token token;

	form_show(r, &reset_form);
	if (!token_read(r->db, r->arena, account_token(r), TOKEN_RESET, &token))
		return account_over(r, "used", "/account/forgotten");
	page_text(r, "reset.email", token.email);
	return page(r, "account/reset");
}

/*
 * Sessions end before and after: whoever is in because they knew the old password cannot stay, and should we be
 * stopped in between, they are out all the same.
 */
static enum proof_result
reset(struct req *r, const struct token *token, const char *hash)
{
	struct actor		actor = account_actor(r);
	enum proof_result	end;

	if (!session_end_all(r, token->account))
		return PROOF_BUSY;
	end = account_reset(r->db, &actor, token, hash);
	if (end == PROOF_DONE && !session_end_all(r, token->account))
		return PROOF_BUSY;
	return end;
}

int
reset_post(struct req *r)
{
	const struct reset_input	*in = r->form;
	struct token			 token;
	struct row			*account;
	const char			*hash;

	if (!token_read(r->db, r->arena, in->token, TOKEN_RESET, &token))
		return account_over(r, "used", "/account/forgotten");
	account = q_account_sign_in(r->db, token.account);
	hash = account_new_password(r, "password", in->password,
	    account == NULL ? NULL : row_text(account, "name"), token.email);
	if (form_wrong(r))
		return reset_show(r);
	switch (hash == NULL ? PROOF_BUSY : reset(r, &token, hash)) {
	case PROOF_DONE:
		sign_in_forgive(r, token.email);
		notice(r, _("Your new password is set. Please sign in with it."));
		return see_other(r, "/account/sign-in");
	case PROOF_OVER:
	case PROOF_TAKEN:
		return account_over(r, "used", "/account/forgotten");
	case PROOF_BUSY:
		break;
	}
	return try_later(r);
}
