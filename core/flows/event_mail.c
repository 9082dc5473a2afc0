/* event_mail.c: mail to an event's team; see event_mail.h. */
#include "core/flows/event_mail.h"

#include "core/flows/letter.h"
#include "core/lib/words.h"
#include "sql/mail.h"

static void
write_live(struct letter *l, const struct row *event)
{
	letter_title(l, text(l->arena, _("“%s” is live"), row_text(event, "title")),
	    _("Your event is live."));
	letter_event(l, event, false);
	letter_before(l, _("Anyone can find it now, in our search and soon in others. Look at it the way "
	    "your guests see it."));
	letter_button(l, _("See the event's page"), row_text(event, "path"));
	letter_after(l, _("Something not right? Change it whenever you like; the page follows within "
	    "seconds."));
	letter_because(l, text(l->arena, _("You get this mail because you manage the events of %s."),
	    row_text(event, "organizer")));
}

enum mail_end
mail_event_live(struct db *db, struct arena *a, const struct mailer *mailer, int64_t event,
    int64_t account, const char *id, int64_t written_at, const char **why)
{
	struct row	*of_event = q_mail_event(db, event), *person = q_mail_person(db, account);
	struct letter	*l;

	if (db_failed(db))
		return letter_waits(db, why);
	if (of_event == NULL || !row_is(of_event, "state", "published") || person == NULL ||
	    !row_is(person, "state", "active"))
		return MAIL_NEEDLESS;
	l = letter_new(a, mailer, LETTER_NEWS, row_text(person, "language"), id, written_at);
	letter_to(l, row_text(person, "email"), row_text(person, "name"), row_id(of_event, "organizer_id"),
	    event);
	write_live(l, of_event);
	return letter_send(db, l, why);
}
