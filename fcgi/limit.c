/*
 * limit.c: how often somebody may; see limit.h.
 * What is asked and changed here is sql/rate.sql.
 */
#include "fcgi/limit.h"

#include <arpa/inet.h>
#include <string.h>

#include "core/lib/cache.h"
#include "core/lib/conf.h"
#include "core/lib/crypto.h"
#include "core/lib/db.h"
#include "core/lib/id.h"
#include "fcgi/program.h"
#include "fcgi/req.h"
#include "sql/rate.h"

/*
 * How long memcached answers for who is over it: a twentieth of the window, in which little
 * changes.
 */
#define OVER_PART	20
#define OVER_LONGEST	30

/* One counter: a deed of one subject. */
struct counter {
	const char	*what;		/* "sign-in" */
	struct bytes	 subject;	/* keyed hash: a dump of the table names nobody */
	const char	*key;		/* in memcached */
	int64_t		 account;	/* on whose shard; 0: in the directory */
};

const char *
limit_prefix(struct arena *a, const char *address)
{
	unsigned char	 b[16];
	static const unsigned char mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

	if (inet_pton(AF_INET, address, b) == 1)
		return text(a, "%d.%d.%d.0/24", b[0], b[1], b[2]);
	if (inet_pton(AF_INET6, address, b) != 1)
		return "";
	if (memcmp(b, mapped, sizeof(mapped)) == 0)
		return text(a, "%d.%d.%d.0/24", b[12], b[13], b[14]);
	return text(a, "%x:%x:%x:%x::/64", b[0] << 8 | b[1], b[2] << 8 | b[3], b[4] << 8 | b[5],
	    b[6] << 8 | b[7]);
}

static struct counter
counter_of(struct req *r, const struct limit *limit, const char *kind, const char *subject,
    int64_t account)
{
	unsigned char	 key[32], *hash = arena_alloc(r->arena, SHA256_BYTES);
	char		*who = text(r->arena, "%s %s", kind, subject);

	keyring_derive(r->tools->keys, 0, "rate", key);
	hmac_sha256(key, sizeof(key), who, strlen(who), hash);
	crypto_forget(key, sizeof(key));
	return (struct counter){ limit->deed, { hash, SHA256_BYTES },
	    text(r->arena, "over %s %s", limit->deed, hex(r->arena, hash, SHA256_BYTES)), account };
}

static int64_t
count(struct db *db, const struct counter *c, int64_t most, int64_t seconds)
{
	if (c->account != 0) {
		q_rate_add(db, c->account, c->what, c->subject, seconds, most + 1);
		return q_rate_used(db, c->account, c->what, c->subject, seconds);
	}
	q_rate_add_anywhere(db, c->what, c->subject, seconds, most + 1);
	return q_rate_used_anywhere(db, c->what, c->subject, seconds);
}

static int64_t
over_seconds(int64_t window)
{
	int64_t seconds = window / OVER_PART;

	return seconds < 1 ? 1 : seconds > OVER_LONGEST ? OVER_LONGEST : seconds;
}

/* Tests and load raise every limit together. */
static int64_t
factor(const struct req *r)
{
	return r->conf == NULL ? 1 : conf_int(r->conf, "limits.factor");
}

/* Count one; false when that was one too many. */
static bool
take(struct req *r, const struct counter *c, int64_t most, int64_t seconds)
{
	size_t len;

	most *= factor(r);
	if (r->cache != NULL && cache_get(r->cache, r->arena, c->key, &len) != NULL)
		return false;
	/* After a failure it is 0, and the request ends in 503 by itself. */
	if (r->db == NULL || count(r->db, c, most, seconds) <= most)
		return true;
	if (r->cache != NULL)
		cache_set(r->cache, c->key, "1", 1, over_seconds(seconds));
	return false;
}

bool
limit_take(struct req *r, const struct limit *limit, const char *subject)
{
	const char	*prefix = limit_prefix(r->arena, r->address);
	struct counter	 c;
	bool		 good = true;

	/* Both are counted, whatever the first one says: neither shields the other. */
	if (limit->per_address > 0 && *prefix != '\0') {
		c = counter_of(r, limit, "address", prefix, 0);
		good = take(r, &c, limit->per_address, limit->seconds);
	}
	if (limit->per_subject > 0 && *subject != '\0') {
		c = counter_of(r, limit, "subject", subject, 0);
		good = take(r, &c, limit->per_subject, limit->seconds) && good;
	}
	return good;
}

bool
limit_take_account(struct req *r, const struct limit *limit, int64_t account)
{
	struct counter c = counter_of(r, limit, "account", id_text(r->arena, account), account);

	return limit->per_subject == 0 || take(r, &c, limit->per_subject, limit->seconds);
}

void
limit_forget(struct req *r, const struct limit *limit, const char *subject)
{
	struct counter c = counter_of(r, limit, "subject", subject, 0);

	if (r->db != NULL)
		q_rate_forget_anywhere(r->db, c.what, c.subject);
	if (r->cache != NULL)
		cache_delete(r->cache, c.key);
}
