/* image.c: tests of core/domain/image.c: what becomes a cover, and what is refused for which reason. */
#include "core/domain/image.h"

#include <string.h>

#include "core/lib/id.h"
#include "tests/domain/suites.h"
#include "tests/stage.h"

static int64_t	organizer;

static void
begin(void)
{
	organizer = stage_organizer(stage_person("Ann"));
}

/* The header of a PNG of that size; nothing is decoded before the sandbox. */
static struct bytes
png(unsigned width, unsigned height)
{
	static unsigned char b[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\0\0\x08\x02\0\0\0\0\0\0\0";

	b[18] = (unsigned char)(width >> 8);
	b[19] = (unsigned char)width;
	b[22] = (unsigned char)(height >> 8);
	b[23] = (unsigned char)height;
	return (struct bytes){ b, sizeof(b) - 1 };
}

static enum image_result
add(struct bytes bytes, int64_t *image)
{
	return image_add(stage_db(), &actor_program, organizer, bytes, "A stage", image);
}

START_TEST(test_stored_and_promised)
{
	int64_t image = 0;

	ck_assert_int_eq(add(png(1600, 900), &image), IMAGE_STORED);
	ck_assert_int_eq(id_shard(image), id_shard(organizer));
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM image WHERE id = %lld "
	    "AND state = 'stored' AND width = 1600 AND height = 900 AND LENGTH(original) = 33",
	    (long long)image), 1);
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM job WHERE subject_id = %lld "
	    "AND kind = 'image'", (long long)image), 1);
}
END_TEST

START_TEST(test_refused)
{
	int64_t image = 0;

	ck_assert_int_eq(add((struct bytes){ "GIF89a", 6 }, &image), IMAGE_NO_PICTURE);
	ck_assert_int_eq(add((struct bytes){ "", 0 }, &image), IMAGE_NO_PICTURE);
	ck_assert_int_eq(add(png(6000, 5000), &image), IMAGE_TOO_LARGE);
	ck_assert_int_eq(add(png(IMAGE_WIDTH_MIN - 1, 900), &image), IMAGE_TOO_SMALL);
	ck_assert_int_eq(add(png(1600, IMAGE_HEIGHT_MIN - 1), &image), IMAGE_TOO_SMALL);
	ck_assert_int_eq(image, 0);
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM image WHERE organizer_id = %lld",
	    (long long)organizer), 0);
}
END_TEST

/* When its files are there, the events that show it change and are listed anew. */
START_TEST(test_finished)
{
	struct event_input	in = stage_input();
	int64_t			event, version;

	ck_assert_int_eq(add(png(1600, 900), &in.cover), IMAGE_STORED);
	event = stage_event_of(organizer, &in);
	version = stage_version(event);
	image_finish(stage_db(), in.cover);
	ck_assert_int_eq(stage_version(event), version + 1);
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM job WHERE subject_id = %lld "
	    "AND kind = 'listing_feed'", (long long)event), 1);
}
END_TEST

/* One that no event came to show is forgotten; one that is shown stays. */
START_TEST(test_discarded)
{
	struct event_input	in = stage_input();
	int64_t			unused = 0;

	ck_assert_int_eq(add(png(1600, 900), &in.cover), IMAGE_STORED);
	stage_event_of(organizer, &in);
	ck_assert_int_eq(add(png(1600, 900), &unused), IMAGE_STORED);
	image_discard(stage_db(), in.cover);
	image_discard(stage_db(), unused);
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM image WHERE organizer_id = %lld",
	    (long long)organizer), 1);
	ck_assert_int_eq(stage_number("shard", "SELECT COUNT(*) FROM image WHERE id = %lld",
	    (long long)in.cover), 1);
}
END_TEST

Suite *
image_suite(void)
{
	Suite *s = suite_create("image");
	TCase *t = tcase_create("image");

	tcase_set_timeout(t, 30);
	tcase_add_checked_fixture(t, begin, NULL);
	tcase_add_test(t, test_stored_and_promised);
	tcase_add_test(t, test_refused);
	tcase_add_test(t, test_finished);
	tcase_add_test(t, test_discarded);
	suite_add_tcase(s, t);
	return s;
}
