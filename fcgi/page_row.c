/*
 * page_row.c: how a column is shown is told by its name; the rules are in page.h.
 * Nothing is formatted in a template, where numbers are 32 bits.
 */
#include "fcgi/page.h"

#include <string.h>

#include "core/lib/clock.h"
#include "core/lib/id.h"
#include "core/lib/money.h"
#include "core/lib/row.h"
#include "core/lib/template.h"
#include "fcgi/page_sent.h"

#define YEAR_UNSAID	((int64_t)300 * 24 * 3600)	/* so near, the year is not said */

/* --- dates and times ---------------------------------------------------- */

static void
show_day(struct arena *a, struct names *n, const struct wall *w, const char *language)
{
	names_set(n, "date", clock_show_wall(a, w, language, CLOCK_DATE));
	names_set(n, "weekday", clock_show_wall(a, w, language, CLOCK_WEEKDAY));
	names_set(n, "month", clock_show_wall(a, w, language, CLOCK_MONTH));
	names_set(n, "day", clock_show_wall(a, w, language, CLOCK_DAY_OF_MONTH));
	names_set(n, "year", clock_show_wall(a, w, language, CLOCK_YEAR));
}

/* "Fri 5 Dec, 20:00" of "Fri 5 Dec, 20:00 · Europe/Lisbon". */
static const char *
without_zone(struct arena *a, const char *shown)
{
	const char *dot = strstr(shown, " \xc2\xb7 ");

	return dot == NULL ? shown : arena_copy_n(a, shown, (size_t)(dot - shown));
}

/* Two digits where they belong: no printf, because every date of every list comes by. */
static void
put_two(char *to, int n)
{
	to[0] = (char)('0' + n / 10);
	to[1] = (char)('0' + n % 10);
}

/* RFC 3339, of what the wall shows: "2026-12-05T20:00:00+00:00". */
static const char *
iso_text(struct arena *a, const struct wall *w)
{
	char	*iso = arena_copy(a, "0000-00-00T00:00:00+00:00");
	int	 east = w->offset < 0 ? -w->offset : w->offset;

	put_two(iso, w->year / 100);
	put_two(iso + 2, w->year % 100);
	put_two(iso + 5, w->month);
	put_two(iso + 8, w->day);
	put_two(iso + 11, w->hour);
	put_two(iso + 14, w->minute);
	put_two(iso + 17, w->second);
	iso[19] = w->offset < 0 ? '-' : '+';
	put_two(iso + 20, east / 3600);
	put_two(iso + 23, east / 60 % 60);
	return iso;
}

static void
show_time(struct req *r, struct names *under, const char *name, int64_t utc, const char *zone)
{
	struct arena	*a = r->arena;
	struct names	*n = names_at(under, name);
	bool		 far = utc - r->now > YEAR_UNSAID || r->now - utc > YEAR_UNSAID;
	const char	*shown, *iso;
	struct wall	 w;

	clock_wall(utc, zone, &w);
	shown = clock_show(a, utc, zone, r->language, far ? CLOCK_FULL : CLOCK_NEAR);
	iso = iso_text(a, &w);
	names_set(under, name, shown);
	names_set(n, "short", without_zone(a, shown));
	names_set(n, "iso", iso);
	names_set(n, "wall", arena_copy_n(a, iso, strlen("2026-12-05T20:00")));
	names_set(n, "time", arena_copy_n(a, iso + strlen("2026-12-05T"), strlen("20:00")));
	names_set(n, "zone", zone);
	show_day(a, n, &w, r->language);
}

static void
show_date(struct req *r, struct names *under, const char *name, const char *iso)
{
	struct names	*n = names_at(under, name);
	int		 year, month, day;
	struct wall	 w;

	if (!clock_date_parse(iso, &year, &month, &day))
		return;
	clock_wall(clock_utc(year, month, day), "UTC", &w);
	names_set(under, name, clock_show_date(r->arena, iso, r->language, CLOCK_DAY));
	names_set(n, "iso", iso);
	show_day(r->arena, n, &w, r->language);
}

void
page_time(struct req *r, const char *name, int64_t utc, const char *zone)
{
	show_time(r, page_names(r), name, utc, zone);
}

void
page_date(struct req *r, const char *name, const char *iso)
{
	show_date(r, page_names(r), name, iso);
}

/* --- money -------------------------------------------------------------- */

static void
show_money(struct req *r, struct names *under, const char *name, struct money m)
{
	struct names *n = names_at(under, name);

	names_set(under, name, money_show(r->arena, m, r->language));
	names_set(n, "decimal", money_decimal(r->arena, m));
	if (m.minor == 0)
		names_set(n, "free", "1");
}

void
page_money(struct req *r, const char *name, struct money m)
{
	show_money(r, page_names(r), name, m);
}

/* --- rows --------------------------------------------------------------- */

static bool
ends_with(const char *name, const char *tail)
{
	size_t len = strlen(name), tail_len = strlen(tail);

	return len > tail_len && strcmp(name + len - tail_len, tail) == 0;
}

/* The text of a column that a row may have, else of what stands in for it. */
static const char *
column_or(const struct row *row, const char *column, const char *otherwise)
{
	return row_has(row, column) && !row_null(row, column) ? row_text(row, column) : otherwise;
}

static void
show_column(struct req *r, struct names *n, const struct row *row, size_t i)
{
	const char *name = row_name(row, i), *currency;

	if (row_null_at(row, i))
		return;
	if (ends_with(name, "_at")) {
		show_time(r, n, name, row_time(row, name), column_or(row, "time_zone", "UTC"));
	} else if (ends_with(name, "_on")) {
		show_date(r, n, name, row_text_at(row, i));
	} else if (ends_with(name, "_money")) {
		currency = column_or(row, "currency", "");
		if (currency_exponent(currency) >= 0)
			show_money(r, n, name, money_of(row_int(row, name), currency));
		else if (row_int(row, name) == 0)	/* free, in no currency */
			names_set(n, text(r->arena, "%s.free", name), "1");
	} else if (ends_with(name, "_id") || strcmp(name, "id") == 0) {
		names_set(n, name, id_text(r->arena, row_id(row, name)));
	} else {
		names_set(n, name, row_text_at(row, i));
	}
}

void
names_row(struct req *r, struct names *n, const struct row *row)
{
	for (size_t i = 0; i < row_width(row); i++)
		show_column(r, n, row, i);
}

void
page_row(struct req *r, const char *name, struct row *row)
{
	if (row != NULL)
		names_row(r, names_at(page_names(r), name), row);
}

void
page_rows(struct req *r, const char *name, struct rows rows)
{
	struct names *list = names_at(page_names(r), name);

	for (size_t i = 0; i < rows.n; i++)
		names_row(r, names_add(list), rows.at[i]);
}
