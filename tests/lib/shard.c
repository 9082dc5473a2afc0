/* shard.c: tests of core/lib/shard.c. */
#include "tests/lib/suites.h"
#include "tests/temp.h"
#include "core/lib/shard.h"

#include <string.h>

static struct arena	*arena;
static char		*dir;

static void
setup(void)
{
	arena = arena_new();
	dir = temp_make(arena);
}

static void
teardown(void)
{
	arena_free(arena);
}

static const struct places *
load(const char *content, const char **err)
{
	*err = NULL;
	return places_load(arena, temp_write(arena, dir, "placement", content), err);
}

#define SERVERS	"server db0 run/db0.sock\nserver db1 10.0.0.7:3306\nserver hub /run/hub.sock\n"
#define PLACES	"directory db0\nlisting db1\nhub hub\n"

START_TEST(a_file_says_where_things_are)
{
	const char		*err;
	const struct places	*p = load("# ours\n" SERVERS PLACES "\n2048-4094 db1 3 # "
	    "new\n0-2047\tdb0 1\n", &err);

	ck_assert_msg(p != NULL, "%s", err);
	ck_assert_uint_eq(p->n_servers, 3);
	ck_assert_str_eq(p->servers[0].address, text(arena, "%s/run/db0.sock", dir));
	ck_assert_str_eq(p->servers[1].address, "10.0.0.7:3306");
	ck_assert_str_eq(p->servers[2].address, "/run/hub.sock");
	ck_assert_int_eq(place_server(p, PLACE_DIRECTORY), 0);
	ck_assert_int_eq(place_server(p, PLACE_LISTING), 1);
	ck_assert_int_eq(place_server(p, PLACE_HUB), 2);
	ck_assert_int_eq(place_server(p, 0), 0);
	ck_assert_int_eq(place_server(p, 2047), 0);
	ck_assert_int_eq(place_server(p, 2048), 1);
	ck_assert_int_eq(place_server(p, 4095), -1);
	ck_assert_int_eq(place_server(p, 5000), -1);
	ck_assert_int_eq(place_server(p, PLACE_NONE), -1);
	ck_assert_str_eq(place_name(17), "shard");
	ck_assert_str_eq(place_name(PLACE_HUB), "hub");
}
END_TEST

START_TEST(an_id_of_an_unknown_shard_names_nothing)
{
	const char		*err;
	const struct places	*p = load(SERVERS PLACES "5-9 db0\n", &err);

	ck_assert_int_eq(place_of(p, (int64_t)5 << 51 | 1), 5);
	ck_assert_int_eq(place_of(p, (int64_t)4 << 51 | 1), PLACE_NONE);
	ck_assert_int_eq(place_of(p, (int64_t)4095 << 51 | 1), PLACE_NONE);
	ck_assert_int_eq(place_of(p, 0), PLACE_NONE);
	ck_assert_int_eq(place_of(p, -1), PLACE_NONE);
}
END_TEST

START_TEST(new_ones_go_by_weight)
{
	const char		*err;
	const struct places	*p = load(SERVERS PLACES "0-99 db0 1\n100-149 db1 3\n150-199 db0 "
	    "0\n", &err);
	int			 first = 0, second = 0, seen[200] = { 0 };

	for (uint32_t i = 0; i < 40000; i++) {
		int shard = shard_for_new(p, i * 107374u);

		ck_assert(shard >= 0 && shard < 150);
		seen[shard] = 1;
		first += shard < 100;
		second += shard >= 100;
	}
	ck_assert_int_gt(first, 9500);
	ck_assert_int_lt(first, 10500);
	ck_assert_int_gt(second, 29500);
	for (int i = 0; i < 150; i++)
		ck_assert_int_eq(seen[i], 1);
	p = load(SERVERS PLACES "0-4095 db0 0\n", &err);
	ck_assert_int_eq(shard_for_new(p, 5), PLACE_NONE);
}
END_TEST

START_TEST(what_is_wrong_has_its_line)
{
	static const char *const cases[][2] = {
		{ "", "no shards" },
		{ SERVERS PLACES "0-9 db7\n", ":7: no such server" },
		{ SERVERS PLACES "0-9 db0\n9-12 db1\n", "a shard is in two runs: 9" },
		{ SERVERS PLACES "9-0 db0\n", ":7: not a run of shards" },
		{ SERVERS PLACES "0-4096 db0\n", ":7: not a run of shards" },
		{ SERVERS PLACES "0-9 db0 -1\n", ":7: not a weight" },
		{ SERVERS PLACES "0-9x db0\n", ":7: not a run of shards" },
		{ SERVERS "directory db0\nlisting db0\n0-9 db0\n", "directory, listing and hub" },
		{ "server db0 somewhere\n", ":1: an address is" },
		{ "server db0 a/b\nserver db0 a/c\n", ":2: a server twice" },
		{ "serve db0 a/b\n", ":1: expected" },
		{ "server db0 a/b c d\n", ":1: too many words" },
	};
	const char *err;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ck_assert_ptr_null(load(cases[i][0], &err));
		ck_assert_msg(strstr(err, cases[i][1]) != NULL, "%s", err);
	}
	ck_assert_ptr_null(places_load(arena, "/nowhere/at/all", &err));
	ck_assert_ptr_nonnull(strstr(err, "No such file"));
}
END_TEST

Suite *
shard_suite(void)
{
	Suite *s = suite_create("shard");
	TCase *t = tcase_create("shard");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, a_file_says_where_things_are);
	tcase_add_test(t, an_id_of_an_unknown_shard_names_nothing);
	tcase_add_test(t, new_ones_go_by_weight);
	tcase_add_test(t, what_is_wrong_has_its_line);
	suite_add_tcase(s, t);
	return s;
}
