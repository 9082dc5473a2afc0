/*
 * calendar.h: an event as a calendar file (iCalendar: RFC 5545, 5546, 7986).
 */
#ifndef CORE_DOCUMENTS_CALENDAR_H
#define CORE_DOCUMENTS_CALENDAR_H

#include "core/lib/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CALENDAR_TYPE	"text/calendar; charset=utf-8"

enum calendar_state {
	CALENDAR_ON,
	CALENDAR_UNSURE,	/* postponed: no longer then, not yet at another time */
	CALENDAR_OFF		/* cancelled: calendars take it away */
};

/* Nothing here is NULL; "" leaves a line out. */
struct calendar_event {
	int64_t			 occurrence;	/* its UID is made of this, and so stays whatever else changes */
	int64_t			 sequence;	/* grows with every change */
	int64_t			 changed_at;	/* when it last did */
	int64_t			 starts_at, ends_at;
	enum calendar_state	 state;
	const char		*time_zone;	/* IANA */
	const char		*title, *about;	/* plain text */
	const char		*place;		/* "Casino, Gasse 1, 1010 Wien", or where it is online */
	const char		*url;		/* its page */
	const char		*join_url;	/* where it happens online; for who has a ticket only */
	const char		*organizer;	/* who puts it on */
	const char		*sender;	/* an address of ours: calendars refuse a stranger's */
	bool			 has_point;
	double			 latitude, longitude;
};

/*
 * The whole file: METHOD PUBLISH (CANCEL when it is off), its zone with the changes of a year
 * around it.  The same event gives the same bytes.
 */
const char *calendar_file(struct arena *, const struct calendar_event *, size_t *len);

/* METHOD as the part of a mail names it. */
const char *calendar_method(const struct calendar_event *);

#endif
