/*
 * migrate_users.c: one database user a program, with the rights of sql/grants.def and no
 * others.  What is there is compared with what is wanted, so that running programs
 * never lose a right that they keep.
 */
#include "handlers/cli/migrate.h"

#include "core/lib/str.h"

#include <stdio.h>
#include <string.h>

struct grant {
	const char	*program, *place, *privileges, *tables;
};

static const struct grant grants[] = {
#define GRANT(program, place, privileges, tables) { #program, #place, privileges, tables },
#include "sql/grants.def"
#undef GRANT
};
#define N_GRANTS	(sizeof(grants) / sizeof(grants[0]))

/* A user as we speak of them: 'marquee_public'@'localhost'. */
struct person {
	const char	*program;
	const char	*name, *host;
	/* both, quoted, for statements; information_schema writes it so too */
	const char	*full;
	const char	*password;
};

static bool
begins(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* True when the next word of *list equals `wanted`, or any does. */
static bool
has_word(const char *list, const char *wanted)
{
	const size_t n = strlen(wanted);

	for (const char *p = list; (p = strstr(p, wanted)) != NULL; p += n)
		if ((p == list || p[-1] == ' ') && (p[n] == '\0' || p[n] == ' ' || p[n] == ','))
			return true;
	return false;
}

/* True when grants.def gives this right to a program with this user on this server. */
static bool
is_wanted(struct migrate *m, size_t server, const struct person *who, const char *schema,
    const char *table, const char *privilege)
{
	static const char ours[] = "marquee_";

	for (size_t i = 0; i < N_GRANTS; i++) {
		const struct grant *g = &grants[i];

		if (migrate_is_on(m, server, g->place) && begins(schema, ours) &&
		    strcmp(schema + strlen(ours), g->place) == 0 &&
		    has_word(g->privileges, privilege) && has_word(g->tables, table) &&
		    strcmp(cli_db_user(m->cli, g->program), who->name) == 0)
			return true;
	}
	return false;
}

/* --- users --------------------------------------------------------------- */

static const char *
identified(struct migrate *m, const struct person *who)
{
	if (*who->password == '\0')
		return "IDENTIFIED VIA unix_socket";
	return text(m->arena, "IDENTIFIED VIA mysql_native_password USING PASSWORD(%s)",
	    migrate_quote(m, who->password));
}

static bool
knows_password(struct migrate *m, size_t server, const struct person *who)
{
	const char *proof = *who->password == '\0' ? "plugin = 'unix_socket'" :
	    text(m->arena, "plugin = 'mysql_native_password' "
	    "AND authentication_string = PASSWORD(%s)",
	    migrate_quote(m, who->password));

	return migrate_ask(m, server,
	    "SELECT 1 FROM mysql.user WHERE User = %s AND Host = %s AND %s",
	    migrate_quote(m, who->name), migrate_quote(m, who->host), proof).n > 0;
}

/* False when there is a password file for the program that cannot be read. */
static bool
find_person(struct migrate *m, size_t server, const char *program, struct person *who)
{
	who->program = program;
	who->name = cli_db_user(m->cli, program);
	who->host = *m->places->servers[server].address == '/' ? "localhost" : "%";
	who->full = text(m->arena, "%s@%s", migrate_quote(m, who->name),
	    migrate_quote(m, who->host));
	who->password = cli_db_password(m->cli, program);
	if (who->password != NULL)
		return true;
	m->failed = true;
	complain("the database password of %s cannot be read; run `marquee init` first", program);
	return false;
}

static void
make_user(struct migrate *m, size_t server, const struct person *who)
{
	if (m->failed || knows_password(m, server, who))
		return;
	migrate_do(m, server, text(m->arena, "user %s", who->full),
	    text(m->arena, "CREATE USER IF NOT EXISTS %s %s", who->full, identified(m, who)));
	if (!m->plan)
		migrate_tell(m, server, text(m->arena, "ALTER USER %s %s", who->full,
		    identified(m, who)));
}

const char *
migrate_user(struct migrate *m, size_t server, const char *program)
{
	struct person who;

	if (!find_person(m, server, program, &who))
		return "";
	make_user(m, server, &who);
	return who.full;
}

/* --- rights -------------------------------------------------------------- */

/* What they may do now: schema s, table t, privilege p; "*" for all of them. */
static struct rows
read_rights(struct migrate *m, size_t server, const struct person *who)
{
	const char *grantee = migrate_quote(m, who->full);

	return migrate_ask(m, server,
	    "SELECT TABLE_SCHEMA AS s, TABLE_NAME AS t, PRIVILEGE_TYPE AS p "
	    "FROM information_schema.TABLE_PRIVILEGES WHERE GRANTEE = %s UNION ALL "
	    "SELECT TABLE_SCHEMA, '*', PRIVILEGE_TYPE "
	    "FROM information_schema.SCHEMA_PRIVILEGES WHERE GRANTEE = %s UNION ALL "
	    "SELECT '*', '*', PRIVILEGE_TYPE "
	    "FROM information_schema.USER_PRIVILEGES WHERE GRANTEE = %s "
	    "AND PRIVILEGE_TYPE <> 'USAGE'", grantee, grantee, grantee);
}

static bool
has_right(const struct rows *rights, const char *schema, const char *table, const char *privilege)
{
	for (size_t i = 0; i < rights->n; i++)
		if (row_is(rights->at[i], "s", schema) && row_is(rights->at[i], "t", table) &&
		    row_is(rights->at[i], "p", privilege))
			return true;
	return false;
}

/* One table's privileges, those that are missing, in one statement. */
static void
give_right(struct migrate *m, size_t server, const struct person *who, const struct rows *rights,
    const struct grant *g, const char *table)
{
	const char	*schema = text(m->arena, "marquee_%s", g->place);
	char		*privileges = arena_copy(m->arena, g->privileges), *rest, *privilege;
	struct str	*missing = str_new(m->arena);

	for (privilege = strtok_r(privileges, ", ", &rest); privilege != NULL;
	    privilege = strtok_r(NULL, ", ", &rest))
		if (!has_right(rights, schema, table, privilege))
			str_addf(missing, "%s%s", missing->len == 0 ? "" : ", ", privilege);
	if (missing->len > 0)
		migrate_do(m, server, text(m->arena, "user %s: may %s %s.%s", who->full,
		    missing->text, schema, table),
		    text(m->arena, "GRANT %s ON %s.%s TO %s", missing->text, schema, table,
		    who->full));
}

static void
give_rights(struct migrate *m, size_t server, const struct person *who, const struct rows *rights,
    const struct grant *g)
{
	char *tables = arena_copy(m->arena, g->tables), *rest, *table;

	for (table = strtok_r(tables, " ", &rest); table != NULL && !m->failed;
	    table = strtok_r(NULL, " ", &rest))
		give_right(m, server, who, rights, g, table);
}

/* Take away what no row of grants.def gives. */
static void
take_rights(struct migrate *m, size_t server, const struct person *who, const struct rows *rights)
{
	for (size_t i = 0; i < rights->n; i++) {
		const char *schema = row_text(rights->at[i], "s"),
		    *table = row_text(rights->at[i], "t"),
		    *privilege = row_text(rights->at[i], "p");

		if (!is_wanted(m, server, who, schema, table, privilege))
			migrate_do(m, server, text(m->arena, "user %s: may not %s %s.%s", who->full,
			    privilege, schema, table),
			    text(m->arena, "REVOKE %s ON %s.%s FROM %s", privilege, schema, table,
			    who->full));
	}
}

/* --- all of them --------------------------------------------------------- */

/* True at the first row of a program that has anything on this server. */
static bool
is_first_here(const struct migrate *m, size_t server, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (strcmp(grants[j].program, grants[i].program) == 0 &&
		    migrate_is_on(m, server, grants[j].place))
			return false;
	return migrate_is_on(m, server, grants[i].place);
}

/*
 * A program's user, what is missing, and what is too much: in this order, so that nothing
 * is missed meanwhile.
 */
static void
make_program(struct migrate *m, size_t server, const char *program)
{
	struct person	who;
	struct rows	rights;

	if (!find_person(m, server, program, &who))
		return;
	make_user(m, server, &who);
	rights = read_rights(m, server, &who);
	for (size_t i = 0; i < N_GRANTS; i++)
		if (migrate_is_on(m, server, grants[i].place) &&
		    strcmp(grants[i].program, program) == 0)
			give_rights(m, server, &who, &rights, &grants[i]);
	take_rights(m, server, &who, &rights);
}

static void
make_users(struct migrate *m, size_t server)
{
	for (size_t i = 0; i < N_GRANTS && !m->failed; i++)
		if (is_first_here(m, server, i))
			make_program(m, server, grants[i].program);
}

void
migrate_users(struct migrate *m)
{
	for (size_t s = 0; s < m->places->n_servers && !m->failed; s++)
		make_users(m, s);
}
