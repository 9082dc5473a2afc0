/* crypto.c: chance, digests, bytes as text; see crypto.h.  Keys are in keyring.c. */
#include "core/lib/crypto.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#include "core/lib/crypto_gcm.h"
#include "core/lib/log.h"

#define NONCE_BYTES	12
#define GCM_TAG_BYTES	16

/* OpenSSL is out of memory or of chance: nothing made from now on could be trusted. */
static void
must(int ok, const char *what)
{
	if (ok == 1)
		return;
	log_line(LOG_ERROR, "cryptography failed", LOG_TEXT("what", what), LOG_END);
	abort();
}

/* --- chance, digests, comparing ---------------------------------------------------------- */

void
random_bytes(void *to, size_t n)
{
	unsigned char *at = to;

	for (size_t some; n > 0; at += some, n -= some) {
		some = n < 65536 ? n : 65536;
		must(RAND_bytes(at, (int)some), "RAND_bytes");
	}
}

uint32_t
random_below(uint32_t limit)
{
	uint32_t drawn, least;

	if (limit == 0)
		abort();
	least = -limit % limit;	/* 2^32 mod limit: drawing less would favour small numbers */
	do
		random_bytes(&drawn, sizeof(drawn));
	while (drawn < least);
	return drawn % limit;
}

void
sha256(const void *bytes, size_t n, unsigned char digest[SHA256_BYTES])
{
	must(SHA256(bytes, n, digest) == digest, "SHA256");
}

void
hmac_sha256(const void *key, size_t key_len, const void *bytes, size_t n,
    unsigned char mac[SHA256_BYTES])
{
	must(HMAC(EVP_sha256(), key, (int)key_len, bytes, n, mac, NULL) == mac, "HMAC");
}

bool
crypto_equal(const void *a, const void *b, size_t n)
{
	return CRYPTO_memcmp(a, b, n) == 0;
}

bool
crypto_equal_text(const char *a, const char *b)
{
	unsigned char of_a[SHA256_BYTES], of_b[SHA256_BYTES];

	/* Digests are of one length, and where two of them differ says nothing. */
	sha256(a, strlen(a), of_a);
	sha256(b, strlen(b), of_b);
	return crypto_equal(of_a, of_b, sizeof(of_a));
}

void
crypto_forget(void *bytes, size_t n)
{
	OPENSSL_cleanse(bytes, n);
}

/* --- bytes as text -------------------------------------------------------------------------- */

static const char base64_letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

void
base64url_into(char *to, const void *bytes, size_t n)
{
	const unsigned char	*from = bytes;
	uint32_t		 bits = 0;
	int			 held = 0;

	for (size_t i = 0; i < n; i++) {
		bits = bits << 8 | from[i];
		for (held += 8; held >= 6; held -= 6)
			*to++ = base64_letters[bits >> (held - 6) & 63];
	}
	if (held > 0)
		*to++ = base64_letters[bits << (6 - held) & 63];
	*to = '\0';
}

char *
base64url(struct arena *a, const void *bytes, size_t n)
{
	char *to = arena_alloc(a, BASE64URL_LEN(n) + 1);

	base64url_into(to, bytes, n);
	return to;
}

/* What a letter stands for, or -1. */
static int
base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '-' ? 62 : c == '_' ? 63 : -1;
}

unsigned char *
base64url_parse(struct arena *a, const char *from, size_t *n)
{
	size_t		 len = strlen(from);
	unsigned char	*to = arena_alloc(a, len / 4 * 3 + 4), *at = to;
	uint32_t	 bits = 0;
	int		 held = 0, value;

	if (len % 4 == 1)
		return NULL;
	for (; *from != '\0'; from++) {
		if ((value = base64_value(*from)) < 0)
			return NULL;
		bits = bits << 6 | (uint32_t)value;
		if ((held += 6) >= 8)
			*at++ = (unsigned char)(bits >> (held -= 8));
	}
	/* Bits left over would make two texts of the same bytes. */
	if ((bits & ((1u << held) - 1)) != 0)
		return NULL;
	*n = (size_t)(at - to);
	return to;
}

char *
hex(struct arena *a, const void *bytes, size_t n)
{
	static const char	 digits[] = "0123456789abcdef";
	const unsigned char	*from = bytes;
	char			*to = arena_alloc(a, n * 2 + 1);

	for (size_t i = 0; i < n; i++) {
		to[2 * i] = digits[from[i] >> 4];
		to[2 * i + 1] = digits[from[i] & 15];
	}
	return to;
}

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

unsigned char *
hex_parse(struct arena *a, const char *from, size_t *n)
{
	size_t		 len = strlen(from);
	unsigned char	*to = arena_alloc(a, len / 2 + 1);

	if (len % 2 != 0)
		return NULL;
	for (size_t i = 0; i < len; i += 2) {
		int high = hex_value(from[i]), low = hex_value(from[i + 1]);

		if (high < 0 || low < 0)
			return NULL;
		to[i / 2] = (unsigned char)(high << 4 | low);
	}
	*n = len / 2;
	return to;
}

static const char base32_letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

char *
base32(struct arena *a, const void *bytes, size_t n)
{
	const unsigned char	*from = bytes;
	char			*to = arena_alloc(a, BASE32_LEN(n) + 1), *at = to;
	uint32_t		 bits = 0;
	int			 held = 0;

	for (size_t i = 0; i < n; i++) {
		bits = bits << 8 | from[i];
		for (held += 8; held >= 5; held -= 5)
			*at++ = base32_letters[bits >> (held - 5) & 31];
	}
	if (held > 0)
		*at++ = base32_letters[bits << (5 - held) & 31];
	return to;
}

unsigned char *
base32_parse(struct arena *a, const char *from, size_t *n)
{
	unsigned char	*to = arena_alloc(a, strlen(from) * 5 / 8 + 1), *at = to;
	const char	*letter;
	uint32_t	 bits = 0;
	int		 held = 0;

	for (; *from != '\0'; from++) {
		if ((letter = strchr(base32_letters, *from)) == NULL)
			return NULL;
		bits = bits << 5 | (uint32_t)(letter - base32_letters);
		if ((held += 5) >= 8)
			*at++ = (unsigned char)(bits >> (held -= 8));
	}
	/* A letter that adds no byte, or bits left over, would make two texts of the same bytes. */
	if (held >= 5 || (bits & ((1u << held) - 1)) != 0)
		return NULL;
	*n = (size_t)(at - to);
	return to;
}

/* --- signatures that anybody can verify ------------------------------------------------------- */

static EVP_PKEY *
ed25519_seed(const unsigned char seed[ED25519_KEY_BYTES])
{
	EVP_PKEY *key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, ED25519_KEY_BYTES);

	must(key != NULL, "Ed25519");
	return key;
}

void
ed25519_public(const unsigned char seed[ED25519_KEY_BYTES], unsigned char public[ED25519_KEY_BYTES])
{
	EVP_PKEY	*key = ed25519_seed(seed);
	size_t		 n = ED25519_KEY_BYTES;

	must(EVP_PKEY_get_raw_public_key(key, public, &n), "Ed25519 public key");
	EVP_PKEY_free(key);
}

void
ed25519_sign(const unsigned char seed[ED25519_KEY_BYTES], const void *bytes, size_t n,
    unsigned char signature[ED25519_BYTES])
{
	EVP_PKEY	*key = ed25519_seed(seed);
	EVP_MD_CTX	*c = EVP_MD_CTX_new();
	size_t		 len = ED25519_BYTES;

	must(c != NULL, "EVP_MD_CTX_new");
	must(EVP_DigestSignInit(c, NULL, NULL, NULL, key), "EVP_DigestSignInit");
	must(EVP_DigestSign(c, signature, &len, bytes, n), "EVP_DigestSign");
	EVP_MD_CTX_free(c);
	EVP_PKEY_free(key);
}

bool
ed25519_verify(const unsigned char public[ED25519_KEY_BYTES], const void *bytes, size_t n,
    const unsigned char signature[ED25519_BYTES])
{
	EVP_PKEY	*key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, public,
			    ED25519_KEY_BYTES);
	EVP_MD_CTX	*c = EVP_MD_CTX_new();
	bool		 good;

	must(key != NULL && c != NULL, "Ed25519");
	must(EVP_DigestVerifyInit(c, NULL, NULL, NULL, key), "EVP_DigestVerifyInit");
	good = EVP_DigestVerify(c, signature, ED25519_BYTES, bytes, n) == 1;
	EVP_MD_CTX_free(c);
	EVP_PKEY_free(key);
	ERR_clear_error();	/* a bad one leaves a note */
	return good;
}

/* --- making unreadable, under a key that is used for nothing else ------------------------------ */

/* A cipher with its key set, which is what takes time; nonces come later. */
static EVP_CIPHER_CTX *
gcm_new(const unsigned char key[32])
{
	EVP_CIPHER_CTX *c = EVP_CIPHER_CTX_new();

	must(c != NULL, "EVP_CIPHER_CTX_new");
	must(EVP_CipherInit_ex(c, EVP_aes_256_gcm(), NULL, key, NULL, 1), "AES-256-GCM");
	return c;
}

static void
gcm_feed(EVP_CIPHER_CTX *c, void *to, const void *from, size_t n)
{
	const unsigned char	*at = from;
	unsigned char		*out = to;
	int			 some, written;

	/* OpenSSL counts in int. */
	for (; n > 0; n -= (size_t)some, at += some) {
		some = n < (1u << 30) ? (int)n : 1 << 30;
		must(EVP_CipherUpdate(c, out, &written, at, some), "EVP_CipherUpdate");
		if (out != NULL)
			out += written;
	}
}

void
crypto_gcm_seal(const unsigned char key[32], const void *about, size_t about_len, const void *bytes,
    size_t n, unsigned char *to)
{
	EVP_CIPHER_CTX	*c = gcm_new(key);
	int		 rest;

	random_bytes(to, NONCE_BYTES);
	must(EVP_CipherInit_ex(c, NULL, NULL, NULL, to, 1), "nonce");
	gcm_feed(c, NULL, about, about_len);
	gcm_feed(c, to + NONCE_BYTES, bytes, n);
	must(EVP_CipherFinal_ex(c, to + NONCE_BYTES + n, &rest), "EVP_CipherFinal_ex");
	must(EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_AEAD_GET_TAG, GCM_TAG_BYTES, to + NONCE_BYTES + n), "tag");
	EVP_CIPHER_CTX_free(c);
}

bool
crypto_gcm_open(const unsigned char key[32], const void *about, size_t about_len,
    const unsigned char *from, size_t n, unsigned char *to)
{
	EVP_CIPHER_CTX	*c = gcm_new(key);
	unsigned char	 tag[GCM_TAG_BYTES];
	int		 rest;
	bool		 good;

	memcpy(tag, from + NONCE_BYTES + n, sizeof(tag));
	must(EVP_CipherInit_ex(c, NULL, NULL, NULL, from, 0), "nonce");
	gcm_feed(c, NULL, about, about_len);
	gcm_feed(c, to, from + NONCE_BYTES, n);
	must(EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_AEAD_SET_TAG, GCM_TAG_BYTES, tag), "tag");
	good = EVP_CipherFinal_ex(c, to + n, &rest) == 1;
	EVP_CIPHER_CTX_free(c);
	if (!good)
		crypto_forget(to, n);	/* whatever that was */
	return good;
}

/* --- tags ------------------------------------------------------------------------------------ */

struct tagger {
	EVP_CIPHER_CTX *gcm;
};

struct tagger *
tagger_new(const unsigned char key[32])
{
	struct tagger *t = malloc(sizeof(*t));

	must(t != NULL, "malloc");
	t->gcm = gcm_new(key);
	return t;
}

void
tagger_free(struct tagger *t)
{
	if (t == NULL)
		return;
	EVP_CIPHER_CTX_free(t->gcm);
	free(t);
}

/* GMAC (NIST SP 800-38D): GCM of nothing, all of it authenticated. */
static void
gmac(struct tagger *t, const unsigned char nonce[NONCE_BYTES], const void *head, size_t head_len,
    const void *bytes, size_t n, unsigned char mac[GCM_TAG_BYTES])
{
	unsigned char	nothing[GCM_TAG_BYTES];
	int		rest;

	must(EVP_CipherInit_ex(t->gcm, NULL, NULL, NULL, nonce, 1), "nonce");
	gcm_feed(t->gcm, NULL, head, head_len);
	gcm_feed(t->gcm, NULL, bytes, n);
	must(EVP_CipherFinal_ex(t->gcm, nothing, &rest), "EVP_CipherFinal_ex");
	must(EVP_CIPHER_CTX_ctrl(t->gcm, EVP_CTRL_AEAD_GET_TAG, GCM_TAG_BYTES, mac), "tag");
}

void
tagger_make(struct tagger *t, const void *head, size_t head_len, const void *bytes, size_t n,
    unsigned char tag[TAG_BYTES])
{
	random_bytes(tag, NONCE_BYTES);
	gmac(t, tag, head, head_len, bytes, n, tag + NONCE_BYTES);
}

bool
tagger_check(struct tagger *t, const void *head, size_t head_len, const void *bytes, size_t n,
    const unsigned char tag[TAG_BYTES])
{
	unsigned char mac[GCM_TAG_BYTES];

	gmac(t, tag, head, head_len, bytes, n, mac);
	return crypto_equal(mac, tag + NONCE_BYTES, sizeof(mac));
}
