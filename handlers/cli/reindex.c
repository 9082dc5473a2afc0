/*
 * reindex.c: make the search index anew from the listing, while the old one answers; and before
 * that, if asked, the listing from the shards.
 *
 * Only one process may write to searchd.  If marquee-jobs runs it is asked to do it, and here we
 * watch; if not, it is done here.
 */
#include "handlers/cli/cli.h"

#include "core/domain/listing.h"
#include "core/flows/search_feed.h"
#include "core/lib/clock.h"
#include "sql/search.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LOOK_MS		100	/* between two looks at what somebody else does */
#define PATIENCE_MS	60000	/* without any progress */

struct reindex {
	struct cli	*cli;
	struct db	*db;
	struct sphinxql	*search;
	struct arena	*arena;		/* for one round */
	int		 lock;		/* of the one writer; -1: somebody else has it */
	int64_t		 seen_ms;	/* when something last went on */
	int64_t		 filled_to;	/* how far it was then */
};

static bool
is_done(const struct row *state)
{
	return *row_text(state, "filling") == '\0' && !row_bool(state, "asked");
}

/* Why it does not go on. */
static int
give_up(const struct reindex *r)
{
	if (*sphinxql_error(r->search) != '\0')
		return complain("searchd does not take it: %s", sphinxql_error(r->search));
	if (r->lock < 0)
		return complain("a worker of marquee-jobs has the index and does not go on; "
		    "see what its log says");
	return complain("searchd does not take it; see what its log says");
}

/* One round of work, or one look. False when there is no hope any more. */
static bool
go_on(struct reindex *r, const struct row *state)
{
	enum search_round round = SEARCH_IDLE;

	if (r->lock < 0)
		r->lock = search_feed_lock(conf_text(r->cli->conf, "paths.run"));
	if (r->lock >= 0)
		round = search_feed(r->db, r->search, r->arena);
	if (round == SEARCH_WORKED || row_id(state, "filled_to") != r->filled_to) {
		r->seen_ms = clock_ms();
		r->filled_to = row_id(state, "filled_to");
	}
	if (round != SEARCH_WORKED)
		usleep(LOOK_MS * 1000);
	return clock_ms() - r->seen_ms < PATIENCE_MS;
}

static int
watch(struct reindex *r)
{
	for (;;) {
		struct row *state;

		arena_reset(r->arena);
		db_use_arena(r->db, r->arena);
		if ((state = q_search_state(r->db)) != NULL && is_done(state)) {
			printf("%s answers, with %lld dates\n", row_text(state, "active"),
			    (long long)
			    search_documents(r->search, r->arena, row_text(state, "active")));
			return 0;
		}
		if (state == NULL)
			return complain("%s", db_failure(r->db));
		if (!go_on(r, state))
			return give_up(r);
	}
}

static int
make_index(struct cli *cli, struct db *db)
{
	struct reindex	r = { .cli = cli, .db = db, .arena = arena_new(), .lock = -1,
			    .search = sphinxql_new(conf_text(cli->conf, "search.socket")),
			    .seen_ms = clock_ms() };
	int		result = 1;

	q_search_ask(db);
	if (db_failed(db))
		complain("%s", db_failure(db));
	else
		result = watch(&r);
	if (r.lock >= 0)
		close(r.lock);
	db_use_arena(db, cli->arena);
	sphinxql_free(r.search);
	arena_free(r.arena);
	return result;
}

static int
make_listing(struct cli *cli, struct db *db)
{
	int64_t n = listing_feed_all(db);

	db_use_arena(db, cli->arena);
	if (n < 0)
		return complain("a database failed; what is listed so far stays, run it again");
	printf("%lld events looked at for the listing\n", (long long)n);
	return 0;
}

int
reindex_command(struct cli *cli, int argc, char **argv)
{
	struct db	*db;
	bool		 listing = argc == 2 && strcmp(argv[1], "--listing") == 0;

	if (argc != 1 && !listing)
		return usage(argv[0]);
	if ((db = cli_db(cli)) == NULL || (listing && make_listing(cli, db) != 0))
		return 1;
	if (*conf_text(cli->conf, "search.socket") == '\0')
		return 0;
	return make_index(cli, db);
}
