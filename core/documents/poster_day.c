/*
 * poster_day.c: covers of what one does by day: food, sport, work, learning, families,
 * neighbours, the open air.  As poster_evening.c.
 */
#include "core/documents/poster_ink.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#define TURN	(2 * M_PI)

/* --- food -------------------------------------------------------------------- */

static void
citrus(struct sheet *s, double x, double y, double r, enum ink peel, enum ink flesh)
{
	int	n = 8 + pick(s, 3);
	double	start = between(s, 0, TURN);

	use(s, peel);
	disc(s, x, y, r);
	use(s, peel == GROUND ? SECOND : GROUND);
	disc(s, x, y, r * .88);
	use(s, flesh);
	for (int i = 0; i < n; i++) {
		double a = start + TURN * i / n, b = a + TURN / n - .09, m = (a + b) / 2;

		cairo_move_to(s->cr, x + r * .12 * cos(m), y + r * .12 * sin(m));
		cairo_arc(s->cr, x + r * .03 * cos(m), y + r * .03 * sin(m), r * .77, a + .05, b);
		cairo_close_path(s->cr);
		cairo_set_line_join(s->cr, CAIRO_LINE_JOIN_ROUND);
		cairo_set_line_width(s->cr, r * .06);
		cairo_fill_preserve(s->cr);
		cairo_stroke(s->cr);
	}
}

/* Slices on the board, one of them cut by the edge. */
void
scene_slices(struct sheet *s)
{
	double x = between(s, 120, 260);

	fill_sheet(s, GROUND);
	use(s, THIRD);
	box(s, 0, between(s, 480, 620), SHEET_W, SHEET_H);
	for (int i = 0; x < SHEET_W + 100; i++) {
		double r = between(s, 150, 290), y = between(s, 240, 660);

		use_thin(s, FOURTH, .25);
		disc(s, x + 18, y + 22, r);
		citrus(s, x, y, r, (enum ink)(1 + (i + 1) % 4), (enum ink)(1 + i % 4));
		x += r + between(s, 170, 250);
	}
	use(s, SECOND);
	for (int i = 0; i < 5; i++)
		leaf(s, between(s, 100, 1500), between(s, 100, 800), between(s, 90, 150), 34,
		    between(s, 0, TURN));
}

static void
fork_and_knife(struct sheet *s, double x, double y, double h)
{
	for (int i = -1; i <= 1; i++)
		round_box(s, x + i * h * .06 - h * .018, y - h / 2, h * .036, h * .3, h * .018);
	half_disc(s, x, y - h * .22, h * .078, 0);
	round_box(s, x - h * .022, y - h * .2, h * .044, h * .7, h * .022);
}

/* A laid table from above. */
void
scene_table(struct sheet *s)
{
	double x = between(s, 300, 420), step = between(s, 450, 520);

	fill_sheet(s, GROUND);
	use_thin(s, SECOND, .35);
	for (int i = 0; i < 20; i += 2)
		box(s, i * 84.0, 0, 84, SHEET_H);
	for (int i = 0; i < 11; i += 2)
		box(s, 0, i * 84.0, SHEET_W, 84);
	for (int i = 0; i < 3; i++, x += step) {
		double y = between(s, 360, 540), r = between(s, 175, 215);

		use_thin(s, FOURTH, .3);
		disc(s, x + 14, y + 20, r);
		use(s, i == 1 ? FIRST : FOURTH);
		disc(s, x, y, r);
		use(s, i == 1 ? FOURTH : SECOND);
		disc(s, x, y, r * .76);
		if (i == 1) {
			citrus(s, x, y, r * .56, THIRD, FIRST);
		} else {
			for (int l = 0; l < 7; l++) {
				use(s, (enum ink)(l % 2 ? THIRD : FIRST));
				leaf(s, x, y, r * .62, r * .18, TURN * l / 7 + i);
			}
			use(s, GROUND);
			disc(s, x, y, r * .14);
		}
		use(s, FOURTH);
		fork_and_knife(s, x - r - 62, y, r * 1.7);
	}
}

/* --- sports ------------------------------------------------------------------ */

/* The bend of a running track. */
void
scene_lanes(struct sheet *s)
{
	double x = between(s, 150, 420), y = SHEET_H + between(s, 40, 260),
	    r = between(s, 300, 380);

	fill_sheet(s, GROUND);
	use(s, THIRD);
	disc(s, between(s, 1080, 1360), between(s, 200, 290), between(s, 110, 170));
	use(s, FIRST);
	disc(s, x, y, r + 6 * 118);
	use(s, SECOND);
	for (int i = 0; i <= 6; i++)
		ring(s, x, y, r + i * 118, 9);
	use(s, FOURTH);
	disc(s, x, y, r);
	for (int i = 0; i < 6; i++) {
		double a = -between(s, .55, 1.25), lane = r + i * 118 + 59;

		use(s, i % 2 ? GROUND : FOURTH);
		disc(s, x + lane * cos(a), y + lane * sin(a), 30);
		use_thin(s, i % 2 ? GROUND : FOURTH, .4);
		cairo_new_sub_path(s->cr);
		cairo_arc(s->cr, x, y, lane, a - .32, a - .06);
		cairo_set_line_width(s->cr, 14);
		cairo_set_line_cap(s->cr, CAIRO_LINE_CAP_ROUND);
		cairo_stroke(s->cr);
	}
}

/* A ball, and the way it came. */
void
scene_bounce(struct sheet *s)
{
	double x = between(s, 1060, 1240), y = between(s, 300, 400), r = between(s, 190, 250);

	fill_sheet(s, GROUND);
	use(s, FOURTH);
	box(s, 0, 700, SHEET_W, 200);
	use(s, SECOND);
	box(s, 0, 694, SHEET_W, 10);
	for (int i = 0; i < 13; i++) {
		double back = (i + 1) * .075, px = x - back * 1150;
		double py = 640 - fabs(cos(back * 4.1)) * (640 - y);

		use_thin(s, THIRD, .95 - i * .065);
		disc(s, px, py, r * (.42 - .022 * i));
	}
	use(s, FIRST);
	disc(s, x, y, r);
	cairo_save(s->cr);
	cairo_new_sub_path(s->cr);
	cairo_arc(s->cr, x, y, r, 0, TURN);
	cairo_clip(s->cr);
	use(s, GROUND);
	ring(s, x - r * 1.2, y - r * .3, r * 1.05, 12);
	ring(s, x + r * 1.2, y + r * .3, r * 1.05, 12);
	line(s, x - r, y - r * .42, x + r, y + r * .42, 12);
	cairo_restore(s->cr);
	use_thin(s, GROUND, .5);
	oval(s, x, 760, r * .8, 26);
}

/* --- tech -------------------------------------------------------------------- */

static void
cube(struct sheet *s, double x, double y, double a, double h)
{
	double dx = a * .866, dy = a / 2;

	cairo_move_to(s->cr, x, y - h);
	cairo_line_to(s->cr, x + dx, y - h + dy);
	cairo_line_to(s->cr, x, y - h + 2 * dy);
	cairo_line_to(s->cr, x - dx, y - h + dy);
	cairo_close_path(s->cr);
	use(s, SECOND);
	cairo_fill(s->cr);
	use(s, FIRST);
	cairo_move_to(s->cr, x - dx, y - h + dy);
	cairo_line_to(s->cr, x, y - h + 2 * dy);
	cairo_line_to(s->cr, x, y + 2 * dy);
	cairo_line_to(s->cr, x - dx, y + dy);
	cairo_close_path(s->cr);
	cairo_fill(s->cr);
	use(s, FOURTH);
	cairo_move_to(s->cr, x + dx, y - h + dy);
	cairo_line_to(s->cr, x, y - h + 2 * dy);
	cairo_line_to(s->cr, x, y + 2 * dy);
	cairo_line_to(s->cr, x + dx, y + dy);
	cairo_close_path(s->cr);
	cairo_fill(s->cr);
}

/* A city of cubes. */
void
scene_cubes(struct sheet *s)
{
	double a = between(s, 78, 112), fx = between(s, 500, 1100), fy = between(s, 350, 600);

	fill_sheet(s, GROUND);
	use(s, THIRD);
	disc(s, fx, 300, between(s, 210, 300));
	for (int row = 0; row * a / 2 < SHEET_H + 500; row++)
		for (int i = -1; i * a * 1.732 < SHEET_W + a; i++) {
			double x = i * a * 1.732 + (row % 2 ? a * .866 : 0), y = 330 + row * a / 2;
			double far = hypot(x - fx, y - fy);

			if (far > 430 + between(s, -50, 50))
				continue;
			cube(s, x, y, a * .96, between(s, 16, 90) + 230 * exp(-far * far / 50000));
		}
}

/* Traces that find their way to their pads. */
void
scene_traces(struct sheet *s)
{
	double	x = between(s, 620, 980), y = 450, half = 150;

	fill_sheet(s, GROUND);
	for (int i = 0; i < 44; i++) {
		double	a = i % 11 * 26 - 130;
		double	sx = i / 11 % 2 ? -1 : 1, out = between(s, 90, 330),
		    end = between(s, 120, 460);
		double	turn = between(s, 40, 190) * (a < 0 ? -1 : 1);
		bool	flat = i < 22;

		use(s, (enum ink)(1 + (i * 7 + pick(s, 2)) % 4));
		cairo_set_line_width(s->cr, 8);
		cairo_set_line_join(s->cr, CAIRO_LINE_JOIN_ROUND);
		cairo_move_to(s->cr, flat ? x : x + a, flat ? y + a : y);
		cairo_rel_line_to(s->cr, flat ? sx * (half + out) : 0, flat ? 0 :
		    sx * (half + out * .4));
		cairo_rel_line_to(s->cr, flat ? sx * fabs(turn) : turn, flat ? turn :
		    sx * fabs(turn));
		cairo_rel_line_to(s->cr, flat ? sx * end : 0, flat ? 0 : sx * end);
		cairo_get_current_point(s->cr, &a, &end);
		cairo_stroke(s->cr);
		disc(s, a, end, 15);
		use(s, GROUND);
		disc(s, a, end, 6);
	}
	use(s, SECOND);
	round_box(s, x - half - 20, y - half - 20, 2 * half + 40, 2 * half + 40, 26);
	use(s, GROUND);
	round_box(s, x - half + 6, y - half + 6, 2 * half - 12, 2 * half - 12, 14);
	use(s, FIRST);
	disc(s, x, y, half * .5);
	use(s, THIRD);
	half_disc(s, x, y, half * .5, pick(s, 4) * TURN / 4);
}

/* --- business ---------------------------------------------------------------- */

/* Modules on a grid, as the Bauhaus taught it. */
void
scene_modules(struct sheet *s)
{
	const double m = 200;

	for (int row = 0; row < 5; row++)
		for (int i = 0; i < 8; i++) {
			double	 x = i * m, y = row * m - 50;
			enum ink below = (enum ink)pick(s, INKS),
			    above = (enum ink)((below + 1 + pick(s, 4)) % INKS);
			double	 from = pick(s, 4) * TURN / 4;

			use(s, below);
			box(s, x, y, m + 1, m + 1);
			use(s, above);
			switch (pick(s, 6)) {
			case 0: quarter(s, from < 1 || from > 4 ? x : x + m, from < 3 ? y : y + m,
			    m, from); break;
			case 1: half_disc(s, x + m / 2, y + m / 2, m / 2, from); break;
			case 2: disc(s, x + m / 2, y + m / 2, m * .32); break;
			case 3: triangle(s, (double[]){ x, y, x + m, y + m, pick(s, 2) ? x : x + m,
			    y + m * (pick(s, 2) ? 0 : 1) }); break;
			case 4: box(s, x, y, m / 2, m); break;
			case 5: break;
			}
		}
}

/* Columns that rise towards a sun. */
void
scene_growth(struct sheet *s)
{
	int	n = 6 + pick(s, 4);
	double	w = SHEET_W / (n + 1);

	fill_sheet(s, GROUND);
	use(s, FIRST);
	disc(s, SHEET_W - between(s, 260, 420), between(s, 230, 300), between(s, 150, 210));
	use_thin(s, SECOND, .4);
	for (int i = 1; i < 9; i++)
		box(s, 0, i * 100.0, SHEET_W, 3);
	for (int i = 0; i < n; i++) {
		double	 h = 130 + 520.0 * i / n * between(s, .8, 1.12), x = w * (i + .6);

		use(s, (enum ink)(1 + (i + 1) % 4));
		box(s, x, SHEET_H - h, w * .78, h);
		use_thin(s, GROUND, .35);
		halftone(s, x, SHEET_H - h, w * .78, h * .7, w * .13);
		use(s, (enum ink)(1 + (i + 2) % 4));
		half_disc(s, x + w * .39, SHEET_H - h, w * .39, TURN / 2);
	}
}

/* --- education --------------------------------------------------------------- */

/* Books on a shelf, one leaning. */
void
scene_shelf(struct sheet *s)
{
	double x = between(s, 60, 160);

	fill_sheet(s, GROUND);
	use(s, THIRD);
	disc(s, between(s, 400, 1200), 330, between(s, 210, 270));
	use(s, FOURTH);
	box(s, 0, 770, SHEET_W, 34);
	for (int i = 0; x < 1480; i++) {
		double w = between(s, 58, 128), h = between(s, 330, 560);
		enum ink cover = (enum ink)(1 + (i + pick(s, 2)) % 4),
		    band = (enum ink)((cover + 2) % INKS);

		cairo_save(s->cr);
		cairo_translate(s->cr, x, 770);
		if (i % 6 == 5) {
			cairo_translate(s->cr, 0, -w * .22);
			cairo_rotate(s->cr, .22);
			x += 120;
		}
		use(s, cover);
		round_box(s, 0, -h, w, h, 8);
		use(s, band);
		box(s, 0, -h + h * .14, w, 16);
		box(s, 0, -h + h * .14 + 28, w, 6);
		box(s, 0, -h * .16, w, 16);
		if (w > 85)
			disc(s, w / 2, -h * .5, w * .2);
		cairo_restore(s->cr);
		x += w + 7;
	}
}

/* A lesson in geometry: compass, square and what they drew. */
void
scene_geometry(struct sheet *s)
{
	double x = between(s, 520, 760), y = between(s, 420, 500), r = between(s, 250, 310);

	fill_sheet(s, GROUND);
	use_thin(s, THIRD, .45);
	for (int i = 1; i < 20; i++)
		box(s, i * 80.0, 0, 2, SHEET_H);
	for (int i = 1; i < 12; i++)
		box(s, 0, i * 80.0, SHEET_W, 2);
	use_thin(s, FIRST, .9);
	disc(s, x, y, r);
	use_thin(s, SECOND, .85);
	disc(s, x + r, y, r);
	use(s, FOURTH);
	for (int i = 0; i < 6; i++) {
		double a = TURN * i / 6;

		line(s, x + r * cos(a), y + r * sin(a), x + r * cos(a + TURN / 3),
		    y + r * sin(a + TURN / 3), 6);
		disc(s, x + r * cos(a), y + r * sin(a), 15);
	}
	ring(s, x, y, r, 6);
	ring(s, x + r, y, r, 6);
	use(s, THIRD);
	triangle(s, (double[]){ 1180, 800, 1540, 800, 1540, between(s, 180, 330) });
	use(s, GROUND);
	triangle(s, (double[]){ 1330, 740, 1490, 740, 1490, between(s, 500, 560) });
	use(s, FOURTH);
	for (int i = 0; i < 9; i++)
		box(s, 1200 + i * 38.0, 776, 4, i % 2 ? 14 : 24);
}

/* --- family ------------------------------------------------------------------ */

static void
bunting(struct sheet *s, double y, double sag)
{
	for (int i = 0; i < 21; i++) {
		double x = i * 80.0, drop = y + sag * (1 - pow((x - 800) / 800, 2));

		use(s, (enum ink)(1 + i % 4));
		triangle(s, (double[]){ x - 30, drop, x + 30, drop + 3, x, drop + 78 });
	}
}

/* Balloons over the hills. */
void
scene_balloons(struct sheet *s)
{
	fill_sheet(s, GROUND);
	use(s, THIRD);
	hill(s, 690, 46, between(s, 0, TURN));
	use(s, SECOND);
	hill(s, 790, 34, between(s, 0, TURN));
	for (int i = 0; i < 7; i++) {
		double x = 170 + i * 205 + between(s, -50, 50), y = between(s, 270, 500),
		    r = between(s, 74, 122);

		use(s, FOURTH);
		cairo_set_line_width(s->cr, 3.5);
		cairo_move_to(s->cr, x, y + r * 1.2);
		cairo_curve_to(s->cr, x - 34, y + r + 110, x + 34, y + r + 190, x - 8, y + r + 290);
		cairo_stroke(s->cr);
		use(s, (enum ink)(1 + (i + pick(s, 2)) % 4));
		oval(s, x, y, r, r * 1.18);
		triangle(s, (double[]){ x, y + r * 1.1, x - 15, y + r * 1.34, x + 15,
		    y + r * 1.34 });
		use_thin(s, GROUND, .55);
		oval(s, x - r * .38, y - r * .48, r * .13, r * .26);
	}
	bunting(s, 20, between(s, 70, 120));
}

static void
bow(struct sheet *s, double x, double y)
{
	triangle(s, (double[]){ x, y, x - 34, y - 18, x - 30, y + 18 });
	triangle(s, (double[]){ x, y, x + 34, y - 18, x + 30, y + 18 });
}

static void
kite(struct sheet *s, double x, double y, double size, double angle, enum ink i)
{
	cairo_save(s->cr);
	cairo_translate(s->cr, x, y);
	cairo_rotate(s->cr, angle);
	use(s, i);
	triangle(s, (double[]){ 0, -size, -size * .66, 0, 0, size * 1.3 });
	use(s, (enum ink)(1 + i % 4));
	triangle(s, (double[]){ 0, -size, size * .66, 0, 0, size * 1.3 });
	use(s, FOURTH);
	cairo_move_to(s->cr, 0, size * 1.3);
	cairo_curve_to(s->cr, -70, size * 1.3 + 90, 70, size * 1.3 + 160, -20, size * 1.3 + 260);
	cairo_set_line_width(s->cr, 4);
	cairo_stroke(s->cr);
	for (int b = 1; b < 4; b++) {
		use(s, (enum ink)(1 + (i + b) % 4));
		bow(s, 0, size * 1.3 + b * 68);
	}
	cairo_restore(s->cr);
}

/* Kites in a wind, over a town of roofs. */
void
scene_kites(struct sheet *s)
{
	fill_sheet(s, GROUND);
	for (int i = 0; i < 4; i++) {
		double x = i * 420 + between(s, -60, 120), y = between(s, 90, 420);

		use_between(s, GROUND, SECOND, .3);
		disc(s, x, y, 60);
		disc(s, x + 70, y - 26, 76);
		disc(s, x + 156, y, 58);
		box(s, x, y, 156, 60);
	}
	for (int i = 0; i < 4; i++)
		kite(s, 230 + i * 380 + between(s, -60, 60), between(s, 210, 330),
		    between(s, 100, 160),
		    between(s, -.6, .6), (enum ink)(1 + i % 4));
	for (int i = 0; i < 12; i++) {
		double x = i * 140.0 - 20, h = between(s, 60, 130);

		use(s, (enum ink)(1 + (i + 1) % 3));
		box(s, x, SHEET_H - h, 140, h);
		use(s, FOURTH);
		triangle(s, (double[]){ x - 8, SHEET_H - h, x + 148, SHEET_H - h, x + 70,
		    SHEET_H - h - 74 });
	}
}

/* --- community --------------------------------------------------------------- */

/* A crowd, row behind row. */
void
scene_crowd(struct sheet *s)
{
	fill_sheet(s, GROUND);
	use(s, THIRD);
	disc(s, between(s, 400, 1200), 260, between(s, 190, 260));
	for (int row = 0; row < 4; row++) {
		double step = 190 + row * 26, y = 420 + row * 150, r = step * .3;

		for (double x = (row % 2) * step / 2 - 40; x < SHEET_W + step; x += step) {
			double up = between(s, -34, 34), lean = between(s, -16, 16);
			enum ink coat = any_ink(s),
			    head = (enum ink)(1 + (coat + 1 + pick(s, 2)) % 4);

			use(s, GROUND);
			half_disc(s, x, y + up + r * 3.1, step * .53, TURN / 2);
			use(s, coat);
			half_disc(s, x, y + up + r * 3.1, step * .49, TURN / 2);
			box(s, x - step * .49, y + up + r * 3.1 - 1, step * .98, 300);
			use(s, GROUND);
			disc(s, x + lean, y + up + r * .9, r * 1.02);
			use(s, head);
			disc(s, x + lean, y + up + r * .9, r * .88);
		}
	}
}

static void
house(struct sheet *s, double x, double w, double h, enum ink wall)
{
	use(s, wall);
	box(s, x, SHEET_H - h, w, h);
	use(s, (enum ink)(1 + wall % 4));
	triangle(s, (double[]){ x - 6, SHEET_H - h + 1, x + w + 6, SHEET_H - h + 1,
	    x + w / 2, SHEET_H - h - w * .5 });
	for (double y = SHEET_H - h + 34; y < SHEET_H - 90; y += 92)
		for (int i = 0; i < 2; i++) {
			use_thin(s, GROUND, pick(s, 3) ? .95 : .35);
			round_box(s, x + w * (.16 + .42 * i), y, w * .26, 54, 6);
		}
}

/* A street with its lights on and lanterns across it. */
void
scene_street(struct sheet *s)
{
	double x = -30;

	fill_sheet(s, GROUND);
	use_thin(s, SECOND, .3);
	halftone(s, 0, 0, SHEET_W, 430, 44);
	for (int i = 0; x < SHEET_W; i++) {
		double w = between(s, 150, 230);

		house(s, x, w, between(s, 300, 520), (enum ink)(1 + i % 4));
		x += w + 4;
	}
	use(s, FOURTH);
	for (int rope = 0; rope < 2; rope++) {
		double y = 60 + rope * 110.0, sag = between(s, 70, 130);

		cairo_move_to(s->cr, -10, y);
		cairo_curve_to(s->cr, 500, y + sag * 1.4, 1100, y + sag * 1.4, SHEET_W + 10, y);
		cairo_set_line_width(s->cr, 4);
		use_thin(s, FOURTH, 1);
		cairo_stroke(s->cr);
		for (int i = 0; i < 12; i++) {
			double t = (i + .5) / 12, lx = t * SHEET_W,
			    ly = y + sag * 1.4 * 3 * t * (1 - t) + 32;

			use(s, i % 2 ? FIRST : THIRD);
			oval(s, lx, ly, 25, 31);
			use(s, FOURTH);
			box(s, lx - 9, ly - 36, 18, 7);
			box(s, lx - 9, ly + 28, 18, 7);
		}
	}
}

/* --- outdoors ---------------------------------------------------------------- */

static void
range(struct sheet *s, double base, double tall, double rough)
{
	double y = base, slope = between(s, -1, 1);

	cairo_move_to(s->cr, -10, SHEET_H + 10);
	for (double x = -10; x <= SHEET_W + 20; x += 20) {
		cairo_line_to(s->cr, x, y);
		if (pick(s, 7) == 0 || y < base - tall || y > base)
			slope = y < base - tall * .5 ? between(s, .2, 1) : between(s, -1, -.2);
		y += slope * rough;
	}
	cairo_line_to(s->cr, SHEET_W + 20, SHEET_H + 10);
	cairo_fill(s->cr);
}

static void
pine(struct sheet *s, double x, double y, double h)
{
	for (int i = 0; i < 3; i++) {
		double w = h * (.2 + .09 * i), top = y - h + i * h * .24;

		triangle(s, (double[]){ x, top, x - w, top + h * .42, x + w, top + h * .42 });
	}
	box(s, x - h * .035, y - h * .2, h * .07, h * .2);
}

/* Ranges one behind the other, a sun, a few pines. */
void
scene_mountains(struct sheet *s)
{
	double x = between(s, 300, 1300);

	fill_sheet(s, GROUND);
	use(s, FIRST);
	disc(s, x, between(s, 260, 360), between(s, 120, 180));
	for (int i = 0; i < 4; i++) {
		use_between(s, THIRD, FOURTH, i / 3.0);
		range(s, 520 + i * 110, 300 - i * 55, 19 - i * 2.5);
	}
	use(s, SECOND);
	for (double px = between(s, -20, 80); px < SHEET_W; px += between(s, 60, 210))
		pine(s, px, SHEET_H + 10, between(s, 130, 260));
}

/* A map's contour lines and a dotted way through them. */
void
scene_contours(struct sheet *s)
{
	double cx = between(s, 500, 1100), cy = between(s, 350, 550);
	double p = between(s, 0, TURN), q = between(s, 0, TURN);

	fill_sheet(s, GROUND);
	for (int i = 13; i >= 1; i--) {
		double r = i * 74;

		for (int k = 0; k <= 120; k++) {
			double a = TURN * k / 120,
			    d = r * (1 + .16 * sin(3 * a + p) + .1 * sin(5 * a + q + i * .12));

			cairo_line_to(s->cr, cx + 1.3 * d * cos(a), cy + d * sin(a));
		}
		cairo_close_path(s->cr);
		use_between(s, GROUND, THIRD, 1 - i / 14.0);
		cairo_fill_preserve(s->cr);
		use_thin(s, FOURTH, i % 4 == 0 ? .8 : .35);
		cairo_set_line_width(s->cr, i % 4 == 0 ? 5 : 2.5);
		cairo_stroke(s->cr);
	}
	use(s, FIRST);
	for (int k = 0; k < 26; k++) {
		double t = k / 26.0;

		disc(s, 100 + t * (cx - 100), 820 - t * (820 - cy) + 90 * sin(t * 8 + p), 12);
	}
	disc(s, cx, cy - 92, 62);
	triangle(s, (double[]){ cx - 58, cy - 72, cx + 58, cy - 72, cx, cy + 18 });
	use(s, GROUND);
	disc(s, cx, cy - 92, 25);
}

/* --- wellness ---------------------------------------------------------------- */

/* Stones in balance, and their rings in the water. */
void
scene_stones(struct sheet *s)
{
	double	x = between(s, 520, 1080), y = 660;
	int	n = 4 + pick(s, 2);

	fill_sheet(s, GROUND);
	use(s, THIRD);
	disc(s, x + (pick(s, 2) ? 1 : -1) * between(s, 330, 430), between(s, 230, 330),
	    between(s, 150, 220));
	use_thin(s, SECOND, .5);
	box(s, 0, 640, SHEET_W, SHEET_H);
	for (int i = 6; i > 0; i--) {
		use_thin(s, GROUND, .4);
		cairo_save(s->cr);
		cairo_translate(s->cr, x, 700);
		cairo_scale(s->cr, 1, .2);
		ring(s, 0, 0, 170 + i * 105, 7);
		cairo_restore(s->cr);
	}
	for (int i = 0; i < n; i++) {
		double rx = 210 - i * 36 + between(s, -12, 12), ry = 62 - i * 6 + between(s, -4, 6);

		use(s, (enum ink)(1 + (i + 3) % 4));
		oval(s, x, y, rx, ry);
		use_thin(s, GROUND, .22);
		oval(s, x - rx * .28, y - ry * .4, rx * .42, ry * .22);
		y -= ry * 1.7;
		x += between(s, -18, 18);
	}
}

/* A flower opens, petal behind petal. */
void
scene_lotus(struct sheet *s)
{
	double	x = between(s, 650, 950), y = between(s, 600, 680);
	int	n = 3 + pick(s, 2);

	fill_sheet(s, GROUND);
	for (int i = 7; i > 0; i--) {
		use_thin(s, THIRD, .16);
		disc(s, x, y - 60, i * 108);
	}
	for (int row = 0; row < 3; row++)
		for (int i = -n; i <= n; i++) {
			double l = 520 - row * 120 - abs(i) * 26;

			use_between(s, FIRST, row == 1 ? FOURTH : SECOND,
			    row * .34 + (i & 1) * .14);
			leaf(s, x, y, l, l * .26, -TURN / 4 + i * (.4 - row * .06));
		}
	use(s, FOURTH);
	box(s, 0, y, SHEET_W, SHEET_H);
	for (int i = 0; i < 7; i++) {
		use_thin(s, GROUND, .6 - i * .07);
		round_box(s, x - 420 + i * 44 + between(s, -30, 30), y + 36 + i * 32, 840 - i * 88,
		    8, 4);
	}
}
