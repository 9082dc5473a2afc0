/* crypto.c: tests of core/lib/crypto.c and keyring.c, by the vectors of those who know. */
#include "tests/lib/suites.h"
#include "tests/temp.h"
#include "core/lib/clock.h"
#include "core/lib/crypto.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct arena	*a;
static char		*dir;

static void
begin(void)
{
	a = arena_new();
	dir = temp_make(a);
}

static void
end(void)
{
	arena_free(a);
}

/* --- digests and letters ---------------------------------------------------------------- */

START_TEST(sha256_by_fips_180)
{
	unsigned char	 digest[SHA256_BYTES];
	char		*many = arena_alloc(a, 1000000);

	sha256("abc", 3, digest);
	ck_assert_str_eq(hex(a, digest, 32), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	sha256("", 0, digest);
	ck_assert_str_eq(hex(a, digest, 32), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	memset(many, 'a', 1000000);
	sha256(many, 1000000, digest);
	ck_assert_str_eq(hex(a, digest, 32), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}
END_TEST

START_TEST(hmac_by_rfc_4231)
{
	unsigned char	mac[SHA256_BYTES], key[131];
	const char	*long_text = "This is a test using a larger than block-size key and a larger than "
	    "block-size data. The key needs to be hashed before being used by the HMAC algorithm.";

	hmac_sha256("Jefe", 4, "what do ya want for nothing?", 28, mac);
	ck_assert_str_eq(hex(a, mac, 32), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	memset(key, 0xaa, sizeof(key));
	hmac_sha256(key, sizeof(key), long_text, strlen(long_text), mac);
	ck_assert_str_eq(hex(a, mac, 32), "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2");
}
END_TEST

START_TEST(base64url_by_rfc_4648)
{
	const char *pairs[][2] = { { "", "" }, { "f", "Zg" }, { "fo", "Zm8" }, { "foo", "Zm9v" },
		{ "foob", "Zm9vYg" }, { "fooba", "Zm9vYmE" }, { "foobar", "Zm9vYmFy" } };
	size_t	 n;

	for (size_t i = 0; i < 7; i++) {
		ck_assert_str_eq(base64url(a, pairs[i][0], i), pairs[i][1]);
		ck_assert_uint_eq(BASE64URL_LEN(i), strlen(pairs[i][1]));
		ck_assert_str_eq((char *)base64url_parse(a, pairs[i][1], &n), pairs[i][0]);
		ck_assert_uint_eq(n, i);
	}
	ck_assert_str_eq(base64url(a, "\xfb\xff\xfe", 3), "-__-");
}
END_TEST

START_TEST(base32_by_crockford)
{
	const char *bad[] = { "I0", "O0", "L0", "U0", "0a", "01-", "0", "000", "01", "0000000Z0" };
	size_t	 n;

	ck_assert_str_eq(base32(a, "", 0), "");
	ck_assert_str_eq(base32(a, "\0", 1), "00");
	ck_assert_str_eq(base32(a, "\xff", 1), "ZW");
	ck_assert_str_eq(base32(a, "foobar", 6), "CSQPYRK1E8");
	for (size_t i = 0; i <= 6; i++) {
		ck_assert_uint_eq(BASE32_LEN(i), strlen(base32(a, "foobar", i)));
		ck_assert_mem_eq(base32_parse(a, base32(a, "foobar", i), &n), "foobar", i);
		ck_assert_uint_eq(n, i);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(base32_parse(a, bad[i], &n) == NULL, "taken: %s", bad[i]);
}
END_TEST

/* RFC 8032, section 7.1, tests 1 and 2. */
START_TEST(ed25519_by_rfc_8032)
{
	static const char *const vectors[][4] = {
		{ "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
		    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
		    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd"
		    "25bf5f0595bbe24655141438e7a100b" },
		{ "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
		    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
		    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c3"
		    "87b2eaeb4302aeeb00d291612bb0c00" },
	};
	unsigned char	 public[ED25519_KEY_BYTES], signature[ED25519_BYTES];
	size_t		 n;

	for (size_t i = 0; i < 2; i++) {
		const unsigned char	*seed = hex_parse(a, vectors[i][0], &n);
		const unsigned char	*what = hex_parse(a, vectors[i][2], &n);

		ed25519_public(seed, public);
		ck_assert_str_eq(hex(a, public, sizeof(public)), vectors[i][1]);
		ed25519_sign(seed, what, n, signature);
		ck_assert_str_eq(hex(a, signature, sizeof(signature)), vectors[i][3]);
		ck_assert(ed25519_verify(public, what, n, signature));
		ck_assert(!ed25519_verify(public, "x", 1, signature));
		for (size_t bit = 0; bit < sizeof(signature) * 8; bit++) {
			signature[bit / 8] ^= (unsigned char)(1u << bit % 8);
			ck_assert(!ed25519_verify(public, what, n, signature));
			signature[bit / 8] ^= (unsigned char)(1u << bit % 8);
		}
	}
}
END_TEST

START_TEST(base64url_is_strict)
{
	const char *bad[] = { "Z", "Zg==", "Zm9v=", "Zm+v", "Zm/v", "Zm9v\n", " Zm9v", "Zh", "Zm9", "Zm9vYmF\xc3" };
	size_t	 n;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(base64url_parse(a, bad[i], &n) == NULL, "%s", bad[i]);
}
END_TEST

START_TEST(hex_goes_there_and_back)
{
	size_t n;

	ck_assert_str_eq(hex(a, "\0\x7f\xff", 3), "007fff");
	ck_assert_mem_eq(hex_parse(a, "007FfF", &n), "\0\x7f\xff", 3);
	ck_assert_uint_eq(n, 3);
	ck_assert_ptr_eq(hex_parse(a, "0", &n), NULL);
	ck_assert_ptr_eq(hex_parse(a, "0g", &n), NULL);
	ck_assert_ptr_eq(hex_parse(a, "0 ", &n), NULL);
}
END_TEST

START_TEST(equal_is_equal)
{
	ck_assert(crypto_equal("same", "same", 4));
	ck_assert(!crypto_equal("same", "sane", 4));
	ck_assert(crypto_equal_text("same", "same"));
	ck_assert(!crypto_equal_text("same", "same "));
	ck_assert(!crypto_equal_text("", "x"));
}
END_TEST

/* --- chance --------------------------------------------------------------------------------- */

START_TEST(a_child_draws_its_own)
{
	unsigned char	mine[32], theirs[32];
	int		ends[2], status;
	pid_t		pid;

	random_bytes(mine, sizeof(mine));	/* the generator is seeded by now */
	ck_assert_int_eq(pipe(ends), 0);
	if ((pid = fork()) == 0) {
		random_bytes(theirs, sizeof(theirs));
		_exit(write(ends[1], theirs, sizeof(theirs)) != sizeof(theirs));
	}
	random_bytes(mine, sizeof(mine));
	ck_assert_int_eq(read(ends[0], theirs, sizeof(theirs)), (ssize_t)sizeof(theirs));
	waitpid(pid, &status, 0);
	ck_assert_mem_ne(mine, theirs, sizeof(mine));
}
END_TEST

START_TEST(random_below_is_below_and_even)
{
	int seen[3] = { 0 };

	for (int i = 0; i < 30000; i++)
		seen[random_below(3)]++;
	for (int i = 0; i < 3; i++)
		ck_assert_int_gt(seen[i], 9400);	/* 10,000 and seven deviations */
	ck_assert_uint_eq(random_below(1), 0);
}
END_TEST

/* --- rings ------------------------------------------------------------------------------------ */

static struct keyring *
ring(const char *name)
{
	const char	*err;
	struct keyring	*r = keyring_load(a, dir, name, &err);

	ck_assert_msg(r != NULL, "%s", err);
	return r;
}

static int
make_key(const char *name, int64_t age)
{
	const char	*err;
	int		 number = keyring_make(a, dir, name, clock_now() - age, &err);

	ck_assert_msg(number > 0, "%s", err);
	return number;
}

START_TEST(a_key_is_for_its_owner_alone)
{
	struct stat	st;
	const char	*err;

	ck_assert_int_eq(make_key("web", 0), 1);
	ck_assert_int_eq(stat(text(a, "%s/web-1.key", dir), &st), 0);
	ck_assert_int_eq(st.st_mode & 07777, 0600);
	chmod(text(a, "%s/web-1.key", dir), 0604);
	ck_assert_ptr_eq(keyring_load(a, dir, "web", &err), NULL);
	ck_assert_ptr_ne(strstr(err, "web-1.key: may be read by everybody"), NULL);
}
END_TEST

START_TEST(a_ring_needs_good_keys)
{
	const char *bad[] = { "", "x", "marquee-key", "marquee-key 1 short\n",
		"marquee-key 1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA more\n",
		"marquee-key 1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB\n",
		"marquee-key 1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n" };
	const char *err;

	ck_assert_ptr_eq(keyring_load(a, dir, "web", &err), NULL);
	ck_assert_ptr_ne(strstr(err, "marquee init"), NULL);
	ck_assert_ptr_eq(keyring_load(a, "/nowhere", "web", &err), NULL);
	ck_assert_ptr_ne(strstr(err, "/nowhere: No such file"), NULL);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		temp_write(a, dir, "web-1.key", bad[i]);
		ck_assert_msg(keyring_load(a, dir, "web", &err) == NULL, "%s", bad[i]);
	}
	temp_write(a, dir, "web-1.key", "marquee-key 1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n");
	ck_assert_ptr_ne(keyring_load(a, dir, "web", &err), NULL);
	ck_assert_int_eq(symlink("/dev/zero", text(a, "%s/web-2.key", dir)), 0);
	ck_assert_ptr_eq(keyring_load(a, dir, "web", &err), NULL);
}
END_TEST

START_TEST(rings_beside_each_other)
{
	make_key("web", 0);
	make_key("web_push", 0);
	temp_write(a, dir, "web-01.key", "not one of ours");
	temp_write(a, dir, "web-1.key.old", "not one of ours");
	temp_write(a, dir, "web-x.key", "not one of ours");
	ck_assert_uint_eq(keyring_count(ring("web")), 1);
	ck_assert_uint_eq(keyring_count(ring("web_push")), 1);
}
END_TEST

START_TEST(keys_rotate_without_anybody_noticing)
{
	struct keyring	*before, *both;
	char		*old, *new;

	make_key("web", 10 * KEYRING_SETTLE);
	before = ring("web");
	ck_assert_int_eq(make_key("web", 0), 2);
	both = ring("web");
	/* A fresh key only verifies, for who was not told of it yet could not. */
	ck_assert_int_eq(keyring_current(both), 1);
	old = mac_sign(a, both, "csrf", "x", 1);
	ck_assert(mac_verify(before, "csrf", "x", 1, old));

	unlink(text(a, "%s/web-2.key", dir));
	ck_assert_int_eq(make_key("web", KEYRING_SETTLE), 2);
	both = ring("web");
	ck_assert_int_eq(keyring_current(both), 2);
	new = mac_sign(a, both, "csrf", "x", 1);
	ck_assert(mac_verify(both, "csrf", "x", 1, old));
	ck_assert(mac_verify(both, "csrf", "x", 1, new));
	ck_assert(!mac_verify(before, "csrf", "x", 1, new));

	/* The old one's file is removed: what it signed is worth nothing. */
	unlink(text(a, "%s/web-1.key", dir));
	ck_assert(!mac_verify(ring("web"), "csrf", "x", 1, old));
	ck_assert(mac_verify(ring("web"), "csrf", "x", 1, new));
}
END_TEST

START_TEST(a_ring_has_an_end)
{
	const char *err;

	for (int i = 1; i <= KEYRING_MAX; i++)
		ck_assert_int_eq(make_key("web", 0), i);
	ck_assert_uint_eq(keyring_count(ring("web")), KEYRING_MAX);
	ck_assert_int_eq(keyring_make(a, dir, "web", 0, &err), 0);
	ck_assert_ptr_ne(strstr(err, "remove the oldest"), NULL);
	ck_assert_int_eq(keyring_make(a, "/nowhere", "web", 0, &err), 0);
}
END_TEST

/* --- signing, sealing, tagging ----------------------------------------------------------------------- */

START_TEST(a_mac_is_for_one_purpose_and_text)
{
	struct keyring	*r;
	char		*mac;

	make_key("web", 0);
	r = ring("web");
	mac = mac_sign(a, r, "csrf", "session 7", 9);
	ck_assert_uint_eq(strlen(mac), 45);
	ck_assert(mac_verify(r, "csrf", "session 7", 9, mac));
	ck_assert(!mac_verify(r, "notice", "session 7", 9, mac));
	ck_assert(!mac_verify(r, "csrf", "session 8", 9, mac));
	ck_assert(!mac_verify(r, "csrf", "session 7", 8, mac));
	for (size_t i = 0; i < strlen(mac); i++) {
		char *other = arena_copy(a, mac);

		other[i] = other[i] == 'A' ? 'B' : 'A';
		ck_assert(!mac_verify(r, "csrf", "session 7", 9, other));
		other[i] = '\0';
		ck_assert(!mac_verify(r, "csrf", "session 7", 9, other));
	}
	ck_assert(!mac_verify(r, "csrf", "session 7", 9, text(a, "%sA", mac)));
	ck_assert(!mac_verify(r, "csrf", "session 7", 9, text(a, "0%s", mac)));
	ck_assert(!mac_verify(r, "csrf", "session 7", 9, text(a, "99999999999%s", mac)));
	ck_assert(!mac_verify(r, "csrf", "session 7", 9, NULL));
	ck_assert(!mac_verify(r, "csrf", "session 7", 9, ""));
}
END_TEST

START_TEST(sealed_is_opened_by_who_knows_about_what)
{
	struct keyring	*r;
	char		*sealed, *other;
	size_t		 n;

	make_key("seal", 0);
	r = ring("seal");
	sealed = crypto_seal(a, r, "totp", "account 7", "seed\0seed", 9);
	ck_assert_mem_eq(crypto_open(a, r, "totp", "account 7", sealed, &n), "seed\0seed", 10);
	ck_assert_uint_eq(n, 9);
	ck_assert_str_ne(sealed, crypto_seal(a, r, "totp", "account 7", "seed\0seed", 9));
	ck_assert_ptr_eq(crypto_open(a, r, "totp", "account 8", sealed, &n), NULL);
	ck_assert_ptr_eq(crypto_open(a, r, "other", "account 7", sealed, &n), NULL);
	for (size_t i = 0; i < strlen(sealed); i++) {
		other = arena_copy(a, sealed);
		other[i] = other[i] == 'A' ? 'B' : 'A';
		ck_assert_ptr_eq(crypto_open(a, r, "totp", "account 7", other, &n), NULL);
		other[i] = '\0';
		ck_assert_ptr_eq(crypto_open(a, r, "totp", "account 7", other, &n), NULL);
	}
	sealed = crypto_seal(a, r, "totp", "", "", 0);
	ck_assert_ptr_ne(crypto_open(a, r, "totp", "", sealed, &n), NULL);
	ck_assert_uint_eq(n, 0);
}
END_TEST

START_TEST(sealed_outlives_a_rotation)
{
	char	*sealed;
	size_t	 n;

	make_key("seal", 2 * KEYRING_SETTLE);
	sealed = crypto_seal(a, ring("seal"), "totp", "7", "seed", 4);
	make_key("seal", KEYRING_SETTLE);
	ck_assert_int_eq(keyring_current(ring("seal")), 2);
	ck_assert_str_eq((char *)crypto_open(a, ring("seal"), "totp", "7", sealed, &n), "seed");
}
END_TEST

START_TEST(derived_keys_differ_by_purpose_and_key)
{
	unsigned char	one[32], two[32];
	struct keyring *r;

	make_key("web", 2 * KEYRING_SETTLE);
	make_key("web", KEYRING_SETTLE);
	r = ring("web");
	ck_assert(keyring_derive(r, 0, "cache", one));
	ck_assert(keyring_derive(r, 2, "cache", two));
	ck_assert_mem_eq(one, two, 32);
	ck_assert(keyring_derive(r, 1, "cache", two));
	ck_assert_mem_ne(one, two, 32);
	ck_assert(keyring_derive(r, 2, "cache2", two));
	ck_assert_mem_ne(one, two, 32);
	ck_assert(!keyring_derive(r, 3, "cache", two));
}
END_TEST

START_TEST(a_tag_is_of_every_bit)
{
	unsigned char	 tag[TAG_BYTES], key[32] = { 1 };
	struct tagger	*t = tagger_new(key);
	char		 page[100] = "a page";

	tagger_make(t, "head", 4, page, sizeof(page), tag);
	ck_assert(tagger_check(t, "head", 4, page, sizeof(page), tag));
	ck_assert(!tagger_check(t, "heat", 4, page, sizeof(page), tag));
	ck_assert(!tagger_check(t, "head", 4, page, sizeof(page) - 1, tag));
	for (size_t bit = 0; bit < 8 * sizeof(page); bit++) {
		page[bit / 8] ^= (char)(1 << bit % 8);
		ck_assert(!tagger_check(t, "head", 4, page, sizeof(page), tag));
		page[bit / 8] ^= (char)(1 << bit % 8);
	}
	for (size_t bit = 0; bit < 8 * sizeof(tag); bit++) {
		tag[bit / 8] ^= (unsigned char)(1 << bit % 8);
		ck_assert(!tagger_check(t, "head", 4, page, sizeof(page), tag));
		tag[bit / 8] ^= (unsigned char)(1 << bit % 8);
	}
	ck_assert(tagger_check(t, "head", 4, page, sizeof(page), tag));
	tagger_free(t);
}
END_TEST

/* GMAC with a known key, from NIST's gcmEncryptExtIV256.rsp: no text, some AAD. */
START_TEST(tags_are_gmac)
{
	size_t		 n;
	unsigned char	*key = hex_parse(a, "78dc4e0aaf52d935c3c01eea57428f00ca1fd475f5da86a49c8dd73d68c8e223", &n);
	unsigned char	*aad = hex_parse(a, "b96baa8c1c75a671bfb2d08d06be5f36", &n);
	unsigned char	*tag = hex_parse(a, "d79cf22d504cc793c3fb6c8a" "3e5d486aa2e30b22e040b85723a06e76", &n);
	struct tagger	*t = tagger_new(key);

	ck_assert_uint_eq(n, TAG_BYTES);
	ck_assert(tagger_check(t, aad, 16, "", 0, tag));
	ck_assert(tagger_check(t, aad, 6, aad + 6, 10, tag));
	tagger_free(t);
}
END_TEST

Suite *
crypto_suite(void)
{
	Suite *s = suite_create("crypto");
	TCase *t = tcase_create("crypto");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, sha256_by_fips_180);
	tcase_add_test(t, hmac_by_rfc_4231);
	tcase_add_test(t, base64url_by_rfc_4648);
	tcase_add_test(t, base64url_is_strict);
	tcase_add_test(t, base32_by_crockford);
	tcase_add_test(t, ed25519_by_rfc_8032);
	tcase_add_test(t, hex_goes_there_and_back);
	tcase_add_test(t, equal_is_equal);
	tcase_add_test(t, a_child_draws_its_own);
	tcase_add_test(t, random_below_is_below_and_even);
	tcase_add_test(t, a_key_is_for_its_owner_alone);
	tcase_add_test(t, a_ring_needs_good_keys);
	tcase_add_test(t, rings_beside_each_other);
	tcase_add_test(t, keys_rotate_without_anybody_noticing);
	tcase_add_test(t, a_ring_has_an_end);
	tcase_add_test(t, a_mac_is_for_one_purpose_and_text);
	tcase_add_test(t, sealed_is_opened_by_who_knows_about_what);
	tcase_add_test(t, sealed_outlives_a_rotation);
	tcase_add_test(t, derived_keys_differ_by_purpose_and_key);
	tcase_add_test(t, a_tag_is_of_every_bit);
	tcase_add_test(t, tags_are_gmac);
	suite_add_tcase(s, t);
	return s;
}
