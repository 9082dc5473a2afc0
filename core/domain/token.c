/* token.c: links that were mailed; see token.h. */
#include "core/domain/token.h"

#include "core/lib/crypto.h"
#include "core/lib/id.h"
#include "sql/token.h"

#include <string.h>

#define SECRET_BYTES	32
#define SECRET_LETTERS	43	/* of base64url */
#define TRIES		3	/* at an id that nobody has */

static const char *
name_of(enum token_purpose purpose)
{
	switch (purpose) {
	case TOKEN_VERIFY:
		return "verify";
	case TOKEN_RESET:
		return "reset";
	case TOKEN_ADDRESS:
		return "address";
	case TOKEN_OBJECTION:
		break;
	}
	return "objection";
}

static struct bytes
hash_of(struct arena *a, const char *secret)
{
	unsigned char *digest = arena_alloc(a, SHA256_BYTES);

	sha256(secret, strlen(secret), digest);
	return (struct bytes){ digest, SHA256_BYTES };
}

const char *
token_make(struct db *db, struct arena *a, int64_t account, enum token_purpose purpose,
    const char *email, int64_t now)
{
	unsigned char	 drawn[SECRET_BYTES];
	const char	*secret;
	int64_t		 minutes = purpose == TOKEN_OBJECTION ? OBJECTION_DAYS * 1440 : TOKEN_MINUTES;

	random_bytes(drawn, sizeof(drawn));
	secret = base64url(a, drawn, sizeof(drawn));
	if (purpose != TOKEN_OBJECTION)
		q_token_end_purpose(db, account, name_of(purpose));
	for (int i = 0; i < TRIES; i++) {
		int64_t id = id_new(id_shard(account), now);

		if (q_token_add(db, id, account, name_of(purpose), hash_of(a, secret), email,
		    minutes) == 1)
			return text(a, "%s.%s", id_text(a, id), secret);
	}
	return NULL;
}

/* The token a text names; 0 when it is none.  *secret is the rest of it. */
static int64_t
parse(struct arena *a, const char *text, const char **secret)
{
	if (strlen(text) != ID_LETTERS + 1 + SECRET_LETTERS || text[ID_LETTERS] != '.')
		return 0;
	*secret = text + ID_LETTERS + 1;
	return id_parse(arena_copy_n(a, text, ID_LETTERS));
}

bool
token_read(struct db *db, struct arena *a, const char *text, enum token_purpose purpose,
    struct token *t)
{
	const char	*secret;
	int64_t		 id = parse(a, text, &secret);
	struct row	*row = id == 0 ? NULL :
	    q_token_good(db, id, name_of(purpose), hash_of(a, secret));

	if (row == NULL)
		return false;
	*t = (struct token){ id, row_id(row, "account_id"), purpose, row_text(row, "email") };
	return true;
}

bool
token_use(struct db *db, const struct token *t)
{
	return q_token_use(db, t->id) == 1;
}

void
token_end_all(struct db *db, int64_t account, bool spare_objections)
{
	q_token_end_all(db, account, spare_objections);
}
