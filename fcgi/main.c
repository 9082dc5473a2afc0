/*
 * main.c: every program's main(): options, configuration, pool.
 *
 *	marquee-<program> [-c file]
 *
 * The configuration is $MARQUEE_CONF or marquee.conf below sysconfdir.  The master stays in
 * the foreground; whoever starts it keeps its pid, which outlives reloads.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/lib/conf.h"
#include "core/lib/log.h"
#include "core/settings.h"
#include "fcgi/pool.h"
#include "fcgi/program.h"
#include "fcgi/schema.h"
#include "fcgi/serve.h"
#include "fcgi/worker.h"

#define EX_USAGE	64	/* sysexits.h */
#define START_MS	30000	/* for a worker to get ready in */

static struct tools tools;

/* --- a worker's life ------------------------------------------------------------------------ */

static const char *
get_ready(void *what, bool proving)
{
	struct tools *t = what;

	tools_connect(t);
	serve_begin(t);
	return proving ? schema_unknown(t->db, t->arena) : NULL;
}

static void
work(void *what, int listener)
{
	struct tools *t = what;

	if (program.work != NULL)
		program.work(t);
	else
		worker_loop(listener, serve, t);
	tools_close(t);
}

/* --- the beginning ---------------------------------------------------------------------------- */

static void
usage(void)
{
	fprintf(stderr, "usage: marquee-%s [-c file]\n"
	    "  -c file  the configuration (%s)\n"
	    "  -V       print the version\n", program.name, conf_path());
	exit(EX_USAGE);
}

static const char *
read_options(int argc, char **argv)
{
	const char	*path = NULL;
	int		 option;

	while ((option = getopt(argc, argv, "c:V")) != -1)
		switch (option) {
		case 'c':
			path = optarg;
			break;
		case 'V':
			printf("marquee-%s %s\n", program.name, MARQUEE_VERSION);
			exit(EXIT_SUCCESS);
		default:
			usage();
		}
	if (optind != argc)
		usage();
	return path;
}

/* Standard error becomes the log, so that what libraries say is in it too. Opened anew at each reload. */
static void
open_log(const struct conf *conf)
{
	const char	*dir = conf_text(conf, "paths.log");
	char		 path[4096];
	int		 fd;

	if (*dir == '\0')
		return;
	snprintf(path, sizeof(path), "%s/%s.log", dir, program.name);
	fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
	if (fd < 0 || dup2(fd, STDERR_FILENO) < 0)
		log_line(LOG_WARN, "cannot open the log", LOG_TEXT("path", path),
		    LOG_TEXT("why", strerror(errno)), LOG_END);
	if (fd >= 0)
		close(fd);
}

/* A pool's settings have the same names in the section of each program. */
static void
set_pool(struct pool *pool, const struct conf *conf)
{
	const char *me = program.name;

	pool->run = conf_text(conf, "paths.run");
	pool->workers = (int)conf_int_of(conf, me, "workers");
	pool->backlog = (int)conf_int_of(conf, me, "backlog");
	pool->user = conf_text_of(conf, me, "user");
	pool->group = conf_text_of(conf, me, "group");
	pool->soft_ms = conf_int_of(conf, me, "soft_ms");
	pool->hard_ms = conf_int_of(conf, me, "hard_ms");
	pool->grace_ms = conf_int_of(conf, me, "grace_ms");
	pool->retire_after = conf_int_of(conf, me, "retire_after");
	pool->retire_bytes = conf_int_of(conf, me, "retire_mib") << 20;
}

int
main(int argc, char **argv)
{
	struct pool	 pool = {
		.name = program.name, .run = "", .listens = program.work == NULL, .argv = argv,
		.start_ms = START_MS, .get_ready = get_ready, .work = work, .what = &tools
	};
	const char	*path = read_options(argc, argv), *wrong;
	struct conf	*conf;
	char		*error;

	log_open(program.name, STDERR_FILENO);
	if ((conf = settings_load(arena_new(), path, &wrong)) == NULL)
		return pool_refuse(&pool, wrong);
	open_log(conf);
	if (!tools_open(&tools, &program, conf, &error))
		return pool_refuse(&pool, error);
	set_pool(&pool, conf);
	return pool_run(&pool);
}
