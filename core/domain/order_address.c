/* order_address.c: addresses that open what they name; see order_address.h. */
#include "core/domain/order_address.h"

#include "core/lib/id.h"

#include <stdio.h>
#include <string.h>

#define SECRET_BYTES	16
#define SECRET_LETTERS	26

/* 128 bits as Crockford's base 32, first bits first. */
static void
letters_of(char to[SECRET_LETTERS + 1], const unsigned char bytes[SECRET_BYTES])
{
	static const char	letters[] = "0123456789abcdefghjkmnpqrstvwxyz";
	unsigned		bits = 0, n = 0;
	char			*p = to;

	for (int i = 0; i < SECRET_BYTES; i++) {
		bits = bits << 8 | bytes[i];
		for (n += 8; n >= 5; n -= 5)
			*p++ = letters[bits >> (n - 5) & 31];
	}
	*p++ = letters[bits << (5 - n) & 31];
	*p = '\0';
}

char *
secret_address(struct arena *a, const struct keyring *ring, const char *purpose, int64_t id,
    int revision, int key_number)
{
	unsigned char	 key[32], mac[SHA256_BYTES];
	char		 letters[SECRET_LETTERS + 1];
	const char	*what = text(a, "%s %d", id_text(a, id), revision);

	if (!keyring_derive(ring, key_number, purpose, key))
		return NULL;
	hmac_sha256(key, sizeof(key), what, strlen(what), mac);
	crypto_forget(key, sizeof(key));
	letters_of(letters, mac);
	return text(a, "%s-%s", id_text(a, id), letters);
}

int64_t
secret_address_id(struct arena *a, const char *address)
{
	if (address == NULL || strlen(address) != ID_LETTERS + 1 + SECRET_LETTERS ||
	    address[ID_LETTERS] != '-')
		return 0;
	return id_parse(arena_copy_n(a, address, ID_LETTERS));
}
