/* job.c: tests of core/domain/job.c: a promise holds with its transaction, and falls with it. */
#include "core/domain/job.h"

#include "core/lib/id.h"
#include "tests/domain/suites.h"
#include "tests/stage.h"

static int64_t
waiting(int64_t subject)
{
	return stage_number("shard", "SELECT COUNT(*) FROM job WHERE subject_id = %lld "
	    "AND state = 'waiting'", (long long)subject);
}

START_TEST(test_falls_with_its_transaction)
{
	int64_t organizer = stage_organizer(stage_person("Ann"));
	int64_t before = waiting(organizer);

	db_begin(stage_db(), id_shard(organizer));
	job_promise(stage_db(), "membership_copy", organizer, "{}", 0);
	db_rollback(stage_db());
	ck_assert_int_eq(waiting(organizer), before);
	db_begin(stage_db(), id_shard(organizer));
	job_promise(stage_db(), "membership_copy", organizer, "{}", 0);
	ck_assert_int_eq(db_commit(stage_db()), DB_DONE);
	ck_assert_int_eq(waiting(organizer), before + 1);
}
END_TEST

START_TEST(test_later)
{
	int64_t organizer = stage_organizer(stage_person("Ann"));

	db_begin(stage_db(), id_shard(organizer));
	job_promise(stage_db(), "mail", organizer, "{}", 3600);
	ck_assert_int_eq(db_commit(stage_db()), DB_DONE);
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM job WHERE subject_id = %lld "
	    "AND kind = 'mail' AND run_at BETWEEN NOW() + INTERVAL 59 MINUTE "
	    "AND NOW() + INTERVAL 61 MINUTE", (long long)organizer), 1);
}
END_TEST

Suite *
job_suite(void)
{
	Suite *s = suite_create("job");
	TCase *t = tcase_create("job");

	tcase_set_timeout(t, 30);
	tcase_add_test(t, test_falls_with_its_transaction);
	tcase_add_test(t, test_later);
	suite_add_tcase(s, t);
	return s;
}
