#include "print/specimen.h"

#include "print/text.h"

#include <math.h>
#include <pango/pangocairo.h>

static const double bar_height = 9, bar_text = 6, bar_gap = 8;
static const double hatch_step = 1.3, hatch_reach = 300;
static const double tilt = -0.38;

static void draw_bar(struct canvas *c, const struct form_specimen *specimen, double y)
{
    struct type ja = {FACE_SANS_BOLD, 13, 0.04}, en = {FACE_SANS_BOLD, 12, 0};
    double first = text_width(c, ja, specimen->bar.ja);
    double whole = first + bar_gap + text_width(c, en, specimen->bar.en);
    double x = GRID_MIDDLE - whole / 2;

    cairo_rectangle(c->cr, GRID_GROUND_LEFT, y, GRID_GROUND_RIGHT - GRID_GROUND_LEFT, bar_height);
    cairo_fill(c->cr);
    cairo_set_operator(c->cr, CAIRO_OPERATOR_DEST_OUT);
    text_put(c, ja, x, y + bar_text, PLACE_LEFT, specimen->bar.ja);
    text_put(c, en, x + first + bar_gap, y + bar_text, PLACE_LEFT, specimen->bar.en);
    cairo_set_operator(c->cr, CAIRO_OPERATOR_OVER);
}

/* Hatched, so that what lies under it stays legible. */
static void draw_word(struct canvas *c, const char *word, double x, double y, double pt)
{
    cairo_save(c->cr);
    cairo_translate(c->cr, x, y);
    cairo_rotate(c->cr, tilt);
    text_shape(c, (struct type){FACE_SERIF_BOLD, pt, 0}, 0, 0, word);
    cairo_set_line_width(c->cr, GRID_LINE_MARK);
    cairo_stroke_preserve(c->cr);
    cairo_clip(c->cr);
    cairo_set_line_width(c->cr, GRID_LINE_ROW);
    for (double at = -hatch_reach; at < hatch_reach; at += hatch_step) {
        cairo_move_to(c->cr, at, -hatch_reach);
        cairo_line_to(c->cr, at + 2 * hatch_reach, hatch_reach);
    }
    cairo_stroke(c->cr);
    cairo_restore(c->cr);
}

void specimen_draw(struct canvas *c, const struct form_specimen *specimen)
{
    draw_bar(c, specimen, 7.6);
    draw_bar(c, specimen, 280.4);
    draw_word(c, specimen->word, 88, 106, 150);
    draw_word(c, specimen->word, 52, 208, 190);
}

void specimen_draw_code(struct canvas *c, const struct form_specimen *specimen,
                        struct grid_place at, double side)
{
    static const double dash[] = {2, 1.4};
    struct type big = {FACE_SERIF, side / 1.7, 0.1}, plain = {FACE_SANS, 9, 0};
    double middle = at.x + side / 2, y = at.y + side / 2;

    cairo_save(c->cr);
    cairo_set_dash(c->cr, dash, sizeof dash / sizeof dash[0], 0);
    cairo_set_line_width(c->cr, GRID_LINE_MARK);
    cairo_rectangle(c->cr, at.x, at.y, side, side);
    cairo_stroke(c->cr);
    cairo_restore(c->cr);
    text_put(c, big, middle, y, PLACE_CENTRE, specimen->word);
    text_put(c, plain, middle, y + 8.4, PLACE_CENTRE, specimen->later.ja);
    text_put(c, plain, middle, y + 12.6, PLACE_CENTRE, specimen->later.en);
}
