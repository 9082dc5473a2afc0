/* team.c: who works for an organizer; see team.h. */
#include "core/domain/team.h"

#include "core/domain/job.h"
#include "core/lib/clock.h"
#include "core/lib/id.h"
#include "sql/organizer.h"
#include "sql/team.h"

#include <string.h>

#define PURPOSE	"invitation"	/* of its signature */

const char *const team_roles[] = { "owner", "manager", NULL };

struct team_deed {
	const struct actor	*actor;
	int64_t			 organizer, account, invitation;
	const char		*email, *name, *role, *language;
	enum team_result	 end;
};

/* Every change takes the organizer's row first, so that two owners cannot take each other away. */
static bool
lock(struct db *db, struct team_deed *d)
{
	d->end = TEAM_GONE;
	return q_organizer_lock(db, d->organizer) != NULL;
}

/* What others see of a person's place in the team follows: their list on their own shard. */
static void
changed(struct db *db, struct team_deed *d, const char *deed)
{
	struct arena	*a = arena_new();
	const char	*who = text(a, "{\"account\":\"%s\"}", id_text(a, d->account));

	q_organizer_touch(db, d->organizer);
	job_promise(db, "membership_copy", d->organizer, who, 0);
	audit_note(db, d->actor, d->organizer, deed, d->organizer, who);
	arena_free(a);
	d->end = TEAM_DONE;
}

static enum team_result
do_it(struct db *db, struct team_deed *d, bool (*fn)(struct db *, void *))
{
	return db_try(db, id_shard(d->organizer), fn, d) ? d->end : TEAM_BUSY;
}

/* --- asking somebody in -------------------------------------------------------------- */

static bool
is_member(struct db *db, int64_t organizer, const char *email)
{
	struct rows team = q_team_of(db, organizer);

	for (size_t i = 0; i < team.n; i++)
		if (row_is(team.at[i], "email", email))
			return true;
	return false;
}

static bool
invite(struct db *db, void *what)
{
	struct team_deed *d = what;

	if (!lock(db, d))
		return false;
	d->end = TEAM_MEMBER;
	if (is_member(db, d->organizer, d->email))
		return false;
	q_invitation_withdraw_same(db, d->organizer, d->email);
	d->invitation = id_new(id_shard(d->organizer), clock_now());
	q_invitation_add(db, d->invitation, d->organizer, d->email, d->role, d->language,
	    d->actor->account, INVITATION_DAYS);
	job_promise(db, "invitation_mail", d->invitation, "{}", 0);
	audit_note(db, d->actor, d->organizer, "team_invite", d->invitation, "{}");
	d->end = TEAM_DONE;
	return true;
}

enum team_result
team_invite(struct db *db, const struct actor *actor, int64_t organizer, const char *email,
    const char *role, const char *language)
{
	struct team_deed d = { .actor = actor, .organizer = organizer, .email = email, .role = role,
	    .language = language };

	return do_it(db, &d, invite);
}

static bool
withdraw(struct db *db, void *what)
{
	struct team_deed *d = what;

	d->end = TEAM_GONE;
	if (q_invitation_withdraw(db, d->invitation, d->organizer) == 0)
		return false;
	audit_note(db, d->actor, d->organizer, "team_uninvite", d->invitation, "{}");
	d->end = TEAM_DONE;
	return true;
}

enum team_result
team_withdraw(struct db *db, const struct actor *actor, int64_t organizer, int64_t invitation)
{
	struct team_deed d = { .actor = actor, .organizer = organizer, .invitation = invitation };

	return id_shard(invitation) == id_shard(organizer) ? do_it(db, &d, withdraw) : TEAM_GONE;
}

char *
invitation_address(struct arena *a, const struct keyring *keys, int64_t invitation)
{
	const char *letters = id_text(a, invitation);

	return text(a, "%s-%s", letters, mac_sign(a, keys, PURPOSE, letters, ID_LETTERS));
}

int64_t
invitation_of_address(struct arena *a, const struct keyring *keys, const char *address)
{
	char *letters;

	if (strlen(address) <= ID_LETTERS || address[ID_LETTERS] != '-')
		return 0;
	letters = arena_copy_n(a, address, ID_LETTERS);
	return mac_verify(keys, PURPOSE, letters, ID_LETTERS, address + ID_LETTERS + 1) ?
	    id_parse(letters) : 0;
}

/* --- coming in ------------------------------------------------------------------------- */

/* Whether it can be accepted by this person: the row decides who, the UPDATE decides who is first. */
static bool
accept(struct db *db, void *what)
{
	struct team_deed	*d = what;
	struct row		*invitation;

	if (!lock(db, d))
		return false;
	invitation = q_invitation_head(db, d->invitation);
	if (invitation == NULL || !row_bool(invitation, "open"))
		return false;
	d->end = TEAM_ANOTHER;
	if (!row_is(invitation, "email", d->email))
		return false;
	d->end = TEAM_GONE;
	if (q_invitation_accept(db, d->invitation, d->account) == 0)
		return false;
	d->end = TEAM_MEMBER;
	if (q_team_add(db, d->organizer, d->account, row_text(invitation, "role"), d->name,
	    d->email) == 0)
		return false;
	changed(db, d, "team_join");
	return true;
}

enum team_result
team_accept(struct db *db, const struct actor *actor, int64_t invitation, const char *name,
    const char *email)
{
	struct row		*head = q_invitation_head(db, invitation);
	struct team_deed	 d = { .actor = actor, .invitation = invitation, .account =
	    actor->account, .name = name, .email = email };

	if (head == NULL)
		return db_failed(db) ? TEAM_BUSY : TEAM_GONE;
	d.organizer = row_id(head, "organizer_id");
	return do_it(db, &d, accept);
}

/* --- changing and going ------------------------------------------------------------------ */

/* True when they are an owner and there is no other. */
static bool
is_last_owner(struct db *db, const struct team_deed *d)
{
	struct row *team = q_team_role(db, d->organizer, d->account);

	return team != NULL && row_is(team, "role", "owner") &&
	    q_team_owners(db, d->organizer) == 1;
}

static bool
set_role(struct db *db, void *what)
{
	struct team_deed *d = what;

	if (!lock(db, d))
		return false;
	d->end = TEAM_LAST_OWNER;
	if (strcmp(d->role, "owner") != 0 && is_last_owner(db, d))
		return false;
	d->end = TEAM_GONE;
	if (q_team_set_role(db, d->organizer, d->account, d->role) == 0)
		return false;
	changed(db, d, "team_role");
	return true;
}

enum team_result
team_set_role(struct db *db, const struct actor *actor, int64_t organizer, int64_t account,
    const char *role)
{
	struct team_deed d = { .actor = actor, .organizer = organizer, .account = account, .role = role };

	return do_it(db, &d, set_role);
}

static bool
remove_one(struct db *db, void *what)
{
	struct team_deed *d = what;

	if (!lock(db, d))
		return false;
	d->end = TEAM_LAST_OWNER;
	if (is_last_owner(db, d))
		return false;
	d->end = TEAM_GONE;
	if (q_team_remove(db, d->organizer, d->account) == 0)
		return false;
	changed(db, d, "team_remove");
	return true;
}

enum team_result
team_remove(struct db *db, const struct actor *actor, int64_t organizer, int64_t account)
{
	struct team_deed d = { .actor = actor, .organizer = organizer, .account = account };

	return do_it(db, &d, remove_one);
}
