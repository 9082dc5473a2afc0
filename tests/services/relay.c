/* relay.c: tests of core/services/relay.c: what the settings may say of the mail server. */
#include "tests/services/suites.h"
#include "core/services/relay.h"
#include "core/settings.h"

#include <stdlib.h>
#include <string.h>

static struct arena *arena;

static void
set_well(void)
{
	setenv("MARQUEE_MAIL_SERVER", "127.0.0.1:2525", 1);
	setenv("MARQUEE_MAIL_TLS", "none", 1);
	setenv("MARQUEE_MAIL_FROM", "Night Market <hello@mail.example>", 1);
}

static void
before(void)
{
	arena = arena_new();
	set_well();
}

static void
after(void)
{
	arena_free(arena);
}

/* From the environment alone: no file. */
static const struct relay *
relay(const char **err)
{
	static const struct setting	only[] = {
		{ "mail", "server", SETTING_TEXT, "", "" },
		{ "mail", "tls", SETTING_TEXT, "starttls", "" },
		{ "mail", "hello", SETTING_TEXT, "localhost", "" },
		{ "mail", "from", SETTING_TEXT, "", "" },
		{ "mail", "bounces", SETTING_TEXT, "", "" },
		{ "mail", "user", SETTING_TEXT, "", "" },
		{ "mail", "password", SETTING_SECRET, "", "" },
	};
	const struct conf *conf = conf_load(arena, NULL, only, sizeof(only) / sizeof(only[0]), err);

	ck_assert_msg(conf != NULL, "%s", *err);
	return relay_new(arena, conf, err);
}

START_TEST(settings_are_read)
{
	const char		*err;
	const struct relay	*r = relay(&err);

	ck_assert_msg(r != NULL, "%s", err);
	ck_assert_str_eq(r->server.host, "127.0.0.1");
	ck_assert_int_eq(r->server.port, 2525);
	ck_assert_int_eq(r->server.tls, SMTP_TLS_NONE);
	ck_assert_str_eq(r->server.hello, "localhost");
	ck_assert_ptr_null(r->server.user);
	ck_assert_str_eq(r->from_name, "Night Market");
	ck_assert_str_eq(r->from, "hello@mail.example");
	ck_assert_str_eq(r->domain, "mail.example");
}
END_TEST

START_TEST(an_address_needs_no_name)
{
	const char *err;

	setenv("MARQUEE_MAIL_FROM", "hello@mail.example", 1);
	ck_assert_str_eq(relay(&err)->from, "hello@mail.example");
	ck_assert_str_eq(relay(&err)->from_name, "");
	setenv("MARQUEE_MAIL_FROM", "<hello@mail.example>", 1);
	ck_assert_str_eq(relay(&err)->from, "hello@mail.example");
}
END_TEST

START_TEST(none_is_no_error)
{
	const char *err;

	setenv("MARQUEE_MAIL_SERVER", "", 1);
	ck_assert_ptr_null(relay(&err));
	ck_assert_str_eq(err, "");
}
END_TEST

START_TEST(what_cannot_be_right_is_said)
{
	static const char *const wrong[][3] = {
		{ "MARQUEE_MAIL_SERVER", "127.0.0.1", "mail.server" },
		{ "MARQUEE_MAIL_SERVER", ":25", "mail.server" },
		{ "MARQUEE_MAIL_SERVER", "host:0", "mail.server" },
		{ "MARQUEE_MAIL_SERVER", "host:65536", "mail.server" },
		{ "MARQUEE_MAIL_SERVER", "host:25x", "mail.server" },
		{ "MARQUEE_MAIL_TLS", "perhaps", "mail.tls" },
		{ "MARQUEE_MAIL_FROM", "Marquee", "mail.from" },
		{ "MARQUEE_MAIL_FROM", "Marquee <hello@mail.example", "mail.from" },
		{ "MARQUEE_MAIL_FROM", "Marquee <hello@mail.example> x", "mail.from" },
		{ "MARQUEE_MAIL_FROM", "a@b.example, c@d.example", "mail.from" },
	};

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		const char *err = "";

		set_well();
		setenv(wrong[i][0], wrong[i][1], 1);
		ck_assert_msg(relay(&err) == NULL, "%s", wrong[i][1]);
		ck_assert_msg(strstr(err, wrong[i][2]) != NULL, "%s: %s", wrong[i][1], err);
	}
}
END_TEST

START_TEST(nobody_there_does_not_greet)
{
	const char		*why;
	const struct relay	*r;

	setenv("MARQUEE_MAIL_SERVER", "127.0.0.1:1", 1);
	r = relay(&why);
	ck_assert(!relay_greets(r, arena, &why));
	ck_assert_str_eq(why, "Connection refused");
}
END_TEST

Suite *
relay_suite(void)
{
	Suite *s = suite_create("relay");
	TCase *t = tcase_create("relay");

	tcase_add_checked_fixture(t, before, after);
	tcase_add_test(t, settings_are_read);
	tcase_add_test(t, an_address_needs_no_name);
	tcase_add_test(t, none_is_no_error);
	tcase_add_test(t, what_cannot_be_right_is_said);
	tcase_add_test(t, nobody_there_does_not_greet);
	suite_add_tcase(s, t);
	return s;
}
