/* schema.c: the versions of all places; see schema.h. */
#include "fcgi/schema.h"

#include <stdbool.h>

#include "core/lib/arena.h"
#include "core/lib/db.h"
#include "core/lib/shard.h"
#include "sql/migration.h"
#include "sql/migrations.h"

static int64_t
version_of(struct db *db, int place)
{
	switch (place) {
	case PLACE_DIRECTORY:
		return q_directory_version(db);
	case PLACE_LISTING:
		return q_listing_version(db);
	case PLACE_HUB:
		return q_hub_version(db);
	}
	return q_shard_version(db, place);
}

static int64_t
known_of(int place)
{
	return place == PLACE_DIRECTORY ? SCHEMA_DIRECTORY :
	    place == PLACE_LISTING ? SCHEMA_LISTING : SCHEMA_SHARD;
}

static void
look(struct db *db, int place, struct schema *s)
{
	const struct places *places = db_places(db);

	s->place = place_name(place);
	s->server = places->servers[place_server(places, place)].name;
	s->known = known_of(place);
	s->version = version_of(db, place);
	s->state = s->version == s->known ? SCHEMA_KNOWN : SCHEMA_UNKNOWN;
	if (!db_failed(db))
		return;
	/* An answer that is an error (no such table) is one, too. */
	db_forgive(db);
	s->version = 0;
	s->state = db_ping(db, place) ? SCHEMA_UNKNOWN : SCHEMA_AWAY;
}

/* Many ranges of shards may be on one server, in one database. */
static bool
seen_before(const struct places *places, size_t range)
{
	for (size_t i = 0; i < range; i++)
		if (places->ranges[i].server == places->ranges[range].server)
			return true;
	return false;
}

size_t
schemas_look(struct db *db, struct schema *all, size_t max, bool hub)
{
	const struct places	*places = db_places(db);
	const int		 single[] = { PLACE_DIRECTORY, PLACE_LISTING, PLACE_HUB };
	size_t			 n = 0;

	for (size_t i = 0; i < (hub ? 3 : 2) && n < max; i++)
		if (place_server(places, single[i]) >= 0)
			look(db, single[i], &all[n++]);
	for (size_t i = 0; i < places->n_ranges && n < max; i++)
		if (!seen_before(places, i))
			look(db, places->ranges[i].first, &all[n++]);
	return n;
}

const char *
schema_unknown(struct db *db, struct arena *arena)
{
	struct schema	 all[SCHEMAS_MAX];
	size_t		 n;

	db_use_arena(db, arena);
	n = schemas_look(db, all, SCHEMAS_MAX, false);
	for (size_t i = 0; i < n; i++)
		if (all[i].state == SCHEMA_UNKNOWN)
			return text(arena, "the tables of %s on %s are of version %lld, and this program knows %lld",
			    all[i].place, all[i].server, (long long)all[i].version, (long long)all[i].known);
	return NULL;
}
