/* money.c: tests of core/lib/money.c. */
#include "tests/lib/suites.h"
#include "core/lib/money.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;

static void
begin(void)
{
	arena = arena_new();
}

static void
end(void)
{
	arena_free(arena);
}

/* Repeatable chance (xorshift64*), so that a failure can be had again. */
static uint64_t
chance(uint64_t *seed)
{
	*seed ^= *seed >> 12;
	*seed ^= *seed << 25;
	*seed ^= *seed >> 27;
	return *seed * UINT64_C(2685821657736338717);
}

START_TEST(exponents_are_iso_4217s)
{
	ck_assert_int_eq(currency_exponent("EUR"), 2);
	ck_assert_int_eq(currency_exponent("JPY"), 0);
	ck_assert_int_eq(currency_exponent("KWD"), 3);
	ck_assert_int_eq(currency_exponent("IQD"), 3);	/* CLDR says 0 */
	ck_assert_int_eq(currency_exponent("AED"), 2);	/* the first */
	ck_assert_int_eq(currency_exponent("ZWG"), 2);	/* the last */
	ck_assert_int_eq(currency_exponent("eur"), -1);
	ck_assert_int_eq(currency_exponent("EU"), -1);
	ck_assert_int_eq(currency_exponent("EURO"), -1);
	ck_assert_int_eq(currency_exponent("XAU"), -1);
	ck_assert_int_eq(currency_exponent(""), -1);
}
END_TEST

static const struct {
	const char	*typed, *currency;
	int64_t		 minor;
} taken[] = {
	{ "0", "EUR", 0 }, { "12", "EUR", 1200 }, { "12.5", "EUR", 1250 },
	{ "12.50", "EUR", 1250 }, { "12,50", "EUR", 1250 }, { "12,5", "EUR", 1250 },
	{ " 12.50 ", "EUR", 1250 }, { "\t1", "EUR", 100 }, { "007", "EUR", 700 },
	{ "0.01", "EUR", 1 }, { "0.10", "EUR", 10 }, { "1500", "JPY", 1500 },
	{ "1.250", "KWD", 1250 }, { "1,25", "KWD", 1250 }, { "1", "KWD", 1000 },
	{ "9999999999999", "EUR", INT64_C(999999999999900) },
	{ "9999999999999", "KWD", INT64_C(9999999999999000) },
	{ "99999999999.99", "EUR", INT64_C(9999999999999) },
};

START_TEST(typed_amounts_are_taken)
{
	struct money m;

	ck_assert(money_parse(taken[_i].typed, taken[_i].currency, &m));
	ck_assert_int_eq(m.minor, taken[_i].minor);
	ck_assert_str_eq(m.currency, taken[_i].currency);
}
END_TEST

static const struct {
	const char	*typed, *currency;
} refused[] = {
	{ "", "EUR" }, { " ", "EUR" }, { ".", "EUR" }, { ",", "EUR" }, { ".5", "EUR" },
	{ "5.", "EUR" }, { "5,", "EUR" }, { "-5", "EUR" }, { "+5", "EUR" }, { "--5", "EUR" },
	{ "1e3", "EUR" }, { "1E3", "EUR" }, { "0x10", "EUR" }, { "NaN", "EUR" },
	{ "inf", "EUR" }, { "1.234", "EUR" }, { "1,234", "EUR" }, { "1,234.50", "EUR" },
	{ "1.234,50", "EUR" }, { "1 234", "EUR" }, { "1'234", "EUR" }, { "1_000", "EUR" },
	{ "12.5.0", "EUR" }, { "12..5", "EUR" }, { "12,,5", "EUR" }, { "12.5€", "EUR" },
	{ "€12", "EUR" }, { "12 EUR", "EUR" }, { "1.0", "JPY" }, { "1.", "JPY" },
	{ "1,250", "KWD" }, { "1.2500", "KWD" }, { "10000000000000", "EUR" },
	{ "100000000000.00", "EUR" }, { "99999999999999999999999", "EUR" }, { "\xEF\xBC\x91", "EUR" },
	{ "12\n", "EUR" }, { "\n12", "EUR" }, { "12\xC2\xA0", "EUR" }, { "1", "XXX" },
	{ "1", "" }, { "\xD9\xA1", "EUR" }, { "1/2", "EUR" }, { "1;", "EUR" }, { "1%", "EUR" },
};

START_TEST(other_things_are_refused)
{
	struct money m = money_of(-77, "CHF");

	ck_assert(!money_parse(refused[_i].typed, refused[_i].currency, &m));
	ck_assert_int_eq(m.minor, -77);
	ck_assert_str_eq(m.currency, "CHF");
}
END_TEST

START_TEST(decimal_is_for_machines)
{
	ck_assert_str_eq(money_decimal(arena, money_of(1250, "EUR")), "12.50");
	ck_assert_str_eq(money_decimal(arena, money_of(5, "EUR")), "0.05");
	ck_assert_str_eq(money_decimal(arena, money_of(-5, "EUR")), "-0.05");
	ck_assert_str_eq(money_decimal(arena, money_of(1500, "JPY")), "1500");
	ck_assert_str_eq(money_decimal(arena, money_of(1, "KWD")), "0.001");
	ck_assert_str_eq(money_decimal(arena, money_of(INT64_MIN, "USD")), "-92233720368547758.08");
	ck_assert_str_eq(money_decimal(arena, money_of(INT64_MAX, "JPY")), "9223372036854775807");
}
END_TEST

START_TEST(decimal_reads_back)
{
	static const char *const currencies[] = { "EUR", "JPY", "KWD" };
	uint64_t seed = 2026;

	for (int i = 0; i < 20000; i++) {
		int64_t		minor = (int64_t)(chance(&seed) % UINT64_C(10000000000000));
		struct money	m = money_of(minor >> chance(&seed) % 40, currencies[i % 3]), back;

		if (!money_parse(money_decimal(arena, m), m.currency, &back) || back.minor != m.minor)
			ck_abort_msg("%" PRId64 " %s", m.minor, m.currency);
		arena_reset(arena);
	}
}
END_TEST

START_TEST(people_see_their_own_way)
{
	/* The spaces are U+00A0, U+202F in French. */
	ck_assert_str_eq(money_show(arena, money_of(123450, "EUR"), "en"), "€1,234.50");
	ck_assert_str_eq(money_show(arena, money_of(123450, "EUR"), "de"), "1.234,50\xC2\xA0€");
	ck_assert_str_eq(money_show(arena, money_of(123450, "EUR"), "fr"),
	    "1\xE2\x80\xAF" "234,50\xC2\xA0€");
	ck_assert_str_eq(money_show(arena, money_of(1500, "JPY"), "en"), "¥1,500");
	/* Spanish groups from five digits on, India by twos, and Egypt has digits of its own. */
	ck_assert_str_eq(money_show(arena, money_of(123450, "EUR"), "es"), "1234,50\xC2\xA0€");
	ck_assert_str_eq(money_show(arena, money_of(1234550, "EUR"), "es"), "12.345,50\xC2\xA0€");
	ck_assert_str_eq(money_show(arena, money_of(123456700, "INR"), "en-IN"), "₹12,34,567.00");
	ck_assert_ptr_nonnull(strstr(money_show(arena, money_of(1200, "EGP"), "ar-EG"), "١٢٫٠٠"));
	ck_assert_str_eq(money_show(arena, money_of(0, "EUR"), "en"), "€0.00");
	ck_assert_str_eq(money_show(arena, money_of(5, "EUR"), "en"), "€0.05");
	ck_assert_str_eq(money_show(arena, money_of(123456789, "EUR"), "de"), "1.234.567,89\xC2\xA0€");
	ck_assert_str_eq(money_show(arena, money_of(1250, "KWD"), "en"), "KWD\xC2\xA0" "1.250");
	ck_assert_str_eq(money_show(arena, money_of(1000, "IQD"), "en"), "IQD\xC2\xA0" "1.000");
	ck_assert_str_eq(money_show(arena, money_of(-500, "USD"), "en"), "-$5.00");
	ck_assert_str_eq(money_show(arena, money_of(500, "XCG"), "en"), "XCG\xC2\xA0" "5.00");
	ck_assert_str_eq(money_show(arena, money_of(INT64_MAX, "USD"), "en"),
	    "$92,233,720,368,547,758.07");
	ck_assert_ptr_nonnull(strstr(money_show(arena, money_of(500, "USD"), "xx-nonsense"), "5.00"));
}
END_TEST

START_TEST(overflow_is_seen)
{
	struct money big = money_of(INT64_MAX, "EUR"), low = money_of(INT64_MIN, "EUR");
	struct money one = money_of(1, "EUR"), to = money_of(42, "EUR");

	ck_assert(!money_add(big, one, &to));
	ck_assert(!money_sub(low, one, &to));
	ck_assert(!money_mul(big, 2, &to));
	ck_assert(!money_mul(low, -1, &to));
	ck_assert_int_eq(to.minor, 42);
	ck_assert(money_add(big, low, &to));
	ck_assert_int_eq(to.minor, -1);
	ck_assert(money_sub(one, money_of(3, "EUR"), &to));
	ck_assert_int_eq(to.minor, -2);
	ck_assert(money_mul(money_of(1999, "EUR"), 3, &to));
	ck_assert_int_eq(to.minor, 5997);
}
END_TEST

START_TEST(currencies_do_not_mix)
{
	struct money to;

	money_add(money_of(1, "EUR"), money_of(1, "USD"), &to);
}
END_TEST

START_TEST(unknown_currency_is_our_mistake)
{
	money_of(1, "XYZ");
}
END_TEST

START_TEST(split_by_largest_remainder)
{
	struct money	parts[3];
	const int64_t	thirds[] = { 1, 1, 1 }, odd[] = { 0, 2, 5 }, none[] = { 0, 0, 0 };
	const int64_t	minus[] = { 1, -1, 3 }, huge[] = { INT64_MAX, INT64_MAX, 1 };

	ck_assert(money_split(money_of(100, "EUR"), thirds, 3, parts));
	ck_assert_int_eq(parts[0].minor, 34);
	ck_assert_int_eq(parts[1].minor, 33);
	ck_assert_int_eq(parts[2].minor, 33);
	ck_assert(money_split(money_of(-100, "EUR"), thirds, 3, parts));
	ck_assert_int_eq(parts[0].minor, -34);
	ck_assert(money_split(money_of(10, "EUR"), odd, 3, parts));
	ck_assert_int_eq(parts[0].minor, 0);
	ck_assert_int_eq(parts[1].minor, 3);	/* 2.86 */
	ck_assert_int_eq(parts[2].minor, 7);	/* 7.14 */
	ck_assert(money_split(money_of(INT64_MIN, "EUR"), thirds, 1, parts));
	ck_assert_int_eq(parts[0].minor, INT64_MIN);
	ck_assert(!money_split(money_of(100, "EUR"), none, 3, parts));
	ck_assert(!money_split(money_of(100, "EUR"), minus, 3, parts));
	ck_assert(!money_split(money_of(100, "EUR"), huge, 3, parts));
	ck_assert(!money_split(money_of(100, "EUR"), thirds, 0, parts));
}
END_TEST

/* Each part is its exact share rounded down or up, and together they are the whole. */
START_TEST(split_loses_nothing)
{
	__extension__ typedef __int128 wide;
	uint64_t seed = 4217;

	for (int turn = 0; turn < 50000; turn++) {
		int64_t		weights[12], sum = 0, total = 0;
		size_t		n = 1 + chance(&seed) % 12;
		struct money	m, parts[12];

		m = money_of((int64_t)chance(&seed) >> chance(&seed) % 63, "EUR");
		for (size_t i = 0; i < n; i++) {
			weights[i] = (int64_t)(chance(&seed) >> (6 + chance(&seed) % 58));
			sum += weights[i];
		}
		if (!money_split(m, weights, n, parts)) {
			ck_assert_int_eq(sum, 0);
			continue;
		}
		for (size_t i = 0; i < n; i++) {
			wide off = (wide)parts[i].minor * sum - (wide)m.minor * weights[i];

			if (off <= -(wide)sum || off >= (wide)sum)
				ck_abort_msg("part %zu of turn %d", i, turn);
			total += parts[i].minor;
		}
		if (total != m.minor)
			ck_abort_msg("turn %d: parts sum to %" PRId64, turn, total);
	}
}
END_TEST

Suite *
money_suite(void)
{
	Suite *s = suite_create("money");
	TCase *t = tcase_create("money");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, exponents_are_iso_4217s);
	tcase_add_loop_test(t, typed_amounts_are_taken, 0, sizeof(taken) / sizeof(taken[0]));
	tcase_add_loop_test(t, other_things_are_refused, 0, sizeof(refused) / sizeof(refused[0]));
	tcase_add_test(t, decimal_is_for_machines);
	tcase_add_test(t, decimal_reads_back);
	tcase_add_test(t, people_see_their_own_way);
	tcase_add_test(t, overflow_is_seen);
	tcase_add_test_raise_signal(t, currencies_do_not_mix, 6);
	tcase_add_test_raise_signal(t, unknown_currency_is_our_mistake, 6);
	tcase_add_test(t, split_by_largest_remainder);
	tcase_add_test(t, split_loses_nothing);
	suite_add_tcase(s, t);
	return s;
}
