/*
 * migrate_hub.c: the hub, whose tables are the shards' tables seen through Spider.
 *
 * They are made from the shards' own (SHOW CREATE TABLE), without secrets, large bytes,
 * constraints and unique keys, and partitioned by what the placement says: one partition a
 * server, for each of them holds one table with all its logical shards.  The links'
 * user may SELECT there and nothing else, and only the columns that the hub has.
 */
#include "handlers/cli/migrate.h"

#include "core/lib/str.h"
#include "sql/migrations.h"

#include <stdio.h>
#include <string.h>

#define SHARD_SHIFT	51	/* of an id; see lib/id.h */

/* What is nobody's business elsewhere, or gone tomorrow. */
static const char left_out[] = "heartbeat rate request_key session";

/* A table of the shards as the hub has it. */
struct table {
	const char	*name;
	/* first column of the primary key: an id, which knows its shard */
	const char	*key;
	struct str	*lines;		/* columns and keys of the hub's table */
	struct str	*columns;	/* their names, with commas */
	bool		 partial;	/* some columns are missing */
};

/* --- partitions ---------------------------------------------------------- */

/* True when the logical shards of each server are one run, whatever lies between. */
static bool
is_one_run_each(const struct places *p)
{
	for (size_t i = 0; i < p->n_ranges; i++)
		for (size_t j = i + 1; j < p->n_ranges; j++)
			if (p->ranges[j].server == p->ranges[i].server &&
			    p->ranges[j - 1].server != p->ranges[i].server)
				return false;
	return true;
}

static void
add_runs(struct migrate *m, struct str *s, const char *key)
{
	const struct places	*p = m->places;
	const char		*between = "";

	str_addf(s, "PARTITION BY RANGE (`%s`) (", key);
	for (size_t i = 0; i < p->n_ranges; i++) {
		const char *name = p->servers[p->ranges[i].server].name;

		if (i + 1 < p->n_ranges && p->ranges[i + 1].server == p->ranges[i].server)
			continue;
		if (i + 1 < p->n_ranges)
			str_addf(s, "%sPARTITION `%s` VALUES LESS THAN (%lld) COMMENT 'srv \"%s\"'",
			    between, name,
			    (long long)(p->ranges[i].last + 1) << SHARD_SHIFT, name);
		else
			str_addf(s,
			    "%sPARTITION `%s` VALUES LESS THAN MAXVALUE COMMENT 'srv \"%s\"'",
			    between, name, name);
		between = ", ";
	}
	str_add(s, ")");
}

static void
add_shards_of(struct migrate *m, struct str *s, size_t server)
{
	const struct places	*p = m->places;
	const char		*between = "";

	for (size_t i = 0; i < p->n_ranges; i++)
		if (p->ranges[i].server == server)
			for (int shard = p->ranges[i].first; shard <= p->ranges[i].last; shard++) {
				str_addf(s, "%s%d", between, shard);
				between = ",";
			}
}

static void
add_lists(struct migrate *m, struct str *s, const char *key)
{
	const struct places	*p = m->places;
	const char		*between = "";

	str_addf(s, "PARTITION BY LIST (`%s` DIV %lld) (", key, 1LL << SHARD_SHIFT);
	for (size_t server = 0; server < p->n_servers; server++) {
		if (!migrate_is_on(m, server, "shard"))
			continue;
		str_addf(s, "%sPARTITION `%s` VALUES IN (", between, p->servers[server].name);
		add_shards_of(m, s, server);
		str_addf(s, ") COMMENT 'srv \"%s\"'", p->servers[server].name);
		between = ", ";
	}
	str_add(s, ")");
}

/* --- a table ------------------------------------------------------------- */

static bool
begins(const char *line, const char *with)
{
	return strncmp(line, with, strlen(with)) == 0;
}

/* Between the first two backticks. */
static const char *
first_name(struct migrate *m, const char *line)
{
	const char *from = strchr(line, '`');

	return from == NULL ? "" : arena_copy_n(m->arena, from + 1, strcspn(from + 1, "`"));
}

static bool
is_left_out(const char *column)
{
	return strstr(column, " COMMENT 'secret:") != NULL ||
	    strstr(column, " mediumblob") != NULL ||
	    strstr(column, " longblob") != NULL;
}

static void
take_line(struct migrate *m, struct table *t, const char *line)
{
	const char *between = t->lines->len == 0 ? "" : ", ";

	if (*line == '`' && is_left_out(line))
		t->partial = true;
	else if (*line == '`') {
		str_addf(t->lines, "%s%s", between, line);
		str_addf(t->columns, "%s`%s`", t->columns->len == 0 ? "" : ", ",
		    first_name(m, line));
	} else if (begins(line, "PRIMARY KEY")) {
		t->key = first_name(m, line);
		str_addf(t->lines, "%s%s", between, line);
	} else if (begins(line, "KEY"))
		str_addf(t->lines, "%s%s", between, line);
	else if (begins(line, "UNIQUE KEY"))
		str_addf(t->lines, "%s%s", between, line + strlen("UNIQUE "));
}

static struct table
read_table(struct migrate *m, size_t server, const char *name)
{
	struct table	 t = { .name = name, .key = "" };
	char		*sql, *line, *rest;

	t.lines = str_new(m->arena);
	t.columns = str_new(m->arena);
	sql = arena_copy(m->arena, migrate_create_table(m, server, "shard", name));
	for (line = strtok_r(sql, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
		line += strspn(line, " ");
		if (*line != '\0' && line[strlen(line) - 1] == ',')
			line[strlen(line) - 1] = '\0';
		take_line(m, &t, line);
	}
	return t;
}

static const char *
create_on_hub(struct migrate *m, const struct table *t)
{
	struct str *s = str_new(m->arena);

	str_addf(s, "CREATE OR REPLACE TABLE marquee_hub.`%s` (%s) ENGINE=SPIDER "
	    "DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci "
	    "COMMENT='wrapper \"mysql\", table \"%s\"' ", t->name, t->lines->text, t->name);
	if (is_one_run_each(m->places))
		add_runs(m, s, t->key);
	else
		add_lists(m, s, t->key);
	return s->text;
}

/*
 * All tables of the shards that the hub has; those whose key is no id cannot be told apart
 * by it.
 */
static struct table *
read_tables(struct migrate *m, size_t *n)
{
	size_t		 server = migrate_server_of(m, "shard");
	struct rows	 rows = migrate_tables(m, server, "shard");
	struct table	*tables = make_array(m->arena, struct table, rows.n + 1);

	*n = 0;
	for (size_t i = 0; i < rows.n; i++) {
		const char *name = row_text(rows.at[i], "name");

		if (strstr(left_out, name) == NULL)
			tables[(*n)++] = read_table(m, server, name);
	}
	return tables;
}

/* --- the links' rights --------------------------------------------------- */

static void
let_read(struct migrate *m, size_t server, const char *user, const struct table *t)
{
	const char	*grantee = migrate_quote(m, user);
	struct rows	 have = t->partial ?
	    migrate_ask(m, server,
	    "SELECT IFNULL(GROUP_CONCAT(CONCAT('`', c.COLUMN_NAME, '`') "
	    "ORDER BY c.ORDINAL_POSITION SEPARATOR ', '), '') AS c "
	    "FROM information_schema.COLUMN_PRIVILEGES p JOIN information_schema.COLUMNS c "
	    "USING (TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME) WHERE p.GRANTEE = %s "
	    "AND TABLE_SCHEMA = 'marquee_shard' AND TABLE_NAME = '%s'", grantee, t->name) :
	    migrate_ask(m, server,
	    "SELECT 1 FROM information_schema.TABLE_PRIVILEGES WHERE GRANTEE = %s AND "
	    "TABLE_SCHEMA = 'marquee_shard' AND TABLE_NAME = '%s' AND PRIVILEGE_TYPE = 'SELECT'",
	    grantee, t->name);

	if (t->partial ? have.n == 1 && row_is(have.at[0], "c", t->columns->text) : have.n == 1)
		return;
	migrate_do(m, server, text(m->arena, "user %s: may SELECT %s marquee_shard.%s", user,
	    t->partial ? "most of" : "all of", t->name), t->partial ?
	    text(m->arena, "GRANT SELECT (%s) ON marquee_shard.`%s` TO %s", t->columns->text,
	    t->name, user) :
	    text(m->arena, "GRANT SELECT ON marquee_shard.`%s` TO %s", t->name, user));
}

static void
let_links_read(struct migrate *m, const struct table *tables, size_t n)
{
	for (size_t s = 0; s < m->places->n_servers && !m->failed; s++) {
		const char *user;

		if (!migrate_is_on(m, s, "shard"))
			continue;
		user = migrate_user(m, s, "hub");
		for (size_t i = 0; i < n && !m->failed; i++)
			let_read(m, s, user, &tables[i]);
	}
}

/* --- servers and tables -------------------------------------------------- */

static const char *
create_server(struct migrate *m, size_t server)
{
	const struct server	*s = &m->places->servers[server];
	const char		*colon = strrchr(s->address, ':'), *where;

	if (*s->address == '/' || colon == NULL)
		where = text(m->arena, "SOCKET %s", migrate_quote(m, s->address));
	else
		where = text(m->arena, "HOST %s, PORT %s",
		    migrate_quote(m, arena_copy_n(m->arena, s->address,
		    (size_t)(colon - s->address))), colon + 1);
	return text(m->arena, "CREATE OR REPLACE SERVER `%s` FOREIGN DATA WRAPPER mysql "
	    "OPTIONS (%s, USER %s, PASSWORD %s, DATABASE 'marquee_shard')", s->name, where,
	    migrate_quote(m, cli_db_user(m->cli, "hub")),
	    migrate_quote(m, cli_db_password(m->cli, "hub")));
}

static bool
has_spider(struct migrate *m)
{
	if (m->failed || migrate_ask(m, m->places->hub, "SELECT 1 FROM information_schema.ENGINES "
	    "WHERE ENGINE = 'SPIDER' AND SUPPORT IN ('YES', 'DEFAULT')").n > 0)
		return !m->failed;
	m->failed = true;
	complain("%s: the engine Spider is missing there; its server needs "
	    "plugin-load-add=ha_spider",
	    m->places->servers[m->places->hub].name);
	return false;
}

static void
drop_unknown(struct migrate *m, const struct table *tables, size_t n)
{
	struct rows rows = migrate_tables(m, m->places->hub, "hub");

	for (size_t i = 0; i < rows.n; i++) {
		const char	*name = row_text(rows.at[i], "name");
		bool		 known = false;

		for (size_t t = 0; t < n; t++)
			known = known || strcmp(tables[t].name, name) == 0;
		if (!known)
			migrate_do(m, m->places->hub,
			    text(m->arena, "marquee_hub: no table %s", name),
			    text(m->arena, "DROP TABLE IF EXISTS marquee_hub.`%s`", name));
	}
}

/* As one text, to see whether anything has changed. */
static const char *
everything(struct migrate *m, const struct table *tables, size_t n)
{
	struct str *all = str_new(m->arena);

	for (size_t s = 0; s < m->places->n_servers; s++)
		if (migrate_is_on(m, s, "shard"))
			str_addf(all, "%s;\n", create_server(m, s));
	for (size_t i = 0; i < n; i++)
		str_addf(all, "%s;\n", create_on_hub(m, &tables[i]));
	return all->text;
}

static void
make_hub(struct migrate *m, const struct table *tables, size_t n)
{
	for (size_t s = 0; s < m->places->n_servers; s++)
		if (migrate_is_on(m, s, "shard"))
			migrate_do(m, m->places->hub,
			    text(m->arena, "link to %s", m->places->servers[s].name),
			    create_server(m, s));
	for (size_t i = 0; i < n; i++)
		migrate_do(m, m->places->hub,
		    text(m->arena, "marquee_hub: table %s", tables[i].name),
		    create_on_hub(m, &tables[i]));
	drop_unknown(m, tables, n);
}

/* The hub is as new as the shards it was made from. */
static void
note_version(struct migrate *m)
{
	if (!m->plan && migrate_ask(m, m->places->hub,
	    "SELECT 1 FROM marquee_hub.migration WHERE number = %d",
	    SCHEMA_SHARD).n == 0)
		migrate_tell(m, m->places->hub, text(m->arena, "INSERT INTO marquee_hub.migration "
		    "(number, name, checksum, done_at) "
		    "VALUES (%d, 'made from the shards', '', NOW(3))", SCHEMA_SHARD));
}

void
migrate_hub(struct migrate *m)
{
	struct table	*tables;
	size_t		 n;
	const char	*checksum;

	if (!has_spider(m))
		return;
	tables = read_tables(m, &n);
	let_links_read(m, tables, n);
	if (m->failed)
		return;
	checksum = migrate_checksum(m, everything(m, tables, n));
	if (!migrate_is_made(m, m->places->hub, "hub", "hub", checksum)) {
		make_hub(m, tables, n);
		migrate_note_made(m, m->places->hub, "hub", "hub", checksum);
	}
	note_version(m);
}
