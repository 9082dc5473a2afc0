/* param.c: names and values as browsers write them, and as nobody should. */
#include "fcgi/param.h"

#include <string.h>

#include "core/lib/arena.h"
#include "core/lib/str.h"
#include "fcgi/req.h"
#include "tests/fcgi/suites.h"

static struct arena *a;

static void
begin(void)
{
	a = arena_new();
}

static void
end(void)
{
	arena_free(a);
}

/*
 * Everything that was read, as "name=value" with blanks between; a bad one has an exclamation
 * mark.
 */
static const char *
written(const struct params *p)
{
	struct str *s = str_new(a);

	for (size_t i = 0; i < p->n; i++)
		str_addf(s, "%s%s=%s%s", i == 0 ? "" : " ", p->at[i].name, p->at[i].value,
		    p->at[i].bad ? "!" : "");
	return s->text;
}

START_TEST(test_urlencoded)
{
	static const struct { const char *bytes, *read; } cases[] = {
		{ "", "" }, { "a=1", "a=1" }, { "a=1&b=2", "a=1 b=2" }, { "&&a=1&&", "a=1" },
		{ "a", "a=" }, { "a=", "a=" },
		{ "a=b=c", "a=b=c" }, { "a=x+y%20z", "a=x y z" }, { "a=%C3%A9", "a=\xc3\xa9" },
		{ "a=%c3%a9", "a=\xc3\xa9" },
		{ "a=%zz", "a=!" }, { "a=%", "a=!" }, { "a=%1", "a=!" }, { "a=%00", "a=!" },
		{ "a=x%00y", "a=!" },
		{ "=x", "=" }, { "%61=x", "=" }, { "a%5Bb%5D=x", "=" }, { "a+b=x", "=" },
		{ "A=1&a=2", "A=1 a=2" },
		{ "a=1;b=2", "a=1;b=2" }, { "a=%26b=2", "a=&b=2" },
	};
	struct params p;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ck_assert_ptr_null(params_urlencoded(a, cases[i].bytes, strlen(cases[i].bytes),
		    REQ_PARAMS_MAX, &p));
		ck_assert_str_eq(written(&p), cases[i].read);
	}
}
END_TEST

START_TEST(test_query_names_in_lower_case)
{
	struct params	p;
	bool		twice;

	ck_assert_ptr_null(params_query(a, "Q=1&q=2", 7, &p));
	ck_assert_str_eq(param_find(&p, "q", &twice)->value, "1");
	ck_assert(twice);
}
END_TEST

START_TEST(test_limits)
{
	struct params	 p;
	struct str	*s = str_new(a);
	char		*long_value;

	for (int i = 0; i < REQ_PARAMS_MAX; i++)
		str_addf(s, "a%d=1&", i);
	ck_assert_ptr_null(params_urlencoded(a, s->text, s->len, REQ_PARAMS_MAX, &p));
	str_add(s, "%%%=1");	/* counted though nobody's */
	ck_assert_ptr_nonnull(params_urlencoded(a, s->text, s->len, REQ_PARAMS_MAX, &p));
	long_value = arena_alloc(a, REQ_URLENCODED_MAX + 2);
	memset(long_value, 'a', REQ_URLENCODED_MAX + 1);
	ck_assert_ptr_null(params_urlencoded(a, long_value, REQ_URLENCODED_MAX, REQ_PARAMS_MAX, &p));
	ck_assert_ptr_nonnull(params_urlencoded(a, long_value, REQ_URLENCODED_MAX + 1,
	    REQ_PARAMS_MAX, &p));
}
END_TEST

START_TEST(test_cookies)
{
	static const struct { const char *bytes, *read; } cases[] = {
		{ "", "" }, { "a=1", "a=1" }, { "a=1; b=2", "a=1 b=2" },
		{ "a=1;b=2 ;  c=3", "a=1 b=2 c=3" },
		{ "a", "" }, { "=x", "" }, { "a=b=c", "a=b=c" }, { "a=%41", "a=%41" },
		{ "__Host-x=1", "__Host-x=1" },
		{ ";;;", "" }, { "a b=1; c=2", "c=2" },
	};
	struct params p;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ck_assert_ptr_null(params_cookies(a, cases[i].bytes, strlen(cases[i].bytes), &p));
		ck_assert_str_eq(written(&p), cases[i].read);
	}
}
END_TEST

#define TYPE	"multipart/form-data; boundary=XX"
#define PART(name, value)	"--XX\r\nContent-Disposition: form-data; " \
	"name=\"" name "\"\r\n\r\n" value "\r\n"

static const char *
read_parts(const char *type, const char *body, struct params *p)
{
	return params_multipart(a, type, arena_copy(a, body), strlen(body), REQ_PARAMS_MAX, p);
}

START_TEST(test_multipart)
{
	struct params p;

	ck_assert_ptr_null(read_parts(TYPE, PART("a", "1") PART("b", "x\r\n--X") "--XX--\r\n", &p));
	ck_assert_str_eq(written(&p), "a=1 b=x\r\n--X");
	ck_assert_ptr_null(read_parts("Multipart/Form-Data; charset=utf-8; boundary=\"X X\"",
	    "--X X\r\ncontent-type: text/plain\r\ncontent-disposition:form-data; "
	    "name=a\r\n\r\n\r\n--X X--", &p));
	ck_assert_str_eq(written(&p), "a=");
	ck_assert_ptr_null(read_parts(TYPE, "--XX--\r\n", &p));
	ck_assert_uint_eq(p.n, 0);
}
END_TEST

START_TEST(test_multipart_file)
{
	struct params p;

	ck_assert_ptr_null(read_parts(TYPE,
	    "--XX\r\nContent-Disposition: form-data; name=\"cover\"; filename=\"my; "
	    "name=\\x.jpg\"\r\n"
	    "Content-Type: image/jpeg\r\n\r\n\x01\x02\x03\r\n--XX--\r\n", &p));
	ck_assert_uint_eq(p.n, 1);
	ck_assert(p.at[0].is_file);
	ck_assert_str_eq(p.at[0].name, "cover");
	ck_assert_str_eq(p.at[0].file_name, "my; name=\\x.jpg");
	ck_assert_uint_eq(p.at[0].len, 3);
	ck_assert_mem_eq(p.at[0].value, "\x01\x02\x03", 3);
}
END_TEST

START_TEST(test_multipart_broken)
{
	static const struct { const char *type, *body; } cases[] = {
		{ TYPE, "" }, { TYPE, "--XX" }, { TYPE, "--XX\r\n" }, { TYPE, PART("a", "1") },
		{ TYPE, PART("a", "1") "--XX" },
		{ TYPE, "--XX\r\n\r\n--XX--" }, { TYPE, "--XXY\r\n" },
		{ TYPE, "--XX\r\nno headers\r\n--XX--" },
		{ TYPE, "--XX\r\nX: y\r\n\r\nbody\r\n--XX--" },
		{ TYPE, "--XX\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--XX--" },
		{ TYPE, "--XX\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n--XX--" },
		{ "multipart/form-data", PART("a", "1") "--XX--" },
		{ "multipart/form-data; boundary=", "--\r\n" },
		{ "text/plain; boundary=XX", PART("a", "1") "--XX--" }, { "", "" },
	};
	struct params p;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert_msg(read_parts(cases[i].type, cases[i].body, &p) != NULL, "%s",
		    cases[i].body);
}
END_TEST

START_TEST(test_multipart_ends_anywhere)
{
	static const char	body[] = PART("a", "1") PART("bc", "22") "--XX--\r\n";
	struct params		p;

	/*
	 * Cut at every byte, it is either whole or refused; nothing is read behind its end
	 * (ASan looks).
	 */
	for (size_t n = 0; n < sizeof(body) - 1; n++) {
		char *cut = arena_copy_n(a, body, n);

		if (params_multipart(a, TYPE, cut, n, REQ_PARAMS_MAX, &p) == NULL)
			ck_assert_str_eq(written(&p), "a=1 bc=22");
	}
}
END_TEST

Suite *
param_suite(void)
{
	Suite	*s = suite_create("param");
	TCase	*t = tcase_create("param");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, test_urlencoded);
	tcase_add_test(t, test_query_names_in_lower_case);
	tcase_add_test(t, test_limits);
	tcase_add_test(t, test_cookies);
	tcase_add_test(t, test_multipart);
	tcase_add_test(t, test_multipart_file);
	tcase_add_test(t, test_multipart_broken);
	tcase_add_test(t, test_multipart_ends_anywhere);
	suite_add_tcase(s, t);
	return s;
}
