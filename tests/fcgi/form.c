/* form.c: what is typed, what becomes of it, and what is said when it does not do. */
#include "fcgi/form.h"

#include <math.h>
#include <string.h>

#include "core/lib/arena.h"
#include "core/lib/id.h"
#include "core/lib/str.h"
#include "core/lib/text.h"
#include "tests/ask.h"
#include "tests/fcgi/program.h"
#include "tests/fcgi/suites.h"

/* POST /edit with a good title and one more field. */
static int
edit(const char *more)
{
	edits = 0;
	return ask_post(&personal, "/edit", text(ask_arena(), "title=ok&%s", more))->status;
}

#define GOOD(more) \
	ck_assert_msg(edit(more) == 303 && edits == 1, "%s: %d", more, asked()->status)
#define BAD(more) \
	ck_assert_msg(edit(more) == 422 && edits == 0, "%s: %d", more, asked()->status)

START_TEST(test_text)
{
	GOOD("title2=x");
	ck_assert_str_eq(edited.title, "ok");
	ask_post(&personal, "/edit", "title=++Caf%65%CC%81++");	/* NFC, without the blanks */
	ck_assert_str_eq(edited.title, "Caf\xc3\xa9");
	ask_post(&personal, "/edit", "title=12345678901234567890");
	ck_assert_status(303);
	ask_post(&personal, "/edit", "title=123456789012345678901");
	ck_assert_status(422);
	ck_assert_shows("title error=At most 20 characters, please; these are 21.");
	ck_assert_shows("title=123456789012345678901;");
	ask_post(&personal, "/edit", "title=");
	ck_assert_status(422);
	ck_assert_shows("title error=Fill this in.");
	ck_assert_shows("<li>wrong title: Fill this in.</li>");
	ask_post(&personal, "/edit", "");
	ck_assert_status(422);
	ask_post(&personal, "/edit", "title=%E2%80%8B++");
	ck_assert_status(422);
}
END_TEST

START_TEST(test_hostile_text)
{
	static const char *const cases[] = {
		"%00", "a%00b", "%ff", "%C0%80", "%ED%A0%80", "%E2%80%AEabc", "%E2%81%A6abc", "%01",
		"%1b[2J", "a%0Ab", "a%0D%0Ab",
		"%zz", "%", "%C2%85", "%F4%90%80%80", "%EF%BF%BF",
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		edits = 0;
		ask_post(&personal, "/edit", text(ask_arena(), "title=%s", cases[i]));
		ck_assert_msg(asked()->status == 422 && edits == 0, "%s: %d", cases[i],
		    asked()->status);
		ck_assert_shows("title error=This has characters");
	}
}
END_TEST

START_TEST(test_echo_is_escaped)
{
	ask_post(&personal, "/edit", "title=&about=%22%3E%3Cscript%3Ealert(1)%3C/script%3E");
	ck_assert_status(422);
	ck_assert_shows("about=&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;;");
	ck_assert_hides("<script>");
}
END_TEST

START_TEST(test_lines)
{
	GOOD("about=a%0D%0Ab%0Dc%09d%0A%0A");
	ck_assert_str_eq(edited.about, "a\nb\nc\td");
	GOOD("about=");
	ck_assert_str_eq(edited.about, "");
}
END_TEST

START_TEST(test_secret)
{
	GOOD("password=++%C3%A9+spaces++");
	ck_assert_str_eq(edited.password, "  \xc3\xa9 spaces  ");
	GOOD("password=%ff%fe%fd%fc%fb%fa%f9%f8");
	ck_assert_str_eq(edited.password, "\xff\xfe\xfd\xfc\xfb\xfa\xf9\xf8");
	GOOD("password=");
	ck_assert_str_eq(edited.password, "");
	BAD("password=1234567");
	BAD("password=12345678%00");
	ask_post(&personal, "/edit", "title=&password=correct+horse");
	ck_assert_hides("correct");
}
END_TEST

START_TEST(test_numbers)
{
	static const char *const bad[] = {
		"-1", "0", "11", "2147483648", "9223372036854775808", "99999999999999999999", "1e1",
		"+1", "1+", "%EF%BC%91", "0x1", "1.0",
		"1,0", "--1", "-", "NaN", "%20",
	};

	GOOD("quantity=1");
	ck_assert_int_eq(edited.quantity, 1);
	GOOD("quantity=10");
	GOOD("quantity=007");
	ck_assert_int_eq(edited.quantity, 7);
	GOOD("quantity=");
	ck_assert_int_eq(edited.quantity, 0);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		BAD(text(ask_arena(), "quantity=%s", bad[i]));
	ck_assert_shows("A whole number from 1 to 10, please.");
}
END_TEST

START_TEST(test_reals)
{
	static const char *const bad[] = {
		"90.1", "-91", "1e1", "nan", "inf", "0x1p3", "1.", ".5", "1.2.3", "1,2,3", "--1",
		"1-", "12345678901234567890.123456789",
	};

	GOOD("latitude=-38.7223");
	ck_assert_double_eq(edited.latitude, -38.7223);
	GOOD("latitude=38,5");
	ck_assert_double_eq(edited.latitude, 38.5);
	GOOD("latitude=");
	ck_assert(isnan(edited.latitude));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		BAD(text(ask_arena(), "latitude=%s", bad[i]));
}
END_TEST

START_TEST(test_ids)
{
	char *letters = id_text(ask_arena(), 123456789);

	GOOD(text(ask_arena(), "venue=%s", letters));
	ck_assert_int_eq(edited.venue, 123456789);
	GOOD("venue=");
	ck_assert_int_eq(edited.venue, 0);
	BAD("venue=1");
	BAD("venue=000000000000!");
	BAD("venue=00000000000000");
	BAD(text(ask_arena(), "venue=+%s", letters));
}
END_TEST

START_TEST(test_money)
{
	static const char *const bad[] = { "-1", "1e3", "0x10", "1.234", "1,234.50",
	    "12345678901234", "NaN", "1.2.3", "%EF%BC%91" };

	GOOD("currency=EUR&price=12.50");
	ck_assert_int_eq(edited.price.minor, 1250);
	ck_assert_str_eq(edited.price.currency, "EUR");
	GOOD("currency=JPY&price=500");
	ck_assert_int_eq(edited.price.minor, 500);
	GOOD("currency=KWD&price=1.234");
	ck_assert_int_eq(edited.price.minor, 1234);
	BAD("currency=JPY&price=5.5");
	BAD("currency=XXX&price=5");
	BAD("price=5");
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		BAD(text(ask_arena(), "currency=EUR&price=%s", bad[i]));
}
END_TEST

START_TEST(test_dates)
{
	static const char *const bad_walls[] = {
		"2026-12-05", "2026-13-05T20:00", "2026-02-29T20:00", "2026-12-05T24:00",
		"2026-12-05T20:60", "2026-12-05T20:00Z",
		"2026-12-05T20:00%2B01:00", "2026-12-5T20:00", "12/05/2026 20:00",
		"0000-01-01T00:00", "tomorrow", "2026-00-10T10:00",
		"2100-02-29T00:00", "-026-12-05T20:00",
	};

	GOOD("starts=2026-12-05T20:00");
	ck_assert_str_eq(edited.starts, "2026-12-05T20:00");
	GOOD("starts=2026-12-05+20:00");
	ck_assert_str_eq(edited.starts, "2026-12-05T20:00");
	GOOD("starts=2028-02-29T23:59:59");
	ck_assert_str_eq(edited.starts, "2028-02-29T23:59");
	GOOD("starts=9999-12-31T00:00");
	GOOD("starts=2038-01-19T03:14");
	for (size_t i = 0; i < sizeof(bad_walls) / sizeof(bad_walls[0]); i++)
		BAD(text(ask_arena(), "starts=%s", bad_walls[i]));
	GOOD("day=2026-12-05");
	ck_assert_str_eq(edited.day, "2026-12-05");
	BAD("day=2026-12-32");
	BAD("day=2026-12-05T20:00");
	GOOD("zone=Europe/Lisbon");
	BAD("zone=Europe/Nowhere");
	BAD("zone=../../etc/passwd");
	BAD("zone=Europe/Lisbon%00");
}
END_TEST

START_TEST(test_instants)
{
	struct req	*r = ask_request(&personal, "GET", "/", NULL, NULL);
	int64_t		 utc = 0;

	ck_assert(form_instant(r, "starts", "2026-12-05T20:00", "Europe/Berlin", &utc));
	ck_assert_int_eq(utc, 1796500800 - 3600);
	ck_assert(!form_wrong(r));
	/* skipped */
	ck_assert(!form_instant(r, "starts", "2026-03-29T02:30", "Europe/Berlin", &utc));
	ck_assert(form_wrong(r));
	/* twice: the first */
	ck_assert(form_instant(r, "ends", "2026-10-25T02:30", "Europe/Berlin", &utc));
	ck_assert_int_eq(utc, 1792888200);
	ck_assert(!form_instant(r, "ends", "x", "Europe/Berlin", &utc));
	ck_assert(!form_instant(r, "ends", "2026-10-25T02:30", "x", &utc));
}
END_TEST

START_TEST(test_addresses)
{
	static const char *const bad[] = {
		"site=http://example.org", "site=javascript:alert(1)", "site=//example.org",
		"site=https://user@example.org",
		"site=https://example.org%0D%0AX:y", "email=x", "email=a@b@c.org",
		"email=a@example.org,b@example.org",
		"email=a@example.org%0ABcc:b@example.org", "phone=12", "phone=phone",
		"handle=ab", "handle=Abc", "handle=-abc", "handle=abc-", "handle=a--b",
		"handle=a_b", "handle=%D0%B0bc",
		"handle=123456789012345678901", "category=nothing", "category=Music",
		"agreed=maybe",
	};

	GOOD("site=https://example.org/x&email=Ann@Example.ORG&phone=%2B49+30+123456"
	    "&handle=ann-1&category=arts&agreed=on");
	ck_assert_str_eq(edited.email, "Ann@example.org");
	ck_assert_str_eq(edited.phone, "+4930123456");
	ck_assert_str_eq(edited.handle, "ann-1");
	ck_assert_str_eq(edited.category, "arts");
	ck_assert(edited.agreed);
	GOOD("agreed=0");
	ck_assert(!edited.agreed);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		BAD(bad[i]);
}
END_TEST

START_TEST(test_what_is_not_declared)
{
	/* Nothing of a table's columns can be set by sending it (ASSURANCE Z05). */
	GOOD("id=1&state=published&organizer_id=1&is_admin=1&edits=7&title.value=x&form.title=y");
	ck_assert_str_eq(edited.title, "ok");
}
END_TEST

START_TEST(test_handler_finds_fault)
{
	ask_post(&personal, "/edit", "title=taken&about=kept");
	ck_assert_status(422);
	ck_assert_shows("title error=That is taken.;");
	ck_assert_hides("Said only once");
	ck_assert_shows("<li>wrong : And this is about all of it.</li>");
	ck_assert_shows("title=taken;");
	ck_assert_shows("about=kept;");
	ck_assert_header("Cache-Control", "no-store");
}
END_TEST

START_TEST(test_page_with_the_form)
{
	ask_get(&personal, "/edit");
	ck_assert_status(200);
	ck_assert_shows("title=As it was; optional=; max=20;");
	ck_assert_shows("about=; optional=1;");
	/* Emptied on purpose stays empty. */
	ask_post(&personal, "/edit", "title=");
	ck_assert_shows("title=; optional=; max=20;");
}
END_TEST

START_TEST(test_upload)
{
	static const char *const	 fields[] = { "title", "Poster", NULL };
	static char			 bytes[1024 * 1024 + 1];

	memset(bytes, 0, sizeof(bytes));
	ask_upload(&personal, "/upload", fields, "cover", "a.jpg", bytes, 1000);
	ck_assert_status(303);
	ck_assert_uint_eq(uploaded.len, 1000);
	ck_assert_str_eq(uploaded.name, "a.jpg");
	ask_upload(&personal, "/upload", fields, "cover", "a.jpg", bytes, sizeof(bytes) - 1);
	ck_assert_status(303);
	ask_upload(&personal, "/upload", fields, "cover", "a.jpg", bytes, sizeof(bytes));
	ck_assert_status(422);
	ck_assert_shows("wrong cover: This file is too large: at most 1 MB, please.");
	ask_upload(&personal, "/upload", fields, "cover", "a.jpg", bytes, 0);
	ck_assert_shows("wrong cover: This file is empty.");
	ask_upload(&personal, "/upload", fields, "cover", "", bytes, 0);
	ck_assert_shows("wrong cover: Choose a file.");
	ask_upload(&personal, "/upload", fields, "title", "a.jpg", bytes, 1);
	ck_assert_status(400);	/* the title twice, once as a file */
	ask_upload(&personal, "/edit", fields, "cover", "a.jpg", bytes, 1);
	ck_assert_status(400);	/* not a form with a file */
}
END_TEST

/* --- rows ---------------------------------------------------------------- */

START_TEST(test_rows)
{
	GOOD("");
	ck_assert_uint_eq(edited.parts_n, 0);
	/* Numbers may be left out, and come in any order. */
	GOOD("parts.7.name=two&parts.7.here=1&parts.2.name=one&parts.2.quantity=3"
	    "&parts.2.currency=JPY&parts.2.price=500");
	ck_assert_uint_eq(edited.parts_n, 2);
	ck_assert_str_eq(edited.parts[0].name, "one");
	ck_assert_int_eq(edited.parts[0].quantity, 3);
	ck_assert_int_eq(edited.parts[0].price.minor, 500);
	ck_assert(!edited.parts[0].here);
	ck_assert_str_eq(edited.parts[1].name, "two");
	ck_assert_int_eq(edited.parts[1].quantity, 0);
	ck_assert(edited.parts[1].here);
	GOOD("parts.999.name=last");
	ck_assert_uint_eq(edited.parts_n, 1);
}
END_TEST

START_TEST(test_wrong_rows)
{
	BAD("parts.2.name=one&parts.9.quantity=11");
	ck_assert_shows("<li>wrong parts.1.name: Fill this in.</li>");
	ck_assert_shows("parts.0: name=one; max=10; quantity=; wrong=;");
	ck_assert_shows("parts.1: name=; max=10; quantity=11; wrong=A whole number from 1 to 10, please.;");
	BAD("parts.0.name=%22%3E%3Cscript%3E1");
	ck_assert_shows("parts.0: name=&quot;&gt;&lt;script&gt;1;");
	BAD("parts.0.name=a&parts.1.name=b&parts.2.name=c&parts.3.name=d");
	ck_assert_shows("<li>wrong parts: At most 3 of these, please.</li>");
	ck_assert_shows("parts.2: name=c;");
	ck_assert_hides("parts.3");
	edit("parts.0.name=taken");
	ck_assert_status(422);
	ck_assert_shows("<li>wrong parts.0.name: That part is taken.</li>");
	edit("parts.0.name=a&parts.0.name=b");
	ck_assert_status(400);
}
END_TEST

/* What is no row of ours makes none. */
START_TEST(test_rows_in_disguise)
{
	static const char *const cases[] = {
		"parts.00.name=x", "parts.1000.name=x", "parts.-1.name=x", "parts.name=x", "parts=x",
		"parts..name=x", "parts.1e1.name=x", "parts.0x1.name=x", "parts.0.name.value=x",
		"parts.0.id=1", "parts.0=x", "parts_n=2", "parts.99999999999999999999.name=x",
		"Parts.0.name=x", "parts.0.parts.0.name=x", "parts%5B0%5D.name=x",
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		GOOD(cases[i]);
		ck_assert_uint_eq(edited.parts_n, 0);
	}
}
END_TEST

/* The form again as it is typed, whatever is wrong with it, and nothing is done. */
#define ASIDE(more) \
	ck_assert_msg(edit(more) == 200 && edits == 0, "%s: %d", more, asked()->status); \
	ck_assert_hides("<li>wrong")

START_TEST(test_aside)
{
	static const char rows[] = "parts.1.name=one&parts.4.quantity=99&parts.5.name=three";

	ASIDE(text(ask_arena(), "%s&aside=parts.1.remove", rows));
	ck_assert_shows("parts.0: name=; max=10; quantity=99; wrong=;");
	ck_assert_shows("parts.1: name=three;");
	ck_assert_hides("parts.2");
	ASIDE(text(ask_arena(), "%s&aside=parts.5.up", rows));
	ck_assert_shows("parts.1: name=three;");
	ck_assert_shows("parts.2: name=; max=10; quantity=99;");
	ASIDE(text(ask_arena(), "%s&aside=parts.1.down", rows));
	ck_assert_shows("parts.1: name=one;");
	ASIDE(text(ask_arena(), "%s&aside=parts.1.up", rows));
	ck_assert_shows("parts.0: name=one;");
	ASIDE(text(ask_arena(), "%s&aside=parts.5.down", rows));
	ck_assert_shows("parts.2: name=three;");
	ASIDE(text(ask_arena(), "%s&aside=parts.3.remove", rows));
	ck_assert_shows("parts.2: name=three;");
	ASIDE("title2=x&aside=%22%3E%3Cscript%3E");
	ck_assert_hides("<script>");
	ASIDE("parts.8.name=one&aside=parts.add");
	ck_assert_shows("parts.1: name=new; max=10;");
	GOOD("aside=");
	ask_get(&personal, "/edit");
	ck_assert_shows("blank name max=10; optional=1;");
}
END_TEST

/* --- FIND --------------------------------------------------------------- */

START_TEST(test_find)
{
	ask_get(&shared, "/find?q=jazz+night&page=2&utm_source=x");
	ck_assert_status(200);
	ck_assert_shows("said: q=jazz night category= page=2");
	ck_assert_shows("https://marquee.example/find?q=jazz%20night&amp;page=2");
	ck_assert_shows("https://marquee.example/de/find?q=jazz%20night&amp;page=2");
	ck_assert_shows("noindex");
	ask_get(&shared, "/find");
	ck_assert_shows("said: q= category= page=0");
	ck_assert_hides("noindex");
	ask_get(&shared, "/find?utm_source=x&fbclid=1&fbclid=2");
	ck_assert_status(200);
	ck_assert_hides("noindex");
}
END_TEST

START_TEST(test_find_drops_what_is_bad)
{
	ask_get(&shared, "/find?q=ok&page=99&category=nothing");
	ck_assert_status(200);
	ck_assert_shows("said: q=ok category= page=0");
	ck_assert_shows("dropped page: A whole number from 1 to 50, please.");
	ck_assert_shows("dropped category: Choose one of those on the page.");
	ck_assert_shows("noindex");
	ask_get(&shared, "/find?q=%ff");
	ck_assert_status(200);
	ck_assert_shows("dropped q:");
	ask_get(&shared, "/find?q=%00");
	ck_assert_status(200);
	ask_get(&shared, "/find?q=a&q=b");
	ck_assert_status(400);
	ask_get(&shared, "/find?q=a&Q=b");
	ck_assert_status(400);
	/* A name in disguise is nobody's: what nginx reads as another page must not be this one. */
	ask_get(&shared, "/find?%71=b");
	ck_assert_shows("said: q= category= page=0");
}
END_TEST

Suite *
form_suite(void)
{
	Suite	*s = suite_create("form");
	TCase	*t = tcase_create("form");

	tcase_add_test(t, test_text);
	tcase_add_test(t, test_hostile_text);
	tcase_add_test(t, test_echo_is_escaped);
	tcase_add_test(t, test_lines);
	tcase_add_test(t, test_secret);
	tcase_add_test(t, test_numbers);
	tcase_add_test(t, test_reals);
	tcase_add_test(t, test_ids);
	tcase_add_test(t, test_money);
	tcase_add_test(t, test_dates);
	tcase_add_test(t, test_instants);
	tcase_add_test(t, test_addresses);
	tcase_add_test(t, test_what_is_not_declared);
	tcase_add_test(t, test_handler_finds_fault);
	tcase_add_test(t, test_page_with_the_form);
	tcase_add_test(t, test_upload);
	tcase_add_test(t, test_rows);
	tcase_add_test(t, test_wrong_rows);
	tcase_add_test(t, test_rows_in_disguise);
	tcase_add_test(t, test_aside);
	tcase_add_test(t, test_find);
	tcase_add_test(t, test_find_drops_what_is_bad);
	suite_add_tcase(s, t);
	return s;
}
