#include "drivers/screen/gtk/scene.h"

/* The place for the card, seen from above the front: x runs along the glass, y into the depth. */
enum { DEPTH = 340, THICK = 40, HOVER = 190 };

static const double lean = 0.30, flat = 0.58;

static void enter_plane(const struct pen *pen, double lift)
{
    cairo_matrix_t plane = {1, 0, -lean, flat, 170, 230 - lift};

    cairo_save(pen->cr);
    cairo_transform(pen->cr, &plane);
}

/* A box lying on the plane; its line keeps its width. */
static void lay_box(const struct pen *pen, double lift, double x, double y, double width,
                    double depth, double round)
{
    enter_plane(pen, lift);
    pen_box(pen, x, y, width, depth, round);
    cairo_restore(pen->cr);
}

static void draw_deck(const struct pen *pen)
{
    lay_box(pen, -THICK, 0, 0, 740, DEPTH, 48);
    pen_fill(pen, "line", "sumi", 4);
    lay_box(pen, 0, 0, 0, 740, DEPTH, 48);
    pen_fill(pen, "suna", "sumi", 4);
}

/* One ring of light, or three when it has to be seen. */
static void draw_rings(const struct pen *pen, const struct scene *s)
{
    int rings = s->stage >= 2 ? 3 : 1;

    for (int i = rings - 1; i >= 0; i--) {
        double out = 18 + 22 * i;

        lay_box(pen, 0, 200 - out, 66 - out, 340 + 2 * out, 208 + 2 * out, 28 + out / 2);
        pen_fill(pen, "sumi", "sumi", 7);
        lay_box(pen, 0, 200 - out, 66 - out, 340 + 2 * out, 208 + 2 * out, 28 + out / 2);
        look_colour(pen->widget, pen->cr, "yamabuki");
        cairo_fill(pen->cr);
    }
    if (s->light < 1 && s->stage < 2) {
        GdkRGBA sand = {0};

        gtk_style_context_lookup_color(gtk_widget_get_style_context(pen->widget), "suna", &sand);
        sand.alpha = (float)(1 - s->light);
        lay_box(pen, 0, 182, 48, 376, 244, 37);
        gdk_cairo_set_source_rgba(pen->cr, &sand);
        cairo_fill(pen->cr);
    }
    lay_box(pen, 0, 200, 66, 340, 208, 24);
    pen_fill(pen, "kinari", "sumi", 3);
}

static void draw_place(const struct pen *pen)
{
    const double dashes[] = {14, 12};

    cairo_set_dash(pen->cr, dashes, 2, 0);
    lay_box(pen, 0, 222, 82, 296, 176, 18);
    pen_fill(pen, NULL, "keisen", 4);
    cairo_set_dash(pen->cr, NULL, 0, 0);
}

static void draw_fall(const struct pen *pen, double lift)
{
    static const double corners[][2] = {{222, 258}, {518, 258}};
    const double dots[] = {2, 12};

    cairo_set_dash(pen->cr, dots, 2, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(corners); i++) {
        double x = 170 + corners[i][0] - lean * corners[i][1];
        double y = 230 + flat * corners[i][1];

        cairo_move_to(pen->cr, x, y - lift);
        cairo_line_to(pen->cr, x, y);
        pen_fill(pen, NULL, "sumi", 4);
    }
    cairo_set_dash(pen->cr, NULL, 0, 0);
}

static void draw_flat_card(const struct pen *pen, double lift)
{
    lay_box(pen, lift - 8, 222, 82, 296, 176, 18);
    pen_fill(pen, "nezu", "sumi", 4);
    enter_plane(pen, lift);
    cairo_translate(pen->cr, 222, 82);
    cairo_scale(pen->cr, 296.0 / 220, 176.0 / 140);
    draw_card(pen);
    cairo_restore(pen->cr);
}

void scene_draw_deck(const struct pen *pen, const struct scene *scene)
{
    bool stays = scene->kind == SCREEN_CARD_STAYS, up = scene->kind == SCREEN_TAKE_CARD;
    /* At rest the card hangs where the hand has it: a still picture shows the way, not its end. */
    double part = scene->look.still ? 1 : up ? scene->moved : 1 - scene->moved;
    double lift = stays ? 12 : 12 + HOVER * part;

    if (stays)
        cairo_translate(pen->cr, 0, -140);
    draw_deck(pen);
    draw_rings(pen, scene);
    if (!stays)
        draw_place(pen);
    if (lift > 20)
        draw_fall(pen, lift);
    draw_flat_card(pen, lift);
    if (!stays)
        pen_arrow(pen, 840, 130, up);
}
