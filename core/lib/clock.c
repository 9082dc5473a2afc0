/* clock.c: instants and walls; see clock.h.  Zones are in zone.c, words in clock_show.c. */
#include "core/lib/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/lib/civil.h"
#include "core/lib/str.h"
#include "core/lib/zone.h"

#define YEAR_MIN	1583	/* the first whole one of the Gregorian calendar */
#define YEAR_MAX	9999
#define NO_OFFSET	(27 * 3600)	/* seconds; further apart are no wall and UTC (zone.c) */

/* --- now --------------------------------------------------------------------------------- */

int64_t
clock_now(void)
{
	return time(NULL);
}

int64_t
clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* --- zones --------------------------------------------------------------------------------- */

bool
zone_valid(const char *zone)
{
	return zone_find(zone) != NULL;
}

static const struct span utc_span = { INT64_MIN, INT64_MAX, 0, false, "UTC" };

/* What clocks do at an instant; *known says whether there is such a zone. */
static struct span
span_at(int64_t utc, const char *zone, bool *known)
{
	const struct zone *z = zone_find(zone);

	*known = z != NULL;
	return z != NULL ? zone_span(z, utc) : utc_span;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The third column of a line of zone.tab, NULL if it is a comment. */
static char *
zone_of_line(struct arena *a, char *line)
{
	char *at = line;

	for (int i = 0; i < 2; i++, at++)
		if (*line == '#' || (at = strchr(at, '\t')) == NULL)
			return NULL;
	return arena_copy_n(a, at, strcspn(at, "\t\n"));
}

const char *const *
zone_list(struct arena *a)
{
	enum { ROOM = 1024 };
	const char	**names = make_array(a, const char *, ROOM);
	char		  line[512];
	size_t		  n = 0;
	FILE		 *f = fopen("/usr/share/zoneinfo/zone.tab", "re");

	while (f != NULL && n < ROOM - 2 && fgets(line, sizeof(line), f) != NULL)
		if ((names[n] = zone_of_line(a, line)) != NULL)
			n++;
	if (f != NULL)
		fclose(f);
	names[n++] = "UTC";
	qsort(names, n, sizeof(names[0]), by_name);
	names[n] = NULL;
	return names;
}

/* --- reading dates and times ------------------------------------------------------------------ */

/* Exactly n digits. */
static bool
parse_digits(const char **s, int n, int least, int most, int *value)
{
	for (*value = 0; n > 0; n--, ++*s) {
		if (**s < '0' || **s > '9')
			return false;
		*value = *value * 10 + (**s - '0');
	}
	return *value >= least && *value <= most;
}

static bool
parse_date(const char **s, int *year, int *month, int *day)
{
	return parse_digits(s, 4, YEAR_MIN, YEAR_MAX, year) && *(*s)++ == '-' &&
	    parse_digits(s, 2, 1, 12, month) && *(*s)++ == '-' &&
	    parse_digits(s, 2, 1, days_in_month(*year, *month), day);
}

bool
clock_date_parse(const char *date, int *year, int *month, int *day)
{
	return parse_date(&date, year, month, day) && *date == '\0';
}

/* "2026-12-05T20:00[:00]" as seconds, as if in UTC. */
static bool
parse_wall(const char *s, int64_t *seconds)
{
	int year, month, day, hour, minute, second = 0;

	if (!parse_date(&s, &year, &month, &day) || (*s != 'T' && *s != ' ') || (s++, false) ||
	    !parse_digits(&s, 2, 0, 23, &hour) || *s++ != ':' || !parse_digits(&s, 2, 0, 59, &minute))
		return false;
	if (*s == ':' && (s++, !parse_digits(&s, 2, 0, 59, &second)))
		return false;
	*seconds = clock_utc(year, month, day) + hour * 3600 + minute * 60 + second;
	return *s == '\0';
}

/* --- from the wall to an instant ------------------------------------------------------------------ */

/* Look at every span that could show that wall: how many do, the first instant, or what to make of a gap. */
static enum wall_end
find_instant(const struct zone *z, int64_t wall, int64_t *utc)
{
	struct span	s = zone_span(z, wall - NO_OFFSET);
	int64_t		in_gap = 0;
	int		hits = 0;

	for (;; s = zone_span(z, s.until)) {
		int64_t t = wall - s.offset;

		if (t >= s.from && t < s.until && hits++ == 0)
			*utc = t;
		if (t >= s.until)
			in_gap = t;	/* the clock that nobody set, so far */
		if (s.until > wall + NO_OFFSET)
			break;
	}
	if (hits == 0)
		*utc = in_gap;
	return hits == 0 ? WALL_GAP : hits == 1 ? WALL_OK : WALL_TWICE;
}

enum wall_end
zone_to_utc(const char *wall, const char *zone, int64_t *utc)
{
	const struct zone	*z = zone_find(zone);
	int64_t			 seconds;

	if (z == NULL)
		return WALL_BAD_ZONE;
	if (wall == NULL || !parse_wall(wall, &seconds))
		return WALL_BAD;
	return find_instant(z, seconds, utc);
}

/* --- from an instant to the wall ---------------------------------------------------------------------- */

/* The nearest second that has a year of four digits. */
static int64_t
within_years(int64_t seconds)
{
	int64_t	first = clock_utc(YEAR_MIN, 1, 1), last = clock_utc(YEAR_MAX, 12, 31) + DAY_SECONDS - 1;

	return seconds < first ? first : seconds > last ? last : seconds;
}

bool
clock_wall(int64_t utc, const char *zone, struct wall *w)
{
	bool		known;
	struct span	s = span_at(within_years(utc), zone, &known);
	int64_t		seconds = within_years(within_years(utc) + s.offset), year;
	int64_t		days = days_of_seconds(seconds);
	int		of_day = (int)(seconds - days * DAY_SECONDS);

	civil_from_days(days, &year, &w->month, &w->day);
	w->year = (int)year;
	w->hour = of_day / 3600;
	w->minute = of_day / 60 % 60;
	w->second = of_day % 60;
	w->weekday = (weekday_of_days(days) + 6) % 7 + 1;
	w->offset = s.offset;
	w->summer = s.summer;
	snprintf(w->abbreviation, sizeof(w->abbreviation), "%s", s.abbreviation);
	return known;
}

/* "+01:00", and the seconds that only offsets of long ago have. */
static void
add_offset(struct str *s, int offset, const char *between)
{
	int positive = abs(offset);

	str_addf(s, "%c%02d%s%02d", offset < 0 ? '-' : '+', positive / 3600, between, positive / 60 % 60);
	if (positive % 60 != 0)
		str_addf(s, "%s%02d", between, positive % 60);
}

static const char *const weekdays[] = {
	"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
};
static const char *const months[] = {
	"January", "February", "March", "April", "May", "June", "July", "August", "September",
	"October", "November", "December"
};

static void
add_letter(struct str *s, char letter, const struct wall *w)
{
	switch (letter) {
	case 'Y': str_addf(s, "%04d", w->year); break;
	case 'm': str_addf(s, "%02d", w->month); break;
	case 'd': str_addf(s, "%02d", w->day); break;
	case 'e': str_addf(s, "%2d", w->day); break;
	case 'H': str_addf(s, "%02d", w->hour); break;
	case 'M': str_addf(s, "%02d", w->minute); break;
	case 'S': str_addf(s, "%02d", w->second); break;
	case 'F': str_addf(s, "%04d-%02d-%02d", w->year, w->month, w->day); break;
	case 'T': str_addf(s, "%02d:%02d:%02d", w->hour, w->minute, w->second); break;
	case 'R': str_addf(s, "%02d:%02d", w->hour, w->minute); break;
	case 'a': str_add_n(s, weekdays[w->weekday - 1], 3); break;
	case 'A': str_add(s, weekdays[w->weekday - 1]); break;
	case 'b': str_add_n(s, months[w->month - 1], 3); break;
	case 'B': str_add(s, months[w->month - 1]); break;
	case 'u': str_addf(s, "%d", w->weekday); break;
	case 'z': add_offset(s, w->offset, ""); break;
	case 'Z': str_add(s, w->abbreviation); break;
	case '%': str_addc(s, '%'); break;
	default: abort();	/* a programmer's mistake, as in printf's formats */
	}
}

char *
zone_wall(struct arena *a, int64_t utc, const char *zone, const char *fmt)
{
	struct str	*s = str_new(a);
	struct wall	 w;

	clock_wall(utc, zone, &w);
	for (; *fmt != '\0'; fmt++)
		if (*fmt != '%') {
			str_addc(s, *fmt);
		} else if (strncmp(fmt, "%:z", 3) == 0) {
			add_offset(s, w.offset, ":");
			fmt += 2;
		} else {
			add_letter(s, *++fmt, &w);
		}
	return s->text;
}

char *
clock_iso(struct arena *a, int64_t utc, const char *zone)
{
	const char *utcs[] = { "UTC", "Etc/UTC", "Z" };

	for (size_t i = 0; i < sizeof(utcs) / sizeof(utcs[0]); i++)
		if (strcmp(zone, utcs[i]) == 0)
			return zone_wall(a, utc, "UTC", "%FT%TZ");
	return zone_wall(a, utc, zone, "%FT%T%:z");
}

/* --- days ---------------------------------------------------------------------------------------------- */

int64_t
clock_utc(int year, int month, int day)
{
	return days_from_civil(year, month, day) * DAY_SECONDS;
}

/* The first instant of a day, counted from 1970-01-01: after a gap if there is one at midnight, and before it is repeated. */
static int64_t
day_begins(const struct zone *z, int64_t days)
{
	int64_t		wall = days * DAY_SECONDS, utc = wall;
	struct span	s;

	if (z == NULL || find_instant(z, wall, &utc) != WALL_GAP)
		return utc;
	s = zone_span(z, utc);
	return s.from;
}

int64_t
clock_day_start(int64_t utc, const char *zone, int days)
{
	bool		known;
	struct span	s = span_at(within_years(utc), zone, &known);

	return day_begins(zone_find(zone), days_of_seconds(within_years(utc) + s.offset) + days);
}

int64_t
clock_day(const char *date, const char *zone, int days)
{
	const struct zone	*z = zone_find(zone);
	int			 year, month, day;

	if (z == NULL || date == NULL || !clock_date_parse(date, &year, &month, &day))
		return -1;
	return day_begins(z, days_from_civil(year, month, day) + days);
}

int
clock_weekday(int64_t utc, const char *zone)
{
	struct wall w;

	clock_wall(utc, zone, &w);
	return w.weekday;
}
