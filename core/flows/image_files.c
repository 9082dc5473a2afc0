/* image_files.c: from an organizer's picture to files; see image_files.h. */
#include "core/flows/image_files.h"

#include "core/domain/image.h"
#include "core/lib/id.h"
#include "core/lib/picture.h"
#include "core/lib/sandbox.h"
#include "sql/image.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define FILE_MAX	((int64_t)16 << 20)	/* bytes of a file that is made */
#define WALL_FACTOR	10			/* wall clock to processor time: machines are busy */
#define WORK		".work"			/* in the media folder: same disk, never served */

/* A file to be made from the base picture: its name behind the id, its size, how it is written. */
static const struct output {
	const char	*suffix;
	int		 width, height;
	const char	*type;
	const char	*options;
	bool		 from_stranger;	/* may have colours of its own */
} outputs[] = {
	{ "1600.webp",	1600, 900, "image/webp", "[Q=80,strip]", false },
	{ "960.webp",	960, 540, "image/webp", "[Q=80,strip]", false },
	{ "480.webp",	480, 270, "image/webp", "[Q=80,strip]", false },
	{ "1200.jpg",	1200, 675, "image/jpeg", "[Q=82,strip,optimize_coding,interlace]", false },
};

static const struct output square_outputs[] = {
	{ "square.webp", IMAGE_SQUARE, IMAGE_SQUARE, "image/webp", "[Q=85,strip]", false },
};

/* What is made of a picture, by image.shape. */
static const struct shape {
	const char		*name;
	struct output		 base;		/* all others are made from this one, so that a large original is decoded once */
	const struct output	*outputs;
	size_t			 n;
} shapes[] = {
	{ "cover", { "base.png", 1600, 900, "image/png", "[compression=1,strip]", true }, outputs,
	    sizeof(outputs) / sizeof(outputs[0]) },
	{ "square", { "base.png", IMAGE_SQUARE * 2, IMAGE_SQUARE * 2, "image/png",
	    "[compression=1,strip]", true }, square_outputs, 1 },
};

struct making {
	struct arena		*arena;
	const struct conf	*conf;
	const char		*dir;		/* where it is done */
	const char		*id;		/* in letters */
	const struct shape	*shape;
	const char		*why;
};

/* --- files ----------------------------------------------------------------------------- */

static bool
write_file(const char *path, const void *bytes, size_t len)
{
	int	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool	done = fd >= 0;

	for (size_t at = 0; done && at < len; ) {
		ssize_t n = write(fd, (const char *)bytes + at, len - at);

		if (n > 0)
			at += (size_t)n;
		else
			done = n < 0 && errno == EINTR;
	}
	return fd >= 0 && close(fd) == 0 && done;
}

/* A file of at most FILE_MAX bytes, in the arena; nothing when there is none. */
static struct bytes
read_file(struct arena *a, const char *path)
{
	int		fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct stat	st;
	struct bytes	b = { NULL, 0 };
	void		*to;

	if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 &&
	    st.st_size <= FILE_MAX) {
		to = arena_alloc(a, (size_t)st.st_size);
		if (read(fd, to, (size_t)st.st_size) == (ssize_t)st.st_size)
			b = (struct bytes){ to, (size_t)st.st_size };
	}
	if (fd >= 0)
		close(fd);
	return b;
}

/*
 * True when it is a picture of that type and size, which is then written anew with nothing but the
 * picture in it: what was made is believed as little as what came.
 */
static bool
take_output(struct making *m, const struct output *o)
{
	const char	*path = text(m->arena, "%s/%s", m->dir, o->suffix);
	struct bytes	 b = read_file(m->arena, path);
	struct picture	 seen;

	if (b.len == 0 || !picture_look(b.data, b.len, &seen) ||
	    strcmp(seen.media_type, o->type) != 0 ||
	    seen.width != o->width || seen.height != o->height)
		return false;
	if (strcmp(o->type, "image/webp") == 0 &&
	    (b.len = picture_bare_webp((void *)b.data, b.len)) == 0)
		return false;
	return unlink(path) == 0 && write_file(path, b.data, b.len);
}

static void
empty_folder(const char *path)
{
	DIR		*dir = opendir(path);
	struct dirent	*e;

	while (dir != NULL && (e = readdir(dir)) != NULL)
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			unlinkat(dirfd(dir), e->d_name, 0);
	if (dir != NULL)
		closedir(dir);
	rmdir(path);
}

/* --- one file in the sandbox --------------------------------------------------------------- */

/*
 * From one picture in the folder to another.  The input's name is ours, its bytes are not.
 * Colours become sRGB; `plain` says that they are so when nothing else is said, which grey
 * pictures do not bear.
 */
static enum sandbox_end
make_one(struct making *m, const char *from, const struct output *o, bool plain)
{
	const char *const env[] = { "VIPS_BLOCK_UNTRUSTED=1", "VIPS_CONCURRENCY=1",
	    "LC_ALL=C.UTF-8",
	    "MALLOC_ARENA_MAX=1", NULL };
	const char *const args[] = { "vipsthumbnail", from, "--smartcrop", "attention",
	    "--size", text(m->arena, "%dx%d", o->width, o->height),
	    "--output", text(m->arena, "%s%s", o->suffix, o->options),
	    o->from_stranger ? "--export-profile" : NULL, "srgb",
	    plain ? "--import-profile" : NULL, "srgb", NULL };
	int64_t		seconds = conf_int(m->conf, "images.seconds");
	struct sandbox	s = {
		.program = conf_text(m->conf, "images.thumbnailer"), .args = args, .env = env,
		.dir = m->dir, .seconds = (int)seconds,
		    .wall_ms = (int)(seconds * 1000 * WALL_FACTOR),
		.memory = conf_int(m->conf, "images.memory_mib") << 20, .file = FILE_MAX,
	};

	return sandbox_run(m->arena, &s, &m->why);
}

static enum image_files_end
make_checked(struct making *m, const char *from, const struct output *o)
{
	enum sandbox_end end = make_one(m, from, o, true);

	if (end == SANDBOX_FAILED && o->from_stranger)
		end = make_one(m, from, o, false);
	switch (end) {
	case SANDBOX_MISSING:
		return IMAGE_FILES_LATER;
	case SANDBOX_FAILED:
	case SANDBOX_STOPPED:
		return IMAGE_FILES_UNREADABLE;
	case SANDBOX_DONE:
		break;
	}
	if (!take_output(m, o)) {
		m->why = text(m->arena, "%s is not what was asked for; %s", o->suffix, m->why);
		return IMAGE_FILES_UNREADABLE;
	}
	return IMAGE_FILES_MADE;
}

/* --- all of them ------------------------------------------------------------------------------ */

static const char *
file_path(struct arena *a, const struct conf *conf, const char *id, const struct output *o)
{
	return text(a, "%s/%s-%s", conf_text(conf, "paths.media"), id, o->suffix);
}

/* Each file appears whole; pages name them only when all are there. */
static bool
publish(struct making *m)
{
	for (size_t i = 0; i < m->shape->n; i++) {
		const struct output	*o = &m->shape->outputs[i];
		const char		*made = text(m->arena, "%s/%s", m->dir, o->suffix);

		if (chmod(made, 0644) != 0 ||
		    rename(made, file_path(m->arena, m->conf, m->id, o)) != 0) {
			m->why = text(m->arena, "%s: %s", made, strerror(errno));
			return false;
		}
	}
	return true;
}

static enum image_files_end
make_all(struct making *m, const struct row *image)
{
	size_t			 len;
	const void		*bytes = row_bytes(image, "original", &len);
	enum image_files_end	 end;

	if (!write_file(text(m->arena, "%s/original", m->dir), bytes, len)) {
		m->why = text(m->arena, "%s: %s", m->dir, strerror(errno));
		return IMAGE_FILES_LATER;
	}
	end = make_checked(m, "original", &m->shape->base);
	for (size_t i = 0; i < m->shape->n && end == IMAGE_FILES_MADE; i++)
		end = make_checked(m, m->shape->base.suffix, &m->shape->outputs[i]);
	if (end == IMAGE_FILES_MADE && !publish(m))
		end = IMAGE_FILES_LATER;
	return end;
}

static const struct shape *
shape_of(const struct row *image)
{
	return row_is(image, "shape", shapes[1].name) ? &shapes[1] : &shapes[0];
}

/* A folder of our own, for as long as it takes. */
static enum image_files_end
make_in_folder(struct making *m, const struct row *image)
{
	const char		*work = text(m->arena, "%s/" WORK,
	    conf_text(m->conf, "paths.media"));
	char			*dir = text(m->arena, "%s/%s-XXXXXX", work, m->id);
	enum image_files_end	 end;

	mkdir(work, 0700);	/* the first makes it */
	if (mkdtemp(dir) == NULL) {
		m->why = text(m->arena, "%s: %s", work, strerror(errno));
		return IMAGE_FILES_LATER;
	}
	m->dir = dir;
	end = make_all(m, image);
	empty_folder(dir);
	return end;
}

/* What the upload has checked is checked again: this is the last door before a decoder. */
static bool
may_be_decoded(const struct row *image)
{
	size_t		 len;
	const void	*bytes = row_bytes(image, "original", &len);
	struct picture	 seen;

	return len <= IMAGE_BYTES_MAX && picture_look(bytes, len, &seen) &&
	    (int64_t)seen.width * seen.height <= IMAGE_PIXELS_MAX;
}

enum image_files_end
image_files_make(struct db *db, struct arena *a, const struct conf *conf, int64_t image,
    const char **why)
{
	struct row		*stored = q_image_original(db, image);
	struct making		 m = { .arena = a, .conf = conf, .id = id_text(a, image),
	    .why = "" };
	enum image_files_end	 end = IMAGE_FILES_LATER;

	if (!db_failed(db) && (stored == NULL || !row_is(stored, "state", "stored")))
		return IMAGE_FILES_NEEDLESS;
	if (!db_failed(db)) {
		m.shape = shape_of(stored);
		if (may_be_decoded(stored))
			end = make_in_folder(&m, stored);
		else {
			m.why = "its header is broken, or too large";
			end = IMAGE_FILES_UNREADABLE;
		}
	}
	if (end == IMAGE_FILES_MADE)
		image_finish(db, image);
	if (db_failed(db)) {
		m.why = db_failure(db);
		end = IMAGE_FILES_LATER;
	}
	*why = m.why;
	return end;
}

bool
image_files_exist(const struct conf *conf, int64_t image)
{
	struct arena	*a = arena_new();
	const char	*id = id_text(a, image);
	bool		 all = false;

	for (size_t s = 0; s < sizeof(shapes) / sizeof(shapes[0]) && !all; s++) {
		all = true;
		for (size_t i = 0; i < shapes[s].n && all; i++)
			all = access(file_path(a, conf, id, &shapes[s].outputs[i]), R_OK) == 0;
	}
	arena_free(a);
	return all;
}

void
image_files_tidy(const struct conf *conf)
{
	struct arena	*a = arena_new();
	const char	*work = text(a, "%s/" WORK, conf_text(conf, "paths.media"));
	DIR		*dir = opendir(work);
	struct dirent	*e;
	struct stat	 st;

	while (dir != NULL && (e = readdir(dir)) != NULL)
		if (e->d_name[0] != '.' &&
		    fstatat(dirfd(dir), e->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
		    st.st_mtime < time(NULL) - 3600)
			empty_folder(text(a, "%s/%s", work, e->d_name));
	if (dir != NULL)
		closedir(dir);
	arena_free(a);
}
