/*
 * migrate.c: bring every table, procedure, user and right to its newest shape.
 *
 * The statements are those of sql/migrate, which are part of this program.  Each place has a
 * table `migration` that says which are done, and how many statements of the one
 * that is under way; DDL is atomic in MariaDB, so a kill between two of them, or between one and
 * its note, is made good by running it again, and each can be (IF NOT EXISTS).  A lock on
 * every server, which falls when its connection does, keeps two migrations apart.
 *
 * Users and rights are migrate_users.c, the hub is migrate_hub.c, rows that come with the
 * program migrate_data.c.
 */
#include "handlers/cli/migrate.h"

#include "core/lib/crypto.h"
#include "core/lib/str.h"
#include "sql/migrations.h"

#include <pwd.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LOCK_WAIT	"10"	/* seconds another migration may take before we give up */

static const char *const place_names[] = { "directory", "listing", "shard", "hub" };
#define N_PLACES	(sizeof(place_names) / sizeof(place_names[0]))

/* --- asking servers ------------------------------------------------------ */

static const char *
name_of(const struct migrate *m, size_t server)
{
	return m->places->servers[server].name;
}

static bool
send_text(struct migrate *m, size_t server, const char *sql, struct rows *rows)
{
	if (m->failed)
		return false;
	if (db_link_ask(m->links[server], m->arena, sql, strlen(sql), rows, rows != NULL) >= 0)
		return true;
	m->failed = true;
	complain("%s: %u %s", name_of(m, server), db_link_errno(m->links[server]),
	    db_link_error(m->links[server]));
	return false;
}

bool
migrate_tell(struct migrate *m, size_t server, const char *sql)
{
	return send_text(m, server, sql, NULL);
}

bool
migrate_do(struct migrate *m, size_t server, const char *what, const char *sql)
{
	if (m->failed)
		return false;
	m->changes++;
	if (*what != '\0')
		printf("%s%s %s\n", m->plan ? "would do: " : "", name_of(m, server), what);
	fflush(stdout);
	return m->plan || send_text(m, server, sql, NULL);
}

struct rows
migrate_ask(struct migrate *m, size_t server, const char *fmt, ...)
{
	struct rows	 rows = { 0 };
	const char	*sql;
	va_list		 args;

	va_start(args, fmt);
	sql = text_va(m->arena, fmt, args);
	va_end(args);
	send_text(m, server, sql, &rows);
	return rows;
}

const char *
migrate_quote(struct migrate *m, const char *s)
{
	struct str *q = str_new(m->arena);

	str_addc(q, '\'');
	for (; *s != '\0'; s++) {
		if (*s == '\'' || *s == '\\')
			str_addc(q, '\\');
		str_addc(q, *s);
	}
	str_addc(q, '\'');
	return q->text;
}

const char *
migrate_checksum(struct migrate *m, const char *s)
{
	unsigned char digest[SHA256_BYTES];

	sha256(s, strlen(s), digest);
	return hex(m->arena, digest, sizeof(digest));
}

/* --- where things are ---------------------------------------------------- */

bool
migrate_is_on(const struct migrate *m, size_t server, const char *place)
{
	const struct places *p = m->places;

	if (strcmp(place, "directory") == 0)
		return p->directory == server;
	if (strcmp(place, "listing") == 0)
		return p->listing == server;
	if (strcmp(place, "hub") == 0)
		return p->hub == server;
	for (size_t i = 0; i < p->n_ranges; i++)
		if (p->ranges[i].server == server)
			return true;
	return false;
}

size_t
migrate_server_of(const struct migrate *m, const char *place)
{
	size_t server = 0;

	while (!migrate_is_on(m, server, place))
		server++;	/* places_load() made sure that there is one */
	return server;
}

bool
migrate_has_database(struct migrate *m, size_t server, const char *place)
{
	return migrate_ask(m, server, "SELECT 1 FROM information_schema.SCHEMATA "
	    "WHERE SCHEMA_NAME = 'marquee_%s'", place).n > 0;
}

static bool
has_table(struct migrate *m, size_t server, const char *place, const char *table)
{
	return migrate_ask(m, server, "SELECT 1 FROM information_schema.TABLES "
	    "WHERE TABLE_SCHEMA = 'marquee_%s' AND TABLE_NAME = '%s'", place, table).n > 0;
}

/* --- databases and the tables about tables ------------------------------- */

static const char migration_table[] = "CREATE TABLE IF NOT EXISTS marquee_%s.migration ("
    "number INT UNSIGNED NOT NULL, name VARCHAR(100) NOT NULL, checksum CHAR(64) NOT NULL, "
    "statements SMALLINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'how many of it are done', "
    "begun_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), done_at DATETIME(3) NULL, "
    "PRIMARY KEY (number)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci "
    "COMMENT='which files of sql/migrate have been applied here'";

static const char made_table[] = "CREATE TABLE IF NOT EXISTS marquee_%s.made ("
    "what VARCHAR(64) NOT NULL, checksum CHAR(64) NOT NULL, "
    "made_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3), "
    "PRIMARY KEY (what)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci "
    "COMMENT='what is made anew when it changes: procedures, the hub'";

static void
make_database(struct migrate *m, size_t server, const char *place)
{
	if (!migrate_has_database(m, server, place))
		migrate_do(m, server, text(m->arena, "marquee_%s: database", place),
		    text(m->arena, "CREATE DATABASE IF NOT EXISTS marquee_%s CHARACTER SET utf8mb4 "
		    "COLLATE utf8mb4_uca1400_ai_ci", place));
	if (m->plan)
		return;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	migrate_tell(m, server, text(m->arena, migration_table, place));
	migrate_tell(m, server, text(m->arena, made_table, place));
#pragma GCC diagnostic pop
}

bool
migrate_is_made(struct migrate *m, size_t server, const char *place, const char *what,
    const char *checksum)
{
	return has_table(m, server, place, "made") && migrate_ask(m, server,
	    "SELECT 1 FROM marquee_%s.made WHERE what = '%s' AND checksum = '%s'",
	    place, what, checksum).n > 0;
}

void
migrate_note_made(struct migrate *m, size_t server, const char *place, const char *what,
    const char *checksum)
{
	if (!m->plan)
		migrate_tell(m, server, text(m->arena,
		    "REPLACE INTO marquee_%s.made (what, checksum) "
		    "VALUES ('%s', '%s')", place, what, checksum));
}

/* --- migrations ---------------------------------------------------------- */

static const char *
checksum_of(struct migrate *m, const struct migration *g)
{
	struct str *all = str_new(m->arena);

	for (size_t i = 0; i < g->n; i++)
		str_addf(all, "%s;\n", g->statements[i]);
	return migrate_checksum(m, all->text);
}

/* What the place knows of a migration; NULL when nothing. */
static const struct row *
state_of(struct migrate *m, size_t server, const struct migration *g)
{
	struct rows rows;

	if (!has_table(m, server, g->place, "migration"))
		return NULL;
	rows = migrate_ask(m, server,
	    "SELECT statements, checksum, done_at FROM marquee_%s.migration "
	    "WHERE number = %d", g->place, g->number);
	return rows.n == 0 ? NULL : rows.at[0];
}

/* Statement by statement, each noted when it is done. */
static void
apply(struct migrate *m, size_t server, const struct migration *g, size_t from)
{
	migrate_do(m, server, text(m->arena, "marquee_%s: %s%s", g->place, g->name,
	    from > 0 ? ", from where it was left" : ""),
	    text(m->arena, "USE marquee_%s", g->place));
	if (m->plan)
		return;
	migrate_tell(m, server, text(m->arena,
	    "INSERT IGNORE INTO migration (number, name, checksum) "
	    "VALUES (%d, '%s', '%s')", g->number, g->name, checksum_of(m, g)));
	for (size_t i = from; i < g->n; i++) {
		migrate_tell(m, server, g->statements[i]);
		migrate_tell(m, server, text(m->arena,
		    "UPDATE migration SET statements = %zu WHERE number = %d",
		    i + 1, g->number));
	}
	migrate_tell(m, server, text(m->arena,
	    "UPDATE migration SET done_at = NOW(3) WHERE number = %d", g->number));
}

static void
apply_if_new(struct migrate *m, size_t server, const struct migration *g)
{
	const struct row	*state = state_of(m, server, g);
	const char		*checksum = checksum_of(m, g);

	if (m->failed)
		return;
	if (state != NULL && !row_is(state, "checksum", checksum)) {
		m->failed = true;
		complain("%s: %s is not what was applied here as number %d; "
		    "what has landed is never edited",
		    name_of(m, server), g->name, g->number);
		return;
	}
	if (state == NULL || row_null(state, "done_at"))
		apply(m, server, g, state == NULL ? 0 : (size_t)row_int(state, "statements"));
}

/* Refuse a database that a newer program has changed. */
static void
check_known(struct migrate *m, size_t server, const char *place)
{
	struct rows	rows;
	int		newest = 0;

	if (m->failed || strcmp(place, "hub") == 0 || !has_table(m, server, place, "migration"))
		return;
	for (size_t i = 0; i < n_migrations; i++)
		if (strcmp(migrations[i].place, place) == 0)
			newest = migrations[i].number;
	rows = migrate_ask(m, server, "SELECT name FROM marquee_%s.migration WHERE number > %d",
	    place, newest);
	if (rows.n == 0)
		return;
	m->failed = true;
	complain("%s: marquee_%s is newer than this program: it has %s", name_of(m, server), place,
	    row_text(rows.at[0], "name"));
}

static void
migrate_all_tables(struct migrate *m)
{
	for (size_t p = 0; p < N_PLACES; p++)
		for (size_t s = 0; s < m->places->n_servers; s++)
			if (migrate_is_on(m, s, place_names[p])) {
				check_known(m, s, place_names[p]);
				make_database(m, s, place_names[p]);
			}
	for (size_t i = 0; i < n_migrations; i++)
		for (size_t s = 0; s < m->places->n_servers; s++)
			if (migrate_is_on(m, s, migrations[i].place))
				apply_if_new(m, s, &migrations[i]);
}

/* --- procedures ---------------------------------------------------------- */

static const char *
all_procedures(struct migrate *m, const char *place)
{
	struct str *all = str_new(m->arena);

	for (const struct procedure *p = procedures; p->name != NULL; p++)
		if (strcmp(p->place, place) == 0)
			str_addf(all, "%s\n", p->text);
	return all->text;
}

static bool
is_ours(const char *place, const char *name)
{
	for (const struct procedure *p = procedures; p->name != NULL; p++)
		if (strcmp(p->place, place) == 0 && strcmp(p->name, name) == 0)
			return true;
	return false;
}

static void
drop_others(struct migrate *m, size_t server, const char *place)
{
	struct rows rows = migrate_ask(m, server,
	    "SELECT ROUTINE_NAME AS name FROM information_schema.ROUTINES "
	    "WHERE ROUTINE_SCHEMA = 'marquee_%s' AND ROUTINE_TYPE = 'PROCEDURE'", place);

	for (size_t i = 0; i < rows.n; i++)
		if (!is_ours(place, row_text(rows.at[i], "name")))
			migrate_do(m, server, text(m->arena, "marquee_%s: no procedure %s", place,
			    row_text(rows.at[i], "name")),
			    text(m->arena, "DROP PROCEDURE IF EXISTS marquee_%s.%s",
			    place, row_text(rows.at[i], "name")));
}

/* All of a place, when any has changed: each CREATE makes every connection read them anew. */
static void
make_procedures(struct migrate *m, size_t server, const char *place)
{
	const char *checksum = migrate_checksum(m, all_procedures(m, place));

	if (migrate_is_made(m, server, place, "procedures", checksum))
		return;
	if (!m->plan)
		migrate_tell(m, server, text(m->arena, "USE marquee_%s", place));
	for (const struct procedure *p = procedures; p->name != NULL; p++)
		if (strcmp(p->place, place) == 0)
			migrate_do(m, server, text(m->arena, "marquee_%s: procedure %s", place,
			    p->name), p->text);
	drop_others(m, server, place);
	migrate_note_made(m, server, place, "procedures", checksum);
}

static void
migrate_all_procedures(struct migrate *m)
{
	for (size_t s = 0; s < m->places->n_servers; s++)
		for (size_t p = 0; p < N_PLACES - 1; p++)
			if (migrate_is_on(m, s, place_names[p]))
				make_procedures(m, s, place_names[p]);
}

/* --- dump ---------------------------------------------------------------- */

struct rows
migrate_tables(struct migrate *m, size_t server, const char *place)
{
	return migrate_ask(m, server, "SELECT TABLE_NAME AS name FROM information_schema.TABLES "
	    "WHERE TABLE_SCHEMA = 'marquee_%s' AND TABLE_NAME NOT IN ('made', 'migration') "
	    "ORDER BY TABLE_NAME", place);
}

const char *
migrate_create_table(struct migrate *m, size_t server, const char *place, const char *table)
{
	struct rows	 rows = migrate_ask(m, server, "SHOW CREATE TABLE marquee_%s.`%s`", place,
	    table);
	char		*sql, *counter;

	if (rows.n == 0)
		return "";
	sql = arena_copy(m->arena, row_text(rows.at[0], "Create Table"));
	counter = strstr(sql, " AUTO_INCREMENT=");
	if (counter != NULL)
		memmove(counter, counter + 1 + strcspn(counter + 1, " "),
		    strlen(counter + 1 + strcspn(counter + 1, " ")) + 1);
	return sql;
}

static int
dump(struct migrate *m, const char *place)
{
	size_t		server;
	struct rows	tables;

	for (size_t i = 0; i < N_PLACES; i++)
		if (strcmp(place_names[i], place) == 0) {
			server = migrate_server_of(m, place);
			tables = migrate_tables(m, server, place);
			printf("-- marquee_%s as sql/migrate makes it, for people to read: "
			    "`marquee migrate --dump %s`.\n",
			    place, place);
			for (size_t t = 0; t < tables.n; t++)
				printf("\n%s;\n", migrate_create_table(m, server, place,
				    row_text(tables.at[t], "name")));
			return m->failed;
		}
	return complain("there is no place '%s': directory, listing, shard or hub", place);
}

/* --- status -------------------------------------------------------------- */

static int
newest_of(const char *place)
{
	return strcmp(place, "directory") == 0 ? SCHEMA_DIRECTORY :
	    strcmp(place, "listing") == 0 ? SCHEMA_LISTING : SCHEMA_SHARD;
}

/* One line a database; returns whether it is what this program knows. */
static bool
show_state(struct migrate *m, size_t server, const char *place)
{
	struct rows	rows;
	const char	*state = "not there yet";
	int64_t		number = 0, unfinished = 0;

	if (has_table(m, server, place, "migration")) {
		rows = migrate_ask(m, server, "SELECT IFNULL(MAX(number), 0) AS number, "
		    "IFNULL(SUM(done_at IS NULL), 0) AS unfinished FROM marquee_%s.migration",
		    place);
		number = rows.n == 0 ? 0 : row_int(rows.at[0], "number");
		unfinished = rows.n == 0 ? 0 : row_int(rows.at[0], "unfinished");
		state = unfinished > 0 ? "left half way" : number < newest_of(place) ? "old" :
		    number > newest_of(place) ? "newer than this program" : "as it should be";
	}
	if (!m->failed)
		printf("%s\tmarquee_%s\t%04lld\t%s\n", name_of(m, server), place, (long long)number,
		    state);
	return !m->failed && unfinished == 0 && number == newest_of(place);
}

static int
status(struct migrate *m)
{
	bool good = true;

	for (size_t s = 0; s < m->places->n_servers; s++)
		for (size_t p = 0; p < N_PLACES; p++)
			if (migrate_is_on(m, s, place_names[p]) &&
			    !show_state(m, s, place_names[p])) {
				/* a server that is gone does not hide the others */
				m->failed = false;
				good = false;
			}
	return good ? 0 : 1;
}

/* --- the command --------------------------------------------------------- */

static const char *
admin_of(struct migrate *m)
{
	const char	*user = conf_text(m->cli->conf, "db.admin_user");
	struct passwd	*who = getpwuid(geteuid());

	return *user != '\0' ? user : who == NULL ? "root" : arena_copy(m->arena, who->pw_name);
}

static bool
open_links(struct migrate *m)
{
	struct db_link_setup	 setup = { .user = admin_of(m), .hello = "SET SESSION sql_mode = "
	    "'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', "
	    "time_zone = '+00:00', "
	    "lock_wait_timeout = 60" };

	setup.password = conf_secret(m->cli->conf, "db.admin_password");
	if (setup.password == NULL)
		return complain("the administrator's password cannot be read") == 0;
	m->links = make_array(m->arena, struct db_link *, m->places->n_servers);
	for (size_t s = 0; s < m->places->n_servers; s++) {
		setup.address = m->places->servers[s].address;
		m->links[s] = db_link_new(&setup);
	}
	return true;
}

static void
close_links(struct migrate *m)
{
	for (size_t s = 0; s < m->places->n_servers; s++)
		db_link_free(m->links[s]);
}

/*
 * On every server, by the connection that works there: it holds as long as a statement of
 * ours runs on.
 */
static void
take_locks(struct migrate *m)
{
	for (size_t s = 0; s < m->places->n_servers && !m->failed; s++) {
		struct rows rows = migrate_ask(m, s,
		    "SELECT GET_LOCK('marquee migrate', " LOCK_WAIT ") AS got");

		if (m->failed || (rows.n == 1 && row_int(rows.at[0], "got") == 1))
			continue;
		m->failed = true;
		complain("%s: another migration is under way", name_of(m, s));
	}
}

static int
migrate_everything(struct migrate *m)
{
	take_locks(m);
	migrate_all_tables(m);
	migrate_all_procedures(m);
	migrate_data(m);
	migrate_users(m);
	migrate_hub(m);
	if (m->failed)
		return 1;
	if (m->changes == 0)
		puts("everything is as it should be");
	return 0;
}

int
migrate_command(struct cli *cli, int argc, char **argv)
{
	struct migrate	 m = { .cli = cli, .arena = cli->arena };
	const char	*word = argc > 1 ? argv[1] : "", *err;
	int		 result;

	m.plan = strcmp(word, "--plan") == 0;
	if (argc > 3 || (argc == 3) != (strcmp(word, "--dump") == 0) ||
	    (argc == 2 && !m.plan && strcmp(word, "--status") != 0))
		return usage(argv[0]);
	m.places = places_load(m.arena, conf_text(cli->conf, "db.placement"), &err);
	if (m.places == NULL)
		return complain("%s", err);
	if (!open_links(&m))
		return 1;
	if (strcmp(word, "--status") == 0)
		result = status(&m);
	else if (strcmp(word, "--dump") == 0)
		result = dump(&m, argv[2]);
	else
		result = migrate_everything(&m);
	close_links(&m);
	return result;
}
