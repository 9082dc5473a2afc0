/* organizer.c: what the pages of the organizer program share; see organizer.h. */
#include "handlers/organizer/organizer.h"

#include "core/domain/organizer.h"
#include "core/lib/db.h"
#include "core/lib/id.h"
#include "core/lib/template.h"
#include "core/lib/words.h"
#include "fcgi/form.h"
#include "sql/account.h"
#include "sql/job.h"
#include "sql/team.h"

#include <string.h>

#define COOKIE_NAME	"organizer"
#define COOKIE		"__Host-" COOKIE_NAME
#define COOKIE_SECONDS	(365 * 86400)

struct actor
organizer_actor(struct req *r)
{
	return (struct actor){ r->person->id, r->address, r->id };
}

static bool
may_edit_for(struct req *r, int64_t organizer)
{
	struct row *team = q_team_role(r->db, organizer, r->person->id);

	return team != NULL && role_may_edit(row_text(team, "role"));
}

int64_t
organizer_of_person(struct req *r)
{
	int64_t		chosen = id_parse(req_cookie(r, COOKIE));
	struct rows	all;

	if (chosen != 0 && may_edit_for(r, chosen))
		return chosen;
	all = q_account_memberships(r->db, r->person->id);
	for (size_t i = 0; i < all.n; i++)
		if (may_edit_for(r, row_id(all.at[i], "organizer_id")))
			return row_id(all.at[i], "organizer_id");
	return 0;
}

void
organizer_remember(struct req *r, int64_t organizer)
{
	reply_cookie(r, COOKIE_NAME, id_text(r->arena, organizer), COOKIE_SECONDS);
}

void
organizer_option(struct req *r, const char *list, const char *value, const char *words)
{
	struct names *n = page_add(r, list);

	names_set(n, "value", value);
	names_set(n, "text", words);
}

void
organizer_picture_wrong(struct req *r, const char *field, enum image_result result,
    const char *small)
{
	switch (result) {
	case IMAGE_NO_PICTURE:
		form_error(r, field, _("This is not a JPEG, PNG or WebP picture. Please choose another."));
		break;
	case IMAGE_TOO_LARGE:
		form_error(r, field, _("This picture is too large: at most 5 MB and 24 megapixels."));
		break;
	case IMAGE_TOO_SMALL:
		form_error(r, field, small);
		break;
	case IMAGE_STORED:
	case IMAGE_BUSY:
		break;
	}
}

void
organizer_warn(struct req *r, int64_t organizer)
{
	struct row *jobs = q_jobs_alive(r->db, organizer);

	if (jobs != NULL && !row_bool(jobs, "alive"))
		page_text(r, "desk.warning", _("Some work is waiting at the moment: what you publish "
		    "is safe, and will be found and mailed a little later."));
}

const char *
missing_sentence(const char *field)
{
	return strcmp(field, "category") == 0 ? _("Choose what kind of event it is.") :
	    strcmp(field, "about") == 0 ? _("Describe it in a few words.") :
	    strcmp(field, "starts") == 0 ? _("Say when it begins and ends.") :
	    _("Say where it is.");
}

bool
organizer_done(struct req *r, enum event_result result)
{
	switch (result) {
	case EVENT_DONE:
		return true;
	case EVENT_STALE:
		form_error(r, "", _("Somebody else has changed this event meanwhile. What you typed is "
		    "still here; open the event in another tab to see the change, and save again."));
		break;
	case EVENT_UNREADY:
		form_error(r, "", _("Something is still missing before it can be published."));
		break;
	case EVENT_REFUSED:
		form_error(r, "", _("That cannot be done to this event any more: its state has changed."));
		break;
	case EVENT_TAKEN:
		form_error(r, "", _("More tickets are taken already than there would be. Look at the "
		    "numbers again."));
		break;
	case EVENT_PEOPLED:
		form_error(r, "", _("People are registered. Cancel or postpone it instead, and they "
		    "hear of it."));
		break;
	case EVENT_BUSY:
		break;
	}
	return false;
}
