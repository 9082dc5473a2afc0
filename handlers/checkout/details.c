/*
 * details.c: an order that is held: who comes, what the organizer asks, and "register".
 *
 *	GET  /checkout/{order}		details_show	through order_show, while it is held
 *	POST /checkout/{order}		details_post
 *
 * What is read here is sql/order.sql and sql/checkout.sql; what it looks like is
 * templates/checkout/details.cs and expired.cs.  What is done is core/domain/order.c.
 *
 * What is asked depends on the order and on its organizer's questions, so most fields are put together here:
 *	a_<question>		asked of the order, or once for all its tickets
 *	name_<n>, email_<n>	of the n-th ticket
 *	t<n>_<question>		asked of the n-th ticket
 */
#include "handlers/checkout/checkout.h"

#include "core/domain/order.h"
#include "core/lib/db.h"
#include "core/lib/template.h"
#include "core/lib/text.h"
#include "core/lib/words.h"
#include "fcgi/form.h"
#include "handlers/checkout/questions.h"
#include "sql/checkout.h"
#include "sql/order.h"

#include <inttypes.h>
#include <string.h>

/* --- what is asked ------------------------------------------------------------------------ */

struct details_input {
	const char	*key;
	const char	*name, *email;
	const char	*who;		/* each: every ticket has a name and answers of its own */
};

static const char *const whos[] = { "all", "each", NULL };

static const struct field details_fields[] = {
	FIELD_TEXT(struct details_input, key, 0, KEY_LETTERS),
	FIELD_TEXT(struct details_input, name, 1, PERSON_NAME_MAX),
	FIELD_EMAIL(struct details_input, email, REQUIRED),
	FIELD_CHOICE(struct details_input, who, whos, OPTIONAL),
	FIELD_END
};

const struct form details_form = FORM(struct details_input, details_fields, details_show);

/* One ticket, and where its fields are. */
struct seat {
	int64_t		 position;	/* from 1 */
	const char	*type;
	size_t		 name, email;
	struct put	*puts;		/* as many as `of_tickets` */
};

/* Everything that is asked of one order. */
struct sheet {
	struct row		*order;
	struct rows		 lines;
	struct questions	 questions;
	struct asked		*asked;
	struct put		*once;		/* of the order, and of all its tickets at once */
	size_t			 once_n, of_tickets;
	struct seat		*seats;
	size_t			 seats_n;
	bool			 each;		/* whether every ticket can be asked by itself */
};

static void
add_seats(struct req *r, struct sheet *s)
{
	s->seats = make_array(r->arena, struct seat, (size_t)row_int(s->order, "tickets") + 1);
	for (size_t i = 0; i < s->lines.n; i++)
		for (int64_t k = 0; k < row_int(s->lines.at[i], "quantity"); k++) {
			if (s->seats_n == (size_t)row_int(s->order, "tickets"))
				return;
			s->seats[s->seats_n] = (struct seat){ .position = (int64_t)s->seats_n + 1,
			    .type = row_text(s->lines.at[i], "name") };
			s->seats_n++;
		}
}

static void
ask_seat(struct req *r, struct sheet *s, struct seat *seat)
{
	size_t n = 0;

	seat->name = asked_add(s->asked, text(r->arena, "name_%" PRId64, seat->position),
	    FIELD_KIND_TEXT, PERSON_NAME_MAX);
	seat->email = asked_add(s->asked, text(r->arena, "email_%" PRId64, seat->position),
	    FIELD_KIND_EMAIL, 0);
	seat->puts = make_array(r->arena, struct put, s->of_tickets + 1);
	for (size_t i = 0; i < s->questions.n; i++)
		if (s->questions.at[i].of_ticket)
			seat->puts[n++] = question_put(s->asked, &s->questions.at[i],
			    text(r->arena, "t%" PRId64 "_", seat->position));
}

/* How many fields all of it takes at most. */
static size_t
fields_most(const struct sheet *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->questions.n; i++)
		n += s->questions.at[i].options_n + 1;
	return n + (s->each ? s->seats_n * (2 + s->questions.per_ticket) : 0);
}

static void
sheet_ask(struct req *r, struct sheet *s)
{
	s->lines = q_order_lines(r->db, row_id(s->order, "order_id"));
	s->questions = questions_of(r, row_id(s->order, "event_id"));
	add_seats(r, s);
	s->each = s->seats_n * (2 + s->questions.per_ticket) <= FIELDS_AT_ONCE;
	s->asked = asked_new(r, fields_most(s));
	s->once = make_array(r->arena, struct put, s->questions.n + 1);
	for (size_t i = 0; i < s->questions.n; i++) {
		s->once[s->once_n++] = question_put(s->asked, &s->questions.at[i], "a_");
		s->of_tickets += s->questions.at[i].of_ticket;
	}
	for (size_t i = 0; s->each && i < s->seats_n; i++)
		ask_seat(r, s, &s->seats[i]);
	asked_read(s->asked);
}

/* --- showing it ----------------------------------------------------------------------------- */

static void
show_seats(struct req *r, const struct sheet *s)
{
	for (size_t i = 0; s->each && i < s->seats_n; i++) {
		const struct seat	*seat = &s->seats[i];
		struct names		*n = page_add(r, "seats");

		names_set(n, "position", text(r->arena, "%" PRId64, seat->position));
		names_set(n, "type", seat->type);
		names_set(n, "name_field", text(r->arena, "name_%" PRId64, seat->position));
		names_set(n, "email_field", text(r->arena, "email_%" PRId64, seat->position));
		for (size_t k = 0; k < s->of_tickets; k++)
			put_show(r, &seat->puts[k], text(r->arena, "seats.%zu.questions", i));
	}
}

/* Minutes that are left, rounded up: an honest promise, for who has no script. */
static void
show_time_left(struct req *r, const struct row *order)
{
	int64_t left = row_int(order, "seconds_left"), minutes = left <= 0 ? 0 : (left + 59) / 60;

	page_flag(r, "order.late", minutes == 0);
	page_int(r, "order.seconds_left", left < 0 ? 0 : left);
	page_text(r, "order.minutes_text", text(r->arena, ngettext("%" PRId64 " minute",
	    "%" PRId64 " minutes", (unsigned long)minutes), minutes));
}

static void
show_order(struct req *r, const struct sheet *s)
{
	page_row(r, "order", s->order);
	page_text(r, "order.path", text(r->arena, "/checkout/%s", req_text(r, "order")));
	page_rows(r, "lines", s->lines);
	show_time_left(r, s->order);
}

/* Before anything was typed: who is signed in. */
static void
begin(struct req *r)
{
	key_show(r);
	form_value(r, "who", "all");
	if (r->person != NULL) {
		form_value(r, "name", r->person->name);
		form_value(r, "email", r->person->email);
	}
}

static int
sheet_show(struct req *r, struct sheet *s)
{
	struct row *date = q_checkout_date(r->db, row_id(s->order, "occurrence_id"));

	if (date == NULL)
		return not_found(r);
	event_show_facts(r, date);
	if (event_closed(r, date))
		return page(r, "checkout/expired");
	show_order(r, s);
	form_show(r, &details_form);
	begin(r);
	page_flag(r, "order.each", s->each);
	page_flag(r, "order.many", s->seats_n > 1);
	for (size_t i = 0; i < s->once_n; i++)
		put_show(r, &s->once[i], s->once[i].question->of_ticket ? "ticket_questions" :
		    "order_questions");
	show_seats(r, s);
	return page(r, "checkout/details");
}

int
expired_show(struct req *r, struct row *order, bool gone)
{
	struct row *date = q_checkout_date(r->db, row_id(order, "occurrence_id"));

	if (date == NULL)
		return not_found(r);
	event_show_facts(r, date);
	event_closed(r, date);
	page_row(r, "order", order);
	page_text(r, "order.path", text(r->arena, "/checkout/%s", req_text(r, "order")));
	page_rows(r, "lines", q_order_lines(r->db, row_id(order, "order_id")));
	page_flag(r, "order.gone", gone);
	return page(r, "checkout/expired");
}

/* --- registering ------------------------------------------------------------------------------ */

struct answers {
	struct order_answer	*at;
	size_t			 n;
};

static void
answer(struct req *r, const struct sheet *s, const struct put *p, int64_t position,
    struct answers *to)
{
	const char *said = put_answer(r, s->asked, p);

	if (*said != '\0')
		to->at[to->n++] = (struct order_answer){ p->question->id, position, said };
}

/* What was said once for all tickets is said of each. */
static void
answer_for_all(struct req *r, const struct sheet *s, const struct put *p, struct answers *to)
{
	const char *said = put_answer(r, s->asked, p);

	for (size_t i = 0; *said != '\0' && i < s->seats_n; i++)
		to->at[to->n++] = (struct order_answer){ p->question->id, s->seats[i].position, said };
}

static void
read_answers(struct req *r, const struct sheet *s, bool each, struct answers *to)
{
	to->at = make_array(r->arena, struct order_answer,
	    s->questions.n * (s->seats_n + 1) + 1);
	for (size_t i = 0; i < s->once_n; i++) {
		if (!s->once[i].question->of_ticket)
			answer(r, s, &s->once[i], 0, to);
		else if (!each)
			answer_for_all(r, s, &s->once[i], to);
	}
	for (size_t i = 0; each && i < s->seats_n; i++)
		for (size_t k = 0; k < s->of_tickets; k++)
			answer(r, s, &s->seats[i].puts[k], s->seats[i].position, to);
}

int
details_show(struct req *r)
{
	struct sheet	s = { .order = order_here(r) };
	struct answers	answers = { 0 };

	if (s.order == NULL)
		return not_found(r);
	if (!row_is(s.order, "state", "held"))
		return form_sent(r) ? see_other(r, "/checkout/%s", req_text(r, "order")) :
		    order_show(r);
	sheet_ask(r, &s);
	if (form_sent(r))	/* name or address are wrong: what else is wrong is said at once */
		read_answers(r, &s, s.each && strcmp(form_typed(r, "who"), "each") == 0, &answers);
	return sheet_show(r, &s);
}

static const struct order_holder *
read_holders(struct req *r, const struct sheet *s)
{
	struct order_holder *holders = make_array(r->arena, struct order_holder, s->seats_n + 1);

	for (size_t i = 0; i < s->seats_n; i++) {
		const char *email = asked_text(s->asked, s->seats[i].email);

		holders[i].name = asked_text(s->asked, s->seats[i].name);
		holders[i].email = *email == '\0' ? "" : text_email_key(r->arena, email);
	}
	return holders;
}

static void
blame_limit(struct req *r, const struct sheet *s, int64_t ticket_type)
{
	const char *name = "";

	for (size_t i = 0; i < s->lines.n; i++)
		if (row_id(s->lines.at[i], "ticket_type_id") == ticket_type)
			name = row_text(s->lines.at[i], "name");
	form_error(r, "email", text(r->arena,
	    _("With this order, this address would have more of “%s” than one person may have."), name));
}

int
details_post(struct req *r)
{
	const struct details_input	*in = r->form;
	struct actor			 actor = checkout_actor(r);
	struct sheet			 s = { .order = order_here(r) };
	struct order_details		 details = { .name = in->name,
	    .email = text_email_key(r->arena, in->email) };
	struct answers			 answers = { 0 };
	unsigned char			 key[KEY_BYTES];
	int64_t				 ticket_type = 0;
	bool				 each;

	if (s.order == NULL)
		return not_found(r);
	if (!key_read(r, in->key, key))
		return bad_request(r);
	sheet_ask(r, &s);
	each = s.each && strcmp(in->who, "each") == 0;
	read_answers(r, &s, each, &answers);
	if (row_is(s.order, "state", "held") && form_wrong(r))
		return sheet_show(r, &s);
	details.holders = each ? read_holders(r, &s) : NULL;
	details.answers = answers.at;
	details.answers_n = answers.n;
	switch (order_register(r->db, &actor, row_id(s.order, "order_id"), key, &details,
	    &ticket_type)) {
	case ORDER_DONE:
	case ORDER_REFUSED:	/* somebody was first: what it is now says the order's page */
		return see_other(r, "/checkout/%s", req_text(r, "order"));
	case ORDER_EXPIRED_FIRST:
		form_error(r, "", _("Your time ran out, and others have taken what was held for you."));
		return expired_show(r, s.order, true);
	case ORDER_PERSON_LIMIT:
		blame_limit(r, &s, ticket_type);
		return sheet_show(r, &s);
	case ORDER_BUSY:
		break;
	}
	return try_later(r);
}
