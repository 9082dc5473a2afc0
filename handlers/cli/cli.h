/*
 * cli.h: the command line, `marquee`.
 *
 * A command is a row of cli.def and a function in a file of its own.  It speaks
 * plain sentences on standard output, complains on standard error, and returns what
 * the process returns: 0 when all is well, 1 when not, 2 when it was called wrongly.
 */
#ifndef HANDLERS_CLI_CLI_H
#define HANDLERS_CLI_CLI_H

#include "core/lib/arena.h"
#include "core/lib/conf.h"
#include "core/lib/db.h"

#include <stdbool.h>
#include <stdint.h>

struct cli {
	struct arena		*arena;		/* for as long as the command runs */
	const struct conf	*conf;
	int64_t			 now;		/* unix seconds, read once */
	struct db		*db;		/* see cli_db() */
};

struct command {
	const char	*name;
	/* argv[0] is the command's name */
	int		(*run)(struct cli *, int argc, char **argv);
	const char	*arguments;	/* "[--plan | --status]" */
	const char	*does;
};

/*
 * The databases, as the user of the command line; made when first asked for. NULL, having
 * said why, when that cannot be.
 */
struct db *cli_db(struct cli *);

/*
 * Who a program is to the databases ("hub": who the hub's links are), and its password:
 * NULL when it cannot be read.
 */
const char *cli_db_user(struct cli *, const char *program);
const char *cli_db_password(struct cli *, const char *program);

/* Say what is wrong on standard error, as one line; returns 1. */
int complain(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Say how the command is called; returns 2. */
int usage(const char *name);

#define COMMAND(name, function, arguments, does) int function(struct cli *, int argc, char **argv);
#include "handlers/cli/cli.def"
#undef COMMAND

#endif
