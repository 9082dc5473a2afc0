/* ticket_pdf.c: tests of core/documents/ticket_pdf.c.  What others read in it is in readers.py. */
#include "tests/documents/suites.h"
#include "core/documents/ticket_pdf.h"

#include <string.h>

static const struct ticket_print print = { .site_name = "Marquee", .site_url = "https://marquee.example",
    .language = "en", .made_at = 1767344400 };

static struct ticket_sheet
sheet(void)
{
	return (struct ticket_sheet){ .title = "Jazz", .when = "Fri 20 Mar 2026, 19:30", .until = "", .place = "Salle",
	    .address = "", .join_url = "", .organizer = "Salle", .contact = "", .holder = "Ada", .type = "Standing",
	    .price = "", .code = "ABC", .short_code = "ABCDEFGHJK", .state = "", .order = "0", .buyer = "Ada",
	    .ordered = "" };
}

START_TEST(the_same_tickets_make_the_same_bytes)
{
	struct arena		*a = arena_new();
	struct ticket_sheet	 s = sheet();
	size_t			 len, again;
	const void		*pdf = ticket_pdf(a, &print, &s, 1, &len);

	ck_assert_mem_eq(pdf, "%PDF-", 5);
	ck_assert_mem_eq(pdf, ticket_pdf(a, &print, &s, 1, &again), len);
	ck_assert_uint_eq(again, len);
	ck_assert_uint_le(len, 100 * 1024);
	arena_free(a);
}
END_TEST

START_TEST(a_ticket_is_a_page)
{
	struct arena		*a = arena_new();
	struct ticket_sheet	 many[20];
	size_t			 len;
	const char		*pdf;
	int			 pages = 0;

	for (size_t i = 0; i < 20; i++)
		many[i] = sheet();
	pdf = ticket_pdf(a, &print, many, 20, &len);
	for (const char *at = pdf; (at = memmem(at, len - (size_t)(at - pdf), "/Type /Page %", 13)) != NULL; at++)
		pages++;
	ck_assert_int_eq(pages, 20);
	arena_free(a);
}
END_TEST

/* Links and names end where they should, whatever is in them; cairo refuses a link that is broken. */
START_TEST(nothing_typed_breaks_it)
{
	struct arena		*a = arena_new();
	struct ticket_sheet	 s = sheet();
	char			 all[256] = "";
	size_t			 len;

	for (int i = 0; i < 0x5f; i++)
		all[i] = (char)(0x20 + i);
	s.join_url = text(a, "https://x.example/?a='\\)(%s", all);
	s.title = s.holder = s.type = s.organizer = all;
	s.place = "(\\) endstream endobj";
	ck_assert_ptr_nonnull(ticket_pdf(a, &print, &s, 1, &len));
	s = sheet();
	s.title = s.holder = s.when = "";
	s.code = "";
	s.state = "Cancelled";
	ck_assert_ptr_nonnull(ticket_pdf(a, &print, &s, 1, &len));
	arena_free(a);
}
END_TEST

Suite *
ticket_pdf_suite(void)
{
	Suite	*s = suite_create("ticket_pdf");
	TCase	*t = tcase_create("file");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, the_same_tickets_make_the_same_bytes);
	tcase_add_test(t, a_ticket_is_a_page);
	tcase_add_test(t, nothing_typed_breaks_it);
	suite_add_tcase(s, t);
	return s;
}
