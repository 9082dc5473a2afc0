/*
 * money.c: what is taken for an amount is what its digits say, comes back from its
 * decimal form, and is never the result of anything but digits and one separator.
 * The first byte chooses the currency.
 */
#include "tests/fuzz/fuzz.h"
#include "core/lib/money.h"

#include <string.h>

/* The same reading in the dullest way: all digits as one number, scaled. */
static int64_t
expected(const char *typed, int exponent)
{
	int64_t	n = 0;
	int	behind = -1;

	for (; *typed != '\0'; typed++) {
		if (*typed == '.' || *typed == ',') {
			behind = 0;
		} else if (*typed >= '0' && *typed <= '9') {
			n = n * 10 + (*typed - '0');
			behind += behind >= 0;
		}
	}
	for (int i = behind < 0 ? 0 : behind; i < exponent; i++)
		n *= 10;
	return n;
}

FUZZ_TARGET(money)
{
	static const char *const currencies[] = { "EUR", "JPY", "KWD", "XXX" };
	struct arena	*arena = fuzz_arena();
	const char	*currency, *typed;
	struct money	 m, back;

	if (size < 1)
		return 0;
	currency = currencies[data[0] % 4];
	typed = arena_copy_n(arena, data + 1, size - 1);
	if (!money_parse(typed, currency, &m))
		return 0;
	FUZZ_MUST(strspn(typed, " \t0123456789.,") == strlen(typed));
	FUZZ_MUST(m.minor >= 0 && strcmp(m.currency, currency) == 0);
	FUZZ_MUST(m.minor == expected(typed, currency_exponent(currency)));
	if (m.minor < INT64_C(10000000000000))	/* 13 digits go back in */
		FUZZ_MUST(money_parse(money_decimal(arena, m), currency, &back) && back.minor == m.minor);
	return 0;
}
