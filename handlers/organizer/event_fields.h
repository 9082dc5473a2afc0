/*
 * event_fields.h: the form of an event as it is sent, and what is understood of it.  Several pages take it:
 * event_form.c, event_draft.c.
 */
#ifndef HANDLERS_ORGANIZER_EVENT_FIELDS_H
#define HANDLERS_ORGANIZER_EVENT_FIELDS_H

#include "core/domain/event.h"
#include "core/lib/row.h"
#include "fcgi/form.h"
#include "fcgi/req.h"

#define EVENT_KEY_BYTES		16
#define EVENT_KEY_LETTERS	22	/* of base64url */

struct ticket_fields {
	int64_t		 id;		/* 0: a new one */
	const char	*name, *about;
	int64_t		 capacity;
	const char	*sale_starts, *sale_ends;	/* on the wall, where it happens; "" */
	int64_t		 min_per_order, max_per_order, max_per_person;
	const char	*state;
};

struct question_fields {
	int64_t		 id;
	const char	*label, *help, *kind;
	const char	*options;	/* one a line */
	bool		 required;
	const char	*asked, *state;
};

struct event_fields {
	const char	*title, *summary, *about, *category, *tags, *mode;
	const char	*starts, *ends, *zone;
	int64_t		 venue_id;	/* one used before; 0: what is typed below */
	const char	*venue, *street, *postcode, *city, *country;
	double		 latitude, longitude;
	const char	*online_url;
	struct upload	 cover;
	const char	*cover_alt;
	const struct ticket_fields *tickets;
	size_t		 tickets_n;
	const struct question_fields *questions;
	size_t		 questions_n;
	const char	*self_cancel;	/* of self_cancel_choices */
	bool		 tell;		/* who is registered, of what has changed */
	const char	*message;
	int64_t		 version;	/* of the event the form was filled from; 0: a new one */
	const char	*key;		/* drawn with the form, so that sending it twice makes one event */
	const char	*act;
	const char	*aside;		/* preview, tickets.add, questions.add, tickets.2.up, ... */
};

/* Hours before it starts; "never" is not at all. */
extern const char *const self_cancel_choices[];

extern const struct field event_form_fields[];

/* How strictly a form is read. */
enum event_reading {
	READ_TYPING,	/* while it is written: what is not whole yet is let be */
	READ_DRAFT,
	READ_PUBLIC	/* what everybody will see must be whole */
};

/*
 * Make an event's input of the fields, for this organizer (a row of organizer_desk).  What is wrong is blamed
 * on the form.
 */
void event_read(struct req *, const struct row *organizer, const struct event_fields *,
    enum event_reading, struct event_input *);

/* The key of a form; NULL when it is none. */
const unsigned char *event_key(struct req *, const struct event_fields *);

/* False, and the field is blamed, when it is no year that people can mean. */
bool event_year_meant(struct req *, const char *field, int64_t at);

/* Blame the ticket types of which more are held and sold than the form says there shall be. */
void event_blame_taken(struct req *, int64_t event, const struct event_fields *);

#endif
