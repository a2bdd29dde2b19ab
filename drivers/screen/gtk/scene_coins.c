#include "drivers/screen/gtk/scene.h"

/* The coin box from the front: a slot that stands upright, and below it the cup for what comes
 * back. */
enum { SLOT_LEFT = 500, SLOT_TOP = 120, SLOT_HEIGHT = 160, ROUND = 62, WAY = 300 };

static void draw_box(const struct pen *pen)
{
    pen_box(pen, 400, 20, 430, 500, 36);
    pen_fill(pen, "suna", "sumi", 4);
    pen_box(pen, 470, 380, 290, 90, 24);
    pen_fill(pen, "line", "sumi", 4);
    pen_box(pen, 500, 400, 230, 70, 16);
    pen_fill(pen, "sumi", NULL, 0);
}

static void draw_slot(const struct pen *pen, const struct scene *s)
{
    pen_box(pen, SLOT_LEFT - 30, SLOT_TOP - 34, 100, SLOT_HEIGHT + 68, 36);
    pen_fill(pen, "yamabuki", "sumi", 4);
    if (s->light < 1) {
        GdkRGBA sand = {0};

        gtk_style_context_lookup_color(gtk_widget_get_style_context(pen->widget), "suna", &sand);
        sand.alpha = (float)(1 - s->light);
        pen_box(pen, SLOT_LEFT - 30, SLOT_TOP - 34, 100, SLOT_HEIGHT + 68, 36);
        gdk_cairo_set_source_rgba(pen->cr, &sand);
        cairo_fill(pen->cr);
    }
    pen_box(pen, SLOT_LEFT, SLOT_TOP, 40, SLOT_HEIGHT, 16);
    pen_fill(pen, "sumi", NULL, 0);
}

static void draw_coin(const struct pen *pen, double x, double y)
{
    cairo_new_sub_path(pen->cr);
    cairo_arc(pen->cr, x, y, ROUND, 0, 2 * G_PI);
    pen_fill(pen, "shiro", "sumi", 4);
    cairo_new_sub_path(pen->cr);
    cairo_arc(pen->cr, x, y, ROUND - 14, 0, 2 * G_PI);
    pen_fill(pen, NULL, "keisen", 4);
    for (int i = -1; i <= 1; i += 2) {
        cairo_move_to(pen->cr, x, y + 4);
        cairo_line_to(pen->cr, x + i * 20, y - 26);
    }
    cairo_move_to(pen->cr, x, y + 4);
    cairo_line_to(pen->cr, x, y + 30);
    cairo_move_to(pen->cr, x - 18, y + 8);
    cairo_line_to(pen->cr, x + 18, y + 8);
    pen_fill(pen, NULL, "sumi", 6);
}

/* The part of a coin that is behind the edge of the slot is not seen. */
void scene_draw_coins(const struct pen *pen, const struct scene *scene)
{
    double part = scene->look.still ? 0.45 : scene->moved;
    double middle = SLOT_TOP + SLOT_HEIGHT / 2.0;

    draw_box(pen);
    draw_slot(pen, scene);
    cairo_save(pen->cr);
    cairo_rectangle(pen->cr, 0, 0, SLOT_LEFT + 20, 540);
    cairo_clip(pen->cr);
    draw_coin(pen, 250 + WAY * part, middle);
    cairo_restore(pen->cr);
    cairo_save(pen->cr);
    cairo_translate(pen->cr, 230, middle + 150);
    cairo_rotate(pen->cr, -G_PI / 2);
    pen_arrow(pen, 0, 0, false);
    cairo_restore(pen->cr);
}
