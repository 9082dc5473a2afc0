/*
 * ticket_mail.c: mail about orders and tickets, one to one person.
 *
 * order_mail, order_cancelled_mail: the subject is the order.  ticket_mail, ticket_cancelled_mail,
 * ticket_transferred_mail: the ticket.  waitlist_mail: the entry.
 */
#include "handlers/jobs/jobs.h"

#include "core/flows/ticket_mail.h"
#include "core/lib/id.h"
#include "core/lib/json.h"

#include <string.h>

/* What the payload says, "" for nothing. */
static const char *
said(const struct json *payload, const char *key)
{
	const char *value = json_get_text(payload, key);

	return value == NULL ? "" : value;
}

static const struct json *
payload_of(struct hands *h, const struct job *job)
{
	return json_parse(h->arena, job->payload, strlen(job->payload), &h->why);
}

enum job_end
order_mail_job(struct hands *h, const struct job *job)
{
	return mail_job_end(order_mail(h->db, h->arena, &h->mailer, job->subject, id_text(h->arena, job->id),
	    id_made_at(job->id), &h->why));
}

enum job_end
order_cancelled_mail_job(struct hands *h, const struct job *job)
{
	return mail_job_end(order_cancelled_mail(h->db, h->arena, &h->mailer, job->subject,
	    id_text(h->arena, job->id), id_made_at(job->id), &h->why));
}

enum job_end
ticket_mail_job(struct hands *h, const struct job *job)
{
	return mail_job_end(ticket_mail(h->db, h->arena, &h->mailer, job->subject,
	    said(payload_of(h, job), "from_name"), id_text(h->arena, job->id), id_made_at(job->id),
	    &h->why));
}

enum job_end
ticket_cancelled_mail_job(struct hands *h, const struct job *job)
{
	return mail_job_end(ticket_cancelled_mail(h->db, h->arena, &h->mailer, job->subject,
	    id_text(h->arena, job->id), id_made_at(job->id), &h->why));
}

enum job_end
ticket_transferred_mail_job(struct hands *h, const struct job *job)
{
	const struct json	*payload = payload_of(h, job);
	struct transferred	 t = { said(payload, "from_email"), said(payload, "from_name"),
	    said(payload, "from_language"), said(payload, "to") };

	if (*t.from_email == '\0') {
		h->why = "it does not say whose it was";
		return JOB_NEVER;
	}
	return mail_job_end(ticket_transferred_mail(h->db, h->arena, &h->mailer, job->subject, &t,
	    id_text(h->arena, job->id), id_made_at(job->id), &h->why));
}

enum job_end
waitlist_mail_job(struct hands *h, const struct job *job)
{
	return mail_job_end(waitlist_mail(h->db, h->arena, &h->mailer, job->subject,
	    id_text(h->arena, job->id), id_made_at(job->id), &h->why));
}
