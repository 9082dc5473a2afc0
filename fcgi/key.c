/* key.c: keys of deeds; see key.h. */
#include "fcgi/key.h"

#include <string.h>

#include "core/lib/crypto.h"
#include "fcgi/form.h"
#include "fcgi/req.h"

void
key_show(struct req *r)
{
	unsigned char key[KEY_BYTES];

	random_bytes(key, sizeof(key));
	form_value(r, "key", base64url(r->arena, key, sizeof(key)));
}

bool
key_read(struct req *r, const char *typed, unsigned char key[KEY_BYTES])
{
	size_t			 len = 0;
	const unsigned char	*bytes = base64url_parse(r->arena, typed, &len);

	if (bytes == NULL || len != KEY_BYTES)
		return false;
	memcpy(key, bytes, KEY_BYTES);
	return true;
}

bool
key_read_with(struct req *r, const char *typed, const char *what, unsigned char key[KEY_BYTES])
{
	unsigned char digest[SHA256_BYTES];

	if (!key_read(r, typed, key))
		return false;
	hmac_sha256(key, KEY_BYTES, what, strlen(what), digest);
	memcpy(key, digest, KEY_BYTES);
	return true;
}
