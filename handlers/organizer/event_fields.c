/*
 * event_fields.c: what is understood of an event's form; see event_fields.h.
 */
#include "handlers/organizer/event_fields.h"

#include "handlers/organizer/organizer.h"

#include "core/domain/category.h"
#include "core/domain/hold.h"
#include "core/domain/image.h"
#include "core/lib/clock.h"
#include "core/lib/country.h"
#include "core/lib/crypto.h"
#include "core/lib/db.h"
#include "core/lib/json.h"
#include "core/lib/str.h"
#include "core/lib/text.h"
#include "core/lib/words.h"
#include "sql/city.h"
#include "sql/ticket_type.h"
#include "sql/venue.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define DAY		86400
#define YEAR_FIRST	2000	/* what the sitemap and every column can hold, in any zone */
#define YEAR_LAST	2199

/* --- what is asked ------------------------------------------------------------------ */

static const struct field ticket_list[] = {
	FIELD_ID(struct ticket_fields, id, OPTIONAL),
	FIELD_TEXT(struct ticket_fields, name, 1, 100),
	FIELD_TEXT(struct ticket_fields, about, 0, 500),
	FIELD_INT(struct ticket_fields, capacity, 1, TICKET_CAPACITY_MAX),
	FIELD_WALL(struct ticket_fields, sale_starts, OPTIONAL),
	FIELD_WALL(struct ticket_fields, sale_ends, OPTIONAL),
	FIELD_INT(struct ticket_fields, min_per_order, 1, HOLD_QUANTITY_MAX, OPTIONAL),
	FIELD_INT(struct ticket_fields, max_per_order, 1, HOLD_QUANTITY_MAX, OPTIONAL),
	FIELD_INT(struct ticket_fields, max_per_person, 1, HOLD_QUANTITY_MAX, OPTIONAL),
	FIELD_CHOICE(struct ticket_fields, state, ticket_states, REQUIRED),
	FIELD_END
};

static const struct field question_list[] = {
	FIELD_ID(struct question_fields, id, OPTIONAL),
	FIELD_TEXT(struct question_fields, label, 1, 200),
	FIELD_TEXT(struct question_fields, help, 0, 300),
	FIELD_CHOICE(struct question_fields, kind, question_kinds, REQUIRED),
	FIELD_LINES(struct question_fields, options, 0, QUESTION_OPTIONS_MAX * (QUESTION_OPTION_MAX + 1)),
	FIELD_FLAG(struct question_fields, required),
	FIELD_CHOICE(struct question_fields, asked, question_asked, REQUIRED),
	FIELD_CHOICE(struct question_fields, state, question_states, OPTIONAL),
	FIELD_END
};

static const char *const form_acts[] = { "save", "publish", NULL };
const char *const self_cancel_choices[] = { "0", "2", "24", "48", "168", "never", NULL };

const struct field event_form_fields[] = {
	FIELD_TEXT(struct event_fields, title, 1, EVENT_TITLE_MAX),
	FIELD_TEXT(struct event_fields, summary, 0, EVENT_SUMMARY_MAX),
	FIELD_LINES(struct event_fields, about, 0, EVENT_ABOUT_MAX),
	FIELD_CHOICE(struct event_fields, category, category_slugs, OPTIONAL),
	FIELD_TEXT(struct event_fields, tags, 0, EVENT_TAGS_MAX * (EVENT_TAG_MAX + 2)),
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
	FIELD_URL(struct event_fields, online_url, OPTIONAL),
	FIELD_FILE(struct event_fields, cover, IMAGE_BYTES_MAX, OPTIONAL),
	FIELD_TEXT(struct event_fields, cover_alt, 0, 300),
	FIELD_ROWS(struct event_fields, tickets, ticket_list, TICKET_TYPES_MAX),
	FIELD_ROWS(struct event_fields, questions, question_list, QUESTIONS_MAX),
	FIELD_CHOICE(struct event_fields, self_cancel, self_cancel_choices, OPTIONAL),
	FIELD_FLAG(struct event_fields, tell),
	FIELD_LINES(struct event_fields, message, 0, EVENT_MESSAGE_MAX),
	FIELD_INT(struct event_fields, version, 0, INT32_MAX, OPTIONAL),
	FIELD_TEXT(struct event_fields, key, 0, EVENT_KEY_LETTERS),
	FIELD_CHOICE(struct event_fields, act, form_acts, REQUIRED),
	FIELD_TEXT(struct event_fields, aside, 0, 40),
	FIELD_END
};

const unsigned char *
event_key(struct req *r, const struct event_fields *f)
{
	size_t			 len = 0;
	const unsigned char	*key = base64url_parse(r->arena, f->key, &len);

	return len == EVENT_KEY_BYTES ? key : NULL;
}

/* --- where --------------------------------------------------------------------------- */

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
read_venue(struct req *r, int64_t organizer, const struct event_fields *f,
    enum event_reading how, struct venue_input *v)
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
	    .city = f->city, .city_slug = city_slug(r, f->city),
	    .country = f->country == NULL ? "" : f->country };
	v->located = !isnan(f->latitude) && !isnan(f->longitude);
	if (v->located) {
		v->latitude = f->latitude;
		v->longitude = f->longitude;
	} else if (how != READ_TYPING && (!isnan(f->latitude) || !isnan(f->longitude))) {
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

/* --- when ---------------------------------------------------------------------------------- */

bool
event_year_meant(struct req *r, const char *field, int64_t at)
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
	    event_year_meant(r, "starts", in->starts_at) &&
	    event_year_meant(r, "ends", in->ends_at);
	if (in->dated && in->ends_at <= in->starts_at)
		form_error(r, "ends", _("It ends before it begins."));
	if (in->dated && in->ends_at - in->starts_at > 90 * DAY)
		form_error(r, "ends", _("That is longer than 90 days. Make an event for each part of it."));
}

/* --- tags ------------------------------------------------------------------------------------- */

static bool
is_among(const struct str *lines, const char *tag)
{
	const char	*s = lines->text;
	size_t		 len = strlen(tag);

	for (; s != NULL && *s != '\0'; s = strchr(s, '\n')) {
		s += *s == '\n';
		if (strncasecmp(s, tag, len) == 0 && (s[len] == '\n' || s[len] == '\0'))
			return true;
	}
	return false;
}

/* "jazz, late night" becomes a tag a line, each once. */
static const char *
read_tags(struct req *r, const char *typed)
{
	struct str	*lines = str_new(r->arena);
	char		*rest = arena_copy(r->arena, typed), *one;
	size_t		 n = 0;

	while ((one = strsep(&rest, ",")) != NULL) {
		const char *tag = text_clean(r->arena, one, strlen(one), TEXT_LINE);

		if (tag == NULL || *tag == '\0' || is_among(lines, tag))
			continue;
		if (text_length(tag) > EVENT_TAG_MAX)
			form_error(r, "tags", text(r->arena,
			    _("At most %d characters in each tag, please."), EVENT_TAG_MAX));
		if (++n > EVENT_TAGS_MAX)
			form_error(r, "tags", text(r->arena, _("At most %d tags, please."),
			    EVENT_TAGS_MAX));
		str_addf(lines, "%s%s", lines->len == 0 ? "" : "\n", tag);
	}
	return lines->text;
}

/* --- tickets ------------------------------------------------------------------------------------ */

/* One end of a sale on the wall of the event. */
static int64_t
read_sale(struct req *r, size_t row, const char *field, const char *wall, const char *zone)
{
	int64_t at = 0;

	if (*wall != '\0' && form_instant(r, form_row_field(r, "tickets", row, field), wall, zone, &at))
		event_year_meant(r, form_row_field(r, "tickets", row, field), at);
	return at;
}

static void
check_ticket(struct req *r, size_t row, const struct ticket_input *t, const struct event_input *in)
{
	int64_t most = t->max_per_order == 0 ? TICKET_PER_ORDER : t->max_per_order;

	if (t->sale_starts_at != 0 && t->sale_ends_at != 0 && t->sale_ends_at <= t->sale_starts_at)
		form_error(r, form_row_field(r, "tickets", row, "sale_ends"),
		    _("It ends before it begins."));
	if (t->sale_starts_at != 0 && in->dated && t->sale_starts_at >= in->ends_at)
		form_error(r, form_row_field(r, "tickets", row, "sale_starts"),
		    _("The event is over by then."));
	if (t->min_per_order > most)
		form_error(r, form_row_field(r, "tickets", row, "max_per_order"),
		    _("At least as many as must be taken at once, please."));
	if (t->max_per_person != 0 && t->max_per_person < t->min_per_order)
		form_error(r, form_row_field(r, "tickets", row, "max_per_person"),
		    _("At least as many as must be taken at once, please."));
}

static void
read_tickets(struct req *r, const struct event_fields *f, struct event_input *in)
{
	struct ticket_input *tickets = make_array(r->arena, struct ticket_input, f->tickets_n + 1);

	for (size_t i = 0; i < f->tickets_n; i++) {
		const struct ticket_fields *t = &f->tickets[i];

		tickets[i] = (struct ticket_input){ .id = t->id, .name = t->name, .about = t->about,
		    .capacity = t->capacity,
		    .sale_starts_at = read_sale(r, i, "sale_starts", t->sale_starts, f->zone),
		    .sale_ends_at = read_sale(r, i, "sale_ends", t->sale_ends, f->zone),
		    .min_per_order = t->min_per_order, .max_per_order = t->max_per_order,
		    .max_per_person = t->max_per_person, .state = t->state };
		check_ticket(r, i, &tickets[i], in);
	}
	in->tickets = tickets;
	in->tickets_n = f->tickets_n;
}

void
event_blame_taken(struct req *r, int64_t event, const struct event_fields *f)
{
	struct rows known = q_ticket_types_desk(r->db, event);

	for (size_t i = 0; i < f->tickets_n; i++)
		for (size_t k = 0; k < known.n; k++) {
			int64_t taken = row_int(known.at[k], "held") + row_int(known.at[k], "sold");

			if (row_id(known.at[k], "ticket_type_id") == f->tickets[i].id &&
			    f->tickets[i].capacity < taken)
				form_error(r, form_row_field(r, "tickets", i, "capacity"),
				    text(r->arena, _("%" PRId64 " are taken already; there cannot "
				    "be fewer."), taken));
		}
}

/* --- questions -------------------------------------------------------------------------------------- */

/* What can be chosen, one a line, as JSON; what is wrong with it in *wrong, or NULL. */
static const char *
read_options(struct req *r, const char *typed, size_t *n, const char **wrong)
{
	struct json_writer	*j = json_writer_new(r->arena);
	struct str		*seen = str_new(r->arena);
	char			*rest = arena_copy(r->arena, typed), *one;

	*n = 0;
	*wrong = NULL;
	json_open_array(j, NULL);
	while ((one = strsep(&rest, "\n")) != NULL) {
		const char *option = text_clean(r->arena, one, strlen(one), TEXT_LINE);

		if (option == NULL || *option == '\0')
			continue;
		if (text_length(option) > QUESTION_OPTION_MAX)
			*wrong = _("At most 100 characters on each line, please.");
		if (is_among(seen, option))
			*wrong = _("This is there twice. Say it once, please.");
		if (++*n > QUESTION_OPTIONS_MAX)
			*wrong = _("At most 50 to choose from, please.");
		str_addf(seen, "%s%s", seen->len == 0 ? "" : "\n", option);
		json_text(j, NULL, option);
	}
	json_close_array(j);
	return json_written(j, NULL);
}

static const char *
read_choice(struct req *r, size_t row, const struct question_fields *q, enum event_reading how)
{
	size_t		 n;
	const char	*wrong, *options = read_options(r, q->options, &n, &wrong);

	if (!question_has_options(q->kind))
		return "[]";
	if (wrong == NULL && n < 2 && how != READ_TYPING)
		wrong = _("Say what can be chosen: at least two, one on each line.");
	if (wrong != NULL)
		form_error(r, form_row_field(r, "questions", row, "options"), wrong);
	return options;
}

static void
read_questions(struct req *r, const struct event_fields *f, enum event_reading how,
    struct event_input *in)
{
	struct question_input *questions = make_array(r->arena, struct question_input,
	    f->questions_n + 1);

	for (size_t i = 0; i < f->questions_n; i++) {
		const struct question_fields *q = &f->questions[i];

		questions[i] = (struct question_input){ .id = q->id, .label = q->label,
		    .help = q->help, .kind = q->kind, .options = read_choice(r, i, q, how),
		    .required = q->required, .asked = q->asked,
		    .state = *q->state == '\0' ? question_states[0] : q->state };
	}
	in->questions = questions;
	in->questions_n = f->questions_n;
}

/* --- all of it ----------------------------------------------------------------------------------------- */

/* What the public will see must be whole. */
static void
check_complete(struct req *r, const struct event_fields *f, const struct event_input *in)
{
	if (*in->category == '\0')
		form_error(r, "category", missing_sentence("category"));
	if (*f->about == '\0')
		form_error(r, "about", missing_sentence("about"));
	if (strcmp(f->mode, "online") != 0 && *in->venue.name == '\0')
		form_error(r, "venue", missing_sentence("venue"));
	if (strcmp(f->act, "publish") == 0 && in->dated && in->ends_at <= r->now)
		form_error(r, "ends", _("This is over already. Choose a date to come."));
}

static int64_t
read_self_cancel(const char *choice)
{
	return strcmp(choice, "never") == 0 ? -1 : *choice == '\0' ? 0 : atoll(choice);
}

void
event_read(struct req *r, const struct row *organizer, const struct event_fields *f,
    enum event_reading how, struct event_input *in)
{
	*in = (struct event_input){ .title = f->title, .summary = f->summary, .about = f->about,
	    .category = f->category == NULL ? "" : f->category, .tags = read_tags(r, f->tags),
	    .attendance = f->mode, .language = row_text(organizer, "language"),
	    .currency = row_text(organizer, "currency"), .online_url = f->online_url,
	    .time_zone = f->zone, .self_cancel = read_self_cancel(f->self_cancel),
	    .typing = how == READ_TYPING, .tell = f->tell, .message = f->message };
	read_times(r, f, in);
	read_venue(r, row_id(organizer, "organizer_id"), f, how, &in->venue);
	read_tickets(r, f, in);
	read_questions(r, f, how, in);
	if (how != READ_TYPING)
		check_venue(r, f, &in->venue);
	if (how == READ_PUBLIC)
		check_complete(r, f, in);
	if (text_markdown(r->arena, f->about) == NULL)
		form_error(r, "about", _("This description is too long."));
}
