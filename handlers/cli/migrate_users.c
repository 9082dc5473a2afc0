/*
 * migrate_users.c: one database user a program, with the rights of sql/grants.def and no
 * others.  What is there is compared with what is wanted, so that running programs
 * never lose a right that they keep.
 */
#include "handlers/cli/migrate.h"

#include "core/lib/db_conf.h"

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
	const char	*full;		/* both, quoted, for statements; information_schema writes it so too */
	const char	*password;
};

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
is_wanted(struct migrate *m, size_t server, const struct person *who, const char *schema, const char *table,
    const char *privilege)
{
	for (size_t i = 0; i < N_GRANTS; i++) {
		const struct grant *g = &grants[i];

		if (migrate_is_on(m, server, g->place) && strcmp(schema + strlen("marquee_"), g->place) == 0 &&
		    strncmp(schema, "marquee_", strlen("marquee_")) == 0 &&
		    has_word(g->privileges, privilege) && has_word(g->tables, table) &&
		    strcmp(db_conf_user(m->arena, m->cli->conf, g->program), who->name) == 0)
			return true;
	}
	return false;
}

/* --- users ------------------------------------------------------------------------------- */

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
	    text(m->arena, "plugin = 'mysql_native_password' AND authentication_string = PASSWORD(%s)",
	    migrate_quote(m, who->password));

	return migrate_ask(m, server, "SELECT 1 FROM mysql.user WHERE User = %s AND Host = %s AND %s",
	    migrate_quote(m, who->name), migrate_quote(m, who->host), proof).n > 0;
}

/* False when there is a password file for the program that cannot be read. */
static bool
find_person(struct migrate *m, size_t server, const char *program, struct person *who)
{
	who->program = program;
	who->name = db_conf_user(m->arena, m->cli->conf, program);
	who->host = *m->places->servers[server].address == '/' ? "localhost" : "%";
	who->full = text(m->arena, "%s@%s", migrate_quote(m, who->name), migrate_quote(m, who->host));
	who->password = db_conf_password(m->cli->conf, program);
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
		migrate_tell(m, server, text(m->arena, "ALTER USER %s %s", who->full, identified(m, who)));
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

/* --- rights -------------------------------------------------------------------------------- */

static bool
has_right(struct migrate *m, size_t server, const struct person *who, const char *place, const char *table,
    const char *privilege)
{
	const char *grantee = migrate_quote(m, who->full);

	if (strcmp(table, "*") == 0)
		return migrate_ask(m, server, "SELECT 1 FROM information_schema.SCHEMA_PRIVILEGES WHERE GRANTEE = %s "
		    "AND TABLE_SCHEMA = 'marquee_%s' AND PRIVILEGE_TYPE = '%s'", grantee, place, privilege).n > 0;
	return migrate_ask(m, server, "SELECT 1 FROM information_schema.TABLE_PRIVILEGES WHERE GRANTEE = %s "
	    "AND TABLE_SCHEMA = 'marquee_%s' AND TABLE_NAME = '%s' AND PRIVILEGE_TYPE = '%s'",
	    grantee, place, table, privilege).n > 0;
}

static void
give_right(struct migrate *m, size_t server, const struct person *who, const struct grant *g, const char *table)
{
	char *privileges = arena_copy(m->arena, g->privileges), *rest, *privilege;

	for (privilege = strtok_r(privileges, ", ", &rest); privilege != NULL; privilege = strtok_r(NULL, ", ", &rest)) {
		if (has_right(m, server, who, g->place, table, privilege))
			continue;
		migrate_do(m, server, text(m->arena, "user %s: may %s marquee_%s.%s", who->full, privilege, g->place, table),
		    text(m->arena, "GRANT %s ON marquee_%s.%s TO %s", privilege, g->place, table, who->full));
	}
}

static void
give_rights(struct migrate *m, size_t server, const struct person *who, const struct grant *g)
{
	char *tables = arena_copy(m->arena, g->tables), *rest, *table;

	for (table = strtok_r(tables, " ", &rest); table != NULL && !m->failed; table = strtok_r(NULL, " ", &rest))
		give_right(m, server, who, g, table);
}

/* Take away what no row of grants.def gives. */
static void
take_rights(struct migrate *m, size_t server, const struct person *who)
{
	const char	*grantee = migrate_quote(m, who->full);
	struct rows	 rows = migrate_ask(m, server, "SELECT TABLE_SCHEMA AS s, TABLE_NAME AS t, PRIVILEGE_TYPE AS p "
	    "FROM information_schema.TABLE_PRIVILEGES WHERE GRANTEE = %s UNION ALL "
	    "SELECT TABLE_SCHEMA, '*', PRIVILEGE_TYPE FROM information_schema.SCHEMA_PRIVILEGES WHERE GRANTEE = %s "
	    "UNION ALL SELECT '*', '*', PRIVILEGE_TYPE FROM information_schema.USER_PRIVILEGES WHERE GRANTEE = %s "
	    "AND PRIVILEGE_TYPE <> 'USAGE'", grantee, grantee, grantee);

	for (size_t i = 0; i < rows.n; i++) {
		const char *schema = row_text(rows.at[i], "s"), *table = row_text(rows.at[i], "t"),
		    *privilege = row_text(rows.at[i], "p");

		if (!is_wanted(m, server, who, schema, table, privilege))
			migrate_do(m, server, text(m->arena, "user %s: may not %s %s.%s", who->full, privilege, schema, table),
			    text(m->arena, "REVOKE %s ON %s.%s FROM %s", privilege, schema, table, who->full));
	}
}

/* --- all of them ------------------------------------------------------------------------------ */

/* True at the first row of a program that has anything on this server. */
static bool
is_first_here(const struct migrate *m, size_t server, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (strcmp(grants[j].program, grants[i].program) == 0 && migrate_is_on(m, server, grants[j].place))
			return false;
	return migrate_is_on(m, server, grants[i].place);
}

static void
make_users(struct migrate *m, size_t server)
{
	struct person who;

	for (size_t i = 0; i < N_GRANTS && !m->failed; i++)
		if (is_first_here(m, server, i) && find_person(m, server, grants[i].program, &who))
			make_user(m, server, &who);
	for (size_t i = 0; i < N_GRANTS && !m->failed; i++)
		if (migrate_is_on(m, server, grants[i].place) && find_person(m, server, grants[i].program, &who))
			give_rights(m, server, &who, &grants[i]);
	for (size_t i = 0; i < N_GRANTS && !m->failed; i++)
		if (is_first_here(m, server, i) && find_person(m, server, grants[i].program, &who))
			take_rights(m, server, &who);
}

void
migrate_users(struct migrate *m)
{
	for (size_t s = 0; s < m->places->n_servers && !m->failed; s++)
		make_users(m, s);
}
