/*
 * cache.c: tests of core/lib/cache.c against a memcached of their own (ASSURANCE E11, C18):
 * killed, hung, flushed, lying.
 */
#include "tests/lib/suites.h"
#include "tests/temp.h"
#include "core/lib/cache.h"
#include "core/lib/clock.h"
#include "core/lib/crypto.h"
#include "core/lib/log.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static struct arena	*a;
static char		*dir, *socket_path;
static struct keyring	*keys;
static struct cache	*cache;
static pid_t		 server;
static size_t		 len;

/* --- a memcached --------------------------------------------------------------------------- */

static int
raw_connect(void)
{
	struct sockaddr_un	sa = { .sun_family = AF_UNIX };
	int			fd = socket(AF_UNIX, SOCK_STREAM, 0);

	strcpy(sa.sun_path, socket_path);
	if (connect(fd, (struct sockaddr *)&sa, sizeof(sa)) == 0)
		return fd;
	close(fd);
	return -1;
}

static void
server_start(void)
{
	pid_t	parent = getpid();
	int	fd;

	unlink(socket_path);
	if ((server = fork()) == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != parent)
			_exit(1);
		execlp("memcached", "memcached", "-s", socket_path, "-m", "16", "-t", "1", "-u", "root",
		    (char *)NULL);
		_exit(127);
	}
	for (int i = 0; (fd = raw_connect()) < 0; i++) {
		ck_assert_int_lt(i, 500);
		usleep(10000);
	}
	close(fd);
}

static void
server_stop(void)
{
	if (server <= 0)
		return;
	kill(server, SIGKILL);
	waitpid(server, NULL, 0);
	server = 0;
}

/* Stop it as it is; every thread of it stands still when this returns. */
static void
server_freeze(void)
{
	int status;

	kill(server, SIGSTOP);
	ck_assert_int_eq(waitpid(server, &status, WUNTRACED), server);
	ck_assert(WIFSTOPPED(status));
}

/* Say something to it in its own language; what it answered up to `end`. */
static char *
raw(const char *bytes, size_t n, const char *end, size_t *got)
{
	char	*answer = arena_alloc(a, 65536);
	int	 fd = raw_connect();

	*got = 0;
	ck_assert_int_eq(write(fd, bytes, n), (ssize_t)n);
	while (memmem(answer, *got, end, strlen(end)) == NULL) {
		ssize_t more = read(fd, answer + *got, 65535 - *got);

		ck_assert_int_gt(more, 0);
		*got += (size_t)more;
	}
	close(fd);
	return answer;
}

/* The one key it holds. */
static char *
only_key(void)
{
	size_t	 n;
	char	*dump = raw("lru_crawler metadump all\r\n", 26, "END\r\n", &n), *key;

	for (int i = 0; strncmp(dump, "key=", 4) != 0 && i < 100; i++) {
		usleep(20000);	/* the crawler is lazy */
		dump = raw("lru_crawler metadump all\r\n", 26, "END\r\n", &n);
	}
	ck_assert_int_eq(strncmp(dump, "key=", 4), 0);
	key = arena_copy_n(a, dump + 4, strcspn(dump + 4, " "));
	*strstr(key, "%3A") = ':';
	memmove(strchr(key, ':') + 1, strchr(key, ':') + 3, strlen(strchr(key, ':') + 3) + 1);
	return key;
}

static char *
raw_get(const char *key, size_t *n)
{
	char	*ask = text(a, "get %s\r\n", key), *answer = raw(ask, strlen(ask), "END\r\n", n), *value;

	ck_assert_int_eq(strncmp(answer, "VALUE ", 6), 0);
	value = strstr(answer, "\r\n") + 2;
	*n = *n - (size_t)(value - answer) - strlen("\r\nEND\r\n");
	return value;
}

static void
raw_set(const char *key, const char *value, size_t n)
{
	char	*head = text(a, "set %s 0 60 %zu\r\n", key, n), *ask = arena_alloc(a, strlen(head) + n + 2);
	size_t	 got;

	memcpy(ask, head, strlen(head));
	memcpy(ask + strlen(head), value, n);
	memcpy(ask + strlen(head) + n, "\r\n", 2);
	raw(ask, strlen(head) + n + 2, "STORED\r\n", &got);
}

static void
begin(void)
{
	const char *err;

	a = arena_new();
	dir = temp_make(a);
	socket_path = text(a, "%s/cache.sock", dir);
	log_open("check", open("/dev/null", O_WRONLY));
	signal(SIGPIPE, SIG_IGN);
	keyring_make(a, dir, "cache", 0, &err);
	keys = keyring_load(a, dir, "cache", &err);
	ck_assert_ptr_ne(keys, NULL);
	server_start();
	cache = cache_new(socket_path, keys);
}

static void
end(void)
{
	cache_free(cache);
	server_stop();
	arena_free(a);
}

/* --- when all is well ------------------------------------------------------------------------- */

START_TEST(what_is_kept_comes_back)
{
	ck_assert_ptr_eq(cache_get(cache, a, "page 1", &len), NULL);
	ck_assert(cache_set(cache, "page 1", "a\0page", 6, 60));
	ck_assert_mem_eq(cache_get(cache, a, "page 1", &len), "a\0page", 7);
	ck_assert_uint_eq(len, 6);
	cache_delete(cache, "page 1");
	ck_assert_ptr_eq(cache_get(cache, a, "page 1", &len), NULL);
	ck_assert_uint_eq(cache_count(cache)->hits, 1);
	ck_assert_uint_eq(cache_count(cache)->misses, 2);
	ck_assert_uint_eq(cache_count(cache)->errors, 0);
	cache_count_reset(cache);
	ck_assert_uint_eq(cache_count(cache)->hits, 0);
	ck_assert(cache_ping(cache));
}
END_TEST

START_TEST(any_size_up_to_the_limit)
{
	char *big = arena_alloc(a, CACHE_VALUE_MAX + 1);

	memset(big, 'b', CACHE_VALUE_MAX + 1);
	ck_assert(cache_set(cache, "empty", "", 0, 60));
	ck_assert_str_eq(cache_get(cache, a, "empty", &len), "");
	ck_assert_uint_eq(len, 0);
	ck_assert(cache_set(cache, "big", big, CACHE_VALUE_MAX, 60));
	ck_assert_ptr_ne(cache_get(cache, a, "big", &len), NULL);
	ck_assert_uint_eq(len, CACHE_VALUE_MAX);
	ck_assert(!cache_set(cache, "too big", big, CACHE_VALUE_MAX + 1, 60));
	ck_assert_ptr_eq(cache_get(cache, a, "too big", &len), NULL);
}
END_TEST

START_TEST(keys_may_be_anything)
{
	char		 wide[1000];
	const char	*odd[] = { "", " ", "a key\r\nflush_all\r\n", "ключ", wide };

	memset(wide, 'w', sizeof(wide) - 1);
	wide[sizeof(wide) - 1] = '\0';
	for (size_t i = 0; i < 5; i++)
		ck_assert(cache_set(cache, odd[i], odd[i], strlen(odd[i]), 60));
	for (size_t i = 0; i < 5; i++)
		ck_assert_str_eq(cache_get(cache, a, odd[i], &len), odd[i]);
}
END_TEST

START_TEST(no_letter_of_a_key_is_sent)
{
	cache_set(cache, "account ada@example.org", "x", 1, 60);
	ck_assert_int_eq(strncmp(only_key(), "mq1:", 4), 0);
	ck_assert_uint_eq(strlen(only_key()), 44);
	ck_assert_uint_eq(strspn(only_key() + 4, "0123456789abcdef"), 40);
}
END_TEST

START_TEST(the_first_to_add_refills)
{
	ck_assert_int_eq(cache_add(cache, "lock", "1", 1, 1), CACHE_ADDED);
	ck_assert_int_eq(cache_add(cache, "lock", "1", 1, 1), CACHE_THERE);
	usleep(2100000);
	ck_assert_int_eq(cache_add(cache, "lock", "1", 1, 1), CACHE_ADDED);
}
END_TEST

/* Two years are no date of 1972, and less than a second is not for ever. */
START_TEST(times_are_kept_within_bounds)
{
	cache_set(cache, "long", "x", 1, (int64_t)2 * 365 * 24 * 3600);
	ck_assert_ptr_ne(cache_get(cache, a, "long", &len), NULL);
	cache_set(cache, "short", "x", 1, -5);
	usleep(2100000);
	ck_assert_ptr_eq(cache_get(cache, a, "short", &len), NULL);
}
END_TEST

START_TEST(many_at_once)
{
	enum { N = 3 * CACHE_MANY + 5 };
	struct cache_item items[N];

	for (size_t i = 0; i < N; i++) {
		items[i].key = text(a, "item %zu", i);
		if (i % 3 != 0)
			cache_set(cache, items[i].key, items[i].key, strlen(items[i].key), 60);
	}
	items[7].key = items[8].key;	/* the same twice */
	cache_count_reset(cache);
	cache_get_many(cache, a, items, N);
	for (size_t i = 0; i < N; i++) {
		if (i % 3 == 0) {
			ck_assert_ptr_eq(items[i].bytes, NULL);
			continue;
		}
		ck_assert_str_eq(items[i].bytes, items[i].key);
		ck_assert_uint_eq(items[i].len, strlen(items[i].key));
	}
	ck_assert_uint_eq(cache_count(cache)->errors, 0);
	cache_get_many(cache, a, items, 0);
}
END_TEST

/* --- when it lies ---------------------------------------------------------------------------------- */

START_TEST(one_bit_flipped_is_a_miss)
{
	char	*key, *value;
	size_t	 n;

	cache_set(cache, "page", "a page", 6, 60);
	key = only_key();
	value = raw_get(key, &n);
	for (size_t bit = 0; bit < 8 * n; bit++) {
		value[bit / 8] ^= (char)(1 << bit % 8);
		raw_set(key, value, n);
		ck_assert_ptr_eq(cache_get(cache, a, "page", &len), NULL);
		value[bit / 8] ^= (char)(1 << bit % 8);
	}
	raw_set(key, value, n);
	ck_assert_str_eq(cache_get(cache, a, "page", &len), "a page");
}
END_TEST

START_TEST(values_that_are_not_ours_are_misses)
{
	char	*key, *value;
	size_t	 n;

	cache_set(cache, "page", "a page", 6, 60);
	key = only_key();
	value = raw_get(key, &n);
	for (size_t cut = 0; cut < n; cut++) {
		raw_set(key, value, cut);
		ck_assert_ptr_eq(cache_get(cache, a, "page", &len), NULL);
	}
	value = memcpy(arena_alloc(a, n + 1), value, n);
	raw_set(key, value, n + 1);
	ck_assert_ptr_eq(cache_get(cache, a, "page", &len), NULL);
	raw_set(key, "17", 2);
	ck_assert_ptr_eq(cache_get(cache, a, "page", &len), NULL);
}
END_TEST

/* A session under a page's key, and what another installation's keys wrote. */
START_TEST(wrong_type_and_wrong_owner_are_misses)
{
	char		*page_key, *session;
	const char	*err;
	size_t		 n;
	struct cache	*other;

	cache_set(cache, "page", "a page", 6, 60);
	page_key = only_key();
	cache_delete(cache, "page");
	cache_set(cache, "session", "account 7", 9, 60);
	session = raw_get(only_key(), &n);
	raw_set(page_key, session, n);
	ck_assert_ptr_eq(cache_get(cache, a, "page", &len), NULL);
	ck_assert_str_eq(cache_get(cache, a, "session", &len), "account 7");

	keyring_make(a, dir, "other", 0, &err);
	other = cache_new(socket_path, keyring_load(a, dir, "other", &err));
	ck_assert_ptr_eq(cache_get(other, a, "session", &len), NULL);
	cache_free(other);
}
END_TEST

START_TEST(bad_values_among_many)
{
	struct cache_item	 items[2] = { { .key = "page" }, { .key = "other" } };
	char			*key;

	cache_set(cache, "page", "a page", 6, 60);
	key = only_key();
	cache_set(cache, "other", "fine", 4, 60);
	raw_set(key, "nonsense that is long enough to be a value, if it were one", 58);
	cache_get_many(cache, a, items, 2);
	ck_assert_ptr_eq(items[0].bytes, NULL);
	ck_assert_str_eq(items[1].bytes, "fine");
}
END_TEST

/* --- when it forgets, hangs or dies ---------------------------------------------------------------------- */

START_TEST(flushed_is_empty)
{
	size_t n;

	cache_set(cache, "page", "a page", 6, 60);
	raw("flush_all\r\n", 11, "OK\r\n", &n);
	ck_assert_ptr_eq(cache_get(cache, a, "page", &len), NULL);
	ck_assert(cache_set(cache, "page", "a page", 6, 60));
	ck_assert_str_eq(cache_get(cache, a, "page", &len), "a page");
}
END_TEST

START_TEST(nobody_there)
{
	server_stop();
	for (int i = 0; i < 20; i++) {
		int64_t began = clock_ms();

		ck_assert_ptr_eq(cache_get(cache, a, "page", &len), NULL);
		ck_assert(!cache_set(cache, "page", "x", 1, 60));
		ck_assert_int_eq(cache_add(cache, "lock", "x", 1, 60), CACHE_AWAY);
		cache_delete(cache, "page");
		ck_assert_int_lt(clock_ms() - began, 100);
	}
	ck_assert(!cache_ping(cache));
}
END_TEST

/* Back within three seconds of its return, by itself. */
START_TEST(killed_and_started_again)
{
	int64_t began;

	cache_set(cache, "page", "a page", 6, 60);
	server_stop();
	ck_assert_ptr_eq(cache_get(cache, a, "page", &len), NULL);
	server_start();
	ck_assert_ptr_eq(cache_get(cache, a, "page", &len), NULL);
	for (began = clock_ms(); !cache_set(cache, "page", "new", 3, 60); usleep(20000))
		ck_assert_int_lt(clock_ms() - began, 3000);
	ck_assert_str_eq(cache_get(cache, a, "page", &len), "new");
}
END_TEST

START_TEST(hung_costs_once)
{
	int64_t began;

	cache_set(cache, "page", "a page", 6, 60);
	server_freeze();
	began = clock_ms();
	ck_assert_ptr_eq(cache_get(cache, a, "page", &len), NULL);
	ck_assert_int_ge(clock_ms() - began, 25);
	ck_assert_int_lt(clock_ms() - began, 150);
	began = clock_ms();
	for (int i = 0; i < 1000; i++)
		ck_assert_ptr_eq(cache_get(cache, a, "page", &len), NULL);
	ck_assert_int_lt(clock_ms() - began, 100);
	ck_assert_uint_eq(cache_count(cache)->skipped, 1000);
	kill(server, SIGCONT);
	for (began = clock_ms(); cache_get(cache, a, "page", &len) == NULL; usleep(20000))
		ck_assert_int_lt(clock_ms() - began, 3000);
	ck_assert_str_eq(cache_get(cache, a, "page", &len), "a page");
}
END_TEST

/* It hangs again and again, in mid-answer or not: nothing comes back under another's name. */
START_TEST(hung_often_never_mixes_up)
{
	char	*big = arena_alloc(a, 20001);
	int	 seen = 0;

	for (int i = 0; i < 20; i++) {
		memset(big, 'a' + i, 20000);
		cache_set(cache, text(a, "key %d", i), big, 20000, 60);
	}
	for (int stall = 0; stall < 3; stall++) {
		server_freeze();
		cache_get(cache, a, text(a, "key %d", stall), &len);
		kill(server, SIGCONT);
		usleep(1050000);
		for (int i = 0; i < 20; i++) {
			char *bytes = cache_get(cache, a, text(a, "key %d", i), &len);

			if (bytes == NULL)
				continue;
			seen++;
			ck_assert_uint_eq(len, 20000);
			ck_assert_int_eq(bytes[0], 'a' + i);
			ck_assert_int_eq(bytes[19999], 'a' + i);
		}
	}
	ck_assert_int_gt(seen, 30);
}
END_TEST

START_TEST(many_from_a_hung_one)
{
	struct cache_item	items[3] = { { .key = "a" }, { .key = "b" }, { .key = "c" } };
	int64_t			began;

	server_freeze();
	began = clock_ms();
	cache_get_many(cache, a, items, 3);
	cache_get_many(cache, a, items, 3);
	ck_assert_int_lt(clock_ms() - began, 200);
	ck_assert_ptr_eq(items[2].bytes, NULL);
	kill(server, SIGCONT);
}
END_TEST

START_TEST(no_servers_is_all_misses)
{
	struct cache *none = cache_new("", keys);

	ck_assert(!cache_set(none, "page", "x", 1, 60));
	ck_assert_ptr_eq(cache_get(none, a, "page", &len), NULL);
	ck_assert(cache_ping(none));
	cache_free(none);
	none = cache_new("not an address,,10.0.0.1:x", keys);
	ck_assert_ptr_eq(cache_get(none, a, "page", &len), NULL);
	cache_free(none);
}
END_TEST

/* One of two servers hangs: what the other one keeps is still there. */
START_TEST(a_hung_server_does_not_stop_its_neighbour)
{
	pid_t	 first = server;
	char	*first_path = socket_path, *both;
	int	 before = 0, after = 0;

	socket_path = text(a, "%s/second.sock", dir);
	server_start();
	both = text(a, "%s,%s", first_path, socket_path);
	cache_free(cache);
	cache = cache_new(both, keys);
	/* On a busy machine a server may be too slow once, and is then left alone for a while. */
	for (int64_t began = clock_ms(); before < 50 && clock_ms() - began < 20000; usleep(20000)) {
		before = 0;
		for (int i = 0; i < 50; i++)
			cache_set(cache, text(a, "key %d", i), "x", 1, 60);
		for (int i = 0; i < 50; i++)
			before += cache_get(cache, a, text(a, "key %d", i), &len) != NULL;
	}
	server_freeze();
	for (int i = 0; i < 50; i++)
		after += cache_get(cache, a, text(a, "key %d", i), &len) != NULL;
	ck_assert_int_eq(before, 50);
	ck_assert_int_gt(after, 5);
	ck_assert_int_lt(after, 45);
	server_stop();
	server = first;
}
END_TEST

Suite *
cache_suite(void)
{
	Suite *s = suite_create("cache");
	TCase *t = tcase_create("cache");

	suite_add_tcase(s, t);
	if (system("command -v memcached >/dev/null") != 0)
		return s;	/* nothing to test against */
	tcase_set_timeout(t, 40);
	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, what_is_kept_comes_back);
	tcase_add_test(t, any_size_up_to_the_limit);
	tcase_add_test(t, keys_may_be_anything);
	tcase_add_test(t, no_letter_of_a_key_is_sent);
	tcase_add_test(t, the_first_to_add_refills);
	tcase_add_test(t, times_are_kept_within_bounds);
	tcase_add_test(t, many_at_once);
	tcase_add_test(t, one_bit_flipped_is_a_miss);
	tcase_add_test(t, values_that_are_not_ours_are_misses);
	tcase_add_test(t, wrong_type_and_wrong_owner_are_misses);
	tcase_add_test(t, bad_values_among_many);
	tcase_add_test(t, flushed_is_empty);
	tcase_add_test(t, nobody_there);
	tcase_add_test(t, killed_and_started_again);
	tcase_add_test(t, hung_costs_once);
	tcase_add_test(t, hung_often_never_mixes_up);
	tcase_add_test(t, many_from_a_hung_one);
	tcase_add_test(t, no_servers_is_all_misses);
	tcase_add_test(t, a_hung_server_does_not_stop_its_neighbour);
	return s;
}
