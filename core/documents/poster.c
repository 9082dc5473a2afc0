/*
 * poster.c: paper, inks, chance, and the PNG; see poster.h.  What is drawn is in
 * poster_evening.c and poster_day.c.
 */
#include "core/documents/poster.h"
#include "core/documents/poster_ink.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TURN	(2 * M_PI)

/* Ground, then four inks that stand out on it and from each other. */
static const uint32_t palettes[][INKS] = {
	{ 0x14213d, 0xfca311, 0xe9e4d8, 0xe63946, 0x2f5488 },	/* 0 night, bulbs */
	{ 0x2b193d, 0xff6b6b, 0xffd166, 0x7a55a8, 0xf7e1d7 },	/* 1 plum */
	{ 0x12332b, 0xf4d35e, 0xee964b, 0x3e8e7e, 0xfaf0ca },	/* 2 forest */
	{ 0x191716, 0xe4572e, 0xf2e9e4, 0xf3a712, 0x669bbc },	/* 3 soot */
	{ 0x0b3c49, 0xff9f1c, 0xf9f4e3, 0xcb3066, 0x2a9d8f },	/* 4 deep water */
	{ 0xf5ebdd, 0xd1495b, 0x00798c, 0xedae49, 0x30343f },	/* 5 paper */
	{ 0xf7ede2, 0xf28482, 0x84a59d, 0xf6bd60, 0x3d405b },	/* 6 sand */
	{ 0xdceaf2, 0xe63946, 0x1d3557, 0x6fb1c7, 0xf4a259 },	/* 7 sky */
	{ 0xe4f1e4, 0xf4845f, 0x2d6a4f, 0x95d5b2, 0x1b4332 },	/* 8 mint */
	{ 0xfbe4e1, 0xf07167, 0x9d3c72, 0xf2b880, 0x2f2440 },	/* 9 rose */
	{ 0xfff3c4, 0xe4572e, 0x17a5a2, 0xffc914, 0x2e282a },	/* 10 lemon */
	{ 0xe4572e, 0xfff1d6, 0x2e282a, 0xf3a712, 0xa8300f },	/* 11 tomato */
	{ 0xedae49, 0xf5ebdd, 0x30343f, 0xd1495b, 0x00798c },	/* 12 mustard */
	{ 0x2447a8, 0xff7f50, 0xf7f3e3, 0xffd23f, 0x14296b },	/* 13 cobalt */
	{ 0xb8a9e3, 0xff6f59, 0x2a1e5c, 0xfff4e0, 0xffd166 },	/* 14 lilac */
	{ 0x2a7f62, 0xf4b942, 0xf6f0d8, 0xe76f51, 0x0f3d2e },	/* 15 meadow */
	{ 0xf4a6b7, 0xe4572e, 0xfff5e4, 0x6d1a36, 0x355070 },	/* 16 pink */
};

/* One category: its scenes, and the palettes it is printed in. */
#define SCENES	3

struct family {
	const char	*category;
	scene_fn	*scenes[SCENES];	/* NULL after the last */
	unsigned char	 palettes[6];
};

static const struct family families[] = {
	{ "music",	{ scene_record, scene_ridges, scene_bars },	{ 0, 1, 3, 4, 9, 13 } },
	{ "arts",	{ scene_cutouts, scene_gallery },	{ 5, 6, 10, 14, 16, 12 } },
	{ "theatre",	{ scene_curtain, scene_faces },	{ 1, 3, 0, 11, 4, 2 } },
	{ "comedy",	{ scene_chatter, scene_grin },	{ 10, 12, 14, 16, 13, 11 } },
	{ "food",	{ scene_slices, scene_table },	{ 5, 6, 8, 10, 12, 15 } },
	{ "sports",	{ scene_lanes, scene_bounce },	{ 7, 13, 15, 11, 4, 12 } },
	{ "tech",	{ scene_cubes, scene_traces },	{ 0, 4, 13, 3, 14, 1 } },
	{ "business",	{ scene_modules, scene_growth },	{ 5, 7, 12, 13, 6, 10 } },
	{ "education",	{ scene_shelf, scene_geometry },	{ 5, 7, 8, 10, 15, 6 } },
	{ "family",	{ scene_balloons, scene_kites },	{ 7, 10, 6, 14, 8, 16 } },
	{ "community",	{ scene_crowd, scene_street },	{ 5, 9, 11, 15, 0, 2 } },
	{ "outdoors",	{ scene_mountains, scene_contours },	{ 7, 8, 6, 2, 9, 12 } },
	{ "wellness",	{ scene_stones, scene_lotus },	{ 6, 8, 9, 16, 14, 7 } },
	{ "festivals",	{ scene_fireworks, scene_big_top },	{ 0, 1, 3, 4, 13, 11 } },
	{ "film",	{ scene_leader, scene_screening },	{ 3, 0, 1, 4, 2, 13 } },
};

/* --- chance ------------------------------------------------------------------ */

/* SplitMix64 (Steele, Lea, Flood 2014): any seed will do, also 0. */
static uint64_t
next(struct sheet *s)
{
	uint64_t z = s->chance += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

double
between(struct sheet *s, double low, double high)
{
	return low + (high - low) * ((double)(next(s) >> 11) * 0x1p-53);
}

int
pick(struct sheet *s, int n)
{
	return (int)(next(s) % (uint64_t)n);
}

enum ink
any_ink(struct sheet *s)
{
	return (enum ink)(1 + pick(s, INKS - 1));
}

/* --- colours ----------------------------------------------------------------- */

static double
part_of(uint32_t colour, int shift)
{
	return (double)(colour >> shift & 0xff) / 255;
}

void
use_thin(struct sheet *s, enum ink i, double alpha)
{
	uint32_t c = s->palette[i];

	cairo_set_source_rgba(s->cr, part_of(c, 16), part_of(c, 8), part_of(c, 0), alpha);
}

void
use(struct sheet *s, enum ink i)
{
	use_thin(s, i, 1);
}

void
use_between(struct sheet *s, enum ink from, enum ink to, double part)
{
	uint32_t	a = s->palette[from], b = s->palette[to];
	double		rgb[3];

	for (int i = 0; i < 3; i++)
		rgb[i] = part_of(a, 16 - 8 * i) * (1 - part) + part_of(b, 16 - 8 * i) * part;
	cairo_set_source_rgb(s->cr, rgb[0], rgb[1], rgb[2]);
}

/* --- shapes ------------------------------------------------------------------ */

void
fill_sheet(struct sheet *s, enum ink i)
{
	use(s, i);
	cairo_paint(s->cr);
}

void
box(struct sheet *s, double x, double y, double w, double h)
{
	cairo_rectangle(s->cr, x, y, w, h);
	cairo_fill(s->cr);
}

void
round_box(struct sheet *s, double x, double y, double w, double h, double r)
{
	cairo_new_sub_path(s->cr);
	cairo_arc(s->cr, x + w - r, y + r, r, -TURN / 4, 0);
	cairo_arc(s->cr, x + w - r, y + h - r, r, 0, TURN / 4);
	cairo_arc(s->cr, x + r, y + h - r, r, TURN / 4, TURN / 2);
	cairo_arc(s->cr, x + r, y + r, r, TURN / 2, TURN * 3 / 4);
	cairo_fill(s->cr);
}

void
disc(struct sheet *s, double x, double y, double r)
{
	cairo_new_sub_path(s->cr);
	cairo_arc(s->cr, x, y, r, 0, TURN);
	cairo_fill(s->cr);
}

void
oval(struct sheet *s, double x, double y, double rx, double ry)
{
	cairo_save(s->cr);
	cairo_translate(s->cr, x, y);
	cairo_scale(s->cr, rx, ry);
	cairo_new_sub_path(s->cr);
	cairo_arc(s->cr, 0, 0, 1, 0, TURN);
	cairo_restore(s->cr);
	cairo_fill(s->cr);
}

void
half_disc(struct sheet *s, double x, double y, double r, double from)
{
	cairo_new_sub_path(s->cr);
	cairo_arc(s->cr, x, y, r, from, from + TURN / 2);
	cairo_fill(s->cr);
}

void
quarter(struct sheet *s, double x, double y, double r, double from)
{
	cairo_move_to(s->cr, x, y);
	cairo_arc(s->cr, x, y, r, from, from + TURN / 4);
	cairo_fill(s->cr);
}

void
ring(struct sheet *s, double x, double y, double r, double width)
{
	cairo_new_sub_path(s->cr);
	cairo_arc(s->cr, x, y, r, 0, TURN);
	cairo_set_line_width(s->cr, width);
	cairo_stroke(s->cr);
}

void
triangle(struct sheet *s, const double at[6])
{
	cairo_move_to(s->cr, at[0], at[1]);
	cairo_line_to(s->cr, at[2], at[3]);
	cairo_line_to(s->cr, at[4], at[5]);
	cairo_close_path(s->cr);
	cairo_fill(s->cr);
}

void
line(struct sheet *s, double x0, double y0, double x1, double y1, double width)
{
	cairo_move_to(s->cr, x0, y0);
	cairo_line_to(s->cr, x1, y1);
	cairo_set_line_width(s->cr, width);
	cairo_set_line_cap(s->cr, CAIRO_LINE_CAP_ROUND);
	cairo_stroke(s->cr);
}

void
leaf(struct sheet *s, double x, double y, double length, double width, double angle)
{
	cairo_save(s->cr);
	cairo_translate(s->cr, x, y);
	cairo_rotate(s->cr, angle);
	cairo_move_to(s->cr, 0, 0);
	cairo_curve_to(s->cr, length * .3, -width, length * .7, -width, length, 0);
	cairo_curve_to(s->cr, length * .7, width, length * .3, width, 0, 0);
	cairo_restore(s->cr);
	cairo_fill(s->cr);
}

void
hill(struct sheet *s, double y, double wave, double phase)
{
	cairo_move_to(s->cr, -10, SHEET_H + 10);
	for (double x = -10; x <= SHEET_W + 20; x += 20)
		cairo_line_to(s->cr, x, y + wave * sin(x / 260 + phase));
	cairo_line_to(s->cr, SHEET_W + 20, SHEET_H + 10);
	cairo_fill(s->cr);
}

void
halftone(struct sheet *s, double x, double y, double w, double h, double step)
{
	int rows = (int)(h / step), columns = (int)(w / step);

	for (int row = 0; row < rows; row++)
		for (int i = 0; i < columns; i++) {
			double r = step * .52 * (1 - (row + .5) / rows);

			cairo_new_sub_path(s->cr);
			cairo_arc(s->cr, x + (i + (row % 2 ? .75 : .25)) * step,
			    y + (row + .5) * step, r, 0, TURN);
		}
	cairo_fill(s->cr);
}

/* --- the print --------------------------------------------------------------- */

struct png {
	unsigned char	*bytes;
	size_t		 len, room;
};

static cairo_status_t
png_write(void *to, const unsigned char *bytes, unsigned n)
{
	struct png *p = to;

	if (n > p->room - p->len) {
		size_t		 room = (p->room + n) * 2;
		unsigned char	*more = realloc(p->bytes, room);

		if (more == NULL)
			return CAIRO_STATUS_NO_MEMORY;
		p->bytes = more;
		p->room = room;
	}
	memcpy(p->bytes + p->len, bytes, n);
	p->len += n;
	return CAIRO_STATUS_SUCCESS;
}

static const struct family *
family_of(const char *category)
{
	const struct family *otherwise = families;

	for (const struct family *f = families; f < families + sizeof(families) / sizeof(*f); f++) {
		if (strcmp(f->category, category) == 0)
			return f;
		if (strcmp(f->category, "community") == 0)
			otherwise = f;
	}
	return otherwise;
}

static int
scenes_of(const struct family *f)
{
	int n = 0;

	while (n < SCENES && f->scenes[n] != NULL)
		n++;
	return n;
}

static void
print_scene(cairo_surface_t *paper, const struct family *f, uint64_t seed)
{
	struct sheet	 s = { .cr = cairo_create(paper), .chance = seed };
	scene_fn	*scene = f->scenes[pick(&s, scenes_of(f))];

	s.palette = palettes[f->palettes[pick(&s, sizeof(f->palettes))]];
	if (pick(&s, 2)) {	/* half of them mirrored */
		cairo_translate(s.cr, SHEET_W, 0);
		cairo_scale(s.cr, -1, 1);
	}
	scene(&s);
	cairo_destroy(s.cr);
}

const void *
poster_draw(struct arena *a, const char *category, uint64_t seed, size_t *len)
{
	struct png	 png = { NULL, 0, 0 };
	cairo_surface_t	*paper = cairo_image_surface_create(CAIRO_FORMAT_RGB24,
			    POSTER_WIDTH, POSTER_HEIGHT);
	const void	*copy;

	print_scene(paper, family_of(category), seed);
	if (cairo_surface_write_to_png_stream(paper, png_write, &png) != CAIRO_STATUS_SUCCESS)
		abort();	/* memory is all that can be missing */
	cairo_surface_destroy(paper);
	copy = arena_copy_n(a, png.bytes, png.len);
	free(png.bytes);
	*len = png.len;
	return copy;
}
