/*
 * clock.h: instants, and what the clock on the wall of a place says.
 *
 * An instant is unix seconds, UTC.  A zone is an IANA name ("Europe/Lisbon"), read from the
 * machine's tzdata (RFC 9636 files), never from ICU's.  Everything here is proleptic
 * Gregorian, years 1583 to 9999, and heeds neither TZ nor the locale.  Each zone is read
 * once and kept by the process.
 *
 * Showing them to people, in their language, is the last section.
 */
#ifndef CORE_LIB_CLOCK_H
#define CORE_LIB_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/lib/arena.h"

/* --- now ---------------------------------------------------------------------- */

int64_t clock_now(void);	/* unix seconds; handlers read r->now instead */
int64_t clock_ms(void);		/* milliseconds that only go forward, for deadlines */

/* --- zones -------------------------------------------------------------------- */

/* True for a name tzdata has, old names (Asia/Calcutta) included; not for "posix/…", "Factory", "../x". */
bool zone_valid(const char *zone);

/* The zones to choose from, those of tzdata's zone.tab and "UTC", sorted; NULL at the end. Read anew each time. */
const char *const *zone_list(struct arena *);

/* --- from the wall to an instant ------------------------------------------------ */

enum wall_end {
	WALL_OK,	/* it happens once */
	WALL_GAP,	/* never: clocks were set forward over it */
	WALL_TWICE,	/* twice: clocks are set back over it */
	WALL_BAD,	/* no such date or time, or not written so */
	WALL_BAD_ZONE	/* no such zone */
};

/*
 * The instant when clocks in `zone` show `wall`, "2026-12-05T20:00" with or without seconds (RFC
 * 3339's local part; a blank will do for the T).  For WALL_TWICE *utc is the first of the two;
 * for WALL_GAP it is what a clock that nobody set would show (RFC 5545 3.3.5: the offset before
 * the gap), which is later by the gap's length on the wall.  Unchanged for the bad ones.
 */
enum wall_end zone_to_utc(const char *wall, const char *zone, int64_t *utc);

/* --- from an instant to the wall ------------------------------------------------- */

struct wall {
	int	year;		/* 2026 */
	int	month, day;	/* from 1 */
	int	hour, minute, second;
	int	weekday;	/* 1 is Monday, 7 Sunday (ISO 8601) */
	int	offset;		/* seconds east of UTC */
	bool	summer;		/* tzdata calls it daylight saving */
	char	abbreviation[16];	/* "WEST", "+03" */
};

/* What clocks in `zone` show at that instant; UTC when there is no such zone, and false. */
bool clock_wall(int64_t utc, const char *zone, struct wall *);

/* strftime()'s letters, in English, with that: "%Y-%m-%dT%H:%M". %z is "+0100", %:z "+01:00". */
char *zone_wall(struct arena *, int64_t utc, const char *zone, const char *fmt);

/* "2026-12-05T20:00:00+00:00"; in UTC the end is "Z". For machines: RFC 3339. */
char *clock_iso(struct arena *, int64_t utc, const char *zone);

/* --- days -------------------------------------------------------------------------- */

/* The instant of 00:00:00 UTC on a date; the day may be any number ("31 February" goes on into March). */
int64_t clock_utc(int year, int month, int day);

/* The first instant of the day it is in `zone`, `days` days later (or earlier, if negative). */
int64_t clock_day_start(int64_t utc, const char *zone, int days);

/* The first instant of the date "2026-12-05" in `zone`, `days` days later; -1 when it is no date or no zone. */
int64_t clock_day(const char *date, const char *zone, int days);

/* 1 is Monday. */
int clock_weekday(int64_t utc, const char *zone);

/* "2026-12-05" as year, month, day; false when it is not a date. */
bool clock_date_parse(const char *date, int *year, int *month, int *day);

/* --- for people, in their language (ICU's patterns, tzdata's offsets) -------------------- */

enum clock_style {		/* English			German */
	CLOCK_FULL,		/* Sat 5 Dec 2026, 20:00 · Europe/Lisbon	Sa., 5. Dez. 2026, 20:00 · Europe/Lisbon */
	CLOCK_NEAR,		/* Sat 5 Dec, 20:00 · Europe/Lisbon	Sa., 5. Dez., 20:00 · Europe/Lisbon */
	CLOCK_DAY_TIME,		/* Sat 5 Dec 2026, 20:00	Sa., 5. Dez. 2026, 20:00 */
	CLOCK_DAY,		/* Sat 5 Dec 2026		Sa., 5. Dez. 2026 */
	CLOCK_DAY_NEAR,		/* Sat 5 Dec			Sa., 5. Dez. */
	CLOCK_DATE,		/* Saturday 5 December 2026	Samstag, 5. Dezember 2026 */
	CLOCK_MONTH_YEAR,	/* December 2026		Dezember 2026 */
	CLOCK_TIME,		/* 20:00			20:00 */
	CLOCK_WEEKDAY,		/* Sat				Sa */
	CLOCK_WEEKDAY_WHOLE,	/* Saturday			Samstag */
	CLOCK_MONTH,		/* Dec				Dez */
	CLOCK_DAY_OF_MONTH,	/* 5				5 */
	CLOCK_YEAR,		/* 2026				2026 */
	CLOCK_STYLES
};

/*
 * An instant as the wall in `zone` shows it, in words of `language` ("de"; one ICU does not know
 * speaks English).  The zone is named in CLOCK_FULL and CLOCK_NEAR.
 */
char *clock_show(struct arena *, int64_t utc, const char *zone, const char *language, enum clock_style);

/*
 * Look up a language's words, which clock_show() else does when it first speaks it.  Before the fork,
 * so that workers share what ICU reads.
 */
void clock_prepare(const char *language);

/* A date without time, "2026-12-05", in one of the styles without one; "" when it is no date. */
char *clock_show_date(struct arena *, const char *date, const char *language, enum clock_style);

/* What a wall shows, without a zone; for who shows the same instant in several styles. */
char *clock_show_wall(struct arena *, const struct wall *, const char *language, enum clock_style);

#endif
