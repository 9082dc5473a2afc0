/* organizer.h: what the pages of the organizer program share; its table is routes.def. */
#ifndef HANDLERS_ORGANIZER_ORGANIZER_H
#define HANDLERS_ORGANIZER_ORGANIZER_H

#include "core/domain/audit.h"
#include "core/domain/event.h"
#include "core/domain/image.h"
#include "core/lib/row.h"
#include "fcgi/page.h"
#include "fcgi/req.h"

#define ROUTES "handlers/organizer/routes.def"
#include "fcgi/route_names.h"

/* Who acts, for the audit. */
struct actor organizer_actor(struct req *);

/*
 * The organizer this person works for now: the one they chose last, if they still may edit for it, else the
 * first they may; 0: none.
 */
int64_t organizer_of_person(struct req *);

/* Choose one for this browser, in the cookie `__Host-organizer`: a preference, never a right. */
void organizer_remember(struct req *, int64_t organizer);

/* One more choice of a select: <list>.N.value and .text. */
void organizer_option(struct req *, const char *list, const char *value, const char *words);

/* Blame the field for a picture that was not stored; `small` says so of one that is too small. */
void organizer_picture_wrong(struct req *, const char *field, enum image_result, const char *small);

/* "Work is waiting" on the page when nobody does the jobs where this organizer is. */
void organizer_warn(struct req *, int64_t organizer);

/* A sentence for what event_missing() names. */
const char *missing_sentence(const char *field);

/*
 * What became of a change that was asked for: a sentence blamed on the form for what was not
 * done.  True when it was done.  EVENT_BUSY is left to the caller.
 */
bool organizer_done(struct req *, enum event_result);

#endif
