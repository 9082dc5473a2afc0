/* jobs.c: what waits to be done, what was given up and why, and trying that again. */
#include "handlers/cli/cli.h"

#include "core/lib/clock.h"
#include "core/lib/id.h"
#include "core/lib/shard.h"
#include "sql/job.h"

#include <stdio.h>
#include <string.h>

#define MOST	100	/* dead letters shown of one server */

static void
show_counts(struct db *db, const char *server, int place)
{
	struct rows counts = q_job_counts(db, place);

	for (size_t i = 0; i < counts.n; i++)
		printf("%s\t%s\t%s\t%s\n", server, row_text(counts.at[i], "kind"),
		    row_text(counts.at[i], "state"), row_text(counts.at[i], "n"));
}

static void
show_dead(struct cli *cli, struct db *db, int place)
{
	struct rows dead = q_jobs_dead(db, place, MOST);

	for (size_t i = 0; i < dead.n; i++) {
		const struct row *j = dead.at[i];

		printf("%s\t%s\tabout %s\t%s tries\t%s\t%s\n", id_text(cli->arena, row_id(j, "id")),
		    row_text(j, "kind"), id_text(cli->arena, row_id(j, "subject_id")),
		    row_text(j, "attempts"),
		    clock_iso(cli->arena, row_time(j, "ended_at"), "UTC"), row_text(j, "reason"));
	}
}

static int
show(struct cli *cli, struct db *db)
{
	const struct places	*places = db_places(db);
	int			 result = 0;

	for (size_t i = 0; i < places->n_servers; i++)
		if (server_place(places, i) != PLACE_NONE) {
			db_use_arena(db, cli->arena);
			show_counts(db, places->servers[i].name, server_place(places, i));
			show_dead(cli, db, server_place(places, i));
			if (db_failed(db))
				result = complain("%s", db_failure(db));
		}
	return result;
}

static int
retry(struct db *db, const char *letters)
{
	int64_t	job = id_parse(letters), n = job == 0 ? 0 : q_job_retry(db, job);

	if (db_failed(db))
		return complain("%s", db_failure(db));
	if (n == 0)
		return complain("%s is no dead letter", letters);
	printf("%s waits again\n", letters);
	return 0;
}

int
jobs_command(struct cli *cli, int argc, char **argv)
{
	struct db *db;

	if (argc != 1 && (argc != 3 || strcmp(argv[1], "retry") != 0))
		return usage(argv[0]);
	if ((db = cli_db(cli)) == NULL)
		return 1;
	return argc == 1 ? show(cli, db) : retry(db, argv[2]);
}
