/* image.c: pictures organizers put up; see image.h. */
#include "core/domain/image.h"

#include "core/domain/job.h"
#include "core/lib/clock.h"
#include "core/lib/crypto.h"
#include "core/lib/id.h"
#include "core/lib/picture.h"
#include "sql/event.h"
#include "sql/image.h"
#include "sql/organizer.h"

#include <string.h>

struct image_deed {
	const struct actor	*actor;
	int64_t			 organizer;
	struct bytes		 bytes;
	const char		*alt, *shape;
	struct picture		 picture;
	unsigned char		 sha256[32];
	int64_t			 image;
};

static bool
is_large_enough(const struct picture *picture, const char *shape)
{
	if (strcmp(shape, "square") == 0)
		return picture->width >= IMAGE_SQUARE && picture->height >= IMAGE_SQUARE;
	return picture->width >= IMAGE_WIDTH_MIN && picture->height >= IMAGE_HEIGHT_MIN;
}

static enum image_result
look(struct bytes bytes, const char *shape, struct picture *picture)
{
	if (bytes.len > IMAGE_BYTES_MAX)
		return IMAGE_TOO_LARGE;
	if (!picture_look(bytes.data, bytes.len, picture))
		return IMAGE_NO_PICTURE;
	if ((int64_t)picture->width * picture->height > IMAGE_PIXELS_MAX)
		return IMAGE_TOO_LARGE;
	if (!is_large_enough(picture, shape))
		return IMAGE_TOO_SMALL;
	return IMAGE_STORED;
}

static bool
store(struct db *db, void *what)
{
	struct image_deed *d = what;

	d->image = id_new(id_shard(d->organizer), clock_now());
	if (q_image_add(db, d->image, d->organizer, d->picture.media_type, d->picture.width,
	    d->picture.height, d->alt, d->shape, (struct bytes){ d->sha256, sizeof(d->sha256) }, d->bytes,
	    d->actor->account) == 0)
		return false;
	job_promise(db, "image", d->image, "{}", 0);
	audit_note(db, d->actor, d->organizer, "image_add", d->image, "{}");
	return true;
}

static enum image_result
add(struct db *db, const struct actor *actor, int64_t organizer, struct bytes bytes, const char *alt,
    const char *shape, int64_t *image)
{
	struct image_deed	d = { .actor = actor, .organizer = organizer, .bytes = bytes,
	    .alt = alt, .shape = shape };
	enum image_result	seen = look(bytes, shape, &d.picture);

	if (seen != IMAGE_STORED)
		return seen;
	sha256(bytes.data, bytes.len, d.sha256);
	if (!db_try(db, id_shard(organizer), store, &d))
		return IMAGE_BUSY;
	*image = d.image;
	return IMAGE_STORED;
}

enum image_result
image_add(struct db *db, const struct actor *actor, int64_t organizer, struct bytes bytes,
    const char *alt, int64_t *image)
{
	return add(db, actor, organizer, bytes, alt, "cover", image);
}

enum image_result
image_add_square(struct db *db, const struct actor *actor, int64_t organizer, struct bytes bytes,
    const char *alt, int64_t *image)
{
	return add(db, actor, organizer, bytes, alt, "square", image);
}

void
image_discard(struct db *db, int64_t image)
{
	if (image != 0 && q_events_with_cover(db, image).n == 0 && !db_failed(db))
		q_image_drop(db, image);
}

static bool
finish(struct db *db, void *what)
{
	int64_t		image = *(int64_t *)what;
	struct rows	events, organizers;

	q_image_ready(db, image);
	organizers = q_organizers_with_logo(db, image);
	for (size_t i = 0; i < organizers.n; i++)
		q_organizer_touch(db, row_id(organizers.at[i], "organizer_id"));
	events = q_events_with_cover(db, image);
	for (size_t i = 0; i < events.n; i++) {
		int64_t event = row_id(events.at[i], "event_id");

		q_event_touch(db, event);
		job_promise(db, "listing_feed", event, "{}", 0);
	}
	return true;
}

void
image_finish(struct db *db, int64_t image)
{
	db_try(db, id_shard(image), finish, &image);
}

void
image_refuse(struct db *db, int64_t image, const char *reason)
{
	q_image_refused(db, image, reason);
}
