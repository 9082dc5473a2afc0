/*
 * discover.c: find events by words, place, kind, date and price.
 *
 *	FIND /discover		discover_show
 *
 * Words are asked of the search engine; everything else, and words while the engine is
 * away, of the listing (sql/listing.sql).  What it looks like is templates/public/discover.cs.
 */
#include "handlers/public/public.h"

#include "core/domain/category.h"
#include "core/domain/search.h"
#include "core/lib/clock.h"
#include "core/lib/db.h"
#include "core/lib/id.h"
#include "core/lib/str.h"
#include "core/lib/template.h"
#include "core/lib/text.h"
#include "core/lib/words.h"
#include "fcgi/form.h"
#include "fcgi/program.h"
#include "sql/city.h"
#include "sql/listing.h"
#include "sql/search.h"

#include <inttypes.h>
#include <string.h>

#define PAGE_SHOWN	24
#define PAGES_MOST	40		/* 24 x 40 < SEARCH_DEPTH */
#define DAY		86400

/* --- what can be asked ----------------------------------------------------------- */

struct discover_input {
	const char	*q;		/* words */
	const char	*where;		/* a city: its slug, or its name as somebody typed it */
	const char	*when;		/* of when_names, or "" */
	const char	*category;
	const char	*from, *to;	/* days at the place */
	bool		 free;
	bool		 online;
	int64_t		 page;		/* from 1; 0 is 1 */
};

static const char *const when_names[] = { "today", "tomorrow", "weekend", "week", "month", NULL };

static const struct field discover_fields[] = {
	FIELD_TEXT(struct discover_input, q, 0, 100),
	FIELD_TEXT(struct discover_input, where, 0, 100),
	FIELD_CHOICE(struct discover_input, when, when_names),
	FIELD_CHOICE(struct discover_input, category, category_slugs),
	FIELD_DAY(struct discover_input, from),
	FIELD_DAY(struct discover_input, to),
	FIELD_FLAG(struct discover_input, free),
	FIELD_FLAG(struct discover_input, online),
	FIELD_INT(struct discover_input, page, 1, PAGES_MOST),
	FIELD_END
};

const struct form discover_form = FIND_FORM(struct discover_input, discover_fields);

/* A question, and what was found. */
struct discovery {
	struct discover_input	 in;		/* without what could not be used */
	struct row		*city;		/* NULL: anywhere */
	const struct category	*category;	/* NULL: any */
	int64_t			 from, to;
	struct rows		 events;
	bool			 more;		/* there is another page */
	int64_t			 total;		/* all that was found, counted to LISTING_COUNTED */
	struct rows		 kinds;		/* counts by category, from the listing */
	struct search_answer	 answer;	/* or from the search engine */
	bool			 engine_away;
};

static const char *
or_empty(const char *s)
{
	return s == NULL ? "" : s;
}

static const char *
when_word(const char *when)
{
	return strcmp(when, "today") == 0 ? _("Today") :
	    strcmp(when, "tomorrow") == 0 ? _("Tomorrow") :
	    strcmp(when, "weekend") == 0 ? _("This weekend") :
	    strcmp(when, "week") == 0 ? _("In the next 7 days") :
	    _("In the next 30 days");
}

/* --- understanding it ------------------------------------------------------------- */

/* The city that was meant; one we do not know is dropped with a sentence. */
static void
read_city(struct req *r, struct discovery *d)
{
	if (*d->in.where == '\0')
		return;
	d->city = q_city_by_slug(r->db, d->in.where);
	if (d->city == NULL)
		d->city = q_city_by_name(r->db, d->in.where);
	if (d->city != NULL) {
		d->in.where = row_text(d->city, "slug");
		page_text(r, "form.where.value", row_text(d->city, "name"));
		return;
	}
	if (!db_failed(r->db))
		form_dropped(r, "where", text(r->arena,
		    _("We know no city called “%s” yet, so this looks everywhere."), d->in.where));
	d->in.where = "";
}

/* Days as the clock in the city has them; where no city is chosen, as UTC has them. */
static void
read_when(struct req *r, struct discovery *d)
{
	const char	*zone = d->city == NULL ? "UTC" : row_text(d->city, "time_zone");
	const char	*when = d->in.when;
	int64_t		 today = clock_day_start(r->now, zone, 0);
	int		 weekday = clock_weekday(r->now, zone);	/* 1 is Monday */
	int		 saturday = 6 - weekday;	/* days from now; on a Sunday, yesterday */

	d->from = today;
	d->to = clock_day_start(r->now, zone, COMING_DAYS);
	if (*d->in.from != '\0')
		d->from = clock_day(d->in.from, zone, 0);
	if (*d->in.to != '\0')
		d->to = clock_day(d->in.to, zone, 1);
	if (strcmp(when, "today") == 0)
		d->to = clock_day_start(r->now, zone, 1);
	else if (strcmp(when, "tomorrow") == 0) {
		d->from = clock_day_start(r->now, zone, 1);
		d->to = clock_day_start(r->now, zone, 2);
	} else if (strcmp(when, "weekend") == 0) {
		d->from = clock_day_start(r->now, zone, saturday < 0 ? 0 : saturday);
		d->to = clock_day_start(r->now, zone, saturday + 2);
	} else if (strcmp(when, "week") == 0)
		d->to = clock_day_start(r->now, zone, 7);
	else if (strcmp(when, "month") == 0)
		d->to = clock_day_start(r->now, zone, 30);
	if (d->to <= d->from) {
		form_dropped(r, "to", _("The last day is before the first, so this looks at all days."));
		d->in.from = d->in.to = "";
		d->from = today;
		d->to = clock_day_start(r->now, zone, COMING_DAYS);
	}
}

static void
read_question(struct req *r, struct discovery *d)
{
	d->in = *(const struct discover_input *)r->form;
	d->in.q = or_empty(d->in.q);
	if (*d->in.q != '\0' && !search_has_words(r->arena, d->in.q)) {
		d->in.q = "";	/* nothing to look for: browse */
		page_noindex(r);
	}
	d->in.where = or_empty(d->in.where);
	d->in.when = or_empty(d->in.when);
	d->in.category = or_empty(d->in.category);
	d->in.from = or_empty(d->in.from);
	d->in.to = or_empty(d->in.to);
	if (d->in.page < 1)
		d->in.page = 1;
	if (*d->in.category != '\0')
		d->category = category_find(d->in.category);
	read_city(r, d);
	read_when(r, d);
}

/* --- asking the search engine -------------------------------------------------------- */

/* The cards of what was found, in the order it was found in. */
static struct rows
cards_of(struct req *r, const struct search_answer *answer)
{
	struct rows	 cards = q_listing_found(r->db,
	    (struct ids){ answer->found, answer->n });
	struct rows	 sorted = { 0, make_array(r->arena, struct row *, answer->n) };

	for (size_t i = 0; i < answer->n; i++)
		for (size_t j = 0; j < cards.n; j++)
			if (row_id(cards.at[j], "occurrence_id") == answer->found[i])
				sorted.at[sorted.n++] = cards.at[j];
	return sorted;
}

/* False when the engine is away. */
static bool
ask_engine(struct req *r, struct discovery *d)
{
	struct search_question question = {
		.words = d->in.q,
		.from = d->from,
		.to = d->to,
		.city = d->city == NULL ? 0 : row_id(d->city, "id"),
		.category = d->category == NULL ? 0 : d->category->number,
		.free = d->in.free,
		.online = d->in.online,
		.skip = (d->in.page - 1) * PAGE_SHOWN,
		.most = PAGE_SHOWN,
	};
	struct row *index = q_search_state(r->db);

	if (index == NULL ||
	    !search_ask(r->tools->search, r->arena, row_text(index, "active"), &question, &d->answer))
		return false;
	d->events = cards_of(r, &d->answer);
	d->total = d->answer.total;
	d->more = question.skip + PAGE_SHOWN < d->total && d->in.page < PAGES_MOST;
	return true;
}

/* --- asking the listing --------------------------------------------------------------- */

/* "%word%", with what LIKE would take for a wildcard taken as itself. */
static const char *
like_pattern(struct req *r, const char *word, size_t len)
{
	struct str *s = str_new(r->arena);

	str_addc(s, '%');
	for (size_t i = 0; i < len; i++) {
		if (strchr("%_\\", word[i]) != NULL)
			str_addc(s, '\\');
		str_addc(s, word[i]);
	}
	str_addc(s, '%');
	return s->text;
}

/* The first two words, which is as much as the plain way looks for. */
static void
like_patterns(struct req *r, const char *words, const char **first, const char **second)
{
	size_t len;

	*first = *second = "";
	words += strspn(words, " ");
	len = strcspn(words, " ");
	*first = like_pattern(r, words, len);
	words += len;
	words += strspn(words, " ");
	len = strcspn(words, " ");
	if (len > 0)
		*second = like_pattern(r, words, len);
}

static struct rows
ask_listing_page(struct req *r, struct discovery *d)
{
	const char	*first, *second;
	int64_t		 city = d->city == NULL ? 0 : row_id(d->city, "id");
	int64_t		 skip = (d->in.page - 1) * PAGE_SHOWN;

	if (*d->in.q == '\0')
		return q_listing_browse(r->db, d->from, d->to, city, d->in.category, d->in.free,
		    d->in.online, skip, PAGE_SHOWN + 1);
	like_patterns(r, d->in.q, &first, &second);
	return q_listing_words(r->db, first, second, d->from, d->to, city, d->in.category,
	    d->in.free, d->in.online, skip, PAGE_SHOWN + 1);
}

static void
ask_listing(struct req *r, struct discovery *d)
{
	d->events = ask_listing_page(r, d);
	d->more = d->events.n > PAGE_SHOWN && d->in.page < PAGES_MOST;
	if (d->events.n > PAGE_SHOWN)
		d->events.n = PAGE_SHOWN;
	if (*d->in.q != '\0') {
		d->total = -1;	/* the plain way does not count */
		return;
	}
	d->kinds = q_listing_categories(r->db, d->from, d->to,
	    d->city == NULL ? 0 : row_id(d->city, "id"), d->in.free, d->in.online, LISTING_COUNTED);
	for (size_t i = 0; i < d->kinds.n; i++)
		if (d->category == NULL || row_is(d->kinds.at[i], "category", d->category->slug))
			d->total += row_int(d->kinds.at[i], "n");
}

/* --- addresses of other questions -------------------------------------------------------- */

static void
add_field(struct req *r, struct str *s, const char *name, const char *value)
{
	if (*value == '\0')
		return;
	str_addf(s, "%c%s=%s", strchr(s->text, '?') == NULL ? '?' : '&', name,
	    text_url_escape(r->arena, value));
}

/* The address of a question, without what is not asked. */
static const char *
question_path(struct req *r, const struct discover_input *in)
{
	struct str *s = str_new(r->arena);

	str_add(s, "/discover");
	add_field(r, s, "q", in->q);
	add_field(r, s, "where", in->where);
	add_field(r, s, "when", in->when);
	add_field(r, s, "category", in->category);
	add_field(r, s, "from", in->from);
	add_field(r, s, "to", in->to);
	add_field(r, s, "free", in->free ? "1" : "");
	add_field(r, s, "online", in->online ? "1" : "");
	if (in->page > 1)
		add_field(r, s, "page", text(r->arena, "%" PRId64, in->page));
	return s->text;
}

static struct discover_input
first_page(const struct discovery *d)
{
	struct discover_input in = d->in;

	in.page = 1;
	return in;
}

/* --- showing it ------------------------------------------------------------------------------ */

static void
add_choice(struct req *r, struct names *filter, const char *words, int64_t n, bool on,
    const struct discover_input *in)
{
	struct names *choice = names_add(names_at(filter, "choices"));

	names_set(choice, "text", words);
	if (n >= 0)
		names_set(choice, "count_text", text(r->arena, "%" PRId64, n));
	names_set(choice, "path", question_path(r, in));
	if (on)
		names_set(choice, "on", "1");
}

static void
show_when_filter(struct req *r, const struct discovery *d)
{
	struct names *filter = page_add(r, "filters");

	names_set(filter, "name", "when");
	for (size_t i = 0; when_names[i] != NULL; i++) {
		struct discover_input	in = first_page(d);
		bool			on = strcmp(d->in.when, when_names[i]) == 0;

		in.from = in.to = "";
		in.when = on ? "" : when_names[i];
		add_choice(r, filter, when_word(when_names[i]), -1, on, &in);
	}
}

/* How many of this kind there are; -1: not counted. */
static int64_t
count_of(const struct discovery *d, const struct category *c)
{
	if (d->total < 0)
		return -1;
	for (size_t i = 0; i < d->kinds.n; i++)
		if (row_is(d->kinds.at[i], "category", c->slug))
			return row_int(d->kinds.at[i], "n");
	for (size_t i = 0; i < d->answer.categories_n; i++)
		if (d->answer.categories[i].value == c->number)
			return d->answer.categories[i].n;
	return 0;
}

static void
show_kind_filter(struct req *r, const struct discovery *d)
{
	struct names *filter = page_add(r, "filters");

	names_set(filter, "name", "kind");
	for (size_t i = 0; i < categories_n; i++) {
		const struct category	*c = &categories[i];
		struct discover_input	 in = first_page(d);
		bool			 on = d->category == c;
		int64_t			 n = count_of(d, c);

		if (n == 0 && !on)
			continue;	/* leads nowhere */
		in.category = on ? "" : c->slug;
		add_choice(r, filter, _(c->name), n, on, &in);
	}
}

static void
show_price_filter(struct req *r, const struct discovery *d)
{
	struct names		*filter = page_add(r, "filters");
	struct discover_input	 in = first_page(d);

	names_set(filter, "name", "price");
	in.free = !d->in.free;
	add_choice(r, filter, _("Free"), -1, d->in.free, &in);
	in = first_page(d);
	in.online = !d->in.online;
	add_choice(r, filter, _("Online"), -1, d->in.online, &in);
}

static void
add_active(struct req *r, const char *words, const struct discover_input *without)
{
	struct names *n = page_add(r, "active");

	names_set(n, "text", words);
	names_set(n, "path", question_path(r, without));
}

/* What is asked and stands in no row of chips, each with the way to take it back. */
static void
show_active(struct req *r, const struct discovery *d)
{
	struct discover_input in;

	if (d->city != NULL) {
		in = first_page(d);
		in.where = "";
		add_active(r, row_text(d->city, "name"), &in);
	}
	if (*d->in.q != '\0') {
		in = first_page(d);
		in.q = "";
		add_active(r, text(r->arena, _("“%s”"), d->in.q), &in);
	}
	if (*d->in.from != '\0' || *d->in.to != '\0') {
		in = first_page(d);
		in.from = in.to = "";
		add_active(r, text(r->arena, "%s – %s", d->in.from, d->in.to), &in);
	}
}

static void
keep(struct req *r, const char *name, const char *value)
{
	struct names *n;

	if (*value == '\0')
		return;
	n = page_add(r, "kept");
	names_set(n, "name", name);
	names_set(n, "value", value);
}

/* What the search form, which has words and place, must carry along. */
static void
show_kept(struct req *r, const struct discovery *d)
{
	keep(r, "when", d->in.when);
	keep(r, "category", d->in.category);
	keep(r, "from", d->in.from);
	keep(r, "to", d->in.to);
	keep(r, "free", d->in.free ? "1" : "");
	keep(r, "online", d->in.online ? "1" : "");
}

static void
show_pages(struct req *r, const struct discovery *d)
{
	struct discover_input in = d->in;

	if (d->more) {
		in.page = d->in.page + 1;
		page_text(r, "next_path", question_path(r, &in));
	}
	if (d->in.page > 1) {
		in.page = d->in.page - 1;
		page_text(r, "previous_path", question_path(r, &in));
	}
}

/* The last page that has events; the first, where nobody counted. */
static int64_t
last_page(const struct discovery *d)
{
	int64_t last = (d->total + PAGE_SHOWN - 1) / PAGE_SHOWN;

	return d->total <= 0 ? 1 : last > PAGES_MOST ? PAGES_MOST : last;
}

/* True when there are events, and this page comes after them. */
static bool
is_past_the_last(const struct discovery *d)
{
	return d->events.n == 0 && d->in.page > 1 && d->total != 0;
}

static void
show_way_back(struct req *r, const struct discovery *d)
{
	struct discover_input	 in = first_page(d);
	struct names		*n = page_add(r, "others");

	in.page = last_page(d);
	names_set(n, "text", in.page == 1 ? _("To the first page") : _("To the last page"));
	names_set(n, "path", question_path(r, &in));
	page_flag(r, "discover.past", true);
}

/* When nothing was found: the next best questions. */
static void
show_others(struct req *r, const struct discovery *d)
{
	struct discover_input	 in = first_page(d);
	struct names		*n;

	if (*in.when != '\0' || *in.from != '\0' || *in.to != '\0') {
		in.when = in.from = in.to = "";
		n = page_add(r, "others");
		names_set(n, "text", _("On any day"));
		names_set(n, "path", question_path(r, &in));
	}
	if (*in.where != '\0') {
		in.where = "";
		n = page_add(r, "others");
		names_set(n, "text", _("In any city"));
		names_set(n, "path", question_path(r, &in));
	}
	n = page_add(r, "others");
	names_set(n, "text", _("Everything that is on"));
	names_set(n, "path", "/discover");
}

static const char *
discover_title(struct req *r, const struct discovery *d)
{
	const char *what = d->category == NULL ? _("Events") : _(d->category->name);

	if (*d->in.q != '\0' && d->city != NULL)
		return text(r->arena, _("“%s” in %s"), d->in.q, row_text(d->city, "name"));
	if (*d->in.q != '\0')
		return text(r->arena, _("“%s”"), d->in.q);
	if (d->city != NULL)
		return text(r->arena, _("%s in %s"), what, row_text(d->city, "name"));
	return d->category == NULL ? _("All events") : what;
}

static const char *
found_words(struct req *r, const struct discovery *d)
{
	if (d->events.n == 0 && (d->total <= 0 || !is_past_the_last(d)))
		return _("No events");
	if (d->total < 0)	/* not counted */
		return d->more ? _("Events found") : public_count(r, (int64_t)d->events.n);
	return public_count(r, d->total);
}

static void
show_head(struct req *r, const struct discovery *d)
{
	page_text(r, "discover.title", discover_title(r, d));
	page_text(r, "discover.found_text", found_words(r, d));
	page_text(r, "discover.path", "/discover");
	if (d->engine_away)
		page_text(r, "discover.notice", _("Search is resting for a moment. "
		    "These are events whose title or place has your words; more will be found soon."));
}

/* A question that only filters, or finds nothing, is no page for search engines. */
static bool
worth_indexing(const struct discovery *d)
{
	return d->events.n > 0 && !d->engine_away && *d->in.q == '\0' && *d->in.when == '\0' &&
	    *d->in.from == '\0' && *d->in.to == '\0' && !d->in.free && !d->in.online;
}

/*
 * What words find is kept for a second only: who has just published looks for it, and five
 * seconds of "no events" on top of the index's own would break a promise.
 */
static int
page_briefly(struct req *r)
{
	int status = page(r, "public/discover");

	if (status == 200)
		reply_public(r, 1);
	return status;
}

/* Find what was asked for and show a page of it, soonest first. */
int
discover_show(struct req *r)
{
	struct discovery	d = { 0 };
	struct structured_site	site = public_site(r);

	read_question(r, &d);
	if (*d.in.q == '\0' || !ask_engine(r, &d)) {
		d.engine_away = *d.in.q != '\0' && !db_failed(r->db);
		ask_listing(r, &d);
	}
	show_head(r, &d);
	show_when_filter(r, &d);
	show_kind_filter(r, &d);
	show_price_filter(r, &d);
	show_active(r, &d);
	show_kept(r, &d);
	page_rows(r, "events", d.events);
	show_pages(r, &d);
	if (is_past_the_last(&d))
		show_way_back(r, &d);
	else if (d.events.n == 0)
		show_others(r, &d);
	if (!worth_indexing(&d))
		page_noindex(r);
	public_structured(r, structured_list(r->arena, &site, discover_title(r, &d), d.events));
	return *d.in.q == '\0' ? page(r, "public/discover") : page_briefly(r);
}
