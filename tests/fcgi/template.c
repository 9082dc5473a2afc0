/* template.c: broken templates stop the start; what is shown is escaped. */
#include "core/lib/template.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/lib/arena.h"
#include "core/lib/words.h"
#include "tests/fcgi/suites.h"

static char		 dir[64];
static struct arena	*a;

static void
write_template(const char *name, const char *content)
{
	FILE *f = fopen(text(a, "%s/%s", dir, name), "w");

	ck_assert(f != NULL);
	fputs(content, f);
	fclose(f);
}

static void
begin(void)
{
	a = arena_new();
	strcpy(dir, "/tmp/marquee-templates-XXXXXX");
	ck_assert(mkdtemp(dir) != NULL);
	ck_assert_int_eq(mkdir(text(a, "%s/x", dir), 0700), 0);
	ck_assert_int_eq(mkdir(text(a, "%s/lib", dir), 0700), 0);
	write_template("x/page.cs", "<?cs var:said ?>\n");
}

static void
end(void)
{
	ck_assert_int_eq(system(text(a, "rm -rf %s", dir)), 0);
	arena_free(a);
}

static const char *const folders[] = { "x", NULL };

/* Why the templates do not open. */
static const char *
why(void)
{
	char		 *error = NULL;
	struct templates *t = templates_open(dir, folders, &error);
	const char	 *copy = error == NULL ? "" : arena_copy(a, error);

	templates_free(t);
	free(error);
	return copy;
}

static const char *
rendered(const char *name, const char *said)
{
	char		 *error;
	struct templates *t = templates_open(dir, folders, &error);
	struct names	 *n = names_new(a);
	size_t		  len;
	char		 *html;

	ck_assert_msg(t != NULL, "%s", error);
	names_set(n, "said", said);
	html = template_render(t, a, name, n, &len);
	ck_assert_uint_eq(strlen(html), len);
	templates_free(t);
	return html;
}

START_TEST(test_broken_ones)
{
	static const char *const broken[] = {
		"\n\n<?cs if:x ?>", "\n\n<?cs call:nothing() ?>",
		"\n\n<?cs include!\"lib/nothing.cs\" ?>", "\n\n<?cs nonsense:x ?>",
		"\n\n<?cs var:nothing_escape(x) ?>",
		"<?cs def:m() ?><?cs /def ?><?cs def:m() ?><?cs /def ?>", "<?cs each:x ?>",
	};

	ck_assert_str_eq(why(), "");
	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		write_template("x/page.cs", broken[i]);
		ck_assert_msg(strstr(why(), "x/page.cs: ") != NULL, "%s: %s", broken[i], why());
	}
	write_template("x/page.cs", "\n\n<?cs call:nothing() ?>");
	ck_assert_msg(strstr(why(), "x/page.cs:2]") != NULL || strstr(why(),
	    "x/page.cs:3]") != NULL, "%s", why());
}
END_TEST

START_TEST(test_missing_folders)
{
	char *error = NULL;

	/* A program may have no pages of its own, but not no templates at all. */
	write_template("error.cs", "wrong");
	ck_assert_int_eq(system(text(a, "rm -rf %s/x", dir)), 0);
	ck_assert_str_eq(why(), "");
	ck_assert_int_eq(system(text(a, "rm %s/error.cs", dir)), 0);
	ck_assert(strstr(why(), ": no templates") != NULL);
	ck_assert_ptr_null(templates_open("/nonexistent", folders, &error));
	ck_assert(strstr(error, "No such file") != NULL);
	free(error);
}
END_TEST

START_TEST(test_escaping)
{
	ck_assert_str_eq(rendered("x/page", "<b>&\"'"), "&lt;b&gt;&amp;&quot;&#39;\n");
	write_template("x/page.cs", "<a href=\"?q=<?cs var:url_escape(said) ?>\"><?cs "
	    "var:html_escape(said) ?><?cs uvar:said ?>");
	ck_assert_str_eq(rendered("x/page", "a b/<\xc3\xa9"),
	    "<a href=\"?q=a%20b%2F%3C%C3%A9\">a b/&lt;\xc3\xa9" "a b/<\xc3\xa9");
	write_template("x/page.cs", "<?cs def:m(v) ?>[<?cs var:v ?>]<?cs /def ?><?cs call:m(said) "
	    "?><?cs set:s = said ?><?cs var:s ?>");
	ck_assert_str_eq(rendered("x/page", "<"), "[&lt;]&lt;");
}
END_TEST

START_TEST(test_nothing_is_left_between_renders)
{
	char		 *error;
	struct templates *t;
	size_t		  len;

	write_template("x/page.cs", "<?cs set:left = \"over\" ?><?cs var:said ?>");
	write_template("x/other.cs", "[<?cs var:left ?><?cs var:said ?><?cs var:site.name ?>]");
	t = templates_open(dir, folders, &error);
	names_set(templates_site(t), "site.name", "<Site>");
	for (int i = 0; i < 100; i++) {
		struct arena *one = arena_new();
		struct names *n = names_new(one);

		names_set(n, "said", "said");
		ck_assert_str_eq(template_render(t, one, "x/page", n, &len), "said");
		ck_assert_str_eq(template_render(t, one, "x/other", names_new(one), &len),
		    "[&lt;Site&gt;]");
		arena_free(one);
	}
	ck_assert(template_exists(t, "x/other"));
	ck_assert(!template_exists(t, "x/nothing"));
	templates_free(t);
}
END_TEST

START_TEST(test_names)
{
	struct names *n = names_new(a);

	names_set(n, "a.b", "1");
	names_set(names_at(n, "a"), "c", "2");
	ck_assert_str_eq(names_get(n, "a.b"), "1");
	ck_assert_str_eq(names_get(n, "a.c"), "2");
	ck_assert_str_eq(names_get(n, "a.d"), "");
	names_set(n, "a.e", NULL);
	ck_assert_str_eq(names_get(n, "a.e"), "");
	for (int i = 0; i < 12; i++)
		names_set(names_add(names_at(n, "list")), "x", text(a, "%d", i));
	ck_assert_str_eq(names_get(n, "list.11.x"), "11");
	names_set(names_add(n), "", "self");
	ck_assert_str_eq(names_get(n, "1"), "self");
}
END_TEST

/* No user's text becomes a name. */
START_TEST(test_not_a_name)
{
	names_set(names_new(a), "form.<script>", "x");
}
END_TEST

START_TEST(test_unknown_template)
{
	char	*error;
	size_t	 len;

	template_render(templates_open(dir, folders, &error), a, "x/nothing", names_new(a), &len);
}
END_TEST

START_TEST(test_languages)
{
	ck_assert(words_open("/nonexistent"));
	words_language("de");
	ck_assert_str_eq(_("nobody translates this"), "nobody translates this");
	words_language("xx");
	ck_assert_str_eq(getenv("LANGUAGE"), "en");
	ck_assert_ptr_null(language_find("xx"));
	ck_assert_str_eq(language_find("de")->name, "Deutsch");
}
END_TEST

Suite *
template_suite(void)
{
	Suite	*s = suite_create("template");
	TCase	*t = tcase_create("template");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, test_broken_ones);
	tcase_add_test(t, test_missing_folders);
	tcase_add_test(t, test_escaping);
	tcase_add_test(t, test_nothing_is_left_between_renders);
	tcase_add_test(t, test_names);
	tcase_add_test_raise_signal(t, test_not_a_name, 6);
	tcase_add_test_raise_signal(t, test_unknown_template, 6);
	tcase_add_test(t, test_languages);
	suite_add_tcase(s, t);
	return s;
}
