/* organizer.c: what the pages of the organizer program share; see organizer.h. */
#include "handlers/organizer/organizer.h"

#include "core/domain/organizer.h"
#include "core/lib/db.h"
#include "core/lib/words.h"
#include "fcgi/form.h"
#include "sql/account.h"
#include "sql/job.h"
#include "sql/organizer.h"

#include <string.h>

struct actor
organizer_actor(struct req *r)
{
	return (struct actor){ r->person->id, r->address, r->id };
}

int64_t
organizer_of_person(struct req *r)
{
	struct rows all = q_account_memberships(r->db, r->person->id);

	for (size_t i = 0; i < all.n; i++) {
		int64_t		 organizer = row_id(all.at[i], "organizer_id");
		struct row	*team = q_team_role(r->db, organizer, r->person->id);

		if (team != NULL && role_may_edit(row_text(team, "role")))
			return organizer;
	}
	return 0;
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
	case EVENT_BUSY:
		break;
	}
	return false;
}
