/*
 * migrate_data.c: rows that come with the program: the cities an event may be in
 * (sql/data/city.tsv). Loaded when the file changed since the last time; a city that is no longer
 * in it stays, because events may be there.
 */
#include "handlers/cli/migrate.h"

#include "core/lib/str.h"
#include "handlers/cli/texts.h"

#include <string.h>

#define CITIES	"city.tsv"

enum column { SLUG, NAME, COUNTRY, ZONE, LATITUDE, LONGITUDE, POPULATION, COLUMNS };

/* Cut a line into its columns; false when it has another number of them. */
static bool
split(char *line, char *columns[COLUMNS])
{
	int n = 0;

	for (char *rest = line; rest != NULL && n < COLUMNS; n++)
		columns[n] = strsep(&rest, "\t");
	return n == COLUMNS;
}

/* The slots are in the order of the table's columns; all of it is quoted, numbers too. */
static void
add_city(struct migrate *m, struct str *sql, char *columns[COLUMNS])
{
	static const enum column order[] = { SLUG, NAME, COUNTRY, LATITUDE, LONGITUDE, ZONE,
	    POPULATION };

	for (size_t i = 0; i < COLUMNS; i++)
		str_addf(sql, "%s%s", i == 0 ? "(" : ", ", migrate_quote(m, columns[order[i]]));
	str_add(sql, ")");
}

static const char *
cities_statement(struct migrate *m, const char *cities)
{
	struct str	*sql = str_new(m->arena);
	char		*lines = arena_copy(m->arena, cities), *line, *columns[COLUMNS];
	const char	*comma = "";

	str_add(sql,
	    "INSERT INTO marquee_listing.city "
	    "(slug, name, country, latitude, longitude, time_zone, population) VALUES ");
	strsep(&lines, "\n");	/* the names of the columns */
	while ((line = strsep(&lines, "\n")) != NULL)
		if (split(line, columns)) {
			str_add(sql, comma);
			add_city(m, sql, columns);
			comma = ", ";
		}
	str_add(sql, " ON DUPLICATE KEY UPDATE name = VALUES(name), country = VALUES(country), "
	    "latitude = VALUES(latitude), longitude = VALUES(longitude), "
	    "time_zone = VALUES(time_zone), population = VALUES(population)");
	return sql->text;
}

void
migrate_data(struct migrate *m)
{
	const struct text_file	*file = text_files;
	const char		*sum;

	while (strcmp(file->name, CITIES) != 0)
		file++;
	sum = migrate_checksum(m, file->text);
	for (size_t s = 0; s < m->places->n_servers; s++)
		if (migrate_is_on(m, s, "listing") &&
		    !migrate_is_made(m, s, "listing", CITIES, sum) &&
		    migrate_do(m, s, text(m->arena, "%s marquee_listing: " CITIES,
		    m->places->servers[s].name),
		    cities_statement(m, file->text)))
			migrate_note_made(m, s, "listing", CITIES, sum);
}
