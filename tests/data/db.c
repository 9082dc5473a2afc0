/* db.c: tests of core/lib/db.c on a server that is well. */
#include "tests/data/suites.h"
#include "tests/data/world.h"
#include "tests/data/probe.h"

#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
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

/* An id on a logical shard. */
static int64_t
id_on(int64_t shard, int64_t serial)
{
	return shard << 51 | serial;
}

static struct bytes
none(void)
{
	return (struct bytes){ NULL, 0 };
}

START_TEST(values_come_back_as_they_went)
{
	static const char	 body[] = "a\0b'\\\xff";
	const int64_t		 id = id_on(17, 5);
	struct row		*row;
	size_t			 len;

	ck_assert_int_eq(q_probe_add(db, id, "Łódź 🎪'\"", -5, 0.1, 1796500800, true,
	    (struct bytes){ body, sizeof(body) }), 1);
	row = q_probe_by_id(db, id);
	ck_assert_ptr_nonnull(row);
	ck_assert_int_eq(row_id(row, "id"), id);
	ck_assert_str_eq(row_text(row, "name"), "Łódź 🎪'\"");
	ck_assert_int_eq(row_int(row, "n"), -5);
	ck_assert(fabs(row_real(row, "x") - 0.1) < 1e-15);
	ck_assert_int_eq(row_time(row, "seen_at"), 1796500800);
	ck_assert_str_eq(row_text(row, "seen_at"), "2026-12-05 20:00:00.000");
	ck_assert_str_eq(row_text(row, "seen_on"), "2026-12-05");
	ck_assert_int_eq(row_time(row, "seen_on"), 1796428800);
	ck_assert(row_bool(row, "flag"));
	ck_assert_mem_eq(row_bytes(row, "body", &len), body, sizeof(body));
	ck_assert_uint_eq(len, sizeof(body));
	ck_assert_str_eq(row_text(row, "dec_text"), "12.50");
	ck_assert_int_eq(row_int(row, "total"), -5);
	ck_assert_int_eq(row_int(row, "how_many"), 1);
	ck_assert(row_is(row, "how_many", "1"));
	ck_assert(!db_failed(db));
}
END_TEST

START_TEST(what_is_absent_is_null)
{
	struct row *row;

	q_probe_add(db, id_on(1, 1), NULL, 0, 0, 0, false, none());
	row = q_probe_by_id(db, id_on(1, 1));
	ck_assert(row_null(row, "name"));
	ck_assert_str_eq(row_text(row, "name"), "");
	ck_assert(row_null(row, "seen_at"));
	ck_assert_int_eq(row_time(row, "seen_at"), 0);
	ck_assert(!row_null(row, "n"));
	ck_assert(!row_is(row, "name", ""));
	ck_assert_ptr_null(q_probe_by_id(db, id_on(1, 2)));
	ck_assert_ptr_null(q_probe_by_id(db, 0));
	ck_assert(!db_failed(db));
}
END_TEST

START_TEST(dates_go_out_right)
{
	static const int64_t times[] = { 1, 951782399, 951782400, 951868800, 1709164800, 4102444799,
	    -86400, 253402300799 };
	struct row *row;

	for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
		q_probe_add(db, id_on(0, (int64_t)i + 1), NULL, 0, 0, times[i], false, none());
		row = q_probe_by_id(db, id_on(0, (int64_t)i + 1));
		ck_assert_int_eq(row_time(row, "seen_at"), times[i]);
	}
}
END_TEST

START_TEST(long_values_come_whole)
{
	const size_t	 n = 3 * 1024 * 1024;
	char		*body = malloc(n);
	struct row	*row;
	size_t		 len;

	for (size_t i = 0; i < n; i++)
		body[i] = (char)(i * 31 >> 3);
	q_probe_add(db, 7, "long", 0, 0, 0, false, (struct bytes){ body, n });
	row = q_probe_by_id(db, 7);
	ck_assert(memcmp(row_bytes(row, "body", &len), body, n) == 0);
	ck_assert_uint_eq(len, n);
	free(body);
}
END_TEST

START_TEST(unknown_column_aborts)
{
	q_probe_add(db, 7, "x", 0, 0, 0, false, none());
	row_text(q_probe_by_id(db, 7), "nmae");
}
END_TEST

START_TEST(text_is_no_number)
{
	q_probe_add(db, 7, "x", 0, 0, 0, false, none());
	row_int(q_probe_by_id(db, 7), "name");
}
END_TEST

START_TEST(lists_and_blocks)
{
	int64_t		ids[IDS_MAX];
	struct rows	rows;

	for (int64_t i = 0; i < 60; i++) {
		ids[i] = i + 1;
		q_probe_add(db, i + 1, NULL, i, 0, 0, false, none());
	}
	for (int64_t i = 60; i < IDS_MAX; i++)
		ids[i] = 1000 + i;
	for (size_t n = 0; n <= IDS_MAX; n += n < 18 ? 1 : 17) {
		rows = q_probes(db, 0, (struct ids){ ids, n }, 0, false);
		ck_assert_uint_eq(rows.n, n < 60 ? n : 60);
	}
	rows = q_probes(db, 0, (struct ids){ ids, 20 }, 10, false);
	ck_assert_uint_eq(rows.n, 10);
	ck_assert_int_eq(row_id(rows.at[0], "id"), 11);
	rows = q_probes(db, 0, (struct ids){ ids, 20 }, 10, true);
	ck_assert_int_eq(row_id(rows.at[0], "id"), 20);
}
END_TEST

START_TEST(ids_and_counts)
{
	ck_assert_int_eq(q_probe_make(db, 3, "three"), 3);
	ck_assert_int_eq(q_probe_by_name(db, 0, "three"), 3);
	ck_assert_int_eq(q_probe_by_name(db, 0, "four"), 0);
	ck_assert_int_eq(q_probe_raise(db, 3, 0), 1);	/* matched, though nothing changed */
	ck_assert_int_eq(q_probe_raise(db, 4, 1), 0);
	ck_assert_uint_eq(db_count(db)->statements, 5);
	ck_assert_uint_eq(db_count(db)->prepared, 3);
	ck_assert_uint_eq(db_count(db)->connected, 1);
	ck_assert_int_gt(db_count(db)->us, 0);
}
END_TEST

START_TEST(session_is_strict_and_utc)
{
	struct row *row = q_probe_settings(db, 0);

	ck_assert_ptr_nonnull(strstr(row_text(row, "sql_mode"), "STRICT_ALL_TABLES"));
	ck_assert_str_eq(row_text(row, "isolation"), "READ-COMMITTED");
	ck_assert_str_eq(row_text(row, "time_zone"), "+00:00");
	ck_assert_str_eq(row_text(row, "letters"), "utf8mb4");
	ck_assert(fabs(row_real(row, "patience") - 0.4) < 1e-9);
	q_probe_add(db, 1, "012345678901234567890123456789012345678901234567890", 0, 0, 0, false,
	    none());
	ck_assert(db_failed(db));	/* too long is refused, not cut */
}
END_TEST

START_TEST(failure_is_sticky)
{
	q_probe_make(db, 1, "one");
	q_probe_make(db, 1, "again");
	ck_assert(db_failed(db));
	ck_assert(!db_taken(db));
	ck_assert_ptr_null(strstr(db_failure(db), "one"));
	ck_assert_ptr_null(q_probe_by_id(db, 1));
	ck_assert_uint_eq(q_probes(db, 0, (struct ids){ NULL, 0 }, 0, false).n, 0);
	ck_assert_uint_eq(db_count(db)->statements, 2);
	db_use_arena(db, arena);
	ck_assert(!db_failed(db));
	ck_assert_str_eq(db_failure(db), "");
	ck_assert_ptr_nonnull(q_probe_by_id(db, 1));
}
END_TEST

START_TEST(values_stay_out_of_what_is_logged)
{
	q_probe_make(db, 1, "ann@example.org");
	q_probe_make(db, 2, "ann@example.org");
	ck_assert(db_failed(db));
	ck_assert_ptr_null(strstr(db_failure(db), "ann@"));
	ck_assert_ptr_nonnull(strstr(db_failure(db), "1062"));
}
END_TEST

START_TEST(a_claim_is_taken_once)
{
	ck_assert_int_eq(q_probe_claim(db, 1, "word"), 1);
	ck_assert(!db_taken(db));
	ck_assert_int_eq(q_probe_claim(db, 2, "word"), 0);
	ck_assert(db_taken(db));
	ck_assert(!db_failed(db));
	ck_assert_int_eq(q_probe_by_name(db, 0, "word"), 1);
	ck_assert(!db_taken(db));
}
END_TEST

START_TEST(reading_pages_cannot_write)
{
	db_readonly(db, true);
	q_probe_make(db, 1, "one");
	ck_assert(db_failed(db));
	db_use_arena(db, arena);
	db_readonly(db, true);
	q_probe_lock(db, 1);
	ck_assert(db_failed(db));
	db_use_arena(db, arena);
	ck_assert_ptr_null(q_probe_by_id(db, 1));
	ck_assert(!db_failed(db));
}
END_TEST

START_TEST(a_shard_nobody_holds_has_nothing)
{
	struct places	 few = *world_places(arena, NULL);
	struct db_setup	 setup = { .places = &few, .user = world.user, .password = "" };

	few.n_ranges = 1;
	ck_assert_int_eq(place_of(&few, id_on(4095, 1)), PLACE_NONE);
	ck_assert_int_eq(place_of(&few, id_on(4094, 1)), 4094);
	(void)setup;
	ck_assert_ptr_null(q_probe_by_id(db, -1));
	ck_assert(!db_failed(db));
	q_probe_make(db, 0, "nowhere");
	ck_assert(db_failed(db));
}
END_TEST

START_TEST(a_server_that_is_gone_fails_alone)
{
	ck_assert_ptr_null(q_probe_by_id(db, id_on(4095, 1)));
	ck_assert(db_failed(db));
	db_forgive(db);
	ck_assert_ptr_null(q_probe_by_id(db, id_on(4094, 1)));
	ck_assert(!db_failed(db));
	ck_assert(db_ping(db, 3));
	ck_assert(!db_ping(db, 4095));
	ck_assert(!db_ping(db, PLACE_HUB));
	ck_assert(!db_failed(db));
	/* asked once, then left alone */
	ck_assert_uint_eq(db_places(db)->breakers[1].misses, 1);
}
END_TEST

/* --- transactions -------------------------------------------------------- */

START_TEST(three_ends)
{
	db_begin(db, 0);
	q_probe_make(db, 1, "one");
	ck_assert_int_eq(db_commit(db), DB_DONE);
	db_begin(db, 0);
	q_probe_make(db, 2, "two");
	db_rollback(db);
	ck_assert(!db_failed(db));
	db_begin(db, 0);
	q_probe_make(db, 3, "three");
	q_probe_make(db, 3, "three");
	q_probe_make(db, 4, "four");
	ck_assert_int_eq(db_commit(db), DB_UNDONE);
	ck_assert(db_failed(db));
	db_use_arena(db, arena);
	db_begin(db, 0);
	ck_assert_int_eq(db_commit(db), DB_DONE);
	ck_assert_int_eq(world_count("marquee_shard", "probe", "1"), 1);
}
END_TEST

START_TEST(a_request_that_forgot_its_end_is_rolled_back)
{
	db_begin(db, 0);
	q_probe_make(db, 1, "one");
	db_use_arena(db, arena);
	ck_assert_int_eq(row_int(q_probe_count(db, 0), "n"), 0);
}
END_TEST

START_TEST(a_taken_claim_leaves_the_transaction_whole)
{
	q_probe_claim(db, 1, "word");
	db_begin(db, 0);
	q_probe_make(db, 2, "two");
	q_probe_claim(db, 3, "word");
	ck_assert(db_taken(db));
	q_probe_make(db, 4, "four");
	ck_assert_int_eq(db_commit(db), DB_DONE);
	ck_assert_int_eq(world_count("marquee_shard", "probe", "1"), 3);
}
END_TEST

START_TEST(writing_on_another_shard_aborts)
{
	db_begin(db, 0);
	q_probe_make(db, id_on(1, 1), "elsewhere");
}
END_TEST

START_TEST(reading_on_another_shard_is_fine)
{
	db_begin(db, 0);
	q_probe_make(db, 1, "one");
	ck_assert_ptr_null(q_probe_by_id(db, id_on(1, 1)));
	ck_assert_int_eq(db_commit(db), DB_DONE);
}
END_TEST

/* Two that lock the same two rows in opposite order. */
struct crossing {
	int64_t	first, second;
	int	runs;
	int	ready_in, ready_out;	/* pipes: each waits for the other, the first time */
};

static bool
cross(struct db *d, void *what)
{
	struct crossing	*c = what;
	char		 byte = 'x';

	q_probe_raise(d, c->first, 1);
	if (c->runs++ == 0) {
		ck_assert_int_eq(write(c->ready_out, &byte, 1), 1);
		ck_assert_int_eq(read(c->ready_in, &byte, 1), 1);
	}
	q_probe_raise(d, c->second, 1);
	return true;
}

START_TEST(a_deadlock_is_tried_again)
{
	int	to_child[2], to_parent[2], status;
	pid_t	child;

	q_probe_make(db, 1, "one");
	q_probe_make(db, 2, "two");
	db_hang_up(db);
	ck_assert_int_eq(pipe(to_child), 0);
	ck_assert_int_eq(pipe(to_parent), 0);
	child = fork();
	if (child == 0) {
		struct crossing c = { 2, 1, 0, to_child[0], to_parent[1] };

		_exit(db_try(db, 0, cross, &c) ? c.runs : 100);
	}
	struct crossing c = { 1, 2, 0, to_parent[0], to_child[1] };

	ck_assert(db_try(db, 0, cross, &c));
	ck_assert(!db_failed(db));
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	/* one of the two had to run again */
	ck_assert_int_eq(WEXITSTATUS(status) + c.runs, 3);
	ck_assert_int_eq(world_count("marquee_shard", "probe", "n = 2"), 2);
}
END_TEST

static bool
raise_one(struct db *d, void *what)
{
	++*(int *)what;
	q_probe_raise(d, 1, 1);
	return true;
}

START_TEST(a_lock_held_too_long_is_tried_again_and_given_up)
{
	struct db	*other = world_db(arena, NULL, 0.4);
	int		 runs = 0;

	db_free(db);
	db = world_db(arena, NULL, 2);
	q_probe_make(db, 1, "one");
	db_begin(other, 0);
	q_probe_raise(other, 1, 1);
	ck_assert(!db_try(db, 0, raise_one, &runs));
	ck_assert_ptr_nonnull(strstr(db_failure(db), "1205"));
	ck_assert_int_ge(runs, 2);	/* a second each, for two seconds */
	db_rollback(other);
	db_use_arena(db, arena);
	ck_assert(db_try(db, 0, raise_one, &runs));
	db_free(other);
}
END_TEST

static bool
draw(struct db *d, void *what)
{
	int64_t *next = what;

	q_probe_make(d, ++*next, NULL);
	return true;
}

START_TEST(an_id_drawn_twice_is_drawn_again)
{
	int64_t next = 0;

	q_probe_make(db, 1, NULL);
	ck_assert(db_try(db, 0, draw, &next));
	ck_assert_int_eq(next, 2);
	ck_assert_int_eq(world_count("marquee_shard", "probe", "1"), 2);
}
END_TEST

static bool
change_of_mind(struct db *d, void *what)
{
	(void)what;
	q_probe_make(d, 9, "nine");
	return false;
}

START_TEST(a_try_may_decide_against_it)
{
	ck_assert(db_try(db, 0, change_of_mind, NULL));
	ck_assert(!db_failed(db));
	ck_assert_int_eq(world_count("marquee_shard", "probe", "1"), 0);
}
END_TEST

/* --- procedures ---------------------------------------------------------- */

START_TEST(out_parameters_are_a_row)
{
	for (int i = 0; i < 3; i++) {
		struct row *row = q_probe_divide(db, 0, 17, 5);

		ck_assert_ptr_nonnull(row);
		ck_assert_int_eq(row_int(row, "quotient"), 3);
		ck_assert_int_eq(row_int(row, "remainder"), 2);
	}
	ck_assert_int_eq(row_int(q_probe_show(db, 0, 5), "more"), 6);
	ck_assert_int_eq(row_int(q_probe_show(db, 0, 6), "more"), 7);
	ck_assert(!db_failed(db));
}
END_TEST

START_TEST(a_failed_procedure_leaves_nothing_open)
{
	q_probe_fail(db, 5);
	ck_assert(db_failed(db));
	ck_assert_ptr_nonnull(strstr(db_failure(db), "on purpose"));
	db_use_arena(db, arena);
	ck_assert_int_eq(row_int(q_probe_count(db, 0), "n"), 0);
}
END_TEST

static bool
divide(struct db *d, void *what)
{
	*(int64_t *)what = row_int(q_probe_divide(d, 0, 17, 5), "quotient");
	return !db_failed(d);
}

START_TEST(a_procedure_may_be_tried)
{
	int64_t quotient = 0;

	ck_assert(db_try(db, 0, divide, &quotient));
	ck_assert_int_eq(quotient, 3);
	ck_assert_uint_eq(db_count(db)->statements, 1);
}
END_TEST

/* --- limits -------------------------------------------------------------- */

START_TEST(a_statement_that_takes_too_long_is_stopped)
{
	int64_t connection = row_int(q_probe_settings(db, 0), "connection");

	q_probe_sleep(db, 0, 5);
	ck_assert(db_failed(db));
	ck_assert_ptr_nonnull(strstr(db_failure(db), "1969"));
	ck_assert_int_lt(db_count(db)->us, 1000000);
	db_use_arena(db, arena);
	ck_assert_int_eq(row_int(q_probe_settings(db, 0), "connection"), connection);
}
END_TEST

static void
add_refusals(Suite *s)
{
	TCase *t = tcase_create("mistakes abort");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test_raise_signal(t, unknown_column_aborts, SIGABRT);
	tcase_add_test_raise_signal(t, text_is_no_number, SIGABRT);
	tcase_add_test_raise_signal(t, writing_on_another_shard_aborts, SIGABRT);
	suite_add_tcase(s, t);
}

static void
add_transactions(Suite *s)
{
	TCase *t = tcase_create("transactions");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 20);
	tcase_add_test(t, three_ends);
	tcase_add_test(t, a_request_that_forgot_its_end_is_rolled_back);
	tcase_add_test(t, a_taken_claim_leaves_the_transaction_whole);
	tcase_add_test(t, reading_on_another_shard_is_fine);
	tcase_add_test(t, a_deadlock_is_tried_again);
	tcase_add_test(t, a_lock_held_too_long_is_tried_again_and_given_up);
	tcase_add_test(t, an_id_drawn_twice_is_drawn_again);
	tcase_add_test(t, a_try_may_decide_against_it);
	tcase_add_test(t, out_parameters_are_a_row);
	tcase_add_test(t, a_failed_procedure_leaves_nothing_open);
	tcase_add_test(t, a_procedure_may_be_tried);
	suite_add_tcase(s, t);
}

Suite *
db_suite(void)
{
	Suite *s = suite_create("db");
	TCase *t = tcase_create("statements");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 20);
	tcase_add_test(t, values_come_back_as_they_went);
	tcase_add_test(t, what_is_absent_is_null);
	tcase_add_test(t, dates_go_out_right);
	tcase_add_test(t, long_values_come_whole);
	tcase_add_test(t, lists_and_blocks);
	tcase_add_test(t, ids_and_counts);
	tcase_add_test(t, session_is_strict_and_utc);
	tcase_add_test(t, failure_is_sticky);
	tcase_add_test(t, values_stay_out_of_what_is_logged);
	tcase_add_test(t, a_claim_is_taken_once);
	tcase_add_test(t, reading_pages_cannot_write);
	tcase_add_test(t, a_shard_nobody_holds_has_nothing);
	tcase_add_test(t, a_server_that_is_gone_fails_alone);
	tcase_add_test(t, a_statement_that_takes_too_long_is_stopped);
	suite_add_tcase(s, t);
	add_transactions(s);
	add_refusals(s);
	return s;
}
