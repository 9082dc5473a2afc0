/*
 * user.c: people, by hand: make one, list them, give one a new password (which signs them out everywhere),
 * lock one out.
 * A password is made up here and printed once; nobody can read it afterwards.
 */
#include "handlers/cli/cli.h"
#include "handlers/cli/secret.h"

#include "core/domain/account.h"
#include "core/lib/clock.h"
#include "core/lib/crypto.h"
#include "core/lib/id.h"
#include "core/lib/shard.h"
#include "core/lib/text.h"
#include "core/lib/words.h"
#include "fcgi/session.h"
#include "sql/account.h"

#include <stdio.h>
#include <string.h>

#define BATCH	500

/* --- passwords ------------------------------------------------------------------------------- */

const char *
secret_draw(struct arena *a)
{
	static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";	/* Crockford's */
	char *secret = arena_alloc(a, 24);

	for (int i = 0; i < 23; i++)
		secret[i] = i % 6 == 5 ? '-' : letters[random_below(32)];
	return secret;
}

const char *
secret_hash(struct cli *cli, const char *password)
{
	struct passwords	 p;
	const char		*hash;

	if (!account_passwords(cli->arena, cli->conf, &p)) {
		complain("the key for passwords cannot be read; run `marquee init`");
		return NULL;
	}
	if ((hash = password_hash(cli->arena, &p, password, strlen(password))) == NULL)
		complain("too many passwords are being hashed at the moment; try again");
	return hash;
}

/* --- the commands ------------------------------------------------------------------------ */

struct user {
	struct cli	*cli;
	struct db	*db;
	const char	*email;		/* canonical */
	const char	*name, *language;
};

static int
failed(const struct user *u)
{
	return complain("%s", db_failed(u->db) ? db_failure(u->db) : "it was refused");
}

/* The account of the address; 0, having said so, when there is none. */
static int64_t
find(const struct user *u)
{
	int64_t account = account_find(u->db, u->email);

	if (account == 0 && !db_failed(u->db))
		complain("there is no account of %s", u->email);
	else if (account == 0)
		failed(u);
	return account;
}

static int
add(struct user *u)
{
	struct account_input	 in = { .email = u->email, .name = u->name, .language = u->language,
				     .time_zone = "UTC" };
	const char		*password = secret_draw(u->cli->arena);
	uint32_t		 chance;
	int64_t			 account;

	if ((in.password_hash = secret_hash(u->cli, password)) == NULL)
		return 1;
	random_bytes(&chance, sizeof(chance));
	switch (account_make(u->db, &actor_program, shard_for_new(db_places(u->db), chance), &in,
	    &account)) {
	case ACCOUNT_MADE:
		printf("%s\t%s\n", u->email, password);
		return 0;
	case ACCOUNT_TAKEN:
		return complain("there is an account of %s already", u->email);
	case ACCOUNT_BUSY:
		break;
	}
	return failed(u);
}

static int
password(struct user *u)
{
	int64_t		 account = find(u);
	const char	*new = secret_draw(u->cli->arena), *hash;

	if (account == 0 || (hash = secret_hash(u->cli, new)) == NULL)
		return 1;
	/* Whoever is in by the old one is out, whatever happens in between. */
	if (!session_end_account(u->db, account) ||
	    !account_set_password(u->db, &actor_program, account, hash) ||
	    !session_end_account(u->db, account))
		return failed(u);
	printf("%s\t%s\n", u->email, new);
	return 0;
}

static int
set_state(struct user *u, const char *state)
{
	int64_t account = find(u);

	if (account == 0)
		return 1;
	if (!account_set_state(u->db, &actor_program, account, state))
		return failed(u);
	printf("%s\t%s\n", u->email, state);
	return 0;
}

static int
disable(struct user *u)
{
	return set_state(u, "locked");
}

static int
enable(struct user *u)
{
	return set_state(u, "active");
}

static int
list(struct user *u)
{
	const struct places *places = db_places(u->db);

	for (size_t s = 0; s < places->n_servers; s++) {
		struct rows	people;
		int64_t		last = 0;

		if (server_place(places, s) == PLACE_NONE)
			continue;
		do {
			people = q_accounts_after(u->db, server_place(places, s), last, BATCH);
			for (size_t i = 0; i < people.n; i++) {
				last = row_id(people.at[i], "id");
				printf("%s\t%s\t%s\t%s\n", row_text(people.at[i], "email"),
				    row_text(people.at[i], "name"), row_text(people.at[i], "state"),
				    clock_iso(u->cli->arena, row_time(people.at[i], "created_at"),
				    "UTC"));
			}
		} while (people.n == BATCH);
	}
	return db_failed(u->db) ? failed(u) : 0;
}

static const struct deed {
	const char	*word;
	int		(*run)(struct user *);
	bool		 about_one;	/* takes an address */
} deeds[] = {
	{ "add",	add,		true	},
	{ "list",	list,		false	},
	{ "password",	password,	true	},
	{ "disable",	disable,	true	},
	{ "enable",	enable,		true	},
};

/* The address, and for `add` what follows it: name and language. False: it is called wrongly. */
static bool
read_arguments(struct user *u, const struct deed *deed, int argc, char **argv)
{
	bool adds = strcmp(deed->word, "add") == 0;

	if (argc < (deed->about_one ? 3 : 2) || argc > (adds ? 5 : deed->about_one ? 3 : 2))
		return false;
	if (!deed->about_one)
		return true;
	u->email = text_email_key(u->cli->arena, argv[2]);
	u->name = argc > 3 ? text_clean(u->cli->arena, argv[3], strlen(argv[3]), TEXT_LINE) :
	    argv[2];
	u->language = argc > 4 ? argv[4] : languages[0].tag;
	return true;
}

int
user_command(struct cli *cli, int argc, char **argv)
{
	struct user		 u = { .cli = cli };
	const struct deed	*deed = NULL;

	for (size_t i = 0; argc > 1 && i < sizeof(deeds) / sizeof(deeds[0]); i++)
		if (strcmp(deeds[i].word, argv[1]) == 0)
			deed = &deeds[i];
	if (deed == NULL || !read_arguments(&u, deed, argc, argv))
		return usage(argv[0]);
	if (deed->about_one && u.email == NULL)
		return complain("%s is not an e-mail address", argv[2]);
	if (deed->about_one && (u.name == NULL || *u.name == '\0' ||
	    language_find(u.language) == NULL))
		return complain("a name is one line of text, the language one that pages are in");
	if ((u.db = cli_db(cli)) == NULL)
		return 1;
	return deed->run(&u);
}
