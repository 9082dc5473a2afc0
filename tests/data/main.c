/* main.c: the tests of databases, with a server of their own that they may kill. */
#include "tests/data/suites.h"
#include "tests/data/world.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char tables[] =
    "CREATE TABLE probe (id BIGINT NOT NULL PRIMARY KEY, name VARCHAR(50) NULL, "
    "n INT NOT NULL DEFAULT 0, "
    "x DOUBLE NULL, seen_at DATETIME(3) NULL, flag BOOLEAN NOT NULL DEFAULT 0, "
    "body MEDIUMBLOB NULL, "
    "UNIQUE KEY name (name)) ENGINE=InnoDB";

static const char *const procedures[] = {
	"CREATE PROCEDURE probe_divide(IN a INT, IN b INT, "
	"OUT quotient BIGINT, OUT remainder BIGINT) "
	"BEGIN SELECT 'in', 'between'; SET quotient = a DIV b, remainder = a MOD b; END",
	"CREATE PROCEDURE probe_show(IN a INT) "
	"BEGIN SELECT a + 1 AS more; SELECT a - 1 AS less, 'x' AS y; END",
	"CREATE PROCEDURE probe_fail(IN p BIGINT) BEGIN START TRANSACTION; "
	"INSERT INTO probe (id) VALUES (p); "
	"SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'on purpose'; END",
};

static bool
world_make(void)
{
	struct passwd *who = getpwuid(geteuid());

	snprintf(world.dir, sizeof(world.dir), "/tmp/mq%d", (int)getpid());
	snprintf(world.socket, sizeof(world.socket), "%s/s", world.dir);
	snprintf(world.user, sizeof(world.user), "%s", who == NULL ? "root" : who->pw_name);
	return world_run("start", "");
}

static void
world_fill(void)
{
	world_ask(NULL, "CREATE DATABASE marquee_shard");
	world_ask(NULL, "CREATE DATABASE marquee_directory");
	world_ask(NULL, "CREATE DATABASE marquee_listing");
	world_ask("marquee_shard", tables);
	for (size_t i = 0; i < sizeof(procedures) / sizeof(procedures[0]); i++)
		world_ask("marquee_shard", procedures[i]);
}

int
main(void)
{
	static const suite_maker suites[] = {
#define SUITE(noun) noun##_suite,
#include "tests/data/suites.def"
#undef SUITE
		NULL
	};
	int status;

	if (check_needs_world())
		return EXIT_SUCCESS;
	if (!world_make()) {
		puts("Bail out! no database server could be started");
		return EXIT_FAILURE;
	}
	world_fill();
	status = check_main(suites);
	world_run("stop", "");
	return status;
}
