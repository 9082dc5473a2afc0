/* demo_read.c: the sample events, as they are written in demo/<handle>.txt; see demo.h. */
#include "handlers/cli/demo.h"

#include "core/domain/category.h"
#include "core/lib/clock.h"
#include "core/lib/money.h"
#include "core/lib/str.h"

#include <stdlib.h>
#include <string.h>

#define FIELDS		10
#define EVENTS_MAX	64
#define VENUES_MAX	16
#define TICKETS_MAX	8
#define DAY		86400

struct venue {
	const char		*key;
	struct venue_input	 in;
	const char		*time_zone;
};

struct series {
	const char		*key, *category, *attendance, *venues;
	const char		*when;		/* "fri 20:00" */
	int			 minutes, first, every;
	struct ticket_input	 tickets[TICKETS_MAX];
	size_t			 n_tickets;
	struct str		*text;
	size_t			 first_event;	/* index of its first event */
};

/* A file while it is read. */
struct reader {
	struct arena		*arena;
	int64_t			 today;
	char			*field[FIELDS + 1];
	int			 n;		/* fields of this line */
	const char		*wrong;		/* NULL while all is well */
	struct demo_organizer	*o;
	struct str		*about;
	struct venue		 venues[VENUES_MAX];
	size_t			 n_venues;
	struct series		 series;
};

/* --- a line ---------------------------------------------------------------------------- */

static char *
trim(char *s)
{
	size_t n;

	while (*s == ' ')
		s++;
	for (n = strlen(s); n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\n'); n--)
		s[n - 1] = '\0';
	return s;
}

static void
split(struct reader *r, char *line)
{
	char *bar;

	r->n = 0;
	while (r->n < FIELDS && (bar = strstr(line, " | ")) != NULL) {
		*bar = '\0';
		r->field[r->n++] = trim(line);
		line = bar + 3;
	}
	r->field[r->n++] = trim(line);
}

static int
weekday_of(const char *name)
{
	static const char *const names[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

	for (int i = 0; i < 7; i++)
		if (strncmp(names[i], name, 3) == 0)
			return i + 1;
	return 0;
}

/* --- tickets ---------------------------------------------------------------------------- */

/* "Early birds 12.50 x80" */
static bool
read_ticket(struct reader *r, char *words, struct ticket_input *t)
{
	char		*count = strrchr(words, ' '), *price;
	struct money	 amount = { 0, "" };

	if (count == NULL || count[1] != 'x')
		return false;
	*count = '\0';
	if ((price = strrchr(words, ' ')) == NULL)
		return false;
	*price++ = '\0';
	if (strcmp(price, "free") != 0 && !money_parse(price, r->o->in.currency, &amount))
		return false;
	*t = (struct ticket_input){ .name = words, .about = "", .price = amount.minor,
	    .capacity = atoll(count + 2) };
	return t->capacity > 0;
}

static bool
read_tickets(struct reader *r, char *all)
{
	char *next;

	for (r->series.n_tickets = 0; all != NULL; all = next) {
		if ((next = strchr(all, ';')) != NULL)
			*next++ = '\0';
		if (r->series.n_tickets == TICKETS_MAX ||
		    !read_ticket(r, trim(all), &r->series.tickets[r->series.n_tickets++]))
			return false;
	}
	return true;
}

/* --- when --------------------------------------------------------------------------------- */

/*
 * The series' weekday and time, on or after so many days from today; by the wall clock of the
 * zone.
 */
static bool
place_in_time(struct reader *r, struct event_input *in, int64_t nth)
{
	const struct series	*s = &r->series;
	int64_t			 begin = r->today + (s->first + nth * s->every) * DAY;
	int			 weekday = weekday_of(s->when);

	while (clock_weekday(begin, in->time_zone) != weekday)
		begin += DAY;
	in->starts_wall = text(r->arena, "%sT%s",
	    zone_wall(r->arena, begin, in->time_zone, "%Y-%m-%d"),
	    s->when + 4);
	if (zone_to_utc(in->starts_wall, in->time_zone, &in->starts_at) >= WALL_BAD)
		return false;
	in->ends_at = in->starts_at + s->minutes * 60;
	in->ends_wall = zone_wall(r->arena, in->ends_at, in->time_zone, "%Y-%m-%dT%H:%M");
	in->dated = true;
	return true;
}

/* --- where --------------------------------------------------------------------------------- */

/* The keys of a series take turns; "-" is online. */
static const struct venue *
venue_for(const struct reader *r, int64_t nth)
{
	char	*keys = arena_copy(r->arena, r->series.venues), *key, *rest;
	int64_t	 n = 1;

	for (char *p = keys; *p != '\0'; p++)
		n += *p == ',';
	for (key = strtok_r(keys, ",", &rest); nth % n > 0; nth--)
		key = strtok_r(NULL, ",", &rest);
	for (size_t i = 0; i < r->n_venues; i++)
		if (strcmp(r->venues[i].key, trim(key)) == 0)
			return &r->venues[i];
	return NULL;
}

/* --- lines ----------------------------------------------------------------------------------- */

static void
take_organizer(struct reader *r)
{
	r->o->in = (struct organizer_input){
		.handle = r->field[1], .name = r->field[2], .summary = "", .about = "",
		    .website = "",
		.language = r->field[3], .country = r->field[4], .time_zone = r->field[5],
		.currency = r->field[6],
	};
	if (!zone_valid(r->field[5]) || currency_exponent(r->field[6]) < 0)
		r->wrong = "no such zone or currency";
}

static void
take_summary(struct reader *r)
{
	r->o->in.summary = r->field[1];
}

/* "- cheese", "1. arrive" */
static bool
is_item(const char *words)
{
	return strncmp(words, "- ", 2) == 0 || (*words >= '1' && *words <= '9' && words[1] == '.');
}

/* Lines of a list stay together; anything else is a paragraph of its own. */
static void
add_paragraph(struct str *s, const char *words)
{
	const char *last = strrchr(s->text, '\n');

	last = last == NULL ? s->text : last + 1;
	if (s->len > 0)
		str_add(s, is_item(last) && is_item(words) ? "\n" : "\n\n");
	str_add(s, words);
}

static void
take_about(struct reader *r)
{
	add_paragraph(r->about, r->field[1]);
}

/* The columns of a city in city.tsv: slug, name, country, zone, …; false when it is not there. */
static bool
find_city(struct reader *r, const char *slug, char *columns[4])
{
	const struct text_file	*file = text_files;
	char			*line;

	while (strcmp(file->name, "city.tsv") != 0)
		file++;
	line = strstr(file->text, text(r->arena, "\n%s\t", slug));
	if (line == NULL)
		return false;
	line = arena_copy_n(r->arena, line + 1, strcspn(line + 1, "\n"));
	for (int i = 0; i < 4; i++)
		columns[i] = strsep(&line, "\t");
	return true;
}

static void
take_venue(struct reader *r)
{
	char *city[4];

	if (r->n_venues == VENUES_MAX || !find_city(r, r->field[5], city)) {
		r->wrong = "too many venues, or no such city";
		return;
	}
	r->venues[r->n_venues++] = (struct venue){ r->field[1], {
		.name = r->field[2], .street = r->field[3], .postcode = r->field[4],
		    .city = city[1],
		.city_slug = city[0], .country = city[2], .located = true,
		.latitude = strtod(r->field[6], NULL), .longitude = strtod(r->field[7], NULL) },
		    city[3] };
}

static void
take_series(struct reader *r)
{
	r->series = (struct series){
		.key = r->field[1], .category = r->field[2], .attendance = r->field[3],
		    .venues = r->field[4],
		.when = r->field[5], .minutes = atoi(r->field[6]), .first = atoi(r->field[7]),
		.every = atoi(r->field[8]), .text = str_new(r->arena), .first_event = r->o->n,
	};
	if (category_find(r->series.category) == NULL)
		r->wrong = "no such category";
	else if (weekday_of(r->series.when) == 0 || r->series.minutes <= 0)
		r->wrong = "no such time";
	else if (!read_tickets(r, r->field[9]))
		r->wrong = "a ticket is \"Name 12.50 x80\" or \"Name free x80\"";
}

static void
take_text(struct reader *r)
{
	add_paragraph(r->series.text, r->field[1]);
}

static enum demo_end
end_of(const char *word)
{
	if (strcmp(word, "cancelled") == 0)
		return DEMO_CANCELLED;
	if (strcmp(word, "postponed") == 0)
		return DEMO_POSTPONED;
	return strcmp(word, "soldout") == 0 ? DEMO_SOLD_OUT : DEMO_GOES_ON;
}

static void
take_event(struct reader *r)
{
	const struct series	*s = &r->series;
	struct demo_event	*e = &r->o->events[r->o->n];
	int64_t			 nth = (int64_t)(r->o->n - s->first_event);
	struct ticket_input	*tickets = make_array(r->arena, struct ticket_input, s->n_tickets);
	const struct venue	*venue = *s->venues == '-' ? NULL : venue_for(r, nth);

	if (s->key == NULL || r->o->n == EVENTS_MAX || (venue == NULL && *s->venues != '-')) {
		r->wrong = "an event needs a series and a venue of this file";
		return;
	}
	memcpy(tickets, s->tickets, s->n_tickets * sizeof(*tickets));
	e->end = end_of(r->n > 3 ? r->field[3] : "");
	e->in = (struct event_input){
		.title = r->field[1], .summary = r->field[2], .category = s->category,
		.language = r->o->in.language, .attendance = s->attendance, .online_url = "",
		.about = s->text->text,
		.time_zone = venue == NULL ? r->o->in.time_zone : venue->time_zone,
		.currency = r->o->in.currency, .venue = venue == NULL ?
		    (struct venue_input){ .name = "", .street = "", .postcode = "",
		    .city = "", .city_slug = "", .country = "" } : venue->in,
		.tickets = tickets, .tickets_n = s->n_tickets,
	};
	if (strcmp(s->attendance, "in_person") != 0)
		e->in.online_url = text(r->arena, "https://meet.example/%s/%s", r->o->in.handle,
		    s->key);
	if (!place_in_time(r, &e->in, nth))
		r->wrong = "there is no such time";
	r->o->n++;
}

static const struct line {
	const char	*word;
	int		 least, most;	/* fields, the word included */
	void		(*take)(struct reader *);
} lines[] = {
	{ "organizer",	7, 7,	take_organizer },
	{ "summary",	2, 2,	take_summary },
	{ "about",	2, 2,	take_about },
	{ "venue",	8, 8,	take_venue },
	{ "series",	10, 10,	take_series },
	{ "text",	2, 2,	take_text },
	{ "event",	3, 4,	take_event },
};

static void
take_line(struct reader *r)
{
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		if (strcmp(lines[i].word, r->field[0]) != 0)
			continue;
		if (r->n < lines[i].least || r->n > lines[i].most)
			r->wrong = "another number of fields than such a line has";
		else
			lines[i].take(r);
		return;
	}
	r->wrong = "lines begin with organizer, summary, about, venue, series, text or event";
}

struct demo_organizer *
demo_read(struct arena *a, const struct text_file *file, int64_t today, const char **err)
{
	struct reader	 r = { .arena = a, .today = today, .about = str_new(a),
			     .o = make(a, struct demo_organizer) };
	char		*rest = arena_copy(a, file->text), *line;
	int		 number = 0;

	r.o->events = make_array(a, struct demo_event, EVENTS_MAX);
	while (r.wrong == NULL && (line = strsep(&rest, "\n")) != NULL && rest != NULL) {
		number++;
		split(&r, line);
		take_line(&r);
	}
	r.o->in.about = r.about->text;
	if (r.wrong == NULL)
		return r.o;
	*err = text(a, "%s:%d: %s", file->name, number, r.wrong);
	return NULL;
}
