/* account.c: what the pages of the account program share; see account.h. */
#include "handlers/account/account.h"

#include "core/lib/conf.h"
#include "core/lib/words.h"

#include <string.h>

struct actor
account_actor(struct req *r)
{
	return (struct actor){ r->person == NULL ? 0 : r->person->id, r->address, r->id };
}

const char *
account_new_password(struct req *r, const char *field, const char *password, const char *name,
    const char *email)
{
	const char *const	 about[] = { name, email, conf_text(r->conf, "site.name"), NULL };
	const char		*weak = password_weak(password, strlen(password), about);
	struct passwords	 how;

	if (weak != NULL) {
		form_error(r, field, gettext(weak));
		return NULL;
	}
	if (!account_passwords(r->arena, r->conf, &how))
		return NULL;
	return password_hash(r->arena, &how, password, strlen(password));
}

enum password_end
account_password_is(struct req *r, struct row *account, const char *password)
{
	struct passwords	 how;
	const char		*stored = account == NULL ? NULL :
	    row_text(account, "password_hash");

	if (req_failed(r) || !account_passwords(r->arena, r->conf, &how))
		return PASSWORD_BUSY;
	return password_verify(r->arena, &how, stored, password, strlen(password), NULL);
}

const char *
account_token(struct req *r)
{
	form_value(r, "token", req_query(r, "token"));	/* what was typed stays */
	return form_typed(r, "token");
}

int
account_over(struct req *r, const char *reason, const char *again)
{
	page_text(r, "over.reason", reason);
	page_text(r, "over.again", again);
	return page(r, "account/over");
}
