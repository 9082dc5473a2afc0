/* db_loss.c: tests of core/lib/db.c on servers that hang up, hang, die, or lose an answer. */
#include "tests/data/proxy.h"
#include "tests/data/suites.h"
#include "tests/data/world.h"
#include "tests/data/probe.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static struct arena	*arena;
static struct db	*db;

static void
setup(void)
{
	world_ask("marquee_shard", "DELETE FROM probe");
	arena = arena_new();
	db = world_db(arena, NULL, 0.4);
}

static void
teardown(void)
{
	db_free(db);
	arena_free(arena);
}

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Kill the connection that the db has to its shards, as an administrator would. */
static void
kill_connection(void)
{
	int64_t connection = row_int(q_probe_settings(db, 0), "connection");

	world_ask(NULL, text(arena, "KILL CONNECTION %lld", (long long)connection));
	for (int i = 0; i < 100; i++) {
		if (world_count("information_schema", "processlist",
		    text(arena, "id = %lld", (long long)connection)) == 0)
			return;
		usleep(10000);
	}
}

START_TEST(a_killed_connection_is_not_noticed_by_reading)
{
	q_probe_make(db, 1, "one");
	kill_connection();
	ck_assert_ptr_nonnull(q_probe_by_id(db, 1));
	ck_assert(!db_failed(db));
	ck_assert_uint_eq(db_count(db)->connected, 2);
	ck_assert_uint_eq(db_count(db)->retried, 1);
}
END_TEST

START_TEST(nor_by_writing_and_a_transaction_that_begins)
{
	kill_connection();
	ck_assert_int_eq(q_probe_make(db, 1, "one"), 1);
	kill_connection();
	db_begin(db, 0);
	q_probe_make(db, 2, "two");
	ck_assert_int_eq(db_commit(db), DB_DONE);
	ck_assert(!db_failed(db));
	ck_assert_int_eq(world_count("marquee_shard", "probe", "1"), 2);
}
END_TEST

START_TEST(in_a_transaction_it_is_undone_and_never_half_repeated)
{
	db_begin(db, 0);
	q_probe_make(db, 1, "one");
	kill_connection();
	q_probe_make(db, 2, "two");
	ck_assert(db_failed(db));
	ck_assert_int_eq(db_commit(db), DB_UNDONE);
	ck_assert(!db_unknown(db));
	ck_assert_int_eq(world_count("marquee_shard", "probe", "1"), 0);
}
END_TEST

static bool
make_two(struct db *d, void *what)
{
	int *runs = what;

	q_probe_make(d, 1, "one");
	if ((*runs)++ == 0)
		kill_connection();
	q_probe_make(d, 2, "two");
	return true;
}

START_TEST(a_whole_unit_is_tried_again)
{
	int runs = 0;

	ck_assert(db_try(db, 0, make_two, &runs));
	ck_assert_int_eq(runs, 2);
	ck_assert(!db_failed(db));
	ck_assert_int_eq(world_count("marquee_shard", "probe", "1"), 2);
}
END_TEST

START_TEST(killed_while_a_statement_runs)
{
	int64_t	connection = row_int(q_probe_settings(db, 0), "connection");
	pid_t	child = fork();

	if (child == 0) {
		usleep(100000);
		world_ask(NULL, text(arena, "KILL CONNECTION %lld", (long long)connection));
		_exit(0);
	}
	q_probe_sleep(db, 0, 0.3);	/* reading: asked again, and answered */
	ck_assert(!db_failed(db));
	ck_assert_uint_eq(db_count(db)->connected, 2);
	waitpid(child, NULL, 0);
}
END_TEST

START_TEST(a_server_that_died_and_came_back)
{
	q_probe_make(db, 1, "one");
	ck_assert(world_run("kill", ""));
	ck_assert_ptr_null(q_probe_by_id(db, 1));
	ck_assert(db_failed(db));
	db_use_arena(db, arena);
	ck_assert_ptr_null(q_probe_by_id(db, 1));	/* left alone for a moment, at once */
	ck_assert_uint_eq(db_count(db)->connected, 0);
	ck_assert(world_run("again", ""));
	sleep(1);
	db_use_arena(db, arena);
	for (int i = 0; i < 30 && q_probe_by_id(db, 1) == NULL; i++) {
		usleep(100000);
		db_use_arena(db, arena);
	}
	ck_assert(!db_failed(db));
	ck_assert_ptr_nonnull(q_probe_by_id(db, 1));	/* what was acknowledged is there */
}
END_TEST

static pid_t
server_pid(void)
{
	FILE	*f = fopen(text(arena, "%s/started", world.dir), "r");
	int	 pid = 0;

	ck_assert_int_eq(fscanf(f, "%d", &pid), 1);
	fclose(f);
	return pid;
}

START_TEST(a_server_that_hangs_costs_one_wait)
{
	pid_t	server = server_pid();
	double	since;

	q_probe_make(db, 1, "one");
	kill(server, SIGSTOP);
	usleep(100000);		/* all its threads */
	since = seconds();
	q_probe_by_id(db, 1);
	ck_assert(db_failed(db));
	ck_assert(seconds() - since < 3.5);
	since = seconds();
	for (int i = 0; i < 10; i++) {
		db_use_arena(db, arena);
		q_probe_by_id(db, 1);
		ck_assert(db_failed(db));
	}
	kill(server, SIGCONT);
	ck_assert(seconds() - since < 0.2);
	sleep(2);
	db_use_arena(db, arena);
	ck_assert_ptr_nonnull(q_probe_by_id(db, 1));
}
END_TEST

START_TEST(one_process_finds_out_for_all)
{
	const struct places	*places = db_places(db);
	int			 status;
	pid_t			 child = fork();

	if (child == 0) {
		q_probe_by_id(db, (int64_t)4095 << 51 | 1);
		_exit(0);
	}
	waitpid(child, &status, 0);
	q_probe_by_id(db, (int64_t)4095 << 51 | 1);
	ck_assert_ptr_nonnull(strstr(db_failure(db), "left alone"));
	ck_assert_int_eq(places->breakers[1].misses, 1);
}
END_TEST

/* --- COMMIT -------------------------------------------------------------- */

static struct db *
db_through_proxy(pid_t *proxy, const char *word, int nth, enum proxy_fault when)
{
	const char *path = text(arena, "%s/p", world.dir);

	*proxy = proxy_start(path, world.socket, word, nth, when);
	return world_db(arena, path, 0.4);
}

static enum db_end
commit_one(struct db *d)
{
	db_begin(d, 0);
	q_probe_make(d, 1, "one");
	return db_commit(d);
}

START_TEST(a_lost_commit_is_unknown)
{
	static const struct { enum proxy_fault when; int stored; } cases[] = {
		{ PROXY_AFTER, 1 }, { PROXY_BEFORE, 0 },
	};
	struct db	*through;
	pid_t		 proxy;

	for (size_t i = 0; i < 2; i++) {
		world_ask("marquee_shard", "DELETE FROM probe");
		through = db_through_proxy(&proxy, "\003COMMIT", 1, cases[i].when);
		ck_assert_int_eq(commit_one(through), DB_UNKNOWN);
		ck_assert(db_failed(through));
		ck_assert(db_unknown(through));
		ck_assert_int_eq(world_count("marquee_shard", "probe", "1"), cases[i].stored);
		db_free(through);
		proxy_stop(proxy);
	}
}
END_TEST

struct deed {
	int	runs;
	bool	replayed;
};

/* Claims its key first, as everything that may be asked twice does. */
static bool
do_keyed(struct db *d, void *what)
{
	struct deed *deed = what;

	deed->runs++;
	q_probe_claim_keyed(d, 1, "the key");
	deed->replayed = db_taken(d);
	if (!deed->replayed)
		q_probe_make(d, 2, "the deed");
	return true;
}

static bool
do_unkeyed(struct db *d, void *what)
{
	struct deed *deed = what;

	deed->runs++;
	q_probe_make(d, 2, "the deed");
	return true;
}

START_TEST(a_lost_commit_is_settled_by_the_key)
{
	static const enum proxy_fault cases[] = { PROXY_AFTER, PROXY_BEFORE };
	struct deed	 deed;
	struct db	*through;
	pid_t		 proxy;

	for (size_t i = 0; i < 2; i++) {
		world_ask("marquee_shard", "DELETE FROM probe");
		deed = (struct deed){ 0 };
		through = db_through_proxy(&proxy, "\003COMMIT", 1, cases[i]);
		ck_assert(db_try(through, 0, do_keyed, &deed));
		ck_assert_int_eq(deed.runs, 2);
		ck_assert(deed.replayed == (cases[i] == PROXY_AFTER));
		ck_assert(!db_failed(through));
		ck_assert(!db_unknown(through));
		ck_assert_int_eq(world_count("marquee_shard", "probe", "1"), 2);
		db_free(through);
		proxy_stop(proxy);
	}
}
END_TEST

START_TEST(without_a_key_it_stays_unknown)
{
	struct deed	 deed = { 0 };
	pid_t		 proxy;
	struct db	*through = db_through_proxy(&proxy, "\003COMMIT", 1, PROXY_AFTER);

	ck_assert(!db_try(through, 0, do_unkeyed, &deed));
	ck_assert_int_eq(deed.runs, 1);
	ck_assert(db_unknown(through));
	db_free(through);
	proxy_stop(proxy);
}
END_TEST

START_TEST(a_write_whose_answer_is_lost_is_not_repeated)
{
	pid_t		 proxy;
	struct db	*through = db_through_proxy(&proxy, "raised", 1, PROXY_AFTER);

	q_probe_make(db, 1, "one");
	q_probe_raise(through, 1, 0);	/* prepared */
	/* The name goes with the packet, so the proxy knows it; nothing says whether it arrived. */
	q_probe_make(through, 2, "raised");
	ck_assert(db_failed(through));
	ck_assert_uint_eq(db_count(through)->retried, 0);
	ck_assert_int_eq(world_count("marquee_shard", "probe", "id = 2"), 1);
	db_free(through);
	proxy_stop(proxy);
}
END_TEST

Suite *
db_loss_suite(void)
{
	Suite *s = suite_create("db_loss");
	TCase *t = tcase_create("loss");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 30);
	tcase_add_test(t, a_killed_connection_is_not_noticed_by_reading);
	tcase_add_test(t, nor_by_writing_and_a_transaction_that_begins);
	tcase_add_test(t, in_a_transaction_it_is_undone_and_never_half_repeated);
	tcase_add_test(t, a_whole_unit_is_tried_again);
	tcase_add_test(t, killed_while_a_statement_runs);
	tcase_add_test(t, one_process_finds_out_for_all);
	tcase_add_test(t, a_lost_commit_is_unknown);
	tcase_add_test(t, a_lost_commit_is_settled_by_the_key);
	tcase_add_test(t, without_a_key_it_stays_unknown);
	tcase_add_test(t, a_write_whose_answer_is_lost_is_not_repeated);
	tcase_add_test(t, a_server_that_hangs_costs_one_wait);
	tcase_add_test(t, a_server_that_died_and_came_back);
	suite_add_tcase(s, t);
	return s;
}
