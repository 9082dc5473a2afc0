/* world_kept.c: whole pages kept in memcached. */
#include <check.h>
#include <string.h>
#include <time.h>

#include "core/lib/cache.h"
#include "core/lib/clock.h"
#include "tests/ask.h"
#include "tests/check.h"
#include "tests/fcgi/world.h"

Suite *world_kept_suite(void);

static struct arena	*a;
static const char	*address;
static int64_t		 now;

static void
begin(void)
{
	struct timespec t;

	a = arena_new();
	now = clock_now();
	ask_at(now);
	made = 0;
	clock_gettime(CLOCK_REALTIME, &t);
	/* newer than what the last test left */
	kept_version = t.tv_sec * 1000000 + t.tv_nsec / 1000;
	address = "/kept";
}

static void
end(void)
{
	arena_free(a);
}

static bool
shows_version(int64_t v)
{
	ask_get(&world_public, address);
	ck_assert_status(200);
	return strstr(asked_body(), text(a, "version %lld of 7", (long long)v)) != NULL;
}

START_TEST(test_made_once)
{
	int64_t first = kept_version;

	for (int i = 0; i < 5; i++)
		ck_assert(shows_version(first));
	ck_assert_int_eq(made, 1);
	ck_assert(asked()->kept);
	/* A change shows at once. */
	kept_version++;
	ck_assert(shows_version(first + 1));
	ck_assert_int_eq(made, 2);
	ck_assert(!asked()->kept);
	/* Who read the database a moment earlier does not bring the old one back. */
	kept_version--;
	ck_assert(shows_version(first + 1));
	ck_assert_int_eq(made, 2);
}
END_TEST

START_TEST(test_languages_apart)
{
	ck_assert(shows_version(kept_version));
	address = "/de/kept";
	ck_assert(shows_version(kept_version));
	ck_assert_shows("lang=\"de\"");
	ck_assert_int_eq(made, 2);
	address = "/kept";
	ck_assert(shows_version(kept_version));
	ck_assert_shows("lang=\"en\"");
	ck_assert_int_eq(made, 2);
}
END_TEST

START_TEST(test_one_refills)
{
	int64_t			 first = kept_version;
	struct cache		*c = ask_tools(&world_public)->cache;
	static const char	 lock[] = "lock page error 7 en /kept";

	ck_assert(shows_version(first));
	ask_at(now + 60);
	/* While another worker is at it, the old one is shown. */
	ck_assert_int_eq(cache_add(c, lock, "1", 1, 10), CACHE_ADDED);
	kept_version++;
	ck_assert(shows_version(first));
	ck_assert(asked()->kept);
	ck_assert_int_eq(made, 1);
	cache_delete(c, lock);
	ck_assert(shows_version(first + 1));
	ck_assert_int_eq(made, 2);
	/* It let go of the lock. */
	ck_assert_int_eq(cache_add(c, lock, "1", 1, 10), CACHE_ADDED);
	cache_delete(c, lock);
}
END_TEST

START_TEST(test_dates_stay_while_nothing_changes)
{
	const char *modified, *etag;

	ck_assert(shows_version(kept_version));
	modified = arena_copy(a, asked_header("Last-Modified"));
	etag = arena_copy(a, asked_header("ETag"));
	ask_at(now + 60);
	ck_assert(shows_version(kept_version));
	ck_assert_int_eq(made, 2);
	ck_assert_header("Last-Modified", modified);
	ck_assert_header("ETag", etag);
	kept_version++;
	ck_assert(shows_version(kept_version));
	ck_assert_str_ne(asked_header("Last-Modified"), modified);
}
END_TEST

Suite *
world_kept_suite(void)
{
	Suite	*s = suite_create("world_kept");
	TCase	*t = tcase_create("world_kept");

	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, test_made_once);
	tcase_add_test(t, test_languages_apart);
	tcase_add_test(t, test_one_refills);
	tcase_add_test(t, test_dates_stay_while_nothing_changes);
	suite_add_tcase(s, t);
	return s;
}
