/*
 * profile.c: what an organizer shows of itself.
 *
 *	GET  /organize/profile/new		profile_new_show	for who has none yet, or wants another
 *	POST /organize/profile/new		profile_new_post
 *	GET  /organize/profile			profile_show
 *	POST /organize/profile			profile_post
 *	POST /organize/for/{organizer}		organizer_choose	work for another of one's organizers
 *
 * What is read here is sql/organizer.sql; what it looks like is templates/organizer/profile.cs.
 */
#include "handlers/organizer/organizer.h"

#include "core/domain/image.h"
#include "core/domain/organizer.h"
#include "core/lib/clock.h"
#include "core/lib/country.h"
#include "core/lib/crypto.h"
#include "core/lib/db.h"
#include "core/lib/id.h"
#include "core/lib/shard.h"
#include "core/lib/template.h"
#include "core/lib/text.h"
#include "core/lib/words.h"
#include "fcgi/form.h"
#include "fcgi/limit.h"
#include "sql/account.h"
#include "sql/organizer.h"

#include <inttypes.h>
#include <string.h>

/* So many organizers somebody may make in a day: handles are not for hoarding. */
static const struct limit make_limit = { "organizer-make", 5, 20, 86400 };

/* --- what is asked -------------------------------------------------------------------- */

struct profile_fields {
	const char	*name, *handle, *summary, *about, *website;
	const char	*link_1, *link_2, *link_3, *link_4, *link_5;
	const char	*email, *imprint, *country, *zone, *currency, *language;
	struct upload	 picture;
	int64_t		 version;
};

/* Those in which pages exist; their names are what people call them. */
static const char *const tags[] = { "en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da", "nb",
	"fi", "cs", "hu", "ro", "el", "tr", "ar", "he", "ru", "uk", "zh", "ja", "ko", NULL };

#define NEW_FIELDS \
	FIELD_TEXT(struct profile_fields, name, 1, 100), \
	FIELD_SLUG(struct profile_fields, handle, 3, 63), \
	FIELD_TEXT(struct profile_fields, summary, 0, 300), \
	FIELD_CHOICE(struct profile_fields, country, country_codes, OPTIONAL), \
	FIELD_ZONE(struct profile_fields, zone, REQUIRED), \
	FIELD_CHOICE(struct profile_fields, currency, organizer_currencies, REQUIRED), \
	FIELD_CHOICE(struct profile_fields, language, tags, REQUIRED)

static const struct field new_fields[] = { NEW_FIELDS, FIELD_END };

static const struct field fields[] = {
	NEW_FIELDS,
	FIELD_LINES(struct profile_fields, about, 0, ORGANIZER_ABOUT_MAX),
	FIELD_URL(struct profile_fields, website, OPTIONAL),
	FIELD_URL(struct profile_fields, link_1, OPTIONAL),
	FIELD_URL(struct profile_fields, link_2, OPTIONAL),
	FIELD_URL(struct profile_fields, link_3, OPTIONAL),
	FIELD_URL(struct profile_fields, link_4, OPTIONAL),
	FIELD_URL(struct profile_fields, link_5, OPTIONAL),
	FIELD_EMAIL(struct profile_fields, email, OPTIONAL),
	FIELD_LINES(struct profile_fields, imprint, 0, ORGANIZER_IMPRINT_MAX),
	FIELD_FILE(struct profile_fields, picture, IMAGE_BYTES_MAX, OPTIONAL),
	FIELD_INT(struct profile_fields, version, 1, INT32_MAX, REQUIRED),
	FIELD_END
};

const struct form profile_new_form = FORM(struct profile_fields, new_fields, profile_new_show);
const struct form profile_form = FORM(struct profile_fields, fields, profile_show);

/* --- showing it ------------------------------------------------------------------------ */

static void
show_choices(struct req *r)
{
	const char *const *zones = zone_list(r->arena);

	organizer_option(r, "countries", "", _("Choose one"));
	for (size_t i = 0; country_codes[i] != NULL; i++)
		organizer_option(r, "countries", country_codes[i],
		    country_name(r->arena, country_codes[i], r->language));
	for (; *zones != NULL; zones++)
		organizer_option(r, "zones", *zones, *zones);
	for (size_t i = 0; organizer_currencies[i] != NULL; i++)
		organizer_option(r, "currencies", organizer_currencies[i], organizer_currencies[i]);
	for (size_t i = 0; tags[i] != NULL; i++)
		organizer_option(r, "languages", tags[i], language_own_name(r->arena, tags[i]));
}

int
profile_new_show(struct req *r)
{
	struct row *person = q_account_begins(r->db, r->person->id);

	page_text(r, "desk.section", "profile");
	page_flag(r, "profile.is_new", true);
	form_show(r, &profile_new_form);
	if (person != NULL)
		form_value(r, "zone", row_text(person, "time_zone"));
	form_value(r, "currency", "EUR");
	form_value(r, "language", r->language);
	show_choices(r);
	return page(r, "organizer/profile");
}

/* The lines of `links`, each in a field of its own. */
static void
show_links(struct req *r, const char *links)
{
	for (int i = 1; *links != '\0' && i <= ORGANIZER_LINKS_MAX; i++) {
		size_t n = strcspn(links, "\n");

		form_value(r, text(r->arena, "link_%d", i), arena_copy_n(r->arena, links, n));
		links += n + (links[n] == '\n');
	}
}

int
profile_show(struct req *r)
{
	static const char *const same[] = { "name", "handle", "summary", "about", "website", "email",
		"imprint", "country", "currency", "language" };
	struct row *self = q_organizer_profile(r->db, organizer_of_person(r));

	if (self == NULL)
		return not_found(r);
	page_text(r, "desk.section", "profile");
	page_row(r, "organizer", self);
	page_text(r, "organizer.path", text(r->arena, "/o/%s", row_text(self, "handle")));
	page_flag(r, "organizer.picture_waiting", row_is(self, "logo_state", "stored"));
	if (row_is(self, "logo_state", "refused"))
		form_error(r, "", text(r->arena, _("The picture could not be used: %s"),
		    _(row_text(self, "logo_reason"))));
	form_show(r, &profile_form);
	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++)
		form_value(r, same[i], row_text(self, same[i]));
	form_value(r, "zone", row_text(self, "time_zone"));
	form_value(r, "version", text(r->arena, "%" PRId64, row_int(self, "version")));
	show_links(r, row_text(self, "links"));
	show_choices(r);
	return page(r, "organizer/profile");
}

/* --- understanding it ---------------------------------------------------------------------- */

/* A word that may stand in an address for somebody. */
static void
check_handle(struct req *r, const char *handle)
{
	if (handle_reserved(handle))
		form_error(r, "handle", _("This word is ours. Please choose another."));
}

static const char *
join_links(struct req *r, const struct profile_fields *f)
{
	const char *const	 all[] = { f->link_1, f->link_2, f->link_3, f->link_4, f->link_5 };
	const char		*lines = "";

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (*all[i] != '\0')
			lines = text(r->arena, "%s%s%s", lines, *lines == '\0' ? "" : "\n", all[i]);
	return lines;
}

static void
read_fields(struct req *r, const struct profile_fields *f, struct organizer_input *in)
{
	*in = (struct organizer_input){ .handle = f->handle, .name = f->name, .summary = f->summary,
	    .about = "", .website = "", .country = f->country == NULL ? "" : f->country,
	    .time_zone = f->zone, .currency = f->currency, .language = f->language };
	check_handle(r, f->handle);
}

/* Whether it was done; else the form says what is wrong. */
static bool
done(struct req *r, enum organizer_result result)
{
	switch (result) {
	case ORGANIZER_MADE:
		return true;
	case ORGANIZER_TAKEN:
		form_error(r, "handle", _("Somebody has this address already. Please choose another."));
		break;
	case ORGANIZER_STALE:
		form_error(r, "", _("Somebody else has changed this profile meanwhile. What you typed "
		    "is still here; open the profile in another tab to see the change, and save again."));
		break;
	case ORGANIZER_BUSY:
		break;
	}
	return false;
}

/* --- doing it ---------------------------------------------------------------------------------- */

int
profile_new_post(struct req *r)
{
	const struct profile_fields	*f = r->form;
	struct actor			 actor = organizer_actor(r);
	struct organizer_owner		 owner = { r->person->id, r->person->name,
	    text_email_key(r->arena, r->person->email) };
	struct organizer_input		 in;
	uint32_t			 chance;
	int64_t				 organizer;

	read_fields(r, f, &in);
	if (form_wrong(r))
		return profile_new_show(r);
	if (!limit_take_account(r, &make_limit, r->person->id))
		return too_many(r, make_limit.seconds);
	random_bytes(&chance, sizeof(chance));
	if (!done(r, organizer_make(r->db, &actor, shard_for_new(db_places(r->db), chance), &in, &owner,
	    &organizer)))
		return profile_new_show(r);
	organizer_copy_membership(r->db, organizer, r->person->id);	/* the job does it too, a little later */
	organizer_remember(r, organizer);
	notice(r, _("Welcome. Your page is there; tell people more about you, or make your first event."));
	return see_other(r, "/organize");
}

/* The picture that was sent, or the one there was; false when it cannot be used. */
static bool
store_picture(struct req *r, const struct actor *actor, int64_t organizer,
    const struct profile_fields *f, int64_t *picture)
{
	enum image_result result;

	if (f->picture.data == NULL)
		return true;
	result = image_add_square(r->db, actor, organizer,
	    (struct bytes){ f->picture.data, f->picture.len }, f->name, picture);
	organizer_picture_wrong(r, "picture", result,
	    _("This picture is too small: at least 320 pixels each way."));
	return result == IMAGE_STORED;
}

static int
show_stale(struct req *r, const struct row *now)
{
	done(r, ORGANIZER_STALE);
	page_text(r, "form.version.value", text(r->arena, "%" PRId64, row_int(now, "version")));
	return profile_show(r);
}

int
profile_post(struct req *r)
{
	const struct profile_fields	*f = r->form;
	struct actor			 actor = organizer_actor(r);
	int64_t				 organizer = organizer_of_person(r);
	struct row			*old = q_organizer_profile(r->db, organizer);
	struct organizer_input		 in;

	if (old == NULL)
		return not_found(r);
	read_fields(r, f, &in);
	in.about = f->about;
	in.website = f->website;
	in.links = join_links(r, f);
	in.email = f->email;
	in.imprint = f->imprint;
	in.logo = row_id(old, "stored_logo_id");
	if (text_markdown(r->arena, f->about) == NULL)
		form_error(r, "about", _("This description is too long."));
	if (form_wrong(r))
		return profile_show(r);
	if (row_int(old, "version") != f->version)
		return show_stale(r, old);	/* before the picture is stored */
	if (!store_picture(r, &actor, organizer, f, &in.logo) ||
	    !done(r, organizer_change(r->db, &actor, organizer, f->version, &in)))
		return profile_show(r);
	notice(r, _("Saved. Your page follows within seconds."));
	return see_other(r, "/organize/profile");
}

/* --- for whom ------------------------------------------------------------------------------------ */

int
organizer_choose(struct req *r)
{
	organizer_remember(r, req_id(r, "organizer"));
	return see_other(r, "/organize");
}
