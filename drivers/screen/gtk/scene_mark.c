#include "drivers/screen/gtk/icon.h"
#include "drivers/screen/gtk/scene.h"

void pen_fill(const struct pen *pen, const char *fill, const char *edge, double width)
{
    if (fill != NULL) {
        look_colour(pen->widget, pen->cr, fill);
        cairo_fill_preserve(pen->cr);
    }
    if (edge != NULL) {
        look_colour(pen->widget, pen->cr, edge);
        cairo_set_line_width(pen->cr, width);
        cairo_stroke_preserve(pen->cr);
    }
    cairo_new_path(pen->cr);
}

void pen_box(const struct pen *pen, double x, double y, double width, double height, double round)
{
    cairo_new_sub_path(pen->cr);
    cairo_arc(pen->cr, x + width - round, y + round, round, -G_PI / 2, 0);
    cairo_arc(pen->cr, x + width - round, y + height - round, round, 0, G_PI / 2);
    cairo_arc(pen->cr, x + round, y + height - round, round, G_PI / 2, G_PI);
    cairo_arc(pen->cr, x + round, y + round, round, G_PI, 1.5 * G_PI);
    cairo_close_path(pen->cr);
}

void pen_arrow(const struct pen *pen, double x, double y, bool up)
{
    cairo_save(pen->cr);
    cairo_translate(pen->cr, x, y);
    cairo_scale(pen->cr, 1, up ? -1 : 1);
    cairo_move_to(pen->cr, -24, -80);
    cairo_line_to(pen->cr, 24, -80);
    cairo_line_to(pen->cr, 24, 10);
    cairo_line_to(pen->cr, 56, 10);
    cairo_line_to(pen->cr, 0, 80);
    cairo_line_to(pen->cr, -56, 10);
    cairo_line_to(pen->cr, -24, 10);
    cairo_close_path(pen->cr);
    cairo_restore(pen->cr);
    pen_fill(pen, "tokiwa", "sumi", 4);
}

static void draw_line(const struct pen *pen, double x, double y, double width, const char *ink)
{
    cairo_move_to(pen->cr, x, y);
    cairo_line_to(pen->cr, x + width, y);
    pen_fill(pen, NULL, ink, 4);
}

void draw_card(const struct pen *pen)
{
    pen_box(pen, 0, 0, 220, 140, 14);
    pen_fill(pen, "shiro", "sumi", 4);
    pen_box(pen, 16, 14, 188, 16, 4);
    pen_fill(pen, "seiji", NULL, 0);
    pen_box(pen, 18, 44, 56, 72, 6);
    pen_fill(pen, "suna", "sumi", 3);
    cairo_arc(pen->cr, 46, 70, 12, 0, 2 * G_PI);
    pen_fill(pen, "shiro", "sumi", 3);
    cairo_arc(pen->cr, 46, 114, 22, G_PI, 2 * G_PI);
    pen_fill(pen, "shiro", "sumi", 3);
    draw_line(pen, 94, 56, 104, "keisen");
    draw_line(pen, 94, 82, 104, "keisen");
    draw_line(pen, 94, 108, 64, "keisen");
}

/* Four places of a code; the paper in the picture carries none that reads. */
static void draw_code(const struct pen *pen, double x, double y)
{
    static const double dots[][2] = {{0, 0}, {24, 0}, {0, 24}, {24, 24}, {13, 13}};

    pen_box(pen, x, y, 52, 52, 2);
    pen_fill(pen, "shiro", "sumi", 3);
    for (size_t i = 0; i < G_N_ELEMENTS(dots); i++) {
        cairo_rectangle(pen->cr, x + 9 + dots[i][0], y + 9 + dots[i][1], i == 4 ? 8 : 10,
                        i == 4 ? 8 : 10);
        pen_fill(pen, "sumi", NULL, 0);
    }
}

void draw_sheet(const struct pen *pen)
{
    cairo_move_to(pen->cr, 0, 0);
    cairo_line_to(pen->cr, 140, 0);
    cairo_line_to(pen->cr, 180, 40);
    cairo_line_to(pen->cr, 180, 240);
    cairo_line_to(pen->cr, 0, 240);
    cairo_close_path(pen->cr);
    pen_fill(pen, "shiro", "sumi", 4);
    cairo_move_to(pen->cr, 140, 0);
    cairo_line_to(pen->cr, 180, 40);
    cairo_line_to(pen->cr, 140, 40);
    cairo_close_path(pen->cr);
    pen_fill(pen, "yamabuki", "sumi", 4);
    draw_line(pen, 24, 56, 90, "sumi");
    draw_line(pen, 24, 88, 132, "keisen");
    draw_line(pen, 24, 116, 132, "keisen");
    draw_line(pen, 24, 144, 132, "keisen");
    draw_code(pen, 104, 168);
}

void draw_machine(const struct pen *pen, int lit)
{
    pen_box(pen, 24, 4, 102, 272, 12);
    pen_fill(pen, "shiro", "sumi", 4);
    cairo_move_to(pen->cr, 6, 280);
    cairo_line_to(pen->cr, 144, 280);
    pen_fill(pen, NULL, "sumi", 6);
    pen_box(pen, 40, 20, 70, 108, 6);
    pen_fill(pen, "tokiwa", "sumi", 3);
    pen_box(pen, 54, 88, 42, 18, 4);
    pen_fill(pen, "yamabuki", NULL, 0);
    pen_box(pen, 74, 146, 40, 30, 5);
    pen_fill(pen, lit == 1 ? "yamabuki" : "suna", "sumi", lit == 1 ? 6 : 3);
    pen_box(pen, 44, 204, 62, 14, 5);
    pen_fill(pen, lit == 2 ? "yamabuki" : "sumi", "sumi", lit == 2 ? 6 : 3);
}

static void draw_thing(const struct pen *pen, void (*thing)(const struct pen *), double x, double y,
                       double scale)
{
    cairo_save(pen->cr);
    cairo_translate(pen->cr, x, y);
    cairo_scale(pen->cr, scale, scale);
    thing(pen);
    cairo_restore(pen->cr);
}

static void draw_idle_machine(const struct pen *pen)
{
    draw_machine(pen, 0);
}

static void draw_then(const struct pen *pen, double x)
{
    cairo_move_to(pen->cr, x, 200);
    cairo_line_to(pen->cr, x + 64, 200);
    cairo_move_to(pen->cr, x + 40, 174);
    cairo_line_to(pen->cr, x + 66, 200);
    cairo_line_to(pen->cr, x + 40, 226);
    pen_fill(pen, NULL, "tokiwa", 8);
}

void scene_draw_welcome(const struct pen *pen)
{
    draw_thing(pen, draw_card, 54, 116, 1.15);
    draw_then(pen, 338);
    draw_thing(pen, draw_idle_machine, 430, 58, 1);
    draw_then(pen, 602);
    draw_thing(pen, draw_sheet, 706, 68, 1.1);
}

void scene_draw_done(const struct pen *pen)
{
    draw_thing(pen, draw_sheet, 214, 68, 1.1);
    draw_thing(pen, draw_card, 470, 140, 1.25);
    cairo_arc(pen->cr, 745, 140, 58, 0, 2 * G_PI);
    pen_fill(pen, "tokiwa", "sumi", 4);
    cairo_save(pen->cr);
    cairo_translate(pen->cr, 713, 108);
    look_colour(pen->widget, pen->cr, "on-tokiwa");
    icon_draw(pen->cr, ICON_CHECK, 64);
    cairo_restore(pen->cr);
}
