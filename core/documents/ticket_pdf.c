/*
 * ticket_pdf.c: tickets on paper; see ticket_pdf.h.
 *
 * From the top: a band with the site's name and its bulbs; what, when, where; a card with who may come
 * and the code; what whoever stands at the door or asks later wants to know; the house.
 * Lengths are points, of which A4 has 595 by 842.
 */
#include "core/documents/ticket_pdf.h"

#include "core/lib/clock.h"
#include "core/lib/log.h"
#include "core/lib/qr.h"
#include "core/lib/str.h"
#include "core/lib/words.h"

#include <cairo-pdf.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH		595.276
#define HEIGHT		841.89
#define MARGIN		48.0
#define COLUMN		(WIDTH - 2 * MARGIN)
#define BAND		64.0
#define CARD_PAD	20.0
#define QR_SIDE		176.0		/* with its quiet zone: a module of 1.4 mm */

#define INK		0x1b1822
#define SOFT		0x595262
#define LINE		0xd8d0c4
#define NIGHT		0x16141c
#define BULB		0xffc34d
#define PAPER		0xfdf6e9
#define RED		0xb3261e

/* Inter first, as on the pages; then whatever has the letters.  No emoji: those have digits, too. */
#define FAMILY		"Inter, Noto Sans, Noto Sans Arabic, Noto Sans Hebrew, WenQuanYi Micro Hei, sans-serif"

struct pen {
	struct arena	*arena;
	cairo_t		*cr;
	PangoContext	*context;
	double		 y;		/* where the next line begins */
};

enum weight { REGULAR = PANGO_WEIGHT_NORMAL, MEDIUM = PANGO_WEIGHT_MEDIUM, BOLD = PANGO_WEIGHT_BOLD };

/* One run of text as it shall look. */
struct style {
	double		size;
	enum weight	weight;
	unsigned	colour;
	int		lines;		/* at most; the last then ends in an ellipsis */
	double		spacing;	/* more between letters, as a share of the size */
};

static const struct style	heading = { 27, BOLD, INK, 4, -0.015 };
static const struct style	label = { 8.5, MEDIUM, SOFT, 1, 0.04 };
static const struct style	fact = { 13, BOLD, INK, 3, 0 };
static const struct style	detail = { 10.5, REGULAR, INK, 3, 0 };
static const struct style	small = { 8.5, REGULAR, SOFT, 3, 0 };

static void
ink(cairo_t *cr, unsigned rgb)
{
	cairo_set_source_rgb(cr, (rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
}

/* --- words ------------------------------------------------------------------------------ */

static PangoLayout *
layout_of(struct pen *p, const struct style *style, double width, const char *words)
{
	PangoLayout		*layout = pango_layout_new(p->context);
	PangoFontDescription	*font = pango_font_description_from_string(FAMILY);
	PangoAttrList		*attributes = pango_attr_list_new();

	pango_font_description_set_weight(font, (PangoWeight)style->weight);
	pango_font_description_set_absolute_size(font, style->size * PANGO_SCALE);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
	if (style->spacing != 0)
		pango_attr_list_insert(attributes,
		    pango_attr_letter_spacing_new((int)(style->spacing * style->size * PANGO_SCALE)));
	pango_layout_set_attributes(layout, attributes);
	pango_attr_list_unref(attributes);
	pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
	pango_layout_set_height(layout, -style->lines);
	pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_text(layout, words, -1);
	return layout;
}

/* Words in a column; how high they are. */
static double
words_at(struct pen *p, const struct style *style, double x, double y, double width, const char *words)
{
	PangoLayout	*layout = layout_of(p, style, width, words);
	int		 high;

	ink(p->cr, style->colour);
	cairo_move_to(p->cr, x, y);
	pango_cairo_show_layout(p->cr, layout);
	pango_layout_get_size(layout, NULL, &high);
	g_object_unref(layout);
	return (double)high / PANGO_SCALE;
}

/* On one line, ending at x or around it. */
static void
words_aligned(struct pen *p, const struct style *style, double x, double y, double share, const char *words)
{
	PangoLayout	*layout = layout_of(p, style, COLUMN, words);
	int		 wide;

	pango_layout_set_width(layout, -1);
	pango_layout_get_size(layout, &wide, NULL);
	ink(p->cr, style->colour);
	cairo_move_to(p->cr, x - share * wide / PANGO_SCALE, y);
	pango_cairo_show_layout(p->cr, layout);
	g_object_unref(layout);
}

/* A heading of a line and what it says beneath, in a column; the height, 0 when there is nothing to say. */
static double
labelled(struct pen *p, double x, double y, double width, const char *name, const char *value,
    const char *more)
{
	double high;

	if (*value == '\0')
		return 0;
	high = words_at(p, &label, x, y, width, name) + 2;
	high += words_at(p, &fact, x, y + high, width, value);
	if (*more != '\0')
		high += 2 + words_at(p, &detail, x, y + high + 2, width, more);
	return high + 14;
}

/* --- drawings ------------------------------------------------------------------------------- */

/* Dark modules, one rectangle for each run of a row. */
static void
draw_qr(cairo_t *cr, const struct qr *q, double x, double y)
{
	double module = QR_SIDE / (q->size + 2 * QR_QUIET);

	x += QR_QUIET * module;
	y += QR_QUIET * module;
	for (int row = 0; row < q->size; row++)
		for (int at = 0, end; at < q->size; at = end + 1) {
			for (end = at; end < q->size && qr_is_dark(q, end, row); end++)
				;
			if (end > at)
				cairo_rectangle(cr, x + at * module, y + row * module,
				    (end - at) * module, module);
		}
	ink(cr, 0x000000);
	cairo_fill(cr);
}

static const char *
capitals(struct arena *a, const char *words)
{
	char		*made = g_utf8_strup(words, -1);
	const char	*kept = arena_copy(a, made);

	g_free(made);
	return kept;
}

static void
draw_band(struct pen *p, const struct ticket_print *print, size_t i, size_t n)
{
	static const struct style	name = { 13, BOLD, PAPER, 1, 0.16 }, count = { 10.5, MEDIUM, PAPER, 1, 0 };

	cairo_rectangle(p->cr, 0, 0, WIDTH, BAND);
	ink(p->cr, NIGHT);
	cairo_fill(p->cr);
	for (double x = 6; x < WIDTH; x += 12) {
		cairo_arc(p->cr, x, BAND, 2.6, 0, 2 * M_PI);
		cairo_close_path(p->cr);
	}
	ink(p->cr, BULB);
	cairo_fill(p->cr);
	words_at(p, &name, MARGIN, 23, COLUMN / 2, capitals(p->arena, print->site_name));
	words_aligned(p, &count, WIDTH - MARGIN, 25, 1,
	    text(p->arena, _("Ticket %zu of %zu"), i + 1, n));
}

static void
draw_rule(struct pen *p)
{
	static const double dashes[] = { 4, 4 };

	cairo_set_dash(p->cr, dashes, 2, 0);
	cairo_set_line_width(p->cr, 0.75);
	cairo_move_to(p->cr, MARGIN, p->y);
	cairo_line_to(p->cr, WIDTH - MARGIN, p->y);
	ink(p->cr, LINE);
	cairo_stroke(p->cr);
	cairo_set_dash(p->cr, NULL, 0, 0);
	p->y += 18;
}

static void
rounded(cairo_t *cr, double x, double y, double width, double height, double radius)
{
	cairo_new_sub_path(cr);
	cairo_arc(cr, x + width - radius, y + radius, radius, -M_PI / 2, 0);
	cairo_arc(cr, x + width - radius, y + height - radius, radius, 0, M_PI / 2);
	cairo_arc(cr, x + radius, y + height - radius, radius, M_PI / 2, M_PI);
	cairo_arc(cr, x + radius, y + radius, radius, M_PI, 3 * M_PI / 2);
	cairo_close_path(cr);
}

/* --- a page ---------------------------------------------------------------------------------------- */

static void
draw_event(struct pen *p, const struct ticket_sheet *t)
{
	double half = (COLUMN - 24) / 2, left, right;

	p->y += words_at(p, &heading, MARGIN, p->y, COLUMN, t->title) + 18;
	left = labelled(p, MARGIN, p->y, half, _("When"), t->when, t->until);
	right = labelled(p, MARGIN + half + 24, p->y, half, _("Where"), t->place, t->address);
	p->y += left > right ? left : right;
}

/* "ABCDE FGHJK": five letters are what an eye takes in at once. */
static const char *
grouped(struct arena *a, const char *code)
{
	return strlen(code) == 10 ? text(a, "%.5s %s", code, code + 5) : code;
}

/* The code, or why there is none. */
static void
draw_code(struct pen *p, const struct ticket_sheet *t, double x, double y)
{
	static const struct style	letters = { 15, BOLD, INK, 1, 0.08 }, void_ = { 17, BOLD, RED, 2, 0 };
	const struct qr			*q = qr_make(p->arena, t->code);

	if (q == NULL) {
		words_aligned(p, &void_, x + QR_SIDE / 2, y + QR_SIDE / 2 - 12, 0.5, t->state);
		return;
	}
	draw_qr(p->cr, q, x, y);
	words_aligned(p, &letters, x + QR_SIDE / 2, y + QR_SIDE + 1, 0.5, grouped(p->arena, t->short_code));
}

/* Who may come, and the code that says so. */
static void
draw_card(struct pen *p, const struct ticket_sheet *t)
{
	double	height = QR_SIDE + 2 * CARD_PAD + 24, x = MARGIN + CARD_PAD, y = p->y + CARD_PAD,
		width = COLUMN - QR_SIDE - 3 * CARD_PAD;

	rounded(p->cr, MARGIN, p->y, COLUMN, height, 10);
	cairo_set_line_width(p->cr, 1.25);
	ink(p->cr, LINE);
	cairo_stroke(p->cr);
	y += labelled(p, x, y, width, _("Name"), t->holder, "");
	y += labelled(p, x, y, width, _("Ticket"), t->type, t->price);
	words_at(p, &small, x, p->y + height - CARD_PAD - 34, width, *t->code == '\0' ? t->state :
	    _("Show this code at the door, on paper or on a screen. It lets one person in, once: "
	    "keep it to yourself."));
	draw_code(p, t, WIDTH - MARGIN - CARD_PAD - QR_SIDE, p->y + CARD_PAD);
	p->y += height + 22;
}

/*
 * What cairo reads of a link.  It takes it over as it is, between brackets, into the file (1.16
 * does), so that whatever would end it there becomes %XX.
 */
static const char *
link_to(struct arena *a, const char *url)
{
	struct str *s = str_new(a);

	str_add(s, "uri='");
	for (; *url != '\0'; url++)
		if ((unsigned char)*url <= ' ' || (unsigned char)*url >= 0x7F || strchr("()<>\\'\"{}|^`", *url) != NULL)
			str_addf(s, "%%%02X", (unsigned char)*url);
		else
			str_addc(s, *url);
	str_addc(s, '\'');
	return s->text;
}

/* The way into what happens online, to be clicked or typed. */
static void
draw_join(struct pen *p, const char *url)
{
	if (*url == '\0')
		return;
	p->y += words_at(p, &label, MARGIN, p->y, COLUMN, _("Join online")) + 2;
	cairo_tag_begin(p->cr, CAIRO_TAG_LINK, link_to(p->arena, url));
	p->y += words_at(p, &detail, MARGIN, p->y, COLUMN, url);
	cairo_tag_end(p->cr, CAIRO_TAG_LINK);
	p->y += 16;
}

/* Three columns of what is asked later: the order, who ordered, who puts it on. */
static void
draw_facts(struct pen *p, const struct ticket_sheet *t)
{
	static const struct style	value = { 10.5, MEDIUM, INK, 2, 0 };
	const char			*facts[3][3] = { { _("Order"), t->order, t->ordered },
	    { _("Ordered by"), t->buyer, "" }, { _("Organizer"), t->organizer, t->contact } };
	double				 width = (COLUMN - 2 * 20) / 3;

	for (int i = 0; i < 3; i++) {
		double x = MARGIN + i * (width + 20), y = p->y;

		if (*facts[i][1] == '\0')
			continue;
		y += words_at(p, &label, x, y, width, facts[i][0]) + 2;
		y += words_at(p, &value, x, y, width, facts[i][1]) + 1;
		if (*facts[i][2] != '\0')
			words_at(p, &small, x, y, width, facts[i][2]);
	}
}

static void
draw_page(struct pen *p, const struct ticket_print *print, const struct ticket_sheet *t, size_t i, size_t n)
{
	draw_band(p, print, i, n);
	p->y = BAND + 34;
	draw_event(p, t);
	draw_card(p, t);
	draw_join(p, t->join_url);
	draw_rule(p);
	draw_facts(p, t);
	words_aligned(p, &small, WIDTH / 2, HEIGHT - 40, 0.5, print->site_url);
	cairo_show_page(p->cr);
}

/* --- the file ------------------------------------------------------------------------------------- */

static cairo_status_t
keep(void *to, const unsigned char *bytes, unsigned n)
{
	str_add_n(to, bytes, n);
	return CAIRO_STATUS_SUCCESS;
}

/* Nothing here fails but for want of memory. */
static void
must(cairo_status_t status)
{
	if (status == CAIRO_STATUS_SUCCESS)
		return;
	log_line(LOG_ERROR, "a ticket could not be drawn", LOG_TEXT("why", cairo_status_to_string(status)),
	    LOG_END);
	abort();
}

/* Of itself: a title, and the date of what it shows, so that the same tickets make the same bytes. */
static void
describe(struct arena *a, cairo_surface_t *pdf, const struct ticket_print *print, const char *title)
{
	cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_TITLE, title);
	cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATOR, print->site_name);
	cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATE_DATE,
	    clock_iso(a, print->made_at, "UTC"));
}

/* Letters where they belong on paper, not where a screen would have them. */
static PangoContext *
context_of(cairo_t *cr, const char *language)
{
	PangoContext		*context = pango_cairo_create_context(cr);
	cairo_font_options_t	*options = cairo_font_options_create();

	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(context, options);
	cairo_font_options_destroy(options);
	pango_context_set_round_glyph_positions(context, FALSE);
	pango_context_set_language(context, pango_language_from_string(language));
	return context;
}

const void *
ticket_pdf(struct arena *a, const struct ticket_print *print, const struct ticket_sheet *sheets, size_t n,
    size_t *len)
{
	struct str	*bytes = str_new(a);
	cairo_surface_t	*pdf = cairo_pdf_surface_create_for_stream(keep, bytes, WIDTH, HEIGHT);
	cairo_t		*cr = cairo_create(pdf);
	struct pen	 pen = { .arena = a, .cr = cr, .context = context_of(cr, print->language) };

	describe(a, pdf, print, sheets[0].title);
	for (size_t i = 0; i < n; i++)
		draw_page(&pen, print, &sheets[i], i, n);
	g_object_unref(pen.context);
	must(cairo_status(cr));
	cairo_destroy(cr);
	cairo_surface_finish(pdf);
	must(cairo_surface_status(pdf));
	cairo_surface_destroy(pdf);
	*len = bytes->len;
	return bytes->text;
}
