/* world_limit.c: how often somebody may, also when memcached has forgotten (ASSURANCE A05). */
#include <check.h>
#include <string.h>

#include "core/lib/cache.h"
#include "core/lib/crypto.h"
#include "core/lib/id.h"
#include "tests/ask.h"
#include "tests/check.h"
#include "tests/fcgi/world.h"

Suite *world_limit_suite(void);

static struct arena *a;

/* To a network where nobody has tried anything yet. */
static void
move(void)
{
	unsigned char drawn[4];

	random_bytes(drawn, sizeof(drawn));
	ask_from(text(a, "2001:db8:%x:%x::1", drawn[0] << 8 | drawn[1], drawn[2] << 8 | drawn[3]));
}

static void
begin(void)
{
	a = arena_new();
	move();
	ask_as_stranger();
}

static void
end(void)
{
	arena_free(a);
}

static const char *
somebody(void)
{
	unsigned char drawn[8];

	random_bytes(drawn, sizeof(drawn));
	return hex(a, drawn, sizeof(drawn));
}

static int
attempt(const char *subject)
{
	return ask_post(&world_account, text(a, "/try/%s", subject), "")->status;
}

static void
flush_memcached(void)
{
	struct tools *t = ask_tools(&world_account);

	cache_free(t->cache);
	t->cache = cache_new("", t->keys);	/* what the old one held is as good as gone */
}

START_TEST(test_one_subject)
{
	const char *subject = somebody();

	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(attempt(subject), 200);
	ck_assert_int_eq(attempt(subject), 429);
	ck_assert_header("Retry-After", "600");
	/* Another network does not help, nor does a flush. */
	move();
	ck_assert_int_eq(attempt(subject), 429);
	flush_memcached();
	ck_assert_int_eq(attempt(subject), 429);
	ck_assert_int_eq(attempt(somebody()), 200);
}
END_TEST

START_TEST(test_one_network)
{
	for (int i = 0; i < 5; i++)
		ck_assert_int_eq(attempt(somebody()), 200);
	ck_assert_int_eq(attempt(somebody()), 429);
	flush_memcached();
	ck_assert_int_eq(attempt(somebody()), 429);
}
END_TEST

START_TEST(test_forgotten)
{
	const char *subject = somebody();

	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(attempt(subject), 200);
	ask_post(&world_account, text(a, "/forget/%s", subject), "");
	move();
	ck_assert_int_eq(attempt(subject), 200);
}
END_TEST

START_TEST(test_account)
{
	int64_t ann = world_person(2100, "Ann");

	ask_as(&world_account, ann);
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(ask_post(&world_account, "/try-account", "")->status, 200);
	ck_assert_int_eq(ask_post(&world_account, "/try-account", "")->status, 429);
	flush_memcached();
	ck_assert_int_eq(ask_post(&world_account, "/try-account", "")->status, 429);
	/* It was counted on the account's own shard, and no higher than need be. */
	for (int i = 0; i < 5; i++)
		ask_post(&world_account, "/try-account", "");
	ck_assert_int_eq(world_number(ann,
	    "SELECT MAX(used) FROM rate WHERE what = 'test-try' AND window_at > NOW() - INTERVAL "
	    "10 MINUTE"), 4);
	/* Half a window later half of it still counts. */
	world_sql(ann, "DELETE FROM rate WHERE what = 'test-try'");
	ck_assert_int_eq(ask_post(&world_account, "/try-account", "")->status, 200);
	world_sql(ann, "UPDATE rate SET used = 200, window_at = FROM_UNIXTIME((UNIX_TIMESTAMP() "
	    "DIV 600 - 1) * 600) WHERE what = 'test-try'");
	if (world_number(ann, "SELECT UNIX_TIMESTAMP() MOD 600") < 580)
		ck_assert_int_eq(ask_post(&world_account, "/try-account", "")->status, 429);
	world_sql(ann, "UPDATE rate SET window_at = window_at - INTERVAL 1200 SECOND WHERE what = "
	    "'test-try'");
	ck_assert_int_eq(ask_post(&world_account, "/try-account", "")->status, 200);
}
END_TEST

Suite *
world_limit_suite(void)
{
	Suite	*s = suite_create("world_limit");
	TCase	*t = tcase_create("world_limit");

	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, test_one_subject);
	tcase_add_test(t, test_one_network);
	tcase_add_test(t, test_forgotten);
	tcase_add_test(t, test_account);
	suite_add_tcase(s, t);
	return s;
}
