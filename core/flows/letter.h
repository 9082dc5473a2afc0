/*
 * letter.h: what mails about orders, tickets and events share: they are written from one pair of
 * templates (templates/mail/letter.cs), go to whom they can reach and who wants them, and note
 * who they could not reach.
 */
#ifndef CORE_FLOWS_LETTER_H
#define CORE_FLOWS_LETTER_H

#include "core/flows/mailer.h"
#include "core/flows/paper.h"
#include "core/lib/arena.h"
#include "core/lib/db.h"
#include "core/lib/row.h"

#include <stdbool.h>
#include <stdint.h>

enum letter_kind {
	LETTER_ASKED,		/* for what they did themselves: goes wherever they said */
	LETTER_CAUSED,		/* for what somebody else may have typed: counted by mailbox, waits beyond the cap */
	LETTER_NEWS,		/* what they must know */
	LETTER_REMINDER, LETTER_MESSAGE		/* what they may decline */
};

/*
 * One to be written.  `about` is what it is about: an order, a ticket, an entry; what comes back
 * is known by it.
 */
struct letter {
	struct arena		*arena;
	const struct mailer	*mailer;
	struct paper_site	 site;
	struct names		*names;
	struct mail		 mail;
	struct mail_file	 files[2];
	enum letter_kind	 kind;
	int64_t			 organizer, about;
	const char		*id;		/* the Message-ID's first part: the same when it is sent again */
};

/* Begin one in their language. `written_at` is its date, the same when it is sent again. */
struct letter *letter_new(struct arena *, const struct mailer *, enum letter_kind, const char *language,
    const char *id, int64_t written_at);

/* To whom, of which organizer, about what. */
void letter_to(struct letter *, const char *email, const char *name, int64_t organizer, int64_t about);

/* Its subject and its first line. */
void letter_title(struct letter *, const char *subject, const char *title);

/* A sentence before the facts, or after them. */
void letter_before(struct letter *, const char *sentence);
void letter_after(struct letter *, const char *sentence);

/* What the organizer says: paragraphs, between empty lines. */
void letter_message(struct letter *, const char *words);

/* The facts: a row of sql/paper.sql's paper_event; `holder`: also where it is online. */
void letter_event(struct letter *, const struct row *event, bool holder);

/* A ticket in the list: a row with ticket_type, name and code. */
void letter_ticket(struct letter *, const struct row *ticket);

/* The button: a word, and where to on our site ("/checkout/…"). */
void letter_button(struct letter *, const char *word, const char *path);

/* A file to go with it; after two there is no room. */
struct mail_file *letter_file(struct letter *);

/* Why they get it: they have a ticket of this organizer; or in a sentence of one's own. */
void letter_why(struct letter *, const char *organizer);
void letter_because(struct letter *, const char *sentence);

/* Send it, if it is to be sent. */
enum mail_end letter_send(struct db *, struct letter *, const char **why);

/* What a flow answers after a question failed: try again. */
enum mail_end letter_waits(struct db *, const char **why);

#endif
