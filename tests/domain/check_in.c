/* check_in.c: tests of core/domain/check_in.c: who is let in, who is not, and what is noted of it. */
#include "core/domain/check_in.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/domain/ticket.h"
#include "core/domain/ticket_code.h"
#include "core/lib/clock.h"
#include "core/lib/id.h"
#include "sql/ticket.h"
#include "tests/domain/sale.h"
#include "tests/domain/suites.h"
#include "tests/stage.h"

static struct sale	s;
static int64_t		ticket;
static struct keyring	*ring;
static struct actor	door = { 0, "192.0.2.7", "0123456789abcdef0123456789abcdef" };

static void
begin(void)
{
	const char *dir = text(stage_arena(), "/tmp/mqd%d", (int)getpid()), *why;

	ck_assert_int_eq(mkdir(dir, 0700), 0);
	ck_assert_int_eq(keyring_make(stage_arena(), dir, ORDER_RING, clock_now(), &why), 1);
	ring = keyring_load(stage_arena(), dir, ORDER_RING, &why);
	ck_assert_ptr_nonnull(ring);
	ck_assert_int_eq(unlink(text(stage_arena(), "%s/" ORDER_RING "-1.key", dir)), 0);
	rmdir(dir);
	s = sale_begin(1, 5);
	ticket = sale_ticket(sale_order(&s, 0, 2, "bo@example.org"), 1);
	door.account = id_new(7, clock_now());
}

static void
end(void)
{
	sale_check(&s);
}

static struct row *
head(void)
{
	return q_ticket_head(stage_db(), ticket);
}

static const char *
qr(int revision)
{
	struct ticket_code code = { ticket, revision };

	return ticket_code_make(stage_arena(), ring, &code, 1);
}

static enum check_in_result
ask_with(int64_t event, const unsigned char *key, const char *code, struct check_in *in)
{
	enum check_in_result result = check_in(stage_db(), stage_arena(), ring, &door, event, key, code, in);

	ck_assert_msg(!db_failed(stage_db()), "%s", db_failure(stage_db()));
	return result;
}

static enum check_in_result
ask(const char *code, struct check_in *in)
{
	return ask_with(s.event, sale_key(), code, in);
}

/* How often something of this kind was noted, of this ticket (or 0) and by who stood there. */
static int64_t
noted(int64_t of, const char *kind, const char *reason)
{
	return stage_number("shard", "SELECT COUNT(*) FROM check_in WHERE event_id = %lld AND ticket_id = %lld "
	    "AND kind = '%s' AND reason = '%s' AND account_id = %lld", (long long)s.event, (long long)of, kind,
	    reason, (long long)door.account);
}

START_TEST(test_by_qr)
{
	struct check_in in;

	ck_assert_int_eq(ask(qr(1), &in), CHECK_IN_ADMITTED);
	ck_assert_int_eq(in.ticket, ticket);
	ck_assert_str_eq(in.name, "Bo");
	ck_assert_str_eq(in.ticket_type, "First");
	ck_assert(!row_null(head(), "admitted_at"));
	ck_assert_int_eq(noted(ticket, "entry", ""), 1);
	ck_assert_int_eq(ask(qr(1), &in), CHECK_IN_ALREADY);
	ck_assert_int_eq(in.admitted_at, row_time(head(), "admitted_at"));
	ck_assert_str_eq(in.name, "Bo");
	ck_assert_int_eq(noted(ticket, "refusal", "already_in"), 1);
}
END_TEST

/* As hands type it: small letters, blanks, look-alikes. */
START_TEST(test_by_hand)
{
	struct check_in	 in;
	const char	*code = row_text(head(), "code");
	char		*typed = text(stage_arena(), " %.5s-%s ", code, code + 5);

	for (char *c = typed; *c != '\0'; c++) {
		*c = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
		*c = *c == '0' ? 'o' : *c == '1' ? 'l' : *c;
	}
	ck_assert_int_eq(ask(typed, &in), CHECK_IN_ADMITTED);
	ck_assert_int_eq(ask(qr(1), &in), CHECK_IN_ALREADY);
}
END_TEST

/* A scanner that heard no answer asks again, and hears the one it missed, whatever happened since. */
START_TEST(test_same_key)
{
	const unsigned char	*first = sale_key(), *second = sale_key(), *third = sale_key();
	struct check_in		 in;
	int64_t			 since;

	ck_assert_int_eq(ask_with(s.event, first, qr(1), &in), CHECK_IN_ADMITTED);
	ck_assert_int_eq(ask_with(s.event, second, qr(1), &in), CHECK_IN_ALREADY);
	ck_assert_int_eq(ask_with(s.event, third, "ZZZZZZZZZZ", &in), CHECK_IN_UNKNOWN);
	since = row_time(head(), "admitted_at");
	for (int i = 0; i < 3; i++) {
		ck_assert_int_eq(ask_with(s.event, first, qr(1), &in), CHECK_IN_ADMITTED);
		ck_assert_str_eq(in.name, "Bo");
		ck_assert_int_le(llabs(in.admitted_at - since), 1);
		ck_assert_int_eq(ask_with(s.event, second, qr(1), &in), CHECK_IN_ALREADY);
		ck_assert_int_eq(in.admitted_at, since);
		ck_assert_int_eq(ask_with(s.event, third, "ZZZZZZZZZZ", &in), CHECK_IN_UNKNOWN);
	}
	ck_assert_int_eq(noted(ticket, "entry", ""), 1);
	ck_assert_int_eq(noted(ticket, "refusal", "already_in"), 1);
	ck_assert_int_eq(noted(0, "refusal", "unknown"), 1);
}
END_TEST

START_TEST(test_cancelled)
{
	struct check_in in;

	ck_assert_int_eq(ticket_cancel(stage_db(), &actor_program, ticket, sale_key()), TICKET_DONE);
	ck_assert_int_eq(ask(qr(1), &in), CHECK_IN_CANCELLED);
	ck_assert_str_eq(in.name, "Bo");
	ck_assert(row_null(head(), "admitted_at"));
	ck_assert_int_eq(noted(ticket, "refusal", "cancelled"), 1);
}
END_TEST

/* Of who has it now the old code says nothing; and the new one opens. */
START_TEST(test_passed_on)
{
	struct check_in	 in;
	const char	*typed = arena_copy(stage_arena(), row_text(head(), "code"));

	ck_assert_int_eq(ticket_transfer(stage_db(), &actor_program, ticket, sale_key(), "Eve", "eve@example.org",
	    "en"), TICKET_DONE);
	ck_assert_int_eq(ask(qr(1), &in), CHECK_IN_REVOKED);
	ck_assert_str_eq(in.name, "");
	ck_assert_int_eq(ask(typed, &in), CHECK_IN_UNKNOWN);
	ck_assert(row_null(head(), "admitted_at"));
	ck_assert_int_eq(ask(qr(2), &in), CHECK_IN_ADMITTED);
	ck_assert_str_eq(in.name, "Eve");
	ck_assert_int_eq(noted(ticket, "refusal", "revoked"), 1);
}
END_TEST

/* Another organizer's event, another of the same. */
START_TEST(test_elsewhere)
{
	struct check_in	in;
	int64_t		other = sale_begin(1, 1).event, same;

	ck_assert_int_eq(ask_with(other, sale_key(), qr(1), &in), CHECK_IN_ELSEWHERE);
	ck_assert_str_eq(in.name, "");
	ck_assert_int_eq(ask_with(other, sale_key(), row_text(head(), "code"), &in), CHECK_IN_UNKNOWN);
	same = stage_event(stage_number("shard", "SELECT organizer_id FROM event WHERE id = %lld",
	    (long long)s.event));
	ck_assert_int_eq(ask_with(same, sale_key(), row_text(head(), "code"), &in), CHECK_IN_ELSEWHERE);
	ck_assert_str_eq(in.name, "");
	ck_assert(row_null(head(), "admitted_at"));
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM check_in WHERE event_id IN (%lld, %lld) "
	    "AND ticket_id = 0", (long long)other, (long long)same), 3);
}
END_TEST

static const char *const strange[] = { "", "ABC", "ZZZZZZZZZZ", "https://marquee.example/e/x", "ﬀﬀﬀ" };

START_TEST(test_unknown)
{
	struct check_in	 in;
	char		*wrong = arena_copy(stage_arena(), qr(1));

	ck_assert_int_eq(ask(strange[_i], &in), CHECK_IN_UNKNOWN);
	wrong[100] = wrong[100] == 'A' ? 'B' : 'A';
	ck_assert_int_eq(ask(wrong, &in), CHECK_IN_UNKNOWN);
	ck_assert_int_eq(noted(0, "refusal", "unknown"), 2);
}
END_TEST

START_TEST(test_taken_back)
{
	struct check_in in;

	ck_assert(!check_in_undo(stage_db(), &door, s.event, ticket));
	ck_assert_int_eq(ask(qr(1), &in), CHECK_IN_ADMITTED);
	ck_assert(!check_in_undo(stage_db(), &door, sale_begin(1, 1).event, ticket));
	ck_assert(check_in_undo(stage_db(), &door, s.event, ticket));
	ck_assert(!check_in_undo(stage_db(), &door, s.event, ticket));
	ck_assert(!db_failed(stage_db()));
	ck_assert_int_eq(noted(ticket, "exit", "taken_back"), 1);
	ck_assert_int_eq(ask(qr(1), &in), CHECK_IN_ADMITTED);
	ck_assert_int_eq(noted(ticket, "entry", ""), 2);
}
END_TEST

Suite *
check_in_suite(void)
{
	Suite *suite = suite_create("check_in");
	TCase *t = tcase_create("check_in");

	tcase_add_checked_fixture(t, begin, end);
	tcase_set_timeout(t, 30);
	tcase_add_test(t, test_by_qr);
	tcase_add_test(t, test_by_hand);
	tcase_add_test(t, test_same_key);
	tcase_add_test(t, test_cancelled);
	tcase_add_test(t, test_passed_on);
	tcase_add_test(t, test_elsewhere);
	tcase_add_loop_test(t, test_unknown, 0, (int)(sizeof(strange) / sizeof(strange[0])));
	tcase_add_test(t, test_taken_back);
	suite_add_tcase(suite, t);
	return suite;
}
