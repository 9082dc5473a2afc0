/*
 * money.h: amounts in integer minor units of an ISO 4217 currency.
 *
 * Never a double.  What can overflow says so; mixing currencies is a
 * programmer's mistake and aborts.
 */
#ifndef CORE_LIB_MONEY_H
#define CORE_LIB_MONEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/lib/arena.h"

struct money {
	int64_t	minor;		/* cents, yen, fils: the smallest unit; a refund is negative */
	char	currency[4];	/* "EUR": three capital letters and a NUL */
};

/*
 * How many digits follow the point in this currency (EUR 2, JPY 0, KWD 3), or -1
 * when it is not a currency in circulation that ISO 4217 lists.
 */
int currency_exponent(const char *currency);

/* An amount of a currency that exists; aborts on any other. */
struct money money_of(int64_t minor, const char *currency);

/*
 * Read what a person typed: digits, and at most the currency's digits behind a
 * point or comma ("12", "12.5", "12,50").  White space around it is let be.
 * Refused: signs, exponents, hex, thousands separators, more than 13 digits, and
 * a comma before exactly three digits, which half of the world reads as
 * thousands.  False: *to is untouched.
 */
bool money_parse(const char *typed, const char *currency, struct money *to);

/* "12.50": digits and a point, whatever the language; for form fields, JSON-LD and providers. */
const char *money_decimal(struct arena *, struct money);

/* For people: "12,50 €" in German, "€12.50" in English and for a language nobody knows. */
const char *money_show(struct arena *, struct money, const char *language);

/* Sum, difference, and n times as much.  False on overflow: *to is untouched. */
bool money_add(struct money, struct money, struct money *to);
bool money_sub(struct money, struct money, struct money *to);
bool money_mul(struct money, int64_t n, struct money *to);

/*
 * Share an amount out by weight, largest remainder first (the earlier part wins a
 * tie), so that the parts sum to it exactly.  `weights` are at least 0 and
 * their sum is above 0 and fits int64_t; else nothing is written and the answer is
 * false.  `parts` has room for n.
 */
bool money_split(struct money, const int64_t *weights, size_t n, struct money *parts);

#endif
