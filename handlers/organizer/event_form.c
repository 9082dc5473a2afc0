/*
 * event_form.c: make an event, or change it.
 *
 *	GET  /organize/new		event_new_show
 *	POST /organize/new		event_new_post
 *	GET  /organize/e/{event}/edit	event_edit_show
 *	POST /organize/e/{event}/edit	event_edit_post
 *	POST /organize/preview		preview_post		the description as it will look
 *
 * What is read here is sql/event.sql, sql/venue.sql and sql/city.sql; what it looks like is
 * templates/organizer/event_form.cs.  What is done is core/domain/event.c and image.c.
 */
#include "handlers/organizer/organizer.h"

#include "core/domain/category.h"
#include "core/domain/image.h"
#include "core/lib/clock.h"
#include "core/lib/country.h"
#include "core/lib/crypto.h"
#include "core/lib/db.h"
#include "core/lib/id.h"
#include "core/lib/json.h"
#include "core/lib/template.h"
#include "core/lib/text.h"
#include "core/lib/words.h"
#include "fcgi/form.h"
#include "sql/city.h"
#include "sql/event.h"
#include "sql/organizer.h"
#include "sql/venue.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#define DAY		86400
#define YEAR_FIRST	2000	/* what the sitemap and every column can hold, in any zone */
#define YEAR_LAST	2199
#define KEY_BYTES	16
#define KEY_LETTERS	22	/* of base64url */

/* --- what is asked ------------------------------------------------------------------ */

struct event_fields {
	const char	*title, *summary, *about, *category, *mode;
	const char	*starts, *ends, *zone;
	int64_t		 venue_id;	/* one used before; 0: what is typed below */
	const char	*venue, *street, *postcode, *city, *country;
	double		 latitude, longitude;
	struct upload	 cover;
	const char	*cover_alt;
	int64_t		 version;	/* of the event the form was filled from; 0: a new one */
	const char	*key;		/* drawn with the form, so that sending it twice makes one event */
	const char	*act;
};

static const char *const form_acts[] = { "save", "publish", "preview", NULL };

static const struct field fields[] = {
	FIELD_TEXT(struct event_fields, title, 1, EVENT_TITLE_MAX),
	FIELD_TEXT(struct event_fields, summary, 0, EVENT_SUMMARY_MAX),
	FIELD_LINES(struct event_fields, about, 0, EVENT_ABOUT_MAX),
	FIELD_CHOICE(struct event_fields, category, category_slugs, OPTIONAL),
	FIELD_CHOICE(struct event_fields, mode, event_attendances, REQUIRED),
	FIELD_WALL(struct event_fields, starts, REQUIRED),
	FIELD_WALL(struct event_fields, ends, REQUIRED),
	FIELD_ZONE(struct event_fields, zone, REQUIRED),
	FIELD_ID(struct event_fields, venue_id, OPTIONAL),
	FIELD_TEXT(struct event_fields, venue, 0, 150),
	FIELD_TEXT(struct event_fields, street, 0, 200),
	FIELD_TEXT(struct event_fields, postcode, 0, 16),
	FIELD_TEXT(struct event_fields, city, 0, 100),
	FIELD_CHOICE(struct event_fields, country, country_codes, OPTIONAL),
	FIELD_REAL(struct event_fields, latitude, -90, 90, OPTIONAL),
	FIELD_REAL(struct event_fields, longitude, -180, 180, OPTIONAL),
	FIELD_FILE(struct event_fields, cover, IMAGE_BYTES_MAX, OPTIONAL),
	FIELD_TEXT(struct event_fields, cover_alt, 0, 300),
	FIELD_INT(struct event_fields, version, 0, INT32_MAX, OPTIONAL),
	FIELD_TEXT(struct event_fields, key, 0, KEY_LETTERS),
	FIELD_CHOICE(struct event_fields, act, form_acts, REQUIRED),
	FIELD_END
};

const struct form event_new_form = FORM(struct event_fields, fields, event_new_show);
const struct form event_edit_form = FORM(struct event_fields, fields, event_edit_show);

/* --- showing the form ---------------------------------------------------------------- */

static void
add_option(struct req *r, const char *list, const char *value, const char *words)
{
	struct names *n = page_add(r, list);

	names_set(n, "value", value);
	names_set(n, "text", words);
}

/* What can be chosen from. */
static void
show_choices(struct req *r, int64_t organizer)
{
	const char *const	*zones = zone_list(r->arena);
	struct rows		 venues = q_venues_of_organizer(r->db, organizer);

	add_option(r, "categories", "", _("Choose one"));
	for (size_t i = 0; i < categories_n; i++)
		add_option(r, "categories", categories[i].slug, _(categories[i].name));
	for (; *zones != NULL; zones++)
		add_option(r, "zones", *zones, *zones);
	add_option(r, "countries", "", _("Choose one"));
	for (size_t i = 0; country_codes[i] != NULL; i++)
		add_option(r, "countries", country_codes[i],
		    country_name(r->arena, country_codes[i], r->language));
	add_option(r, "modes", "in_person", _("In a place"));
	add_option(r, "modes", "online", _("Online"));
	add_option(r, "modes", "hybrid", _("In a place and online"));
	if (venues.n > 0)
		add_option(r, "venues", "", _("A new place"));
	for (size_t i = 0; i < venues.n; i++)
		add_option(r, "venues", id_text(r->arena, row_id(venues.at[i], "venue_id")),
		    text(r->arena, "%s, %s", row_text(venues.at[i], "name"),
		    row_text(venues.at[i], "city")));
}

/* A new one begins on the evening a week from now, where the organizer is. */
static void
begin_new(struct req *r, const struct row *organizer)
{
	const char	*zone = row_text(organizer, "time_zone");
	int64_t		 day = clock_day_start(r->now, zone, 14);
	unsigned char	 key[KEY_BYTES];

	random_bytes(key, sizeof(key));
	form_value(r, "key", base64url(r->arena, key, sizeof(key)));
	form_value(r, "mode", "in_person");
	form_value(r, "zone", zone);
	form_value(r, "country", row_text(organizer, "country"));
	form_value(r, "starts", text(r->arena, "%sT19:00", zone_wall(r->arena, day, zone, "%Y-%m-%d")));
	form_value(r, "ends", text(r->arena, "%sT22:00", zone_wall(r->arena, day, zone, "%Y-%m-%d")));
}

/* "2026-12-05 20:00:00" of the database as a date-time field wants it. */
static const char *
wall_value(struct req *r, const struct row *event, const char *column)
{
	const char *s = row_text(event, column);

	return strlen(s) < 16 ? "" : text(r->arena, "%.10sT%.5s", s, s + 11);
}

static void
degrees_value(struct req *r, const char *field, const struct row *event)
{
	if (!row_null(event, field))
		form_value(r, field, text(r->arena, "%.6g", row_real(event, field)));
}

static void
begin_stored(struct req *r, const struct row *event)
{
	static const char *const same[] = { "title", "summary", "about", "category", "mode", "venue",
		"street", "postcode", "city", "country", "cover_alt" };

	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++)
		form_value(r, same[i], row_text(event, same[i]));
	form_value(r, "starts", wall_value(r, event, "starts_wall"));
	form_value(r, "ends", wall_value(r, event, "ends_wall"));
	form_value(r, "zone", row_text(event, "time_zone"));
	form_value(r, "version", text(r->arena, "%" PRId64, row_int(event, "version")));
	degrees_value(r, "latitude", event);
	degrees_value(r, "longitude", event);
}

int
event_new_show(struct req *r)
{
	int64_t		 organizer = organizer_of_person(r);
	struct row	*self = q_organizer_desk(r->db, organizer);

	if (self == NULL)
		return forbidden(r);
	page_text(r, "desk.section", "events");
	page_flag(r, "editor.is_new", true);
	page_text(r, "editor.path", "/organize/new");
	page_text(r, "editor.draft", "event-new");
	page_text(r, "editor.back_path", "/organize");
	form_show(r, &event_new_form);
	begin_new(r, self);
	show_choices(r, organizer);
	return page(r, "organizer/event_form");
}

int
event_edit_show(struct req *r)
{
	int64_t		 id = req_id(r, "event");
	struct row	*event = q_event_desk(r->db, id);
	const char	*letters = id_text(r->arena, id);

	if (event == NULL)
		return not_found(r);
	if (row_is(event, "state", "removed"))
		return gone(r);
	page_text(r, "desk.section", "events");
	page_text(r, "editor.path", text(r->arena, "/organize/e/%s/edit", letters));
	page_text(r, "editor.draft", text(r->arena, "event-%s", letters));
	page_text(r, "editor.back_path", text(r->arena, "/organize/e/%s", letters));
	page_row(r, "event", event);
	form_show(r, &event_edit_form);
	begin_stored(r, event);
	show_choices(r, row_id(event, "organizer_id"));
	return page(r, "organizer/event_form");
}

/* --- understanding it -------------------------------------------------------------------- */

/* The city's word in addresses: the listing's, if it knows it; the listing being away is no reason not to save. */
static const char *
city_slug(struct req *r, const char *city)
{
	struct row *known = *city == '\0' ? NULL : q_city_by_name(r->db, city);

	if (db_failed(r->db))
		db_forgive(r->db);
	return known != NULL ? row_text(known, "slug") : *city == '\0' ? "" :
	    text_slug(r->arena, city, "", 60);
}

/* The place: one used before, or what was typed. */
static void
read_venue(struct req *r, int64_t organizer, const struct event_fields *f, struct venue_input *v)
{
	struct row *known = f->venue_id == 0 ? NULL :
	    q_venue_of_organizer(r->db, f->venue_id, organizer);

	if (known != NULL) {
		*v = (struct venue_input){ row_text(known, "name"), row_text(known, "street"),
		    row_text(known, "postcode"), row_text(known, "city"),
		    row_text(known, "city_slug"), row_text(known, "country"),
		    !row_null(known, "latitude"), row_real(known, "latitude"),
		    row_real(known, "longitude") };
		return;
	}
	if (f->venue_id != 0)
		form_error(r, "venue_id", _("That place is not among yours."));
	*v = (struct venue_input){ .name = f->venue, .street = f->street, .postcode = f->postcode,
	    .city = f->city, .city_slug = city_slug(r, f->city), .country = f->country };
	v->located = !isnan(f->latitude) && !isnan(f->longitude);
	if (v->located) {
		v->latitude = f->latitude;
		v->longitude = f->longitude;
	} else if (!isnan(f->latitude) || !isnan(f->longitude)) {
		form_error(r, isnan(f->latitude) ? "latitude" : "longitude",
		    _("A position needs both: latitude and longitude."));
	}
}

/* A place that has a name needs a city and a country, or nobody finds it. */
static void
check_venue(struct req *r, const struct event_fields *f, const struct venue_input *v)
{
	if (strcmp(f->mode, "online") == 0 || *v->name == '\0')
		return;
	if (*v->city == '\0')
		form_error(r, "city", _("Say in which city it is."));
	if (*v->country == '\0')
		form_error(r, "country", _("Say in which country it is."));
}

/* What the public will see must be whole. */
static void
check_complete(struct req *r, const struct event_fields *f, const struct event_input *in)
{
	if (*f->category == '\0')
		form_error(r, "category", missing_sentence("category"));
	if (*f->about == '\0')
		form_error(r, "about", missing_sentence("about"));
	if (strcmp(f->mode, "online") != 0 && *in->venue.name == '\0')
		form_error(r, "venue", missing_sentence("venue"));
	if (strcmp(f->act, "publish") == 0 && in->dated && in->ends_at <= r->now)
		form_error(r, "ends", _("This is over already. Choose a date to come."));
}

/* A year that people can mean. */
static bool
year_meant(struct req *r, const char *field, int64_t at)
{
	if (at >= clock_utc(YEAR_FIRST, 1, 1) && at < clock_utc(YEAR_LAST + 1, 1, 1))
		return true;
	form_error(r, field, text(r->arena, _("A year from %d to %d, please."), YEAR_FIRST, YEAR_LAST));
	return false;
}

static void
read_times(struct req *r, const struct event_fields *f, struct event_input *in)
{
	in->starts_wall = f->starts;
	in->ends_wall = f->ends;
	in->dated = form_instant(r, "starts", f->starts, f->zone, &in->starts_at) &&
	    form_instant(r, "ends", f->ends, f->zone, &in->ends_at) &&
	    year_meant(r, "starts", in->starts_at) && year_meant(r, "ends", in->ends_at);
	if (in->dated && in->ends_at <= in->starts_at)
		form_error(r, "ends", _("It ends before it begins."));
	if (in->dated && in->ends_at - in->starts_at > 90 * DAY)
		form_error(r, "ends", _("That is longer than 90 days. Make an event for each part of it."));
}

/* `public` when everybody sees it afterwards. */
static void
read_input(struct req *r, const struct row *organizer, const struct event_fields *f, bool public,
    struct event_input *in)
{
	*in = (struct event_input){ .title = f->title, .summary = f->summary, .about = f->about,
	    .category = f->category == NULL ? "" : f->category, .attendance = f->mode,
	    .language = row_text(organizer, "language"), .currency = row_text(organizer, "currency"),
	    .online_url = "", .time_zone = f->zone };
	read_times(r, f, in);
	read_venue(r, row_id(organizer, "organizer_id"), f, &in->venue);
	check_venue(r, f, &in->venue);
	if (public)
		check_complete(r, f, in);
	if (text_markdown(r->arena, f->about) == NULL)
		form_error(r, "about", _("This description is too long."));
}

/* --- the cover ------------------------------------------------------------------------------ */

static void
cover_wrong(struct req *r, enum image_result result)
{
	switch (result) {
	case IMAGE_NO_PICTURE:
		form_error(r, "cover", _("This is not a JPEG, PNG or WebP picture. Please choose another."));
		break;
	case IMAGE_TOO_LARGE:
		form_error(r, "cover", _("This picture is too large: at most 5 MB and 24 megapixels."));
		break;
	case IMAGE_TOO_SMALL:
		form_error(r, "cover", _("This picture is too small and would be blurred: "
		    "at least 800 pixels wide and 400 high, please."));
		break;
	case IMAGE_STORED:
	case IMAGE_BUSY:
		break;
	}
}

/* Store what was uploaded; without an upload the cover stays as it is.  False: it was not stored. */
static bool
store_cover(struct req *r, const struct actor *actor, int64_t organizer,
    const struct event_fields *f, int64_t *cover)
{
	enum image_result result;

	if (f->cover.data == NULL)
		return true;
	result = image_add(r->db, actor, organizer, (struct bytes){ f->cover.data, f->cover.len },
	    f->cover_alt, cover);
	cover_wrong(r, result);
	return result == IMAGE_STORED;
}

/* --- doing it ---------------------------------------------------------------------------------- */

static int
show_preview(struct req *r, const struct event_fields *f, int (*show)(struct req *))
{
	const char *html = text_markdown(r->arena, f->about);

	if (html == NULL)
		form_error(r, "about", _("This description is too long."));
	else
		page_html(r, "preview.about_html", html);
	return show(r);
}

/* Saved; now publish if that was asked, and show it at the desk. */
static int
saved(struct req *r, const struct actor *actor, int64_t event, bool publish)
{
	if (!publish) {
		notice(r, _("Saved."));
	} else if (event_do(r->db, actor, event, EVENT_PUBLISH) == EVENT_DONE) {
		notice(r, _("Published. It will be found in a few seconds."));
	} else if (!db_failed(r->db)) {
		notice(r, _("Saved, but not published."));
	}
	return see_other(r, "/organize/e/%s", id_text(r->arena, event));
}

/* True when the event already says what was typed. */
static bool
says_the_same(const struct row *event, const struct event_fields *f)
{
	return row_is(event, "title", f->title) && row_is(event, "about", f->about) &&
	    row_is(event, "category", f->category) && row_is(event, "mode", f->mode) &&
	    strcmp(row_text(event, "venue"), f->venue) == 0;
}

/*
 * The form of a new event was sent before.  Twice the same is once; what was typed after
 * going back changes the draft that was made then, and nothing that is public already.
 */
static int
sent_again(struct req *r, const struct actor *actor, int64_t id, const struct event_fields *f,
    struct event_input *in)
{
	struct row	*event = q_event_desk(r->db, id);
	bool		 publish = strcmp(f->act, "publish") == 0;
	bool		 draft = event != NULL && row_is(event, "state", "draft");

	if (event == NULL || says_the_same(event, f))
		return saved(r, actor, id, draft && publish);
	in->cover = row_id(event, "stored_cover_id");
	if (!draft)
		form_error(r, "", _("This form was sent before, and its event is public already. "
		    "Open the event to change it; what you typed is still here."));
	if (form_wrong(r) ||
	    !store_cover(r, actor, row_id(event, "organizer_id"), f, &in->cover) ||
	    !organizer_done(r, event_change(r->db, actor, id, row_int(event, "version"), in)))
		return event_new_show(r);
	return saved(r, actor, id, publish);
}

int
event_new_post(struct req *r)
{
	const struct event_fields	*f = r->form;
	struct actor			 actor = organizer_actor(r);
	int64_t				 organizer = organizer_of_person(r), event;
	struct row			*self = q_organizer_desk(r->db, organizer);
	bool				 publish = strcmp(f->act, "publish") == 0;
	struct event_input		 in;
	const unsigned char		*key;
	size_t				 key_len = 0;

	if (self == NULL)
		return forbidden(r);
	if (strcmp(f->act, "preview") == 0)
		return show_preview(r, f, event_new_show);
	read_input(r, self, f, publish, &in);
	key = base64url_parse(r->arena, f->key, &key_len);
	if (key == NULL || key_len != KEY_BYTES)
		return bad_request(r);
	if (form_wrong(r))
		return event_new_show(r);
	if ((event = event_made(r->db, organizer, key)) != 0)
		return sent_again(r, &actor, event, f, &in);
	if (!store_cover(r, &actor, organizer, f, &in.cover))
		return event_new_show(r);
	if (!organizer_done(r, event_make(r->db, &actor, organizer, key, &in, &event)))
		return event_new_show(r);
	return saved(r, &actor, event, publish);
}

/*
 * Somebody else was first: what was typed again, with a sentence.  Sent once more it is saved, for by
 * then they have been told.
 */
static int
show_stale(struct req *r, int64_t id)
{
	struct row *now = q_event_desk(r->db, id);

	organizer_done(r, EVENT_STALE);
	if (now != NULL)
		page_text(r, "form.version.value", text(r->arena, "%" PRId64, row_int(now, "version")));
	return event_edit_show(r);
}

int
event_edit_post(struct req *r)
{
	const struct event_fields	*f = r->form;
	struct actor			 actor = organizer_actor(r);
	int64_t				 id = req_id(r, "event");
	struct row			*old = q_event_desk(r->db, id), *self;
	bool				 publish = strcmp(f->act, "publish") == 0;
	struct event_input		 in;
	enum event_result		 result;

	if (old == NULL)
		return not_found(r);
	if (strcmp(f->act, "preview") == 0)
		return show_preview(r, f, event_edit_show);
	self = q_organizer_desk(r->db, row_id(old, "organizer_id"));
	if (self == NULL)
		return not_found(r);
	read_input(r, self, f, publish || !row_is(old, "state", "draft"), &in);
	in.cover = row_id(old, "stored_cover_id");
	if (form_wrong(r))
		return event_edit_show(r);
	if (row_int(old, "version") != f->version)
		return show_stale(r, id);	/* before the cover is stored */
	if (!store_cover(r, &actor, row_id(old, "organizer_id"), f, &in.cover))
		return event_edit_show(r);
	result = event_change(r->db, &actor, id, f->version, &in);
	if (result == EVENT_STALE)
		return show_stale(r, id);
	return organizer_done(r, result) ? saved(r, &actor, id, publish) : event_edit_show(r);
}

/* --- the description as it will look, while one types ------------------------------------------- */

struct preview_input {
	const char	*about;
};

static const struct field preview_fields[] = {
	FIELD_LINES(struct preview_input, about, 0, EVENT_ABOUT_MAX),
	FIELD_END
};

static int
preview_wrong(struct req *r)
{
	return reply_empty(r, 422);
}

const struct form preview_form = FORM(struct preview_input, preview_fields, preview_wrong);

/* A fragment of HTML; 422 when it does not validate, and the form then says why. */
int
preview_post(struct req *r)
{
	const struct preview_input	*in = r->form;
	const char			*html = text_markdown(r->arena, in->about);

	if (html == NULL)
		return reply_empty(r, 422);
	return reply_text(r, "text/html; charset=utf-8", html);
}
