/*
 * form.c: typed fields: text in, a struct out; see form.h.
 *
 * A field goes three steps: its text is found and cleaned, what was typed is noted for
 * the page, and the kind's own parser writes the member or says what is wrong.
 */
#include "fcgi/form.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/lib/clock.h"
#include "core/lib/http.h"
#include "core/lib/id.h"
#include "core/lib/money.h"
#include "core/lib/row.h"
#include "core/lib/str.h"
#include "core/lib/template.h"
#include "core/lib/text.h"
#include "core/lib/words.h"
#include "fcgi/form_read.h"
#include "fcgi/form_rows.h"
#include "fcgi/page.h"
#include "fcgi/page_sent.h"
#include "fcgi/req.h"

static const struct field no_fields[] = { FIELD_END };

static int
show_nothing(struct req *r)
{
	return bad_request(r);
}

const struct form no_form = { .size = 1, .fields = no_fields, .show = show_nothing };

/* --- one kind after the other ------------------------------------------- */

/*
 * Read `typed`, which is not empty, into the member.  NULL, or a sentence about what is
 * wrong with it.
 */
typedef const char *parser(struct req *, const struct field *, const char *typed, void *member);

static const char *
keep_text(const char *typed, void *member)
{
	*(const char **)member = typed;
	return NULL;
}

static const char *
wrong_length(struct req *r, const struct field *f, size_t len)
{
	if ((int64_t)len < f->min)
		return text(r->arena, ngettext("At least %ld character, please.",
		    "At least %ld characters, please.", (unsigned long)f->min), (long)f->min);
	return text(r->arena, _("At most %ld characters, please; these are %ld."),
	    (long)f->max, (long)len);
}

static const char *
parse_text(struct req *r, const struct field *f, const char *typed, void *member)
{
	size_t len = text_length(typed);

	if ((int64_t)len < f->min || (int64_t)len > f->max)
		return wrong_length(r, f, len);
	return keep_text(typed, member);
}

static const char *
parse_secret(struct req *r, const struct field *f, const char *typed, void *member)
{
	size_t len = strlen(typed);

	if ((int64_t)len < f->min || (int64_t)len > f->max)
		return wrong_length(r, f, len);
	return keep_text(typed, member);
}

static const char *
parse_id(struct req *r, const struct field *f, const char *typed, void *member)
{
	int64_t id = id_parse(typed);

	(void)r;
	(void)f;
	if (id == 0)
		return _("Choose one of those on the page.");
	*(int64_t *)member = id;
	return NULL;
}

/* Digits, perhaps behind a minus, that fit; nothing else (ASSURANCE I05). */
static bool
read_int(const char *s, int64_t *to)
{
	size_t digits = strspn(s + (*s == '-'), "0123456789");

	if (digits == 0 || digits > 18 || s[(*s == '-') + digits] != '\0')
		return false;
	*to = strtoll(s, NULL, 10);
	return true;
}

static const char *
parse_int(struct req *r, const struct field *f, const char *typed, void *member)
{
	int64_t n;

	if (!read_int(typed, &n) || n < f->min || n > f->max)
		return text(r->arena, _("A whole number from %ld to %ld, please."), (long)f->min,
		    (long)f->max);
	*(int64_t *)member = n;
	return NULL;
}

/* Digits with at most one point or comma between or before them, perhaps behind a minus. */
static bool
read_real(struct arena *a, const char *typed, double *to)
{
	char	*copy = arena_copy(a, typed), *s = copy + (*copy == '-');
	size_t	 whole = strspn(s, "0123456789"), rest = 0;

	if (s[whole] == '.' || s[whole] == ',') {
		s[whole] = '.';
		rest = strspn(s + whole + 1, "0123456789");
		if (rest == 0 || s[whole + 1 + rest] != '\0')
			return false;
	} else if (s[whole] != '\0') {
		return false;
	}
	if (whole == 0 || whole + rest > 25)
		return false;
	*to = strtod(copy, NULL);
	return true;
}

static const char *
parse_real(struct req *r, const struct field *f, const char *typed, void *member)
{
	double n;

	if (!read_real(r->arena, typed, &n) || n < f->least || n > f->most)
		return text(r->arena, _("A number from %g to %g, please."), f->least, f->most);
	*(double *)member = n;
	return NULL;
}

static const char *
parse_money(struct req *r, const struct field *f, const char *typed, void *member)
{
	const char *currency = *(const char **)((char *)member - f->offset + f->other);

	(void)r;
	if (currency_exponent(currency) < 0 || !money_parse(typed, currency, member))
		return _("An amount like 12.50, please.");
	return NULL;
}

static int
days_in(int year, int month)
{
	static const int days[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

/* True when this looks like `shape`, in which a 0 stands for any digit. */
static bool
has_shape(const char *s, const char *shape)
{
	for (; *shape != '\0'; s++, shape++)
		if (*shape == '0' ? !isdigit((unsigned char)*s) : *s != *shape)
			return false;
	return *s == '\0';
}

/* A day of the calendar, of which the first ten letters have the shape. */
static bool
is_day(const char *s)
{
	int year, month, day;

	return sscanf(s, "%4d-%2d-%2d", &year, &month, &day) == 3 &&
	    year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= days_in(year, month);
}

static const char *
parse_day(struct req *r, const struct field *f, const char *typed, void *member)
{
	(void)r;
	(void)f;
	if (!has_shape(typed, "0000-00-00") || !is_day(typed))
		return _("A date, please: year, month and day, like 2027-05-31.");
	return keep_text(typed, member);
}

/* Browsers send "2026-12-05T20:00", some with seconds; people type a space. */
static const char *
parse_wall(struct req *r, const struct field *f, const char *typed, void *member)
{
	char	*wall = arena_copy(r->arena, typed);
	int	 hour, minute;

	(void)f;
	if (strlen(wall) > 10 && wall[10] == ' ')
		wall[10] = 'T';
	if (has_shape(wall, "0000-00-00T00:00:00"))
		wall[16] = '\0';
	if (!has_shape(wall, "0000-00-00T00:00") || !is_day(wall) ||
	    sscanf(wall + 11, "%2d:%2d", &hour, &minute) != 2 || hour > 23 || minute > 59)
		return _("A date and a time, please, like 2027-05-31 20:00.");
	return keep_text(wall, member);
}

static const char *
parse_zone(struct req *r, const struct field *f, const char *typed, void *member)
{
	(void)r;
	(void)f;
	return zone_valid(typed) ? keep_text(typed, member) :
	    _("A time zone from the list, please.");
}

static const char *
parse_url(struct req *r, const struct field *f, const char *typed, void *member)
{
	const char *url = http_url(r->arena, typed);

	(void)f;
	return url != NULL ? keep_text(url, member) :
	    _("A web address that begins with https://, please.");
}

static const char *
parse_email(struct req *r, const struct field *f, const char *typed, void *member)
{
	const char *email = text_email(r->arena, typed);

	(void)f;
	return email != NULL ? keep_text(email, member) :
	    _("An e-mail address like name@example.org, please.");
}

static const char *
parse_phone(struct req *r, const struct field *f, const char *typed, void *member)
{
	const char *phone = text_phone(r->arena, typed);

	(void)f;
	return phone != NULL ? keep_text(phone, member) :
	    _("A telephone number with its country, please, like +49 30 123456.");
}

static const char *
parse_choice(struct req *r, const struct field *f, const char *typed, void *member)
{
	(void)r;
	for (const char *const *choice = f->choices; *choice != NULL; choice++)
		if (strcmp(*choice, typed) == 0)
			return keep_text(*choice, member);
	return _("Choose one of those on the page.");
}

static const char *
parse_flag(struct req *r, const struct field *f, const char *typed, void *member)
{
	bool yes = strcmp(typed, "1") == 0 || strcmp(typed, "on") == 0 || strcmp(typed, "yes") == 0;

	(void)r;
	(void)f;
	if (!yes && strcmp(typed, "0") != 0)
		return _("Choose one of those on the page.");
	*(bool *)member = yes;
	return NULL;
}

static bool
is_slug(const char *s)
{
	if (*s == '-' || strstr(s, "--") != NULL || s[strlen(s) - 1] == '-')
		return false;
	return strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(s);
}

static const char *
parse_slug(struct req *r, const struct field *f, const char *typed, void *member)
{
	size_t len = strlen(typed);

	if (!is_slug(typed))
		return _("Small letters a to z, digits, and single hyphens between them, please.");
	if ((int64_t)len < f->min || (int64_t)len > f->max)
		return wrong_length(r, f, len);
	return keep_text(typed, member);
}

/* How the text of a field is cleaned before its parser sees it. */
enum cleaning {
	CLEAN_LINE,	/* text_clean() */
	CLEAN_LINES,
	CLEAN_NOT	/* as it came: a space is wrong in a number, and counts in a secret */
};

static const struct kind {
	parser		*parse;
	enum cleaning	 cleaning;
	bool		 is_text;	/* the member is a const char *: "" when there is nothing */
	bool		 has_length;	/* min and max are lengths */
} kinds[] = {
	[FIELD_KIND_TEXT]	= { parse_text,		CLEAN_LINE,	true,	true	},
	[FIELD_KIND_LINES]	= { parse_text,		CLEAN_LINES,	true,	true	},
	[FIELD_KIND_SECRET]	= { parse_secret,	CLEAN_NOT,	true,	true	},
	[FIELD_KIND_ID]		= { parse_id,		CLEAN_NOT,	false,	false	},
	[FIELD_KIND_INT]	= { parse_int,		CLEAN_NOT,	false,	false	},
	[FIELD_KIND_REAL]	= { parse_real,		CLEAN_NOT,	false,	false	},
	[FIELD_KIND_MONEY]	= { parse_money,	CLEAN_LINE,	false,	false	},
	[FIELD_KIND_WALL]	= { parse_wall,		CLEAN_LINE,	true,	false	},
	[FIELD_KIND_DAY]	= { parse_day,		CLEAN_LINE,	true,	false	},
	[FIELD_KIND_ZONE]	= { parse_zone,		CLEAN_LINE,	true,	false	},
	[FIELD_KIND_URL]	= { parse_url,		CLEAN_LINE,	true,	false	},
	[FIELD_KIND_EMAIL]	= { parse_email,	CLEAN_LINE,	true,	false	},
	[FIELD_KIND_PHONE]	= { parse_phone,	CLEAN_LINE,	true,	false	},
	[FIELD_KIND_CHOICE]	= { parse_choice,	CLEAN_LINE,	true,	false	},
	[FIELD_KIND_FLAG]	= { parse_flag,		CLEAN_LINE,	false,	false	},
	[FIELD_KIND_SLUG]	= { parse_slug,		CLEAN_LINE,	true,	true	},
	[FIELD_KIND_FILE]	= { NULL,		CLEAN_NOT,	false,	false	},
	[FIELD_KIND_ROWS]	= { NULL,		CLEAN_NOT,	false,	false	},
};

/* --- what the page is told ---------------------------------------------- */

static void
set_part(struct req *r, const char *field, const char *part, const char *value)
{
	page_text(r, text(r->arena, "form.%s.%s", field, part), value);
}

static const char *
get_part(struct req *r, const char *field, const char *part)
{
	return names_get(page_names(r), text(r->arena, "form.%s.%s", field, part));
}

/* A sentence in a list, with the field it is about. */
static void
add_sentence(struct req *r, const char *list, const char *field, const char *sentence)
{
	struct names *n = page_add(r, list);

	names_set(n, "", sentence);
	if (*field != '\0')
		names_set(n, "field", field);
}

void
form_error(struct req *r, const char *field, const char *sentence)
{
	if (*field != '\0' && *get_part(r, field, "error") != '\0')
		return;
	if (*field != '\0')
		set_part(r, field, "error", sentence);
	add_sentence(r, "form.errors", field, sentence);
	r->problems++;
}

bool
form_wrong(const struct req *r)
{
	return r->problems > 0;
}

const char *
form_first_error(struct req *r, const char **field)
{
	*field = names_get(page_names(r), "form.errors.0.field");
	return names_get(page_names(r), "form.errors.0");
}

void
form_dropped(struct req *r, const char *field, const char *sentence)
{
	add_sentence(r, "form.dropped", field, sentence);
	r->dropped++;
}

static bool
is_needed(const struct field *f)
{
	if (f->need != 0)
		return f->need == REQUIRED;
	return kinds[f->kind].has_length ? f->min > 0 : true;
}

/* The name a field goes by: its own, or with its row's in front. */
static const char *
name_in(struct req *r, const char *row, const struct field *f)
{
	return *row == '\0' ? f->name : text(r->arena, "%s.%s", row, f->name);
}

static void
show_fields(struct req *r, const struct field *fields, const char *row)
{
	for (const struct field *f = fields; f->kind != FIELD_KIND_END; f++) {
		const char *name = name_in(r, row, f);

		if (kinds[f->kind].has_length)
			set_part(r, name, "max", text(r->arena, "%ld", (long)f->max));
		if (!is_needed(f) && f->kind != FIELD_KIND_FLAG && f->kind != FIELD_KIND_ROWS)
			set_part(r, name, "optional", "1");
	}
}

/* What a row's fields are like; the row's own name, for the template to begin theirs with. */
static void
show_row(struct req *r, const struct field *rows, const char *name)
{
	page_text(r, text(r->arena, "form.%s", name), name);
	show_fields(r, rows->rows, name);
}

void
form_show(struct req *r, const struct form *form)
{
	show_fields(r, form->fields, "");
	for (const struct field *f = form->fields; f->kind != FIELD_KIND_END; f++)
		if (f->kind == FIELD_KIND_ROWS)
			show_row(r, f, text(r->arena, "blank.%s", f->name));
}

const char *
form_typed(struct req *r, const char *field)
{
	return get_part(r, field, "value");
}

const char *
form_aside(struct req *r)
{
	return r->aside == NULL ? "" : r->aside;
}

const char *
form_row_field(struct req *r, const char *rows, size_t row, const char *field)
{
	return text(r->arena, "%s.%zu.%s", rows, row, field);
}

void
form_row_value(struct req *r, const char *rows, size_t row, const char *field, const char *value)
{
	set_part(r, form_row_field(r, rows, row, field), "value", value);
}

size_t
form_rows(struct req *r, const char *rows)
{
	size_t n = 0;

	while (*names_get(page_names(r), text(r->arena, "form.%s.%zu", rows, n)) != '\0')
		n++;
	return n;
}

size_t
form_row_add(struct req *r, const struct form *form, const char *rows)
{
	size_t n = form_rows(r, rows);

	for (const struct field *f = form->fields; f->kind != FIELD_KIND_END; f++)
		if (f->kind == FIELD_KIND_ROWS && strcmp(f->name, rows) == 0)
			show_row(r, f, text(r->arena, "%s.%zu", rows, n));
	return n;
}

void
form_value(struct req *r, const char *field, const char *value)
{
	if (*get_part(r, field, "value") == '\0' && r->typed == false)
		set_part(r, field, "value", value);
}

/* A column as the field that edits it shows it. */
static const char *
column_as_typed(struct req *r, const struct field *f, struct row *row)
{
	const char	*currency;
	char		*wall;

	switch (f->kind) {
	case FIELD_KIND_ID:
		return id_text(r->arena, row_id(row, f->name));
	case FIELD_KIND_FLAG:
		return row_bool(row, f->name) ? "1" : "";
	case FIELD_KIND_MONEY:
		currency = row_text(row, "currency");
		if (currency_exponent(currency) < 0)
			return "";
		return money_decimal(r->arena, money_of(row_int(row, f->name), currency));
	case FIELD_KIND_WALL:
		wall = arena_copy(r->arena, row_text(row, f->name));
		if (strlen(wall) < 16)
			return "";
		wall[10] = 'T';
		wall[16] = '\0';
		return wall;
	case FIELD_KIND_SECRET: case FIELD_KIND_FILE: case FIELD_KIND_ROWS:
		return "";
	case FIELD_KIND_END: case FIELD_KIND_TEXT: case FIELD_KIND_LINES: case FIELD_KIND_INT:
	case FIELD_KIND_REAL: case FIELD_KIND_DAY: case FIELD_KIND_ZONE: case FIELD_KIND_URL:
	case FIELD_KIND_EMAIL: case FIELD_KIND_PHONE: case FIELD_KIND_CHOICE: case FIELD_KIND_SLUG:
		break;
	}
	return row_text(row, f->name);
}

void
form_row(struct req *r, const struct form *form, struct row *row)
{
	if (row == NULL)
		return;
	for (const struct field *f = form->fields; f->kind != FIELD_KIND_END; f++)
		if (row_has(row, f->name) && !row_null(row, f->name))
			form_value(r, f->name, column_as_typed(r, f, row));
}

bool
form_instant(struct req *r, const char *field, const char *wall, const char *zone, int64_t *utc)
{
	switch (zone_to_utc(wall, zone, utc)) {
	case WALL_OK: case WALL_TWICE:
		return true;
	case WALL_GAP:
		form_error(r, field,
		    _("Clocks are set forward that night, and this hour does not happen."));
		return false;
	case WALL_BAD: case WALL_BAD_ZONE:
		break;
	}
	form_error(r, field, _("A date and a time, please, like 2027-05-31 20:00."));
	return false;
}

/* --- reading ------------------------------------------------------------ */

/* One form being read. */
struct reading {
	struct req		*r;
	const struct params	*params;
	bool			 find;
	bool			 aside;	/* nothing is blamed */
	struct str		*query;	/* FIND: what was understood, for the canonical address */
	/* Of fields of a row: what their names begin with as sent, and on the page. */
	const char		*sent_row, *row;
};

static void
blame(struct reading *in, const struct field *f, const char *sentence)
{
	if (in->aside)
		return;
	if (in->find)
		form_dropped(in->r, name_in(in->r, in->row, f), sentence);
	else
		form_error(in->r, name_in(in->r, in->row, f), sentence);
}

static const char *
nothing_there(const struct field *f)
{
	if (f->kind == FIELD_KIND_FILE)
		return _("Choose a file.");
	if (f->kind == FIELD_KIND_CHOICE || f->kind == FIELD_KIND_ID)
		return _("Choose one.");
	return _("Fill this in.");
}

/* What was typed, for the page, if it can be shown at all. */
static void
echo(struct reading *in, const struct field *f, const char *typed)
{
	for (const char *s = typed; *s != '\0'; s++)
		if (((unsigned char)*s < ' ' && strchr("\r\n\t", *s) == NULL) || *s == 0x7f)
			return;
	if (f->kind != FIELD_KIND_SECRET && *typed != '\0' && text_is_utf8(typed, strlen(typed)))
		set_part(in->r, name_in(in->r, in->row, f), "value", typed);
}

static void
set_nothing(const struct field *f, void *member)
{
	if (kinds[f->kind].is_text)
		*(const char **)member = "";
	else if (f->kind == FIELD_KIND_REAL)
		*(double *)member = NAN;
}

/* The text of a field as its parser wants it; NULL when it cannot be text. */
static const char *
clean(struct req *r, const struct field *f, const struct param *p)
{
	if (p == NULL)
		return "";
	if (p->bad)
		return NULL;
	switch (kinds[f->kind].cleaning) {
	case CLEAN_LINE:
		return text_clean(r->arena, p->value, p->len, TEXT_LINE);
	case CLEAN_LINES:
		return text_clean(r->arena, p->value, p->len, TEXT_LINES);
	case CLEAN_NOT:
		break;
	}
	return p->value;
}

static void
note_query(struct reading *in, const struct field *f, const char *value)
{
	str_addf(in->query, "%s%s=%s", in->query->len == 0 ? "?" : "&",
	    name_in(in->r, in->row, f), text_url_escape(in->r->arena, value));
}

static void
read_text(struct reading *in, const struct field *f, const struct param *p, void *member)
{
	const char *typed = clean(in->r, f, p), *wrong;

	if (typed == NULL) {
		echo(in, f, p->bad ? "" : p->value);
		blame(in, f, _("This has characters that cannot be used. Type it again."));
		return;
	}
	echo(in, f, typed);
	if (*typed == '\0') {
		if (!in->find && is_needed(f))
			blame(in, f, nothing_there(f));
		return;
	}
	wrong = kinds[f->kind].parse(in->r, f, typed, member);
	if (wrong != NULL)
		blame(in, f, wrong);
	else if (in->find)
		note_query(in, f, typed);
}

static void
read_file(struct reading *in, const struct field *f, const struct param *p, struct upload *to)
{
	const char *name;

	if (p == NULL || !p->is_file || (p->len == 0 && *p->file_name == '\0')) {
		if (is_needed(f))
			blame(in, f, nothing_there(f));
		return;
	}
	if (p->len == 0) {
		blame(in, f, _("This file is empty."));
		return;
	}
	if ((int64_t)p->len > f->max) {
		blame(in, f, text(in->r->arena,
		    _("This file is too large: at most %ld MB, please."),
		    (long)(f->max / (1024 * 1024))));
		return;
	}
	name = text_clean(in->r->arena, p->file_name, strlen(p->file_name), TEXT_LINE);
	*to = (struct upload){ name == NULL ? "" : name, p->value, p->len };
}

static void read_fields(struct reading *, const struct field *, char *into);

/* The rows that were sent, packed and in the order the aside has given them. */
static void
read_rows(struct reading *in, const struct field *f, char *into)
{
	struct reading	 one = *in;
	struct req	*r = in->r;
	int		 numbers[FORM_ROW_NUMBERS];
	size_t		 n = form_rows_sent(in->params, f, numbers);
	char		*rows;

	n = form_rows_reshape(f, form_aside(r), numbers, n);
	if (n > (size_t)f->max) {
		blame(in, f, text(r->arena, _("At most %ld of these, please."), (long)f->max));
		n = (size_t)f->max;
	}
	rows = n == 0 ? NULL : arena_alloc(r->arena, n * f->size);
	for (size_t i = 0; i < n; i++) {
		one.sent_row = text(r->arena, "%s.%d", f->name, numbers[i]);
		one.row = text(r->arena, "%s.%zu", f->name, i);
		if (!in->find)
			show_row(r, f, one.row);
		read_fields(&one, f->rows, rows + i * f->size);
	}
	*(void **)(into + f->offset) = rows;
	*(size_t *)(into + f->other) = n;
}

static void
read_fields(struct reading *in, const struct field *fields, char *into)
{
	for (const struct field *f = fields; f->kind != FIELD_KIND_END; f++) {
		bool			 twice;
		void			*member = into + f->offset;
		const struct param	*p;

		if (f->kind == FIELD_KIND_ROWS) {
			read_rows(in, f, into);
			continue;
		}
		p = param_find(in->params, name_in(in->r, in->sent_row, f), &twice);
		set_nothing(f, member);
		if (f->kind == FIELD_KIND_FILE)
			read_file(in, f, p, member);
		else
			read_text(in, f, p != NULL && p->is_file ? NULL : p, member);
	}
}

/* True when a parameter belongs to these fields. */
static bool
is_of(const struct field *fields, const char *param)
{
	for (const struct field *f = fields; f->kind != FIELD_KIND_END; f++) {
		int		 number;
		const char	*part = f->kind != FIELD_KIND_ROWS ? NULL :
		    form_row_part(param, f->name, &number);

		if (part != NULL ? is_of(f->rows, part) : strcmp(param, f->name) == 0)
			return true;
	}
	return false;
}

bool
form_doubled(const struct form *form, const struct params *params)
{
	bool twice = false;

	for (size_t i = 0; i < params->n && !twice; i++)
		if (is_of(form->fields, params->at[i].name))
			param_find(params, params->at[i].name, &twice);
	return twice;
}

void
form_find(struct req *r, const struct form *form)
{
	struct reading	 in = { .r = r, .params = &r->query, .find = true,
		.query = str_new(r->arena), .sent_row = "", .row = "" };
	char		*into = arena_alloc(r->arena, form->size);

	read_fields(&in, form->fields, into);
	r->form = into;
	if (in.query->len > 0)
		r->canonical = text(r->arena, "%s%s", r->canonical, in.query->text);
	if (in.query->len > 0 || r->dropped > 0)
		page_noindex(r);
}

/* What the aside says; NULL when it says nothing, and the form is sent for its deed. */
static const char *
read_aside(struct req *r, const struct form *form)
{
	bool			 twice;
	const struct param	*p = form->aside == NULL ? NULL :
	    param_find(&r->fields, form->aside, &twice);

	return p == NULL || p->bad || p->is_file || p->len == 0 ? NULL :
	    text_clean(r->arena, p->value, p->len, TEXT_LINE);
}

bool
form_take(struct req *r, const struct form *form)
{
	struct reading	 in = { .r = r, .params = &r->fields, .sent_row = "", .row = "" };
	char		*into = arena_alloc(r->arena, form->size);

	r->typed = true;
	r->aside = read_aside(r, form);
	in.aside = r->aside != NULL;
	form_show(r, form);
	read_fields(&in, form->fields, into);
	if (r->problems > 0 || in.aside)
		return false;
	r->form = into;
	return true;
}

/* Nobody knows which one was meant; the page comes back with the sentence beside it. */
static void
blame_doubled(struct req *r, const struct form *form)
{
	for (size_t i = 0; i < r->fields.n; i++) {
		const char	*name = r->fields.at[i].name;
		bool		 twice = false;

		if (is_of(form->fields, name))
			param_find(&r->fields, name, &twice);
		if (twice)
			form_error(r, name, _("This came twice. Say it once, please."));
	}
}

bool
form_also(struct req *r, const struct form *form, void *into)
{
	struct reading	in = { .r = r, .params = &r->fields, .sent_row = "", .row = "" };
	size_t		before = r->problems;

	form_show(r, form);
	if (!r->typed)
		return true;
	blame_doubled(r, form);
	read_fields(&in, form->fields, into);
	return r->problems == before;
}

bool
form_sent(const struct req *r)
{
	return r->typed;
}

bool
form_has_file(const struct form *form)
{
	for (const struct field *f = form->fields; f->kind != FIELD_KIND_END; f++)
		if (f->kind == FIELD_KIND_FILE)
			return true;
	return false;
}
