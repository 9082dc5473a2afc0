/*
 * image.h: pictures organizers put up.
 *
 * The bytes are durable in the database when image_add() says so; a job makes the files that pages
 * show, in a sandbox, and a picture it cannot read is refused then, with a reason for the organizer.
 */
#ifndef CORE_DOMAIN_IMAGE_H
#define CORE_DOMAIN_IMAGE_H

#include "core/domain/audit.h"
#include "core/lib/db.h"

#include <stdint.h>

#define IMAGE_BYTES_MAX		((size_t)5 * 1024 * 1024)
#define IMAGE_PIXELS_MAX	((int64_t)24 * 1000 * 1000)	/* by its header, before anything is decoded */
#define IMAGE_WIDTH_MIN		800	/* pixels; less would be blown up on an ordinary screen */
#define IMAGE_HEIGHT_MIN	400

/* Files are <media>/<id in letters>-<width>.webp for each of these, and one JPEG. */
#define IMAGE_WIDTHS		{ 480, 960, 1600 }
#define IMAGE_JPEG_WIDTH	1200
#define IMAGE_SQUARE		320	/* width of a sign's file; less is no sign */

enum image_result {
	IMAGE_STORED,
	IMAGE_NO_PICTURE,	/* none of JPEG, PNG, WebP */
	IMAGE_TOO_LARGE,	/* bytes or pixels */
	IMAGE_TOO_SMALL,
	IMAGE_BUSY		/* the database failed */
};

/* Store one for an organizer.  Its id is in *image when it is stored. */
enum image_result image_add(struct db *, const struct actor *, int64_t organizer, struct bytes,
    const char *alt, int64_t *image);

/* The same for an organizer's sign: its file is <media>/<id in letters>-square.webp, IMAGE_SQUARE wide. */
enum image_result image_add_square(struct db *, const struct actor *, int64_t organizer, struct bytes,
    const char *alt, int64_t *image);

/*
 * Forget one that was stored for an event which then was not made, or not changed, with it.  One that
 * an event shows stays; 0 is none.
 */
void image_discard(struct db *, int64_t image);

/* Its files are made: every page that shows it changes. For the job. */
void image_finish(struct db *, int64_t image);

/* It cannot be read, for this reason. For the job. */
void image_refuse(struct db *, int64_t image, const char *reason);

#endif
