/*
 * clock_show.c: dates as people say them, in their language; see clock.h.
 *
 * ICU is asked once for a language's patterns and names, and never again: what it would do with
 * them takes it ten times as long, and its zones are out of date.  Patterns are those of Unicode
 * TR35, part 4, of which these letters occur here: E c M L d y H m.
 */
#include "core/lib/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "core/lib/civil.h"
#include "core/lib/log.h"
#include "core/lib/str.h"

#define LANGUAGES_MAX	16
#define NAME_MAX_BYTES	48
#define PATTERN_MAX	96

/* How each style is asked for: a skeleton, or with a '=' in front a pattern. */
static const char *const skeletons[CLOCK_STYLES] = {
	[CLOCK_FULL] = "yMMMEdHm",
	[CLOCK_NEAR] = "MMMEdHm",
	[CLOCK_DAY_TIME] = "yMMMEdHm",
	[CLOCK_DAY] = "yMMMEd",
	[CLOCK_DAY_NEAR] = "MMMEd",
	[CLOCK_DATE] = "yMMMMEEEEd",
	[CLOCK_MONTH_YEAR] = "yMMMM",
	[CLOCK_TIME] = "Hm",
	[CLOCK_WEEKDAY] = "=ccc",
	[CLOCK_WEEKDAY_WHOLE] = "=cccc",
	[CLOCK_MONTH] = "=LLL",
	[CLOCK_DAY_OF_MONTH] = "=d",
	[CLOCK_YEAR] = "=y",
};

enum names { WEEKDAY, WEEKDAY_WHOLE, WEEKDAY_ALONE, WEEKDAY_WHOLE_ALONE,
	MONTH, MONTH_WHOLE, MONTH_ALONE, MONTH_WHOLE_ALONE, NAMES };

static const UDateFormatSymbolType symbols[NAMES] = {
	UDAT_SHORT_WEEKDAYS, UDAT_WEEKDAYS, UDAT_STANDALONE_SHORT_WEEKDAYS, UDAT_STANDALONE_WEEKDAYS,
	UDAT_SHORT_MONTHS, UDAT_MONTHS, UDAT_STANDALONE_SHORT_MONTHS, UDAT_STANDALONE_MONTHS
};

struct tongue {
	char	language[16];
	char	patterns[CLOCK_STYLES][PATTERN_MAX];
	char	names[NAMES][13][NAME_MAX_BYTES];	/* weekdays from 1, Sunday; months from 0 */
};

static struct tongue	*tongues[LANGUAGES_MAX];

/* --- what ICU knows -------------------------------------------------------------------- */

/* ICU has no data, or the buffer is too small for what it says: neither happens to who runs the tests. */
static void
must(UErrorCode e, const char *what)
{
	if (U_SUCCESS(e))
		return;
	log_line(LOG_ERROR, "ICU failed", LOG_TEXT("what", what), LOG_TEXT("why", u_errorName(e)), LOG_END);
	abort();
}

static void
to_utf8(char *to, size_t size, const UChar *from)
{
	UErrorCode e = U_ZERO_ERROR;

	u_strToUTF8(to, (int32_t)size, NULL, from, -1, &e);
	must(e, "u_strToUTF8");
}

/* The English of the language's pattern is "Sat, 5 Dec"; people who write signs say "Sat 5 Dec". */
static void
drop_comma(char *pattern)
{
	char *comma = strchr(pattern, ',');

	if (*pattern == 'E' && comma != NULL && strspn(pattern, "E") == (size_t)(comma - pattern))
		memmove(comma, comma + 1, strlen(comma));
}

static void
read_pattern(UDateTimePatternGenerator *g, const char *skeleton, char to[PATTERN_MAX])
{
	UChar		asked[32], best[PATTERN_MAX];
	UErrorCode	e = U_ZERO_ERROR;

	if (*skeleton == '=') {
		strcpy(to, skeleton + 1);
		return;
	}
	u_uastrcpy(asked, skeleton);
	udatpg_getBestPattern(g, asked, -1, best, PATTERN_MAX, &e);
	must(e, skeleton);
	to_utf8(to, PATTERN_MAX, best);
}

static void
read_patterns(struct tongue *t, const char *locale)
{
	UErrorCode			 e = U_ZERO_ERROR;
	UDateTimePatternGenerator	*g = udatpg_open(locale, &e);

	must(e, "udatpg_open");
	for (int i = 0; i < CLOCK_STYLES; i++) {
		read_pattern(g, skeletons[i], t->patterns[i]);
		if (strcmp(t->language, "en") == 0)
			drop_comma(t->patterns[i]);
	}
	udatpg_close(g);
}

static void
read_names(struct tongue *t, const char *locale)
{
	static const UChar	 utc[] = { 'U', 'T', 'C', 0 };
	UErrorCode		 e = U_ZERO_ERROR;
	UDateFormat		*f = udat_open(UDAT_NONE, UDAT_SHORT, locale, utc, -1, NULL, 0, &e);
	UChar			 name[NAME_MAX_BYTES];

	must(e, "udat_open");
	for (int kind = 0; kind < NAMES; kind++)
		for (int32_t i = 0; i < udat_countSymbols(f, symbols[kind]) && i < 13; i++) {
			udat_getSymbols(f, symbols[kind], i, name, NAME_MAX_BYTES, &e);
			must(e, "udat_getSymbols");
			to_utf8(t->names[kind][i], NAME_MAX_BYTES, name);
		}
	udat_close(f);
}

/* ICU's name for a language: British for English, because dates here begin with the day; NULL if it has none. */
static const char *
locale_of(const char *language)
{
	if (strcmp(language, "en") == 0)
		return "en_GB";
	for (int32_t i = 0; i < uloc_countAvailable(); i++)
		if (strcmp(uloc_getAvailable(i), language) == 0)
			return uloc_getAvailable(i);
	return NULL;
}

static const struct tongue *
tongue_of(const char *language)
{
	const char	*locale;
	struct tongue	*t;
	size_t		 i;

	for (i = 0; i < LANGUAGES_MAX && tongues[i] != NULL; i++)
		if (strcmp(tongues[i]->language, language) == 0)
			return tongues[i];
	if (i == LANGUAGES_MAX || strlen(language) >= sizeof(t->language) || (locale = locale_of(language)) == NULL)
		return strcmp(language, "en") == 0 ? tongues[0] : tongue_of("en");
	if ((t = calloc(1, sizeof(*t))) == NULL)
		must(U_MEMORY_ALLOCATION_ERROR, language);
	strcpy(t->language, language);
	read_patterns(t, locale);
	read_names(t, locale);
	return tongues[i] = t;
}

void
clock_prepare(const char *language)
{
	tongue_of(language);
}

/* --- patterns -------------------------------------------------------------------------------- */

/* At least so many digits of a number that is not negative. */
static void
add_digits(struct str *s, int n, int times)
{
	char	digits[12];
	size_t	at = sizeof(digits);

	for (; n > 0 || times > 0; n /= 10, times--)
		digits[--at] = (char)('0' + n % 10);
	str_add_n(s, digits + at, sizeof(digits) - at);
}

/* One field: a letter, so many times. */
static void
add_field(struct str *s, const struct tongue *t, const struct wall *w, char letter, int times)
{
	int weekday = w->weekday % 7 + 1;	/* Sunday is 1 to ICU */

	switch (letter) {
	case 'E': str_add(s, t->names[times == 4 ? WEEKDAY_WHOLE : WEEKDAY][weekday]); break;
	case 'c': str_add(s, t->names[times == 4 ? WEEKDAY_WHOLE_ALONE : WEEKDAY_ALONE][weekday]); break;
	case 'M':
	case 'L':
		if (times > 2)
			str_add(s, t->names[(letter == 'L' ? MONTH_ALONE : MONTH) + (times == 4)][w->month - 1]);
		else
			add_digits(s, w->month, times);
		break;
	case 'd': add_digits(s, w->day, times); break;
	case 'y': add_digits(s, w->year, times); break;
	case 'H': add_digits(s, w->hour, times); break;
	case 'm': add_digits(s, w->minute, times); break;
	default: abort();	/* tests/lib/clock.c shows every style in every language of ours */
	}
}

/* Text between quotes, of which two are one; what is behind it. */
static const char *
add_quoted(struct str *s, const char *p)
{
	if (p[1] == '\'') {
		str_addc(s, '\'');
		return p + 2;
	}
	for (p++; *p != '\0' && (*p != '\'' || p[1] == '\''); p += 1 + (*p == '\''))
		str_addc(s, *p);
	return p + (*p == '\'');
}

static void
add_pattern(struct str *s, const struct tongue *t, const struct wall *w, const char *p)
{
	while (*p != '\0') {
		char	letter = *p;
		int	times = 1;

		if (letter == '\'') {
			p = add_quoted(s, p);
			continue;
		}
		if ((letter < 'a' || letter > 'z') && (letter < 'A' || letter > 'Z')) {
			str_addc(s, letter);
			p++;
			continue;
		}
		while (p[times] == letter)
			times++;
		add_field(s, t, w, letter, times);
		p += times;
	}
}

/* --- showing ------------------------------------------------------------------------------------ */

/* " · Europe/Lisbon", in words: no underscores. */
static void
add_zone(struct str *s, const char *zone)
{
	str_add(s, " · ");
	for (; *zone != '\0'; zone++)
		str_addc(s, *zone == '_' ? ' ' : *zone);
}

char *
clock_show(struct arena *a, int64_t utc, const char *zone, const char *language, enum clock_style style)
{
	const struct tongue	*t = tongue_of(language);
	struct str		*s = str_new(a);
	struct wall		 w;
	bool			 known = clock_wall(utc, zone, &w);

	add_pattern(s, t, &w, t->patterns[style]);
	if (style == CLOCK_FULL || style == CLOCK_NEAR)
		add_zone(s, known ? zone : "UTC");
	return s->text;
}

char *
clock_show_wall(struct arena *a, const struct wall *w, const char *language, enum clock_style style)
{
	const struct tongue	*t = tongue_of(language);
	struct str		*s = str_new(a);

	add_pattern(s, t, w, t->patterns[style]);
	return s->text;
}

char *
clock_show_date(struct arena *a, const char *date, const char *language, enum clock_style style)
{
	int year, month, day;

	if (!clock_date_parse(date, &year, &month, &day))
		return arena_copy(a, "");
	return clock_show(a, clock_utc(year, month, day), "UTC", language, style);
}
