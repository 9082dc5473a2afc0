/*
 * demo.h: what the parts of `marquee demo` share: the sample events as they are written in
 * demo/<handle>.txt, and when they are, seen from now.
 *
 * A file is lines of fields between " | ", the first of which says what they are:
 *	organizer | handle | name | language | country | zone | currency
 *	summary | one sentence
 *	about | a paragraph of Markdown (any number of them)
 *	venue | key | name | street | postcode | city slug | latitude | longitude
 *	series | key | category | attendance | venue keys or - | fri 20:00 | minutes | first | every |
 *		tickets
 *	text | a paragraph about every event of the series
 *	event | title | a sentence of its own | cancelled, postponed, soldout or nothing
 * `first` and `every` count days from today; `tickets` are "Name 12.50 x80; Name free x20".
 */
#ifndef HANDLERS_CLI_DEMO_H
#define HANDLERS_CLI_DEMO_H

#include "core/domain/event.h"
#include "core/domain/organizer.h"
#include "core/lib/arena.h"
#include "core/lib/db.h"
#include "handlers/cli/texts.h"

#include <stddef.h>
#include <stdint.h>

enum demo_end { DEMO_GOES_ON, DEMO_CANCELLED, DEMO_POSTPONED, DEMO_SOLD_OUT };

/* One event: what it says, and what becomes of it once it is published. */
struct demo_event {
	struct event_input	 in;
	enum demo_end		 end;
};

struct demo_organizer {
	struct organizer_input	 in;
	struct demo_event	*events;
	size_t			 n;
};

/*
 * Read one organizer's file.  `today` is an instant of the day everything is counted from.  NULL,
 * and a sentence with file and line in *err, when it is not written as it should be.
 */
struct demo_organizer *demo_read(struct arena *, const struct text_file *, int64_t today,
    const char **err);

/*
 * demo_sell.c: so much of every ticket type has been taken; before the event is published, once.  False when
 * the database failed.
 */
bool demo_sell(struct db *, struct arena *, int64_t event, const unsigned char key[16], unsigned percent);

#endif
