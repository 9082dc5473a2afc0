/* stage.c: a throwaway Marquee for tests; see stage.h. */
#include "tests/stage.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/domain/account.h"
#include "core/domain/listing.h"
#include "core/domain/organizer.h"
#include "core/lib/clock.h"
#include "core/lib/crypto.h"
#include "core/lib/log.h"
#include "core/lib/zone.h"
#include "core/settings.h"
#include "sql/account.h"
#include "sql/event.h"
#include "sql/organizer.h"
#include "sql/team.h"
#include "sql/statements.h"
#include "tests/ask.h"

#define ZONE	"Europe/Berlin"

static struct {
	char		 dir[32];
	char		 user[64];	/* who runs the tests is the server's administrator */
	struct arena	*arena;
	struct db	*db;
	struct passwords passwords;
} stage;

/* --- building it ----------------------------------------------------------------- */

static bool
run(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

static bool
run(const char *fmt, ...)
{
	char	command[1024];
	va_list	args;

	va_start(args, fmt);
	vsnprintf(command, sizeof(command), fmt, args);
	va_end(args);
	return system(command) == 0;
}

static const char *
source_dir(void)
{
	const char *dir = getenv("MARQUEE_SRCDIR");

	return dir == NULL ? MARQUEE_SRCDIR : dir;
}

static bool
write_file(const char *name, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static bool
write_file(const char *name, const char *fmt, ...)
{
	char	 path[128];
	FILE	*f;
	va_list	 args;
	bool	 done;

	snprintf(path, sizeof(path), "%s/%s", stage.dir, name);
	f = fopen(path, "w");
	if (f == NULL)
		return false;
	va_start(args, fmt);
	done = vfprintf(f, fmt, args) >= 0;
	va_end(args);
	return fclose(f) == 0 && done;
}

/* One server that is everything, as the programs find it. */
static bool
configure(void)
{
	char path[128], here[512];

	if (getcwd(here, sizeof(here)) == NULL)
		return false;
	snprintf(path, sizeof(path), "%s/marquee.conf", stage.dir);
	setenv("MARQUEE_CONF", path, 1);
	return write_file("placement", "server db0 %s/s\ndirectory db0\nlisting db0\nhub db0\n"
	    "0-4095 db0 1\n", stage.dir) &&
	    write_file("marquee.conf", "[site]\nurl = https://marquee.example\n"
	    "[paths]\ntemplates = %s/templates\nwords = %s/locale\nstatic = %s/www/static\n"
	    "run = %s\n[cache]\nservers =\n[search]\nsocket =\n", source_dir(), here, here,
	    stage.dir);
}

#define SERVER_OPTIONS	"--plugin-load-add=ha_spider --default-time-zone=+00:00 " \
	"--transaction-isolation=READ-COMMITTED --innodb-lock-wait-timeout=3 " \
	"--sql-mode=STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO," \
	"NO_ZERO_DATE,NO_ZERO_IN_DATE"

static bool
build(void)
{
	struct passwd *who = getpwuid(geteuid());

	snprintf(stage.user, sizeof(stage.user), "%s", who == NULL ? "root" : who->pw_name);
	return run("exec %s/tests/mariadb start %s " SERVER_OPTIONS " --innodb-flush-log-at-trx-commit=0 "
	    ">/dev/null", source_dir(), stage.dir) &&
	    configure() && run("./marquee init >/dev/null && ./marquee migrate >/dev/null");
}

/*
 * Somebody who takes it down when we are gone, however that came about: this end of the pipe is then
 * closed.  Who waits for them closes it first.
 */
static pid_t
post_guard(int *end)
{
	int	ends[2];
	char	nothing;
	pid_t	guard;

	if (pipe2(ends, O_CLOEXEC) != 0 || (guard = fork()) < 0)
		return -1;
	*end = ends[1];
	if (guard > 0) {
		close(ends[0]);
		return guard;
	}
	setsid();
	close(ends[1]);
	while (read(ends[0], &nothing, 1) < 0 && errno == EINTR)
		;
	_exit(run("exec %s/tests/mariadb stop %s", source_dir(), stage.dir) ? 0 : 1);
}

int
stage_main(const suite_maker *suites)
{
	int	status = EXIT_FAILURE, end = -1;
	pid_t	guard;

	if (!run("command -v mariadbd >/dev/null")) {
		puts("1..0 # SKIP no database server here");
		return EXIT_SUCCESS;
	}
	snprintf(stage.dir, sizeof(stage.dir), "/tmp/mqs%d", (int)getpid());
	if ((guard = post_guard(&end)) > 0 && build()) {
		log_open("test", 2);
		status = check_main(suites);
	} else {
		puts("Bail out! no stage could be built");
	}
	close(end);
	waitpid(guard, NULL, 0);
	return status;
}

/* --- asking it -------------------------------------------------------------------- */

struct arena *
stage_arena(void)
{
	if (stage.arena == NULL)
		stage.arena = arena_new();
	return stage.arena;
}

static const struct conf *
settings_read(void)
{
	const char		*why = "";
	const struct conf	*conf = settings_load(stage_arena(), NULL, &why);

	ck_assert_msg(conf != NULL, "%s", why);
	return conf;
}

const char *
stage_dir(void)
{
	return stage.dir;
}

void
stage_kill(void)
{
	ck_assert(run("exec %s/tests/mariadb kill %s", source_dir(), stage.dir));
}

/* In a session of its own, so that it does not end with the test. */
void
stage_again(void)
{
	ck_assert(run("exec setsid %s/tests/mariadb again %s " SERVER_OPTIONS
	    " --innodb-flush-log-at-trx-commit=1 >/dev/null", source_dir(), stage.dir));
}

const char *
stage_user(void)
{
	return stage.user;
}

const char *
stage_socket(void)
{
	return text(stage_arena(), "%s/s", stage.dir);
}

static struct db *
connect_to(struct arena *a, const struct places *places, const struct statement *all, double patience)
{
	struct db *db = db_new(&(struct db_setup){ .places = places, .user = stage.user, .password = "",
	    .statements = all, .n_statements = N_STATEMENTS, .patience = patience });

	db_use_arena(db, a);
	return db;
}

static const struct places *
places_here(struct arena *a)
{
	const char		*why = "";
	const struct places	*places = places_load(a, conf_text(settings_read(), "db.placement"), &why);

	ck_assert_msg(places != NULL, "%s", why);
	return places;
}

struct db *
stage_db_new(struct arena *a, double patience)
{
	return connect_to(a, places_here(a), statements, patience);
}

struct db *
stage_db_of(struct arena *a, const struct statement *all)
{
	return connect_to(a, places_here(a), all, 2);
}

struct db *
stage_db_at(struct arena *a, const char *socket, double patience)
{
	const char		*name = text(a, "placement.%d", (int)getpid()), *why = "";
	const char		*path = text(a, "%s/%s", stage.dir, name);
	const struct places	*places;

	ck_assert(write_file(name, "server db0 %s\ndirectory db0\nlisting db0\nhub db0\n0-4095 db0 1\n",
	    socket));
	places = places_load(a, path, &why);
	unlink(path);
	ck_assert_msg(places != NULL, "%s", why);
	return connect_to(a, places, statements, patience);
}

struct db *
stage_db(void)
{
	if (stage.db == NULL)
		stage.db = stage_db_new(stage_arena(), 10);
	return stage.db;
}

static int64_t
tell(const char *place, const char *sql, const char *column)
{
	struct db_link	*l = db_link_new(&(struct db_link_setup){
		.address = text(stage_arena(), "%s/s", stage.dir), .user = stage.user,
		.password = "", .database = text(stage_arena(), "marquee_%s", place) });
	struct rows	 rows = { 0 };
	int64_t		 n = 0;

	if (db_link_ask(l, stage_arena(), sql, strlen(sql), &rows, 1) < 0)
		ck_abort_msg("%s: %s", sql, db_link_error(l));
	if (column != NULL && rows.n == 1)
		n = row_int(rows.at[0], column);
	db_link_free(l);
	return n;
}

void
stage_sql(const char *place, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	tell(place, text_va(stage_arena(), fmt, args), NULL);
	va_end(args);
}

int64_t
stage_number(const char *place, const char *fmt, ...)
{
	const char	*sql;
	va_list		 args;

	va_start(args, fmt);
	sql = text_va(stage_arena(), fmt, args);
	va_end(args);
	return tell(place, text(stage_arena(), "SELECT (%s) AS n", sql), "n");
}

/* --- people and organizers ----------------------------------------------------------- */

/* A word that nobody has had before. */
static const char *
fresh_word(void)
{
	unsigned char drawn[6];

	random_bytes(drawn, sizeof(drawn));
	return hex(stage_arena(), drawn, sizeof(drawn));
}

static const char *
hash_of_password(void)
{
	const char *hash;

	if (stage.passwords.pepper == NULL)
		ck_assert(account_passwords(stage_arena(), settings_read(), &stage.passwords));
	hash = password_hash(stage_arena(), &stage.passwords, STAGE_PASSWORD,
	    strlen(STAGE_PASSWORD));
	ck_assert_ptr_nonnull(hash);
	return hash;
}

int64_t
stage_person(const char *name)
{
	struct account_input	in = { .email = text(stage_arena(), "%s@example.org", fresh_word()),
	    .name = name, .password_hash = hash_of_password(), .language = "en",
	    .time_zone = ZONE };
	int64_t			account;

	ck_assert_int_eq(account_make(stage_db(), &actor_program, 7, &in, &account), ACCOUNT_MADE);
	return account;
}

const char *
stage_email(int64_t account)
{
	return row_text(q_account_sign_in(stage_db(), account), "email");
}

int64_t
stage_organizer(int64_t owner)
{
	struct organizer_input	in = { .handle = text(stage_arena(), "stage-%s", fresh_word()),
	    .name = "The Stage", .summary = "We put on tests.", .about = "All of *them*.",
	    .website = "https://stage.example/", .country = "DE", .time_zone = ZONE,
	    .currency = "EUR", .language = "en" };
	struct organizer_owner	who = { owner, "Ann", "ann@example.org" };
	int64_t			organizer;

	ck_assert_int_eq(organizer_make(stage_db(), &actor_program, 11, &in, &who, &organizer),
	    ORGANIZER_MADE);
	organizer_copy_memberships(stage_db(), organizer);
	return organizer;
}

const char *
stage_handle(int64_t organizer)
{
	return row_text(q_organizer_desk(stage_db(), organizer), "handle");
}

void
stage_hire(int64_t organizer, int64_t account, const char *role)
{
	q_team_add(stage_db(), organizer, account, role, "Somebody", "somebody@example.org");
	organizer_copy_memberships(stage_db(), organizer);
	ck_assert_msg(!db_failed(stage_db()), "%s", db_failure(stage_db()));
}

/* --- events --------------------------------------------------------------------------- */

struct event_input
stage_input(void)
{
	static const struct ticket_input	 tickets[] = {
		{ .name = "Entry", .about = "", .price = 1250, .capacity = 40 } };
	int64_t					 day = clock_day_start(clock_now(), ZONE, 14);
	struct event_input			 in = {
		.title = "Late jazz", .summary = "", .about = "Loud, and **late**.",
		.category = "music", .language = "en", .attendance = "in_person", .online_url = "",
		.time_zone = ZONE, .currency = "EUR", .dated = true,
		.starts_at = day + 20 * 3600, .ends_at = day + 23 * 3600,
		.venue = { .name = "Quasimodo", .street = "Kantstr. 12a", .postcode = "10623",
		    .city = "Berlin", .city_slug = "berlin", .country = "DE", .located = true,
		    .latitude = 52.5056, .longitude = 13.3285 },
		.tickets = tickets, .tickets_n = 1,
	};

	in.starts_wall = zone_wall(stage_arena(), in.starts_at, ZONE, "%Y-%m-%dT%H:%M");
	in.ends_wall = zone_wall(stage_arena(), in.ends_at, ZONE, "%Y-%m-%dT%H:%M");
	return in;
}

int64_t
stage_event_of(int64_t organizer, const struct event_input *in)
{
	unsigned char	key[16];
	int64_t		event;

	random_bytes(key, sizeof(key));
	ck_assert_int_eq(event_make(stage_db(), &actor_program, organizer, key, in, &event),
	    EVENT_DONE);
	return event;
}

int64_t
stage_event(int64_t organizer)
{
	struct event_input in = stage_input();

	return stage_event_of(organizer, &in);
}

void
stage_do(int64_t event, enum event_deed deed)
{
	ck_assert_int_eq(event_do(stage_db(), &actor_program, event, deed), EVENT_DONE);
	ck_assert(listing_feed(stage_db(), stage_arena(), event));
}

void
stage_publish(int64_t event)
{
	stage_do(event, EVENT_PUBLISH);
}

static const char *
known(int64_t event, const char *column)
{
	struct row *row = q_event_desk(stage_db(), event);

	ck_assert_msg(row != NULL, "no such event");
	return row_text(row, column);
}

const char *
stage_path(int64_t event)
{
	return known(event, "path");
}

const char *
stage_state(int64_t event)
{
	return known(event, "state");
}

int64_t
stage_version(int64_t event)
{
	return row_int(q_event_desk(stage_db(), event), "version");
}

/* --- visitors ---------------------------------------------------------------------------- */

void
stage_sign_in(int64_t account)
{
	static const struct program door = { .name = "account" };	/* who may begin sessions */

	ask_as(&door, account);
}
