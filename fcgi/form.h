/*
 * form.h: typed fields: text in, a struct out.
 *
 * A form is declared beside its handler.  What does not validate never reaches the
 * handler: a POST shows the form again (422), with what was typed in
 * form.<field>.value, what is wrong with it in form.<field>.error, and all that is
 * wrong in form.errors.0, .1, … (with .field); a FIND drops the filter, says so in
 * form.dropped.0, … (with .field), and goes on.  What is not declared does not exist.
 * form.<field>.optional and .max say what the form asks for.
 *
 *	static const struct field hold_fields[] = {
 *		FIELD_ID(struct hold_input, ticket_type, REQUIRED),
 *		FIELD_INT(struct hold_input, quantity, 1, HOLD_MAX),
 *		FIELD_END
 *	};
 *	const struct form hold_form = FORM(struct hold_input, hold_fields, hold_ask);
 *
 * Rows: fields that come once for each of several things are declared in a list of their own, and
 * arrive as an array and its length.  They are sent as `tickets.0.name`, `tickets.7.name`; numbers
 * may be left out, and what is sent decides how many rows there are.  The page is told
 * form.tickets.0.name.value, .error and so on, counted from 0; form.tickets.0 itself is
 * "tickets.0", what names of its fields begin with.  form.blank.tickets has .max and .optional
 * of a row that is not there yet, "blank.tickets".
 *
 *	FIELD_ROWS(struct event_input, tickets, ticket_fields, 20),	const struct … *tickets;
 *									size_t tickets_n;
 *
 * Aside: a form may name a field that asks for no deed but for the form as it is typed, with
 * nothing blamed (status 200): `.aside = "aside"`.  "tickets.2.remove", "tickets.2.up" and "tickets.2.down"
 * are done here; what else it asks for does the page that shows the form: form_aside().
 *
 * The member has the field's name.  REQUIRED or OPTIONAL may follow as the last
 * argument of each; without it a text is required when its least length is not 0, and
 * everything else but flags is required.  In a FIND nothing is.  What is optional and not
 * there is 0, "" or NULL as its kind has it.
 */
#ifndef FCGI_FORM_H
#define FCGI_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct req;
struct row;

enum field_kind {
	FIELD_KIND_END, FIELD_KIND_TEXT, FIELD_KIND_LINES, FIELD_KIND_SECRET, FIELD_KIND_ID,
	FIELD_KIND_INT, FIELD_KIND_REAL, FIELD_KIND_MONEY, FIELD_KIND_WALL, FIELD_KIND_DAY,
	FIELD_KIND_ZONE, FIELD_KIND_URL, FIELD_KIND_EMAIL, FIELD_KIND_PHONE, FIELD_KIND_CHOICE,
	FIELD_KIND_FLAG, FIELD_KIND_SLUG, FIELD_KIND_FILE, FIELD_KIND_ROWS
};

enum { REQUIRED = 1, OPTIONAL = 2 };

struct field {
	const char		*name;
	enum field_kind		 kind;
	size_t			 offset;	/* of the member */
	size_t			 other;		/* MONEY: of the member with its currency; ROWS: with their number */
	int64_t			 min, max;	/* code points, bytes, value or rows */
	double			 least, most;	/* REAL */
	const char *const	*choices;	/* CHOICE: ends with NULL */
	const struct field	*rows;		/* ROWS: the fields of one */
	size_t			 size;		/* ROWS: of the struct of one */
	int			 need;		/* REQUIRED, OPTIONAL or 0 */
};

/* What was sent for a file field; data is NULL when there was none. */
struct upload {
	const char	*name;		/* as the browser called it; clean text */
	const void	*data;
	size_t		 len;
};

#define FIELD_NEED(...)	.need = 0 __VA_OPT__(+ (__VA_ARGS__))
#define FIELD_(s, member, what, ...) \
	{ .name = #member, .kind = FIELD_KIND_##what, .offset = offsetof(s, member), __VA_ARGS__ }

/* const char *: one line, or many; `low` to `high` code points, clean (text.h). */
#define FIELD_TEXT(s, member, low, high, ...) \
	FIELD_(s, member, TEXT, .min = (low), .max = (high), FIELD_NEED(__VA_ARGS__))
#define FIELD_LINES(s, member, low, high, ...) \
	FIELD_(s, member, LINES, .min = (low), .max = (high), FIELD_NEED(__VA_ARGS__))
/* const char *: a password: bytes as they came, `low` to `high` of them, never shown again. */
#define FIELD_SECRET(s, member, low, high, ...) \
	FIELD_(s, member, SECRET, .min = (low), .max = (high), FIELD_NEED(__VA_ARGS__))
/* int64_t: an id in letters. */
#define FIELD_ID(s, member, ...)	FIELD_(s, member, ID, FIELD_NEED(__VA_ARGS__))
/* int64_t: a whole number in ASCII digits. */
#define FIELD_INT(s, member, low, high, ...) \
	FIELD_(s, member, INT, .min = (low), .max = (high), FIELD_NEED(__VA_ARGS__))
/* double: digits, one point or comma; latitude, longitude. NAN when optional and not there. */
#define FIELD_REAL(s, member, low, high, ...) \
	FIELD_(s, member, REAL, .least = (low), .most = (high), FIELD_NEED(__VA_ARGS__))
/* struct money, in the currency that `currency`, a FIELD_CHOICE declared before it, says. */
#define FIELD_MONEY(s, member, currency, ...) \
	FIELD_(s, member, MONEY, .other = offsetof(s, currency), FIELD_NEED(__VA_ARGS__))
/*
 * const char *: a wall clock's "2026-12-05T20:00"; a calendar's "2026-12-05"; see
 * form_instant().
 */
#define FIELD_WALL(s, member, ...)	FIELD_(s, member, WALL, FIELD_NEED(__VA_ARGS__))
#define FIELD_DAY(s, member, ...)	FIELD_(s, member, DAY, FIELD_NEED(__VA_ARGS__))
/* const char *: an IANA time zone. */
#define FIELD_ZONE(s, member, ...)	FIELD_(s, member, ZONE, FIELD_NEED(__VA_ARGS__))
/* const char *: https address; e-mail address (text_email); E.164. */
#define FIELD_URL(s, member, ...)	FIELD_(s, member, URL, FIELD_NEED(__VA_ARGS__))
#define FIELD_EMAIL(s, member, ...)	FIELD_(s, member, EMAIL, FIELD_NEED(__VA_ARGS__))
#define FIELD_PHONE(s, member, ...)	FIELD_(s, member, PHONE, FIELD_NEED(__VA_ARGS__))
/* const char *: one of a NULL-ended list; points into the list. */
#define FIELD_CHOICE(s, member, list, ...) \
	FIELD_(s, member, CHOICE, .choices = (list), FIELD_NEED(__VA_ARGS__))
/* bool: a checkbox. */
#define FIELD_FLAG(s, member)		FIELD_(s, member, FLAG, .need = OPTIONAL)
/* const char *: [a-z0-9-], `low` to `high`, no hyphen at either end or twice in a row. */
#define FIELD_SLUG(s, member, low, high, ...) \
	FIELD_(s, member, SLUG, .min = (low), .max = (high), FIELD_NEED(__VA_ARGS__))
/* struct upload: at most `bytes`, which are at most REQ_UPLOAD_MAX; makes the form multipart. */
#define FIELD_FILE(s, member, bytes, ...) \
	FIELD_(s, member, FILE, .max = (bytes), FIELD_NEED(__VA_ARGS__))
/* const struct x *, and size_t <member>_n: at most `most` rows of these fields; none in another. */
#define FIELD_ROWS(s, member, list, most) \
	{ .name = #member, .kind = FIELD_KIND_ROWS, .offset = offsetof(s, member), \
	  .other = offsetof(s, member##_n), .max = (most), .rows = (list), \
	  .size = sizeof(*((s *)0)->member), .need = OPTIONAL }
#define FIELD_END	{ .kind = FIELD_KIND_END }

struct form {
	size_t			 size;		/* of the struct */
	const struct field	*fields;
	int			(*show)(struct req *);	/* its page, for what does not validate */
	bool			 from_public;	/* on pages that carry no CSRF proof */
	const char		*aside;		/* the field that asks for no deed; NULL: none does */
};

/* A POST's form; a FIND's (`show` is never needed); one with an aside; one that stands on public pages. */
#define FORM(s, list, page)		{ .size = sizeof(s), .fields = (list), .show = (page) }
#define FIND_FORM(s, list)		{ .size = sizeof(s), .fields = (list) }
#define ASIDE_FORM(s, list, page, field) \
	{ .size = sizeof(s), .fields = (list), .show = (page), .aside = (field) }
#define PUBLIC_FORM(s, list, page)	\
	{ .size = sizeof(s), .fields = (list), .show = (page), .from_public = true }

/* A POST that needs no field but the CSRF proof: a button. */
extern const struct form no_form;
#define NO_FORM	no_form

/*
 * Blame a field ("" for none in particular), in a sentence that helps.  page() then answers 422.
 * The first sentence about a field stays.
 */
void form_error(struct req *, const char *field, const char *sentence);
bool form_wrong(const struct req *);		/* true when something was blamed */

/* The first sentence, "" when nothing was, and the field it blames; for who is not shown the page. */
const char *form_first_error(struct req *, const char **field);

/* The name of a field of a row, "tickets.2.name", for these and for form_value(). */
const char *form_row_field(struct req *, const char *rows, size_t row, const char *field);

/* Tell the visitor of a FIND what part of their question was not used, and why. */
void form_dropped(struct req *, const char *field, const char *sentence);

/*
 * For the page that shows a form: tell the template about its fields (.optional, .max);
 * what a field shows when nothing was typed yet; the same for every field that a row to
 * be edited has a column for.  What was typed stays.
 */
void form_show(struct req *, const struct form *);
void form_value(struct req *, const char *field, const char *value);
void form_row(struct req *, const struct form *, struct row *);

/* What was typed into a field, cleaned; "" when nothing was. */
const char *form_typed(struct req *, const char *field);

/* What the aside of the form that was sent asks for; "" when nothing. */
const char *form_aside(struct req *);

/*
 * One more row on the page that shows the form: its number.  form_row_value() sets what a field of it shows,
 * also on a form that was sent.
 */
size_t form_row_add(struct req *, const struct form *, const char *rows);
void form_row_value(struct req *, const char *rows, size_t row, const char *field,
    const char *value);
size_t form_rows(struct req *, const char *rows);	/* how many it shows now */

/*
 * Fields that are only known once the database was asked what to ask (questions, ticket types): read
 * from the same body into `into` (of form->size), as the route's own were.  Names are of letters, digits
 * and '_'.  False when one of them does not validate, or came twice.  Where no form was sent there is
 * nothing in them, and nothing is blamed.
 */
bool form_also(struct req *, const struct form *, void *into);
bool form_sent(const struct req *);		/* true when this answers a form that was sent */

/*
 * The instant a typed wall clock means in a zone.  When there is none (the hour that
 * is skipped in spring), or no such day, the field is blamed and the answer is false. Of two
 * it is the earlier.
 */
bool form_instant(struct req *, const char *field, const char *wall, const char *zone,
    int64_t *utc);

#endif
