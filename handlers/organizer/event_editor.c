/*
 * event_editor.c: the form in which an event is made and changed, as it is shown.
 *
 *	GET  /organize/new		event_new_show
 *	GET  /organize/e/{event}/edit	event_edit_show
 *
 * What is read here is sql/event.sql, ticket_type.sql, question.sql and venue.sql; what it looks like is
 * templates/organizer/event_form.cs.  Where it goes is event_form.c, and event_draft.c while one types.
 */
#include "handlers/organizer/event_fields.h"

#include "handlers/organizer/organizer.h"

#include "core/domain/category.h"
#include "core/lib/clock.h"
#include "core/lib/country.h"
#include "core/lib/crypto.h"
#include "core/lib/id.h"
#include "core/lib/json.h"
#include "core/lib/money.h"
#include "core/lib/str.h"
#include "core/lib/template.h"
#include "core/lib/text.h"
#include "core/lib/words.h"
#include "sql/event.h"
#include "sql/organizer.h"
#include "sql/question.h"
#include "sql/ticket_type.h"
#include "sql/venue.h"

#include <inttypes.h>
#include <string.h>

#define CAPACITY_FIRST	"50"	/* of a ticket type nobody has thought about yet */

const struct form event_new_form = ASIDE_FORM(struct event_fields, event_form_fields,
    event_new_show, "aside");
const struct form event_edit_form = ASIDE_FORM(struct event_fields, event_form_fields,
    event_edit_show, "aside");

/* --- what can be chosen from ---------------------------------------------------------- */

static void
show_places(struct req *r, int64_t organizer)
{
	struct rows venues = q_venues_of_organizer(r->db, organizer);

	organizer_option(r, "modes", "in_person", _("In a place"));
	organizer_option(r, "modes", "online", _("Online"));
	organizer_option(r, "modes", "hybrid", _("In a place and online"));
	organizer_option(r, "countries", "", _("Choose one"));
	for (size_t i = 0; country_codes[i] != NULL; i++)
		organizer_option(r, "countries", country_codes[i],
		    country_name(r->arena, country_codes[i], r->language));
	if (venues.n > 0)
		organizer_option(r, "venues", "", _("A new place"));
	for (size_t i = 0; i < venues.n; i++)
		organizer_option(r, "venues", id_text(r->arena, row_id(venues.at[i], "venue_id")),
		    text(r->arena, "%s, %s", row_text(venues.at[i], "name"),
		    row_text(venues.at[i], "city")));
}

static void
show_rules(struct req *r)
{
	organizer_option(r, "ticket_states", "on_sale", _("Open"));
	organizer_option(r, "ticket_states", "paused", _("Paused: shown, but cannot be taken"));
	organizer_option(r, "ticket_states", "hidden", _("Hidden: not shown to anybody"));
	organizer_option(r, "ticket_states", "archived", _("Archived: gone, for good or for now"));
	organizer_option(r, "question_kinds", "text", _("A line of text"));
	organizer_option(r, "question_kinds", "lines", _("Several lines of text"));
	organizer_option(r, "question_kinds", "choice", _("One of several"));
	organizer_option(r, "question_kinds", "choices", _("Any of several"));
	organizer_option(r, "question_kinds", "flag", _("Yes or no"));
	organizer_option(r, "question_asked", "ticket", _("Each person who comes"));
	organizer_option(r, "question_asked", "order", _("Once, whoever registers"));
	organizer_option(r, "question_states", "asked", _("Asked"));
	organizer_option(r, "question_states", "archived", _("Archived: answers stay, nobody is asked"));
	organizer_option(r, "self_cancels", "0", _("Until it begins"));
	organizer_option(r, "self_cancels", "2", _("Until two hours before"));
	organizer_option(r, "self_cancels", "24", _("Until a day before"));
	organizer_option(r, "self_cancels", "48", _("Until two days before"));
	organizer_option(r, "self_cancels", "168", _("Until a week before"));
	organizer_option(r, "self_cancels", "never", _("Not by themselves: they write to you"));
}

static void
show_choices(struct req *r, int64_t organizer)
{
	const char *const *zones = zone_list(r->arena);

	organizer_option(r, "categories", "", _("Choose one"));
	for (size_t i = 0; i < categories_n; i++)
		organizer_option(r, "categories", categories[i].slug, _(categories[i].name));
	for (; *zones != NULL; zones++)
		organizer_option(r, "zones", *zones, *zones);
	show_places(r, organizer);
	show_rules(r);
}

/* --- rows ------------------------------------------------------------------------------- */

/* What a row begins with that is not there yet: the script's, or one more. */
static void
set_value(struct req *r, const char *row, const char *field, const char *value)
{
	page_text(r, text(r->arena, "form.%s.%s.value", row, field), value);
}

static void
begin_ticket(struct req *r, const char *row)
{
	set_value(r, row, "capacity", CAPACITY_FIRST);
	set_value(r, row, "min_per_order", "1");
	set_value(r, row, "max_per_order", text(r->arena, "%d", TICKET_PER_ORDER));
	set_value(r, row, "state", "on_sale");
}

static void
begin_question(struct req *r, const char *row)
{
	set_value(r, row, "kind", "text");
	set_value(r, row, "asked", "ticket");
	set_value(r, row, "state", "asked");
}

/* What the summary of what is wrong calls their fields. */
static void
label_row(struct req *r, const char *rows, size_t row, const char *const *names_words)
{
	for (; *names_words != NULL; names_words += 2)
		page_text(r, text(r->arena, "form.%s.%zu.%s.label", rows, row, names_words[0]),
		    text(r->arena, "%s %zu, %s", strcmp(rows, "tickets") == 0 ? _("Ticket type") :
		    _("Question"), row + 1, _(names_words[1])));
}

static void
label_rows(struct req *r)
{
	static const char *const ticket[] = { "name", N_("Name"), "about", N_("What it includes"),
		"capacity", N_("How many"), "sale_starts", N_("Registration opens"),
		"sale_ends", N_("Registration closes"), "min_per_order", N_("At least at once"),
		"max_per_order", N_("At most at once"), "max_per_person", N_("At most each person"),
		"state", N_("State"), NULL };
	static const char *const question[] = { "label", N_("Question"), "help", N_("Help"),
		"kind", N_("Answered by"), "options", N_("To choose from"), "asked", N_("Asked of"),
		"state", N_("State"), NULL };

	for (size_t i = 0; i < form_rows(r, "tickets"); i++)
		label_row(r, "tickets", i, ticket);
	for (size_t i = 0; i < form_rows(r, "questions"); i++)
		label_row(r, "questions", i, question);
}

/* One more, if that is what was asked for; and what the script makes others of. */
static void
add_rows(struct req *r)
{
	const char *aside = form_aside(r);

	if (strcmp(aside, "tickets.add") == 0 && form_rows(r, "tickets") < TICKET_TYPES_MAX)
		begin_ticket(r, text(r->arena, "tickets.%zu",
		    form_row_add(r, &event_new_form, "tickets")));
	if (strcmp(aside, "questions.add") == 0 && form_rows(r, "questions") < QUESTIONS_MAX)
		begin_question(r, text(r->arena, "questions.%zu",
		    form_row_add(r, &event_new_form, "questions")));
	begin_ticket(r, "blank.tickets");
	begin_question(r, "blank.questions");
	label_rows(r);
}

/* --- a new one ---------------------------------------------------------------------------- */

/* A new one begins on the Saturday evening that is at least a week away, where the organizer is. */
static void
begin_when(struct req *r, const char *zone)
{
	int64_t		 day = clock_day_start(r->now, zone, 7);
	const char	*date;

	while (clock_weekday(day, zone) != 6)
		day = clock_day_start(day, zone, 1);
	date = zone_wall(r->arena, day, zone, "%Y-%m-%d");
	form_value(r, "starts", text(r->arena, "%sT19:00", date));
	form_value(r, "ends", text(r->arena, "%sT22:00", date));
}

static void
begin_new(struct req *r, const struct row *organizer)
{
	unsigned char key[EVENT_KEY_BYTES];

	random_bytes(key, sizeof(key));
	form_value(r, "key", base64url(r->arena, key, sizeof(key)));
	form_value(r, "mode", "in_person");
	form_value(r, "zone", row_text(organizer, "time_zone"));
	form_value(r, "country", row_text(organizer, "country"));
	form_value(r, "self_cancel", "0");
	begin_when(r, row_text(organizer, "time_zone"));
	if (!form_sent(r)) {
		size_t row = form_row_add(r, &event_new_form, "tickets");

		begin_ticket(r, "tickets.0");
		form_row_value(r, "tickets", row, "name", _("Admission"));
	}
}

/* The description as it will look, for who asked for it without script. */
static void
show_preview(struct req *r)
{
	const char *html = strcmp(form_aside(r), "preview") == 0 ?
	    text_markdown(r->arena, form_typed(r, "about")) : NULL;

	if (html != NULL)
		page_html(r, "preview.about_html", html);
}

static void
show_templates(struct req *r, int64_t organizer)
{
	struct rows templates = q_event_templates(r->db, organizer);

	page_rows(r, "templates", templates);
	for (size_t i = 0; i < templates.n; i++)
		page_text(r, text(r->arena, "templates.%zu.copy_path", i),
		    text(r->arena, "/organize/e/%s/copy",
		    id_text(r->arena, row_id(templates.at[i], "event_id"))));
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
	page_flag(r, "editor.is_draft", true);
	page_text(r, "editor.path", "/organize/new");
	page_text(r, "editor.draft_path", "/organize/draft");
	page_text(r, "editor.draft", "event-new");
	page_text(r, "editor.back_path", "/organize");
	form_show(r, &event_new_form);
	begin_new(r, self);
	add_rows(r);
	show_choices(r, organizer);
	show_templates(r, organizer);
	show_preview(r);
	return page(r, "organizer/event_form");
}

/* --- one that is stored --------------------------------------------------------------------- */

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

/* Lines as the field has them: "jazz, late night". */
static const char *
tags_value(struct req *r, const char *lines)
{
	struct str *s = str_new(r->arena);

	for (; *lines != '\0'; lines++) {
		if (*lines == '\n')
			str_add(s, ", ");
		else
			str_addc(s, *lines);
	}
	return s->text;
}

static void
begin_stored(struct req *r, const struct row *event)
{
	static const char *const same[] = { "title", "summary", "about", "category", "mode", "venue",
		"street", "postcode", "city", "country", "cover_alt", "online_url" };

	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++)
		form_value(r, same[i], row_text(event, same[i]));
	form_value(r, "tags", tags_value(r, row_text(event, "tags")));
	form_value(r, "starts", wall_value(r, event, "starts_wall"));
	form_value(r, "ends", wall_value(r, event, "ends_wall"));
	form_value(r, "zone", row_text(event, "time_zone"));
	form_value(r, "version", text(r->arena, "%" PRId64, row_int(event, "version")));
	form_value(r, "self_cancel", row_null(event, "self_cancel_hours") ? "never" :
	    row_text(event, "self_cancel_hours"));
	degrees_value(r, "latitude", event);
	degrees_value(r, "longitude", event);
}

/* A number as a field shows it; what does not limit anything is nothing. */
static const char *
number_value(struct req *r, const struct row *row, const char *column)
{
	return row_null(row, column) || row_int(row, column) == 0 ? "" :
	    text(r->arena, "%" PRId64, row_int(row, column));
}

static const char *
instant_value(struct req *r, const struct row *row, const char *column)
{
	return row_null(row, column) ? "" : zone_wall(r->arena, row_time(row, column),
	    row_text(row, "time_zone"), "%Y-%m-%dT%H:%M");
}

static void
begin_stored_ticket(struct req *r, const struct row *t)
{
	static const char *const numbers[] = { "capacity", "min_per_order", "max_per_order",
		"max_per_person" };
	const char *row = text(r->arena, "tickets.%zu", form_row_add(r, &event_edit_form, "tickets"));

	set_value(r, row, "id", id_text(r->arena, row_id(t, "ticket_type_id")));
	set_value(r, row, "name", row_text(t, "name"));
	set_value(r, row, "about", row_text(t, "about"));
	set_value(r, row, "state", row_text(t, "state"));
	set_value(r, row, "sale_starts", instant_value(r, t, "sale_starts_at"));
	set_value(r, row, "sale_ends", instant_value(r, t, "sale_ends_at"));
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		set_value(r, row, numbers[i], number_value(r, t, numbers[i]));
}

/* ["Fish","Beans"] as the field has it: one a line. */
static const char *
options_value(struct req *r, const char *json)
{
	const struct json	*options = json_parse(r->arena, json, strlen(json), NULL);
	struct str		*s = str_new(r->arena);

	for (size_t i = 0; i < json_size(options); i++)
		str_addf(s, "%s%s", i == 0 ? "" : "\n", json_as_text(json_at(options, i)));
	return s->text;
}

static void
begin_stored_question(struct req *r, const struct row *q)
{
	static const char *const same[] = { "label", "help", "kind", "asked", "state" };
	const char *row = text(r->arena, "questions.%zu", form_row_add(r, &event_edit_form, "questions"));

	set_value(r, row, "id", id_text(r->arena, row_id(q, "question_id")));
	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++)
		set_value(r, row, same[i], row_text(q, same[i]));
	set_value(r, row, "options", options_value(r, row_text(q, "options")));
	set_value(r, row, "required", row_bool(q, "required") ? "1" : "");
}

static void
begin_stored_rows(struct req *r, struct rows tickets, struct rows questions)
{
	for (size_t i = 0; i < tickets.n && i < TICKET_TYPES_MAX; i++)
		begin_stored_ticket(r, tickets.at[i]);
	for (size_t i = 0; i < questions.n && i < QUESTIONS_MAX; i++)
		begin_stored_question(r, questions.at[i]);
}

/* What a row cannot say of itself: how many are taken, and what it costs. */
static void
show_taken_of(struct req *r, size_t row, const struct row *t)
{
	int64_t taken = row_int(t, "held") + row_int(t, "sold");

	if (taken > 0)
		page_text(r, text(r->arena, "form.tickets.%zu.taken", row), text(r->arena,
		    ngettext("%" PRId64 " taken", "%" PRId64 " taken", (unsigned long)taken),
		    taken));
	if (row_int(t, "price_money") > 0)
		page_money(r, text(r->arena, "form.tickets.%zu.price_money", row),
		    money_of(row_int(t, "price_money"), row_text(t, "currency")));
}

/* Whether the rows were typed or read. */
static void
show_taken(struct req *r, struct rows tickets)
{
	for (size_t i = 0; i < form_rows(r, "tickets"); i++) {
		int64_t id = id_parse(form_typed(r, form_row_field(r, "tickets", i, "id")));

		for (size_t k = 0; k < tickets.n && id != 0; k++)
			if (row_id(tickets.at[k], "ticket_type_id") == id)
				show_taken_of(r, i, tickets.at[k]);
	}
}

static void
show_answered(struct req *r, struct rows questions)
{
	for (size_t i = 0; i < form_rows(r, "questions"); i++) {
		int64_t id = id_parse(form_typed(r, form_row_field(r, "questions", i, "id")));

		for (size_t k = 0; k < questions.n && id != 0; k++)
			if (row_id(questions.at[k], "question_id") == id &&
			    row_bool(questions.at[k], "answered"))
				page_flag(r, text(r->arena, "form.questions.%zu.answered", i), true);
	}
}

/* Who would be told of a change: those who are registered for what is public. */
static void
show_registered(struct req *r, const struct row *event, int64_t id)
{
	struct row	*n = row_is(event, "state", "draft") ? NULL : q_event_numbers(r->db, id);
	int64_t		 registered = n == NULL ? 0 : row_int(n, "registered");

	if (registered > 0)
		page_text(r, "editor.tell_label", text(r->arena,
		    ngettext("Tell the person who is registered",
		    "Tell the %" PRId64 " people who are registered",
		    (unsigned long)registered), registered));
}

static void
show_paths(struct req *r, const struct row *event, int64_t id)
{
	const char	*letters = id_text(r->arena, id);
	bool		 template = row_bool(event, "is_template");

	page_text(r, "desk.section", "events");
	page_flag(r, "editor.is_template", template);
	page_flag(r, "editor.is_draft", row_is(event, "state", "draft"));
	page_text(r, "editor.path", text(r->arena, "/organize/e/%s/edit", letters));
	page_text(r, "editor.draft_path", text(r->arena, "/organize/e/%s/draft", letters));
	page_text(r, "editor.draft", text(r->arena, "event-%s", letters));
	page_text(r, "editor.back_path", text(r->arena, "/organize/e/%s", letters));
}

int
event_edit_show(struct req *r)
{
	int64_t		 id = req_id(r, "event");
	struct row	*event = q_event_desk(r->db, id);
	struct rows	 tickets, questions;

	if (event == NULL)
		return not_found(r);
	if (row_is(event, "state", "removed"))
		return gone(r);
	tickets = q_ticket_types_desk(r->db, id);
	questions = q_questions_desk(r->db, id);
	show_paths(r, event, id);
	page_row(r, "event", event);
	form_show(r, &event_edit_form);
	begin_stored(r, event);
	if (!form_sent(r))
		begin_stored_rows(r, tickets, questions);
	add_rows(r);
	show_taken(r, tickets);
	show_answered(r, questions);
	show_registered(r, event, id);
	show_choices(r, row_id(event, "organizer_id"));
	show_preview(r);
	return page(r, "organizer/event_form");
}
