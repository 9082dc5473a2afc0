/*
 * home.c: a person's own page: who they are here, and where they are signed in.
 *
 *	GET  /account				account_show
 *	POST /account/sessions/{session}/end	session_end_post
 *	POST /account/sessions/end-others	sessions_end_others_post
 *
 * What is read here is sql/account.sql and, through fcgi/session.h, sql/session.sql; what it
 * looks like is templates/account/home.cs.
 */
#include "handlers/account/account.h"

#include "core/lib/text.h"
#include "core/lib/words.h"
#include "fcgi/session.h"
#include "sql/account.h"

#include <string.h>

/* --- devices, as people call them ------------------------------------------------------- */

struct mark {
	const char	*mark;		/* in a User-Agent */
	const char	*name;
};

/* The first that fits: most browsers say that they are others, too. */
static const struct mark browsers[] = {
	{ "Edg",	"Edge"		},
	{ "OPR/",	"Opera"		},
	{ "Firefox/",	"Firefox"	},
	{ "FxiOS/",	"Firefox"	},
	{ "CriOS/",	"Chrome"	},
	{ "Chrome/",	"Chrome"	},
	{ "Safari/",	"Safari"	},
	{ NULL,		NULL		}
};
static const struct mark systems[] = {
	{ "Android",	"Android"	},
	{ "iPhone",	"iPhone"	},
	{ "iPad",	"iPad"		},
	{ "Windows",	"Windows"	},
	{ "CrOS",	"ChromeOS"	},
	{ "Mac OS X",	"macOS"		},
	{ "Linux",	"Linux"		},
	{ NULL,		NULL		}
};

static const char *
find_mark(const struct mark *marks, const char *agent)
{
	while (marks->mark != NULL && strstr(agent, marks->mark) == NULL)
		marks++;
	return marks->name;
}

/* "Firefox on Linux"; what it says of itself when that is not known; "" for nothing. */
static const char *
device_name(struct req *r, const char *agent)
{
	const char *browser = find_mark(browsers, agent), *system = find_mark(systems, agent);

	if (browser == NULL || system == NULL)
		return text_cut(r->arena, agent, 60);
	/* TRANSLATORS: a browser and what it runs on: "Firefox on Linux". */
	return text(r->arena, _("%s on %s"), browser, system);
}

/* --- the page --------------------------------------------------------------------------- */

/* In their own words: what they read, and by which clock. */
static void
show_profile(struct req *r, const struct row *profile)
{
	const struct language *language = language_find(row_text(profile, "language"));

	page_text(r, "profile.detail", text(r->arena, "%s · %s",
	    language == NULL ? "" : language->name, row_text(profile, "time_zone")));
	if (!row_bool(profile, "has_password"))
		page_text(r, "profile.password", _("There is none. Ask for a link to choose one."));
}

static void
show_sessions(struct req *r, const char *zone)
{
	struct rows sessions = session_list(r);

	for (size_t i = 0; i < sessions.n; i++) {
		const struct row	*s = sessions.at[i];
		const char		*name = text(r->arena, "sessions.%zu", i);

		page_id(r, text(r->arena, "%s.session_id", name), row_id(s, "session_id"));
		page_text(r, text(r->arena, "%s.device", name), device_name(r, row_text(s, "device")));
		page_time(r, text(r->arena, "%s.seen_at", name), row_time(s, "seen_at"), zone);
		page_flag(r, text(r->arena, "%s.current", name),
		    row_id(s, "session_id") == r->person->session);
	}
}

int
account_show(struct req *r)
{
	struct row *profile = q_account_profile(r->db, r->person->id);

	page_text(r, "desk.section", "account");
	if (profile == NULL)
		return not_found(r);
	show_profile(r, profile);
	show_sessions(r, row_text(profile, "time_zone"));
	page_rows(r, "organizers", q_account_memberships(r->db, r->person->id));
	return page(r, "account/home");
}

/* End one session of theirs; another's, or one that has ended, is not found. */
int
session_end_post(struct req *r)
{
	if (!session_end_one(r, req_id(r, "session")))
		return not_found(r);
	notice(r, _("That device is signed out."));
	return see_other(r, "/account");
}

int
sessions_end_others_post(struct req *r)
{
	if (!session_end_others(r))
		return try_later(r);
	notice(r, _("All other devices are signed out."));
	return see_other(r, "/account");
}
