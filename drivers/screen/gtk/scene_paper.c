#include "drivers/screen/gtk/scene.h"

#include <math.h>

enum { LONGEST = 300, SHEET_WIDTH = 380, SHEET_LEFT = 290, MOUTH = 112 };

static void draw_front(const struct pen *pen, const struct scene *s)
{
    int rings = s->stage >= 2 ? 3 : 1;

    pen_box(pen, 130, 10, 700, 190, 36);
    pen_fill(pen, "suna", "sumi", 4);
    for (int i = rings - 1; i >= 0; i--) {
        double out = 12 + 14 * i;

        pen_box(pen, 240 - out, 90 - out, 480 + 2 * out, 40 + 2 * out, 20 + out);
        pen_fill(pen, "yamabuki", "sumi", 4);
    }
    pen_box(pen, 240, 90, 480, 40, 20);
    pen_fill(pen, "sumi", NULL, 0);
}

static void draw_lines(const struct pen *pen, double bottom)
{
    for (int i = 0; i < 5; i++) {
        double y = bottom - 60 - 44 * i;

        if (y < MOUTH + 24)
            break;
        cairo_move_to(pen->cr, SHEET_LEFT + 40, y);
        cairo_line_to(pen->cr, SHEET_LEFT + (i < 2 ? 200 : 340), y);
        pen_fill(pen, NULL, i == 0 ? "sumi" : "keisen", 4);
    }
}

static void draw_code(const struct pen *pen, double bottom)
{
    double x = SHEET_LEFT + 250, y = bottom - 128;

    if (y < MOUTH + 12)
        return;
    pen_box(pen, x, y, 76, 76, 3);
    pen_fill(pen, "shiro", "sumi", 4);
    for (int i = 0; i < 5; i++) {
        double size = i == 4 ? 12 : 16;

        cairo_rectangle(pen->cr, x + 12 + (i == 4 ? 22 : 36 * (i % 2)),
                        y + 12 + (i == 4 ? 22 : 36.0 * (i / 2)), size, size);
        pen_fill(pen, "sumi", NULL, 0);
    }
}

static void draw_paper(const struct pen *pen, double length)
{
    double bottom = MOUTH + length, right = SHEET_LEFT + SHEET_WIDTH, fold = fmin(48, length);

    cairo_move_to(pen->cr, SHEET_LEFT, MOUTH);
    cairo_line_to(pen->cr, right, MOUTH);
    cairo_line_to(pen->cr, right, bottom - fold);
    cairo_line_to(pen->cr, right - fold, bottom);
    cairo_line_to(pen->cr, SHEET_LEFT, bottom);
    cairo_close_path(pen->cr);
    pen_fill(pen, "shiro", "sumi", 4);
    cairo_move_to(pen->cr, right, bottom - fold);
    cairo_line_to(pen->cr, right - fold, bottom - fold);
    cairo_line_to(pen->cr, right - fold, bottom);
    cairo_close_path(pen->cr);
    pen_fill(pen, "yamabuki", "sumi", 4);
    draw_code(pen, bottom);
    draw_lines(pen, bottom);
}

/* How much of the sheet is seen: it follows the printer's count, not a clock. */
static double length_of(const struct scene *s)
{
    double sway = s->look.still ? 0 : 10 * s->moved;

    if (s->kind == SCREEN_TAKE_PAPER)
        return LONGEST + 2 * sway;
    if (s->page == 0 || s->pages == 0)
        return 60 + sway;
    return 150 + 120.0 * fmin(s->page, s->pages) / s->pages + sway;
}

void scene_draw_slot(const struct pen *pen, const struct scene *scene)
{
    draw_front(pen, scene);
    draw_paper(pen, length_of(scene));
    if (scene->kind == SCREEN_TAKE_PAPER)
        pen_arrow(pen, 770, 350, false);
}
