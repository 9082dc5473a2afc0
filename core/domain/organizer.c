/* organizer.c: who puts on events; see organizer.h. */
#include "core/domain/organizer.h"

#include "core/domain/job.h"
#include "core/lib/clock.h"
#include "core/lib/id.h"
#include "core/lib/text.h"
#include "sql/account.h"
#include "sql/event.h"
#include "sql/organizer.h"
#include "sql/team.h"

#include <assert.h>
#include <string.h>

#define FEED_BATCH	100	/* events that follow in one transaction */

/* Those people sell in; what else ISO 4217 has can be set by an operator. */
const char *const organizer_currencies[] = {
	"AED", "ARS", "AUD", "BGN", "BHD", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EGP",
	"EUR", "GBP", "HKD", "HUF", "IDR", "ILS", "INR", "ISK", "JPY", "KES", "KRW", "KWD", "MAD", "MXN",
	"MYR", "NGN", "NOK", "NZD", "PEN", "PHP", "PLN", "RON", "RSD", "SAR", "SEK", "SGD", "THB", "TND",
	"TRY", "TWD", "UAH", "USD", "UYU", "VND", "ZAR", NULL
};

struct organizer_deed {
	const struct actor		*actor;
	const struct organizer_input	*in;
	const struct organizer_owner	*owner;
	const char			*about_html;
	int64_t				 organizer, version;
	enum organizer_result		 end;
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

static const char *
or_empty(const char *s)
{
	return s == NULL ? "" : s;
}

static bool
change_organizer(struct db *db, void *what)
{
	struct organizer_deed		*d = what;
	const struct organizer_input	*in = d->in;

	d->end = ORGANIZER_STALE;
	if (q_organizer_set(db, d->organizer, d->version, in->handle, in->name, in->summary, in->about,
	    d->about_html, in->website, or_empty(in->links), or_empty(in->email),
	    or_empty(in->imprint), in->country, in->time_zone, in->currency, in->language,
	    in->logo) == 0)
		return false;
	job_promise(db, "organizer_feed", d->organizer, "{}", 0);
	job_promise(db, "membership_copy", d->organizer, "{}", 0);
	audit_note(db, d->actor, d->organizer, "organizer_change", d->organizer, "{}");
	d->end = ORGANIZER_MADE;
	return true;
}

/* Make a handle theirs, a new one or one they had before. */
static enum organizer_result
take_handle(struct db *db, int64_t organizer, const char *handle)
{
	struct row *claim;

	if (q_organizer_claim(db, handle, organizer) == 1)
		return ORGANIZER_MADE;
	claim = q_organizer_of_handle(db, handle);
	if (claim == NULL)
		return ORGANIZER_BUSY;
	if (row_id(claim, "organizer_id") != organizer)
		return ORGANIZER_TAKEN;
	if (!row_null(claim, "left_at"))
		q_organizer_take_back(db, handle, organizer);
	return db_failed(db) ? ORGANIZER_BUSY : ORGANIZER_MADE;
}

/*
 * Claims first and the row after them: cut off between the two, the new word leads to the organizer's page
 * under its old one, and the next try goes on from there.
 */
enum organizer_result
organizer_change(struct db *db, const struct actor *actor, int64_t organizer, int64_t version,
    const struct organizer_input *in)
{
	struct organizer_deed	 d = { .actor = actor, .in = in, .organizer = organizer,
	    .version = version };
	struct row		*old = q_organizer_head(db, organizer);
	struct arena		*a = arena_new();

	d.about_html = text_markdown(a, in->about);
	assert(d.about_html != NULL);	/* the caller's form has seen to its length */
	if (old == NULL)
		d.end = ORGANIZER_BUSY;
	else if (row_int(old, "version") != version)
		d.end = ORGANIZER_STALE;
	else
		d.end = take_handle(db, organizer, in->handle);
	if (d.end == ORGANIZER_MADE && !db_try(db, id_shard(organizer), change_organizer, &d))
		d.end = ORGANIZER_BUSY;
	if (d.end == ORGANIZER_MADE)
		q_organizer_leave_others(db, organizer, in->handle);
	arena_free(a);
	return d.end;
}

/* --- its events follow ------------------------------------------------------------------ */

struct feed {
	int64_t	organizer, after, last;
	bool	more;
};

static bool
feed_batch(struct db *db, void *what)
{
	struct feed	*f = what;
	struct rows	 events = q_organizer_events(db, f->organizer, f->after, FEED_BATCH);

	for (size_t i = 0; i < events.n; i++) {
		f->last = row_id(events.at[i], "event_id");
		q_event_touch(db, f->last);
		job_promise(db, "listing_feed", f->last, "{}", 0);
	}
	f->more = events.n == FEED_BATCH;
	return true;
}

void
organizer_feed(struct db *db, int64_t organizer)
{
	struct feed f = { .organizer = organizer, .more = true };

	while (f.more && db_try(db, id_shard(organizer), feed_batch, &f))
		f.after = f.last;
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

void
organizer_copy_membership(struct db *db, int64_t organizer, int64_t account)
{
	struct row *o = q_organizer_desk(db, organizer), *team = q_team_role(db, organizer, account);

	if (db_failed(db))
		return;
	if (o == NULL || team == NULL)
		q_membership_drop(db, account, organizer);
	else
		q_membership_put(db, account, organizer, row_text(team, "role"),
		    row_text(o, "name"), row_text(o, "handle"), row_int(o, "version"));
}

bool
role_may_edit(const char *role)
{
	return strcmp(role, "owner") == 0 || strcmp(role, "manager") == 0;
}

bool
role_may_admit(const char *role)
{
	return role_may_edit(role) || strcmp(role, "box_office") == 0 || strcmp(role, "scanner") == 0;
}

bool
role_may_own(const char *role)
{
	return strcmp(role, "owner") == 0;
}

bool
role_may_see(const char *role)
{
	return role_may_edit(role) || strcmp(role, "finance") == 0 || strcmp(role, "viewer") == 0;
}
