/* recipient.c: tests of core/domain/recipient.c: nobody's inbox is flooded; and of notice.c, what somebody wants. */
#include "core/domain/recipient.h"

#include <stdlib.h>
#include <string.h>

#include "core/domain/notice.h"
#include "core/lib/clock.h"
#include "tests/domain/suites.h"
#include "tests/stage.h"

static struct recipient_cap cap = { .per_hour = 3, .per_day = 5 };

static void
begin(void)
{
	char		*dir = text(stage_arena(), "/tmp/rcXXXXXX");
	const char	*why;

	ck_assert_ptr_nonnull(mkdtemp(dir));
	ck_assert_int_eq(keyring_make(stage_arena(), dir, "web", clock_now(), &why), 1);
	cap.keys = keyring_load(stage_arena(), dir, "web", &why);
	ck_assert_ptr_nonnull(cap.keys);
	ck_assert_int_eq(system(text(stage_arena(), "rm -r %s", dir)), 0);
}

/* How many of so many this mailbox gets. */
static int
sent(const char *email, int n)
{
	int got = 0;

	for (; n > 0 && recipient_may(stage_db(), stage_arena(), &cap, email); n--, got++)
		recipient_count(stage_db(), stage_arena(), &cap, email);
	return got;
}

START_TEST(test_an_hour)
{
	ck_assert_int_eq(sent("flooded@example.org", 9), 3);
	ck_assert_int_eq(sent("flooded@example.org", 9), 0);
	ck_assert_int_eq(sent("another@example.org", 9), 3);
}
END_TEST

START_TEST(test_a_day)
{
	ck_assert_int_eq(sent("daily@example.org", 3), 3);
	stage_sql("directory", "UPDATE rate SET window_at = window_at - INTERVAL 2 HOUR WHERE what = 'mail-hour'");
	ck_assert_int_eq(sent("daily@example.org", 9), 2);
}
END_TEST

/* Mail that could not be sent uses nothing up; what one mailbox is called makes no difference. */
START_TEST(test_mailboxes)
{
	for (int i = 0; i < 9; i++)
		ck_assert(recipient_may(stage_db(), stage_arena(), &cap, "waits@example.org"));
	ck_assert_int_eq(sent("one+a@example.org", 2), 2);
	ck_assert_int_eq(sent("One+b@Example.org", 9), 1);
	ck_assert_str_eq(recipient_mailbox(stage_arena(), "ann+list@example.org"), "ann@example.org");
	ck_assert_str_eq(recipient_mailbox(stage_arena(), "+ann@example.org"), "+ann@example.org");
	ck_assert_str_eq(recipient_mailbox(stage_arena(), "ann@example.org"), "ann@example.org");
}
END_TEST

START_TEST(test_nobody_is_named)
{
	sent("secretive@example.org", 1);
	ck_assert_int_eq(stage_number("directory", "SELECT COUNT(*) FROM rate WHERE subject LIKE '%%secretive%%' "
	    "OR subject = UNHEX(SHA2('secretive@example.org', 256))"), 0);
}
END_TEST

START_TEST(test_notices)
{
	int64_t ann = stage_person("Ann");

	ck_assert(notice_wanted(stage_db(), ann, "reminder_day"));
	ck_assert(!notice_wanted(stage_db(), ann, "reminder_hours"));
	ck_assert(notice_wanted(stage_db(), ann, "organizer_message"));
	for (int i = 0; i < 2; i++) {
		ck_assert(notice_want(stage_db(), ann, "reminder_day", i != 0));
		ck_assert_int_eq(notice_wanted(stage_db(), ann, "reminder_day"), i != 0);
	}
}
END_TEST

Suite *
recipient_suite(void)
{
	Suite *s = suite_create("recipient");
	TCase *t = tcase_create("recipient");

	tcase_add_checked_fixture(t, begin, NULL);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, test_an_hour);
	tcase_add_test(t, test_a_day);
	tcase_add_test(t, test_mailboxes);
	tcase_add_test(t, test_nobody_is_named);
	tcase_add_test(t, test_notices);
	suite_add_tcase(s, t);
	return s;
}
