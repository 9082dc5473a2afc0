/* money.c: integer amounts; see money.h. */
#include "core/lib/money.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/unumberformatter.h>
#include <unicode/ustring.h>

#include "core/lib/str.h"

#define DIGITS_MAX	13	/* typed digits, both sides of the point together */

struct currency {
	char		code[4];
	signed char	exponent;
};

/*
 * ISO 4217 list one, without funds, metals and testing codes, by code.  ICU has
 * such a table too, but CLDR's digits are those people write (IQD 0), not those
 * banks and providers count in (IQD 3).
 */
static const struct currency currencies[] = {
	{ "AED", 2 }, { "AFN", 2 }, { "ALL", 2 }, { "AMD", 2 }, { "AOA", 2 }, { "ARS", 2 },
	{ "AUD", 2 }, { "AWG", 2 }, { "AZN", 2 }, { "BAM", 2 }, { "BBD", 2 }, { "BDT", 2 },
	{ "BHD", 3 }, { "BIF", 0 }, { "BMD", 2 }, { "BND", 2 }, { "BOB", 2 }, { "BRL", 2 },
	{ "BSD", 2 }, { "BTN", 2 }, { "BWP", 2 }, { "BYN", 2 }, { "BZD", 2 }, { "CAD", 2 },
	{ "CDF", 2 }, { "CHF", 2 }, { "CLP", 0 }, { "CNY", 2 }, { "COP", 2 }, { "CRC", 2 },
	{ "CUP", 2 }, { "CVE", 2 }, { "CZK", 2 }, { "DJF", 0 }, { "DKK", 2 }, { "DOP", 2 },
	{ "DZD", 2 }, { "EGP", 2 }, { "ERN", 2 }, { "ETB", 2 }, { "EUR", 2 }, { "FJD", 2 },
	{ "FKP", 2 }, { "GBP", 2 }, { "GEL", 2 }, { "GHS", 2 }, { "GIP", 2 }, { "GMD", 2 },
	{ "GNF", 0 }, { "GTQ", 2 }, { "GYD", 2 }, { "HKD", 2 }, { "HNL", 2 }, { "HTG", 2 },
	{ "HUF", 2 }, { "IDR", 2 }, { "ILS", 2 }, { "INR", 2 }, { "IQD", 3 }, { "IRR", 2 },
	{ "ISK", 0 }, { "JMD", 2 }, { "JOD", 3 }, { "JPY", 0 }, { "KES", 2 }, { "KGS", 2 },
	{ "KHR", 2 }, { "KMF", 0 }, { "KPW", 2 }, { "KRW", 0 }, { "KWD", 3 }, { "KYD", 2 },
	{ "KZT", 2 }, { "LAK", 2 }, { "LBP", 2 }, { "LKR", 2 }, { "LRD", 2 }, { "LSL", 2 },
	{ "LYD", 3 }, { "MAD", 2 }, { "MDL", 2 }, { "MGA", 2 }, { "MKD", 2 }, { "MMK", 2 },
	{ "MNT", 2 }, { "MOP", 2 }, { "MRU", 2 }, { "MUR", 2 }, { "MVR", 2 }, { "MWK", 2 },
	{ "MXN", 2 }, { "MYR", 2 }, { "MZN", 2 }, { "NAD", 2 }, { "NGN", 2 }, { "NIO", 2 },
	{ "NOK", 2 }, { "NPR", 2 }, { "NZD", 2 }, { "OMR", 3 }, { "PAB", 2 }, { "PEN", 2 },
	{ "PGK", 2 }, { "PHP", 2 }, { "PKR", 2 }, { "PLN", 2 }, { "PYG", 0 }, { "QAR", 2 },
	{ "RON", 2 }, { "RSD", 2 }, { "RUB", 2 }, { "RWF", 0 }, { "SAR", 2 }, { "SBD", 2 },
	{ "SCR", 2 }, { "SDG", 2 }, { "SEK", 2 }, { "SGD", 2 }, { "SHP", 2 }, { "SLE", 2 },
	{ "SOS", 2 }, { "SRD", 2 }, { "SSP", 2 }, { "STN", 2 }, { "SVC", 2 }, { "SYP", 2 },
	{ "SZL", 2 }, { "THB", 2 }, { "TJS", 2 }, { "TMT", 2 }, { "TND", 3 }, { "TOP", 2 },
	{ "TRY", 2 }, { "TTD", 2 }, { "TWD", 2 }, { "TZS", 2 }, { "UAH", 2 }, { "UGX", 0 },
	{ "USD", 2 }, { "UYU", 2 }, { "UZS", 2 }, { "VED", 2 }, { "VES", 2 }, { "VND", 0 },
	{ "VUV", 0 }, { "WST", 2 }, { "XAF", 0 }, { "XCD", 2 }, { "XCG", 2 }, { "XOF", 0 },
	{ "XPF", 0 }, { "YER", 2 }, { "ZAR", 2 }, { "ZMW", 2 }, { "ZWG", 2 },
};

static int
compare_codes(const void *code, const void *currency)
{
	return strcmp(code, ((const struct currency *)currency)->code);
}

int
currency_exponent(const char *code)
{
	const struct currency *c = bsearch(code, currencies,
	    sizeof(currencies) / sizeof(currencies[0]), sizeof(currencies[0]), compare_codes);

	return c == NULL ? -1 : c->exponent;
}

struct money
money_of(int64_t minor, const char *currency)
{
	struct money m = { .minor = minor };

	if (currency_exponent(currency) < 0)
		abort();
	memcpy(m.currency, currency, sizeof(m.currency));
	return m;
}

/* --- reading ------------------------------------------------------------------ */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Add digits to *minor; answers where they end.  `left` counts down how many more may come. */
static const char *
take_digits(const char *s, int64_t *minor, int *left)
{
	for (; is_digit(*s) && *left > 0; s++, (*left)--)
		*minor = *minor * 10 + (*s - '0');
	return s;
}

bool
money_parse(const char *typed, const char *currency, struct money *to)
{
	int		 exponent = currency_exponent(currency), left = DIGITS_MAX, behind = 0;
	int64_t		 minor = 0;
	const char	*s = typed + strspn(typed, " \t"), *point;

	if (exponent < 0 || !is_digit(*s))
		return false;
	s = point = take_digits(s, &minor, &left);
	if (*s == '.' || *s == ',') {
		s = take_digits(s + 1, &minor, &left);
		behind = (int)(s - point) - 1;
		if (behind < 1 || behind > exponent || (*point == ',' && behind == 3))
			return false;
	}
	if (s[strspn(s, " \t")] != '\0')
		return false;
	/* 13 digits and 3 zeros more stay far below 2^63. */
	for (; behind < exponent; behind++)
		minor *= 10;
	*to = money_of(minor, currency);
	return true;
}

/* --- showing ------------------------------------------------------------------ */

const char *
money_decimal(struct arena *arena, struct money m)
{
	int		 exponent = currency_exponent(m.currency);
	const char	*sign = m.minor < 0 ? "-" : "";
	uint64_t	 all = m.minor < 0 ? -(uint64_t)m.minor : (uint64_t)m.minor, unit = 1;

	assert(exponent >= 0);
	for (int i = 0; i < exponent; i++)
		unit *= 10;
	if (exponent == 0)
		return text(arena, "%s%" PRIu64, sign, all);
	return text(arena, "%s%" PRIu64 ".%0*" PRIu64, sign, all / unit, exponent, all % unit);
}

/* --- as people write it --------------------------------------------------------- */

/*
 * How a language writes a currency: what is before, between and behind the digits.  ICU is asked
 * once, with a number that shows it, because what it does for each amount takes ten times as long;
 * where it writes other digits or groups them otherwise, it is asked each time.
 */
struct habit {
	bool	known;
	bool	four;		/* 1,234: digits are grouped as soon as there are four */
	char	before[24], between[8], point[8], behind[24];
};

/*
 * ICU takes forty microseconds to make a formatter, so those in use are kept by the
 * process; when there are too many, the oldest makes room.
 */
#define FORMATTERS_MAX	32

struct formatter {
	char			 currency[4];
	char			 language[12];
	UNumberFormatter	*icu;
	struct habit		 habit;
};

#define SHOWN_MAX	(3 * 160 + 1)

/* What ICU makes of digits with a point, as UTF-8; false when it failed. */
static bool
icu_show(const UNumberFormatter *icu, const char *decimal, char to[SHOWN_MAX])
{
	UErrorCode		 error = U_ZERO_ERROR;
	UFormattedNumber	*number = unumf_openResult(&error);
	UChar			 wide[160];
	int32_t			 n;

	unumf_formatDecimal(icu, decimal, -1, number, &error);
	n = unumf_resultToString(number, wide, 160, &error);
	u_strToUTF8(to, SHOWN_MAX, NULL, wide, n, &error);
	unumf_closeResult(number);
	return U_SUCCESS(error);
}

/* Take what stands before `digits` in *s, and step behind them; false when it is not there or too long. */
static bool
take_until(const char **s, const char *digits, char *to, size_t size)
{
	const char *at = strstr(*s, digits);

	if (at == NULL || (size_t)(at - *s) >= size)
		return false;
	memcpy(to, *s, (size_t)(at - *s));
	to[at - *s] = '\0';
	*s = at + strlen(digits);
	return true;
}

static struct habit
learn(const UNumberFormatter *icu, int exponent)
{
	static const char *const fractions[] = { "", ".8", ".89", ".890" };
	struct habit		 h = { 0 };
	char			 shown[SHOWN_MAX], number[16], again[8];
	const char		*s = shown;

	snprintf(number, sizeof(number), "1234567%s", fractions[exponent]);
	h.known = icu_show(icu, number, shown) && take_until(&s, "1", h.before, sizeof(h.before)) &&
	    take_until(&s, "234", h.between, sizeof(h.between)) &&
	    take_until(&s, "567", again, sizeof(again)) && strcmp(h.between, again) == 0 &&
	    (exponent == 0 || take_until(&s, fractions[exponent] + 1, h.point, sizeof(h.point))) &&
	    strlen(s) < sizeof(h.behind);
	if (!h.known)
		return h;
	strcpy(h.behind, s);
	snprintf(number, sizeof(number), "1234%s", fractions[exponent]);
	h.known = icu_show(icu, number, shown);
	h.four = strstr(shown, "1234") == NULL;
	return h;
}

static struct formatter	formatters[FORMATTERS_MAX];
static unsigned		formatters_made;

static UNumberFormatter *
make_formatter(const char *currency, const char *language)
{
	UErrorCode	 error = U_ZERO_ERROR;
	UChar		 skeleton[32];
	char		 narrow[32];
	int		 exponent = currency_exponent(currency);

	snprintf(narrow, sizeof(narrow), "currency/%.3s %s", currency,
	    exponent == 0 ? "precision-integer" : exponent == 2 ? ".00" : ".000");
	u_uastrcpy(skeleton, narrow);
	return unumf_openForSkeletonAndLocale(skeleton, -1, language, &error);
}

static const struct formatter *
formatter_for(const char *currency, const char *language)
{
	struct formatter *f;

	for (size_t i = 0; i < FORMATTERS_MAX; i++)
		if (strcmp(formatters[i].currency, currency) == 0 && strcmp(formatters[i].language, language) == 0)
			return &formatters[i];
	f = &formatters[formatters_made++ % FORMATTERS_MAX];
	unumf_close(f->icu);
	snprintf(f->currency, sizeof(f->currency), "%s", currency);
	snprintf(f->language, sizeof(f->language), "%s", language);
	f->icu = make_formatter(currency, language);
	f->habit = learn(f->icu, currency_exponent(currency));
	return f;
}

/* Digits with a point, as the habit writes them. */
static const char *
write_out(struct arena *arena, const struct habit *h, const char *decimal)
{
	struct str	*s = str_new(arena);
	size_t		 whole = strcspn(decimal, ".");
	bool		 grouped = whole > 4 || (whole == 4 && h->four);

	str_add(s, h->before);
	for (size_t i = 0; i < whole; i++) {
		if (grouped && i > 0 && (whole - i) % 3 == 0)
			str_add(s, h->between);
		str_addc(s, decimal[i]);
	}
	if (decimal[whole] != '\0') {
		str_add(s, h->point);
		str_add(s, decimal + whole + 1);
	}
	str_add(s, h->behind);
	return s->text;
}

const char *
money_show(struct arena *arena, struct money m, const char *language)
{
	const char		*decimal = money_decimal(arena, m);
	const struct formatter	*f = formatter_for(m.currency, language);
	char			 shown[SHOWN_MAX];

	if (f->habit.known && m.minor >= 0)
		return write_out(arena, &f->habit, decimal);
	if (icu_show(f->icu, decimal, shown))
		return arena_copy(arena, shown);
	return text(arena, "%s %s", decimal, m.currency);
}

/* --- reckoning ---------------------------------------------------------------- */

static void
must_match(struct money a, struct money b)
{
	if (strcmp(a.currency, b.currency) != 0)
		abort();	/* adding apples to pears: the programmer's mistake */
}

bool
money_add(struct money a, struct money b, struct money *to)
{
	must_match(a, b);
	if (__builtin_add_overflow(a.minor, b.minor, &a.minor))
		return false;
	*to = a;
	return true;
}

bool
money_sub(struct money a, struct money b, struct money *to)
{
	must_match(a, b);
	if (__builtin_sub_overflow(a.minor, b.minor, &a.minor))
		return false;
	*to = a;
	return true;
}

bool
money_mul(struct money a, int64_t n, struct money *to)
{
	if (__builtin_mul_overflow(a.minor, n, &a.minor))
		return false;
	*to = a;
	return true;
}

static bool
sum_weights(const int64_t *weights, size_t n, int64_t *sum)
{
	*sum = 0;
	for (size_t i = 0; i < n; i++)
		if (weights[i] < 0 || __builtin_add_overflow(*sum, weights[i], sum))
			return false;
	return *sum > 0;
}

/*
 * The remainders are compared as amount * weight mod sum: 64 by 64 bits mod 64, so
 * __int128 holds every product.  What is left over is less than n units, and
 * each goes to the largest remainder that has not had one; n is small (lines of
 * an order), so they are looked for one by one.
 */
bool
money_split(struct money m, const int64_t *weights, size_t n, struct money *parts)
{
	__extension__ typedef unsigned __int128 wide;
	uint64_t	 all = m.minor < 0 ? -(uint64_t)m.minor : (uint64_t)m.minor, left = all;
	int64_t		 sum;
	uint64_t	*remainder, *share;
	struct arena	*arena;

	if (!sum_weights(weights, n, &sum))
		return false;
	arena = arena_new();
	remainder = make_array(arena, uint64_t, n);
	share = make_array(arena, uint64_t, n);
	for (size_t i = 0; i < n; i++) {
		wide product = (wide)all * (uint64_t)weights[i];

		share[i] = (uint64_t)(product / (uint64_t)sum);
		remainder[i] = (uint64_t)(product % (uint64_t)sum);
		left -= share[i];
	}
	for (; left > 0; left--) {
		size_t best = 0;

		for (size_t i = 1; i < n; i++)
			if (remainder[i] > remainder[best])
				best = i;
		share[best]++;
		remainder[best] = 0;
	}
	for (size_t i = 0; i < n; i++) {
		parts[i] = m;
		parts[i].minor = m.minor < 0 ? (int64_t)-share[i] : (int64_t)share[i];
	}
	arena_free(arena);
	return true;
}
