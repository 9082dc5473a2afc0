/*
 * ticket_code.c: what stands in a ticket's QR code; see ticket_code.h.
 *
 * 76 bytes, most significant first: 2 bits of version, 14 of key number, 16 of revision, 64 of the ticket's
 * id, then the signature of a label and those twelve bytes.
 */
#include "core/domain/ticket_code.h"

#include <assert.h>
#include <string.h>

#define CODE_VERSION		1
#define HEAD		12
#define BYTES		(HEAD + ED25519_BYTES)
#define PURPOSE		"ticket code"

/* What is signed begins with a label, so that no other signature of this key could ever be a ticket. */
static const char label[] = "marquee ticket ";

#define SIGNED		(sizeof(label) - 1 + HEAD)

static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static void
write_number(unsigned char *to, uint64_t number, int bytes)
{
	for (int i = bytes - 1; i >= 0; i--, number >>= 8)
		to[i] = (unsigned char)number;
}

static uint64_t
read_number(const unsigned char *from, int bytes)
{
	uint64_t number = 0;

	for (int i = 0; i < bytes; i++)
		number = number << 8 | from[i];
	return number;
}

static void
labelled(unsigned char to[SIGNED], const unsigned char head[HEAD])
{
	memcpy(to, label, sizeof(label) - 1);
	memcpy(to + sizeof(label) - 1, head, HEAD);
}

char *
ticket_code_make(struct arena *a, const struct keyring *ring, const struct ticket_code *code, int key_number)
{
	unsigned char bytes[BYTES], what[SIGNED], seed[ED25519_KEY_BYTES];

	assert(code->ticket > 0 && code->revision >= 0 && code->revision <= 0xFFFF);
	if (key_number <= 0 || !keyring_derive(ring, key_number, PURPOSE, seed))
		return NULL;
	write_number(bytes, (uint64_t)CODE_VERSION << 30 | (uint64_t)key_number << 16 | (uint64_t)code->revision, 4);
	write_number(bytes + 4, (uint64_t)code->ticket, 8);
	labelled(what, bytes);
	ed25519_sign(seed, what, sizeof(what), bytes + HEAD);
	crypto_forget(seed, sizeof(seed));
	return base32(a, bytes, sizeof(bytes));
}

bool
ticket_code_public(const struct keyring *ring, int key_number, unsigned char public[ED25519_KEY_BYTES])
{
	unsigned char seed[ED25519_KEY_BYTES];

	if (key_number <= 0 || !keyring_derive(ring, key_number, PURPOSE, seed))
		return false;
	ed25519_public(seed, public);
	crypto_forget(seed, sizeof(seed));
	return true;
}

/* The bytes of its letters, if there are as many as there should be; else NULL. */
static unsigned char *
code_bytes(struct arena *a, const char *s)
{
	char	capital[TICKET_CODE_LEN + 1] = "";
	size_t	n = strlen(s);

	if (n != TICKET_CODE_LEN)
		return NULL;
	for (size_t i = 0; i < n; i++)
		capital[i] = s[i] >= 'a' && s[i] <= 'z' ? (char)(s[i] - 'a' + 'A') : s[i];
	return base32_parse(a, capital, &n);
}

bool
ticket_code_read(struct arena *a, const struct keyring *ring, const char *s, struct ticket_code *code)
{
	unsigned char	*bytes = code_bytes(a, s), what[SIGNED], public[ED25519_KEY_BYTES];
	uint64_t	 head, ticket;

	if (bytes == NULL)
		return false;
	head = read_number(bytes, 4);
	ticket = read_number(bytes + 4, 8);
	labelled(what, bytes);
	if (head >> 30 != CODE_VERSION || ticket == 0 || ticket > INT64_MAX ||
	    !ticket_code_public(ring, (int)(head >> 16 & 0x3FFF), public) ||
	    !ed25519_verify(public, what, sizeof(what), bytes + HEAD))
		return false;
	code->ticket = (int64_t)ticket;
	code->revision = (int)(head & 0xFFFF);
	return true;
}

/* --- ten letters for hands and eyes ---------------------------------------------------------- */

void
ticket_short_code_draw(char code[TICKET_SHORT_LEN + 1])
{
	unsigned char chance[TICKET_SHORT_LEN];

	random_bytes(chance, sizeof(chance));
	for (int i = 0; i < TICKET_SHORT_LEN; i++)
		code[i] = letters[chance[i] & 31];
	code[TICKET_SHORT_LEN] = '\0';
}

/* What a hand may have meant by it, as Crockford says: O is 0, I and L are 1. 0 for what no code has. */
static char
meant(char c)
{
	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	if (c == 'O')
		return '0';
	if (c == 'I' || c == 'L')
		return '1';
	return c != '\0' && strchr(letters, c) != NULL ? c : '\0';
}

char *
ticket_short_code_parse(struct arena *a, const char *typed)
{
	char	*code = arena_alloc(a, TICKET_SHORT_LEN + 1);
	size_t	 n = 0;

	for (; *typed != '\0'; typed++) {
		if (*typed == ' ' || *typed == '-')
			continue;
		if (n == TICKET_SHORT_LEN || (code[n++] = meant(*typed)) == '\0')
			return NULL;
	}
	return n == TICKET_SHORT_LEN ? code : NULL;
}
