/* letter.c: what mails about orders, tickets and events share; see letter.h. */
#include "core/flows/letter.h"

#include "core/domain/bounce.h"
#include "core/domain/ticket_code.h"
#include "core/domain/unsubscribe.h"
#include "core/lib/log.h"
#include "core/lib/str.h"
#include "core/lib/words.h"

#include <assert.h>
#include <string.h>

/* --- writing ------------------------------------------------------------------------------- */

struct letter *
letter_new(struct arena *a, const struct mailer *mailer, enum letter_kind kind, const char *language,
    const char *id, int64_t written_at)
{
	struct letter *l = make(a, struct letter);

	l->arena = a;
	l->mailer = mailer;
	l->kind = kind;
	l->id = id;
	l->mail.date = written_at;
	l->mail.language = mailer_language(language);
	l->mail.files = l->files;
	l->names = mailer_names(a, l->mail.language);
	l->site = (struct paper_site){ mailer->site_name, mailer->site_url,
	    mailer->relay == NULL ? "" : mailer->relay->from, mailer->ring, l->mail.language };
	return l;
}

void
letter_to(struct letter *l, const char *email, const char *name, int64_t organizer, int64_t about)
{
	l->mail.to = email;
	l->mail.to_name = name;
	l->organizer = organizer;
	l->about = about;
	names_set(l->names, "letter.name", name);
}

void
letter_title(struct letter *l, const char *subject, const char *title)
{
	l->mail.subject = subject;
	names_set(l->names, "letter.title", title);
}

static void
add_sentence(struct letter *l, const char *list, const char *sentence)
{
	names_set(names_add(names_at(l->names, list)), "text", sentence);
}

void
letter_before(struct letter *l, const char *sentence)
{
	add_sentence(l, "letter.before", sentence);
}

void
letter_after(struct letter *l, const char *sentence)
{
	add_sentence(l, "letter.after", sentence);
}

void
letter_message(struct letter *l, const char *words)
{
	struct str *paragraph = str_new(l->arena);

	for (; *words != '\0'; words++) {
		if (words[0] == '\n' && words[1] == '\n') {
			if (paragraph->len > 0)
				add_sentence(l, "letter.message", arena_copy(l->arena, paragraph->text));
			str_cut(paragraph, 0);
		} else if (*words != '\n' || paragraph->len > 0) {
			str_addc(paragraph, *words == '\n' ? ' ' : *words);
		}
	}
	if (paragraph->len > 0)
		add_sentence(l, "letter.message", paragraph->text);
}

void
letter_event(struct letter *l, const struct row *event, bool holder)
{
	const char *language = l->mail.language;

	names_set(l->names, "event.title", row_text(event, "title"));
	names_set(l->names, "event.when", paper_when(l->arena, event, language));
	names_set(l->names, "event.until", paper_until(l->arena, event, language));
	names_set(l->names, "event.place", paper_place(event));
	names_set(l->names, "event.address", paper_address(l->arena, event, language));
	if (holder && !row_is(event, "attendance", "in_person"))
		names_set(l->names, "event.join_url", row_text(event, "online_url"));
	names_set(l->names, "letter.organizer", row_text(event, "organizer"));
	if (*row_text(event, "organizer_email") != '\0')
		l->mail.reply_to = row_text(event, "organizer_email");
	l->mail.from_name = text(l->arena, _("%s via %s"), row_text(event, "organizer"),
	    l->mailer->site_name);
}

void
letter_ticket(struct letter *l, const struct row *ticket)
{
	struct names	*n = names_add(names_at(l->names, "tickets"));
	const char	*code = row_text(ticket, "code");

	names_set(n, "type", row_text(ticket, "ticket_type"));
	names_set(n, "name", row_text(ticket, "name"));
	names_set(n, "code", text(l->arena, "%.5s %s", code, strlen(code) > 5 ? code + 5 : ""));
}

void
letter_button(struct letter *l, const char *word, const char *path)
{
	names_set(l->names, "letter.word", word);
	names_set(l->names, "letter.link", text(l->arena, "%s%s%s", l->mailer->site_url,
	    names_get(l->names, "mail.prefix"), path));
}

struct mail_file *
letter_file(struct letter *l)
{
	assert(l->mail.n_files < sizeof(l->files) / sizeof(l->files[0]));
	return &l->files[l->mail.n_files++];
}

void
letter_because(struct letter *l, const char *sentence)
{
	names_set(l->names, "letter.why", sentence);
}

void
letter_why(struct letter *l, const char *organizer)
{
	letter_because(l, text(l->arena,
	    _("You get this mail because this address stands on a ticket of %s."), organizer));
}

/* --- sending ------------------------------------------------------------------------------------- */

/* What they may decline is called so in unsubscribe.h; NULL: they may not. */
static const char *
may_decline(enum letter_kind kind)
{
	switch (kind) {
	case LETTER_REMINDER:
		return "reminder";
	case LETTER_MESSAGE:
		return "message";
	case LETTER_ASKED:
	case LETTER_CAUSED:
	case LETTER_NEWS:
		break;
	}
	return NULL;
}

/* False when they do not want it.  Else it says how not to get the next one (RFC 8058). */
static bool
is_wanted(struct db *db, struct letter *l)
{
	struct unsubscribe u = { l->organizer, l->mail.to, may_decline(l->kind) };

	if (u.kind == NULL)
		return true;
	l->mail.unsubscribe = text(l->arena, "%s%s/unsubscribe/%s", l->mailer->site_url,
	    names_get(l->names, "mail.prefix"), unsubscribe_token(l->arena, l->mailer->cap.keys, &u));
	names_set(l->names, "letter.unsubscribe", l->mail.unsubscribe);
	return !unsubscribe_done(db, &u);
}

/* What comes of itself does not go where it cannot arrive. */
static bool
can_arrive(struct db *db, const struct letter *l)
{
	return l->kind == LETTER_ASKED || l->kind == LETTER_CAUSED ||
	    !bounce_is_hard(db, l->organizer, l->mail.to);
}

/* What the mail server refused at once is noted like what comes back later. */
static void
note_refusal(struct db *db, const struct letter *l, const char *answer)
{
	const char *status = bounce_status(l->arena, answer);

	if (bounce_kind_of(status) != BOUNCE_OTHER)
		bounce_note(db, l->organizer, l->mail.to, status, answer);
}

enum mail_end
letter_waits(struct db *db, const char **why)
{
	*why = db_failure(db);
	return MAIL_WAITS;
}

enum mail_end
letter_send(struct db *db, struct letter *l, const char **why)
{
	bool		counted = l->kind == LETTER_ASKED || l->kind == LETTER_CAUSED, wanted;
	enum mail_end	end;

	*why = "";
	wanted = is_wanted(db, l) && can_arrive(db, l);
	if (db_failed(db))
		return letter_waits(db, why);
	if (!wanted)
		return MAIL_NEEDLESS;
	if (counted && !recipient_may(db, l->arena, &l->mailer->cap, l->mail.to)) {
		*why = "this mailbox has got as much as strangers may send it for now";
		return MAIL_WAITS;
	}
	l->mail.about = l->about;
	end = mailer_send(l->arena, l->mailer, "mail/letter", l->names, &l->mail, l->id, why);
	if (end == MAIL_SENT && counted)
		recipient_count(db, l->arena, &l->mailer->cap, l->mail.to);
	if (end == MAIL_REFUSED)
		note_refusal(db, l, *why);
	return end;
}
