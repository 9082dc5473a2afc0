/* team_mail.c: mail about an organizer's team; see team_mail.h. */
#include "core/flows/team_mail.h"

#include "core/domain/team.h"
#include "core/flows/letter.h"
#include "core/lib/words.h"
#include "sql/team.h"

static void
write_invitation(struct letter *l, const struct mailer *mailer, const struct row *head)
{
	const char *organizer = row_text(head, "organizer");

	letter_to(l, row_text(head, "email"), "", row_id(head, "organizer_id"), 0);
	letter_title(l, text(l->arena, _("Join the team of %s"), organizer),
	    _("You are asked into a team."));
	letter_before(l, *row_text(head, "invited_by") == '\0' ?
	    text(l->arena, _("%s would like your help to put on events on this site."), organizer) :
	    text(l->arena, _("%s of %s would like your help to put on events on this site."),
	    row_text(head, "invited_by"), organizer));
	letter_button(l, _("See the invitation"), text(l->arena, "/organize/invitation/%s",
	    invitation_address(l->arena, mailer->cap.keys, row_id(head, "invitation_id"))));
	letter_after(l, _("The link is good for a week, once, for this address. You do not know them? "
	    "Then do nothing; nothing happens."));
}

enum mail_end
mail_invitation(struct db *db, struct arena *a, const struct mailer *mailer, int64_t invitation,
    const char *id, int64_t written_at, const char **why)
{
	struct row	*head = q_invitation_head(db, invitation);
	struct letter	*l;

	if (db_failed(db))
		return letter_waits(db, why);
	if (head == NULL || !row_bool(head, "open"))
		return MAIL_NEEDLESS;
	l = letter_new(a, mailer, LETTER_CAUSED, row_text(head, "language"), id, written_at);
	write_invitation(l, mailer, head);
	return letter_send(db, l, why);
}
