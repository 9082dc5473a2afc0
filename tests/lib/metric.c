/* metric.c: tests of core/lib/metric.c. */
#include "tests/lib/suites.h"
#include "core/lib/metric.h"
#include "core/lib/str.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static struct metric_table *table;
static struct arena *arena;

static void
begin(void)
{
	arena = arena_new();
	table = mmap(NULL, sizeof(*table), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	ck_assert_ptr_ne(table, MAP_FAILED);
	metric_use(table);
}

static void
end(void)
{
	metric_use(NULL);
	munmap(table, sizeof(*table));
	arena_free(arena);
}

static const char *
printed(void)
{
	const struct metric_source	 from[] = { { "public", table } };
	struct str			*out = str_new(arena);

	metric_print(out, from, 1);
	return out->text;
}

#define ck_assert_shows(what)	ck_assert_msg(strstr(printed(), (what)) != NULL, "%s", printed())

START_TEST(what_is_counted_is_printed_once)
{
	metric_add(METRIC_http_requests_total, 1, "/e/{event}", "GET", "200");
	metric_add(METRIC_http_requests_total, 2, "/e/{event}", "GET", "200");
	metric_add(METRIC_http_requests_total, 1, "/", "POST", "404");
	ck_assert_shows("# TYPE marquee_http_requests_total counter\n"
	    "marquee_http_requests_total{program=\"public\",route=\"/\",method=\"POST\",code=\"404\"} 1\n"
	    "marquee_http_requests_total{program=\"public\",route=\"/e/{event}\",method=\"GET\",code=\"200\"} 3\n");
	ck_assert_int_eq(metric_sum(table, METRIC_http_requests_total), 4);
}
END_TEST

START_TEST(histograms_are_cumulative)
{
	metric_time(METRIC_http_request_seconds, 400, "/");
	metric_time(METRIC_http_request_seconds, 2000, "/");
	metric_time(METRIC_http_request_seconds, 90000000, "/");
	ck_assert_shows("{program=\"public\",route=\"/\",le=\"0.0005\"} 1\n");
	ck_assert_shows("{program=\"public\",route=\"/\",le=\"0.001\"} 1\n");
	ck_assert_shows("{program=\"public\",route=\"/\",le=\"0.0025\"} 2\n");
	ck_assert_shows("{program=\"public\",route=\"/\",le=\"10.0\"} 2\n");
	ck_assert_shows("{program=\"public\",route=\"/\",le=\"+Inf\"} 3\n"
	    "marquee_http_request_seconds_sum{program=\"public\",route=\"/\"} 90.002400\n"
	    "marquee_http_request_seconds_count{program=\"public\",route=\"/\"} 3\n");
}
END_TEST

START_TEST(labels_are_escaped_and_cut)
{
	char long_value[500];

	metric_add(METRIC_worker_deaths_total, 1, "a\"b\\c\nd");
	ck_assert_shows("cause=\"a\\\"b\\\\c\\nd\"");
	memset(long_value, 'x', sizeof(long_value) - 1);
	long_value[sizeof(long_value) - 1] = '\0';
	metric_add(METRIC_worker_deaths_total, 1, long_value);
	ck_assert_uint_lt(strlen(printed()), 500);
}
END_TEST

START_TEST(processes_count_together)
{
	enum { PROCESSES = 4, TIMES = 20000 };

	for (int i = 0; i < PROCESSES; i++)
		if (fork() == 0) {
			for (int n = 0; n < TIMES; n++)
				metric_add(METRIC_cache_ops_total, 1, "get", n % 2 ? "hit" : "miss");
			_exit(0);
		}
	while (wait(NULL) > 0)
		;
	ck_assert_int_eq(metric_sum(table, METRIC_cache_ops_total), PROCESSES * TIMES);
	ck_assert_shows("{program=\"public\",op=\"get\",result=\"hit\"} 40000\n");
}
END_TEST

START_TEST(a_full_table_loses_only_what_is_new)
{
	char value[16];

	metric_add(METRIC_worker_deaths_total, 1, "first");
	for (int i = 0; i < METRIC_CELLS + 10; i++) {
		snprintf(value, sizeof(value), "%d", i);
		metric_add(METRIC_worker_deaths_total, 1, value);
	}
	metric_add(METRIC_worker_deaths_total, 1, "first");
	ck_assert_int_eq(table->lost, 11);
	ck_assert_shows("cause=\"first\"} 2\n");
}
END_TEST

START_TEST(a_cell_left_half_written_is_passed_by)
{
	/* As a process killed in the middle of it leaves every cell: all claimed, none ready. */
	for (size_t i = 0; i < METRIC_CELLS; i += 2)
		table->cells[i].state = 1;
	metric_add(METRIC_worker_starts_total, 1);
	metric_add(METRIC_worker_starts_total, 1);
	ck_assert_int_eq(metric_sum(table, METRIC_worker_starts_total), 2);
}
END_TEST

START_TEST(without_a_table_nothing_is_counted)
{
	metric_use(NULL);
	metric_add(METRIC_worker_starts_total, 1);
	metric_use(table);
	ck_assert_str_eq(printed(), "");
}
END_TEST

START_TEST(wrong_number_of_labels_aborts)
{
	metric_add(METRIC_http_requests_total, 1, "/");
}
END_TEST

Suite *
metric_suite(void)
{
	Suite *s = suite_create("metric");
	TCase *t = tcase_create("metric");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, what_is_counted_is_printed_once);
	tcase_add_test(t, histograms_are_cumulative);
	tcase_add_test(t, labels_are_escaped_and_cut);
	tcase_add_test(t, processes_count_together);
	tcase_add_test(t, a_full_table_loses_only_what_is_new);
	tcase_add_test(t, a_cell_left_half_written_is_passed_by);
	tcase_add_test(t, without_a_table_nothing_is_counted);
	tcase_add_test_raise_signal(t, wrong_number_of_labels_aborts, SIGABRT);
	suite_add_tcase(s, t);
	return s;
}
