/* fsck_data.c: rules about shards and the directory that one statement cannot prove; see fsck.h. */
#include "handlers/cli/fsck.h"

#include "core/lib/clock.h"
#include "core/lib/id.h"
#include "sql/fsck.h"

#include <string.h>

/* --- placement --------------------------------------------------------------------------- */

static void
look_at_placement(struct fsck *f, int place)
{
	const struct places	*places = db_places(f->db);
	struct rows		 shards = q_fsck_placed(f->db, place);

	for (size_t i = 0; i < shards.n; i++) {
		const struct row	*s = shards.at[i];
		int			 shard = (int)row_int(s, "shard");

		if (place_server(places, shard) != place_server(places, place))
			broken(f, row_id(s, "id"), "and %lld more of %s are of shard %d, but on %s",
			    (long long)row_int(s, "n") - 1, row_text(s, "about"), shard,
			    places->servers[place_server(places, place)].name);
	}
}

void
fsck_placement(struct fsck *f)
{
	fsck_each_server(f, look_at_placement);
}

/* --- times and addresses ----------------------------------------------------------------- */

static bool
agrees(const char *wall, const char *zone, int64_t utc)
{
	int64_t		first;
	enum wall_end	end = zone_to_utc(wall, zone, &first);
	struct wall	shown;

	if (end == WALL_BAD || end == WALL_BAD_ZONE)
		return false;
	/* The second of two walls that look the same is right too. */
	return first == utc || (end == WALL_TWICE && clock_wall(utc, zone, &shown) &&
	    utc - first <= 7200);
}

static void
look_at_date(struct fsck *f, const struct row *d)
{
	const char	*zone = row_text(d, "time_zone"), *path = row_text(d, "path");
	const char	*letters = id_text(f->arena, row_id(d, "event_id"));
	size_t		 len = strlen(path);

	if (strcmp(zone, row_text(d, "event_zone")) != 0)
		broken(f, row_id(d, "id"), "is in %s, its event in %s", zone,
		    row_text(d, "event_zone"));
	else if (!agrees(row_text(d, "starts_wall"), zone, row_time(d, "starts_at")) ||
	    !agrees(row_text(d, "ends_wall"), zone, row_time(d, "ends_at")))
		broken(f, row_id(d, "id"), "is not at %s in %s", row_text(d, "starts_wall"), zone);
	if (len < ID_LETTERS + 3 || strncmp(path, "/e/", 3) != 0 ||
	    strcmp(path + len - ID_LETTERS, letters) != 0)
		broken(f, row_id(d, "event_id"), "has the address %s", path);
}

static void
look_at_dates(struct fsck *f, int place)
{
	struct rows	dates;
	int64_t		last = 0;

	do {
		dates = q_fsck_dates(f->db, place, last, FSCK_BATCH);
		for (size_t i = 0; i < dates.n; i++) {
			last = row_id(dates.at[i], "id");
			look_at_date(f, dates.at[i]);
		}
	} while (dates.n == FSCK_BATCH);
}

void
fsck_times(struct fsck *f)
{
	fsck_each_server(f, look_at_dates);
}

/* --- claims ------------------------------------------------------------------------------ */

static void
look_at_accounts(struct fsck *f, int place)
{
	struct rows	people;
	int64_t		last = 0;

	do {
		people = q_fsck_accounts(f->db, place, last, FSCK_BATCH);
		for (size_t i = 0; i < people.n; i++) {
			const char *email = row_text(people.at[i], "email");

			last = row_id(people.at[i], "id");
			if (!row_is(people.at[i], "state", "unverified") &&
			    q_fsck_email_claim(f->db, email) != last)
				broken(f, last, "has not claimed its address");
		}
	} while (people.n == FSCK_BATCH);
}

void
fsck_people_claims(struct fsck *f)
{
	struct rows	 claims;
	const char	*last = "";

	fsck_each_server(f, look_at_accounts);
	do {
		claims = q_fsck_email_claims(f->db, last, FSCK_BATCH);
		for (size_t i = 0; i < claims.n; i++) {
			int64_t		 account = row_id(claims.at[i], "account_id");
			struct row	*person = q_fsck_account(f->db, account);

			last = row_text(claims.at[i], "email");
			if (person == NULL || !row_is(person, "email", last))
				broken(f, account, "%s the address that was claimed for it",
				    person == NULL ?
				    "is not there to have" : "has not");
		}
	} while (claims.n == FSCK_BATCH);
}

static void
look_at_organizers(struct fsck *f, int place)
{
	struct rows	organizers;
	int64_t		last = 0;

	do {
		organizers = q_fsck_organizers(f->db, place, last, FSCK_BATCH);
		for (size_t i = 0; i < organizers.n; i++) {
			const char *handle = row_text(organizers.at[i], "handle");

			last = row_id(organizers.at[i], "id");
			if (q_fsck_handle_claim(f->db, handle) != last)
				broken(f, last, "has not claimed its handle %s", handle);
		}
	} while (organizers.n == FSCK_BATCH);
}

void
fsck_organizer_claims(struct fsck *f)
{
	struct rows	 claims;
	const char	*last = "";

	fsck_each_server(f, look_at_organizers);
	do {
		claims = q_fsck_handle_claims(f->db, last, FSCK_BATCH);
		for (size_t i = 0; i < claims.n; i++) {
			int64_t		 organizer = row_id(claims.at[i], "organizer_id");
			struct row	*row = q_fsck_organizer(f->db, organizer);

			last = row_text(claims.at[i], "handle");
			if (row == NULL ||
			    row_is(row, "handle", last) == row_bool(claims.at[i], "was_left"))
				broken(f, organizer, "%s the handle %s", row == NULL ?
				    "is not there to have" :
				    "does not have as claimed", last);
		}
	} while (claims.n == FSCK_BATCH);
}

/* --- copies on people's shards ----------------------------------------------------------- */

static void
look_at_teams(struct fsck *f, int place)
{
	struct rows teams = q_fsck_teams(f->db, place);

	for (size_t i = 0; i < teams.n; i++) {
		int64_t		 account = row_id(teams.at[i], "account_id");
		struct row	*copy = q_fsck_membership(f->db, account,
		    row_id(teams.at[i], "id"));

		if (copy == NULL || !row_is(copy, "role", row_text(teams.at[i], "role")))
			broken(f, account, "does not see that it is %s of %s",
			    row_text(teams.at[i], "role"),
			    id_text(f->arena, row_id(teams.at[i], "id")));
	}
}

static void
look_at_memberships(struct fsck *f, int place)
{
	struct rows copies = q_fsck_memberships(f->db, place);

	for (size_t i = 0; i < copies.n; i++) {
		int64_t organizer = row_id(copies.at[i], "organizer_id"),
		    account = row_id(copies.at[i], "account_id");

		if (q_fsck_team(f->db, organizer, account) == NULL)
			broken(f, account, "sees %s, for whom it does not work",
			    id_text(f->arena, organizer));
	}
}

void
fsck_membership_copies(struct fsck *f)
{
	fsck_each_server(f, look_at_teams);
	fsck_each_server(f, look_at_memberships);
}

/* --- tickets ------------------------------------------------------------------------------ */

static void
look_at_ticket_copies(struct fsck *f, int place)
{
	struct rows	copies;
	int64_t		last = 0;

	do {
		copies = q_fsck_ticket_copies(f->db, place, last, FSCK_BATCH);
		for (size_t i = 0; i < copies.n; i++) {
			const struct row	*c = copies.at[i];
			int64_t			 account = row_id(c, "account_id");
			struct row		*seen;

			last = row_id(c, "ticket_id");
			seen = q_fsck_my_ticket(f->db, account, last);
			if (seen == NULL || !row_is(seen, "state", row_text(c, "state")) ||
			    row_int(seen, "revision") != row_int(c, "revision"))
				broken(f, last, "is not seen by %s as it is",
				    id_text(f->arena, account));
		}
	} while (copies.n == FSCK_BATCH);
}

static void
look_at_my_tickets(struct fsck *f, int place)
{
	struct rows copies = q_fsck_my_tickets(f->db, place);

	for (size_t i = 0; i < copies.n; i++) {
		int64_t ticket = row_id(copies.at[i], "ticket_id"),
		    account = row_id(copies.at[i], "account_id");

		if (q_fsck_ticket_copy(f->db, ticket, account) == NULL)
			broken(f, account, "sees ticket %s, which is not theirs",
			    id_text(f->arena, ticket));
	}
}

void
fsck_my_tickets(struct fsck *f)
{
	fsck_each_server(f, look_at_ticket_copies);
	fsck_each_server(f, look_at_my_tickets);
}
