/*
 * poster_ink.h: the printer's tools, shared by the poster_*.c only.
 *
 * Everything is drawn on a sheet of 1600 by 900 units, whatever its pixels.
 */
#ifndef CORE_DOCUMENTS_POSTER_INK_H
#define CORE_DOCUMENTS_POSTER_INK_H

#include <cairo.h>
#include <stdint.h>

#define SHEET_W	1600.0
#define SHEET_H	900.0

/* What a palette's five colours are for; scenes know them by these names only. */
enum ink { GROUND, FIRST, SECOND, THIRD, FOURTH, INKS };

struct sheet {
	cairo_t			*cr;
	const uint32_t		*palette;	/* INKS colours, 0xRRGGBB */
	uint64_t		 chance;	/* state of the generator */
};

typedef void scene_fn(struct sheet *);

/* Every scene; which category has which is in poster.c. */
scene_fn scene_record;
scene_fn scene_ridges;
scene_fn scene_bars;
scene_fn scene_cutouts;
scene_fn scene_gallery;
scene_fn scene_curtain;
scene_fn scene_faces;
scene_fn scene_chatter;
scene_fn scene_grin;
scene_fn scene_slices;
scene_fn scene_table;
scene_fn scene_lanes;
scene_fn scene_bounce;
scene_fn scene_cubes;
scene_fn scene_traces;
scene_fn scene_modules;
scene_fn scene_growth;
scene_fn scene_shelf;
scene_fn scene_geometry;
scene_fn scene_balloons;
scene_fn scene_kites;
scene_fn scene_crowd;
scene_fn scene_street;
scene_fn scene_mountains;
scene_fn scene_contours;
scene_fn scene_stones;
scene_fn scene_lotus;
scene_fn scene_fireworks;
scene_fn scene_big_top;
scene_fn scene_leader;
scene_fn scene_screening;

/* Chance: the same seed, the same numbers. */
double	between(struct sheet *, double low, double high);
int	pick(struct sheet *, int n);			/* 0..n-1 */
enum ink any_ink(struct sheet *);			/* any but the ground */

/* Choosing a colour: whole, thin (0..1), or between two inks. */
void	use(struct sheet *, enum ink);
void	use_thin(struct sheet *, enum ink, double alpha);
void	use_between(struct sheet *, enum ink, enum ink, double part);

/* Shapes, filled with the colour in use. */
void	fill_sheet(struct sheet *, enum ink);
void	box(struct sheet *, double x, double y, double w, double h);
void	round_box(struct sheet *, double x, double y, double w, double h, double r);
void	disc(struct sheet *, double x, double y, double r);
void	oval(struct sheet *, double x, double y, double rx, double ry);
void	half_disc(struct sheet *, double x, double y, double r, double from);	/* from an angle on */
void	quarter(struct sheet *, double x, double y, double r, double from);	/* corner at x, y */
void	ring(struct sheet *, double x, double y, double r, double width);
void	triangle(struct sheet *, const double at[6]);
void	line(struct sheet *, double x0, double y0, double x1, double y1, double width);
void	leaf(struct sheet *, double x, double y, double length, double width, double angle);

/* A wave from edge to edge and all below it. */
void	hill(struct sheet *, double y, double wave, double phase);

/* Dots in rows that shrink from top to bottom: a printer's shadow. */
void	halftone(struct sheet *, double x, double y, double w, double h, double step);

#endif
