/*
 * civil.h: days and dates of the proleptic Gregorian calendar, without limits.
 * The arithmetic is Howard Hinnant's, "chrono-compatible low-level date algorithms".
 */
#ifndef CORE_LIB_CIVIL_H
#define CORE_LIB_CIVIL_H

#include <stdbool.h>
#include <stdint.h>

#define DAY_SECONDS	((int64_t)86400)

/* Days since 1970-01-01; month 1..12; any day. */
static inline int64_t
days_from_civil(int64_t year, int month, int day)
{
	int64_t	y = year - (month <= 2), era = (y >= 0 ? y : y - 399) / 400;
	int64_t	of_era = y - era * 400;
	int64_t	of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static inline void
civil_from_days(int64_t days, int64_t *year, int *month, int *day)
{
	int64_t	z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t	of_era = z - era * 146097;
	int64_t	y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t	of_year = of_era - (365 * y + y / 4 - y / 100);
	int	m = (int)((5 * of_year + 2) / 153);

	*day = (int)(of_year - (153 * m + 2) / 5) + 1;
	*month = m < 10 ? m + 3 : m - 9;
	*year = y + era * 400 + (*month <= 2);
}

static inline int64_t
year_of_days(int64_t days)
{
	int64_t	year;
	int	month, day;

	civil_from_days(days, &year, &month, &day);
	return year;
}

/* Whole days, rounded down. */
static inline int64_t
days_of_seconds(int64_t seconds)
{
	return seconds / DAY_SECONDS - (seconds % DAY_SECONDS < 0);
}

/* 0 is Sunday. */
static inline int
weekday_of_days(int64_t days)
{
	return (int)(((days + 4) % 7 + 7) % 7);
}

static inline bool
is_leap_year(int64_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static inline int
days_in_month(int64_t year, int month)
{
	return month == 2 ? 28 + is_leap_year(year) : 30 + ((month + month / 8) & 1);
}

#endif
