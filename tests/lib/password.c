/* password.c: tests of core/lib/password.c and password_weak.c (ASSURANCE A01-A04). */
#include "tests/lib/suites.h"
#include "tests/temp.h"
#include "core/lib/clock.h"
#include "core/lib/crypto.h"
#include "core/lib/log.h"
#include "core/lib/password.h"
#include "core/lib/password_common.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

static struct arena	*a;
static char		*dir;
static struct passwords	 how;
static bool		 rehash;

static const struct keyring *
peppers(void)
{
	const char	*err;
	struct keyring	*ring = keyring_load(a, dir, "pepper", &err);

	ck_assert_msg(ring != NULL, "%s", err);
	return ring;
}

static void
begin(void)
{
	const char *err;

	a = arena_new();
	dir = temp_make(a);
	log_open("check", open("/dev/null", O_WRONLY));
	keyring_make(a, dir, "pepper", clock_now() - 2 * KEYRING_SETTLE, &err);
	how = (struct passwords){ .pepper = peppers(), .slots = dir, .wait_ms = 20000 };
}

static void
end(void)
{
	arena_free(a);
}

static char *
stored_for(const char *password)
{
	char *stored = password_hash(a, &how, password, strlen(password));

	ck_assert_ptr_ne(stored, NULL);
	return stored;
}

static enum password_end
verify(const char *stored, const char *password)
{
	return password_verify(a, &how, stored, password, strlen(password), &rehash);
}

/* --- what is stored ------------------------------------------------------------------------- */

START_TEST(parameters_and_pepper_are_in_what_is_stored)
{
	char *stored = stored_for("correct horse");

	ck_assert_int_eq(strncmp(stored, "1$argon2id$v=19$m=19456,t=2,p=1$", 32), 0);
	/* 16 bytes of salt and 32 of hash: 22 and 43 letters. */
	ck_assert_uint_eq(strlen(stored), 32 + 22 + 1 + 43);
	ck_assert_str_ne(stored, stored_for("correct horse"));
	ck_assert_int_eq(verify(stored, "correct horse"), PASSWORD_RIGHT);
	ck_assert(!rehash);
	ck_assert_int_eq(verify(stored, "correct house"), PASSWORD_WRONG);
}
END_TEST

START_TEST(less_than_the_least_is_not_asked_for)
{
	how.memory_kib = 8;
	how.passes = 1;
	ck_assert_ptr_ne(strstr(stored_for("correct horse"), "$m=19456,t=2,p=1$"), NULL);
}
END_TEST

START_TEST(asked_for_more_it_is_stored_anew)
{
	char *stored = stored_for("correct horse");

	how.memory_kib = 20000;
	ck_assert_int_eq(verify(stored, "wrong horse"), PASSWORD_WRONG);
	ck_assert(!rehash);
	ck_assert_int_eq(verify(stored, "correct horse"), PASSWORD_RIGHT);
	ck_assert(rehash);
	stored = stored_for("correct horse");
	ck_assert_int_eq(verify(stored, "correct horse"), PASSWORD_RIGHT);
	ck_assert(!rehash);
	how.passes = 3;
	ck_assert_int_eq(verify(stored, "correct horse"), PASSWORD_RIGHT);
	ck_assert(rehash);
	/* Asked for less again, nothing gets weaker. */
	stored = stored_for("correct horse");
	how.memory_kib = how.passes = 0;
	ck_assert_int_eq(verify(stored, "correct horse"), PASSWORD_RIGHT);
	ck_assert(!rehash);
}
END_TEST

START_TEST(peppers_rotate)
{
	char		*stored = stored_for("correct horse"), *newer;
	const char	*err;

	keyring_make(a, dir, "pepper", clock_now() - KEYRING_SETTLE, &err);
	how.pepper = peppers();
	ck_assert_int_eq(verify(stored, "correct horse"), PASSWORD_RIGHT);
	ck_assert(rehash);
	newer = stored_for("correct horse");
	ck_assert_int_eq(strncmp(newer, "2$", 2), 0);
	unlink(text(a, "%s/pepper-1.key", dir));
	how.pepper = peppers();
	ck_assert_int_eq(verify(newer, "correct horse"), PASSWORD_RIGHT);
	ck_assert_int_eq(verify(stored, "correct horse"), PASSWORD_WRONG);
}
END_TEST

START_TEST(without_the_pepper_it_is_worth_nothing)
{
	char		*stored = stored_for("correct horse");
	const char	*err;

	unlink(text(a, "%s/pepper-1.key", dir));
	keyring_make(a, dir, "pepper", clock_now(), &err);
	how.pepper = peppers();
	ck_assert_int_eq(verify(stored, "correct horse"), PASSWORD_WRONG);
}
END_TEST

START_TEST(what_we_did_not_store_is_nobodys)
{
	const char *bad[] = { "x", "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA", "1$argon2i$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA",
		"1$argon2id$v=19$m=4294967295,t=2,p=1$c2FsdHNhbHRzYWx0c2Fs$aGFzaGhhc2hoYXNoaGFzaA",
		"1$argon2id$v=19$m=19456,t=4294967295,p=1$c2FsdHNhbHRzYWx0c2Fs$aGFzaGhhc2hoYXNoaGFzaA",
		"1$argon2id$v=19$m=19456,t=2,p=1$", "9$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2Fs$aGFzaGhhc2hoYXNoaGFzaA",
		"1$argon2id$v=16$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2Fs$aGFzaGhhc2hoYXNoaGFzaA" };

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(verify(bad[i], "correct horse") == PASSWORD_WRONG, "%s", bad[i]);
}
END_TEST

/* Nobody's password takes as long as somebody's: in turns, so that a busy machine slows both. */
START_TEST(nobody_takes_as_long_as_somebody)
{
	char	*stored = stored_for("correct horse");
	int64_t	 somebody = 0, nobody = 0, began;

	for (int i = 0; i < 20; i++) {
		began = clock_ms();
		ck_assert_int_eq(verify(stored, "wrong horse"), PASSWORD_WRONG);
		somebody += clock_ms() - began;
		began = clock_ms();
		ck_assert_int_eq(verify(i % 2 ? NULL : "", "wrong horse"), PASSWORD_WRONG);
		nobody += clock_ms() - began;
	}
	ck_assert_int_gt(nobody, somebody / 3);
	ck_assert_int_lt(nobody, somebody * 3);
}
END_TEST

/* --- any bytes, all of them ------------------------------------------------------------------- */

START_TEST(every_byte_counts)
{
	char	 one[PASSWORD_MAX], two[PASSWORD_MAX], *stored;
	size_t	 lengths[] = { 65, 73, 129, PASSWORD_MAX };

	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		memset(one, 'x', sizeof(one));
		memset(two, 'x', sizeof(two));
		two[lengths[i] - 1] = 'y';
		stored = password_hash(a, &how, one, lengths[i]);
		ck_assert_int_eq(password_verify(a, &how, stored, one, lengths[i], NULL), PASSWORD_RIGHT);
		ck_assert_int_eq(password_verify(a, &how, stored, two, lengths[i], NULL), PASSWORD_WRONG);
		ck_assert_int_eq(password_verify(a, &how, stored, one, lengths[i] - 1, NULL), PASSWORD_WRONG);
	}
}
END_TEST

START_TEST(nothing_is_trimmed_folded_or_cut)
{
	const struct {
		const char	*one, *other;
		size_t		 one_len, other_len;
	} pairs[] = {
		{ "correct horse", "Correct horse", 13, 13 },
		{ "correct horse", "correct horse ", 13, 14 },
		{ "correct horse", " correct horse", 13, 14 },
		{ "correct\0horse", "correct\0house", 13, 13 },
		{ "correct\0horse", "correct", 13, 7 },
		{ "\0\0\0\0\0\0\0\0", "\0\0\0\0\0\0\0\0\0", 8, 9 },
		{ "😀😀😀😀😀😀😀😀", "😀😀😀😀😀😀😀😁", 32, 32 },
		{ "caf\xc3\xa9 caf\xc3\xa9", "cafe\xcc\x81 cafe\xcc\x81", 11, 13 },
		{ "\xff\xfe\xfd\xfc\xfb\xfa\xf9\xf8", "\xff\xfe\xfd\xfc\xfb\xfa\xf9\xf7", 8, 8 },
	};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		char *stored = password_hash(a, &how, pairs[i].one, pairs[i].one_len);

		ck_assert_int_eq(password_verify(a, &how, stored, pairs[i].one, pairs[i].one_len, NULL), PASSWORD_RIGHT);
		ck_assert_int_eq(password_verify(a, &how, stored, pairs[i].other, pairs[i].other_len, NULL), PASSWORD_WRONG);
	}
}
END_TEST

/* --- so many at once ----------------------------------------------------------------------------- */

static int
hold_slot(int i)
{
	int fd = open(text(a, "%s/hash-%d.lock", dir, i), O_RDWR | O_CREAT, 0600);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(flock(fd, LOCK_EX), 0);
	return fd;
}

START_TEST(who_waits_too_long_hears_busy)
{
	int	one = hold_slot(0), two = hold_slot(1);
	int64_t	began = clock_ms();

	how.at_once = 2;
	how.wait_ms = 100;
	ck_assert_ptr_eq(password_hash(a, &how, "correct horse", 13), NULL);
	ck_assert_int_eq(verify("x", "correct horse"), PASSWORD_BUSY);
	ck_assert_int_ge(clock_ms() - began, 200);
	ck_assert_int_lt(clock_ms() - began, 2000);
	close(two);
	ck_assert_ptr_ne(password_hash(a, &how, "correct horse", 13), NULL);
	close(one);
	how.slots = "/nowhere";
	ck_assert_ptr_eq(password_hash(a, &how, "correct horse", 13), NULL);
}
END_TEST

static pid_t
child_hashes(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(password_hash(a, &how, "correct horse", 13) == NULL);
	return pid;
}

START_TEST(a_crowd_gets_through)
{
	enum { CROWD = 12 };
	int	status, through = 0;

	how.at_once = 2;
	for (int i = 0; i < CROWD; i++)
		child_hashes();
	for (int i = 0; i < CROWD; i++) {
		ck_assert_int_gt(wait(&status), 0);
		through += WIFEXITED(status) && WEXITSTATUS(status) == 0;
	}
	ck_assert_int_eq(through, CROWD);
}
END_TEST

static bool
slot_is_held(int fd)
{
	if (flock(fd, LOCK_EX | LOCK_NB) < 0) {
		ck_assert_int_eq(errno, EWOULDBLOCK);
		return true;
	}
	flock(fd, LOCK_UN);
	return false;
}

/* Killed in the middle of a hash, a process leaves its slot to the next. */
START_TEST(the_dead_hold_no_slots)
{
	int	fd = open(text(a, "%s/hash-0.lock", dir), O_RDWR | O_CREAT, 0600);
	pid_t	pid;

	for (int i = 0; i < 20; i++) {
		how.at_once = 1;
		how.memory_kib = 128 * 1024;
		how.passes = 50;	/* seconds, if it were let */
		pid = child_hashes();
		while (!slot_is_held(fd))
			usleep(500);
		usleep((useconds_t)random_below(20000));
		ck_assert_int_eq(waitpid(pid, NULL, WNOHANG), 0);
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
		how.memory_kib = how.passes = 0;
		how.wait_ms = 50;
		ck_assert_ptr_ne(password_hash(a, &how, "correct horse", 13), NULL);
	}
	close(fd);
}
END_TEST

/* --- weak ones ----------------------------------------------------------------------------------------- */

static const char *
weak(const char *password)
{
	const char *about[] = { "Ada Xanthopoulidis", "ada.king@analytical-engine.example", "Marquee", NULL };

	return password_weak(password, strlen(password), about);
}

START_TEST(too_short_and_too_long)
{
	char big[PASSWORD_MAX + 1];

	for (size_t i = 0; i < sizeof(big); i++)
		big[i] = (char)('!' + random_below(90));
	ck_assert_ptr_ne(weak(""), NULL);
	ck_assert_ptr_ne(weak("x7!Kq_2"), NULL);
	ck_assert_ptr_eq(weak("x7!Kq_2z"), NULL);
	/* Eight characters, not bytes: */
	ck_assert_ptr_ne(weak("😀🎪🎷🦊"), NULL);
	ck_assert_ptr_eq(weak("😀🎪🎷🦊🌵🎡🧭🪁"), NULL);
	ck_assert_ptr_eq(password_weak(big, PASSWORD_MAX, NULL), NULL);
	ck_assert_ptr_ne(password_weak(big, PASSWORD_MAX + 1, NULL), NULL);
}
END_TEST

/* All of the list, as it is and in capitals; and there are enough of them. */
START_TEST(every_common_one_is_refused)
{
	const char	*at = password_common + 1, *end;
	int		 n = 0;

	for (; *at != '\0'; at = end + 1, n++) {
		char *one;

		end = strchr(at, '\n');
		one = arena_copy_n(a, at, (size_t)(end - at));
		ck_assert_msg(weak(one) != NULL, "%s", one);
		for (char *c = one; *c != '\0'; c++)
			*c = *c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : *c;
		ck_assert_msg(weak(one) != NULL, "%s", one);
	}
	ck_assert_int_ge(n, 3000);
}
END_TEST

START_TEST(what_is_easily_guessed_is_refused)
{
	const char *bad[] = { "password1!", "P@ssw0rd2024", "aaaaaaaaaaaaaaaa", "abcdefghijklmnop", "1234567890123456",
		"qwertyuiop[]", "zaq12wsxcde3", "iloveyou4ever", "20241225", "monkeymonkey", "\n\n\n\n\n\n\n\n" };
	const char *good[] = { "correct horse battery", "gT7#mQ2v!x", "vier Enten fahren Rad", "多くの人が集まる場所", "x7\nKq_2z" };

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(weak(bad[i]) != NULL, "%s", bad[i]);
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		ck_assert_msg(weak(good[i]) == NULL, "%s: %s", good[i], weak(good[i]));
	/* A NUL is a character like any other, and ends nothing. */
	ck_assert_ptr_eq(password_weak("gT7#m\0Q2v!x", 11, NULL), NULL);
	ck_assert_ptr_ne(password_weak("\0\0\0\0\0\0\0\0\0", 9, NULL), NULL);
}
END_TEST

START_TEST(what_is_about_them_is_refused)
{
	const char *bad[] = { "xanthopoulidis", "Xanthopoulidis1", "analytical-engine", "AdaXanthopoulidis", "marqueemarquee" };

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(weak(bad[i]) != NULL, "%s", bad[i]);
	ck_assert_ptr_eq(password_weak("xanthopoulidis", 14, NULL), NULL);
}
END_TEST

Suite *
password_suite(void)
{
	Suite *s = suite_create("password");
	TCase *t = tcase_create("password");

	suite_add_tcase(s, t);
	tcase_set_timeout(t, 120);
	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, parameters_and_pepper_are_in_what_is_stored);
	tcase_add_test(t, less_than_the_least_is_not_asked_for);
	tcase_add_test(t, asked_for_more_it_is_stored_anew);
	tcase_add_test(t, peppers_rotate);
	tcase_add_test(t, without_the_pepper_it_is_worth_nothing);
	tcase_add_test(t, what_we_did_not_store_is_nobodys);
	tcase_add_test(t, nobody_takes_as_long_as_somebody);
	tcase_add_test(t, every_byte_counts);
	tcase_add_test(t, nothing_is_trimmed_folded_or_cut);
	tcase_add_test(t, who_waits_too_long_hears_busy);
	tcase_add_test(t, a_crowd_gets_through);
	tcase_add_test(t, the_dead_hold_no_slots);
	tcase_add_test(t, too_short_and_too_long);
	tcase_add_test(t, every_common_one_is_refused);
	tcase_add_test(t, what_is_easily_guessed_is_refused);
	tcase_add_test(t, what_is_about_them_is_refused);
	return s;
}
