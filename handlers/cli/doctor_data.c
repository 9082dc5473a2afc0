/* doctor_data.c: how the databases, the search index and the jobs are; see doctor.h. */
#include "handlers/cli/doctor.h"

#include "core/flows/search_feed.h"
#include "core/lib/clock.h"
#include "core/lib/sphinxql.h"
#include "fcgi/schema.h"
#include "sql/bounce.h"
#include "sql/doctor.h"
#include "sql/job.h"
#include "sql/search.h"
#include "sql/statements.h"

#include <stdlib.h>
#include <string.h>

#define CLOCK_APART	5	/* seconds that databases' clocks may be away from ours */
#define BEAT_LATE	30000	/* ms without a sign of life of any jobs worker */
#define JOB_LATE	600	/* seconds after which a job that is due should have been tried */
#define SEARCH_LATE	60	/* seconds after which a change should be found */

/* --- places ----------------------------------------------------------------------------------- */

static void
look_at_place(struct doctor *d, const struct schema *s)
{
	const char *where = text(d->cli->arena, "%s on %s", s->place, s->server);

	switch (s->state) {
	case SCHEMA_KNOWN:
		well(d, "%s, version %lld", where, (long long)s->version);
		break;
	case SCHEMA_UNKNOWN:
		ill(d, text(d->cli->arena, "%s is of version %lld, this program knows %lld", where,
		    (long long)s->version, (long long)s->known), s->version < s->known ?
		    "run `marquee migrate`" : "install the newer version of Marquee");
		break;
	case SCHEMA_AWAY:
		ill(d, text(d->cli->arena, "%s does not answer", where),
		    "start that mariadbd; its log says more, the placement file says where it is");
		break;
	}
}

void
look_at_places(struct doctor *d)
{
	struct schema	all[SCHEMAS_MAX];
	size_t		n = schemas_look(d->db, all, SCHEMAS_MAX, true);

	for (size_t i = 0; i < n; i++)
		look_at_place(d, &all[i]);
}

/* --- rights of programs ------------------------------------------------------------------ */

/* One program on one place: what sql/grants.def says of it, by its name. */
struct right {
	const char *program, *place;
};

static const struct right rights[] = {
#define GRANT(program, place, privileges, tables) { #program, #place },
#include "sql/grants.def"
#undef GRANT
};

static struct rows
rights_on(struct db *db, const char *place)
{
	const struct places *places = db_places(db);

	if (strcmp(place, "directory") == 0)
		return q_directory_rights(db);
	if (strcmp(place, "listing") == 0)
		return q_listing_rights(db);
	for (size_t i = 0; strcmp(place, "shard") == 0 && i < places->n_servers; i++)
		if (server_place(places, i) != PLACE_NONE)
			return q_shard_rights(db, server_place(places, i));
	return (struct rows){ 0, NULL };
}

/*
 * What no program may have, and what the public one may have least of all; NULL when there is
 * none of it.
 */
static const char *
too_much(struct rows granted, const char *program)
{
	static const char *const never[] = { " ALL PRIVILEGES", "CREATE", "DROP", "ALTER",
	    "GRANT OPTION",
	    "SUPER", "FILE", "TRIGGER", NULL };
	static const char *const writes[] = { "INSERT", "UPDATE", "DELETE", NULL };

	for (size_t i = 0; i < granted.n; i++) {
		const char *line = row_text_at(granted.at[i], 0);

		for (const char *const *word = never; *word != NULL; word++)
			if (strstr(line, *word) != NULL)
				return line;
		for (const char *const *word = writes; strcmp(program, "public") == 0 &&
		    *word != NULL; word++)
			if (strstr(line, *word) != NULL)
				return line;
	}
	return NULL;
}

static void
look_at_right(struct doctor *d, struct db *db, const struct right *r)
{
	struct rows	 granted;
	const char	*line;

	db_use_arena(db, d->cli->arena);
	granted = rights_on(db, r->place);
	if (db_failed(db))
		ill(d, text(d->cli->arena, "%s as marquee-%s: %s", r->place, r->program,
		    db_failure(db)),
		    "run `marquee init` and `marquee migrate`: they give users and rights");
	else if ((line = too_much(granted, r->program)) != NULL)
		ill(d, text(d->cli->arena, "marquee-%s may too much: %s", r->program, line),
		    "run `marquee migrate`, which takes away what sql/grants.def does not give");
}

/* Ask as that program, with its own user and password. */
static struct db *
db_of_program(struct doctor *d, const char *program)
{
	struct db_setup *setup = make(d->cli->arena, struct db_setup);

	*setup = (struct db_setup){ .places = db_places(d->db),
	    .user = cli_db_user(d->cli, program),
	    .password = cli_db_password(d->cli, program), .statements = statements,
	    .n_statements = N_STATEMENTS, .patience = 2 };
	return setup->password == NULL ? NULL : db_new(setup);
}

void
look_at_rights(struct doctor *d)
{
	const size_t	 n = sizeof(rights) / sizeof(rights[0]);
	struct db	*db = NULL;
	int		 before = d->ill;

	for (size_t i = 0; i < n; i++) {
		bool first = i == 0 || strcmp(rights[i].program, rights[i - 1].program) != 0;
		bool again = !first && strcmp(rights[i].place, rights[i - 1].place) == 0;

		if (first) {
			db_free(db);
			db = db_of_program(d, rights[i].program);
		}
		if (db == NULL)
			ill(d, text(d->cli->arena, "the password of %s cannot be read",
			    rights[i].program),
			    "run `marquee init` as the user whose files the secrets are");
		else if (!again && strcmp(rights[i].place, "hub") != 0)
			look_at_right(d, db, &rights[i]);
	}
	db_free(db);
	if (d->ill == before)
		well(d, "every program can ask what it may, and has no right to change tables");
}

/* --- clocks ------------------------------------------------------------------------------ */

static void
look_at_clock(struct doctor *d, const char *server, int64_t theirs)
{
	int64_t apart = llabs((long long)(theirs - clock_now()));

	if (theirs != 0 && apart > CLOCK_APART)
		ill(d, text(d->cli->arena, "%s is %lld s away from this machine's clock", server,
		    (long long)apart),
		    "see to it that both follow the same time server (chrony, systemd-timesyncd)");
}

void
look_at_clocks(struct doctor *d)
{
	const struct places	*places = db_places(d->db);
	int			 before = d->ill;

	look_at_clock(d, "listing", q_listing_clock(d->db));
	for (size_t i = 0; i < places->n_servers; i++)
		if (server_place(places, i) != PLACE_NONE) {
			db_use_arena(d->db, d->cli->arena);
			look_at_clock(d, places->servers[i].name,
			    q_shard_clock(d->db, server_place(places, i)));
		}
	if (d->ill == before)
		well(d, "all agree within %d s", CLOCK_APART);
}

/* --- search ------------------------------------------------------------------------------ */

static void
look_at_index(struct doctor *d, struct sphinxql *s)
{
	struct row	*state = q_search_state(d->db), *waits = q_search_waits(d->db);
	int64_t		 listed = q_listing_count(d->db), found;

	if (db_failed(d->db)) {
		uneasy(d, db_failure(d->db), "what it should know cannot be read");
		return;
	}
	found = search_documents(s, d->cli->arena, row_text(state, "active"));
	if (row_int(waits, "late") > SEARCH_LATE)
		ill(d, text(d->cli->arena, "%s changes wait, the oldest for %s s",
		    row_text(waits, "n"),
		    row_text(waits, "late")),
		    "see that marquee-jobs runs, and what its log says of searchd");
	else if (found != listed && row_int(waits, "n") == 0)
		ill(d, text(d->cli->arena, "%s has %lld dates, the listing %lld",
		    row_text(state, "active"),
		    (long long)found, (long long)listed), "run `marquee reindex`");
	else
		well(d, "%s has %lld dates, as the listing; %s changes wait",
		    row_text(state, "active"),
		    (long long)found, row_text(waits, "n"));
}

void
look_at_search(struct doctor *d)
{
	const char	*address = conf_text(d->cli->conf, "search.socket");
	struct sphinxql	*s = sphinxql_new(address);

	if (*address == '\0')
		well(d, "none is set: discover browses the listing");
	else if (!sphinxql_ping(s, d->cli->arena))
		ill(d, text(d->cli->arena, "%s: %s", address, sphinxql_error(s)),
		    "start searchd; until then discover browses the listing, and changes wait");
	else
		look_at_index(d, s);
	sphinxql_free(s);
}

/* --- jobs -------------------------------------------------------------------------------- */

static void
look_at_beat(struct doctor *d, const char *server, int place)
{
	struct row *beat = q_heartbeat_age(d->db, place, "jobs");

	if (db_failed(d->db))
		uneasy(d, text(d->cli->arena, "%s: %s", server, db_failure(d->db)),
		    "its jobs wait");
	else if (beat == NULL || row_int(beat, "ms") > BEAT_LATE)
		ill(d, text(d->cli->arena, "nobody has looked for jobs on %s for %lld s", server,
		    beat == NULL ? -1LL : (long long)row_int(beat, "ms") / 1000),
		    "start marquee-jobs");
	else
		well(d, "%s: looked for %lld ms ago", server, (long long)row_int(beat, "ms"));
}

static void
look_at_counts(struct doctor *d, const char *server, int place)
{
	struct rows counts = q_job_counts(d->db, place);

	for (size_t i = 0; i < counts.n; i++) {
		const struct row	*c = counts.at[i];
		const char		*kind = row_text(c, "kind"), *n = row_text(c, "n");

		if (row_is(c, "state", "dead"))
			ill(d, text(d->cli->arena, "%s: %s dead letters of %s", server, n, kind),
			    "`marquee jobs` says why; `marquee jobs retry ID` begins one anew");
		else if (row_is(c, "state", "waiting") && row_int(c, "late") > JOB_LATE)
			ill(d, text(d->cli->arena, "%s: %s jobs of %s wait, the oldest for %s s",
			    server, n,
			    kind, row_text(c, "late")),
			    "see `marquee status` and what the log of jobs says");
	}
}

void
look_at_jobs(struct doctor *d)
{
	const struct places *places = db_places(d->db);

	for (size_t i = 0; i < places->n_servers; i++)
		if (server_place(places, i) != PLACE_NONE) {
			db_use_arena(d->db, d->cli->arena);
			look_at_beat(d, places->servers[i].name, server_place(places, i));
			look_at_counts(d, places->servers[i].name, server_place(places, i));
		}
}

/* --- mail that waits, was given up, or came back -------------------------------------------- */

void
look_at_letters(struct doctor *d)
{
	const struct places	*places = db_places(d->db);
	int64_t			 waiting = 0, dead = 0, bounced = 0;

	for (size_t i = 0; i < places->n_servers; i++) {
		struct row *health = server_place(places, i) == PLACE_NONE ? NULL :
		    q_mail_health(d->db, server_place(places, i));

		if (health == NULL) {
			db_use_arena(d->db, d->cli->arena);	/* that one is down was said before */
			continue;
		}
		waiting += row_int(health, "waiting");
		dead += row_int(health, "dead");
		bounced += row_int(health, "bounced");
	}
	well(d, "%lld wait, %lld were given up, %lld mailboxes were not reached this week",
	    (long long)waiting, (long long)dead, (long long)bounced);
}
