/* moderation_mail.c: what an operator decided; see moderation_mail.h.  What it looks like is templates/mail/moderation.cs. */
#include "core/flows/moderation_mail.h"

#include "core/lib/id.h"
#include "core/lib/words.h"
#include "sql/mail.h"
#include "sql/report.h"

static struct names *
names_of(struct arena *a, const struct row *subject, int64_t event, const char *language)
{
	struct names	*n = mailer_names(a, language);
	bool		 hidden = row_is(subject, "state", event != 0 ? "hidden" : "suspended");

	names_set(n, "subject.title", row_text(subject, "title"));
	names_set(n, "subject.is_event", event != 0 ? "1" : "");
	names_set(n, "subject.hidden", hidden ? "1" : "");
	names_set(n, "subject.reason", row_text(subject, event != 0 ? "hidden_reason" : "suspended_reason"));
	names_set(n, "subject.path", hidden ? event != 0 ? text(a, "/organize/e/%s", id_text(a, event)) :
	    "/organize" : row_text(subject, "path"));
	return n;
}

enum mail_end
mail_moderation(struct db *db, struct arena *a, const struct mailer *mailer, int64_t organizer,
    int64_t event, int64_t account, const char *id, int64_t written_at, const char **why)
{
	struct row	*subject = event != 0 ? q_moderated_event(db, event) :
	    q_moderated_organizer(db, organizer);
	struct row	*person = q_mail_person(db, account);
	struct mail	 mail = { .date = written_at };
	struct names	*names;

	*why = db_failure(db);
	if (db_failed(db))
		return MAIL_WAITS;
	if (subject == NULL || person == NULL || !row_is(person, "state", "active"))
		return MAIL_NEEDLESS;
	mail.language = mailer_language(row_text(person, "language"));
	mail.to = row_text(person, "email");
	mail.to_name = row_text(person, "name");
	names = names_of(a, subject, event, mail.language);
	mail.subject = text(a, row_is(subject, "state", event != 0 ? "hidden" : "suspended") ?
	    _("“%s” is not shown any more") : _("“%s” is shown again"), row_text(subject, "title"));
	return mailer_send(a, mailer, "mail/moderation", names, &mail, id, why);
}
