/*
 * unsubscribe.c: "do not send me these any more", from a link in a mail, without an account.
 *
 *	GET  /unsubscribe/{token}	unsubscribe_show	changes nothing: mail scanners look too
 *	HOOK /unsubscribe/{token}	unsubscribe_post	the page's button, and mail readers' own
 *
 * A mail reader's button posts here by itself, without cookies (RFC 8058): so it is a HOOK, and the
 * token, sealed by us, is the whole proof.  It is good for one address, one organizer, one kind of mail.
 */
#include "handlers/account/account.h"

#include "core/domain/unsubscribe.h"
#include "core/lib/db.h"
#include "core/lib/words.h"
#include "fcgi/program.h"
#include "sql/unsubscribe.h"

static bool
token_here(struct req *r, struct unsubscribe *u)
{
	return unsubscribe_read(r->arena, r->tools->keys, req_text(r, "token"), u);
}

enum access
can_unsubscribe(struct req *r)
{
	struct unsubscribe u;

	return token_here(r, &u) ? ACCESS_OPEN : ACCESS_HIDDEN;
}

static int
show(struct req *r, const struct unsubscribe *u, bool done)
{
	struct row *organizer = q_unsubscribe_organizer(r->db, u->organizer);

	if (organizer == NULL)
		return not_found(r);
	page_noindex(r);
	page_row(r, "organizer", organizer);
	page_text(r, "unsubscribe.kind", u->kind);
	page_text(r, "unsubscribe.email", u->email);
	page_text(r, "unsubscribe.path", text(r->arena, "/unsubscribe/%s", req_text(r, "token")));
	page_flag(r, "unsubscribe.done", done);
	return page(r, "account/unsubscribe");
}

int
unsubscribe_show(struct req *r)
{
	struct unsubscribe u;

	if (!token_here(r, &u))
		return not_found(r);
	return show(r, &u, unsubscribe_done(r->db, &u));
}

/* No redirect: a mail reader would not follow it. */
int
unsubscribe_post(struct req *r)
{
	struct unsubscribe u;

	if (!token_here(r, &u))
		return not_found(r);
	if (!unsubscribe_do(r->db, &u))
		return try_later(r);
	return show(r, &u, true);
}
