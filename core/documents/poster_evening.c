/*
 * poster_evening.c: covers of what one goes out for: music, arts, theatre, comedy,
 * film, festivals.  A scene says what is always there; chance says where and how many.
 */
#include "core/documents/poster_ink.h"

#include <math.h>

#define TURN	(2 * M_PI)

/* --- music ------------------------------------------------------------------- */

/* A record as large as the sheet, half out of it, over two blocks of colour. */
void
scene_record(struct sheet *s)
{
	double x = between(s, 420, 640), y = between(s, 380, 560), r = between(s, 430, 520);

	fill_sheet(s, GROUND);
	use(s, THIRD);
	box(s, x, 0, SHEET_W - x, SHEET_H);
	use_thin(s, SECOND, .9);
	halftone(s, x, 0, SHEET_W - x, between(s, 300, 700), 26);
	use(s, FOURTH);
	disc(s, x, y, r);
	for (double groove = r * .42; groove < r * .97; groove += between(s, 9, 26)) {
		use_thin(s, GROUND, between(s, .15, .55));
		ring(s, x, y, groove, between(s, 1.5, 5));
	}
	use(s, FIRST);
	disc(s, x, y, r * .36);
	use(s, SECOND);
	half_disc(s, x, y, r * .36, between(s, 0, TURN));
	use(s, GROUND);
	disc(s, x, y, r * .045);
	line(s, x + r + 190, 90, x + r + 130, y + 60, 16);
	line(s, x + r + 130, y + 60, x + r * .78, y + r * .42, 16);
	disc(s, x + r + 190, 90, 58);
}

/* One row of the ridges: hills where the music is loud, and quiet at both ends. */
static void
ridge(struct sheet *s, double y, double loud)
{
	double at[4], tall[4], wide[4];

	for (int i = 0; i < 4; i++) {
		at[i] = between(s, 480, 1120);
		tall[i] = between(s, .2, 1) * loud;
		wide[i] = between(s, 40, 130);
	}
	cairo_move_to(s->cr, 0, SHEET_H + 20);
	cairo_line_to(s->cr, 0, y);
	for (double x = 0; x <= SHEET_W; x += 10) {
		double up = 0;

		for (int i = 0; i < 4; i++)
			up += tall[i] * exp(-pow((x - at[i]) / wide[i], 2));
		cairo_line_to(s->cr, x, y - up - 4 * sin(x / 37 + y));
	}
	cairo_line_to(s->cr, SHEET_W, SHEET_H + 20);
	use(s, GROUND);
	cairo_fill_preserve(s->cr);
}

void
scene_ridges(struct sheet *s)
{
	int	 n = 16 + pick(s, 8);
	double	 x = between(s, 500, 1100), r = between(s, 170, 290);
	enum ink from = any_ink(s);

	fill_sheet(s, GROUND);
	use(s, any_ink(s));
	disc(s, x, 330, r);
	for (int i = 0; i < n; i++) {
		double down = (double)i / (n - 1);

		ridge(s, 260 + down * 600, 190 * (1 - down * .55));
		use_between(s, from, from == SECOND ? FIRST : SECOND, down);
		cairo_set_line_width(s->cr, 5);
		cairo_stroke(s->cr);
	}
}

/* The bars of an equalizer, mirrored in the floor. */
void
scene_bars(struct sheet *s)
{
	int	n = 15 + pick(s, 12);
	double	step = SHEET_W / n, phase = between(s, 0, TURN), beat = between(s, .35, .8);
	double	floor = between(s, 560, 680);

	fill_sheet(s, GROUND);
	use(s, FOURTH);
	disc(s, between(s, 300, 1300), floor - 180, between(s, 250, 340));
	for (int i = 0; i < n; i++) {
		double h = 90 + 330 * fabs(sin(phase + i * beat)) * between(s, .55, 1.1);

		use_between(s, FIRST, SECOND, (double)i / n);
		round_box(s, i * step + step * .16, floor - h, step * .68, h, step * .34 < h / 2 ?
		    step * .3 : h / 2);
		use_thin(s, THIRD, .55);
		round_box(s, i * step + step * .16, floor + 14, step * .68, h * .42, step * .2);
	}
	use(s, SECOND);
	box(s, 0, floor + 3, SHEET_W, 6);
}

/* --- arts -------------------------------------------------------------------- */

/* One frond: leaves along a bent stem, as if cut from paper. */
static void
frond(struct sheet *s, double x, double y, double size, double angle)
{
	int n = 4 + pick(s, 3);

	for (int i = 0; i < n; i++) {
		double along = size * i / n, bend = angle + i * .12;
		double cx = x + along * cos(bend), cy = y + along * sin(bend);
		double l = size * (.62 - .07 * i);

		leaf(s, cx, cy, l, l * .3, bend - .85);
		leaf(s, cx, cy, l, l * .3, bend + .85);
	}
	leaf(s, x + size * .8 * cos(angle + n * .1), y + size * .8 * sin(angle + n * .1),
	    size * .5, size * .14, angle + n * .12);
}

void
scene_cutouts(struct sheet *s)
{
	static const double columns[] = { 0, 360, 800, 1210, 1600 };
	int shift = pick(s, INKS);

	for (int i = 0; i < 4; i++) {
		double	 x = columns[i], w = columns[i + 1] - x, split = i % 2 ?
		    between(s, 180, 300) :
			     between(s, 600, 720);
		enum ink upper = (enum ink)((i + shift) % INKS),
		    lower = (enum ink)((i + 2 + shift) % INKS);

		use(s, upper);
		box(s, x, 0, w + 1, split);
		use(s, lower);
		box(s, x, split, w + 1, SHEET_H - split);
		use(s, (enum ink)((i + 4 + shift) % INKS));
		if (i % 2)
			frond(s, x + w * .5, between(s, 800, 850), 330,
			    -TURN / 4 + between(s, -.2, .1));
		else
			frond(s, x + w * .5, between(s, 560, 590), 290,
			    -TURN / 4 + between(s, -.25, .05));
		use(s, (enum ink)((i + 3 + shift) % INKS));
		if (i % 2)
			half_disc(s, x + w * .5, split, w * .28, TURN / 2);
		else
			disc(s, x + w * .5, (split + SHEET_H) / 2 + 10, w * .2);
	}
}

/* Frames on a gallery wall, each with its own small abstraction. */
void
scene_gallery(struct sheet *s)
{
	double x = between(s, 90, 150);

	fill_sheet(s, GROUND);
	use_thin(s, FOURTH, .9);
	box(s, 0, 770, SHEET_W, 130);
	while (x < 1240) {
		double w = between(s, 280, 430), h = between(s, 380, 600),
		    y = 690 - h - between(s, 0, 40);

		use(s, FOURTH);
		box(s, x - 14, y - 14, w + 28, h + 28);
		cairo_save(s->cr);
		cairo_rectangle(s->cr, x, y, w, h);
		cairo_clip(s->cr);
		use(s, (enum ink)(1 + pick(s, 3)));
		cairo_paint(s->cr);
		for (int i = 0; i < 4; i++) {
			use(s, (enum ink)pick(s, INKS));
			if (pick(s, 2))
				disc(s, x + between(s, 0, w), y + between(s, 0, h),
				    between(s, 40, w / 2));
			else
				half_disc(s, x + between(s, 0, w), y + between(s, 0, h),
				    between(s, 60, w / 2), pick(s, 4) * TURN / 4);
		}
		cairo_restore(s->cr);
		x += w + between(s, 70, 100);
	}
}

/* --- theatre ----------------------------------------------------------------- */

static void
fold(struct sheet *s, double x, double w, double sway)
{
	cairo_move_to(s->cr, x, -10);
	cairo_curve_to(s->cr, x + sway, 300, x - sway, 600, x + sway * 1.6, SHEET_H + 10);
	cairo_line_to(s->cr, x + w + sway * 1.6, SHEET_H + 10);
	cairo_curve_to(s->cr, x + w - sway, 600, x + w + sway, 300, x + w, -10);
	cairo_close_path(s->cr);
	cairo_fill(s->cr);
}

void
scene_curtain(struct sheet *s)
{
	double	light = between(s, 620, 980), open = between(s, 300, 470);
	int	n = 5 + pick(s, 3);

	fill_sheet(s, GROUND);
	use_thin(s, SECOND, .2);
	triangle(s, (double[]){ light + between(s, -240, 240), -30, light - 300, 780, light + 300,
	    780 });
	use(s, SECOND);
	oval(s, light, 780, 300, 66);
	use(s, THIRD);
	disc(s, light, 640, 46);
	triangle(s, (double[]){ light, 620, light - 92, 790, light + 92, 790 });
	for (int side = 0; side < 2; side++)
		for (int i = n; i >= 0; i--) {
			double w = open / n, x = side ? SHEET_W - (i + 1) * w : i * w;

			use_between(s, FIRST, FOURTH, i % 2 ? .62 : .12);
			fold(s, x, w + 2, side ? 12.0 + 3 * i : -12.0 - 3 * i);
		}
	for (int i = 0; i < 9; i++) {	/* the valance */
		use_between(s, FIRST, FOURTH, i % 2 ? .35 : 0);
		half_disc(s, 100 + i * 175, 60, 108, 0);
	}
	use(s, FIRST);
	box(s, 0, -10, SHEET_W, 72);
}

/* Two half faces that make one: one laughs, one does not. */
void
scene_faces(struct sheet *s)
{
	double x = between(s, 700, 900), y = 450, r = between(s, 300, 350);

	fill_sheet(s, GROUND);
	use(s, FOURTH);
	box(s, x, 0, SHEET_W - x, SHEET_H);
	use_thin(s, THIRD, .75);
	halftone(s, x, 0, SHEET_W - x, 520, 30);
	use(s, FIRST);
	half_disc(s, x, y, r, TURN / 4);
	use(s, SECOND);
	half_disc(s, x, y, r, -TURN / 4);
	use(s, GROUND);
	half_disc(s, x - r * .42, y - r * .2, r * .17, TURN / 2);
	quarter(s, x, y + r * .16, r * .46, TURN / 4);
	use(s, FOURTH);
	leaf(s, x + r * .22, y - r * .3, r * .44, r * .1, .35);
	cairo_new_sub_path(s->cr);
	cairo_arc(s->cr, x, y + r * .66, r * .4, -TURN / 4, 0);
	cairo_set_line_width(s->cr, r * .1);
	cairo_stroke(s->cr);
	use(s, THIRD);
	disc(s, x + r * .42, y + r * .02, r * .06);
	for (int i = 0; i < 5; i++)
		disc(s, x - r - between(s, 60, 320), between(s, 80, 820), between(s, 8, 34));
}

/* --- comedy ------------------------------------------------------------------ */

static void
bubble(struct sheet *s, double x, double y, double r, double tail)
{
	oval(s, x, y, r * 1.25, r);
	triangle(s, (double[]){ x + tail * r * .2, y + r * .6, x + tail * r * .85, y + r * .45,
	    x + tail * r * 1.05, y + r * 1.35 });
}

/* Everybody talks at once. */
void
scene_chatter(struct sheet *s)
{
	double x = between(s, 250, 350);

	fill_sheet(s, GROUND);
	use_thin(s, SECOND, .5);
	halftone(s, 0, 0, SHEET_W, 520, 40);
	for (int i = 0; i < 5; i++) {
		double r = between(s, 130, 270), y = between(s, 220, 600);

		use(s, (enum ink)(1 + i % 4));
		bubble(s, x, y, r, i % 2 ? -1 : 1);
		use(s, i % 4 == 1 ? FIRST : GROUND);
		for (int dot = -1; dot <= 1; dot++)
			disc(s, x + dot * r * .42, y, r * .13);
		x += between(s, 210, 300);
	}
}

/* A grin that does not fit on the sheet. */
void
scene_grin(struct sheet *s)
{
	double	x = between(s, 700, 900), y = between(s, 240, 320), r = between(s, 430, 520);
	int	teeth = 5 + pick(s, 4);

	fill_sheet(s, GROUND);
	for (int i = 0; i < 20; i++) {
		double a = TURN * i / 20;

		use_thin(s, THIRD, i % 2 ? .0 : .55);
		triangle(s, (double[]){ x, y, x + 1600 * cos(a), y + 1600 * sin(a),
		    x + 1600 * cos(a + TURN / 20), y + 1600 * sin(a + TURN / 20) });
	}
	use(s, FOURTH);
	half_disc(s, x, y, r, 0);
	cairo_save(s->cr);
	cairo_new_sub_path(s->cr);
	cairo_arc(s->cr, x, y, r, 0, TURN / 2);
	cairo_clip(s->cr);
	use(s, FIRST);
	oval(s, x + between(s, -80, 80), y + r * 1.02, r * .6, r * .45);
	use(s, SECOND);
	for (int i = 0; i < teeth; i++)
		round_box(s, x - r + i * 2 * r / teeth + 5, y - 60, 2 * r / teeth - 10,
		    60 + r * .26, 18);
	cairo_restore(s->cr);
	use(s, FOURTH);
	for (int eye = -1; eye <= 1; eye += 2) {
		cairo_new_sub_path(s->cr);
		cairo_arc(s->cr, x + eye * r * .5, y - 70, r * .17, TURN / 2, TURN);
		cairo_set_line_width(s->cr, 26);
		cairo_set_line_cap(s->cr, CAIRO_LINE_CAP_ROUND);
		cairo_stroke(s->cr);
	}
}

/* --- film -------------------------------------------------------------------- */

/* The countdown before the film, between its perforations. */
void
scene_leader(struct sheet *s)
{
	double x = between(s, 700, 900), y = 450, from = between(s, 0, TURN);

	fill_sheet(s, SECOND);
	use_thin(s, THIRD, .85);
	cairo_move_to(s->cr, x, y);
	cairo_arc(s->cr, x, y, 1400, -TURN / 4, -TURN / 4 + 1 + from * .6);
	cairo_fill(s->cr);
	use(s, FOURTH);
	box(s, 0, y - 3, SHEET_W, 6);
	box(s, x - 3, 0, 6, SHEET_H);
	use(s, FIRST);
	disc(s, x, y, between(s, 150, 210));
	use(s, GROUND);
	ring(s, x, y, 300, 12);
	ring(s, x, y, 260, 12);
	box(s, 0, 0, SHEET_W, 108);
	box(s, 0, SHEET_H - 108, SHEET_W, 108);
	use(s, SECOND);
	for (int i = 0; i < 17; i++) {
		round_box(s, i * 100.0 - 40, 28, 56, 52, 10);
		round_box(s, i * 100.0 - 40, SHEET_H - 80, 56, 52, 10);
	}
}

/* The projector's beam over the heads of the audience. */
void
scene_screening(struct sheet *s)
{
	double x = between(s, 500, 700), y = between(s, 120, 170);

	fill_sheet(s, GROUND);
	use_thin(s, THIRD, .45);
	triangle(s, (double[]){ SHEET_W + 60, 560, x, y - 20, x, y + 430 });
	use(s, SECOND);
	cairo_move_to(s->cr, 120, y + 30);
	cairo_line_to(s->cr, x, y - 20);
	cairo_line_to(s->cr, x, y + 430);
	cairo_line_to(s->cr, 120, y + 400);
	cairo_close_path(s->cr);
	cairo_fill_preserve(s->cr);
	cairo_save(s->cr);
	cairo_clip(s->cr);
	use(s, FIRST);
	disc(s, between(s, 220, x - 60), y + 250, between(s, 90, 150));
	use(s, FOURTH);
	hill(s, y + 330, 40, between(s, 0, TURN));
	cairo_restore(s->cr);
	for (int row = 0; row < 3; row++)
		for (double px = (row % 2) * 80 - 30; px < SHEET_W + 100; px += 160) {
			use_between(s, FOURTH, GROUND, .2 + .3 * row);
			round_box(s, px - 66, 690 + row * 95, 132, 320, 40);
			if (pick(s, 4)) {
				use_between(s, FIRST, GROUND, .15 + .3 * row);
				disc(s, px + between(s, -10, 10), 680 + row * 95, 47);
			}
		}
}

/* --- festivals --------------------------------------------------------------- */

static void
firework(struct sheet *s, double x, double y, double r, enum ink i)
{
	int n = 14 + pick(s, 10);

	for (int k = 0; k < n; k++) {
		double a = TURN * k / n, far = r * (k % 2 ? 1 : .72);

		use(s, k % 2 ? i : (enum ink)(1 + i % 4));
		line(s, x + r * .22 * cos(a), y + r * .22 * sin(a), x + far * cos(a),
		    y + far * sin(a), 8);
		disc(s, x + (far + 30) * cos(a), y + (far + 30) * sin(a), k % 2 ? 11 : 7);
	}
	disc(s, x, y, r * .07);
}

void
scene_fireworks(struct sheet *s)
{
	fill_sheet(s, GROUND);
	for (int i = 0; i < 60; i++) {
		use_thin(s, SECOND, between(s, .2, .7));
		disc(s, between(s, 0, SHEET_W), between(s, 0, 700), between(s, 1.5, 4));
	}
	for (int i = 0; i < 4; i++)
		firework(s, 230 + i * 380 + between(s, -90, 90), between(s, 190, 430),
		    between(s, 120, 240),
		    (enum ink)(1 + i));
	for (int i = 0; i < 9; i++) {
		double x = i * 200.0 + between(s, -40, 40), h = between(s, 90, 170);

		use(s, (enum ink)(1 + (i + 1) % 4));
		triangle(s, (double[]){ x, SHEET_H - h - 70, x - 150, SHEET_H, x + 150, SHEET_H });
		use(s, SECOND);
		box(s, x - 2, SHEET_H - h - 128, 4, 62);
		triangle(s, (double[]){ x, SHEET_H - h - 128, x + 44, SHEET_H - h - 112, x,
		    SHEET_H - h - 96 });
	}
}

/* The striped big top. */
void
scene_big_top(struct sheet *s)
{
	double	x = between(s, 640, 960), top = between(s, 130, 210);
	int	n = 10;

	fill_sheet(s, GROUND);
	use_between(s, GROUND, THIRD, .5);
	for (int i = 0; i < 24; i += 2) {
		double a = TURN * i / 24, b = a + TURN / 24;

		triangle(s, (double[]){ x, top + 160, x + 1500 * cos(a), top + 160 + 1500 * sin(a),
		    x + 1500 * cos(b), top + 160 + 1500 * sin(b) });
	}
	for (int i = 0; i < n; i++) {
		double l = x - 560 + i * 112, base = 520;

		use(s, i % 2 ? SECOND : FIRST);
		triangle(s, (double[]){ x, top, l, base, l + 113, base });
		box(s, l, base - 1, 113, SHEET_H);
	}
	for (int i = 0; i < n; i++) {
		use(s, i % 2 ? FIRST : SECOND);
		half_disc(s, x - 560 + i * 112 + 56, 520, 57, 0);
	}
	use(s, FOURTH);
	cairo_move_to(s->cr, x - 130, SHEET_H);
	cairo_curve_to(s->cr, x - 120, 700, x - 40, 640, x, 580);
	cairo_curve_to(s->cr, x + 40, 640, x + 120, 700, x + 130, SHEET_H);
	cairo_fill(s->cr);
	box(s, x - 5, top - 96, 10, 100);
	use(s, THIRD);
	triangle(s, (double[]){ x + 5, top - 96, x + 110, top - 64, x + 5, top - 32 });
}
