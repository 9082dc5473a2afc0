/* tidy.c: take away what nobody needs any more; see tidy.h. */
#include "core/domain/tidy.h"

#include "core/domain/hold.h"
#include "sql/bounce.h"
#include "sql/job.h"
#include "sql/listing_feed.h"
#include "sql/team.h"
#include "sql/tidy.h"

#define ROUNDS	100	/* of a thousand rows; what is left waits for the next time */

static void
in_rounds(struct db *db, int place, int64_t (*sweep)(struct db *, int64_t place))
{
	for (int i = 0; i < ROUNDS && sweep(db, place) > 0; i++)
		;
}

void
tidy_shards(struct db *db, int place)
{
	in_rounds(db, place, q_tidy_sessions);
	in_rounds(db, place, q_tidy_request_keys);
	in_rounds(db, place, q_tidy_rates);
	in_rounds(db, place, q_tidy_tokens);
	in_rounds(db, place, q_tidy_unproved);
	in_rounds(db, place, q_jobs_tidy);
	in_rounds(db, place, q_invitations_tidy);
	in_rounds(db, place, q_bounces_tidy);
}

void
tidy_holds(struct db *db, int place)
{
	for (int i = 0; i < ROUNDS && holds_tidy(db, place) > 0; i++)
		;
}

void
tidy_shared(struct db *db)
{
	for (int i = 0; i < ROUNDS && q_tidy_address_rates(db) > 0; i++)
		;
	for (int i = 0; i < ROUNDS && q_unlisted_tidy(db) > 0; i++)
		;
}
