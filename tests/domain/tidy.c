/* tidy.c: tests of core/domain/tidy.c: what is over goes, what is not stays. */
#include "core/domain/tidy.h"

#include "core/lib/id.h"
#include "core/lib/shard.h"
#include "tests/domain/suites.h"
#include "tests/stage.h"

static int64_t	ann;

static void
begin(void)
{
	ann = stage_person("Ann");
}

static int
place(void)
{
	return server_place(db_places(stage_db()), 0);
}

START_TEST(test_sessions)
{
	for (int i = 0; i < 2; i++)
		stage_sql("shard", "INSERT INTO session (id, account_id, secret_hash, created_at, seen_at, "
		    "fresh_at, expires_at) VALUES (%lld, %lld, '', NOW(), NOW(), NOW(), NOW() - INTERVAL %d HOUR)",
		    (long long)id_new(7, 1000 + i), (long long)ann, i == 0 ? 25 : -1);
	tidy_shards(stage_db(), place());
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM session WHERE account_id = %lld",
	    (long long)ann), 1);
}
END_TEST

START_TEST(test_request_keys)
{
	for (int days = 29; days <= 31; days += 2)
		stage_sql("shard", "INSERT INTO request_key (owner_id, request_key, deed, created_at) "
		    "VALUES (%lld, UNHEX(MD5('%d')), 'try', NOW() - INTERVAL %d DAY)",
		    (long long)ann, days, days);
	tidy_shards(stage_db(), place());
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM request_key WHERE owner_id = %lld",
	    (long long)ann), 1);
}
END_TEST

/* Counters of accounts are on their shard, those of addresses in the directory. */
START_TEST(test_rates)
{
	static const char *const where[] = { "shard", "directory" };

	for (int i = 0; i < 2; i++) {
		for (int hours = 1; hours <= 49; hours += 48)
			stage_sql(where[i], "INSERT INTO rate (what, subject, window_at, used) "
			    "VALUES ('tidied', REPEAT('x', 32), NOW() - INTERVAL %d HOUR, 1)", hours);
	}
	tidy_shards(stage_db(), place());
	tidy_shared(stage_db());
	for (int i = 0; i < 2; i++)
		ck_assert_int_eq(stage_number(where[i], "SELECT COUNT(*) FROM rate WHERE what = 'tidied'"), 1);
}
END_TEST

/* A dead letter stays until somebody decides. */
START_TEST(test_jobs)
{
	static const char *const states[] = { "done", "dead", "waiting" };

	for (int i = 0; i < 3; i++)
		stage_sql("shard", "INSERT INTO job (id, kind, subject_id, state, ended_at) VALUES "
		    "(%lld, 'mail', %lld, '%s', NOW() - INTERVAL 2 DAY)", (long long)id_new(7, 1000 + i),
		    (long long)ann, states[i]);
	tidy_shards(stage_db(), place());
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM job WHERE subject_id = %lld "
	    "AND state <> 'done'", (long long)ann), 2);
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM job WHERE subject_id = %lld "
	    "AND state = 'done'", (long long)ann), 0);
}
END_TEST

Suite *
tidy_suite(void)
{
	Suite *s = suite_create("tidy");
	TCase *t = tcase_create("tidy");

	tcase_set_timeout(t, 30);
	tcase_add_checked_fixture(t, begin, NULL);
	tcase_add_test(t, test_sessions);
	tcase_add_test(t, test_request_keys);
	tcase_add_test(t, test_rates);
	tcase_add_test(t, test_jobs);
	suite_add_tcase(s, t);
	return s;
}
