/* scoreboard.c: tests of fcgi/scoreboard.c. */
#include "tests/fcgi/suites.h"

#include "fcgi/scoreboard.h"

#include "core/lib/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char run[] = "/tmp/boardXXXXXX";

static void
begin(void)
{
	strcpy(run, "/tmp/boardXXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(run));
}

static void
end(void)
{
	rmdir(run);
}

static struct board *
new_board(char path[128])
{
	struct board	*b;
	int		 fd;

	b = board_new(run, "public", getegid(), &fd);
	ck_assert_ptr_nonnull(b);
	close(fd);
	board_path(path, 128, run, "public");
	return b;
}

START_TEST(a_board_can_be_found_and_taken_away)
{
	char			 path[128];
	struct board		*b = new_board(path);
	const struct board	*seen[4];
	struct stat		 st;

	b->workers = 3;
	ck_assert_uint_eq(boards_read(run, seen, 4), 1);
	ck_assert_str_eq(seen[0]->program, "public");
	ck_assert_str_eq(seen[0]->run, run);
	ck_assert_int_eq(seen[0]->workers, 3);
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0640);
	board_remove(path);
	ck_assert_int_eq(access(path, F_OK), -1);
	board_done(seen[0]);
	board_done(b);
}
END_TEST

/* The file of a dead master is not left in memory for ever. */
START_TEST(a_new_board_takes_the_place_of_the_old)
{
	char		 path[128], where[128] = "", then[128] = "";
	struct board	*b = new_board(path);
	bool		 linked = readlink(path, where, sizeof(where) - 1) > 0;

	board_done(b);
	b = new_board(path);
	if (linked) {
		ck_assert_int_gt(readlink(path, then, sizeof(then) - 1), 0);
		ck_assert_str_ne(where, then);
		ck_assert_int_eq(access(where, F_OK), -1);
	}
	board_remove(path);
	if (linked)
		ck_assert_int_eq(access(then, F_OK), -1);
	board_done(b);
}
END_TEST

/* Neither is that of one whose directory is gone too. */
START_TEST(what_the_killed_left_is_swept)
{
	char			 path[128], where[128] = "";
	const struct timespec	 long_ago[2] = { { .tv_sec = 1000000000 }, { .tv_sec = 1000000000 } };
	int			 fd;
	struct board		*b = board_new(run, "public", getegid(), &fd);

	board_path(path, sizeof(path), run, "public");
	if (readlink(path, where, sizeof(where) - 1) > 0) {
		unlink(path);
		ck_assert_int_eq(utimensat(AT_FDCWD, where, long_ago, 0), 0);
		board_done(new_board(path));
		ck_assert_int_eq(access(where, F_OK), 0);	/* its master lives */
	}
	close(fd);
	board_done(b);		/* what is mapped is still locked: so a worker's life is enough */
	board_done(new_board(path));
	ck_assert(*where == '\0' || access(where, F_OK) == -1);
	board_remove(path);
}
END_TEST

START_TEST(another_layout_is_refused)
{
	char		 path[128];
	struct board	*b = new_board(path);

	b->layout++;
	ck_assert_ptr_null(board_read(path));
	ck_assert_int_eq(errno, EPROTO);
	board_remove(path);
	board_done(b);
	b = NULL;
	ck_assert_int_eq(close(open(path, O_WRONLY | O_CREAT, 0600)), 0);
	ck_assert_ptr_null(board_read(path));
	ck_assert_int_eq(errno, EPROTO);
	unlink(path);
}
END_TEST

START_TEST(a_board_lives_while_its_master_makes_rounds)
{
	char		 path[128];
	struct board	*b = new_board(path);
	pid_t		 pid = fork();

	ck_assert(!board_alive(b));
	if (pid == 0)
		_exit(0);
	waitpid(pid, NULL, 0);
	b->seen_ms = clock_ms();
	b->master = pid;
	ck_assert(!board_alive(b));
	b->master = getpid();
	ck_assert(board_alive(b));
	b->seen_ms = clock_ms() - 60000;
	ck_assert(!board_alive(b));
	board_remove(path);
	board_done(b);
}
END_TEST

START_TEST(a_turn_ends_only_once)
{
	struct slot	s = { 0 };
	uint64_t	word;

	slot_start(&s, 1, 100);
	ck_assert_int_eq(slot_state(&s), SLOT_STARTING);
	ck_assert(slot_idle(&s, 110));
	slot_busy(&s, 200, 0);
	slot_about(&s, "/e/{event}", "9f31");
	ck_assert_int_lt(slot_overdue(&s, 300, 500, &word), 0);
	ck_assert_int_eq(slot_overdue(&s, 701, 500, &word), 1);
	ck_assert(slot_condemn(&s, word));
	ck_assert(!slot_condemn(&s, word));
	ck_assert_int_eq(slot_state(&s), SLOT_CONDEMNED);
	ck_assert(!slot_idle(&s, 702));
	ck_assert_str_eq(s.route, "/e/{event}");
}
END_TEST

/* The sentence was spoken over a turn that has ended meanwhile: the next one must not be hit. */
START_TEST(a_sentence_never_hits_the_next_turn)
{
	struct slot	s = { 0 };
	uint64_t	word;

	slot_start(&s, 1, 0);
	slot_idle(&s, 0);
	slot_busy(&s, 0, 0);
	ck_assert_int_gt(slot_overdue(&s, 1000, 500, &word), 0);
	ck_assert(slot_idle(&s, 1000));
	ck_assert(!slot_condemn(&s, word));
	slot_busy(&s, 1000, 0);
	ck_assert(!slot_condemn(&s, word));
	ck_assert(slot_idle(&s, 1001));
	/* Not even in another worker's life. */
	slot_clear(&s);
	slot_start(&s, 2, 1002);
	slot_idle(&s, 1003);
	slot_busy(&s, 1004, 0);
	ck_assert(!slot_condemn(&s, word));
}
END_TEST

START_TEST(a_turn_may_have_a_deadline_of_its_own)
{
	struct slot	s = { 0 };
	uint64_t	word;

	slot_start(&s, 1, 0);
	slot_busy(&s, 0, 60000);
	ck_assert_int_lt(slot_overdue(&s, 30000, 500, &word), 0);
	ck_assert_int_gt(slot_overdue(&s, 60001, 500, &word), 0);
	slot_idle(&s, 60002);
	ck_assert_int_lt(slot_overdue(&s, 999999, 500, &word), 0);
	slot_busy(&s, 0, 0);
	ck_assert_int_lt(slot_overdue(&s, 999999, 0, &word), 0);
}
END_TEST

START_TEST(long_names_are_cut)
{
	struct slot	s = { 0 };
	char		name[300];

	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	slot_about(&s, name, name);
	ck_assert_uint_eq(strlen(s.route), sizeof(s.route) - 1);
	ck_assert_uint_eq(strlen(s.request), sizeof(s.request) - 1);
}
END_TEST

Suite *
scoreboard_suite(void)
{
	Suite *s = suite_create("scoreboard");
	TCase *t = tcase_create("scoreboard");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, a_board_can_be_found_and_taken_away);
	tcase_add_test(t, a_new_board_takes_the_place_of_the_old);
	tcase_add_test(t, what_the_killed_left_is_swept);
	tcase_add_test(t, another_layout_is_refused);
	tcase_add_test(t, a_board_lives_while_its_master_makes_rounds);
	tcase_add_test(t, a_turn_ends_only_once);
	tcase_add_test(t, a_sentence_never_hits_the_next_turn);
	tcase_add_test(t, a_turn_may_have_a_deadline_of_its_own);
	tcase_add_test(t, long_names_are_cut);
	suite_add_tcase(s, t);
	return s;
}
