/*
 * event_news.c: what everybody who comes must hear, or may: one mail to each address that has a
 * ticket.
 *
 * event_changed_mail, event_cancelled_mail, event_postponed_mail, event_message_mail: the subject is the event;
 * reminders: the date. They are split into a job for each holder (event_news, reminder: the
 * subject is one of their tickets), some hundred at a time and the rest by another of their own,
 * so that no transaction is long; each in one that only who still has the lease can end, so that
 * nobody is promised anything twice.
 */
#include "handlers/jobs/jobs.h"

#include "core/domain/job.h"
#include "core/flows/event_news.h"
#include "core/lib/id.h"
#include "core/lib/json.h"
#include "sql/job.h"
#include "sql/reminder.h"

#include <string.h>

#define AT_ONCE		250	/* holders in one transaction */
#define CHANGES_MAX	8

/* --- one for each holder --------------------------------------------------------------------- */

struct split {
	const struct job	*job;
	const char		*kind;		/* of the job for each */
	const char		*payload;	/* the same for all */
	const char		*rest;		/* of this job for those behind; NULL: there are none */
	struct rows		 holders;
};

static bool
split(struct db *db, void *what)
{
	struct split *s = what;

	if (q_job_done(db, s->job->id, s->job->owner) == 0)
		return false;
	for (size_t i = 0; i < s->holders.n; i++)
		job_promise(db, s->kind, row_id(s->holders.at[i], "ticket_id"), s->payload, 0);
	if (s->rest != NULL)
		job_promise(db, s->job->kind->name, s->job->subject, s->rest, 0);
	return true;
}

/* The payload with one more word: whom to go on behind. */
static const char *
rest_of(struct arena *a, const struct json *payload, const struct rows *holders)
{
	struct json_writer *w = json_writer_new(a);

	if (holders->n < AT_ONCE)
		return NULL;
	json_open_object(w, NULL);
	for (size_t i = 0; i < json_size(payload); i++)
		if (strcmp(json_key_at(payload, i), "after") != 0)
			json_value(w, json_key_at(payload, i), json_at(payload, i));
	json_text(w, "after", row_text(holders->at[holders->n - 1], "email"));
	json_close_object(w);
	return json_written(w, NULL);
}

static const char *
after_of(const struct json *payload)
{
	const char *after = json_get_text(payload, "after");

	return after == NULL ? "" : after;
}

static enum job_end
end_split(struct hands *h, struct split *s)
{
	if (!db_failed(h->db) && db_try(h->db, id_shard(s->job->id), split, s))
		return JOB_ENDED;
	h->why = db_failure(h->db);
	return JOB_LATER;
}

/* --- news ---------------------------------------------------------------------------------------- */

/* What each holder's job is told: which news, and what the event's job was told. */
static const char *
news_payload(struct arena *a, const char *kind, const struct json *payload)
{
	struct json_writer *w = json_writer_new(a);

	json_open_object(w, NULL);
	json_text(w, "kind", kind);
	if (json_get_text(payload, "subject") != NULL)
		json_text(w, "subject", json_get_text(payload, "subject"));
	if (json_get(payload, "what") != NULL)
		json_value(w, "what", json_get(payload, "what"));
	json_text(w, "message", json_get_text(payload, "message") == NULL ? "" :
	    json_get_text(payload, "message"));
	json_close_object(w);
	return json_written(w, NULL);
}

/* The ticket type whose holders are meant; 0: all. */
static int64_t
type_of(const struct json *payload)
{
	const char *letters = json_get_text(payload, "type");

	return letters == NULL ? 0 : id_parse(letters);
}

static enum job_end
split_news(struct hands *h, const struct job *job, const char *kind)
{
	const struct json	*payload = json_parse(h->arena, job->payload, strlen(job->payload), &h->why);
	struct split		 s = { .job = job, .kind = "event_news" };

	if (payload == NULL)
		return JOB_NEVER;
	s.holders = q_holders_after(h->db, job->subject, 0, type_of(payload), after_of(payload), false, AT_ONCE);
	s.payload = news_payload(h->arena, kind, payload);
	s.rest = rest_of(h->arena, payload, &s.holders);
	return end_split(h, &s);
}

enum job_end
event_changed_mail_job(struct hands *h, const struct job *job)
{
	return split_news(h, job, "changed");
}

enum job_end
event_cancelled_mail_job(struct hands *h, const struct job *job)
{
	return split_news(h, job, "cancelled");
}

enum job_end
event_postponed_mail_job(struct hands *h, const struct job *job)
{
	return split_news(h, job, "postponed");
}

enum job_end
event_message_mail_job(struct hands *h, const struct job *job)
{
	return split_news(h, job, "message");
}

static bool
news_kind(const char *name, enum event_news_kind *kind)
{
	static const char *const names[] = { [NEWS_CHANGED] = "changed", [NEWS_CANCELLED] = "cancelled",
	    [NEWS_POSTPONED] = "postponed", [NEWS_MESSAGE] = "message" };

	for (size_t i = 0; name != NULL && i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i], name) == 0) {
			*kind = (enum event_news_kind)i;
			return true;
		}
	return false;
}

enum job_end
event_news_job(struct hands *h, const struct job *job)
{
	const struct json	*payload = json_parse(h->arena, job->payload, strlen(job->payload), &h->why),
				*what = json_get(payload, "what");
	const char		*changes[CHANGES_MAX];
	struct event_news	 news = { .changes = changes, .message = json_get_text(payload, "message"),
	    .subject = json_get_text(payload, "subject") };

	if (!news_kind(json_get_text(payload, "kind"), &news.kind) || news.message == NULL ||
	    (news.kind == NEWS_MESSAGE && news.subject == NULL)) {
		h->why = "there is no such news";
		return JOB_NEVER;
	}
	for (size_t i = 0; i < json_size(what) && news.changes_n < CHANGES_MAX; i++)
		if (json_as_text(json_at(what, i)) != NULL)
			changes[news.changes_n++] = json_as_text(json_at(what, i));
	return mail_job_end(event_news_mail(h->db, h->arena, &h->mailer, job->subject, &news,
	    id_text(h->arena, job->id), id_made_at(job->id), &h->why));
}

/* --- reminders ------------------------------------------------------------------------------------- */

/* "hours" or "day", and which start it is about. */
static bool
read_reminder(struct hands *h, const struct job *job, const struct json **payload, bool *hours, int64_t *starts)
{
	*payload = json_parse(h->arena, job->payload, strlen(job->payload), &h->why);
	if (json_get_bool(*payload, "hours", hours) && json_get_int(*payload, "starts", starts))
		return true;
	h->why = "it does not say which reminder it is";
	return false;
}

static const char *
reminder_payload(struct arena *a, bool hours, int64_t starts)
{
	struct json_writer *w = json_writer_new(a);

	json_open_object(w, NULL);
	json_bool(w, "hours", hours);
	json_int(w, "starts", starts);
	json_close_object(w);
	return json_written(w, NULL);
}

enum job_end
reminders_job(struct hands *h, const struct job *job)
{
	const struct json	*payload;
	struct split		 s = { .job = job, .kind = "reminder" };
	struct row		*date = q_reminder_occurrence(h->db, job->subject);
	bool			 hours;
	int64_t			 starts;

	if (!read_reminder(h, job, &payload, &hours, &starts))
		return JOB_NEVER;
	if (date != NULL && row_time(date, "starts_at") == starts)	/* else there will be others */
		s.holders = q_holders_after(h->db, row_id(date, "event_id"), job->subject, 0, after_of(payload),
		    hours, AT_ONCE);
	s.payload = reminder_payload(h->arena, hours, starts);
	s.rest = rest_of(h->arena, payload, &s.holders);
	return end_split(h, &s);
}

enum job_end
reminder_job(struct hands *h, const struct job *job)
{
	const struct json	*payload;
	bool			 hours;
	int64_t			 starts;

	if (!read_reminder(h, job, &payload, &hours, &starts))
		return JOB_NEVER;
	return mail_job_end(reminder_mail(h->db, h->arena, &h->mailer, job->subject, hours, starts,
	    id_text(h->arena, job->id), id_made_at(job->id), &h->why));
}
