/* unsubscribe.c: who does not want to be written to any more; see unsubscribe.h. */
#include "core/domain/unsubscribe.h"

#include "core/lib/id.h"
#include "sql/unsubscribe.h"

#include <assert.h>
#include <string.h>

#define PURPOSE		"unsubscribe"

static const char *const kinds[] = { "reminder", "message" };

static const char *
kind_named(const char *name, size_t len)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strlen(kinds[i]) == len && strncmp(kinds[i], name, len) == 0)
			return kinds[i];
	return NULL;
}

/* Sealed is "<organizer> <kind> <email>". */
char *
unsubscribe_token(struct arena *a, const struct keyring *keys, const struct unsubscribe *u)
{
	const char *what = text(a, "%s %s %s", id_text(a, u->organizer), u->kind, u->email);

	assert(kind_named(u->kind, strlen(u->kind)) != NULL);
	return crypto_seal(a, keys, PURPOSE, "", what, strlen(what));
}

bool
unsubscribe_read(struct arena *a, const struct keyring *keys, const char *token, struct unsubscribe *u)
{
	size_t		 n;
	char		*what = (char *)crypto_open(a, keys, PURPOSE, "", token, &n), *kind, *email;

	if (what == NULL || n <= ID_LETTERS || what[ID_LETTERS] != ' ')
		return false;
	what[ID_LETTERS] = '\0';
	kind = what + ID_LETTERS + 1;
	if ((email = strchr(kind, ' ')) == NULL)
		return false;
	u->organizer = id_parse(what);
	u->kind = kind_named(kind, (size_t)(email - kind));
	u->email = email + 1;
	return u->organizer != 0 && u->kind != NULL;
}

bool
unsubscribe_do(struct db *db, const struct unsubscribe *u)
{
	q_unsubscribe_add(db, u->organizer, u->email, u->kind);
	return !db_failed(db);
}

bool
unsubscribe_done(struct db *db, const struct unsubscribe *u)
{
	return q_unsubscribed(db, u->organizer, u->email, u->kind) != NULL;
}
