/*
 * home.c: a person's own page: who they are here, and where they are signed in.
 *
 *	GET  /account				account_show
 *	POST /account/sessions/{session}/end	session_end_post
 *	POST /account/sessions/end-others	sessions_end_others_post
 *
 * What is read here is sql/account.sql and, through fcgi/session.h, sql/session.sql; what it
 * looks like is templates/account/home.cs.
 */
#include "handlers/account/account.h"

#include "core/lib/words.h"
#include "fcgi/session.h"
#include "sql/account.h"

/* In their own words: what they read, and by which clock. */
static void
show_profile(struct req *r)
{
	struct row		*profile = q_account_profile(r->db, r->person->id);
	const struct language	*language;

	if (profile == NULL)
		return;
	language = language_find(row_text(profile, "language"));
	page_text(r, "profile.detail", text(r->arena, "%s · %s",
	    language == NULL ? "" : language->name, row_text(profile, "time_zone")));
	if (!row_bool(profile, "has_password"))
		page_text(r, "profile.password", _("There is none. Ask for a link to choose one."));
}

int
account_show(struct req *r)
{
	struct rows sessions = session_list(r);

	show_profile(r);
	page_text(r, "desk.section", "account");
	page_rows(r, "organizers", q_account_memberships(r->db, r->person->id));
	page_rows(r, "sessions", sessions);
	for (size_t i = 0; i < sessions.n; i++)
		page_flag(r, text(r->arena, "sessions.%zu.current", i),
		    row_id(sessions.at[i], "session_id") == r->person->session);
	return page(r, "account/home");
}

/* End one session of theirs; another's, or one that has ended, is not found. */
int
session_end_post(struct req *r)
{
	if (!session_end_one(r, req_id(r, "session")))
		return not_found(r);
	notice(r, _("That device is signed out."));
	return see_other(r, "/account");
}

int
sessions_end_others_post(struct req *r)
{
	if (!session_end_others(r))
		return try_later(r);
	notice(r, _("All other devices are signed out."));
	return see_other(r, "/account");
}
