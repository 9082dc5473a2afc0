/* json.c: tests of core/lib/json.c. */
#include "tests/lib/suites.h"
#include "core/lib/json.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;

static void
begin(void)
{
	arena = arena_new();
}

static void
end(void)
{
	arena_free(arena);
}

static const struct json *
parse(const char *s)
{
	return json_parse(arena, s, strlen(s), NULL);
}

static char *
repeat(const char *s, size_t times)
{
	size_t	 n = strlen(s);
	char	*all = arena_alloc(arena, n * times + 1);

	for (size_t i = 0; i < times; i++)
		memcpy(all + i * n, s, n);
	return all;
}

/* --- reading ------------------------------------------------------------------------ */

/* As it came, or NULL: refused. */
static const struct {
	const char *in, *out;
} documents[] = {
	{ "{}", "{}" }, { "[]", "[]" }, { " [ ] ", "[]" }, { "null", "null" }, { "true", "true" },
	{ "0", "0" }, { "-1", "-1" }, { "\"\"", "\"\"" }, { "[1,2.5,\"x\",null,true,false]", "[1,2.5,\"x\",null,true,false]" },
	{ "{\"a\":{\"b\":[]}}", "{\"a\":{\"b\":[]}}" }, { "\t\r\n1 ", "1" },
	{ "9223372036854775807", "9223372036854775807" },
	{ "-9223372036854775808", "-9223372036854775808" },
	{ "9223372036854775808", "9223372036854775808" }, { "-0", "0" }, { "-0.0", "-0.0" },
	{ "1e3", "1e3" }, { "1E+400", "1E+400" }, { "\"\\u00e9\\n\\/\\b\"", "\"é\\n/\\u0008\"" },
	{ "\"\\ud83c\\udf89\"", "\"🎉\"" }, { "\"\\uFFFF\"", "\"\xEF\xBF\xBF\"" },
	{ "\"\\\\u0000\"", "\"\\\\u0000\"" }, { "\"\\\\\\\"\"", "\"\\\\\\\"\"" },
	{ "{\"\":1}", "{\"\":1}" }, { "{\"a\":1,\"A\":2}", "{\"a\":1,\"A\":2}" },
	{ "\"\x7f\"", "\"\\u007f\"" },
	{ "", NULL }, { " ", NULL }, { "[", NULL }, { "]", NULL }, { "{", NULL }, { "[1", NULL },
	{ "[1,]", NULL }, { "[,1]", NULL }, { "[1 2]", NULL }, { "[1,,2]", NULL }, { "{\"a\"}", NULL },
	{ "{\"a\":}", NULL }, { "{\"a\":1,}", NULL }, { "{a:1}", NULL }, { "{'a':1}", NULL },
	{ "{\"a\":1 \"b\":2}", NULL }, { "{1:2}", NULL }, { "{\"a\":1}}", NULL }, { "[]]", NULL },
	{ "1 2", NULL }, { "{}{}", NULL }, { "[]x", NULL }, { "1,", NULL }, { "nul", NULL },
	{ "1\"", NULL }, { "[]\"abc", NULL }, { "\"a\"\"", NULL }, { "1 tru", NULL }, { "{}-", NULL },
	{ "\f1", NULL }, { "[\v]", NULL }, { "1\f", NULL }, { "nullx", NULL }, { "True", NULL }, { "NaN", NULL }, { "Infinity", NULL }, { "-Infinity", NULL },
	{ "01", NULL }, { "-01", NULL }, { "+1", NULL }, { ".5", NULL }, { "1.", NULL }, { "1e", NULL },
	{ "1e+", NULL }, { "-", NULL }, { "0x10", NULL }, { "1_000", NULL }, { "--1", NULL },
	{ "/* c */ 1", NULL }, { "1 // c", NULL }, { "[1, /* c */ 2]", NULL }, { "# c\n1", NULL },
	{ "\"\\x41\"", NULL }, { "\"\\u12\"", NULL }, { "\"\\uD83C\"", NULL }, { "\"\\udf89\"", NULL },
	{ "\"\\ud83c\\ud83c\"", NULL }, { "\"\\ud83cx\"", NULL }, { "\"\\ud83c\\n\"", NULL },
	{ "\"\\udf89\\ud83c\"", NULL }, { "\"\\u0000\"", NULL }, { "\"a\\u0000b\"", NULL },
	{ "{\"a\\u0000\":1}", NULL }, { "\"a\nb\"", NULL }, { "\"a\tb\"", NULL }, { "\"\x1f\"", NULL },
	{ "\"abc", NULL }, { "\"abc\\", NULL }, { "\"abc\\\"", NULL }, { "'a'", NULL },
	{ "\"\xff\"", NULL }, { "\"\xc0\xaf\"", NULL }, { "\"\xed\xa0\x80\"", NULL },
	{ "\"\xf4\x90\x80\x80\"", NULL }, { "\xef\xbb\xbf{}", NULL }, { "\"\xe9\"", NULL },
	{ "{\"a\":1,\"a\":2}", NULL }, { "{\"a\":1,\"b\":2,\"\\u0061\":3}", NULL },
	{ "[{\"x\":{\"k\":1,\"k\":1}}]", NULL }, { "{\"\":1,\"\":2}", NULL },
};

START_TEST(documents_are_read_or_refused)
{
	const struct json	*j = parse(documents[_i].in);
	struct json_writer	*w;

	if (documents[_i].out == NULL) {
		ck_assert_msg(j == NULL, "taken: %s", documents[_i].in);
		return;
	}
	ck_assert_msg(j != NULL, "refused: %s", documents[_i].in);
	w = json_writer_new(arena);
	json_value(w, NULL, j);
	ck_assert_str_eq(json_written(w, NULL), documents[_i].out);
}
END_TEST

START_TEST(limits_are_kept)
{
	const char	*why = NULL, *deep = text(arena, "%s%s", repeat("[", 32), repeat("]", 32));
	char		*wide = text(arena, "\"%s\"", repeat("x", JSON_MAX_BYTES - 2));

	ck_assert_ptr_nonnull(parse(deep));
	ck_assert_ptr_null(json_parse(arena, text(arena, "[%s]", deep), 66, &why));
	ck_assert_str_eq(why, "deeper than 32");
	ck_assert_ptr_null(parse(repeat("{\"a\":", 40000)));
	ck_assert_ptr_nonnull(parse(wide));
	ck_assert_ptr_null(json_parse(arena, text(arena, "%s ", wide), JSON_MAX_BYTES + 1, &why));
	ck_assert_str_eq(why, "longer than 256 KiB");
	ck_assert_ptr_null(json_parse(arena, "1\0", 2, &why));
	ck_assert_str_eq(why, "contains NUL");
	ck_assert_ptr_null(json_parse(arena, "[1", 2, &why));
	ck_assert_str_eq(why, "not JSON");
}
END_TEST

/* Comparing each key with each would take minutes. */
START_TEST(many_keys_take_no_time)
{
	char	*s = arena_alloc(arena, JSON_MAX_BYTES), *to = stpcpy(s, "{\"x\":0");

	for (int i = 0; to - s < (long)JSON_MAX_BYTES - 32; i++)
		to += sprintf(to, ",\"%x\":0", (unsigned)i);
	strcpy(to, "}");
	ck_assert_uint_gt(json_size(parse(s)), 20000);
	strcpy(to, ",\"x\":0}");
	ck_assert_ptr_null(parse(s));
}
END_TEST

START_TEST(lookups_are_typed)
{
	const struct json *j = parse("{\"id\":\"evt_1\",\"n\":7,\"x\":2.5,\"yes\":true,\"no\":null,"
	    "\"data\":{\"object\":{\"amount\":1250}},\"list\":[\"a\",2],\"big\":99999999999999999999,"
	    "\"tenth\":1.0,\"huge\":1e999}");
	const struct json *list = json_get(j, "list");
	int64_t n = 0;
	double	x = 0;
	bool	yes = false;

	ck_assert_str_eq(json_get_text(j, "id"), "evt_1");
	ck_assert_ptr_null(json_get_text(j, "n"));
	ck_assert_ptr_null(json_get_text(j, "none"));
	ck_assert(json_get_int(j, "n", &n) && n == 7);
	ck_assert(!json_get_int(j, "id", &n) && !json_get_int(j, "x", &n));
	ck_assert(!json_get_int(j, "big", &n) && !json_get_int(j, "tenth", &n) && n == 7);
	ck_assert(json_get_real(j, "x", &x) && x == 2.5);
	ck_assert(json_get_real(j, "n", &x) && x == 7);
	ck_assert(!json_get_real(j, "huge", &x));
	ck_assert(json_get_bool(j, "yes", &yes) && yes);
	ck_assert(!json_get_bool(j, "n", &yes));
	ck_assert(json_get_int(json_get(json_get(j, "data"), "object"), "amount", &n) && n == 1250);
	ck_assert(!json_get_int(json_get(json_get(j, "nope"), "object"), "amount", &n));
	ck_assert_uint_eq(json_size(list), 2);
	ck_assert_str_eq(json_as_text(json_at(list, 0)), "a");
	ck_assert_ptr_null(json_at(list, 2));
	ck_assert_ptr_null(json_key_at(list, 0));
	ck_assert_str_eq(json_key_at(j, 0), "id");
	ck_assert_int_eq(json_kind(json_get(j, "no")), JSON_NULL);
	ck_assert_int_eq(json_kind(json_get(j, "big")), JSON_REAL);
	ck_assert_int_eq(json_kind(NULL), JSON_NULL);
	ck_assert_uint_eq(json_size(NULL), 0);
}
END_TEST

/* --- writing ------------------------------------------------------------------------- */

START_TEST(writer_writes)
{
	struct json_writer	*w = json_writer_new(arena);
	const char		*want;
	size_t			 len;

	json_open_object(w, NULL);
	json_text(w, "@type", "Event");
	json_open_array(w, "list");
	json_int(w, NULL, INT64_MIN);
	json_bool(w, NULL, true);
	json_null(w, NULL);
	json_open_object(w, NULL);
	json_close_object(w);
	json_close_array(w);
	json_text(w, "none", NULL);
	json_real(w, "lat", 38.7223);
	json_close_object(w);
	want = "{\"@type\":\"Event\",\"list\":[-9223372036854775808,true,null,{}],\"none\":null,"
	    "\"lat\":38.7223}";
	ck_assert_str_eq(json_written(w, &len), want);
	ck_assert_uint_eq(len, strlen(want));
}
END_TEST

static const char *
written(const char *value)
{
	struct json_writer *w = json_writer_new(arena);

	json_text(w, NULL, value);
	return json_written(w, NULL);
}

START_TEST(writer_is_safe_inside_html)
{
	ck_assert_str_eq(written("</script><svg onload=\"x\">"),
	    "\"\\u003c/script\\u003e\\u003csvg onload=\\\"x\\\"\\u003e\"");
	ck_assert_str_eq(written("<!--&"), "\"\\u003c!--\\u0026\"");
	ck_assert_str_eq(written("a\xE2\x80\xA8" "b\xE2\x80\xA9"), "\"a\\u2028b\\u2029\"");
	ck_assert_str_eq(written("\x01\x1f\x7f\\\"\r\n\t"), "\"\\u0001\\u001f\\u007f\\\\\\\"\\r\\n\\t\"");
	ck_assert_str_eq(written("é東🎉"), "\"é東🎉\"");
	ck_assert_str_eq(written("a\xff" "b\xc3"), "\"a\xEF\xBF\xBD" "b\xEF\xBF\xBD\"");
}
END_TEST

/* Every hostile value comes back as it was, and nothing in between could end a <script>. */
START_TEST(hostile_values_come_back)
{
	FILE	*file = check_data("xss.txt");
	char	 row[1024];

	while (fgets(row, sizeof(row), file) != NULL) {
		struct json_writer	*w = json_writer_new(arena);
		const struct json	*back;
		const char		*s;

		row[strcspn(row, "\n")] = '\0';
		json_open_object(w, NULL);
		json_text(w, row, row);
		json_close_object(w);
		s = json_written(w, NULL);
		ck_assert_ptr_null(strpbrk(s, "<>&"));
		back = parse(s);
		ck_assert_str_eq(json_get_text(back, row), row);
		arena_reset(arena);
	}
	fclose(file);
}
END_TEST

START_TEST(reals_come_back)
{
	static const double reals[] = {
		0.1, 1.0 / 3, -9.1393366, 1e22, 1e-300, DBL_MAX, DBL_MIN, 4.9e-324, 123456789.125
	};

	for (size_t i = 0; i < sizeof(reals) / sizeof(reals[0]); i++) {
		struct json_writer	*w = json_writer_new(arena);
		double			 back = 0;

		json_real(w, NULL, reals[i]);
		ck_assert(json_as_real(parse(json_written(w, NULL)), &back));
		ck_assert(back == reals[i]);
	}
}
END_TEST

START_TEST(what_is_not_a_number_is_null)
{
	struct json_writer *w = json_writer_new(arena);

	json_open_array(w, NULL);
	json_real(w, NULL, (double)NAN);
	json_real(w, NULL, (double)INFINITY);
	json_close_array(w);
	ck_assert_str_eq(json_written(w, NULL), "[null,null]");
}
END_TEST

/* The programmer's mistakes end the process, each in its own way. */
static void
key_in_array(struct json_writer *w)
{
	json_open_array(w, NULL);
	json_int(w, "k", 1);
}

static void
no_key_in_object(struct json_writer *w)
{
	json_open_object(w, NULL);
	json_int(w, NULL, 1);
}

static void
two_values(struct json_writer *w)
{
	json_int(w, NULL, 1);
	json_int(w, NULL, 2);
}

static void
wrong_close(struct json_writer *w)
{
	json_open_object(w, NULL);
	json_close_array(w);
}

static void
left_open(struct json_writer *w)
{
	json_open_object(w, NULL);
	json_written(w, NULL);
}

static void
nothing_written(struct json_writer *w)
{
	json_written(w, NULL);
}

static void
too_deep(struct json_writer *w)
{
	for (int i = 0; i < 100; i++)
		json_open_array(w, NULL);
}

static void (*const mistakes[])(struct json_writer *) = {
	key_in_array, no_key_in_object, two_values, wrong_close, left_open, nothing_written, too_deep
};

START_TEST(mistakes_abort)
{
	mistakes[_i](json_writer_new(arena));
}
END_TEST

Suite *
json_suite(void)
{
	Suite *s = suite_create("json");
	TCase *t = tcase_create("json");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_loop_test(t, documents_are_read_or_refused, 0,
	    sizeof(documents) / sizeof(documents[0]));
	tcase_add_test(t, limits_are_kept);
	tcase_add_test(t, many_keys_take_no_time);
	tcase_add_test(t, lookups_are_typed);
	tcase_add_test(t, writer_writes);
	tcase_add_test(t, writer_is_safe_inside_html);
	tcase_add_test(t, hostile_values_come_back);
	tcase_add_test(t, reals_come_back);
	tcase_add_test(t, what_is_not_a_number_is_null);
	tcase_add_loop_test_raise_signal(t, mistakes_abort, 6, 0, sizeof(mistakes) / sizeof(mistakes[0]));
	suite_add_tcase(s, t);
	return s;
}
