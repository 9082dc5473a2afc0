/* calendar.c: tests of core/documents/calendar.c.  That others read it so is in readers.py. */
#include "tests/documents/suites.h"
#include "core/documents/calendar.h"

#include <string.h>

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

/* Friday 20 March 2026, 19:30 in Paris. */
static struct calendar_event
concert(void)
{
	return (struct calendar_event){
		.occurrence = 4711, .sequence = 2, .changed_at = 1767344400, .starts_at = 1774031400,
		.ends_at = 1774040400, .time_zone = "Europe/Paris", .title = "Jazz", .about = "", .place = "",
		.url = "https://marquee.example/e/jazz", .join_url = "", .organizer = "Salle",
		.sender = "tickets@marquee.example",
	};
}

static const char *
file(const struct calendar_event *e)
{
	size_t		 len;
	const char	*bytes = calendar_file(a, e, &len);

	ck_assert_uint_eq(strlen(bytes), len);
	return bytes;
}

#define ck_assert_holds(bytes, line)						\
	ck_assert_msg(strstr((bytes), "\r\n" line "\r\n") != NULL, "no line %s in\n%s", line, bytes)

START_TEST(it_says_what_and_when)
{
	struct calendar_event	 e = concert();
	const char		*bytes = file(&e);

	ck_assert_int_eq(strncmp(bytes, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", 30), 0);
	ck_assert_holds(bytes, "METHOD:PUBLISH");
	ck_assert_holds(bytes, "DTSTART;TZID=Europe/Paris:20260320T193000");
	ck_assert_holds(bytes, "DTEND;TZID=Europe/Paris:20260320T220000");
	ck_assert_holds(bytes, "DTSTAMP:20260102T090000Z");
	ck_assert_holds(bytes, "SEQUENCE:2");
	ck_assert_holds(bytes, "STATUS:CONFIRMED");
	ck_assert_holds(bytes, "URL:https://marquee.example/e/jazz");
	ck_assert_holds(bytes, "ORGANIZER;CN=\"Salle\":mailto:tickets@marquee.example");
	ck_assert_holds(bytes, "TZNAME:CEST");
	ck_assert_str_eq(bytes + strlen(bytes) - 29, "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
	ck_assert_ptr_null(strstr(bytes, "LOCATION"));
	ck_assert_str_eq(file(&e), bytes);
}
END_TEST

/* Whatever else changes, it is the same event: its UID stays. */
START_TEST(its_uid_stays)
{
	struct calendar_event	 e = concert(), moved = concert(), other = concert();
	const char		*uid = strstr(file(&e), "UID:"), *again, *of_other;

	moved.title = "Soul";
	moved.starts_at += 86400;
	moved.sequence++;
	other.occurrence++;
	again = strstr(file(&moved), "UID:");
	of_other = strstr(file(&other), "UID:");
	ck_assert_int_eq(strncmp(uid, again, 42), 0);
	ck_assert_int_ne(strncmp(uid, of_other, 42), 0);
	ck_assert_int_eq(strspn(uid + 4, "0123456789abcdef-"), 36);
}
END_TEST

START_TEST(a_cancelled_one_is_taken_away)
{
	struct calendar_event e = concert();

	e.state = CALENDAR_OFF;
	ck_assert_holds(file(&e), "METHOD:CANCEL");
	ck_assert_holds(file(&e), "STATUS:CANCELLED");
	e.state = CALENDAR_UNSURE;
	ck_assert_holds(file(&e), "METHOD:PUBLISH");
	ck_assert_holds(file(&e), "STATUS:TENTATIVE");
}
END_TEST

START_TEST(nothing_typed_leaves_its_line)
{
	struct calendar_event	 e = concert();
	const char		*bytes;

	e.title = "One;two,three\\four\nEND:VEVENT\r\nX-EVIL:1\x01\x7f";
	e.organizer = "\"Evil\":mailto:x@example.org\r\nATTENDEE:y";
	e.join_url = "https://join.example/a b\r\nX-EVIL:2";
	bytes = file(&e);
	ck_assert_holds(bytes, "SUMMARY:One\\;two\\,three\\\\four\\nEND:VEVENT\\nX-EVIL:1");
	ck_assert_ptr_nonnull(strstr(bytes, "ORGANIZER;CN=\"'Evil':mailto:x@example.orgATTENDEE:y\":mailto:"));
	ck_assert_ptr_null(strstr(bytes, "\r\nX-EVIL"));
	ck_assert_ptr_null(strstr(bytes, "\r\nATTENDEE"));
	ck_assert_holds(bytes, "CONFERENCE;VALUE=URI:https://join.example/a%20b%0D%0AX-EVIL:2");
}
END_TEST

/* Each physical line has at most 75 octets, and no character is torn. */
START_TEST(long_lines_are_folded)
{
	static const char *const	 units[] = { "x", "ä", "€", "😀" };
	struct calendar_event		 e = concert();

	for (size_t shift = 0; shift < 4; shift++)
		for (size_t i = 0; i < 4; i++) {
			char		*title = arena_alloc(a, 1200), *unfolded;
			const char	*bytes;

			memset(title, 'y', shift);
			for (int n = 0; n < 150; n++)
				strcat(title, units[i]);
			e.title = title;
			bytes = file(&e);
			unfolded = arena_alloc(a, strlen(bytes) + 1);
			for (const char *line = bytes, *next; *line != '\0'; line = next + 2) {
				next = strstr(line, "\r\n");
				ck_assert_int_le(next - line, 75);
				ck_assert(((unsigned char)line[line[0] == ' '] & 0xC0) != 0x80);
				if (line[0] != ' ' && line != bytes)
					strcat(unfolded, "\n");
				strncat(unfolded, line + (line[0] == ' '), (size_t)(next - line) - (line[0] == ' '));
			}
			ck_assert_ptr_nonnull(strstr(unfolded, text(a, "\nSUMMARY:%s\n", title)));
		}
}
END_TEST

START_TEST(a_zone_without_summer_time)
{
	struct calendar_event	 e = concert();
	const char		*bytes;

	e.time_zone = "Asia/Kathmandu";
	bytes = file(&e);
	ck_assert_holds(bytes, "TZOFFSETTO:+0545");
	ck_assert_ptr_null(strstr(bytes, "DAYLIGHT"));
	e.time_zone = "UTC";
	bytes = file(&e);
	ck_assert_holds(bytes, "DTSTART:20260320T183000Z");
	ck_assert_ptr_null(strstr(bytes, "VTIMEZONE"));
}
END_TEST

Suite *
calendar_suite(void)
{
	Suite	*s = suite_create("calendar");
	TCase	*t = tcase_create("file");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, it_says_what_and_when);
	tcase_add_test(t, its_uid_stays);
	tcase_add_test(t, a_cancelled_one_is_taken_away);
	tcase_add_test(t, nothing_typed_leaves_its_line);
	tcase_add_test(t, long_lines_are_folded);
	tcase_add_test(t, a_zone_without_summer_time);
	suite_add_tcase(s, t);
	return s;
}
