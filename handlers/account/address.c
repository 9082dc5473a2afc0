/*
 * address.c: another e-mail address.
 *
 *	GET  /account/address			address_show
 *	POST /account/address			address_post
 *	GET  /account/address/confirm		address_confirm_show	where the link to the new one leads
 *	POST /account/address/confirm		address_confirm_post
 *	GET  /account/objection			objection_show		where the link to the old one leads
 *	POST /account/objection			objection_post
 *
 * The new address is confirmed by who is signed in to the account: else somebody could send
 * another the link, and have that person's orders adopted when they click.
 */
#include "handlers/account/account.h"

#include "core/domain/address.h"
#include "core/lib/db.h"
#include "core/lib/text.h"
#include "core/lib/words.h"
#include "fcgi/limit.h"
#include "fcgi/session.h"

#include <string.h>

static const struct limit address_limit = { "address", 5, 30, 3600 };

/* --- asking ---------------------------------------------------------------------------------- */

struct address_input {
	const char	*email;
};

static const struct field address_fields[] = {
	FIELD_EMAIL(struct address_input, email, REQUIRED),
	FIELD_END
};

const struct form address_form = FORM(struct address_input, address_fields, address_show);

int
address_show(struct req *r)
{
	page_text(r, "desk.section", "account");
	form_show(r, &address_form);
	return page(r, "account/address");
}

int
address_post(struct req *r)
{
	const struct address_input	*in = r->form;
	const char			*email = text_email_key(r->arena, in->email);
	struct actor			 actor = account_actor(r);

	if (strcmp(email, r->person->email) == 0) {
		form_error(r, "email", _("That is your address already."));
		return address_show(r);
	}
	if (!limit_take_account(r, &address_limit, r->person->id) ||
	    !limit_take(r, &address_limit, email))
		return too_many(r, address_limit.seconds);
	if (!address_ask(r->db, r->arena, &actor, r->person->id, email))
		return try_later(r);
	notice(r, text(r->arena, _("A mail is on its way to %s. Until you use the link in it, your "
	    "address stays as it is."), in->email));
	return see_other(r, "/account");
}

/* --- the link in the mail to the new address ---------------------------------------------------- */

struct link_input {
	const char	*token;
};

static const struct field link_fields[] = {
	FIELD_TEXT(struct link_input, token, 1, TOKEN_TEXT_MAX),
	FIELD_END
};

const struct form address_confirm_form = FORM(struct link_input, link_fields, address_confirm_show);
const struct form objection_form = FORM(struct link_input, link_fields, objection_show);

/* True when the link is good and of whoever is signed in. */
static bool
read_own(struct req *r, const char *text, struct token *token)
{
	return token_read(r->db, r->arena, text, TOKEN_ADDRESS, token) &&
	    token->account == r->person->id;
}

int
address_confirm_show(struct req *r)
{
	struct token token;

	page_text(r, "desk.section", "account");
	form_show(r, &address_confirm_form);
	if (!read_own(r, account_token(r), &token))
		return account_over(r, "other", "/account/address");
	page_text(r, "address.email", token.email);
	return page(r, "account/address_confirm");
}

int
address_confirm_post(struct req *r)
{
	const struct link_input	*in = r->form;
	struct actor		 actor = account_actor(r);
	struct token		 token;

	if (!read_own(r, in->token, &token))
		return account_over(r, "other", "/account/address");
	switch (address_move(r->db, r->arena, &actor, &token)) {
	case PROOF_DONE:
		notice(r, text(r->arena, _("Your address is %s from now on."), token.email));
		return see_other(r, "/account");
	case PROOF_OVER:
		return account_over(r, "used", "/account/address");
	case PROOF_TAKEN:
		return account_over(r, "taken", "/account/address");
	case PROOF_BUSY:
		break;
	}
	return try_later(r);
}

/* --- the link in the mail to the old one --------------------------------------------------------- */

int
objection_show(struct req *r)
{
	struct token token;

	form_show(r, &objection_form);
	if (!token_read(r->db, r->arena, account_token(r), TOKEN_OBJECTION, &token))
		return account_over(r, "used", "/account/forgotten");
	page_text(r, "objection.email", token.email);
	return page(r, "account/objection");
}

/* Everybody is out before and after: see reset() in forgotten.c. */
static enum proof_result
object(struct req *r, const struct token *token)
{
	struct actor		actor = account_actor(r);
	enum proof_result	end;

	if (!session_end_all(r, token->account))
		return PROOF_BUSY;
	end = address_object(r->db, r->arena, &actor, token);
	if (end == PROOF_DONE && !session_end_all(r, token->account))
		return PROOF_BUSY;
	return end;
}

int
objection_post(struct req *r)
{
	const struct link_input	*in = r->form;
	struct token		 token;

	if (!token_read(r->db, r->arena, in->token, TOKEN_OBJECTION, &token))
		return account_over(r, "used", "/account/forgotten");
	switch (object(r, &token)) {
	case PROOF_DONE:
		notice(r, text(r->arena, _("Your account has the address %s, everybody is signed out, "
		    "and a link for a new password is on its way."), token.email));
		return see_other(r, "/account/sent");
	case PROOF_OVER:
		return account_over(r, "used", "/account/forgotten");
	case PROOF_TAKEN:
		return account_over(r, "taken", "/account/forgotten");
	case PROOF_BUSY:
		break;
	}
	return try_later(r);
}
