/* moderation_mail.c: what an operator decided; see moderation_mail.h. */
#include "core/flows/moderation_mail.h"

#include "core/flows/letter.h"
#include "core/lib/id.h"
#include "core/lib/words.h"
#include "sql/mail.h"
#include "sql/report.h"

/* Why it is hidden, and what they can do. */
static void
write_hidden(struct letter *l, const struct row *subject, int64_t event)
{
	const char *title = row_text(subject, "title");

	letter_title(l, text(l->arena, _("“%s” is not shown any more"), title), title);
	letter_before(l, _("We have hidden it: nobody but your team sees it, and nobody can register. "
	    "This is why:"));
	letter_before(l, row_text(subject, event != 0 ? "hidden_reason" : "suspended_reason"));
	letter_after(l, _("If you think that this is a mistake, or have put right what was wrong, answer to "
	    "this mail."));
	letter_button(l, _("Look at it"), event != 0 ? text(l->arena, "/organize/e/%s",
	    id_text(l->arena, event)) : "/organize");
}

static void
write_shown(struct letter *l, const struct row *subject)
{
	const char *title = row_text(subject, "title");

	letter_title(l, text(l->arena, _("“%s” is shown again"), title), title);
	letter_before(l, _("Everybody can see it again, as it was."));
	letter_button(l, _("Look at it"), row_text(subject, "path"));
}

enum mail_end
mail_moderation(struct db *db, struct arena *a, const struct mailer *mailer, int64_t organizer,
    int64_t event, int64_t account, const char *id, int64_t written_at, const char **why)
{
	struct row	*subject = event != 0 ? q_moderated_event(db, event) :
	    q_moderated_organizer(db, organizer);
	struct row	*person = q_mail_person(db, account);
	struct letter	*l;

	if (db_failed(db))
		return letter_waits(db, why);
	if (subject == NULL || person == NULL || !row_is(person, "state", "active"))
		return MAIL_NEEDLESS;
	l = letter_new(a, mailer, LETTER_NEWS, row_text(person, "language"), id, written_at);
	letter_to(l, row_text(person, "email"), row_text(person, "name"), organizer, 0);
	if (row_is(subject, "state", event != 0 ? "hidden" : "suspended"))
		write_hidden(l, subject, event);
	else
		write_shown(l, subject);
	return letter_send(db, l, why);
}
