/*
 * zone.c: reading the machine's tzdata; see zone.h.
 *
 * A file is a list of changes, then a rule for all years after the last of them, written as POSIX
 * writes TZ (RFC 9636, 3.3): "WET0WEST,M3.5.0/1,M10.5.0".
 */
#include "core/lib/zone.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/lib/civil.h"
#include "core/lib/log.h"

#define TZDIR		"/usr/share/zoneinfo"
#define HEAD		44		/* bytes of a TZif header */
#define TYPES_MAX	256
#define ABBREVIATION	16
#define OFFSET_MAX	(26 * 3600)	/* RFC 9636: offsets are within -25 and +26 hours */
#define KEPT_MAX	1024		/* power of two, more than tzdata has names */

/* When in a year: the n-th weekday of a month, or a day of the year. */
struct when {
	enum { WHEN_WEEKDAY, WHEN_JULIAN, WHEN_DAY } kind;
	int	month, week, weekday;	/* M3.5.0: the last Sunday of March */
	int	day;			/* J60 counts no 29 February and begins at 1; 59 does and begins at 0 */
	int	time;			/* seconds after that day's 00:00 on the wall, even negative ones */
};

struct manner {
	int	offset;
	bool	summer;
	char	abbreviation[ABBREVIATION];
};

/* What happens after the last listed change. */
struct rule {
	bool		there, both;	/* any rule at all; one with summer time */
	struct manner	standard, summer;
	struct when	begins, ends;	/* of summer time */
};

struct zone {
	size_t		 n, types;
	int64_t		*at;		/* instants of changes, ascending */
	uint8_t		*to;		/* to which manner */
	struct manner	*manners;
	struct rule	 rule;
};

/* --- the rule at the end: POSIX TZ ---------------------------------------------------------- */

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "WEST" or "<+03>". */
static bool
parse_abbreviation(const char **s, char to[ABBREVIATION])
{
	bool		 quoted = **s == '<';
	const char	*from = *s + quoted, *at = from;

	while (is_letter(*at) || (quoted && (is_digit(*at) || *at == '+' || *at == '-')))
		at++;
	if (at - from < 3 || at - from >= ABBREVIATION || (quoted && *at != '>'))
		return false;
	memcpy(to, from, (size_t)(at - from));
	to[at - from] = '\0';
	*s = at + quoted;
	return true;
}

static bool
parse_number(const char **s, int least, int most, int *n)
{
	const char *at = *s;

	for (*n = 0; is_digit(*at) && at - *s < 3; at++)
		*n = *n * 10 + (*at - '0');
	if (at == *s || is_digit(*at) || *n < least || *n > most)
		return false;
	*s = at;
	return true;
}

/* [+-]hh[:mm[:ss]] in seconds. */
static bool
parse_time(const char **s, int hours_max, int *seconds)
{
	int sign = **s == '-' ? -1 : 1, hours, minutes = 0, rest = 0;

	*s += **s == '-' || **s == '+';
	if (!parse_number(s, 0, hours_max, &hours))
		return false;
	if (**s == ':' && (++*s, !parse_number(s, 0, 59, &minutes)))
		return false;
	if (**s == ':' && (++*s, !parse_number(s, 0, 59, &rest)))
		return false;
	*seconds = sign * (hours * 3600 + minutes * 60 + rest);
	return true;
}

static bool
parse_weekday(const char **s, struct when *w)
{
	w->kind = WHEN_WEEKDAY;
	return parse_number(s, 1, 12, &w->month) && *(*s)++ == '.' &&
	    parse_number(s, 1, 5, &w->week) && *(*s)++ == '.' && parse_number(s, 0, 6, &w->weekday);
}

/* ",M3.5.0/1" */
static bool
parse_when(const char **s, struct when *w)
{
	bool good;

	if (*(*s)++ != ',')
		return false;
	w->time = 2 * 3600;
	if (**s == 'M') {
		++*s;
		good = parse_weekday(s, w);
	} else if (**s == 'J') {
		++*s;
		w->kind = WHEN_JULIAN;
		good = parse_number(s, 1, 365, &w->day);
	} else {
		w->kind = WHEN_DAY;
		good = parse_number(s, 0, 365, &w->day);
	}
	if (good && **s == '/')
		return ++*s, parse_time(s, 167, &w->time);
	return good;
}

/* The rule in s, which ends it; an empty one says nothing of later years. */
static bool
parse_rule(const char *s, struct rule *r)
{
	int west;

	if (*s == '\0')
		return true;
	r->there = true;
	if (!parse_abbreviation(&s, r->standard.abbreviation) || !parse_time(&s, 24, &west))
		return false;
	r->standard.offset = -west;	/* POSIX counts to the west */
	if (*s == '\0')
		return true;
	r->both = r->summer.summer = true;
	if (!parse_abbreviation(&s, r->summer.abbreviation))
		return false;
	r->summer.offset = r->standard.offset + 3600;
	if (*s != ',') {
		if (!parse_time(&s, 24, &west))
			return false;
		r->summer.offset = -west;
	}
	return parse_when(&s, &r->begins) && parse_when(&s, &r->ends) && *s == '\0';
}

/* --- the file ----------------------------------------------------------------------------------- */

struct head {
	size_t utcs, standards, leaps, times, types, letters;
};

static uint32_t
be32(const unsigned char *b)
{
	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static int64_t
be64(const unsigned char *b)
{
	return (int64_t)((uint64_t)be32(b) << 32 | be32(b + 4));
}

static bool
parse_head(const unsigned char *b, size_t n, struct head *h)
{
	if (n < HEAD || memcmp(b, "TZif", 4) != 0 || b[4] < '2')
		return false;
	h->utcs = be32(b + 20);
	h->standards = be32(b + 24);
	h->leaps = be32(b + 28);
	h->times = be32(b + 32);
	h->types = be32(b + 36);
	h->letters = be32(b + 40);
	return h->utcs <= ZONE_FILE_MAX && h->standards <= ZONE_FILE_MAX && h->leaps <= ZONE_FILE_MAX &&
	    h->times <= ZONE_FILE_MAX && h->types <= TYPES_MAX && h->letters <= ZONE_FILE_MAX;
}

/* Bytes of what follows a header, where a time takes `wide` bytes. */
static size_t
body_size(const struct head *h, size_t wide)
{
	return h->times * (wide + 1) + h->types * 6 + h->letters + h->leaps * (wide + 4) +
	    h->standards + h->utcs;
}

static bool
parse_changes(struct zone *z, const unsigned char *times, const unsigned char *indexes)
{
	for (size_t i = 0; i < z->n; i++) {
		z->at[i] = be64(times + i * 8);
		z->to[i] = indexes[i];
		if (z->to[i] >= z->types || (i > 0 && z->at[i] <= z->at[i - 1]))
			return false;
	}
	return true;
}

static bool
parse_manners(struct zone *z, const unsigned char *b, const char *letters, size_t letters_n)
{
	for (size_t i = 0; i < z->types; i++, b += 6) {
		struct manner	*m = &z->manners[i];
		int32_t		 offset = (int32_t)be32(b);
		size_t		 len = b[5] < letters_n ? strnlen(letters + b[5], letters_n - b[5]) : letters_n;

		if (b[5] + len >= letters_n || len >= ABBREVIATION || b[4] > 1 ||
		    offset < -OFFSET_MAX || offset > OFFSET_MAX)
			return false;
		m->offset = offset;
		m->summer = b[4] == 1;
		memcpy(m->abbreviation, letters + b[5], len);
	}
	return true;
}

/* The line at the end of the file: "\n<rule>\n". */
static bool
parse_foot(const unsigned char *b, size_t n, struct rule *r)
{
	char			 line[128];
	const unsigned char	*end;

	if (n < 2 || b[0] != '\n' || (end = memchr(b + 1, '\n', n - 1)) == NULL ||
	    (size_t)(end - b) > sizeof(line) || memchr(b, '\0', (size_t)(end - b)) != NULL)
		return false;
	memcpy(line, b + 1, (size_t)(end - b - 1));
	line[end - b - 1] = '\0';
	return parse_rule(line, r);
}

static void *
zeroed(size_t n, size_t size)
{
	void *p = calloc(n + 1, size);

	if (p == NULL) {
		log_line(LOG_ERROR, "out of memory", LOG_END);
		_exit(71);	/* as the arena does */
	}
	return p;
}

/* All of the second half of a file, the one with 64-bit times. */
static bool
parse_body(struct zone *z, const unsigned char *b, size_t n, const struct head *h)
{
	const unsigned char	*indexes = b + h->times * 8, *types = indexes + h->times;
	const char		*letters = (const char *)types + h->types * 6;

	z->n = h->times;
	z->types = h->types;
	z->at = zeroed(z->n, sizeof(z->at[0]));
	z->to = zeroed(z->n, 1);
	z->manners = zeroed(z->types, sizeof(z->manners[0]));
	return parse_changes(z, b, indexes) && parse_manners(z, types, letters, h->letters) &&
	    parse_foot(b + body_size(h, 8), n - body_size(h, 8), &z->rule);
}

struct zone *
zone_parse(const void *bytes, size_t n)
{
	const unsigned char	*b = bytes;
	struct head		 h;
	struct zone		*z;

	/* The first half is the same with 32-bit times, for readers of long ago. */
	if (n > ZONE_FILE_MAX || !parse_head(b, n, &h) || body_size(&h, 4) > n - HEAD)
		return NULL;
	b += HEAD + body_size(&h, 4);
	n -= HEAD + body_size(&h, 4);
	if (!parse_head(b, n, &h) || body_size(&h, 8) > n - HEAD)
		return NULL;
	/* Leap seconds are in the files of right/ alone, whose times are not unix time. */
	if (h.leaps != 0 || h.types == 0)
		return NULL;
	z = zeroed(1, sizeof(*z));
	if (parse_body(z, b + HEAD, n - HEAD, &h))
		return z;
	zone_free(z);
	return NULL;
}

void
zone_free(struct zone *z)
{
	if (z == NULL)
		return;
	free(z->at);
	free(z->to);
	free(z->manners);
	free(z);
}

/* --- spans ------------------------------------------------------------------------------------------ */

static struct span
span_of(const struct manner *m, int64_t from, int64_t until)
{
	return (struct span){ from, until, m->offset, m->summer, m->abbreviation };
}

/* Days since 1970 of what the rule says for a year. */
static int64_t
day_of(const struct when *w, int64_t year)
{
	int64_t	first;
	int	day;

	switch (w->kind) {
	case WHEN_JULIAN:
		return days_from_civil(year, 1, 1) + w->day - 1 + (w->day > 59 && is_leap_year(year));
	case WHEN_DAY:
		return days_from_civil(year, 1, 1) + w->day;
	case WHEN_WEEKDAY:
		break;
	}
	first = days_from_civil(year, w->month, 1);
	day = (w->weekday - weekday_of_days(first) + 7) % 7 + (w->week - 1) * 7;
	return first + (day >= days_in_month(year, w->month) ? day - 7 : day);
}

/* The instant a rule's change happens in a year; `offset` is what clocks have before it. */
static int64_t
change_at(const struct when *w, int64_t year, int offset)
{
	return day_of(w, year) * DAY_SECONDS + w->time - offset;
}

/* The span of an instant after the listed changes, the last of which was at `since`. */
static struct span
span_by_rule(const struct rule *r, int64_t utc, int64_t since)
{
	int64_t		 year = year_of_days(days_of_seconds(utc));
	struct span	 s = span_of(&r->standard, INT64_MIN, INT64_MAX);

	if (r->both)
		for (int64_t y = year - 1; y <= year + 1; y++) {
			int64_t		 begins = change_at(&r->begins, y, r->standard.offset);
			int64_t		 ends = change_at(&r->ends, y, r->summer.offset);
			bool		 first = begins <= ends;	/* north of the equator */
			struct span	 one = span_of(first ? &r->summer : &r->standard, first ? begins : ends, INT64_MAX);
			struct span	 two = span_of(first ? &r->standard : &r->summer, first ? ends : begins, INT64_MAX);

			for (int i = 0; i < 2; i++) {
				struct span next = i == 0 ? one : two;

				if (next.from <= utc)
					s = next;
				else if (next.from < s.until)
					s.until = next.from;
			}
		}
	if (s.from < since)
		s.from = since;
	return s;
}

/* How many changes happened up to that instant. */
static size_t
changes_until(const struct zone *z, int64_t utc)
{
	size_t low = 0, high = z->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (z->at[middle] <= utc)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct span
zone_span(const struct zone *z, int64_t utc)
{
	size_t	i = changes_until(z, utc);
	int64_t	from = i > 0 ? z->at[i - 1] : INT64_MIN;

	if (i == z->n && z->rule.there)
		return span_by_rule(&z->rule, utc, from);
	/* Before the first change, the first manner holds (RFC 9636, 3.2). */
	return span_of(&z->manners[i > 0 ? z->to[i - 1] : 0], from, i < z->n ? z->at[i] : INT64_MAX);
}

/* --- by name -------------------------------------------------------------------------------------------- */

/* A name as tzdata's are: no dots, nothing absolute, and not one of the folders and files that are no places. */
static bool
is_zone_name(const char *name)
{
	static const char *const	no_places[] = { "Factory", "localtime", "posixrules" };
	static const char		letters[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-/";
	size_t				len = strnlen(name, ZONE_NAME_MAX);

	if (len == 0 || len == ZONE_NAME_MAX || strspn(name, letters) != len || *name == '/' ||
	    strncmp(name, "posix/", 6) == 0 || strncmp(name, "right/", 6) == 0)
		return false;
	for (size_t i = 0; i < sizeof(no_places) / sizeof(no_places[0]); i++)
		if (strcmp(name, no_places[i]) == 0)
			return false;
	return true;
}

static struct zone *
zone_read(const char *name)
{
	unsigned char	 bytes[ZONE_FILE_MAX];
	char		 path[sizeof(TZDIR) + ZONE_NAME_MAX];
	struct stat	 st;
	ssize_t		 n = -1;
	int		 fd;

	snprintf(path, sizeof(path), TZDIR "/%s", name);
	if ((fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)) < 0)
		return NULL;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		n = read(fd, bytes, sizeof(bytes));
	close(fd);
	return n <= 0 ? NULL : zone_parse(bytes, (size_t)n);
}

/* What this process has read so far: a hash table that only grows, by FNV-1a. */
static struct {
	char		 name[ZONE_NAME_MAX];
	struct zone	*zone;
} kept[KEPT_MAX];

static size_t
slot_of(const char *name)
{
	uint32_t hash = 2166136261u;

	for (const char *at = name; *at != '\0'; at++)
		hash = (hash ^ (unsigned char)*at) * 16777619u;
	for (;; hash++)
		if (kept[hash % KEPT_MAX].zone == NULL || strcmp(kept[hash % KEPT_MAX].name, name) == 0)
			return hash % KEPT_MAX;
}

const struct zone *
zone_find(const char *name)
{
	static size_t	n;
	size_t		slot;

	if (name == NULL || !is_zone_name(name))
		return NULL;
	slot = slot_of(name);
	if (kept[slot].zone != NULL || n == KEPT_MAX - 1)
		return kept[slot].zone;
	if ((kept[slot].zone = zone_read(name)) != NULL) {
		strcpy(kept[slot].name, name);
		n++;
	}
	return kept[slot].zone;
}
