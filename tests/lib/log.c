/* log.c: tests of core/lib/log.c: whatever is said, it is one line of JSON (ASSURANCE E12). */
#include "tests/lib/suites.h"
#include "core/lib/log.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <yajl/yajl_tree.h>

static int ends[2];

static void
open_pipe(void)
{
	ck_assert_int_eq(pipe(ends), 0);
	log_open("public", ends[1]);
}

static void
close_pipe(void)
{
	log_open("check", STDERR_FILENO);
	log_request(NULL);
	close(ends[0]);
	close(ends[1]);
}

/* What was written, which must be exactly one whole line. */
static yajl_val
said(void)
{
	static char	 line[3 * LOG_MAX];
	ssize_t		 n = read(ends[0], line, sizeof(line) - 1), bad = 0;
	char		 why[200];
	yajl_val	 v;

	ck_assert_int_gt(n, 0);
	ck_assert_int_le(n, LOG_MAX);
	line[n] = '\0';
	ck_assert_ptr_eq(strchr(line, '\n'), line + n - 1);
	for (ssize_t i = 0; i < n - 1; i++)
		bad += (unsigned char)line[i] < 0x20;
	ck_assert_int_eq(bad, 0);	/* once, for Check takes its time */
	v = yajl_tree_parse(line, why, sizeof(why));
	ck_assert_msg(v != NULL, "%s: %s", why, line);
	return v;
}

static const char *
text_of(yajl_val v, const char *name)
{
	const char *path[] = { name, NULL };

	return YAJL_GET_STRING(yajl_tree_get(v, path, yajl_t_string));
}

START_TEST(a_line_says_who_when_and_what)
{
	const char	*ms[] = { "ms", NULL }, *late[] = { "late", NULL };
	yajl_val	 v;

	log_request("9f31");
	errno = EPIPE;
	log_line(LOG_WARN, "slow request", LOG_TEXT("route", "/e/{event}"), LOG_NUM("ms", INT64_MIN),
	    LOG_REAL("share", 0.25), LOG_FLAG("late", true), LOG_TEXT("nothing", NULL), LOG_END);
	ck_assert_int_eq(errno, EPIPE);
	v = said();
	ck_assert_str_eq(text_of(v, "level"), "warn");
	ck_assert_str_eq(text_of(v, "program"), "public");
	ck_assert_str_eq(text_of(v, "request"), "9f31");
	ck_assert_str_eq(text_of(v, "message"), "slow request");
	ck_assert_str_eq(text_of(v, "route"), "/e/{event}");
	ck_assert_uint_eq(strlen(text_of(v, "time")), strlen("2026-12-05T20:00:00.123Z"));
	ck_assert(YAJL_GET_INTEGER(yajl_tree_get(v, ms, yajl_t_number)) == INT64_MIN);
	ck_assert(YAJL_IS_TRUE(yajl_tree_get(v, late, yajl_t_true)));
	yajl_tree_free(v);
}
END_TEST

START_TEST(no_request_no_field)
{
	yajl_val v;

	log_request(NULL);
	log_line(LOG_INFO, "started", LOG_REAL("ratio", NAN), LOG_END);
	v = said();
	ck_assert_ptr_eq(text_of(v, "request"), NULL);
	yajl_tree_free(v);
}
END_TEST

START_TEST(nobody_writes_a_second_line)
{
	const char	*evil = "x\n{\"level\":\"error\"}\r\n\t\b\x1b[2J\x7f\xc2\x85\xe2\x80\xa8\xe2\x80\xae\"\\";
	yajl_val	 v;

	log_line(LOG_INFO, evil, LOG_TEXT("title", evil), LOG_END);
	v = said();
	ck_assert_str_eq(text_of(v, "title"), evil);
	ck_assert_str_eq(text_of(v, "level"), "info");
	yajl_tree_free(v);
}
END_TEST

START_TEST(bidirectional_marks_are_shown_as_what_they_are)
{
	char line[LOG_MAX + 1];

	log_line(LOG_INFO, "\xe2\x80\xae" "gpj.exe \xf3\xa0\x81\x81", LOG_END);
	line[read(ends[0], line, LOG_MAX)] = '\0';
	ck_assert_ptr_ne(strstr(line, "\\u202egpj.exe \\udb40\\udc41"), NULL);
}
END_TEST

START_TEST(what_is_not_utf8_is_replaced)
{
	/* An overlong slash, a surrogate, a cut sequence, a lone continuation, beyond U+10FFFF. */
	const char	*bad[] = { "\xc0\xaf", "\xed\xa0\x80", "\xe2\x82", "\x80", "\xf4\x90\x80\x80", "\xff" };
	yajl_val	 v;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		log_line(LOG_INFO, "bytes", LOG_TEXT("given", bad[i]), LOG_TEXT("after", "ü€😀"), LOG_END);
		v = said();
		ck_assert_int_eq(strncmp(text_of(v, "given"), "\xef\xbf\xbd", 3), 0);
		ck_assert_str_eq(text_of(v, "after"), "ü€😀");
		yajl_tree_free(v);
	}
}
END_TEST

START_TEST(secrets_are_not_said)
{
	char line[LOG_MAX + 1];

	log_line(LOG_INFO, "signed in", LOG_SECRET("token", "hunter2"), LOG_SECRET("none", ""), LOG_END);
	line[read(ends[0], line, LOG_MAX)] = '\0';
	ck_assert_ptr_eq(strstr(line, "hunter2"), NULL);
	ck_assert_ptr_ne(strstr(line, "\"token\":\"[secret]\",\"none\":\"\""), NULL);
}
END_TEST

/* However long the value and wherever the cut falls, the line stays one and whole. */
START_TEST(long_values_are_cut)
{
	char		 big[LOG_MAX + 10];
	const char	*pieces[] = { "a", "\"", "\n", "€", "😀", "\xff", "\xe2\x80\xae" };
	yajl_val	 v;

	for (size_t p = 0; p < sizeof(pieces) / sizeof(pieces[0]); p++)
		for (size_t pad = 0; pad < 14; pad++) {
			size_t at = pad, n = strlen(pieces[p]);

			memset(big, 'p', pad);
			for (; at + n < sizeof(big); at += n)
				memcpy(big + at, pieces[p], n);
			big[at] = '\0';
			log_line(LOG_INFO, "long", LOG_TEXT("value", big), LOG_TEXT("lost", "x"), LOG_END);
			v = said();
			ck_assert_ptr_ne(strstr(text_of(v, "value"), "…"), NULL);
			ck_assert_ptr_eq(text_of(v, "lost"), NULL);
			yajl_tree_free(v);
		}
}
END_TEST

/* The letter that just fits, and the quote behind it that would not. */
START_TEST(every_length_near_the_edge)
{
	char		 value[LOG_MAX];
	yajl_val	 v;

	for (size_t n = LOG_MAX - 300; n < LOG_MAX; n++) {
		memset(value, 'v', n);
		value[n] = '\0';
		log_line(LOG_INFO, value, LOG_TEXT("more", "x"), LOG_END);
		v = said();
		yajl_tree_free(v);
		log_line(LOG_INFO, "near", LOG_TEXT("value", value), LOG_NUM("n", n), LOG_END);
		v = said();
		yajl_tree_free(v);
	}
}
END_TEST

START_TEST(many_fields_are_cut_between_or_within)
{
	char		 value[64];
	yajl_val	 v;

	for (size_t n = 1; n < sizeof(value); n++) {
		memset(value, 'v', n);
		value[n] = '\0';
#define EIGHT	LOG_TEXT(value, value), LOG_NUM("n", 1), LOG_TEXT("b", value), LOG_FLAG("c", 1), \
		LOG_TEXT("d", value), LOG_REAL("e", 1.5), LOG_SECRET("f", value), LOG_TEXT("g", "\n\n\n\n\n")
#define LOTS	EIGHT, EIGHT, EIGHT, EIGHT, EIGHT, EIGHT, EIGHT, EIGHT
		log_line(LOG_INFO, "many", LOTS, LOTS, LOTS, LOG_END);
		v = said();
		yajl_tree_free(v);
	}
}
END_TEST

Suite *
log_suite(void)
{
	Suite *s = suite_create("log");
	TCase *t = tcase_create("log");

	tcase_add_checked_fixture(t, open_pipe, close_pipe);
	tcase_add_test(t, a_line_says_who_when_and_what);
	tcase_add_test(t, no_request_no_field);
	tcase_add_test(t, nobody_writes_a_second_line);
	tcase_add_test(t, bidirectional_marks_are_shown_as_what_they_are);
	tcase_add_test(t, what_is_not_utf8_is_replaced);
	tcase_add_test(t, secrets_are_not_said);
	tcase_add_test(t, long_values_are_cut);
	tcase_add_test(t, every_length_near_the_edge);
	tcase_add_test(t, many_fields_are_cut_between_or_within);
	suite_add_tcase(s, t);
	return s;
}
