/*
 * account.c: what accounts cause.
 *
 * mail_account: a letter about one; address_release: an address that was claimed and not taken, or left.
 */
#include "handlers/jobs/jobs.h"

#include "core/domain/address.h"
#include "core/flows/account_mail.h"
#include "core/lib/clock.h"
#include "core/lib/id.h"
#include "core/lib/json.h"

#include <string.h>

static const struct json *
payload_of(struct hands *h, const struct job *job)
{
	return json_parse(h->arena, job->payload, strlen(job->payload), &h->why);
}

enum job_end
mail_account_job(struct hands *h, const struct job *job)
{
	const struct json	*payload = payload_of(h, job);
	struct account_errand	 errand = {
		.what = json_get_text(payload, "what"),
		.subject = job->subject,
		.email = json_get_text(payload, "email"),
		.about = json_get_text(payload, "about"),
		.id = id_text(h->arena, job->id),
		.written_at = id_made_at(job->id),
	};

	if (errand.what == NULL) {
		h->why = "there is no such mail";
		return JOB_NEVER;
	}
	return mail_job_end(account_mail(h->db, h->arena, &h->mailer, &errand, clock_now(), &h->why));
}

enum job_end
address_release_job(struct hands *h, const struct job *job)
{
	const char *email = json_get_text(payload_of(h, job), "email");

	if (email == NULL)
		return JOB_NEVER;
	if (address_release(h->db, job->subject, email))
		return JOB_DONE;
	h->why = db_failed(h->db) ? db_failure(h->db) : "the claim is too young";
	return JOB_LATER;
}
