/* team_mail.c: mail about an organizer's team; see team_mail.h. What it looks like is templates/mail/invitation.cs. */
#include "core/flows/team_mail.h"

#include "core/domain/team.h"
#include "core/lib/words.h"
#include "sql/team.h"

static struct names *
names_of(struct arena *a, const struct mailer *mailer, const struct row *invitation, const char *language)
{
	struct names *n = mailer_names(a, language);

	names_set(n, "invitation.organizer", row_text(invitation, "organizer"));
	names_set(n, "invitation.invited_by", row_text(invitation, "invited_by"));
	names_set(n, "invitation.path", text(a, "/organize/invitation/%s",
	    invitation_address(a, mailer->cap.keys, row_id(invitation, "invitation_id"))));
	return n;
}

enum mail_end
mail_invitation(struct db *db, struct arena *a, const struct mailer *mailer, int64_t invitation,
    const char *id, int64_t written_at, const char **why)
{
	struct row	*head = q_invitation_head(db, invitation);
	struct mail	 mail = { .date = written_at };
	struct names	*names;
	enum mail_end	 end;

	*why = "that mailbox has had too much mail that others caused";
	if (head != NULL && row_bool(head, "open") &&
	    !recipient_may(db, a, &mailer->cap, row_text(head, "email")))
		return MAIL_WAITS;
	*why = db_failure(db);
	if (db_failed(db))
		return MAIL_WAITS;
	if (head == NULL || !row_bool(head, "open"))
		return MAIL_NEEDLESS;
	mail.language = mailer_language(row_text(head, "language"));
	mail.to = row_text(head, "email");
	mail.to_name = "";
	names = names_of(a, mailer, head, mail.language);
	mail.subject = text(a, _("Join the team of %s"), row_text(head, "organizer"));
	end = mailer_send(a, mailer, "mail/invitation", names, &mail, id, why);
	if (end == MAIL_SENT)
		recipient_count(db, a, &mailer->cap, mail.to);
	return end;
}
