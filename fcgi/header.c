/* header.c: reading and writing what HTTP headers say; see header.h. */
#include "fcgi/header.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "core/lib/arena.h"
#include "core/lib/words.h"

#define LIST_MAX	32	/* items of a list that are looked at */

bool
header_token(const char *s)
{
	if (*s == '\0')
		return false;
	for (; *s != '\0'; s++)
		if (!isalnum((unsigned char)*s) && strchr("!#$%&'*+-.^_`|~", *s) == NULL)
			return false;
	return true;
}

bool
header_value(const char *s)
{
	for (; *s != '\0'; s++)
		if (((unsigned char)*s < 0x20 && *s != '\t') || *s == 0x7f)
			return false;
	return true;
}

/* --- lists with weights: "de-AT, en;q=0.8" ------------------------------ */

struct item {
	const char	*at;
	size_t		 len;
	int		 weight;	/* thousandths */
};

/* "1", "0.8", "0.125" as thousandths; 0 when it is none of those. */
static int
weight(const char *s, size_t len)
{
	int	w, scale = 100;

	if (len == 0 || (*s != '0' && *s != '1'))
		return 0;
	w = (*s - '0') * 1000;
	if (len > 1 && s[1] != '.')
		return 0;
	for (size_t i = 2; i < len && i < 5 && isdigit((unsigned char)s[i]); i++, scale /= 10)
		w += (s[i] - '0') * scale;
	return w > 1000 ? 1000 : w;
}

static size_t
skip_blanks(const char *s)
{
	return strspn(s, " \t");
}

/* The next item of a list, and where the one after it begins; false at the end. */
static bool
next_item(const char **list, struct item *item)
{
	const char	*s = *list + strspn(*list, ", \t");
	const char	*end = s + strcspn(s, ",");
	const char	*q;

	if (*s == '\0')
		return false;
	item->at = s;
	item->len = strcspn(s, "; \t,");
	item->weight = 1000;
	for (q = s + strcspn(s, ";,"); q < end && *q == ';'; q += strcspn(q, ";,")) {
		q++;
		q += skip_blanks(q);
		if (strncasecmp(q, "q=", 2) == 0)
			item->weight = weight(q + 2, strcspn(q + 2, "; \t,"));
	}
	*list = end;
	return true;
}

/* "de" for "de-AT" and for "DE". */
static const char *
language_of(const struct item *item)
{
	for (size_t i = 0; i < languages_n; i++) {
		size_t len = strlen(languages[i].tag);

		if (item->len >= len && strncasecmp(item->at, languages[i].tag, len) == 0 &&
		    (item->len == len || item->at[len] == '-'))
			return languages[i].tag;
	}
	return NULL;
}

const char *
header_language(const char *list)
{
	const char	*best = languages[0].tag, *tag;
	int		 best_weight = 0;
	struct item	 item;

	for (int i = 0; i < LIST_MAX && next_item(&list, &item); i++)
		if (item.weight > best_weight && (tag = language_of(&item)) != NULL) {
			best = tag;
			best_weight = item.weight;
		}
	return best;
}

static bool
item_is(const struct item *item, const char *word)
{
	return item->len == strlen(word) && strncasecmp(item->at, word, item->len) == 0;
}

bool
header_gzip(const char *list)
{
	int		named = -1, any = 0;
	struct item	item;

	for (int i = 0; i < LIST_MAX && next_item(&list, &item); i++) {
		if (item_is(&item, "gzip") || item_is(&item, "x-gzip"))
			named = item.weight;
		else if (item_is(&item, "*"))
			any = item.weight;
	}
	return named >= 0 ? named > 0 : any > 0;
}

/* --- conditions --------------------------------------------------------- */

/* The opaque part of an entity tag, quotes included: what a weak comparison compares. */
static const char *
opaque(const char *etag)
{
	return strncmp(etag, "W/", 2) == 0 ? etag + 2 : etag;
}

bool
header_match(const char *list, const char *etag)
{
	const char	*mine = opaque(etag);
	size_t		 len = strlen(mine);

	for (int i = 0; i < LIST_MAX; i++) {
		const char *close;

		list += strspn(list, ", \t");
		if (*list == '*')
			return true;
		list = opaque(list);
		if (*list != '"' || (close = strchr(list + 1, '"')) == NULL)
			return false;
		if ((size_t)(close + 1 - list) == len && memcmp(list, mine, len) == 0)
			return true;
		list = close + 1;
	}
	return false;
}

/* --- dates -------------------------------------------------------------- */

static const char months[12][4] = {
	"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
};
static const char days[7][4] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };

static int
month_of(const char *name)
{
	for (int i = 0; i < 12; i++)
		if (strcmp(months[i], name) == 0)
			return i;
	return -1;
}

static bool
is_date(const struct tm *tm)
{
	return tm->tm_year >= 70 && tm->tm_mon >= 0 && tm->tm_mday >= 1 && tm->tm_mday <= 31 &&
	    tm->tm_hour >= 0 && tm->tm_hour <= 23 && tm->tm_min >= 0 && tm->tm_min <= 59 &&
	    tm->tm_sec >= 0 && tm->tm_sec <= 60;
}

int64_t
header_date(const char *s)
{
	struct tm	tm = { 0 };
	char		month[4] = "", c = 0;
	int		year, end = -1;

	if (strlen(s) > 40)
		return -1;
	if (sscanf(s, "%*3[A-Za-z], %2d %3[A-Za-z] %4d %2d:%2d:%2d GM%c%n", &tm.tm_mday, month,
	    &year, &tm.tm_hour, &tm.tm_min, &tm.tm_sec, &c, &end) == 7 && c == 'T')
		;	/* IMF-fixdate */
	else if (sscanf(s, "%*9[A-Za-z], %2d-%3[A-Za-z]-%2d %2d:%2d:%2d GM%c%n", &tm.tm_mday, month,
	    &year, &tm.tm_hour, &tm.tm_min, &tm.tm_sec, &c, &end) == 7 && c == 'T')
		year += year < 70 ? 2000 : 1900;
	else if (sscanf(s, "%*3[A-Za-z] %3[A-Za-z] %2d %2d:%2d:%2d %4d%n", month, &tm.tm_mday,
	    &tm.tm_hour, &tm.tm_min, &tm.tm_sec, &year, &end) != 6)
		return -1;
	tm.tm_mon = month_of(month);
	tm.tm_year = year - 1900;
	return end >= 0 && s[end] == '\0' && is_date(&tm) ? timegm(&tm) : -1;
}

const char *
header_date_text(struct arena *a, int64_t at)
{
	time_t		t = at;
	struct tm	tm;

	gmtime_r(&t, &tm);
	return text(a, "%s, %02d %s %04d %02d:%02d:%02d GMT", days[tm.tm_wday], tm.tm_mday,
	    months[tm.tm_mon], tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec);
}
