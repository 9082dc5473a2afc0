/*
 * moderate.c: what visitors reported, and what is decided about it.
 *
 * SUBJECT is an event or an organizer: its address as a browser shows it, or event-<id>, organizer-<id>.
 */
#include "handlers/cli/cli.h"

#include "core/domain/report.h"
#include "core/lib/clock.h"
#include "core/lib/id.h"
#include "core/lib/shard.h"
#include "core/lib/text.h"
#include "sql/organizer.h"
#include "sql/report.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct moderation {
	struct cli		*cli;
	struct db		*db;
	struct report_subject	 subject;
	const char		*title, *path, *state;	/* of the subject */
	const char		*reason;
};

static int
failed(const struct moderation *m)
{
	return complain("%s", db_failed(m->db) ? db_failure(m->db) : "it was refused");
}

/* --- whom it is about ----------------------------------------------------------------------- */

/* The word behind "/o/" in an address, without what follows it. */
static const char *
handle_in(struct arena *a, const char *address)
{
	const char *o = strstr(address, "/o/");

	return o == NULL ? NULL : arena_copy_n(a, o + 3, strcspn(o + 3, "/?#"));
}

/* The id at the end of "event-<id>" or "/e/words-<id>", whatever follows in an address. */
static int64_t
id_in(struct arena *a, const char *address)
{
	size_t		 len = strcspn(address, "?#");
	const char	*path = arena_copy_n(a, address, len);

	return len < ID_LETTERS ? 0 : id_parse(path + len - ID_LETTERS);
}

static struct row *
look_up(struct moderation *m, const char *typed)
{
	struct arena	*a = m->cli->arena;
	const char	*handle = handle_in(a, typed);
	struct row	*claim = handle == NULL ? NULL : q_organizer_of_handle(m->db, handle);
	int64_t		 id = id_in(a, typed);

	if (claim != NULL)
		return q_moderated_organizer(m->db, row_id(claim, "organizer_id"));
	if (handle != NULL)
		return NULL;
	return strncmp(typed, "organizer-", 10) == 0 ? q_moderated_organizer(m->db, id) :
	    q_moderated_event(m->db, id);
}

/* False, having said so, when there is no such event or organizer. */
static bool
find(struct moderation *m, const char *typed)
{
	struct row *row = look_up(m, typed);

	if (row == NULL) {
		if (db_failed(m->db))
			failed(m);
		else
			complain("there is no event or organizer at %s", typed);
		return false;
	}
	m->subject.organizer = row_id(row, "organizer_id");
	m->subject.event = row_has(row, "event_id") ? row_id(row, "event_id") : 0;
	m->title = row_text(row, "title");
	m->path = row_text(row, "path");
	m->state = row_text(row, "state");
	return true;
}

/* --- the commands ---------------------------------------------------------------------------- */

static void
list_server(struct moderation *m, int place)
{
	struct rows open = q_reports_open(m->db, place);

	for (size_t i = 0; i < open.n; i++) {
		const struct row *o = open.at[i];

		printf("%" PRId64 "\t%s\t%s%s\t%s\t%s\t%s\n", row_int(o, "n"),
		    clock_iso(m->cli->arena, row_time(o, "first_at"), "UTC"),
		    conf_text(m->cli->conf, "site.url"), row_text(o, "path"), row_text(o, "reasons"),
		    row_text(o, "state"), row_text(o, "title"));
	}
}

/* What waits: how often it was reported, since when, where it is, why, its state and its title. */
static int
list(struct moderation *m)
{
	const struct places *places = db_places(m->db);

	for (size_t s = 0; s < places->n_servers; s++)
		if (server_place(places, s) != PLACE_NONE)
			list_server(m, server_place(places, s));
	return db_failed(m->db) ? failed(m) : 0;
}

static int
show_one(struct moderation *m)
{
	struct rows reports = q_reports_of(m->db, m->subject.organizer, m->subject.event);

	if (db_failed(m->db))
		return failed(m);
	printf("%s (%s)\n%s%s\n", m->title, m->state, conf_text(m->cli->conf, "site.url"), m->path);
	for (size_t i = 0; i < reports.n; i++) {
		const struct row *p = reports.at[i];

		printf("\n%s  %s  %s%s%s\n", clock_iso(m->cli->arena, row_time(p, "created_at"), "UTC"),
		    row_text(p, "reason"), row_text(p, "state"), *row_text(p, "email") == '\0' ? "" : "  ",
		    row_text(p, "email"));
		if (*row_text(p, "words") != '\0')
			printf("%s\n", row_text(p, "words"));
	}
	return 0;
}

static int
done(struct moderation *m, enum report_result result, const char *now)
{
	switch (result) {
	case REPORT_DONE:
		printf("%s\t%s\n", m->path, now);
		return 0;
	case REPORT_GONE:
		return complain("%s is %s; there is nothing to do", m->path, m->state);
	case REPORT_BUSY:
		break;
	}
	return failed(m);
}

static int
hide(struct moderation *m)
{
	return done(m, moderation_hide(m->db, &actor_program, &m->subject, m->reason), "hidden");
}

static int
unhide(struct moderation *m)
{
	return done(m, moderation_show(m->db, &actor_program, &m->subject), "shown again");
}

static int
dismiss(struct moderation *m)
{
	return done(m, moderation_dismiss(m->db, &actor_program, &m->subject), "reports dismissed");
}

static const struct deed {
	const char	*word;
	int		(*run)(struct moderation *);
	int		 arguments;	/* behind the word: subject, reason */
} deeds[] = {
	{ "list",	list,		0 },
	{ "show",	show_one,	1 },
	{ "hide",	hide,		2 },
	{ "unhide",	unhide,		1 },
	{ "dismiss",	dismiss,	1 },
};

/* A reason is told to people: clean, and short enough for its column.  False, having said so, when it is not. */
static bool
read_reason(struct moderation *m, const char *typed)
{
	m->reason = text_clean(m->cli->arena, typed, strlen(typed), TEXT_LINE);
	if (m->reason != NULL && *m->reason != '\0' && text_length(m->reason) <= MODERATION_REASON_MAX)
		return true;
	complain("say why in one line of at most %d letters: the organizer is told", MODERATION_REASON_MAX);
	return false;
}

int
moderate_command(struct cli *cli, int argc, char **argv)
{
	struct moderation	 m = { .cli = cli };
	const struct deed	*deed = NULL;
	const char		*word = argc < 2 ? "list" : argv[1];

	for (size_t i = 0; i < sizeof(deeds) / sizeof(deeds[0]); i++)
		if (strcmp(deeds[i].word, word) == 0)
			deed = &deeds[i];
	if (deed == NULL || (argc > 1 ? argc - 2 : 0) != deed->arguments)
		return usage("moderate");
	if (deed->arguments == 2 && !read_reason(&m, argv[3]))
		return 1;
	if ((m.db = cli_db(cli)) == NULL || (deed->arguments > 0 && !find(&m, argv[2])))
		return 1;
	return deed->run(&m);
}
