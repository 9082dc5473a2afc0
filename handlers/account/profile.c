/*
 * profile.c: how somebody is called, and in what language and time zone they read.
 *
 *	GET  /account/profile	profile_show
 *	POST /account/profile	profile_post
 */
#include "handlers/account/account.h"

#include "core/lib/clock.h"
#include "core/lib/template.h"
#include "core/lib/words.h"
#include "sql/account.h"

#include <string.h>

struct profile_input {
	const char	*name;
	const char	*language;
	const char	*time_zone;
};

static const char *const language_tags[] = {
#define LANGUAGE(tag, name, locale)	tag,
#include "core/lib/words.def"
#undef LANGUAGE
	NULL
};

static const struct field profile_fields[] = {
	FIELD_TEXT(struct profile_input, name, 1, PERSON_NAME_MAX),
	FIELD_CHOICE(struct profile_input, language, language_tags, REQUIRED),
	FIELD_ZONE(struct profile_input, time_zone, REQUIRED),
	FIELD_END
};

const struct form profile_form = FORM(struct profile_input, profile_fields, profile_show);

static void
add_option(struct req *r, const char *list, const char *value, const char *text)
{
	struct names *option = page_add(r, list);

	names_set(option, "value", value);
	names_set(option, "text", text);
}

/* With an old name of theirs that is not offered any more. */
static void
show_zones(struct req *r, const char *theirs)
{
	const char *const	*zones = zone_list(r->arena);
	bool			 there = false;

	for (; *zones != NULL; zones++) {
		there = there || strcmp(*zones, theirs) == 0;
		add_option(r, "zones", *zones, *zones);
	}
	if (!there)
		add_option(r, "zones", theirs, theirs);
}

int
profile_show(struct req *r)
{
	struct row *profile = q_account_profile(r->db, r->person->id);

	page_text(r, "desk.section", "account");
	for (size_t i = 0; i < languages_n; i++)
		add_option(r, "languages", languages[i].tag, languages[i].name);
	form_show(r, &profile_form);
	if (profile != NULL) {
		form_row(r, &profile_form, profile);
		show_zones(r, row_text(profile, "time_zone"));
	}
	return page(r, "account/profile");
}

int
profile_post(struct req *r)
{
	const struct profile_input	*in = r->form;
	struct account_profile		 profile = { in->name, in->language, in->time_zone };
	struct actor			 actor = account_actor(r);

	if (!account_edit(r->db, &actor, r->person->id, &profile))
		return try_later(r);
	notice(r, _("Saved."));
	return see_other(r, "/account");
}
