/* text.c: tests of core/lib/text.c, text_markdown.c and text_address.c. */
#include "tests/lib/suites.h"
#include "core/lib/text.h"
#include "tests/markup.h"

#include <stdint.h>
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

static char *
line(const char *s)
{
	return text_clean(arena, s, strlen(s), TEXT_LINE);
}

static char *
lines(const char *s)
{
	return text_clean(arena, s, strlen(s), TEXT_LINES);
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

/* --- cleaning ------------------------------------------------------------------- */

static size_t
unhex(const char *hex, char *to)
{
	size_t		n = 0;
	unsigned	byte;

	for (; sscanf(hex, "%2x", &byte) == 1; hex += 2)
		to[n++] = (char)byte;
	return n;
}

/* Every line of tests/data/utf8.txt is stored as it says there, or refused. */
START_TEST(corpus_is_cleaned)
{
	FILE	*file = check_data("utf8.txt");
	char	 row[2048], word[16], first[1024], second[1024], in[512], want[512], *got;
	int	 seen = 0;
	size_t	 n, m;

	while (fgets(row, sizeof(row), file) != NULL) {
		if (*row == '#' || sscanf(row, "%15s %1023s %1023s", word, first, second) < 2)
			continue;
		n = unhex(first, in);
		m = unhex(strcmp(word, "becomes") == 0 ? second : first, want);
		got = text_clean(arena, in, n, TEXT_LINE);
		if (strcmp(word, "refuse") == 0)
			ck_assert_msg(got == NULL, "taken: %s", row);
		else
			ck_assert_msg(got != NULL && strlen(got) == m && memcmp(got, want, m) == 0,
			    "refused or changed: %s", row);
		seen++;
	}
	fclose(file);
	ck_assert_int_gt(seen, 200);
}
END_TEST

/* RFC 3629's table of well-formed sequences, written out anew. */
static bool
is_well_formed(const unsigned char *s, size_t n)
{
	for (size_t i = 0; i < n; ) {
		unsigned c = s[i++], low = 0x80, high = 0xBF;
		size_t more;

		if (c < 0x80)
			continue;
		if (c < 0xC2 || c > 0xF4)
			return false;
		more = c < 0xE0 ? 1 : c < 0xF0 ? 2 : 3;
		low = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : low;
		high = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : high;
		for (; more > 0; more--, low = 0x80, high = 0xBF)
			if (i == n || s[i] < low || s[i++] > high)
				return false;
	}
	return true;
}

START_TEST(utf8_is_told_from_other_bytes)
{
	static const unsigned char edges[] = {
		0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF,
		0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF7, 0xF8, 0xFF
	};
	const size_t	n = sizeof(edges);

	for (size_t i = 0; i < n * n * n * n; i++) {
		unsigned char s[5] = {
			edges[i % n], edges[i / n % n], edges[i / n / n % n], edges[i / n / n / n], 'x'
		};

		for (size_t len = 1; len <= 5; len++)
			if (text_is_utf8(s, len) != is_well_formed(s, len))
				ck_abort_msg("%02x %02x %02x %02x", s[0], s[1], s[2], s[3]);
	}
}
END_TEST

/* All of Unicode, one at a time: cleaning what was cleaned changes nothing. */
START_TEST(cleaning_twice_is_cleaning_once)
{
	for (uint32_t c = 1; c < 0x110000; c++) {
		char	in[] = { 'a', 0, 0, 0, 0, 'b', 0 }, *once, *twice;
		int	n = 1;

		if (c >= 0x10000)
			in[n++] = (char)(0xF0 | c >> 18), in[n++] = (char)(0x80 | (c >> 12 & 63));
		else if (c >= 0x800)
			in[n++] = (char)(0xE0 | c >> 12);
		if (c >= 0x800)
			in[n++] = (char)(0x80 | (c >> 6 & 63));
		else if (c >= 0x80)
			in[n++] = (char)(0xC0 | c >> 6);
		in[n++] = c < 0x80 ? (char)c : (char)(0x80 | (c & 63));
		in[n++] = 'b';
		once = text_clean(arena, in, (size_t)n, TEXT_LINES);
		if (once != NULL) {
			twice = text_clean(arena, once, strlen(once), TEXT_LINES);
			if (twice == NULL || strcmp(once, twice) != 0)
				ck_abort_msg("U+%04X", c);
		}
		arena_reset(arena);
	}
}
END_TEST

START_TEST(line_breaks_are_for_descriptions)
{
	ck_assert_ptr_null(line("a\nb"));
	ck_assert_ptr_null(line("a\tb"));
	ck_assert_ptr_null(line("x\n"));
	ck_assert_str_eq(lines("a\r\nb\rc\nd"), "a\nb\nc\nd");
	ck_assert_str_eq(lines("a\r\r\nb"), "a\n\nb");
	ck_assert_str_eq(lines("\r\n\r\n  a\tb \r\n"), "a\tb");
	ck_assert_str_eq(lines("\n\n"), "");
	ck_assert_ptr_null(lines("a\vb"));
	ck_assert_ptr_null(lines("a\x1b[31mb"));
}
END_TEST

START_TEST(nul_inside_is_refused)
{
	ck_assert_ptr_null(text_clean(arena, "a\0b", 3, TEXT_LINES));
	ck_assert_ptr_null(text_clean(arena, "", 1, TEXT_LINE));
	ck_assert_str_eq(text_clean(arena, "ab", 1, TEXT_LINE), "a");
	ck_assert_str_eq(text_clean(arena, "", 0, TEXT_LINE), "");
}
END_TEST

/* --- measuring -------------------------------------------------------------------- */

START_TEST(length_counts_code_points)
{
	ck_assert_uint_eq(text_length(""), 0);
	ck_assert_uint_eq(text_length("abc"), 3);
	ck_assert_uint_eq(text_length("Łódź"), 4);
	ck_assert_uint_eq(text_length("東京🎉"), 3);
}
END_TEST

START_TEST(cut_prefers_a_space)
{
	ck_assert_str_eq(text_cut(arena, "Night Market", 12), "Night Market");
	ck_assert_str_eq(text_cut(arena, "Night Market", 11), "Night…");
	ck_assert_str_eq(text_cut(arena, "Night   Market", 8), "Night…");
	ck_assert_str_eq(text_cut(arena, "Marketplace", 7), "Market…");
	ck_assert_str_eq(text_cut(arena, "東京の夜市", 3), "東京…");
	ck_assert_str_eq(text_cut(arena, "ab", 1), "…");
	ck_assert_str_eq(text_cut(arena, "ab", 0), "");
	ck_assert_uint_le(text_length(text_cut(arena, repeat("é ", 500), 160)), 160);
}
END_TEST

/* --- slugs ------------------------------------------------------------------------ */

static const struct {
	const char *title, *slug;
} slugs[] = {
	{ "Night Market", "night-market" }, { "  Night -- Market!  ", "night-market" },
	{ "Straßenfest in Köln", "strassenfest-in-koln" }, { "Łódź Jazz", "lodz-jazz" },
	{ "Don't Stop", "dont-stop" }, { "Don\xE2\x80\x99t Stop", "dont-stop" },
	{ "東京の夜市", "x" }, { "北京夜市", "bei-jing-ye-shi" },
	{ "レコードを聴く会：雨の日のピアノ", "rekodo-piano" }, { "おはなし", "ohanashi" },
	{ "Jazz 喫茶ひびき 2027", "jazz-2027" }, { "Ночной рынок", "nocnoj-rynok" },
	{ "Ελληνικά", "ellenika" }, { "R&B @ 5pm", "r-b-5pm" }, { "C++ & C#", "c-c" },
	{ "Rock'n'Roll", "rocknroll" }, { "１２３", "123" }, { "Smørrebrød", "smorrebrod" },
	{ "Crème brûlée", "creme-brulee" }, { "½ marathon", "1-2-marathon" },
	{ "", "x" }, { "!!!", "x" }, { "🎉🎉", "x" }, { "---", "x" }, { "\xE2\x80\x8B", "x" },
	{ "🎉 Party 🎉", "party" }, { "../../etc/passwd", "etc-passwd" },
	{ "a/b?c=d#e%2f", "a-b-c-d-e-2f" }, { "<script>", "script" },
};

START_TEST(slugs_are_as_expected)
{
	ck_assert_str_eq(text_slug(arena, slugs[_i].title, "", 60), slugs[_i].slug);
}
END_TEST

/* Without Kana it must be said that it is Japanese. */
START_TEST(slugs_know_the_language)
{
	ck_assert_str_eq(text_slug(arena, "東京夜市", "ja", 60), "x");
	ck_assert_str_eq(text_slug(arena, "Tokyo 夜市", "ja", 60), "tokyo");
	ck_assert_str_eq(text_slug(arena, "Straßenfest", "ja", 60), "strassenfest");
}
END_TEST

START_TEST(slugs_are_cut_between_words)
{
	ck_assert_str_eq(text_slug(arena, "one two three four", "", 13), "one-two-three");
	ck_assert_str_eq(text_slug(arena, "one two three four", "", 12), "one-two");
	ck_assert_str_eq(text_slug(arena, "one abcdefghijklmnop", "", 12), "one-abcdefgh");
	ck_assert_str_eq(text_slug(arena, repeat("a", 10000), "", 20), "aaaaaaaaaaaaaaaaaaaa");
	ck_assert_uint_le(strlen(text_slug(arena, repeat("東京 ", 5000), "", 60)), 60);
	ck_assert_str_eq(text_slug(arena, "a-------- b", "", 8), "a-b");
}
END_TEST

/* --- Markdown --------------------------------------------------------------------- */

static const struct {
	const char *md, *html;
} documents[] = {
	{ "", "" },
	{ "Hello *big* **world**", "<p>Hello <em>big</em> <strong>world</strong></p>" },
	{ "# One", "<h3>One</h3>" }, { "## Two", "<h4>Two</h4>" }, { "###### Six", "<h6>Six</h6>" },
	{ "One\n===", "<h3>One</h3>" },
	{ "Doors 19:00\nShow 20:00", "<p>Doors 19:00<br>\nShow 20:00</p>" },
	{ "a\\\nb", "<p>a<br>\nb</p>" },
	{ "- a\n- b", "<ul><li>a\n</li>\n<li>b\n</li>\n</ul>" },
	{ "3. a\n\n   b", "<ol start=\"3\"><li><p>a</p>\n<p>b</p>\n</li>\n</ol>" },
	{ "> q", "<blockquote><p>q</p>\n</blockquote>" },
	{ "---", "<hr>" },
	{ "`<b>`", "<p><code>&lt;b&gt;</code></p>" },
	{ "```js\"onload=x\n<b>\n```", "<pre><code>&lt;b&gt;\n</code></pre>" },
	{ "<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>" },
	{ "<div>\nx", "<p>&lt;div&gt;\nx\n</p>" },
	{ "a & b &amp; c &copy;", "<p>a &amp; b &amp; c ©</p>" },
	{ "![our *poster*](https://e.example/x.png)", "<p>our poster</p>" },
	{ "![a [b](https://e.example) `c`](x)", "<p>a b c</p>" },
	{ "[x](https://e.example/?a=1&b=2 \"title\")",
	    "<p><a href=\"https://e.example/?a=1&amp;b=2\" rel=\"nofollow ugc noopener\">x</a></p>" },
	{ "[x](http://e.example/caf\xC3\xA9)",
	    "<p><a href=\"http://e.example/caf%C3%A9\" rel=\"nofollow ugc noopener\">x</a></p>" },
	{ "[call](tel:+49-30-1234)",
	    "<p><a href=\"tel:+49-30-1234\" rel=\"nofollow ugc noopener\">call</a></p>" },
	{ "<ada@example.org>",
	    "<p><a href=\"mailto:ada@example.org\" rel=\"nofollow ugc noopener\">ada@example.org</a></p>" },
	{ "[x](ftp://e.example/)", "<p>x</p>" },
	{ "[*x*](/local)", "<p><em>x</em></p>" },
	{ "[a <https://b.example>](https://e.example)",
	    "<p><a href=\"https://e.example\" rel=\"nofollow ugc noopener\">a https://b.example</a></p>" },
};

START_TEST(documents_are_as_expected)
{
	char	*html = text_markdown(arena, documents[_i].md);
	size_t	 n = strlen(html);

	while (n > 0 && html[n - 1] == '\n')
		html[--n] = '\0';
	ck_assert_str_eq(html, documents[_i].html);
	ck_assert_ptr_null(markup_fault(html));
}
END_TEST

static bool
reads_tag(const char *html, const char *tag)
{
	return strcasestr(html, tag) != NULL;
}

/* Alone, in a sentence, in a link, a list, a quote and a heading: never anything but allowed tags. */
START_TEST(hostile_markdown_is_harmless)
{
	static const char *const around[] = {
		"%s", "some %s words", "[%s](https://e.example/)", "[x](%s)", "[x](<%s>)", "<%s>",
		"- %s", "> %s", "## %s", "**%s**", "`%s", "[x]: %s\n\n[x]", "![%s](x)",
		"<div %s>", "%1$s\n\n%1$s", "<p title=\"%s\">", "[x][%1$s]\n\n[%1$s]: %1$s",
	};
	FILE	*file = check_data("xss.txt");
	char	 row[1024];
	int	 seen = 0;

	while (fgets(row, sizeof(row), file) != NULL) {
		row[strcspn(row, "\n")] = '\0';
		if (*row == '\0' || strncmp(row, "# ", 2) == 0)
			continue;
		for (size_t i = 0; i < sizeof(around) / sizeof(around[0]); i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
			const char *md = text(arena, around[i], row);
#pragma GCC diagnostic pop
			const char *html = text_markdown(arena, md), *fault;

			ck_assert_ptr_nonnull(html);
			fault = markup_fault(html);
			ck_assert_msg(fault == NULL, "%s: %s became %s", fault, md, html);
			ck_assert_msg(!reads_tag(html, "<script") && !reads_tag(html, "<img") &&
			    !reads_tag(html, "href=\"javascript"), "%s became %s", md, html);
		}
		arena_reset(arena);
		seen++;
	}
	fclose(file);
	ck_assert_int_ge(seen, 200);
}
END_TEST

START_TEST(markdown_has_limits)
{
	ck_assert_ptr_nonnull(text_markdown(arena, repeat("x", TEXT_MARKDOWN_MAX)));
	ck_assert_ptr_null(text_markdown(arena, repeat("x", TEXT_MARKDOWN_MAX + 1)));
	ck_assert_ptr_null(text_plain(arena, repeat("x", TEXT_MARKDOWN_MAX + 1), 0));
	ck_assert_ptr_null(text_markdown(arena, "\xff"));
	ck_assert_ptr_null(text_markdown(arena, repeat("<a@b>", TEXT_MARKDOWN_MAX / 5)));
	ck_assert_ptr_null(markup_fault(text_markdown(arena, repeat("> ", TEXT_MARKDOWN_MAX / 2))));
	ck_assert_ptr_null(markup_fault(text_markdown(arena, repeat("1) - > ", 2000))));
	ck_assert_ptr_null(markup_fault(text_markdown(arena, repeat("*a **b ", 2000))));
}
END_TEST

START_TEST(plain_is_words)
{
	ck_assert_str_eq(text_plain(arena, "# Hi *there*\n\n- a\n- `b`\n\n> c\nd", 0), "Hi there a b c d");
	ck_assert_str_eq(text_plain(arena, "[x](https://e.example) ![y](z)\\\nw", 0), "x y w");
	ck_assert_str_eq(text_plain(arena, "a &amp; <b>c</b>", 0), "a & <b>c</b>");
	ck_assert_str_eq(text_plain(arena, "one two three four", 9), "one two…");
	ck_assert_str_eq(text_plain(arena, "", 9), "");
}
END_TEST

/* --- escaping --------------------------------------------------------------------- */

START_TEST(escapes)
{
	ck_assert_str_eq(text_html_escape(arena, "<a href=\"x\" id='y'>&amp;"),
	    "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;");
	ck_assert_str_eq(text_html_escape(arena, ""), "");
	ck_assert_str_eq(text_url_escape(arena, "a b/c?d=e&f+g~h-i_j.k%é"),
	    "a%20b%2Fc%3Fd%3De%26f%2Bg~h-i_j.k%25%C3%A9");
	ck_assert_str_eq(text_url_escape(arena, "\r\n\x7f"), "%0D%0A%7F");
}
END_TEST

/* --- addresses --------------------------------------------------------------------- */

static const struct {
	const char *typed, *stored;	/* NULL: refused */
} emails[] = {
	{ "ada@example.org", "ada@example.org" }, { " ada@example.org\t", "ada@example.org" },
	{ "Ada.Lovelace+tickets@Example.ORG", "Ada.Lovelace+tickets@example.org" },
	{ "a@b.co", "a@b.co" }, { "o'brien@example.org", "o'brien@example.org" },
	{ "!#$%&'*+-/=?^_`{|}~@example.org", "!#$%&'*+-/=?^_`{|}~@example.org" },
	{ "ada@bücher.example", "ada@xn--bcher-kva.example" },
	{ "ada@BÜCHER.example", "ada@xn--bcher-kva.example" },
	{ "ada@xn--bcher-kva.example", "ada@xn--bcher-kva.example" },
	{ "ada@straße.example", "ada@xn--strae-oqa.example" },
	{ "ada@例え.テスト", "ada@xn--r8jz45g.xn--zckzah" },
	{ "ada@example\xE3\x80\x82org", "ada@example.org" },	/* the ideographic full stop */
	{ "1234567890123456789012345678901234567890123456789012345678901234@example.org",
	  "1234567890123456789012345678901234567890123456789012345678901234@example.org" },
	{ "12345678901234567890123456789012345678901234567890123456789012345@example.org", NULL },
	{ "", NULL }, { " ", NULL }, { "@", NULL }, { "ada", NULL }, { "ada@", NULL },
	{ "@example.org", NULL }, { "ada@localhost", NULL }, { "ada@@example.org", NULL },
	{ "ada@b@example.org", NULL }, { ".ada@example.org", NULL }, { "ada.@example.org", NULL },
	{ "ad..a@example.org", NULL }, { "ad a@example.org", NULL }, { "ada @example.org", NULL },
	{ "ada@ example.org", NULL }, { "ada@exa mple.org", NULL }, { "\"ada\"@example.org", NULL },
	{ "ada(c)@example.org", NULL }, { "<ada@example.org>", NULL },
	{ "Ada <ada@example.org>", NULL }, { "ada@example.org>", NULL }, { "ada@[127.0.0.1]", NULL },
	{ "ada@127.0.0.1", NULL }, { "ada@127.1", NULL }, { "ada@0x7f.1", NULL },
	{ "ada@example.0x", NULL }, { "ada@example.123", NULL },
	{ "ada@example.org,eve@evil.example", NULL }, { "ada@example.org;eve@evil.example", NULL },
	{ "ada@example.org eve@evil.example", NULL }, { "ada,eve@example.org", NULL },
	{ "ada@example.org\n", NULL }, { "\nada@example.org", NULL },
	{ "ada@example.org\r\nBcc: eve@evil.example", NULL },
	{ "ada\r\n@example.org", NULL }, { "ada@exam\r\nple.org", NULL },
	{ "ada@example.org\r\nRCPT TO:<eve@evil.example>", NULL },
	{ "x>\r\nRCPT TO:<evil@example.org", NULL }, { "ada%0d%0aBcc:eve@example.org", NULL },
	{ "ada@example.org\x7f", NULL }, { "ada@exam\x01ple.org", NULL },
	{ "ada@-example.org", NULL }, { "ada@example-.org", NULL }, { "ada@.example.org", NULL },
	{ "ada@example..org", NULL }, { "ada@example.org.", NULL }, { "ada@exa_mple.org", NULL },
	{ "ada@exam!ple.org", NULL }, { "ada@xn--zzzzz99999999999.org", NULL },
	{ "ad\xC3\xA9@example.org", NULL }, { "ada@\xff.org", NULL },
	{ "\xE2\x80\xAE""ada@example.org", NULL }, { "ada@exam\xE2\x80\x8Bple.org", "ada@example.org" },
	{ "mailto:ada@example.org", NULL }, { "ada\\@example.org", NULL }, { "ada:x@example.org", NULL },
};

START_TEST(emails_are_told_from_others)
{
	char *got = text_email(arena, emails[_i].typed);

	if (emails[_i].stored == NULL)
		ck_assert_msg(got == NULL, "%s taken as %s", emails[_i].typed, got);
	else
		ck_assert_pstr_eq(got, emails[_i].stored);
}
END_TEST

START_TEST(long_domains_are_refused)
{
	char *labels = repeat("a23456789.", 24);	/* 240 bytes */

	ck_assert_ptr_nonnull(text_email(arena, text(arena, "x@%scom", labels)));
	ck_assert_ptr_nonnull(text_email(arena, text(arena, "x@%scommmmmmmmmm", labels)));
	ck_assert_ptr_null(text_email(arena, text(arena, "x@%scommmmmmmmmmm", labels)));
	ck_assert_ptr_null(text_email(arena, text(arena, "x@%s.org", repeat("a", 64))));
	ck_assert_ptr_null(text_email(arena, text(arena, "x@%s", repeat("é.", 5000))));
}
END_TEST

START_TEST(key_joins_the_cases)
{
	ck_assert_str_eq(text_email_key(arena, "Ada@Example.ORG"), "ada@example.org");
	ck_assert_ptr_null(text_email_key(arena, "Ada"));
}
END_TEST

START_TEST(hosts)
{
	ck_assert_str_eq(text_host(arena, "Example.ORG"), "example.org");
	ck_assert_str_eq(text_host(arena, "localhost"), "localhost");
	ck_assert_str_eq(text_host(arena, "ｅｘａｍｐｌｅ.org"), "example.org");
	ck_assert_ptr_null(text_host(arena, "１２７.0.0.1"));
	ck_assert_ptr_null(text_host(arena, "2130706433"));
	ck_assert_ptr_null(text_host(arena, "0x7f000001"));
	ck_assert_ptr_null(text_host(arena, "①②⑦.⓪.⓪.①"));
	ck_assert_ptr_null(text_host(arena, ""));
	ck_assert_ptr_null(text_host(arena, "."));
	ck_assert_ptr_null(text_host(arena, "a%2eb.example"));
	ck_assert_ptr_null(text_host(arena, "[::1]"));
	ck_assert_ptr_null(text_host(arena, "a:80"));
	ck_assert_ptr_null(text_host(arena, "a/b"));
}
END_TEST

static const struct {
	const char *typed, *stored;
} phones[] = {
	{ "+49301234567", "+49301234567" }, { "+49 (30) 123-45 67", "+49301234567" },
	{ "+49 (0)30 1234567", "+49301234567" }, { "0049 30 1234567", "+49301234567" },
	{ "+1.415.555.0123", "+14155550123" }, { " +6835555 ", "+6835555" }, { "", "" }, { "  ", "" },
	{ "+123456789012345", "+123456789012345" }, { "+1234567890123456", NULL },
	{ "030 1234567", NULL }, { "+49", NULL }, { "+0301234567", NULL }, { "++49301234567", NULL },
	{ "+49301234567x12", NULL }, { "+49 30 1234567;ext=1", NULL }, { "tel:+49301234567", NULL },
	{ "+(0)49301234567", NULL }, { "+４９３０１２３４５６７", NULL }, { "+49301234567\n", NULL },
	{ "00", NULL }, { "+", NULL }, { "0049", NULL }, { "call me", NULL },
};

START_TEST(phones_are_e164)
{
	char *got = text_phone(arena, phones[_i].typed);

	if (phones[_i].stored == NULL)
		ck_assert_msg(got == NULL, "%s taken as %s", phones[_i].typed, got);
	else
		ck_assert_pstr_eq(got, phones[_i].stored);
}
END_TEST

Suite *
text_suite(void)
{
	Suite *s = suite_create("text");
	TCase *t = tcase_create("text");

	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, corpus_is_cleaned);
	tcase_add_test(t, utf8_is_told_from_other_bytes);
	tcase_add_test(t, cleaning_twice_is_cleaning_once);
	tcase_add_test(t, line_breaks_are_for_descriptions);
	tcase_add_test(t, nul_inside_is_refused);
	tcase_add_test(t, length_counts_code_points);
	tcase_add_test(t, cut_prefers_a_space);
	tcase_add_loop_test(t, slugs_are_as_expected, 0, sizeof(slugs) / sizeof(slugs[0]));
	tcase_add_test(t, slugs_know_the_language);
	tcase_add_test(t, slugs_are_cut_between_words);
	tcase_add_loop_test(t, documents_are_as_expected, 0,
	    sizeof(documents) / sizeof(documents[0]));
	tcase_add_test(t, hostile_markdown_is_harmless);
	tcase_add_test(t, markdown_has_limits);
	tcase_add_test(t, plain_is_words);
	tcase_add_test(t, escapes);
	tcase_add_loop_test(t, emails_are_told_from_others, 0, sizeof(emails) / sizeof(emails[0]));
	tcase_add_test(t, long_domains_are_refused);
	tcase_add_test(t, key_joins_the_cases);
	tcase_add_test(t, hosts);
	tcase_add_loop_test(t, phones_are_e164, 0, sizeof(phones) / sizeof(phones[0]));
	suite_add_tcase(s, t);
	return s;
}
