/*
 * event_news.h: mail about an event to one of who comes: it changed, was called off, begins soon,
 * or its organizer has something to say.
 */
#ifndef CORE_FLOWS_EVENT_NEWS_H
#define CORE_FLOWS_EVENT_NEWS_H

#include "core/flows/letter.h"

#include <stddef.h>

enum event_news_kind { NEWS_CHANGED, NEWS_CANCELLED, NEWS_POSTPONED, NEWS_MESSAGE };

struct event_news {
	enum event_news_kind	  kind;
	const char *const	 *changes;	/* of NEWS_CHANGED: "title", "time", "place", "online" */
	size_t			  changes_n;
	const char		 *subject;	/* of NEWS_MESSAGE */
	const char		 *message;	/* the organizer's words; "" for none */
};

/* Tell the holder of this ticket. */
enum mail_end event_news_mail(struct db *, struct arena *, const struct mailer *, int64_t ticket,
    const struct event_news *, const char *id, int64_t written_at, const char **why);

/*
 * Remind the holder of this ticket that it begins at `starts`, `hours` before it (else a day): if
 * it still does, and if they want to be reminded.
 */
enum mail_end reminder_mail(struct db *, struct arena *, const struct mailer *, int64_t ticket, bool hours,
    int64_t starts, const char *id, int64_t written_at, const char **why);

#endif
