/*
 * team.c: who works for an organizer, and who is asked to.
 *
 *	GET  /organize/team					team_show
 *	POST /organize/team/invite				team_invite_post
 *	POST /organize/team/{account}/role			team_role_post
 *	POST /organize/team/{account}/remove			team_remove_post
 *	POST /organize/team/invitations/{invitation}/withdraw	team_withdraw_post
 *	GET  /organize/invitation/{invitation}			invitation_show
 *	POST /organize/invitation/{invitation}			invitation_post
 *
 * What is read here is sql/team.sql; what it looks like is templates/organizer/team.cs and
 * invitation.cs.
 */
#include "handlers/organizer/organizer.h"

#include "core/domain/organizer.h"
#include "core/domain/team.h"
#include "core/lib/db.h"
#include "core/lib/id.h"
#include "core/lib/text.h"
#include "core/lib/words.h"
#include "fcgi/form.h"
#include "fcgi/limit.h"
#include "fcgi/program.h"
#include "sql/organizer.h"
#include "sql/team.h"

#include <string.h>

/* Mail in somebody's name to people who did not ask for it: not too much of it. */
static const struct limit invite_limit = { "team-invite", 20, 60, 86400 };

/* --- the team ------------------------------------------------------------------------ */

struct invite_input {
	const char	*email, *role;
};

static const struct field invite_fields[] = {
	FIELD_EMAIL(struct invite_input, email, REQUIRED),
	FIELD_CHOICE(struct invite_input, role, team_roles, REQUIRED),
	FIELD_END
};

const struct form team_invite_form = FORM(struct invite_input, invite_fields, team_show);

struct role_input {
	const char	*role;
};

static const struct field role_fields[] = {
	FIELD_CHOICE(struct role_input, role, team_roles, REQUIRED),
	FIELD_END
};

const struct form team_role_form = FORM(struct role_input, role_fields, team_show);

int
team_show(struct req *r)
{
	int64_t		 organizer = organizer_of_person(r);
	struct row	*self = q_organizer_desk(r->db, organizer);
	struct row	*mine = q_team_role(r->db, organizer, r->person->id);
	struct rows	 team = q_team_of(r->db, organizer);

	if (self == NULL || mine == NULL)
		return not_found(r);
	page_text(r, "desk.section", "team");
	page_row(r, "organizer", self);
	page_flag(r, "team_owner", role_may_own(row_text(mine, "role")));
	page_rows(r, "team", team);
	for (size_t i = 0; i < team.n; i++)
		page_flag(r, text(r->arena, "team.%zu.self", i),
		    row_id(team.at[i], "account_id") == r->person->id);
	page_rows(r, "invitations", q_invitations_open(r->db, organizer));
	organizer_option(r, "roles", "manager", _("Manager"));
	organizer_option(r, "roles", "owner", _("Owner"));
	form_show(r, &team_invite_form);
	return page(r, "organizer/team");
}

/* What became of it, as a notice or as what is wrong. */
static int
answer(struct req *r, enum team_result result, const char *sentence)
{
	switch (result) {
	case TEAM_DONE:
		notice(r, sentence);
		return see_other(r, "/organize/team");
	case TEAM_MEMBER:
		form_error(r, "email", _("They are in the team already."));
		break;
	case TEAM_LAST_OWNER:
		form_error(r, "", _("There must be one owner at least. Make somebody else owner first."));
		break;
	case TEAM_GONE:
	case TEAM_ANOTHER:
		return not_found(r);
	case TEAM_BUSY:
		break;
	}
	return team_show(r);
}

int
team_invite_post(struct req *r)
{
	const struct invite_input	*in = r->form;
	struct actor			 actor = organizer_actor(r);
	const char			*email = text_email_key(r->arena, in->email);

	if (!limit_take_account(r, &invite_limit, r->person->id))
		return too_many(r, invite_limit.seconds);
	return answer(r, team_invite(r->db, &actor, organizer_of_person(r), email, in->role,
	    r->language), text(r->arena, _("An invitation is on its way to %s."), in->email));
}

int
team_withdraw_post(struct req *r)
{
	struct actor actor = organizer_actor(r);

	return answer(r, team_withdraw(r->db, &actor, organizer_of_person(r), req_id(r, "invitation")),
	    _("The invitation is withdrawn; its link does nothing any more."));
}

int
team_role_post(struct req *r)
{
	const struct role_input	*in = r->form;
	struct actor		 actor = organizer_actor(r);

	return answer(r, team_set_role(r->db, &actor, organizer_of_person(r), req_id(r, "account"),
	    in->role), _("Changed. It holds from their next click on."));
}

/* An owner takes somebody out; anybody may go. */
int
team_remove_post(struct req *r)
{
	struct actor	 actor = organizer_actor(r);
	int64_t		 organizer = organizer_of_person(r), account = req_id(r, "account");
	struct row	*mine = q_team_role(r->db, organizer, r->person->id);
	bool		 self = account == r->person->id;
	enum team_result result;

	if (mine == NULL || (!self && !role_may_own(row_text(mine, "role"))))
		return forbidden(r);
	result = team_remove(r->db, &actor, organizer, account);
	if (result != TEAM_DONE || !self)
		return answer(r, result, _("They are not in the team any more."));
	organizer_copy_membership(r->db, organizer, account);	/* so that their next page knows it */
	notice(r, _("You have left the team."));
	return see_other(r, "/organize");
}

/* --- an invitation ------------------------------------------------------------------------ */

static struct row *
find_invitation(struct req *r)
{
	return q_invitation_head(r->db, invitation_of_address(r->arena, r->tools->keys,
	    req_text(r, "invitation")));
}

int
invitation_show(struct req *r)
{
	struct row *invitation = find_invitation(r);

	if (invitation == NULL)
		return not_found(r);
	page_row(r, "invitation", invitation);
	page_text(r, "invitation.accept_path", text(r->arena, "/organize/invitation/%s", req_text(r, "invitation")));
	page_flag(r, "invitation.another", !row_is(invitation, "email",
	    text_email_key(r->arena, r->person->email)));
	return page(r, "organizer/invitation");
}

int
invitation_post(struct req *r)
{
	struct row	*invitation = find_invitation(r);
	struct actor	 actor = organizer_actor(r);
	int64_t		 organizer;

	if (invitation == NULL)
		return not_found(r);
	organizer = row_id(invitation, "organizer_id");
	switch (team_accept(r->db, &actor, row_id(invitation, "invitation_id"), r->person->name,
	    text_email_key(r->arena, r->person->email))) {
	case TEAM_DONE:
	case TEAM_MEMBER:
		organizer_copy_membership(r->db, organizer, r->person->id);
		organizer_remember(r, organizer);
		notice(r, text(r->arena, _("You are in the team of %s now."),
		    row_text(invitation, "organizer")));
		return see_other(r, "/organize");
	case TEAM_GONE:
	case TEAM_ANOTHER:
	case TEAM_LAST_OWNER:
		return invitation_show(r);	/* it says why it cannot be accepted */
	case TEAM_BUSY:
		break;
	}
	return try_later(r);
}
