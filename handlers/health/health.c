/*
 * health.c: is this machine alive, and is it ready?
 *
 *	GET  /healthz	healthz_show
 *	GET  /readyz	readyz_show
 *
 * Alive means only that this program answers.  Ready has three answers: "ready", "degraded"
 * (200: something is away, and the pages that need it say so, while the rest works) and
 * "down" (503: send visitors elsewhere).  Down is a pool without workers, tables of a version that
 * is not known, no directory, no listing, or no shard at all.  A cache, searchd, the hub or
 * one shard of several is only missed.
 */
#include "handlers/health/health.h"

#include <string.h>

#include "core/lib/cache.h"
#include "core/lib/conf.h"
#include "core/lib/db.h"
#include "core/lib/json.h"
#include "core/lib/sphinxql.h"
#include "fcgi/schema.h"
#include "fcgi/scoreboard.h"

#define POOLS_MAX	32

enum health { READY, DEGRADED, DOWN };

static const char *const health_names[] = { "ready", "degraded", "down" };

int
healthz_show(struct req *r)
{
	return reply_text(r, "text/plain; charset=utf-8", "alive\n");
}

static void
worse(enum health *all, enum health one)
{
	if (one > *all)
		*all = one;
}

/* --- places ---------------------------------------------------------------------------------- */

static enum health
place_health(const struct schema *s)
{
	bool needed = strcmp(s->place, "directory") == 0 || strcmp(s->place, "listing") == 0;

	switch (s->state) {
	case SCHEMA_KNOWN:
		return READY;
	case SCHEMA_UNKNOWN:
		return strcmp(s->place, "hub") == 0 ? DEGRADED : DOWN;
	case SCHEMA_AWAY:
		return needed ? DOWN : DEGRADED;
	}
	return DOWN;
}

static void
write_place(struct json_writer *w, const struct schema *s)
{
	static const char *const states[] = {
		[SCHEMA_KNOWN] = "ready", [SCHEMA_UNKNOWN] = "unknown version", [SCHEMA_AWAY] = "away"
	};

	json_open_object(w, NULL);
	json_text(w, "place", s->place);
	json_text(w, "server", s->server);
	json_text(w, "state", states[s->state]);
	json_int(w, "version", s->version);
	json_int(w, "known", s->known);
	json_close_object(w);
}

static enum health
write_places(struct req *r, struct json_writer *w)
{
	struct schema	 all[SCHEMAS_MAX];
	size_t		 n = schemas_look(r->db, all, SCHEMAS_MAX, true), shards = 0, away = 0;
	enum health	 health = READY;

	json_open_array(w, "places");
	for (size_t i = 0; i < n; i++) {
		bool shard = strcmp(all[i].place, "shard") == 0;

		shards += shard;
		away += shard && all[i].state == SCHEMA_AWAY;
		worse(&health, place_health(&all[i]));
		write_place(w, &all[i]);
	}
	json_close_array(w);
	return shards == away ? DOWN : health;
}

/* --- what may be missing ----------------------------------------------------------------------- */

static enum health
write_part(struct json_writer *w, const char *name, bool configured, bool answers)
{
	json_text(w, name, !configured ? "none" : answers ? "ready" : "away");
	return configured && !answers ? DEGRADED : READY;
}

static enum health
write_cache(struct req *r, struct json_writer *w)
{
	bool configured = *conf_text(r->conf, "cache.servers") != '\0';

	return write_part(w, "cache", configured, configured && cache_ping(r->cache));
}

static enum health
write_search(struct req *r, struct json_writer *w)
{
	bool configured = r->tools->search != NULL;

	return write_part(w, "search", configured,
	    configured && sphinxql_ping(r->tools->search, r->arena));
}

/* --- pools ---------------------------------------------------------------------------------------- */

/* A pool that was ended has no board; one whose master was killed left it. */
static enum health
pool_health(const struct board *b)
{
	if (!board_alive(b) || board_ready(b) == 0)
		return strcmp(b->program, "jobs") == 0 ? DEGRADED : DOWN;
	return b->braked || b->refused ? DEGRADED : READY;
}

static enum health
write_pool(struct json_writer *w, const struct board *b)
{
	enum health health = pool_health(b);

	json_open_object(w, NULL);
	json_text(w, "program", b->program);
	json_text(w, "state", health_names[health]);
	json_int(w, "workers", b->workers);
	json_int(w, "ready", board_alive(b) ? board_ready(b) : 0);
	json_close_object(w);
	return health;
}

static enum health
write_pools(struct req *r, struct json_writer *w)
{
	const struct board	*boards[POOLS_MAX];
	size_t			 n = boards_read(conf_text(r->conf, "paths.run"), boards, POOLS_MAX);
	enum health		 health = READY;

	json_open_array(w, "pools");
	for (size_t i = 0; i < n; i++) {
		worse(&health, write_pool(w, boards[i]));
		board_done(boards[i]);
	}
	json_close_array(w);
	return health;
}

int
readyz_show(struct req *r)
{
	struct json_writer	*w = json_writer_new(r->arena);
	enum health		 health = READY;

	json_open_object(w, NULL);
	worse(&health, write_places(r, w));
	worse(&health, write_cache(r, w));
	worse(&health, write_search(r, w));
	worse(&health, write_pools(r, w));
	json_text(w, "state", health_names[health]);
	json_close_object(w);
	return reply_json(r, health == DOWN ? 503 : 200, w);
}
