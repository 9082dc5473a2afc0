/*
 * image_files.h: from an organizer's picture in the database to the files that pages show.
 *
 * The original is never decoded in our own processes: vipsthumbnail does it, one sandboxed
 * process for each file, after the header has been looked at.  What it makes is looked at
 * again and then renamed into the media folder, whole or not at all:
 *	<media>/<id>-480.webp  -960.webp  -1600.webp  -1200.jpg
 * all 16:9, cut where the picture is most interesting, upright, in sRGB, without EXIF or anything
 * else that came with it.
 */
#ifndef CORE_FLOWS_IMAGE_FILES_H
#define CORE_FLOWS_IMAGE_FILES_H

#include "core/lib/arena.h"
#include "core/lib/conf.h"
#include "core/lib/db.h"

#include <stdbool.h>
#include <stdint.h>

enum image_files_end {
	IMAGE_FILES_MADE,	/* and the pages that show it change */
	IMAGE_FILES_NEEDLESS,	/* they are there already, or there is no such image */
	IMAGE_FILES_UNREADABLE,	/* *why; but try again: it may be the machine's fault */
	IMAGE_FILES_LATER	/* a database, the disk or the program is away; *why */
};

/* Make them for an image that is stored. */
enum image_files_end image_files_make(struct db *, struct arena *, const struct conf *,
    int64_t image,
    const char **why);

/* True when all files of an image are there. */
bool image_files_exist(const struct conf *, int64_t image);

/* Take away what killed workers left half done more than an hour ago. */
void image_files_tidy(const struct conf *);

#endif
