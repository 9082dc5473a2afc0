/* report.c: what visitors report, and what is done about it; see report.h. */
#include "core/domain/report.h"

#include "core/domain/job.h"
#include "core/lib/clock.h"
#include "core/lib/id.h"
#include "sql/organizer.h"
#include "sql/report.h"

const char *const report_reasons[] = { "fraud", "unlawful", "hate", "adult", "rights", "wrong", "other", NULL };

struct report_deed {
	const struct actor		*actor;
	const struct report_subject	*subject;
	const char			*reason, *words, *email;
	struct bytes			 visitor;
	enum report_result		 end;
};

static enum report_result
do_it(struct db *db, struct report_deed *d, bool (*fn)(struct db *, void *))
{
	return db_try(db, id_shard(d->subject->organizer), fn, d) ? d->end : REPORT_BUSY;
}

/* --- reporting --------------------------------------------------------------------------- */

static bool
make_report(struct db *db, void *what)
{
	struct report_deed		*d = what;
	const struct report_subject	*s = d->subject;
	int64_t				 id = id_new(id_shard(s->organizer), clock_now());

	d->end = REPORT_GONE;
	if ((s->event != 0 ? q_report_event(db, s->event) : q_report_organizer(db, s->organizer)) == NULL)
		return false;
	d->end = REPORT_DONE;
	return q_report_add(db, id, s->organizer, s->event, d->reason, d->words, d->email,
	    d->visitor) == 1;
}

enum report_result
report_make(struct db *db, const struct actor *actor, const struct report_subject *subject,
    const char *reason, const char *words, const char *email, const unsigned char visitor[16])
{
	struct report_deed d = { .actor = actor, .subject = subject, .reason = reason, .words = words,
	    .email = email, .visitor = { visitor, 16 } };

	return do_it(db, &d, make_report);
}

/* --- deciding ------------------------------------------------------------------------------ */

/* What follows from a decision, beside the row itself. */
static void
decided(struct db *db, struct report_deed *d, const char *what, const char *reports)
{
	const struct report_subject	*s = d->subject;
	int64_t				 subject = s->event != 0 ? s->event : s->organizer;

	q_reports_decide(db, s->organizer, s->event, reports);
	job_promise(db, s->event != 0 ? "listing_feed" : "organizer_feed", subject, "{}", 0);
	job_promise(db, "moderation_mail", subject, "{}", 0);
	audit_note(db, d->actor, s->organizer, what, subject, "{}");
	d->end = REPORT_DONE;
}

static bool
hide(struct db *db, void *what)
{
	struct report_deed		*d = what;
	const struct report_subject	*s = d->subject;

	d->end = REPORT_GONE;
	if ((s->event != 0 ? q_event_hide(db, s->event, d->reason) :
	    q_organizer_suspend(db, s->organizer, d->reason)) == 0)
		return false;
	decided(db, d, s->event != 0 ? "event_hide" : "organizer_suspend", "upheld");
	return true;
}

enum report_result
moderation_hide(struct db *db, const struct actor *actor, const struct report_subject *subject,
    const char *reason)
{
	struct report_deed d = { .actor = actor, .subject = subject, .reason = reason };

	return do_it(db, &d, hide);
}

static bool
show(struct db *db, void *what)
{
	struct report_deed		*d = what;
	const struct report_subject	*s = d->subject;

	d->end = REPORT_GONE;
	if ((s->event != 0 ? q_event_show(db, s->event) : q_organizer_restore(db, s->organizer)) == 0)
		return false;
	decided(db, d, s->event != 0 ? "event_show" : "organizer_restore", "dismissed");
	return true;
}

enum report_result
moderation_show(struct db *db, const struct actor *actor, const struct report_subject *subject)
{
	struct report_deed d = { .actor = actor, .subject = subject };

	return do_it(db, &d, show);
}

static bool
dismiss(struct db *db, void *what)
{
	struct report_deed		*d = what;
	const struct report_subject	*s = d->subject;

	d->end = REPORT_GONE;
	if (q_reports_decide(db, s->organizer, s->event, "dismissed") == 0)
		return false;
	audit_note(db, d->actor, s->organizer, "report_dismiss", s->event != 0 ? s->event : s->organizer, "{}");
	d->end = REPORT_DONE;
	return true;
}

enum report_result
moderation_dismiss(struct db *db, const struct actor *actor, const struct report_subject *subject)
{
	struct report_deed d = { .actor = actor, .subject = subject };

	return do_it(db, &d, dismiss);
}
