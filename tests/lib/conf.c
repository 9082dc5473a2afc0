/* conf.c: tests of core/lib/conf.c and of the list of settings. */
#include "tests/lib/suites.h"
#include "tests/temp.h"
#include "core/lib/conf.h"
#include "core/lib/log.h"
#include "core/settings.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct setting table[] = {
	{ "site", "url", SETTING_TEXT, "http://localhost", "" },
	{ "site", "name", SETTING_TEXT, "Marquee", "" },
	{ "paths", "run", SETTING_PATH, "run", "" },
	{ "paths", "log", SETTING_PATH, "", "" },
	{ "cache", "servers", SETTING_PLACES, "run/cache.sock", "" },
	{ "public", "workers", SETTING_INT, "4", "" },
	{ "public", "gzip", SETTING_BOOL, "yes", "" },
	{ "db", "password", SETTING_SECRET, "", "" },
};
#define TABLE	table, sizeof(table) / sizeof(table[0])

static struct arena	*a;
static char		*dir;
static const char	*err;

static void
begin(void)
{
	a = arena_new();
	dir = temp_make(a);
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		unsetenv(conf_variable(a, &table[i]));
}

static void
end(void)
{
	arena_free(a);
}

static struct conf *
load(const char *content)
{
	return conf_load(a, temp_write(a, dir, "marquee.conf", content), TABLE, &err);
}

static struct conf *
loaded(const char *content)
{
	struct conf *c = load(content);

	ck_assert_msg(c != NULL, "%s", err);
	return c;
}

/* What is wrong, without the directory in front. */
static void
ck_assert_refused(const char *content, const char *sentence)
{
	ck_assert_msg(load(content) == NULL, "taken: %s", content);
	ck_assert_int_eq(strncmp(err, dir, strlen(dir)), 0);
	ck_assert_str_eq(err + strlen(dir) + 1, sentence);
}

START_TEST(nothing_said_is_the_default)
{
	struct conf *c = loaded("");

	ck_assert_str_eq(conf_text(c, "site.url"), "http://localhost");
	ck_assert_str_eq(conf_text(c, "paths.run"), text(a, "%s/run", dir));
	ck_assert_str_eq(conf_text(c, "paths.log"), "");
	ck_assert_str_eq(conf_text(c, "cache.servers"), text(a, "%s/run/cache.sock", dir));
	ck_assert_int_eq(conf_int(c, "public.workers"), 4);
	ck_assert(conf_bool(c, "public.gzip"));
	ck_assert_str_eq(conf_secret(c, "db.password"), "");
}
END_TEST

START_TEST(the_file_says)
{
	struct conf *c = loaded("# a comment\n; another\n\n[site]\nurl = https://marquee.example#x;y\n"
	    "name: The Märquee  ; said aloud\r\n[public]\n  workers=12\n gzip = off\n[paths]\nrun = /run/m\nlog=");

	ck_assert_str_eq(conf_text(c, "site.url"), "https://marquee.example#x;y");
	ck_assert_str_eq(conf_text(c, "site.name"), "The Märquee");
	ck_assert_int_eq(conf_int_of(c, "public", "workers"), 12);
	ck_assert(!conf_bool_of(c, "public", "gzip"));
	ck_assert_str_eq(conf_text_of(c, "paths", "run"), "/run/m");
	ck_assert_str_eq(conf_text(c, "paths.log"), "");
	ck_assert(conf_has(c, "site", "url"));
	ck_assert(!conf_has(c, "site", "ulr"));
}
END_TEST

START_TEST(the_environment_wins)
{
	struct conf *c;

	setenv("MARQUEE_SITE_URL", "https://there", 1);
	setenv("MARQUEE_PUBLIC_WORKERS", "7", 1);
	setenv("MARQUEE_CONF", "/not/a/setting", 1);
	c = loaded("[site]\nurl = https://here\n");
	ck_assert_str_eq(conf_text(c, "site.url"), "https://there");
	ck_assert_int_eq(conf_int(c, "public.workers"), 7);
	ck_assert_str_eq(conf_path(), "/not/a/setting");
	c = conf_load(a, NULL, TABLE, &err);
	ck_assert_str_eq(conf_text(c, "site.url"), "https://there");
	unsetenv("MARQUEE_CONF");
	ck_assert_str_eq(conf_path(), MARQUEE_SYSCONFDIR "/marquee.conf");
}
END_TEST

START_TEST(what_is_wrong_has_its_line)
{
	ck_assert_refused("[site]\n\nulr = x\n", "marquee.conf:3: there is no setting ulr in [site]");
	ck_assert_refused("url = x\n", "marquee.conf:1: there is no setting url in []");
	ck_assert_refused("[sight]\nurl = x\n", "marquee.conf:2: there is no setting url in [sight]");
	ck_assert_refused("[site]\nurl = 1\n#\nurl = 2\n", text(a, "marquee.conf:4: url was set before, at %s/marquee.conf:2", dir));
	ck_assert_refused("[site]\nurl\n", "marquee.conf:2: this is neither [section] nor key = value");
	ck_assert_refused("[site\nulr = x\n", "marquee.conf:1: this is neither [section] nor key = value");
	ck_assert_refused("[site]\nulr = x\nnonsense", "marquee.conf:2: there is no setting ulr in [site]");
	ck_assert_refused("[public]\nworkers = many\n", "marquee.conf:2: workers should be a whole number, 0 or more");
	ck_assert_refused("[public]\ngzip = maybe\n", "marquee.conf:2: gzip should be yes or no");
	ck_assert_refused("[db]\npassword = hunter2\n",
	    "marquee.conf:2: secrets are not written here; say in which file it is: password_file");
	/* A continued line is not one: it is a setting of its own, or a mistake. */
	ck_assert_refused("[site]\nname = The\n  Marquee\n", "marquee.conf:3: this is neither [section] nor key = value");
}
END_TEST

START_TEST(numbers_are_whole)
{
	const char	*bad[] = { "", "-1", "+1", " ", "1e3", "0x10", "1.5", "9223372036854775808", "1 2", "１" };
	struct conf	*c;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(load(text(a, "[public]\nworkers = %s\n", bad[i])) == NULL, "%s", bad[i]);
	c = loaded("[public]\nworkers = 9223372036854775807\n");
	ck_assert_int_eq(conf_int(c, "public.workers"), INT64_MAX);
}
END_TEST

START_TEST(a_file_that_is_none)
{
	char *big = arena_alloc(a, CONF_FILE_MAX + 2), *wide = arena_alloc(a, 5000);

	ck_assert_ptr_eq(conf_load(a, "/nowhere/marquee.conf", TABLE, &err), NULL);
	ck_assert_str_eq(err, "/nowhere/marquee.conf: No such file or directory");
	ck_assert_ptr_eq(conf_load(a, "/tmp", TABLE, &err), NULL);
	ck_assert_str_eq(err, "/tmp: is not a file");
	memset(big, '\n', CONF_FILE_MAX + 1);
	ck_assert_refused(big, "marquee.conf: is too long");
	memset(wide, ';', 4999);
	ck_assert_refused(wide, "marquee.conf:1: the line is too long");
	wide[4000] = '\0';
	loaded(wide);
}
END_TEST

START_TEST(a_nul_is_refused)
{
	char	*path = temp_write(a, dir, "marquee.conf", "[site]\n");
	int	 fd = open(path, O_WRONLY | O_APPEND);

	ck_assert_int_eq(write(fd, "name = \0\n", 9), 9);
	close(fd);
	ck_assert_ptr_eq(conf_load(a, path, TABLE, &err), NULL);
	ck_assert_ptr_ne(strstr(err, "NUL"), NULL);
}
END_TEST

START_TEST(a_bad_environment_is_refused)
{
	setenv("MARQUEE_SITE_ULR", "x", 1);
	ck_assert_ptr_eq(conf_load(a, NULL, TABLE, &err), NULL);
	ck_assert_str_eq(err, "MARQUEE_SITE_ULR in the environment: there is no such setting");
	unsetenv("MARQUEE_SITE_ULR");
	setenv("MARQUEE_PUBLIC_WORKERS", "x", 1);
	ck_assert_ptr_eq(conf_load(a, NULL, TABLE, &err), NULL);
	ck_assert_str_eq(err, "MARQUEE_PUBLIC_WORKERS in the environment should be a whole number, 0 or more");
	unsetenv("MARQUEE_PUBLIC_WORKERS");
	setenv("MARQUEE_DB_PASSWORD", "hunter2", 1);
	ck_assert_ptr_eq(conf_load(a, NULL, TABLE, &err), NULL);
	unsetenv("MARQUEE_DB_PASSWORD");
	setenv("MARQUEE_UNRELATED", "x", 1);
	ck_assert_ptr_ne(conf_load(a, NULL, TABLE, &err), NULL);
}
END_TEST

START_TEST(places_are_sockets_and_hosts)
{
	struct conf *c = loaded("[cache]\nservers = run/a.sock, 10.0.0.7:11211,/run/b.sock, [::1]:11211, ,\n");

	ck_assert_str_eq(conf_text(c, "cache.servers"),
	    text(a, "%s/run/a.sock,10.0.0.7:11211,/run/b.sock,[::1]:11211", dir));
	c = loaded("[cache]\nservers =\n");
	ck_assert_str_eq(conf_text(c, "cache.servers"), "");
}
END_TEST

START_TEST(secrets_are_first_lines_of_files)
{
	struct conf *c;

	temp_write(a, dir, "password", "hunter2 \r\nsecond line\n");
	c = loaded("[db]\npassword_file = password\n");
	ck_assert_str_eq(conf_secret(c, "db.password"), "hunter2 ");
	ck_assert_ptr_eq(conf_secret_of(c, "db", "password"), conf_secret(c, "db.password"));
	ck_assert_str_eq(conf_show(c, &table[7]), "[secret]");
	temp_write(a, dir, "other", "correct horse");
	setenv("MARQUEE_DB_PASSWORD_FILE", text(a, "%s/other", dir), 1);
	ck_assert_str_eq(conf_secret(loaded("[db]\npassword_file = password\n"), "db.password"), "correct horse");
}
END_TEST

START_TEST(a_secret_that_cannot_be_read_is_said_once_asked_for)
{
	struct conf	*c = loaded("[db]\npassword_file = password\n");
	int		 quiet = open("/dev/null", O_WRONLY);

	log_open("check", quiet);
	ck_assert_ptr_eq(conf_secret(c, "db.password"), NULL);
	temp_write(a, dir, "password", "\n");
	ck_assert_ptr_eq(conf_secret(c, "db.password"), NULL);
	chmod(temp_write(a, dir, "password", "hunter2"), 0644);
	ck_assert_ptr_eq(conf_secret(c, "db.password"), NULL);
	chmod(text(a, "%s/password", dir), 0640);
	ck_assert_str_eq(conf_secret(c, "db.password"), "hunter2");
	close(quiet);
}
END_TEST

START_TEST(asking_for_what_does_not_exist_aborts)
{
	conf_text(loaded(""), "site.ulr");
}
END_TEST

START_TEST(asking_for_the_wrong_kind_aborts)
{
	conf_text(loaded(""), "public.workers");
}
END_TEST

START_TEST(a_name_without_a_dot_aborts)
{
	conf_text(loaded(""), "site");
}
END_TEST

/* The real list: every default means something, every name is one, none is there twice, every one is explained. */
START_TEST(the_list_of_settings_is_sound)
{
	struct conf	*c;
	size_t		 twice = 0;

	for (size_t i = 0; i < settings_n; i++)
		unsetenv(conf_variable(a, &settings[i]));
	c = settings_load(a, temp_write(a, dir, "marquee.conf", ""), &err);
	ck_assert_msg(c != NULL, "%s", err);
	for (size_t i = 0; i < settings_n; i++) {
		const struct setting *s = &settings[i];

		ck_assert_uint_gt(strlen(s->meaning), 3);
		ck_assert_uint_eq(strspn(s->key, "abcdefghijklmnopqrstuvwxyz_"), strlen(s->key));
		ck_assert_uint_eq(strspn(s->section, "abcdefghijklmnopqrstuvwxyz"), strlen(s->section));
		for (size_t j = 0; j < i; j++)
			twice += strcmp(conf_variable(a, s), conf_variable(a, &settings[j])) == 0;
		ck_assert_ptr_ne(conf_show(c, s), NULL);
	}
	ck_assert_uint_eq(twice, 0);
	ck_assert_str_eq(settings_db_user(a, c, "public"), "marquee_public");
}
END_TEST

START_TEST(each_program_may_be_another_to_the_databases)
{
	struct conf *c = settings_load(a, temp_write(a, dir, "marquee.conf",
	    "[db]\npassword_file = all\n[account]\ndb_user = special\ndb_password_file = own\n"
	    "[public]\ndb_password_file =\n"), &err);

	ck_assert_msg(c != NULL, "%s", err);
	temp_write(a, dir, "all", "for all");
	temp_write(a, dir, "own", "for one");
	ck_assert_str_eq(settings_db_user(a, c, "account"), "special");
	ck_assert_str_eq(settings_db_password(c, "account"), "for one");
	ck_assert_str_eq(settings_db_user(a, c, "public"), "marquee_public");
	ck_assert_str_eq(settings_db_password(c, "public"), "for all");
}
END_TEST

Suite *
conf_suite(void)
{
	Suite *s = suite_create("conf");
	TCase *t = tcase_create("conf");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, nothing_said_is_the_default);
	tcase_add_test(t, the_file_says);
	tcase_add_test(t, the_environment_wins);
	tcase_add_test(t, what_is_wrong_has_its_line);
	tcase_add_test(t, numbers_are_whole);
	tcase_add_test(t, a_file_that_is_none);
	tcase_add_test(t, a_nul_is_refused);
	tcase_add_test(t, a_bad_environment_is_refused);
	tcase_add_test(t, places_are_sockets_and_hosts);
	tcase_add_test(t, secrets_are_first_lines_of_files);
	tcase_add_test(t, a_secret_that_cannot_be_read_is_said_once_asked_for);
	tcase_add_test_raise_signal(t, asking_for_what_does_not_exist_aborts, SIGABRT);
	tcase_add_test_raise_signal(t, asking_for_the_wrong_kind_aborts, SIGABRT);
	tcase_add_test_raise_signal(t, a_name_without_a_dot_aborts, SIGABRT);
	tcase_add_test(t, the_list_of_settings_is_sound);
	tcase_add_test(t, each_program_may_be_another_to_the_databases);
	suite_add_tcase(s, t);
	return s;
}
