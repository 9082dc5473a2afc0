/* ticket_code.c: tests of core/domain/ticket_code.c: what is read is what we signed, and nothing else is. */
#include "tests/domain/suites.h"
#include "tests/temp.h"
#include "core/domain/ticket_code.h"
#include "core/lib/id.h"
#include "core/lib/qr.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static struct arena	*a, *scratch;
static char		*dir;

static const struct keyring *
ring(void)
{
	const char		*err;
	const struct keyring	*r = keyring_load(a, dir, "ticket", &err);

	ck_assert_ptr_nonnull(r);
	return r;
}

static void
begin(void)
{
	const char *err;

	a = arena_new();
	scratch = arena_new();
	dir = temp_make(a);
	for (int i = 1; i <= 2; i++)
		ck_assert_int_eq(keyring_make(a, dir, "ticket", 0, &err), i);
}

static void
end(void)
{
	arena_free(scratch);
	arena_free(a);
}

static bool
is_read(const struct keyring *r, const char *s)
{
	struct ticket_code code;

	arena_reset(scratch);
	return ticket_code_read(scratch, r, s, &code);
}

START_TEST(what_was_made_is_read)
{
	static const struct ticket_code	 codes[] = { { 1, 0 }, { 1, 1 }, { INT64_MAX, 65535 },
	    { 0x0123456789abcdef, 7 } };
	struct ticket_code		 got;

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		for (int key = 1; key <= 2; key++) {
			char *s = ticket_code_make(a, ring(), &codes[i], key);

			ck_assert_uint_eq(strlen(s), TICKET_CODE_LEN);
			ck_assert_uint_eq(strspn(s, letters), TICKET_CODE_LEN);
			ck_assert(ticket_code_read(a, ring(), s, &got));
			ck_assert_int_eq(got.ticket, codes[i].ticket);
			ck_assert_int_eq(got.revision, codes[i].revision);
			for (char *c = s; *c != '\0'; c++)
				*c = (char)tolower((unsigned char)*c);
			ck_assert(ticket_code_read(a, ring(), s, &got));
		}
	ck_assert_ptr_null(ticket_code_make(a, ring(), &codes[0], 3));
	ck_assert_ptr_null(ticket_code_make(a, ring(), &codes[0], 0));
}
END_TEST

START_TEST(it_fits_a_small_qr_code)
{
	const struct ticket_code	 code = { INT64_MAX, 65535 };
	const struct qr			*q = qr_make(a, ticket_code_make(a, ring(), &code, 1));

	ck_assert_ptr_nonnull(q);
	ck_assert_int_eq(q->size, 37);
}
END_TEST

/* Each of its letters replaced by each other one: no bit can be turned. */
START_TEST(no_bit_can_be_turned)
{
	const struct ticket_code	 code = { id_new(7, 1800000000), 3 };
	const struct keyring		*r = ring();
	char				*s = ticket_code_make(a, r, &code, 1);
	int				 taken = 0;

	for (size_t i = 0; i < TICKET_CODE_LEN; i++) {
		char kept = s[i];

		for (const char *c = letters; *c != '\0'; c++) {
			s[i] = *c;
			if (*c != kept && is_read(r, s))
				taken++;
		}
		s[i] = kept;
	}
	ck_assert_int_eq(taken, 0);
	ck_assert(is_read(r, s));
}
END_TEST

START_TEST(nothing_else_is_read)
{
	const struct ticket_code	 code = { id_new(7, 1800000000), 3 };
	const struct keyring		*r = ring();
	const char			*s = ticket_code_make(a, r, &code, 1);
	const char			*wrong[] = { "", "0", " ", "https://marquee.example/", text(a, "%s ", s), text(a, "%s0", s),
	    text(a, " %s", s), arena_copy_n(a, s, TICKET_CODE_LEN - 1), text(a, "%.*s", 60, s), text(a, "%s%s", s, s),
	    text(a, "%.121s\xc3", s), text(a, "%.121sU", s), text(a, "%.121sO", s) };

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		ck_assert_msg(!is_read(r, wrong[i]), "taken: %s", wrong[i]);
}
END_TEST

/* A code of another installation, and one of a key that has been taken out of the ring. */
START_TEST(another_key_signs_nothing)
{
	const struct ticket_code	 code = { id_new(7, 1800000000), 3 };
	const char			*s = ticket_code_make(a, ring(), &code, 1), *err;
	char				*other = temp_make(a);

	ck_assert_int_eq(keyring_make(a, other, "ticket", 0, &err), 1);
	ck_assert(!is_read(keyring_load(a, other, "ticket", &err), s));
	ck_assert(is_read(ring(), s));
	ck_assert_int_eq(remove(text(a, "%s/ticket-1.key", dir)), 0);
	ck_assert(!is_read(ring(), s));
}
END_TEST

/* A door without a network has the public key alone. */
START_TEST(the_public_key_verifies_it)
{
	const struct ticket_code	 code = { id_new(7, 1800000000), 3 };
	unsigned char			 public[ED25519_KEY_BYTES], signed_part[27] = "marquee ticket ", *bytes;
	size_t				 n;

	ck_assert(ticket_code_public(ring(), 2, public));
	ck_assert(!ticket_code_public(ring(), 3, public));
	ck_assert(!ticket_code_public(ring(), 0, public));
	ck_assert(ticket_code_public(ring(), 2, public));
	bytes = base32_parse(a, ticket_code_make(a, ring(), &code, 2), &n);
	ck_assert_uint_eq(n, 76);
	memcpy(signed_part + 15, bytes, 12);
	ck_assert(ed25519_verify(public, signed_part, 27, bytes + 12));
	signed_part[26] ^= 1;
	ck_assert(!ed25519_verify(public, signed_part, 27, bytes + 12));
}
END_TEST

/*
 * Random codes, a million of them with MARQUEE_LONG: every second one has a head as ours have, so that
 * only the signature stands against it.
 */
START_TEST(no_random_code_is_taken)
{
	const char		*lengthy = getenv("MARQUEE_LONG");
	int			 n = lengthy != NULL && *lengthy != '\0' ? 1000000 : 20000, taken = 0;
	const struct keyring	*r = ring();
	unsigned char		 bytes[76];

	for (int i = 0; i < n; i++) {
		random_bytes(bytes, sizeof(bytes));
		if (i % 2 == 0)
			memcpy(bytes, "\x40\x01\x00\x01", 4);
		bytes[4] &= 0x7F;
		arena_reset(scratch);
		taken += is_read(r, base32(scratch, bytes, sizeof(bytes)));
	}
	ck_assert_int_eq(taken, 0);
}
END_TEST

START_TEST(short_codes_are_drawn_and_typed)
{
	char	 code[TICKET_SHORT_LEN + 1];
	int	 seen[128] = { 0 }, kinds = 0;

	for (int i = 0; i < 1000; i++) {
		ticket_short_code_draw(code);
		ck_assert_uint_eq(strlen(code), TICKET_SHORT_LEN);
		ck_assert_str_eq(ticket_short_code_parse(a, code), code);
		for (const char *c = code; *c != '\0'; c++)
			seen[(int)*c] = 1;
	}
	for (const char *c = letters; *c != '\0'; c++)
		kinds += seen[(int)*c];
	ck_assert_int_eq(kinds, 32);
	ck_assert_str_eq(ticket_short_code_parse(a, "abcde-fghjk"), "ABCDEFGHJK");
	ck_assert_str_eq(ticket_short_code_parse(a, " OIL01 23456 "), "0110123456");
	ck_assert_str_eq(ticket_short_code_parse(a, "oil0123456"), "0110123456");
	ck_assert_ptr_null(ticket_short_code_parse(a, ""));
	ck_assert_ptr_null(ticket_short_code_parse(a, "ABCDEFGHJ"));
	ck_assert_ptr_null(ticket_short_code_parse(a, "ABCDEFGHJKM"));
	ck_assert_ptr_null(ticket_short_code_parse(a, "ABCDEFGHJU"));
	ck_assert_ptr_null(ticket_short_code_parse(a, "ABCDEFGHJ\xc3"));
}
END_TEST

Suite *
ticket_code_suite(void)
{
	Suite	*s = suite_create("ticket_code");
	TCase	*t = tcase_create("code");

	tcase_add_checked_fixture(t, begin, end);
	tcase_set_timeout(t, 900);
	tcase_add_test(t, what_was_made_is_read);
	tcase_add_test(t, it_fits_a_small_qr_code);
	tcase_add_test(t, no_bit_can_be_turned);
	tcase_add_test(t, nothing_else_is_read);
	tcase_add_test(t, another_key_signs_nothing);
	tcase_add_test(t, the_public_key_verifies_it);
	tcase_add_test(t, no_random_code_is_taken);
	tcase_add_test(t, short_codes_are_drawn_and_typed);
	suite_add_tcase(s, t);
	return s;
}
