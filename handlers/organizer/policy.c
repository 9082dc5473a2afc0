/*
 * policy.c: who may do what at an organizer's desk.
 *
 * Rights are read from the table team on the organizer's shard on every request, so
 * that a change holds from the next one on.  What somebody has no part in does not exist for them.
 */
#include "handlers/organizer/organizer.h"

#include "core/domain/organizer.h"
#include "core/lib/db.h"
#include "fcgi/session.h"
#include "sql/account.h"
#include "sql/team.h"

static enum access
of_event(struct req *r, bool (*may)(const char *role))
{
	enum access	 in = signed_in_12h(r);
	struct row	*team;

	if (in != ACCESS_OPEN)
		return in;
	team = q_team_role_for_event(r->db, req_id(r, "event"), r->person->id);
	if (team == NULL)
		return ACCESS_HIDDEN;
	return may(row_text(team, "role")) ? ACCESS_OPEN : ACCESS_FORBIDDEN;
}

/* See an event at its organizer's desk. */
enum access
can_see(struct req *r)
{
	return of_event(r, role_may_see);
}

/* Change it. */
enum access
can_edit(struct req *r)
{
	return of_event(r, role_may_edit);
}

/* Stand at its door. */
enum access
can_admit(struct req *r)
{
	return of_event(r, role_may_admit);
}

/* Make a new one: for some organizer. */
enum access
can_create(struct req *r)
{
	enum access in = signed_in_12h(r);

	if (in != ACCESS_OPEN)
		return in;
	return organizer_of_person(r) != 0 || db_failed(r->db) ? ACCESS_OPEN : ACCESS_FORBIDDEN;
}

static enum access
of_organizer(struct req *r, bool (*may)(const char *role))
{
	enum access	 in = signed_in_12h(r);
	int64_t		 organizer;
	struct row	*team;

	if (in != ACCESS_OPEN)
		return in;
	organizer = organizer_of_person(r);
	if ((team = q_team_role(r->db, organizer, r->person->id)) == NULL)
		return ACCESS_HIDDEN;
	return may(row_text(team, "role")) ? ACCESS_OPEN : ACCESS_FORBIDDEN;
}

/* Change what the organizer shows of itself; see its team; leave it. */
enum access
can_run(struct req *r)
{
	return of_organizer(r, role_may_edit);
}

/* Change its team. */
enum access
can_own(struct req *r)
{
	return of_organizer(r, role_may_own);
}

/* Work for this one from now on. */
enum access
can_choose(struct req *r)
{
	enum access	 in = signed_in_12h(r);
	struct row	*team;

	if (in != ACCESS_OPEN)
		return in;
	team = q_team_role(r->db, req_id(r, "organizer"), r->person->id);
	return team != NULL && role_may_edit(row_text(team, "role")) ? ACCESS_OPEN : ACCESS_HIDDEN;
}

/* Take everybody's addresses away in a file: they said who they are just now. */
enum access
can_export(struct req *r)
{
	enum access may = can_edit(r);

	return may == ACCESS_OPEN ? signed_in_10min(r) : may;
}
