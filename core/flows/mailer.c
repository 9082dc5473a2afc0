/* mailer.c: how mail is written and handed to the relay; see mailer.h. */
#include "core/flows/mailer.h"

#include "core/domain/bounce.h"
#include "core/lib/words.h"

#include <string.h>

const char *
mailer_language(const char *wanted)
{
	const struct language *known = language_find(wanted);

	return known == NULL ? languages[0].tag : known->tag;
}

struct names *
mailer_names(struct arena *a, const char *language)
{
	struct names *n = names_new(a);

	words_language(language);
	names_set(n, "mail.language", language);
	names_set(n, "mail.prefix",
	    strcmp(language, languages[0].tag) == 0 ? "" : text(a, "/%s", language));
	return n;
}

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

/* Who it comes back to, with a word that says what it was about. */
static const char *
sender_of(struct arena *a, const struct mailer *mailer, const struct mail *mail)
{
	if (mailer->relay->bounces == NULL || mail->about == 0)
		return mailer->relay->from;
	return bounce_address(a, mailer->cap.keys, mailer->relay->bounces, mail->about, mail->to);
}

static enum mail_end
hand_over(struct arena *a, const struct mailer *mailer, struct mail *mail, const char *id,
    const char **why)
{
	const char	*bytes;
	size_t		 len;

	mail->from = mailer->relay->from;
	if (mail->from_name == NULL)
		mail->from_name = mailer->relay->from_name;
	mail->id = text(a, "%s@%s", id, mailer->relay->domain);
	if ((bytes = mail_build(a, mail, &len, why)) == NULL)
		return MAIL_REFUSED;
	return end_of(relay_send(mailer->relay, mailer->http, a, sender_of(a, mailer, mail), mail->to,
	    bytes, len, why));
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
mailer_send(struct arena *a, const struct mailer *mailer, const char *name, struct names *names,
    struct mail *mail, const char *id, const char **why)
{
	if (mailer->relay == NULL) {
		*why = "no mail server is set (mail.server)";
		return MAIL_WAITS;
	}
	if (!render(a, mailer, name, names, mail)) {
		*why = "its template failed";
		return MAIL_REFUSED;
	}
	return hand_over(a, mailer, mail, id, why);
}
