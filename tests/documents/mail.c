/* mail.c: tests of core/documents/mail.c: what is on the wire, byte by byte. */
#include "tests/documents/suites.h"
#include "core/documents/mail.h"

#include <string.h>

static struct arena *arena;

static void
before(void)
{
	arena = arena_new();
}

static void
after(void)
{
	arena_free(arena);
}

static struct mail
plain(void)
{
	return (struct mail){
		.from = "no-reply@marquee.example", .from_name = "Marquee",
		.to = "ada@example.org", .to_name = "Ada Lovelace",
		.subject = "Your event is live", .language = "en",
		.text = "Hello Ada,\n\nit is live.\n.\n", .id = "m1@marquee.example",
		    .date = 1767344400,
	};
}

/* The message; NUL-ended because arena_copy_n() made it. */
static const char *
build(const struct mail *m)
{
	const char	*why;
	size_t		 len;
	const char	*bytes = mail_build(arena, m, &len, &why);

	ck_assert_msg(bytes != NULL, "%s", why);
	ck_assert_uint_eq(strlen(bytes), len);
	return bytes;
}

/* How many lines of the head begin with this name. */
static int
headers(const char *message, const char *name)
{
	const char	*end = strstr(message, "\r\n\r\n");
	int		 n = 0;

	for (const char *at = message; at < end; at = strstr(at, "\r\n") + 2)
		n += strncasecmp(at, name, strlen(name)) == 0 && at[strlen(name)] == ':';
	return n;
}

START_TEST(headers_stand_once)
{
	static const char *const names[] = { "From", "To", "Subject", "Date", "Message-ID",
	    "MIME-Version", "Auto-Submitted", "Content-Language", "Content-Type",
	    "Content-Transfer-Encoding" };
	struct mail	 m = plain();
	const char	*message = build(&m);
	int		 n = 0;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		ck_assert_msg(headers(message, names[i]) == 1, "%s: %d in\n%s", names[i],
		    headers(message, names[i]), message);
	for (const char *at = message; strncmp(at, "\r\n", 2) != 0; at = strstr(at, "\r\n") + 2)
		n += *at != ' ' && *at != '\t';
	ck_assert_int_eq(n, (int)(sizeof(names) / sizeof(names[0])));
	ck_assert_ptr_nonnull(strcasestr(message, "\r\nMessage-ID: <m1@marquee.example>\r\n"));
	ck_assert_ptr_nonnull(strstr(message, "Date: Fri, 02 Jan 2026 09:00:00 +0000\r\n"));
	ck_assert_ptr_nonnull(strstr(message, "Auto-Submitted: auto-generated\r\n"));
}
END_TEST

START_TEST(lines_end_with_cr_lf_and_are_short)
{
	struct mail	 m = plain();
	const char	*message;
	size_t		 width = 0;

	m.subject = "Ein sehr langer Titel, der mit Umlauten wie ä, ö und ü und mit einem 🎪 über "
	    "mehrere Zeilen geht, weil ihn sich niemand kürzer ausdenken wollte";
	m.to_name = "Åsa Þórsdóttir-Ødegård von und zu Überlingen am Bodensee";
	m.html = "<p>Sehr lange Zeile ohne Umbruch: äöü äöü äöü äöü äöü äöü äöü äöü äöü äöü "
	    "äöü äöü äöü</p>";
	message = build(&m);
	for (const char *p = message; *p != '\0'; p++) {
		ck_assert((unsigned char)*p < 0x80);
		ck_assert(*p != '\n' || (p > message && p[-1] == '\r'));
		ck_assert(*p != '\r' || p[1] == '\n');
		width = *p == '\n' ? 0 : width + 1;
		ck_assert_uint_le(width, 79);	/* 78 and the CR */
	}
	ck_assert_ptr_nonnull(strcasestr(message, "=?UTF-8?"));
}
END_TEST

START_TEST(text_comes_before_html)
{
	struct mail	 m = plain();
	const char	*message, *text_part, *html_part;

	m.html = "<p>it is live</p>";
	message = build(&m);
	ck_assert_ptr_nonnull(strstr(message, "Content-Type: multipart/alternative; boundary="));
	text_part = strstr(message, "Content-Type: text/plain; charset=utf-8");
	html_part = strstr(message, "Content-Type: text/html; charset=utf-8");
	ck_assert(text_part != NULL && html_part != NULL && text_part < html_part);
}
END_TEST

START_TEST(files_have_names_in_any_letters)
{
	static const struct mail_file	 file = { "Eintrittskarten für Ada \"X\".pdf",
	    "application/pdf", "%PDF-1.7", 8 };
	struct mail			 m = plain();
	const char			*message;

	m.files = &file;
	m.n_files = 1;
	message = build(&m);
	ck_assert_ptr_nonnull(strstr(message, "Content-Type: multipart/mixed; boundary="));
	ck_assert_ptr_nonnull(strcasestr(message, "filename*"));
	ck_assert_ptr_nonnull(strcasestr(message, "utf-8''Eintrittskarten"));
	ck_assert_ptr_nonnull(strstr(message, "JVBERi0xLjc="));
}
END_TEST

START_TEST(nobody_adds_a_header)
{
	static const char *const bad[] = { "x\r\nBcc: evil@example.org", "x\nBcc: evil@example.org",
	    "x\rBcc: evil", "x\tx", "x\x7fx", "\xff\xfe" };
	const char	*why;
	size_t		 len;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct mail subject = plain(), name = plain(), from = plain(), to = plain(),
		    id = plain();

		subject.subject = name.to_name = from.from_name = bad[i];
		to.to = text(arena, "ada@example.org%s", bad[i]);
		id.id = text(arena, "m1@example.org%s", bad[i]);
		ck_assert_ptr_null(mail_build(arena, &subject, &len, &why));
		ck_assert_ptr_null(mail_build(arena, &name, &len, &why));
		ck_assert_ptr_null(mail_build(arena, &from, &len, &why));
		ck_assert_ptr_null(mail_build(arena, &to, &len, &why));
		ck_assert_ptr_null(mail_build(arena, &id, &len, &why));
		ck_assert_ptr_nonnull(why);
	}
}
END_TEST

/*
 * Text that looks like headers, commas, quotes and angle brackets is still one name of one
 * person.
 */
START_TEST(a_name_stays_a_name)
{
	struct mail	 m = plain();
	const char	*message;

	m.to_name = "Bcc: <evil@example.org>, \"Eve\" (x)";
	m.subject = "=?UTF-8?Q?not_encoded?= Bcc: evil@example.org";
	message = build(&m);
	ck_assert_int_eq(headers(message, "Bcc"), 0);
	ck_assert_int_eq(headers(message, "To"), 1);
	ck_assert_ptr_nonnull(strstr(message, "<ada@example.org>\r\n"));
	ck_assert_ptr_null(strstr(message, "=?UTF-8?Q?not_encoded?="));
}
END_TEST

START_TEST(addresses_are_addresses)
{
	static const char *const bad[] = { "", "ada", "ada@", "@example.org",
	    "ada@example.org, eve@example.org",
	    "<ada@example.org>", "ada @example.org", "ada@exa mple.org" };
	const char	*why;
	size_t		 len;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct mail to = plain(), reply = plain();

		to.to = reply.reply_to = bad[i];
		ck_assert_msg(mail_build(arena, &to, &len, &why) == NULL, "to %s", bad[i]);
		ck_assert_msg(mail_build(arena, &reply, &len, &why) == NULL, "reply to %s", bad[i]);
	}
}
END_TEST

Suite *
mail_suite(void)
{
	Suite *s = suite_create("mail");
	TCase *t = tcase_create("mail");

	tcase_add_checked_fixture(t, before, after);
	tcase_add_test(t, headers_stand_once);
	tcase_add_test(t, lines_end_with_cr_lf_and_are_short);
	tcase_add_test(t, text_comes_before_html);
	tcase_add_test(t, files_have_names_in_any_letters);
	tcase_add_test(t, nobody_adds_a_header);
	tcase_add_test(t, a_name_stays_a_name);
	tcase_add_test(t, addresses_are_addresses);
	suite_add_tcase(s, t);
	return s;
}
