/*
 * event.h: what organizers put on: made as a draft, changed, published, called off.
 *
 * Every change raises the event's version (pages are kept by it), leaves an audit row, and
 * promises the jobs that carry it to the listing, in one transaction.
 */
#ifndef CORE_DOMAIN_EVENT_H
#define CORE_DOMAIN_EVENT_H

#include "core/domain/audit.h"
#include "core/lib/arena.h"
#include "core/lib/db.h"

#include <stdbool.h>
#include <stdint.h>

#define EVENT_TITLE_MAX		150	/* code points, as the columns have it */
#define EVENT_SUMMARY_MAX	300
#define EVENT_ABOUT_MAX		20000
#define EVENT_TICKETS_MAX	1000000

extern const char *const event_attendances[];	/* "in_person", "online", "hybrid", NULL */

/* A place as the form has it; `name` is "" when there is none yet. */
struct venue_input {
	const char	*name, *street, *postcode;
	const char	*city;		/* its name */
	const char	*city_slug;	/* as in the listing's city.slug, else made of the name */
	const char	*country;	/* ISO 3166-1 */
	bool		 located;	/* whether the next two are known */
	double		 latitude, longitude;	/* degrees, WGS 84 */
};

/* One ticket type, and how many there are of it. */
struct ticket_input {
	const char	*name;
	const char	*about;
	int64_t		 price;		/* minor units, all in; 0 is free */
	int64_t		 capacity;	/* 1 .. EVENT_TICKETS_MAX */
};

struct event_input {
	const char	*title;
	const char	*summary;	/* "": none; see event_summary() */
	const char	*about;		/* Markdown */
	const char	*category;	/* "" in a draft that has none yet */
	const char	*language;
	const char	*attendance;
	const char	*online_url;	/* for those who hold a ticket; "" if there is none */
	const char	*time_zone;
	const char	*currency;
	bool		 dated;		/* whether the next four are known */
	int64_t		 starts_at, ends_at;		/* instants */
	const char	*starts_wall, *ends_wall;	/* "2026-12-05T20:00", the same on the wall */
	struct venue_input venue;
	int64_t		 cover;		/* image; 0: none */
	const struct ticket_input *tickets;	/* for a new event */
	size_t		 tickets_n;
};

enum event_result {
	EVENT_DONE,
	EVENT_STALE,		/* somebody else has changed it since; nothing was done */
	EVENT_UNREADY,		/* not all is there that a published event needs; see event_missing() */
	EVENT_REFUSED,		/* its state does not allow this */
	EVENT_BUSY		/* the database failed */
};

/*
 * Make a draft for an organizer, on their shard.  `key` is 16 random bytes drawn with the form:
 * the same key again makes no second one, and answers with the first.  Its id is in *event.
 */
enum event_result event_make(struct db *, const struct actor *, int64_t organizer,
    const unsigned char key[16], const struct event_input *, int64_t *event);

/* The event made with this key; 0: none yet, or the database failed. */
int64_t event_made(struct db *, int64_t organizer, const unsigned char key[16]);

/*
 * Change it, if it still is of the version the form was filled from.  EVENT_REFUSED: it is hidden or
 * removed, or there is none.
 */
enum event_result event_change(struct db *, const struct actor *, int64_t event, int64_t version,
    const struct event_input *);

/* Give it another cover, whatever its version.  EVENT_REFUSED: there is no such event any more. */
enum event_result event_set_cover(struct db *, const struct actor *, int64_t event, int64_t image);

/* What lists and search engines say of it: its sentence, or the beginning of its description. */
const char *event_summary(struct arena *, const char *summary, const char *about);

/* What can be done to an event; the table in event.c says from which state to which. */
enum event_deed {
	EVENT_PUBLISH, EVENT_WITHDRAW, EVENT_POSTPONE, EVENT_CANCEL, EVENT_REMOVE, EVENT_HIDE
};

enum event_result event_do(struct db *, const struct actor *, int64_t event, enum event_deed);

/* True when a state allows a deed. */
bool event_may(const char *state, enum event_deed);

/*
 * What a published event needs and this row of event_desk has not: names of fields of the form,
 * NULL at the end; in a static array, at most eight.
 */
void event_missing(const struct row *event, const char *missing[8]);

#endif
