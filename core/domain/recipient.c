/* recipient.c: how much mail one mailbox gets; see recipient.h. */
#include "core/domain/recipient.h"

#include "core/lib/text.h"
#include "sql/rate.h"

#include <stddef.h>
#include <string.h>

#define HOUR	3600
#define DAY	86400

const char *
recipient_mailbox(struct arena *a, const char *email)
{
	const char	*key = text_email_key(a, email);
	const char	*at = key == NULL ? NULL : strrchr(key, '@');
	const char	*plus = key == NULL ? NULL : strchr(key, '+');

	if (at == NULL)
		return email;
	return plus == NULL || plus == key || plus > at ? key :
	    text(a, "%.*s%s", (int)(plus - key), key, at);
}

/* Keyed: a dump of the table names nobody. */
static struct bytes
subject_of(struct arena *a, const struct recipient_cap *cap, const char *email)
{
	const char	*mailbox = recipient_mailbox(a, email);
	unsigned char	 key[32], *hash = arena_alloc(a, SHA256_BYTES);

	keyring_derive(cap->keys, 0, "recipient", key);
	hmac_sha256(key, sizeof(key), mailbox, strlen(mailbox), hash);
	crypto_forget(key, sizeof(key));
	return (struct bytes){ hash, SHA256_BYTES };
}

bool
recipient_may(struct db *db, struct arena *a, const struct recipient_cap *cap, const char *email)
{
	struct bytes who = subject_of(a, cap, email);

	return (q_rate_used_anywhere(db, "mail-hour", who, HOUR) < cap->per_hour &&
	    q_rate_used_anywhere(db, "mail-day", who, DAY) < cap->per_day) || db_failed(db);
}

void
recipient_count(struct db *db, struct arena *a, const struct recipient_cap *cap, const char *email)
{
	struct bytes who = subject_of(a, cap, email);

	q_rate_add_anywhere(db, "mail-hour", who, HOUR, cap->per_hour + 1);
	q_rate_add_anywhere(db, "mail-day", who, DAY, cap->per_day + 1);
}
