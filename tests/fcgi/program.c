/* program.c: a program made up for the tests of this folder; see program.h. */
#include "tests/fcgi/program.h"

#include <stdlib.h>
#include <string.h>

#include "core/lib/id.h"
#include "core/lib/json.h"
#include "core/lib/template.h"
#include "tests/ask.h"

struct edit_input edited;
int edits;
struct upload uploaded;
int fills;
int64_t version = 1;

/* --- policies ----------------------------------------------------------- */

enum access
nobody(struct req *r)
{
	(void)r;
	return ACCESS_HIDDEN;
}

enum access
forbidding(struct req *r)
{
	(void)r;
	return ACCESS_FORBIDDEN;
}

enum access
hook_verify(struct req *r)
{
	size_t		 len;
	const char	*body = req_body(r, &len);

	return len > 4 && memcmp(body, "good", 4) == 0 ? ACCESS_OPEN : ACCESS_FORBIDDEN;
}

/* --- pages -------------------------------------------------------------- */

static int
say(struct req *r, const char *what)
{
	page_text(r, "said", what);
	return page(r, "test/said");
}

int
front_show(struct req *r)
{
	return say(r, "the front page");
}

int
thing_show(struct req *r)
{
	page_id(r, "event_id", req_id(r, "event"));
	if (req_id(r, "event") == 0)
		return not_found(r);
	if (!req_is_at(r, "/e/jazz-0000000000001"))
		return moved(r, "/e/jazz-0000000000001");
	return say(r, "jazz");
}

int
new_show(struct req *r)
{
	return say(r, "a new one");
}

int
deep_show(struct req *r)
{
	return say(r, text(r->arena, "%s has %s", req_text(r, "handle"), req_text(r, "event")));
}

int
own_show(struct req *r)
{
	return say(r, r->person == NULL ? "nobody" : r->person->name);
}

int
press_post(struct req *r)
{
	notice(r, "Pressed <hard>.");
	return see_other(r, "/edit");
}

int
hook_take(struct req *r)
{
	return reply_empty(r, 204);
}

int
return_take(struct req *r)
{
	return see_next(r, req_query(r, "next"), "/own");
}

int
answers_show(struct req *r)
{
	const char *which = req_text(r, "which");

	switch (atoi(which)) {
	case 403: return forbidden(r);
	case 404: return not_found(r);
	case 410: return gone(r);
	case 429: return too_many(r, 60);
	case 500: return broken(r);
	case 503: return try_later(r);
	case 1: return 200;	/* forgets to answer */
	case 2: return moved(r, "//evil.example");
	}
	return bad_request(r);
}

static void
kept_fill(struct req *r, void *id)
{
	fills++;
	page_int(r, "said", version * 1000 + *(const int64_t *)id);
}

int
kept_show(struct req *r)
{
	int64_t id = 7;

	return page_kept(r, "test/said", kept_fill, &id, id, version);
}

int
file_show(struct req *r)
{
	return reply_file(r, "text/csv", req_query(r, "name"), "a,b\r\n", 5);
}

int
shows_show(struct req *r)
{
	struct names *n;

	page_time(r, "show.starts_at", 1796500800, "Europe/Lisbon");	/* 2026-12-05 20:00 UTC */
	page_date(r, "show.born_on", "2026-12-05");
	page_money(r, "show.price_money", money_of(1250, "EUR"));
	page_money(r, "show.nothing_money", money_of(0, "EUR"));
	page_id(r, "show.thing_id", 1);
	page_text(r, "show.hostile", "\"><script>alert(1)</script>");
	page_html(r, "show.about_html", "<p>raw</p>");
	page_flag(r, "show.yes", true);
	page_flag(r, "show.no", false);
	for (int i = 0; i < 3; i++) {
		n = page_add(r, "list");
		names_set(n, "name", text(r->arena, "row %d", i));
	}
	return page(r, "test/shows");
}

/* --- forms -------------------------------------------------------------- */

static const char *const currencies[] = { "EUR", "JPY", "KWD", NULL };
static const char *const categories[] = { "music", "arts", NULL };

static const struct field part_fields[] = {
	FIELD_TEXT(struct edit_part, name, 1, 10),
	FIELD_INT(struct edit_part, quantity, 1, 10, OPTIONAL),
	FIELD_FLAG(struct edit_part, here),
	FIELD_CHOICE(struct edit_part, currency, currencies, OPTIONAL),
	FIELD_MONEY(struct edit_part, price, currency, OPTIONAL),
	FIELD_END
};

static const struct field edit_fields[] = {
	FIELD_TEXT(struct edit_input, title, 1, 20),
	FIELD_LINES(struct edit_input, about, 0, 100),
	FIELD_SECRET(struct edit_input, password, 8, 256, OPTIONAL),
	FIELD_ID(struct edit_input, venue, OPTIONAL),
	FIELD_INT(struct edit_input, quantity, 1, 10, OPTIONAL),
	FIELD_REAL(struct edit_input, latitude, -90, 90, OPTIONAL),
	FIELD_CHOICE(struct edit_input, currency, currencies, OPTIONAL),
	FIELD_MONEY(struct edit_input, price, currency, OPTIONAL),
	FIELD_WALL(struct edit_input, starts, OPTIONAL),
	FIELD_DAY(struct edit_input, day, OPTIONAL),
	FIELD_ZONE(struct edit_input, zone, OPTIONAL),
	FIELD_URL(struct edit_input, site, OPTIONAL),
	FIELD_EMAIL(struct edit_input, email, OPTIONAL),
	FIELD_PHONE(struct edit_input, phone, OPTIONAL),
	FIELD_CHOICE(struct edit_input, category, categories, OPTIONAL),
	FIELD_FLAG(struct edit_input, agreed),
	FIELD_SLUG(struct edit_input, handle, 3, 20, OPTIONAL),
	FIELD_ROWS(struct edit_input, parts, part_fields, 3),
	FIELD_TEXT(struct edit_input, aside, 0, 40),
	FIELD_END
};
const struct form edit_form = ASIDE_FORM(struct edit_input, edit_fields, edit_ask, "aside");

static const struct field upload_fields[] = {
	FIELD_TEXT(struct upload_input, title, 1, 20),
	FIELD_FILE(struct upload_input, cover, 1024 * 1024, REQUIRED),
	FIELD_END
};
const struct form upload_form = FORM(struct upload_input, upload_fields, edit_ask);

struct hold_input {
	int64_t quantity;
};
static const struct field hold_fields[] = {
	FIELD_INT(struct hold_input, quantity, 1, 10),
	FIELD_END
};
const struct form hold_form = PUBLIC_FORM(struct hold_input, hold_fields, edit_ask);

static const struct field find_fields[] = {
	FIELD_TEXT(struct find_input, q, 0, 100),
	FIELD_CHOICE(struct find_input, category, categories),
	FIELD_INT(struct find_input, page, 1, 50),
	FIELD_END
};
const struct form find_form = FIND_FORM(struct find_input, find_fields);

int
edit_ask(struct req *r)
{
	form_show(r, &edit_form);
	form_value(r, "title", "As it was");
	if (strcmp(form_aside(r), "parts.add") == 0)
		form_row_value(r, "parts", form_row_add(r, &edit_form, "parts"), "name", "new");
	return page(r, "test/edit");
}

/* What it got, kept for the test beyond the request. */
static const char *
kept(const char *s)
{
	return s == NULL ? NULL : arena_copy(ask_arena(), s);
}

static const struct edit_part *
kept_parts(const struct edit_input *in)
{
	struct edit_part *parts = make_array(ask_arena(), struct edit_part, in->parts_n + 1);

	for (size_t i = 0; i < in->parts_n; i++) {
		parts[i] = in->parts[i];
		parts[i].name = kept(parts[i].name);
	}
	return parts;
}

int
edit_post(struct req *r)
{
	const struct edit_input *in = r->form;

	edits++;
	edited = *in;
	edited.title = kept(in->title);
	edited.about = kept(in->about);
	edited.password = kept(in->password);
	edited.starts = kept(in->starts);
	edited.day = kept(in->day);
	edited.zone = kept(in->zone);
	edited.site = kept(in->site);
	edited.email = kept(in->email);
	edited.phone = kept(in->phone);
	edited.handle = kept(in->handle);
	edited.parts = kept_parts(in);
	if (in->parts_n > 0 && strcmp(in->parts[0].name, "taken") == 0) {
		form_error(r, form_row_field(r, "parts", 0, "name"), "That part is taken.");
		return edit_ask(r);
	}
	if (strcmp(in->title, "taken") == 0) {
		form_error(r, "title", "That is taken.");
		form_error(r, "title", "Said only once.");
		form_error(r, "", "And this is about all of it.");
		return edit_ask(r);
	}
	return see_other(r, "/e/%s", in->title);
}

int
upload_post(struct req *r)
{
	const struct upload_input *in = r->form;

	uploaded = in->cover;
	return see_other(r, "/edit");
}

int
hold_post(struct req *r)
{
	return see_other(r, "/edit");
}

int
find_show(struct req *r)
{
	const struct find_input *in = r->form;

	return say(r, text(r->arena, "q=%s category=%s page=%lld", in->q, in->category,
	    (long long)in->page));
}

/* --- the two programs --------------------------------------------------- */

#define ROUTES "tests/fcgi/routes.def"
#include "fcgi/route_table.h"

const struct program personal = { .name = "test", .routes = routes, .n = ROUTES_N };
const struct program shared = { .name = "test", .routes = routes, .n = ROUTES_N, .readonly = true };
