/* bounce.c: mailboxes that mail did not reach; see bounce.h. */
#include "core/domain/bounce.h"

#include "core/lib/id.h"
#include "core/lib/text.h"
#include "sql/bounce.h"

#include <stdio.h>
#include <string.h>

#define STATUS_MAX	16
#define REASON_MAX	200
#define UNCLEAR		"5.2.0"
#define PURPOSE		"bounce"
#define MAC_BYTES	10

enum bounce_kind
bounce_kind_of(const char *status)
{
	static const char *const gone[] = { "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1" };

	for (size_t i = 0; i < sizeof(gone) / sizeof(gone[0]); i++)
		if (strcmp(status, gone[i]) == 0)
			return BOUNCE_HARD;
	return strcmp(status, "5.2.2") == 0 || strcmp(status, UNCLEAR) == 0 ? BOUNCE_SOFT : BOUNCE_OTHER;
}

const char *
bounce_status(struct arena *a, const char *answer)
{
	int code, of, subject, detail;

	if (sscanf(answer, "%3d%*1[ -]%1d.%3d.%3d", &code, &of, &subject, &detail) == 4 && code / 100 == 5 &&
	    of == 5)
		return text(a, "5.%d.%d", subject, detail);
	if (sscanf(answer, "%3d", &code) != 1 || code / 100 != 5)
		return "";
	/* RFC 5321 4.2.3: servers that say no more may mean the mailbox, or what they think of us. */
	return code >= 550 && code <= 553 ? UNCLEAR : "5.0.0";
}

bool
bounce_note(struct db *db, int64_t organizer, const char *email, const char *status, const char *reason)
{
	struct arena		*a = arena_new();
	enum bounce_kind	 kind = bounce_kind_of(status);

	if (kind != BOUNCE_OTHER && strlen(status) <= STATUS_MAX)
		q_bounce_add(db, organizer, email, kind == BOUNCE_HARD, status,
		    text_cut(a, reason, REASON_MAX));
	arena_free(a);
	return !db_failed(db);
}

bool
bounce_is_hard(struct db *db, int64_t organizer, const char *email)
{
	struct row *row = q_bounce_of(db, organizer, email);

	return row != NULL && row_bool(row, "hard");
}

/* --- where what comes back goes to ---------------------------------------------------------- */

/*
 * Sixteen letters that only we can make for this subject and mailbox; NULL when the key is not in
 * the ring.
 */
static const char *
mac_of(struct arena *a, const struct keyring *keys, int number, const char *about, const char *email)
{
	const char	*what = text(a, "%s %s", about, email);
	unsigned char	 key[32], mac[SHA256_BYTES];

	if (number <= 0 || !keyring_derive(keys, number, PURPOSE, key))
		return NULL;
	hmac_sha256(key, sizeof(key), what, strlen(what), mac);
	crypto_forget(key, sizeof(key));
	return base32(a, mac, MAC_BYTES);
}

const char *
bounce_address(struct arena *a, const struct keyring *keys, const char *base, int64_t about, const char *email)
{
	int		 number = keyring_current(keys);
	const char	*at = strrchr(base, '@'), *letters = id_text(a, about);

	return text(a, "%.*s+%s-%d-%s%s", (int)(at - base), base, letters, number,
	    mac_of(a, keys, number, letters, email), at);
}

/* Servers may write the part before the @ in another case. */
int64_t
bounce_about(struct arena *a, const struct keyring *keys, const char *address, const char *email)
{
	const char	*plus = strchr(address, '+'), *right;
	char		 letters[ID_LETTERS + 1], mac[17];
	int		 number, end = 0;

	if (plus == NULL ||
	    sscanf(plus, "+%13[0-9A-Za-z]-%4d-%16[0-9A-Za-z]%n", letters, &number, mac, &end) != 3 ||
	    plus[end] != '@')
		return 0;
	for (char *c = letters; *c != '\0'; c++)
		*c = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
	right = mac_of(a, keys, number, letters, email);
	for (char *c = mac; *c != '\0'; c++)
		*c = *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c;
	return right != NULL && crypto_equal_text(right, mac) ? id_parse(letters) : 0;
}
