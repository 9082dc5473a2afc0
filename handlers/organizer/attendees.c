/*
 * attendees.c: who comes.
 *
 *	FIND /organize/e/{event}/attendees			attendees_show
 *	GET  /organize/e/{event}/attendees/export		attendees_export	all of them as CSV
 *	POST /organize/e/{event}/attendees/{ticket}/cancel	attendee_cancel_post
 *	POST /organize/e/{event}/attendees/{ticket}/resend	attendee_resend_post
 *
 * What is read here is sql/attendee.sql; what it looks like is templates/organizer/attendees.cs.
 */
#include "handlers/organizer/organizer.h"

#include "core/documents/csv.h"
#include "core/domain/order.h"
#include "core/domain/ticket.h"
#include "core/domain/ticket_code.h"
#include "core/lib/clock.h"
#include "core/lib/crypto.h"
#include "core/lib/db.h"
#include "core/lib/id.h"
#include "core/lib/str.h"
#include "core/lib/template.h"
#include "core/lib/text.h"
#include "core/lib/words.h"
#include "fcgi/form.h"
#include "sql/attendee.h"
#include "sql/event.h"

#include <string.h>

#define SHOWN		50	/* on a page */
#define FOUND_MAX	200	/* by words; more says little */
#define EXPORT_PART	200	/* tickets read at once */

/* --- the list ------------------------------------------------------------------------------ */

struct attendees_input {
	const char	*q;		/* part of a name or an address, or a code */
	const char	*state;		/* "valid", "cancelled" */
	const char	*door;		/* "in", "out" */
	int64_t		 type;
	int64_t		 before;	/* the ticket the page begins behind */
};

static const char *const states[] = { "valid", "cancelled", NULL };
static const char *const doors[] = { "in", "out", NULL };

static const struct field attendees_fields[] = {
	FIELD_TEXT(struct attendees_input, q, 0, 100),
	FIELD_CHOICE(struct attendees_input, state, states),
	FIELD_CHOICE(struct attendees_input, door, doors),
	FIELD_ID(struct attendees_input, type),
	FIELD_ID(struct attendees_input, before),
	FIELD_END
};

const struct form attendees_form = FORM(struct attendees_input, attendees_fields, attendees_show);

/* "" where nothing was chosen. */
static const char *
chosen(const char *choice)
{
	return choice == NULL ? "" : choice;
}

static const char *
state_of(const struct attendees_input *in)
{
	return *chosen(in->state) == '\0' ? states[0] : in->state;
}

/* What was typed as LIKE takes it to the letter. */
static const char *
like(struct arena *a, const char *words)
{
	struct str *s = str_new(a);

	for (; *words != '\0'; words++) {
		if (strchr("%_\\", *words) != NULL)
			str_addc(s, '\\');
		str_addc(s, *words);
	}
	return s->text;
}

static struct rows
read_attendees(struct req *r, int64_t event, const struct attendees_input *in)
{
	const char *code = ticket_short_code_parse(r->arena, in->q);

	if (*in->q != '\0')
		return q_attendees_found(r->db, event, like(r->arena, in->q),
		    code == NULL ? "" : code, FOUND_MAX);
	return q_attendees(r->db, event, state_of(in), in->type,
	    strcmp(chosen(in->door), "in") == 0,
	    strcmp(chosen(in->door), "out") == 0, in->before, SHOWN + 1);
}

static void
show_types(struct req *r, int64_t event)
{
	struct rows types = q_attendee_types(r->db, event);

	organizer_option(r, "types", "", _("Every ticket"));
	for (size_t i = 0; i < types.n; i++)
		organizer_option(r, "types", id_text(r->arena, row_id(types.at[i], "ticket_type_id")),
		    row_text(types.at[i], "name"));
}

static void
show_rows(struct req *r, struct rows rows, const char *path)
{
	for (size_t i = 0; i < rows.n; i++) {
		struct names	*n = page_add(r, "attendees");
		const char	*letters = id_text(r->arena, row_id(rows.at[i], "ticket_id"));

		names_row(r, n, rows.at[i]);
		names_set(n, "path", text(r->arena, "%s/%s", path, letters));
		if (row_is(rows.at[i], "state", "valid"))
			names_set(n, "valid", "1");
	}
}

/* The address of what comes after the last row shown. */
static void
show_next(struct req *r, const struct attendees_input *in, const struct row *last, const char *path)
{
	page_text(r, "next_path", text(r->arena, "%s?state=%s&door=%s&type=%s&before=%s", path,
	    state_of(in), chosen(in->door),
	    in->type == 0 ? "" : id_text(r->arena, in->type),
	    id_text(r->arena, row_id(last, "ticket_id"))));
}

int
attendees_show(struct req *r)
{
	static const struct attendees_input	 none = { .q = "" };
	const struct attendees_input		*in = r->form == NULL ? &none : r->form;
	int64_t					 id = req_id(r, "event");
	struct row				*event = q_event_desk(r->db, id);
	const char				*path;
	struct rows				 rows;

	if (event == NULL)
		return not_found(r);
	path = text(r->arena, "/organize/e/%s/attendees", id_text(r->arena, id));
	rows = read_attendees(r, id, in);
	page_text(r, "desk.section", "events");
	page_row(r, "event", event);
	page_text(r, "event.desk_path", text(r->arena, "/organize/e/%s", id_text(r->arena, id)));
	page_text(r, "list.path", path);
	page_text(r, "list.export_path", text(r->arena, "%s/export", path));
	form_value(r, "q", in->q);
	form_value(r, "state", state_of(in));
	form_value(r, "door", chosen(in->door));
	form_value(r, "type", in->type == 0 ? "" : id_text(r->arena, in->type));
	show_types(r, id);
	if (*in->q == '\0' && rows.n > SHOWN) {
		rows.n = SHOWN;
		show_next(r, in, rows.at[SHOWN - 1], path);
	}
	page_flag(r, "list.cut", *in->q != '\0' && rows.n == FOUND_MAX);
	page_flag(r, "list.filtered", *in->q != '\0' || in->type != 0 || *chosen(in->door) != '\0' || in->before != 0 ||
	    strcmp(state_of(in), "valid") != 0);
	show_rows(r, rows, path);
	return page(r, "organizer/attendees");
}

/* --- one of them ---------------------------------------------------------------------------- */

/* The ticket the path names, if it is of the event it names. */
static struct row *
ticket_here(struct req *r)
{
	return q_attendee_of_event(r->db, req_id(r, "ticket"), req_id(r, "event"));
}

static int
back(struct req *r, const char *sentence)
{
	notice(r, sentence);
	return see_other(r, "/organize/e/%s/attendees", id_text(r->arena, req_id(r, "event")));
}

int
attendee_cancel_post(struct req *r)
{
	struct row	*ticket = ticket_here(r);
	struct actor	 actor = organizer_actor(r);
	unsigned char	 key[16];

	if (ticket == NULL)
		return not_found(r);
	random_bytes(key, sizeof(key));
	switch (ticket_cancel(r->db, &actor, row_id(ticket, "ticket_id"), key)) {
	case TICKET_DONE:
		return back(r, text(r->arena, _("The ticket of %s is cancelled, and they are told."),
		    row_text(ticket, "name")));
	case TICKET_REFUSED:
		return back(r, _("This ticket cannot be cancelled any more."));
	case TICKET_BUSY:
		break;
	}
	return try_later(r);
}

int
attendee_resend_post(struct req *r)
{
	struct row	*ticket = ticket_here(r);
	struct actor	 actor = organizer_actor(r);
	unsigned char	 key[16];

	if (ticket == NULL)
		return not_found(r);
	random_bytes(key, sizeof(key));
	switch (order_resend(r->db, &actor, row_id(ticket, "order_id"), key)) {
	case ORDER_DONE:
		return back(r, text(r->arena, _("The mail to %s is on its way again."),
		    row_text(ticket, "name")));
	case ORDER_EXPIRED_FIRST:
	case ORDER_PERSON_LIMIT:
	case ORDER_REFUSED:
		return back(r, _("It was sent several times today already."));
	case ORDER_BUSY:
		break;
	}
	return try_later(r);
}

/* --- the export ------------------------------------------------------------------------------- */

static void
write_head(struct str *s, struct rows questions)
{
	static const char *const columns[] = { N_("Ticket"), N_("Name"), N_("E-mail"), N_("Ticket type"), N_("State"),
		N_("In since (UTC)"), N_("Ordered (UTC)"), N_("Ordered by"), N_("Their e-mail") };

	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		csv_cell(s, _(columns[i]));
	for (size_t i = 0; i < questions.n; i++)
		csv_cell(s, row_text(questions.at[i], "label"));
	csv_line(s);
}

/* What was answered for this ticket, or for its whole order. */
static const char *
answer_of(struct rows answers, const struct row *ticket, int64_t question)
{
	for (size_t i = 0; i < answers.n; i++) {
		const struct row *a = answers.at[i];

		if (row_id(a, "question_id") == question && row_id(a, "order_id") == row_id(ticket, "order_id") &&
		    (row_int(a, "position") == 0 || row_int(a, "position") == row_int(ticket, "position")))
			return row_text(a, "value");
	}
	return "";
}

static const char *
instant(struct arena *a, const struct row *row, const char *column)
{
	return row_null(row, column) ? "" : clock_iso(a, row_time(row, column), "UTC");
}

static void
write_ticket(struct arena *a, struct str *s, const struct row *t, struct rows questions, struct rows answers)
{
	csv_cell(s, row_text(t, "code"));
	csv_cell(s, row_text(t, "name"));
	csv_cell(s, row_text(t, "email"));
	csv_cell(s, row_text(t, "ticket_type"));
	csv_cell(s, row_text(t, "state"));
	csv_cell(s, instant(a, t, "admitted_at"));
	csv_cell(s, instant(a, t, "created_at"));
	csv_cell(s, row_text(t, "buyer"));
	csv_cell(s, row_text(t, "buyer_email"));
	for (size_t i = 0; i < questions.n; i++)
		csv_cell(s, answer_of(answers, t, row_id(questions.at[i], "question_id")));
	csv_line(s);
}

static struct rows
answers_of(struct db *db, struct arena *a, int64_t event, struct rows tickets)
{
	int64_t *orders = arena_alloc(a, tickets.n * sizeof(*orders));

	for (size_t i = 0; i < tickets.n; i++)
		orders[i] = row_id(tickets.at[i], "order_id");
	return q_attendees_answers(db, event, (struct ids){ orders, tickets.n });
}

/* A part at a time, each in memory of its own, so that it takes no more however many come. */
static void
export_all(struct req *r, struct sink *to)
{
	int64_t		 event = req_id(r, "event"), after = 0;
	struct rows	 questions = q_attendee_questions(r->db, event), tickets = { 0 };
	struct arena	*part = arena_new();
	struct str	*s = str_new(part);

	str_add(s, "\xef\xbb\xbf");	/* so that spreadsheets read it as UTF-8 */
	write_head(s, questions);
	do {
		sink_put(to, s->text, s->len);
		arena_reset(part);
		db_use_arena(r->db, part);
		db_readonly(r->db, true);
		s = str_new(part);
		tickets = q_attendees_export(r->db, event, after, EXPORT_PART);
		if (tickets.n > 0) {
			struct rows answers = answers_of(r->db, part, event, tickets);

			after = row_id(tickets.at[tickets.n - 1], "ticket_id");
			for (size_t i = 0; i < tickets.n; i++)
				write_ticket(part, s, tickets.at[i], questions, answers);
		}
		if (db_failed(r->db)) {	/* a part is missing: the file must not look whole */
			csv_cell(s, _("This export was cut off. Please try again."));
			csv_line(s);
			sink_put(to, s->text, s->len);
		}
	} while (tickets.n > 0 && sink_good(to));
	db_use_arena(r->db, r->arena);
	arena_free(part);
}

int
attendees_export(struct req *r)
{
	struct row *event = q_event_desk(r->db, req_id(r, "event"));

	if (event == NULL)
		return not_found(r);
	return reply_stream(r, "text/csv; charset=utf-8", text(r->arena, "%s.csv", text_slug(r->arena,
	    row_text(event, "title"), row_text(event, "language"), 60)), export_all);
}
