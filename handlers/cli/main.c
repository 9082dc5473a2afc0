/* main.c: the command line: find the row, run it; see cli.h. */
#include "handlers/cli/cli.h"

#include "core/lib/clock.h"
#include "core/lib/log.h"
#include "core/settings.h"
#include "sql/statements.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct command commands[] = {
#define COMMAND(name, function, arguments, does) { name, function, arguments, does },
#include "handlers/cli/cli.def"
#undef COMMAND
};

#define N_COMMANDS	(sizeof(commands) / sizeof(commands[0]))

/* --- for commands -------------------------------------------------------- */

int
complain(const char *fmt, ...)
{
	va_list args;

	fflush(stdout);
	fputs("marquee: ", stderr);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fputc('\n', stderr);
	return 1;
}

const char *
cli_db_user(struct cli *cli, const char *program)
{
	return strcmp(program, "hub") == 0 ? conf_text(cli->conf, "db.hub_user") :
	    settings_db_user(cli->arena, cli->conf, program);
}

const char *
cli_db_password(struct cli *cli, const char *program)
{
	return strcmp(program, "hub") == 0 ? conf_secret(cli->conf, "db.hub_password") :
	    settings_db_password(cli->conf, program);
}

struct db *
cli_db(struct cli *cli)
{
	struct db_setup	 setup = { .statements = statements, .n_statements = N_STATEMENTS };
	const char	*err;

	if (cli->db != NULL)
		return cli->db;
	setup.user = cli_db_user(cli, "cli");
	setup.password = cli_db_password(cli, "cli");
	setup.places = places_load(cli->arena, conf_text(cli->conf, "db.placement"), &err);
	setup.patience = (double)conf_int(cli->conf, "db.patience_ms") / 1000;
	if (setup.places == NULL || setup.password == NULL) {
		complain("%s", setup.places == NULL ? err :
		    "our database password cannot be read; run `marquee init`");
		return NULL;
	}
	cli->db = db_new(&setup);
	db_use_arena(cli->db, cli->arena);
	return cli->db;
}

/* --- finding the row ----------------------------------------------------- */

static const struct command *
find(const char *name)
{
	for (size_t i = 0; i < N_COMMANDS; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

int
usage(const char *name)
{
	const struct command *c = find(name);

	fprintf(stderr, "usage: marquee %s%s%s\n", name, c == NULL || *c->arguments == '\0' ? "" :
	    " ",
	    c == NULL ? "" : c->arguments);
	return 2;
}

static int
help(FILE *to, int status)
{
	fputs("usage: marquee [-c marquee.conf] COMMAND\n\n", to);
	for (size_t i = 0; i < N_COMMANDS; i++)
		fprintf(to, "  %s%s%s\n      %s\n", commands[i].name,
		    *commands[i].arguments == '\0' ? "" : " ",
		    commands[i].arguments, commands[i].does);
	return status;
}

static int
run(const struct command *command, const char *path, int argc, char **argv)
{
	struct cli	 cli = { .arena = arena_new(), .now = clock_now() };
	const char	*err = "";
	int		 status;

	cli.conf = settings_load(cli.arena, path, &err);
	status = cli.conf == NULL ? complain("%s", err) : command->run(&cli, argc, argv);
	db_free(cli.db);
	arena_free(cli.arena);
	return status;
}

int
main(int argc, char **argv)
{
	const char		*path = NULL;
	const struct command	*command;
	int			 option;

	log_open("cli", STDERR_FILENO);
	while ((option = getopt(argc, argv, "+c:h")) != -1) {
		if (option == 'h')
			return help(stdout, 0);
		if (option != 'c')
			return help(stderr, 2);
		path = optarg;
	}
	argc -= optind;
	argv += optind;
	optind = 1;
	if (argc == 0 || strcmp(argv[0], "help") == 0)
		return help(argc == 0 ? stderr : stdout, argc == 0 ? 2 : 0);
	if ((command = find(argv[0])) == NULL) {
		complain("there is no command '%s'", argv[0]);
		return help(stderr, 2);
	}
	return run(command, path, argc, argv);
}
