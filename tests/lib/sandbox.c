/* sandbox.c: tests of core/lib/sandbox.c: what a program inside must not be able to do. */
#include "tests/lib/suites.h"
#include "core/lib/sandbox.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static struct arena	*arena;
static char		 dir[] = "/tmp/marquee-sandbox-XXXXXX";

static void
before(void)
{
	strcpy(dir + strlen(dir) - 6, "XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
	ck_assert_int_eq(setenv("MARQUEE_CANARY", "a secret", 1), 0);
	arena = arena_new();
}

static void
after(void)
{
	char made[100];

	snprintf(made, sizeof(made), "%s/made", dir);
	unlink(made);
	rmdir(dir);
	arena_free(arena);
}

/* Run a line of shell, or of Perl, inside; a small wall so that a broken test ends. */
static enum sandbox_end
inside(const char *program, const char *flag, const char *line, const char **said)
{
	const char *const args[] = { program, flag, line, NULL };
	const char *const env[] = { "LC_ALL=C", NULL };
	struct sandbox	 s = { .program = program, .args = args, .env = env, .dir = dir,
	    .seconds = 1,
			     .wall_ms = 3000, .memory = (int64_t)256 << 20, .file = 1 << 20 };

	return sandbox_run(arena, &s, said);
}

#define SHELL(line, said)	inside("/bin/sh", "-c", line, said)
#define PERL(line, said)	inside("/usr/bin/perl", "-e", line, said)

START_TEST(it_works_in_its_directory)
{
	const char	*said;
	char		 made[100];
	struct stat	 st;

	ck_assert_int_eq(SHELL("echo words > made; echo fine >&2", &said), SANDBOX_DONE);
	ck_assert_str_eq(said, "status 0: fine");
	snprintf(made, sizeof(made), "%s/made", dir);
	ck_assert_int_eq(stat(made, &st), 0);
	ck_assert_int_eq(st.st_size, 6);
	ck_assert_int_eq(SHELL("exit 7", &said), SANDBOX_FAILED);
}
END_TEST

START_TEST(it_has_no_network)
{
	const char *said;

	ck_assert_int_eq(PERL("use Socket; socket(S, PF_INET, SOCK_STREAM, 0) or die 'none'",
	    &said),
	    SANDBOX_FAILED);
	ck_assert_ptr_nonnull(strstr(said, "none"));
	ck_assert_int_eq(PERL("use Socket; socket(S, PF_UNIX, SOCK_STREAM, 0) or die 'none'",
	    &said),
	    SANDBOX_FAILED);
}
END_TEST

START_TEST(it_starts_no_second_process)
{
	const char *said;

	ck_assert_int_eq(PERL("defined fork or die 'alone'", &said), SANDBOX_FAILED);
	ck_assert_ptr_nonnull(strstr(said, "alone"));
}
END_TEST

START_TEST(it_sees_nothing_of_ours)
{
	const char *said;

	ck_assert_int_eq(PERL("exit(exists $ENV{MARQUEE_CANARY} || keys %ENV != 1)", &said),
	    SANDBOX_DONE);
	ck_assert_int_eq(PERL("exit(scalar(grep { open(my $f, '<&=', $_) } 3 .. 63))", &said),
	    SANDBOX_DONE);
	ck_assert_int_eq(PERL("kill(0, getppid()) and die 'it can signal us'", &said),
	    SANDBOX_DONE);
}
END_TEST

/*
 * Where the kernel has no Landlock, the rights of the user are the wall, and nothing is to be
 * seen here.
 */
START_TEST(it_writes_and_reads_nowhere_else)
{
	const char *said, *line = text(arena, "echo x > %s-beside", dir);

	if (syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) < 1)
		return;
	ck_assert_int_eq(SHELL(line, &said), SANDBOX_FAILED);
	ck_assert_int_ne(access(text(arena, "%s-beside", dir), F_OK), 0);
	ck_assert_int_eq(SHELL("read x < /etc/passwd", &said), SANDBOX_FAILED);
}
END_TEST

START_TEST(its_time_is_short)
{
	const char *said;

	ck_assert_int_eq(SHELL("while :; do :; done", &said), SANDBOX_STOPPED);
	ck_assert_int_eq(PERL("sleep 60", &said), SANDBOX_STOPPED);
	ck_assert_int_eq(PERL("close STDERR; sleep 60", &said), SANDBOX_STOPPED);
}
END_TEST

START_TEST(its_memory_and_files_are_small)
{
	const char *said;

	ck_assert_int_ne(PERL("my $x = 'x' x 300_000_000", &said), SANDBOX_DONE);
	ck_assert_int_ne(PERL("open(F, '>', 'made'); syswrite(F, 'x' x 700_000) or die for 1 .. 3",
	    &said),
	    SANDBOX_DONE);
}
END_TEST

START_TEST(what_is_not_there_is_said)
{
	const char *said;

	ck_assert_int_eq(inside("/nowhere/program", "-x", "y", &said), SANDBOX_MISSING);
}
END_TEST

Suite *
sandbox_suite(void)
{
	Suite *s = suite_create("sandbox");
	TCase *t = tcase_create("walls");

	tcase_set_timeout(t, 30);
	tcase_add_checked_fixture(t, before, after);
	tcase_add_test(t, it_works_in_its_directory);
	tcase_add_test(t, it_has_no_network);
	tcase_add_test(t, it_starts_no_second_process);
	tcase_add_test(t, it_sees_nothing_of_ours);
	tcase_add_test(t, it_writes_and_reads_nowhere_else);
	tcase_add_test(t, its_time_is_short);
	tcase_add_test(t, its_memory_and_files_are_small);
	tcase_add_test(t, what_is_not_there_is_said);
	suite_add_tcase(s, t);
	return s;
}
