/*
 * event.h: what organizers put on: made as a draft, changed, published, called off.
 *
 * Every change raises the event's version (pages are kept by it), leaves an audit row, and
 * promises the jobs that carry it to the listing, in one transaction.
 */
#ifndef CORE_DOMAIN_EVENT_H
#define CORE_DOMAIN_EVENT_H

#include "core/domain/audit.h"
#include "core/domain/question.h"
#include "core/domain/ticket_type.h"
#include "core/lib/arena.h"
#include "core/lib/db.h"

#include <stdbool.h>
#include <stdint.h>

#define EVENT_TITLE_MAX		150	/* code points, as the columns have it */
#define EVENT_SUMMARY_MAX	300
#define EVENT_ABOUT_MAX		20000
#define EVENT_TAGS_MAX		10
#define EVENT_TAG_MAX		40	/* code points of one */
#define EVENT_MESSAGE_MAX	2000	/* of what is written to who is registered */

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

struct event_input {
	const char	*title;
	const char	*summary;	/* "": none; see event_summary() */
	const char	*about;		/* Markdown */
	const char	*category;	/* "" in a draft that has none yet */
	const char	*tags;		/* one a line; NULL: none */
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
	int64_t		 self_cancel;	/* hours before it starts until which holders may; -1: they may not */
	const struct ticket_input *tickets;	/* in this order; what is not among them goes */
	size_t		 tickets_n;
	const struct question_input *questions;
	size_t		 questions_n;
	bool		 template;	/* a new one is never published: others are made of it */
	bool		 typing;	/* a draft is kept while it is written: no audit row for every word */
	bool		 tell;		/* who is registered, when time, place or title change */
	const char	*message;	/* to them, in words of the organizer's; NULL: none */
};

enum event_result {
	EVENT_DONE,
	EVENT_STALE,		/* somebody else has changed it since; nothing was done */
	EVENT_UNREADY,		/* not all is there that a published event needs; see event_missing() */
	EVENT_REFUSED,		/* its state does not allow this */
	EVENT_TAKEN,		/* of a ticket type more are held and sold than there shall be */
	EVENT_PEOPLED,		/* people are registered, who would come to nothing: cancel or postpone it */
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
 * removed, or there is none, or a ticket type or question with an id is none of its own.
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

/*
 * Postpone or cancel it, with a message to everybody who is registered ("": none beside what happened).
 *
 * Orders and tickets of a cancelled event stay as they are: they say who was to come and is to be written to
 * (and, once money is taken, refunded).  Nothing of it can be held or registered any more, and every page
 * and mail about it says that it is cancelled.
 */
enum event_result event_call_off(struct db *, const struct actor *, int64_t event, enum event_deed,
    const char *message);

/* True when a state allows a deed. */
bool event_may(const char *state, enum event_deed);

/*
 * What a published event needs and this row of event_desk has not: names of fields of the form,
 * NULL at the end; in a static array, at most eight.
 */
void event_missing(const struct row *event, const char *missing[8]);

#endif
