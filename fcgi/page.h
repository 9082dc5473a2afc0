/*
 * page.h: what a page shows, and the page.
 *
 * What every template sees besides what the handler says:
 *
 *	site.url site.name site.static site.media	no slash at the end
 *	page.language page.dir		"de", "ltr"
 *	page.prefix			"/de", or nothing for English: links are <prefix><path>
 *	page.path page.url		without language; canonical, with site and language
 *	page.alternates.N		.language .name .url .current: in every language
 *	page.status page.request	when it says what went wrong: "404", the id to quote
 *	page.noindex			"1" when search engines should keep away
 *	csrf				the proof form_open prints; not in the public program
 *	person.name person.email person.account_id	when somebody is signed in
 *	desk.notice			a sentence from the page before: see notice() in reply.h
 *	form.*				see form.h
 */
#ifndef FCGI_PAGE_H
#define FCGI_PAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/lib/money.h"
#include "core/lib/words.h"
#include "fcgi/req.h"

struct row;
struct rows;

/*
 * How a column is shown is told by its name, and these are all the rules there are:
 *	*_at	an instant on the wall clock of the row's `time_zone` (or UTC), which is named:
 *		"Fri 5 Dec, 20:00 · Europe/Lisbon"; with .iso beside it, .short without the
 *		zone, and in pieces .wall (for a field), .date ("Friday 5 December 2026"),
 *		.weekday .day .month .year .time .zone
 *	*_on	a date: "Fri 5 Dec 2026", with .iso and .date .weekday .day .month .year
 *	*_money	minor units in the row's `currency`: "€12.00", with .decimal ("12.00") and, for
 *		nothing at all, .free ("1") beside it
 *	*_id	an id in letters; a column called `id` too
 *	*_html	may be printed raw
 * Anything else is text.  A column that is NULL is not there.
 */
void page_row(struct req *, const char *name, struct row *);	/* nothing if there is no row */
void page_rows(struct req *, const char *name, struct rows);	/* name.0, name.1, … */

/* The same by hand. `name` is written by a programmer: letters, digits, '_' and dots. */
void page_text(struct req *, const char *name, const char *value);
void page_int(struct req *, const char *name, int64_t value);
void page_real(struct req *, const char *name, double value);
void page_flag(struct req *, const char *name, bool value);	/* "1", or not there */
void page_id(struct req *, const char *name, int64_t id);
void page_html(struct req *, const char *name, const char *html);	/* the name ends in _html */
void page_time(struct req *, const char *name, int64_t utc, const char *zone);
void page_date(struct req *, const char *name, const char *iso_date);
void page_money(struct req *, const char *name, struct money);

/* A row under names of your own (template.h), as page_row() does it. */
void names_row(struct req *, struct names *, const struct row *);

/* A new last row of a list, under which names are set with names_set() (template.h). */
struct names *page_add(struct req *, const char *list);

/* Ask search engines to keep away from this page. */
void page_noindex(struct req *);

/*
 * Render and answer: 200, or 422 when the form has errors, or 503 when a question failed.
 * Never kept anywhere in programs that know who asks.
 */
int page(struct req *, const char *name);

/*
 * The same for a page that is the same for everybody, kept in memcached: `fill` runs only
 * when the kept one is missing, of an older version, or has been kept for a while.  Then
 * one worker renders it and the others show the old one meanwhile.  What tells one page from
 * another is template, id, language and r->canonical.  In the public program only.
 */
int page_kept(struct req *, const char *name, void (*fill)(struct req *, void *what), void *what,
    int64_t id, int64_t version);

/*
 * True when a copy of that page is there, of whatever version: then little need be asked
 * before page_kept(), and otherwise all of it can be asked at once.
 */
bool page_is_kept(struct req *, const char *name, int64_t id);

#endif
