/*
 * report.c: a visitor thinks that something should not be here.
 *
 *	GET  /checkout/report/{subject}		report_show	event-<id> or organizer-<id>
 *	POST /checkout/report/{subject}		report_post
 *
 * What is read here is sql/report.sql; what it looks like is templates/checkout/report.cs.  What is done
 * is core/domain/report.c; who decides uses `marquee moderate`.
 */
#include "handlers/checkout/checkout.h"

#include "core/domain/report.h"
#include "core/lib/db.h"
#include "core/lib/template.h"
#include "core/lib/text.h"
#include "core/lib/words.h"
#include "fcgi/form.h"
#include "fcgi/limit.h"
#include "sql/report.h"

#include <string.h>

/* So many from one network in a day. */
static const struct limit report_limit = { "report", 0, 20, 86400 };

struct report_input {
	const char	*reason, *words, *email;
};

static const struct field report_fields[] = {
	FIELD_CHOICE(struct report_input, reason, report_reasons, REQUIRED),
	FIELD_LINES(struct report_input, words, 0, REPORT_WORDS_MAX),
	FIELD_EMAIL(struct report_input, email, OPTIONAL),
	FIELD_END
};

const struct form report_form = FORM(struct report_input, report_fields, report_show);

/* What the path names, if anybody may see it; else NULL. */
static struct row *
subject_here(struct req *r)
{
	int64_t		 id = req_id(r, "subject");
	const char	*kind = req_text(r, "subject");

	if (strncmp(kind, "event-", 6) == 0)
		return q_report_event(r->db, id);
	if (strncmp(kind, "organizer-", 10) == 0)
		return q_report_organizer(r->db, id);
	return NULL;
}

static void
show_reasons(struct req *r)
{
	const char *const words[] = { _("It is a fraud"), _("It is against the law"),
		_("It stirs up hatred or violence"), _("It is not for children, and does not say so"),
		_("It uses what belongs to somebody else"), _("What it says is wrong"),
		_("Something else") };

	for (size_t i = 0; report_reasons[i] != NULL; i++) {
		struct names *n = page_add(r, "reasons");

		names_set(n, "value", report_reasons[i]);
		names_set(n, "text", words[i]);
	}
}

static int
show_page(struct req *r, struct row *subject, bool sent)
{
	if (subject == NULL)
		return not_found(r);
	page_row(r, "subject", subject);
	page_text(r, "subject.report_path", text(r->arena, "/checkout/report/%s",
	    req_text(r, "subject")));
	page_flag(r, "subject.is_event", row_int(subject, "event_id") != 0);
	page_flag(r, "report.sent", sent);
	form_show(r, &report_form);
	show_reasons(r);
	return page(r, "checkout/report");
}

int
report_show(struct req *r)
{
	return show_page(r, subject_here(r), false);
}

int
report_post(struct req *r)
{
	const struct report_input	*in = r->form;
	struct row			*row = subject_here(r);
	struct actor			 actor = checkout_actor(r);
	struct report_subject		 subject;
	unsigned char			 visitor[16];

	if (row == NULL)
		return not_found(r);
	if (!limit_take(r, &report_limit, ""))
		return too_many(r, report_limit.seconds);
	subject = (struct report_subject){ row_id(row, "organizer_id"), row_id(row, "event_id") };
	checkout_visitor(r, visitor);
	switch (report_make(r->db, &actor, &subject, in->reason, in->words,
	    *in->email == '\0' ? "" : text_email_key(r->arena, in->email), visitor)) {
	case REPORT_DONE:
		return show_page(r, row, true);
	case REPORT_GONE:
		return not_found(r);
	case REPORT_BUSY:
		break;
	}
	return try_later(r);
}
