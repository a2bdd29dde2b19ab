#include "drivers/screen/gtk/steps.h"

#include "drivers/screen/gtk/icon.h"
#include "drivers/screen/gtk/words.h"

#include <string.h>

struct steps {
    struct look look;
    int step;
    bool brief, loud; /* loud: the ground is the light itself */
    char label[SCREEN_STEPS][24];
};

static const double radius_units = 22, now_units = 32, label_units = 36;

static PangoLayout *write_text(GtkWidget *area, const struct steps *s, const char *text, bool bold)
{
    PangoLayout *layout = gtk_widget_create_pango_layout(area, text);
    PangoFontDescription *font = look_font(&s->look, label_units, bold);

    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    return layout;
}

static void draw_number(GtkWidget *area, cairo_t *cr, const struct steps *s, double x, double y)
{
    char text[8];
    PangoLayout *layout = NULL;
    int width = 0, height = 0;

    g_snprintf(text, sizeof text, "%d", s->step);
    layout = write_text(area, s, text, true);
    pango_layout_get_pixel_size(layout, &width, &height);
    cairo_move_to(cr, x - width / 2.0, y - height / 2.0);
    look_colour(area, cr, "on-yamabuki");
    pango_cairo_show_layout(cr, layout);
    g_object_unref(layout);
}

static void draw_now(GtkWidget *area, cairo_t *cr, const struct steps *s, double x, double y)
{
    cairo_new_path(cr);
    cairo_arc(cr, x, y, look_px(&s->look, now_units), 0, 2 * G_PI);
    look_colour(area, cr, "yamabuki");
    cairo_fill_preserve(cr);
    look_colour(area, cr, "sumi");
    cairo_set_line_width(cr, look_px(&s->look, 4));
    cairo_stroke(cr);
    draw_number(area, cr, s, x, y);
}

static void draw_done(GtkWidget *area, cairo_t *cr, const struct steps *s, double x, double y)
{
    double size = look_px(&s->look, 28);

    cairo_new_path(cr);
    cairo_arc(cr, x, y, look_px(&s->look, radius_units), 0, 2 * G_PI);
    look_colour(area, cr, "tokiwa");
    cairo_fill(cr);
    cairo_save(cr);
    cairo_translate(cr, x - size / 2, y - size / 2);
    look_colour(area, cr, "on-tokiwa");
    icon_draw(cr, ICON_CHECK, size);
    cairo_restore(cr);
}

static void draw_later(GtkWidget *area, cairo_t *cr, const struct steps *s, double x, double y)
{
    cairo_new_path(cr);
    cairo_arc(cr, x, y, look_px(&s->look, radius_units), 0, 2 * G_PI);
    look_colour(area, cr, "kinari");
    cairo_fill_preserve(cr);
    look_colour(area, cr, "keisen");
    cairo_set_line_width(cr, look_px(&s->look, 3));
    cairo_stroke(cr);
}

static double label_width(GtkWidget *area, const struct steps *s, int i)
{
    PangoLayout *layout = write_text(area, s, s->label[i], true);
    int wide = 0;

    pango_layout_get_pixel_size(layout, &wide, NULL);
    g_object_unref(layout);
    return wide;
}

/* The middles of the steps: the same space between any two names. */
static void place_steps(GtkWidget *area, const struct steps *s, double width,
                        double middle[SCREEN_STEPS])
{
    double wide[SCREEN_STEPS] = {0}, sum = 0, x = 0;

    for (int i = 0; i < SCREEN_STEPS; i++) {
        wide[i] = s->look.large ? 1 : label_width(area, s, i);
        sum += wide[i];
    }
    for (int i = 0; i < SCREEN_STEPS; i++) {
        double gap = (width - sum) / SCREEN_STEPS;

        middle[i] = x + gap / 2 + wide[i] / 2;
        x += wide[i] + gap;
    }
}

static void draw_label(GtkWidget *area, cairo_t *cr, const struct steps *s, int i, double x,
                       double width)
{
    bool now = i + 1 == s->step;
    PangoLayout *layout = write_text(area, s, s->label[i], now);
    int wide = 0;

    pango_layout_get_pixel_size(layout, &wide, NULL);
    /* Large letters leave room for the name of the step we are at, and for no other. */
    if (now || !s->look.large) {
        cairo_move_to(cr, CLAMP(x - wide / 2.0, 0, width - wide), look_px(&s->look, 68));
        look_colour(area, cr, now || s->loud ? "sumi" : "nezu");
        pango_cairo_show_layout(cr, layout);
    }
    g_object_unref(layout);
}

static void draw_line(GtkWidget *area, cairo_t *cr, const struct steps *s, double from, double to,
                      bool walked)
{
    cairo_move_to(cr, from, look_px(&s->look, 34));
    cairo_line_to(cr, to, look_px(&s->look, 34));
    cairo_set_line_width(cr, look_px(&s->look, walked ? 6 : 3));
    look_colour(area, cr, walked ? "tokiwa" : "line");
    cairo_stroke(cr);
}

static void draw_way(GtkWidget *area, cairo_t *cr, const struct steps *s, double width)
{
    double middle[SCREEN_STEPS] = {0}, y = look_px(&s->look, 34);

    place_steps(area, s, width, middle);
    for (int i = 0; i + 1 < SCREEN_STEPS; i++)
        draw_line(area, cr, s, middle[i], middle[i + 1], i + 1 < s->step);
    for (int i = 0; i < SCREEN_STEPS; i++) {
        double x = middle[i];

        if (i + 1 < s->step)
            draw_done(area, cr, s, x, y);
        else if (i + 1 == s->step)
            draw_now(area, cr, s, x, y);
        else
            draw_later(area, cr, s, x, y);
        draw_label(area, cr, s, i, x, width);
    }
}

static void draw_brief(GtkWidget *area, cairo_t *cr, const struct steps *s, double width,
                       double height)
{
    PangoLayout *layout = write_text(area, s, s->label[s->step - 1], true);
    double reach = look_px(&s->look, now_units + 4);
    int wide = 0, high = 0;

    pango_layout_get_pixel_size(layout, &wide, &high);
    cairo_move_to(cr, width - wide, (height - high) / 2);
    look_colour(area, cr, "sumi");
    pango_cairo_show_layout(cr, layout);
    draw_now(area, cr, s, width - wide - reach - look_px(&s->look, 12), height / 2);
    g_object_unref(layout);
}

static void draw(GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
    const struct steps *s = data;

    if (s->brief)
        draw_brief(GTK_WIDGET(area), cr, s, width, height);
    else
        draw_way(GTK_WIDGET(area), cr, s, width);
}

GtkWidget *steps_new(const struct look *look, const struct screen_view *view, int width, bool brief)
{
    struct steps *s = g_new0(struct steps, 1);
    GtkWidget *area = g_object_new(
        GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, "content-width", width,
        "content-height", brief ? look_px(look, 80) : look_px(look, look->large ? 124 : 120), NULL);
    char *name = own_fill(own_word(look->language, OWN_STEP), view->step, view->step,
                          view->step_label[view->step - 1]);

    s->look = *look;
    s->step = view->step;
    s->brief = brief;
    s->loud = view->stage == 3;
    memcpy(s->label, view->step_label, sizeof s->label);
    gtk_widget_add_css_class(area, "steps");
    gtk_drawing_area_set_draw_func(GTK_DRAWING_AREA(area), draw, s, g_free);
    gtk_accessible_update_property(GTK_ACCESSIBLE(area), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    g_free(name);
    return area;
}
