/* organizer.c: who puts on events; see organizer.h. */
#include "core/domain/organizer.h"

#include "core/domain/job.h"
#include "core/lib/clock.h"
#include "core/lib/id.h"
#include "core/lib/text.h"
#include "sql/account.h"
#include "sql/organizer.h"

#include <assert.h>
#include <string.h>

struct organizer_deed {
	const struct actor		*actor;
	const struct organizer_input	*in;
	const struct organizer_owner	*owner;
	const char			*about_html;
	int64_t				 organizer;
};

static bool
make_organizer(struct db *db, void *what)
{
	struct organizer_deed		*d = what;
	const struct organizer_input	*in = d->in;

	q_organizer_add(db, d->organizer, in->handle, in->name, in->summary, in->about,
	    d->about_html, in->website, in->country, in->time_zone, in->currency, in->language);
	q_team_add(db, d->organizer, d->owner->account, "owner", d->owner->name, d->owner->email);
	job_promise(db, "membership_copy", d->organizer, "{}", 0);
	audit_note(db, d->actor, d->organizer, "organizer_make", d->organizer, "{}");
	return true;
}

/* Claim the handle for the id that was drawn, or go on from a claim whose row was never made. */
static enum organizer_result
claim_handle(struct db *db, struct organizer_deed *d)
{
	struct row *claim;

	if (q_organizer_claim(db, d->in->handle, d->organizer) == 1)
		return ORGANIZER_MADE;
	claim = q_organizer_of_handle(db, d->in->handle);
	if (claim == NULL)
		return ORGANIZER_BUSY;
	d->organizer = row_id(claim, "organizer_id");
	if (q_organizer_head(db, d->organizer) != NULL)
		return ORGANIZER_TAKEN;
	return db_failed(db) ? ORGANIZER_BUSY : ORGANIZER_MADE;
}

enum organizer_result
organizer_make(struct db *db, const struct actor *actor, int shard, const struct organizer_input *in,
    const struct organizer_owner *owner, int64_t *organizer)
{
	struct organizer_deed	 d = { .actor = actor, .in = in, .owner = owner };
	struct arena		*a = arena_new();
	enum organizer_result	 end;

	d.organizer = id_new(shard, clock_now());
	d.about_html = text_markdown(a, in->about);
	assert(d.about_html != NULL);	/* the caller's form has seen to its length */
	end = claim_handle(db, &d);
	if (end == ORGANIZER_MADE && !db_try(db, id_shard(d.organizer), make_organizer, &d))
		end = ORGANIZER_BUSY;
	arena_free(a);
	*organizer = d.organizer;
	return end;
}

bool
handle_reserved(const char *handle)
{
	static const char *const reserved[] = {
		"about", "account", "admin", "administrator", "api", "checkout", "contact", "discover",
		"events", "help", "hostmaster", "imprint", "in", "info", "legal", "login", "mail",
		"marquee", "media", "moderator", "null", "official", "organize", "organizer",
		"postmaster", "privacy", "root", "security", "sitemap", "static", "status", "support",
		"system", "team", "terms", "topics", "undefined", "webhooks", "webmaster", "www"
	};

	for (size_t i = 0; i < sizeof(reserved) / sizeof(reserved[0]); i++)
		if (strcmp(reserved[i], handle) == 0)
			return true;
	return false;
}

void
organizer_copy_memberships(struct db *db, int64_t organizer)
{
	struct row	*o = q_organizer_desk(db, organizer);
	struct rows	 team = q_team_of(db, organizer);

	for (size_t i = 0; o != NULL && i < team.n; i++)
		q_membership_put(db, row_id(team.at[i], "account_id"), organizer,
		    row_text(team.at[i], "role"), row_text(o, "name"), row_text(o, "handle"),
		    row_int(o, "version"));
}

bool
role_may_edit(const char *role)
{
	return strcmp(role, "owner") == 0 || strcmp(role, "manager") == 0;
}

bool
role_may_see(const char *role)
{
	return role_may_edit(role) || strcmp(role, "finance") == 0 || strcmp(role, "viewer") == 0;
}
