/* listing.c: tests of core/domain/listing.c: what is public is listed, once, and never from an older copy. */
#include "core/domain/listing.h"

#include "sql/listing.h"
#include "tests/domain/suites.h"
#include "tests/stage.h"

static int64_t	event;

static void
begin(void)
{
	event = stage_event(stage_organizer(stage_person("Ann")));
}

static int64_t
listed(void)
{
	return stage_number("listing", "SELECT COUNT(*) FROM listing WHERE event_id = %lld",
	    (long long)event);
}

START_TEST(test_follows_the_event)
{
	ck_assert(listing_feed(stage_db(), stage_arena(), event));
	ck_assert_int_eq(listed(), 0);	/* a draft */
	stage_publish(event);
	ck_assert_int_eq(listed(), 1);
	ck_assert(listing_feed(stage_db(), stage_arena(), event));
	ck_assert_int_eq(listed(), 1);
	ck_assert_int_eq(stage_number("listing", "SELECT COUNT(*) FROM listing WHERE event_id = %lld "
	    "AND city = 'Berlin' AND price_from_money = 1250 AND NOT sold_out", (long long)event), 1);
	stage_do(event, EVENT_WITHDRAW);
	ck_assert_int_eq(listed(), 0);
}
END_TEST

/* The search index is told of each change. */
START_TEST(test_tells_the_index)
{
	stage_publish(event);
	ck_assert_int_eq(stage_number("listing", "SELECT COUNT(*) FROM search_queue "
	    "WHERE event_id = %lld", (long long)event), 1);
}
END_TEST

START_TEST(test_an_older_copy_comes_late)
{
	stage_publish(event);
	stage_sql("listing", "UPDATE listing SET version = version + 1, title = 'newer' "
	    "WHERE event_id = %lld", (long long)event);
	ck_assert(listing_feed(stage_db(), stage_arena(), event));
	ck_assert_int_eq(stage_number("listing", "SELECT COUNT(*) FROM listing "
	    "WHERE event_id = %lld AND title = 'newer'", (long long)event), 1);
}
END_TEST

/* What was taken out is not put in again by a copy that was read before. */
START_TEST(test_out_is_out)
{
	stage_publish(event);
	stage_do(event, EVENT_REMOVE);
	stage_sql("shard", "UPDATE event SET state = 'published', version = version - 1 "
	    "WHERE id = %lld", (long long)event);
	ck_assert(listing_feed(stage_db(), stage_arena(), event));
	ck_assert_int_eq(listed(), 0);
}
END_TEST

/* Tags are words it is found by. */
START_TEST(test_tags)
{
	struct event_input in = stage_input();

	in.tags = "bebop\nlate night";
	event = stage_event_of(stage_organizer(stage_person("Ann")), &in);
	stage_publish(event);
	ck_assert_int_eq(stage_number("listing", "SELECT COUNT(*) FROM listing WHERE event_id = %lld "
	    "AND about LIKE '%%bebop%%late night'", (long long)event), 1);
}
END_TEST

START_TEST(test_sold_out)
{
	stage_sql("shard", "UPDATE stock_slot s JOIN quota q ON q.id = s.quota_id "
	    "SET s.sold = s.cap WHERE q.event_id = %lld", (long long)event);
	stage_publish(event);
	ck_assert_int_eq(stage_number("listing", "SELECT sold_out FROM listing WHERE event_id = %lld",
	    (long long)event), 1);
}
END_TEST

START_TEST(test_an_organizer_that_is_not_active)
{
	stage_publish(event);
	stage_sql("shard", "UPDATE organizer SET state = 'suspended' WHERE id = "
	    "(SELECT organizer_id FROM event WHERE id = %lld)", (long long)event);
	ck_assert(listing_feed(stage_db(), stage_arena(), event));
	ck_assert_int_eq(listed(), 0);
}
END_TEST

Suite *
listing_suite(void)
{
	Suite *s = suite_create("listing");
	TCase *t = tcase_create("listing");

	tcase_set_timeout(t, 30);
	tcase_add_checked_fixture(t, begin, NULL);
	tcase_add_test(t, test_follows_the_event);
	tcase_add_test(t, test_tells_the_index);
	tcase_add_test(t, test_an_older_copy_comes_late);
	tcase_add_test(t, test_out_is_out);
	tcase_add_test(t, test_tags);
	tcase_add_test(t, test_sold_out);
	tcase_add_test(t, test_an_organizer_that_is_not_active);
	suite_add_tcase(s, t);
	return s;
}
