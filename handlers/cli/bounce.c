/*
 * bounce.c: what a mail server sent back, on standard input, as its pipe hands it over; see
 * core/domain/bounce.h.
 *
 * The recipient's address tells which order or ticket the mail was about.  What is no report, or about
 * nothing of ours, is let be: answering it would only make more mail.  75 (EX_TEMPFAIL) when a database is
 * down: the mail server keeps it and tries again.
 */
#include "handlers/cli/cli.h"

#include "core/documents/mail_report.h"
#include "core/domain/bounce.h"
#include "core/lib/crypto.h"
#include "core/lib/str.h"
#include "core/lib/text.h"
#include "fcgi/program.h"
#include "sql/bounce.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define TRY_AGAIN	75

static const char *
read_all(struct arena *a, size_t *len)
{
	struct str	*s = str_new(a);
	char		 some[65536];
	ssize_t		 n;

	while (s->len <= MAIL_REPORT_MAX && (n = read(STDIN_FILENO, some, sizeof(some))) > 0)
		str_add_n(s, some, (size_t)n);
	*len = s->len;
	return s->text;
}

/* Note what became of one mailbox; what it says for the mail server's log. */
static const char *
note(struct cli *cli, struct db *db, const struct keyring *keys, const char *to,
    const struct mail_report_recipient *r)
{
	const char	*email = text_email_key(cli->arena, r->address);
	int64_t		 about, organizer;

	if (email == NULL)
		return "not an address";
	if (strcasecmp(r->action, "failed") != 0)
		return "not failed";
	if (bounce_kind_of(r->status) == BOUNCE_OTHER)
		return "says nothing about the mailbox";
	if ((about = bounce_about(cli->arena, keys, to, email)) == 0)
		return "not a word of ours";
	if ((organizer = q_bounce_subject(db, about, email)) == 0)
		return db_failed(db) ? "the database failed" : "about nothing there is";
	return bounce_note(db, organizer, email, r->status, r->diagnostic) ? "noted" : "the database failed";
}

int
bounce_command(struct cli *cli, int argc, char **argv)
{
	const char		*err, *to;
	struct mail_report	 report;
	struct keyring		*keys;
	struct db		*db;
	size_t			 len;
	const char		*bytes;

	if (argc > 2)
		return usage(argv[0]);
	bytes = read_all(cli->arena, &len);
	if (!mail_report_read(cli->arena, bytes, len, &report)) {
		printf("no delivery status in it\n");
		return 0;
	}
	keys = keyring_load(cli->arena, conf_text(cli->conf, "paths.secrets"), PROGRAM_KEYS, &err);
	if (keys == NULL || (db = cli_db(cli)) == NULL) {
		if (keys == NULL)
			complain("%s", err);
		return TRY_AGAIN;
	}
	to = argc == 2 ? argv[1] : report.to;
	for (size_t i = 0; i < report.n; i++)
		printf("%s %s: %s\n", report.recipients[i].action, report.recipients[i].status,
		    note(cli, db, keys, to, &report.recipients[i]));
	return db_failed(db) ? TRY_AGAIN : 0;
}
