/*
 * crypto.h: chance, digests, keys and what is made with them.  The only user of OpenSSL.
 *
 * Nothing here can fail for want of memory or of chance: the process says so and exits.
 */
#ifndef CORE_LIB_CRYPTO_H
#define CORE_LIB_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/lib/arena.h"

#define SHA256_BYTES	32

/* --- chance, digests, comparing -------------------------------------------------- */

/* n bytes nobody can guess (RAND_bytes; made anew after a fork). */
void random_bytes(void *to, size_t n);

/* A number below `limit` (> 0), each as likely as the others. */
uint32_t random_below(uint32_t limit);

void sha256(const void *bytes, size_t n, unsigned char digest[SHA256_BYTES]);
void hmac_sha256(const void *key, size_t key_len, const void *bytes, size_t n,
    unsigned char mac[SHA256_BYTES]);

/* True when n bytes are the same, in a time that does not tell how many of them. */
bool crypto_equal(const void *, const void *, size_t n);

/* The same for text; the time tells the length of neither secret but of the second. */
bool crypto_equal_text(const char *, const char *);

/* Overwrite n bytes, also when the compiler thinks nobody will look. */
void crypto_forget(void *, size_t n);

/* --- bytes as text ------------------------------------------------------------------ */

/*
 * RFC 4648 section 5, without '='.  Decoding is strict: NULL for any other letter, a length that cannot
 * be, or loose bits at the end.  base64url_into() needs room for a NUL, too.
 */
#define BASE64URL_LEN(n)	((n) / 3 * 4 + ((n) % 3 == 0 ? 0 : (n) % 3 + 1))
void base64url_into(char *to, const void *bytes, size_t n);
char *base64url(struct arena *, const void *bytes, size_t n);
unsigned char *base64url_parse(struct arena *, const char *, size_t *n);

/* Lower case; parsing takes both cases, NULL when it is not hex. */
char *hex(struct arena *, const void *bytes, size_t n);
unsigned char *hex_parse(struct arena *, const char *, size_t *n);

/*
 * Crockford's base 32 (no I, L, O, U), capital.  As strict: capital letters alone, no loose bits.
 */
#define BASE32_LEN(n)		(((n) * 8 + 4) / 5)
char *base32(struct arena *, const void *bytes, size_t n);
unsigned char *base32_parse(struct arena *, const char *, size_t *n);

/* --- signatures that anybody can verify: Ed25519 (RFC 8032) ------------------------- */

#define ED25519_KEY_BYTES	32	/* a seed, a public key */
#define ED25519_BYTES		64	/* a signature */

/* The public key of a seed (keyring_derive); a signature under the seed; whether one is the public key's. */
void ed25519_public(const unsigned char seed[ED25519_KEY_BYTES], unsigned char public[ED25519_KEY_BYTES]);
void ed25519_sign(const unsigned char seed[ED25519_KEY_BYTES], const void *bytes, size_t n,
    unsigned char signature[ED25519_BYTES]);
bool ed25519_verify(const unsigned char public[ED25519_KEY_BYTES], const void *bytes, size_t n,
    const unsigned char signature[ED25519_BYTES]);

/* --- keys ------------------------------------------------------------------------------
 *
 * A ring is the files <dir>/<name>-<number>.key, one key each, number by number.  All of them
 * open and verify; the newest makes new ones, but only KEYRING_SETTLE seconds after it was
 * made, by when every program has been told (HUP) that it exists.  So: to rotate, make a key, reload
 * the programs; once nothing made with the old key is of use any more, remove its file
 * and reload.  Keys never leave this file's memory: purposes get keys derived from them.
 */

#define KEYRING_SETTLE	600	/* seconds */
#define KEYRING_MAX	8	/* keys in a ring */

struct keyring;

/*
 * Make the ring's next key (its first one if there is none) as a file only its owner reads. Returns its
 * number; 0, with a sentence in *err, when that cannot be.  `now` is written into it.
 */
int keyring_make(struct arena *, const char *dir, const char *name, int64_t now, const char **err);

/*
 * Read a ring.  NULL, with a sentence in *err, when it has no key, more than KEYRING_MAX, or a file
 * that is not a key or may be read by everybody.  Lives in the arena; the keys are overwritten when that goes.
 */
struct keyring *keyring_load(struct arena *, const char *dir, const char *name, const char **err);

/* The number of the key that makes new ones now; how many keys there are. */
int keyring_current(const struct keyring *);
size_t keyring_count(const struct keyring *);

/* 32 bytes for one purpose, of the key with that number (0: the current one); false when it is not in the ring. */
bool keyring_derive(const struct keyring *, int number, const char *purpose, unsigned char key[32]);

/*
 * A message authentication code as text, "<number>.<43 letters>": HMAC-SHA-256 under a key derived for
 * this purpose, so that what was made for one purpose is worth nothing for another.
 */
char *mac_sign(struct arena *, const struct keyring *, const char *purpose, const void *bytes, size_t n);
bool mac_verify(const struct keyring *, const char *purpose, const void *bytes, size_t n, const char *mac);

/*
 * Bytes made unreadable (AES-256-GCM, random nonce, key derived for the purpose), as text
 * of base64url.  `about` is not in it but must be the same to open it again: the id of whose it is.
 * Opening gives NULL when anything is not as it was made; a NUL follows the bytes.
 */
char *crypto_seal(struct arena *, const struct keyring *, const char *purpose, const char *about,
    const void *bytes, size_t n);
unsigned char *crypto_open(struct arena *, const struct keyring *, const char *purpose,
    const char *about, const char *sealed, size_t *n);

/* --- for cache.c: is it what we wrote? -------------------------------------------------- */

struct tagger;			/* AES-256-GMAC under one key */

#define TAG_BYTES	28	/* nonce and tag */

struct tagger *tagger_new(const unsigned char key[32]);
void tagger_free(struct tagger *);

/* The tag of two runs of bytes; whether it is theirs. Five times as fast as HMAC for a page. */
void tagger_make(struct tagger *, const void *head, size_t head_len, const void *bytes, size_t n,
    unsigned char tag[TAG_BYTES]);
bool tagger_check(struct tagger *, const void *head, size_t head_len, const void *bytes, size_t n,
    const unsigned char tag[TAG_BYTES]);

#endif
