/* event_mail.c: mail about events; see event_mail.h. What it looks like is templates/mail/. */
#include "core/flows/event_mail.h"

#include "core/documents/mail.h"
#include "core/lib/clock.h"
#include "core/lib/words.h"
#include "sql/mail.h"

#include <string.h>

/* --- what it says --------------------------------------------------------------------- */

static const char *
where_of(struct arena *a, const struct row *event)
{
	if (row_null(event, "venue"))
		return row_is(event, "attendance", "online") ? _("Online") : "";
	return text(a, "%s, %s", row_text(event, "venue"), row_text(event, "city"));
}

/* Names of templates/mail/event_live.cs and event_live_text.cs. */
static struct names *
names_of_event(struct arena *a, const struct row *event, const struct row *person,
    const char *language)
{
	struct names	*n = names_new(a);
	const char	*prefix = strcmp(language, languages[0].tag) == 0 ? "" :
	    text(a, "/%s", language);

	names_set(n, "mail.language", language);
	names_set(n, "mail.prefix", prefix);
	names_set(n, "person.name", row_text(person, "name"));
	names_set(n, "event.title", row_text(event, "title"));
	names_set(n, "event.summary", row_text(event, "summary"));
	names_set(n, "event.organizer", row_text(event, "organizer"));
	names_set(n, "event.path", row_text(event, "path"));
	names_set(n, "event.where", where_of(a, event));
	if (!row_null(event, "starts_at"))
		names_set(n, "event.when", clock_show(a, row_time(event, "starts_at"),
		    row_text(event, "time_zone"), language, CLOCK_FULL));
	return n;
}

static const char *
language_of(const struct row *person)
{
	const struct language *known = language_find(row_text(person, "language"));

	return known == NULL ? languages[0].tag : known->tag;
}

/* --- writing and sending ---------------------------------------------------------------- */

static enum mail_end
end_of(enum smtp_outcome outcome)
{
	switch (outcome) {
	case SMTP_ACCEPTED:
		return MAIL_SENT;
	case SMTP_REFUSED:
		return MAIL_REFUSED;
	case SMTP_TRY_AGAIN:
	case SMTP_UNKNOWN:	/* sent again with the same Message-ID: seen to be one */
		break;
	}
	return MAIL_WAITS;
}

static enum mail_end
hand_over(struct arena *a, const struct mailer *mailer, struct mail *mail, const char *id,
    const char **why)
{
	const char	*bytes;
	size_t		 len;

	mail->from = mailer->relay->from;
	mail->from_name = mailer->relay->from_name;
	mail->id = text(a, "%s@%s", id, mailer->relay->domain);
	if ((bytes = mail_build(a, mail, &len, why)) == NULL)
		return MAIL_REFUSED;
	return end_of(relay_send(mailer->relay, mailer->http, a, mail->to, bytes, len, why));
}

/* Both parts of a message from a pair of templates. */
static bool
render(struct arena *a, const struct mailer *mailer, const char *name, struct names *names,
    struct mail *mail)
{
	size_t len;

	mail->html = template_render(mailer->templates, a, name, names, &len);
	mail->text = template_render(mailer->templates, a, text(a, "%s_text", name), names, &len);
	return mail->html != NULL && mail->text != NULL;
}

enum mail_end
mail_event_live(struct db *db, struct arena *a, const struct mailer *mailer, int64_t event,
    int64_t account, const char *id, int64_t written_at, const char **why)
{
	struct row	*of_event = q_mail_event(db, event), *person = q_mail_person(db, account);
	struct mail	 mail = { .date = written_at };

	*why = "";
	if (db_failed(db)) {
		*why = db_failure(db);
		return MAIL_WAITS;
	}
	if (of_event == NULL || !row_is(of_event, "state", "published") || person == NULL ||
	    !row_is(person, "state", "active"))
		return MAIL_NEEDLESS;
	if (mailer->relay == NULL) {
		*why = "no mail server is set (mail.server)";
		return MAIL_WAITS;
	}
	mail.language = language_of(person);
	words_language(mail.language);
	mail.to = row_text(person, "email");
	mail.to_name = row_text(person, "name");
	mail.subject = text(a, _("“%s” is live"), row_text(of_event, "title"));
	if (!render(a, mailer, "mail/event_live",
	    names_of_event(a, of_event, person, mail.language), &mail)) {
		*why = "its template failed";
		return MAIL_REFUSED;
	}
	return hand_over(a, mailer, &mail, id, why);
}
