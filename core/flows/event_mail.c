/* event_mail.c: mail about events; see event_mail.h. What it looks like is templates/mail/. */
#include "core/flows/event_mail.h"

#include "core/lib/clock.h"
#include "core/lib/words.h"
#include "sql/mail.h"

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
	struct names *n = mailer_names(a, language);

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

enum mail_end
mail_event_live(struct db *db, struct arena *a, const struct mailer *mailer, int64_t event,
    int64_t account, const char *id, int64_t written_at, const char **why)
{
	struct row	*of_event = q_mail_event(db, event), *person = q_mail_person(db, account);
	struct mail	 mail = { .date = written_at };
	struct names	*names;

	*why = "";
	if (db_failed(db)) {
		*why = db_failure(db);
		return MAIL_WAITS;
	}
	if (of_event == NULL || !row_is(of_event, "state", "published") || person == NULL ||
	    !row_is(person, "state", "active"))
		return MAIL_NEEDLESS;
	mail.language = mailer_language(row_text(person, "language"));
	mail.to = row_text(person, "email");
	mail.to_name = row_text(person, "name");
	names = names_of_event(a, of_event, person, mail.language);
	mail.subject = text(a, _("“%s” is live"), row_text(of_event, "title"));
	return mailer_send(a, mailer, "mail/event_live", names, &mail, id, why);
}
