#include "drivers/screen/gtk/preview.h"

#include "drivers/screen/gtk/button.h"
#include "drivers/screen/gtk/words.h"

#include <math.h>
#include <string.h>

struct preview {
    cairo_surface_t *page;
    int *quarter;
    GtkWidget *area, *whole, *zoom, *before;
};

struct source {
    struct view rest;
};

static cairo_status_t read_png(void *closure, unsigned char *data, unsigned int len)
{
    struct source *source = closure;

    if (len > source->rest.len)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(data, source->rest.at, len);
    source->rest = view_from(source->rest, len);
    return CAIRO_STATUS_SUCCESS;
}

/* A person's name may stand on it. */
static void forget(gpointer data)
{
    struct preview *p = data;

    cairo_surface_flush(p->page);
    wipe(cairo_image_surface_get_data(p->page),
         (size_t)cairo_image_surface_get_stride(p->page) *
             (size_t)cairo_image_surface_get_height(p->page));
    cairo_surface_destroy(p->page);
    g_free(p);
}

static void draw(GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer preview)
{
    const struct preview *p = preview;
    double wide = cairo_image_surface_get_width(p->page);
    double high = cairo_image_surface_get_height(p->page);
    double scale = fmin(width / wide, height / high), left = (width - wide * scale) / 2;
    int quarter = *p->quarter - 1;

    cairo_rectangle(cr, left, 0, wide * scale, high * scale);
    cairo_clip_preserve(cr);
    look_colour(GTK_WIDGET(area), cr, "shiro");
    cairo_fill(cr);
    cairo_save(cr);
    cairo_translate(cr, left, 0);
    if (quarter >= 0) {
        cairo_scale(cr, 2, 2);
        cairo_translate(cr, quarter % 2 == 0 ? 0 : -wide * scale / 2,
                        quarter < 2 ? 0 : -high * scale / 2);
    }
    cairo_scale(cr, scale, scale);
    cairo_set_source_surface(cr, p->page, 0, 0);
    cairo_paint(cr);
    cairo_restore(cr);
    cairo_rectangle(cr, left, 0, wide * scale, high * scale);
    look_colour(GTK_WIDGET(area), cr, "sumi");
    cairo_set_line_width(cr, 4);
    cairo_stroke(cr);
}

static void look_at(struct preview *p, int quarter)
{
    *p->quarter = quarter;
    gtk_widget_set_visible(p->whole, quarter > 0);
    gtk_widget_set_visible(p->before, quarter > 1);
    gtk_widget_set_visible(p->zoom, quarter < 4);
    gtk_widget_queue_draw(p->area);
}

static void touch_zoom(GtkButton *button, gpointer preview)
{
    struct preview *p = preview;

    (void)button;
    look_at(p, *p->quarter + 1);
}

static void touch_before(GtkButton *button, gpointer preview)
{
    struct preview *p = preview;

    (void)button;
    look_at(p, *p->quarter - 1);
}

static void touch_whole(GtkButton *button, gpointer preview)
{
    (void)button;
    look_at(preview, 0);
}

/* A touch on the page itself looks at that quarter, another at all of it. */
static void touch_page(GtkGestureClick *gesture, int times, double x, double y, gpointer preview)
{
    struct preview *p = preview;
    bool right = x > gtk_widget_get_width(p->area) / 2.0;
    bool lower = y > gtk_widget_get_height(p->area) / 2.0;

    (void)gesture;
    (void)times;
    look_at(p, *p->quarter > 0 ? 0 : 1 + (right ? 1 : 0) + (lower ? 2 : 0));
}

static GtkWidget *add_button(struct preview *p, const struct look *look, GtkWidget *bar,
                             enum own_word word, enum icon icon, GCallback touched)
{
    GtkWidget *button = button_new(look, own_word(look->language, word), icon, "plain");

    g_signal_connect(button, "clicked", touched, p);
    gtk_box_append(GTK_BOX(bar), button);
    return button;
}

static void listen(struct preview *p)
{
    GtkGesture *gesture = gtk_gesture_click_new();

    g_signal_connect(gesture, "released", G_CALLBACK(touch_page), p);
    gtk_widget_add_controller(p->area, GTK_EVENT_CONTROLLER(gesture));
}

GtkWidget *preview_new(const struct look *look, struct view png, int *quarter, GtkWidget **bar)
{
    struct source source = {png};
    cairo_surface_t *page = cairo_image_surface_create_from_png_stream(read_png, &source);
    struct preview *p = NULL;

    *bar = NULL;
    if (cairo_surface_status(page) != CAIRO_STATUS_SUCCESS) {
        cairo_surface_destroy(page);
        return NULL;
    }
    p = g_new0(struct preview, 1);
    p->page = page;
    p->quarter = quarter;
    p->area = g_object_new(GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG,
                           "vexpand", TRUE, "hexpand", TRUE, "content-height", look_px(look, 300),
                           "content-width", look_px(look, 240), NULL);
    gtk_accessible_update_property(GTK_ACCESSIBLE(p->area), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   own_word(look->language, OWN_SPECIMEN), -1);
    gtk_widget_add_css_class(p->area, "sheet");
    gtk_drawing_area_set_draw_func(GTK_DRAWING_AREA(p->area), draw, p, NULL);
    g_object_set_data_full(G_OBJECT(p->area), "akashi-preview", p, forget);
    *bar = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, look_px(look, 16));
    gtk_box_set_homogeneous(GTK_BOX(*bar), TRUE);
    p->before = add_button(p, look, *bar, OWN_PREVIOUS, ICON_PREVIOUS, G_CALLBACK(touch_before));
    p->whole = add_button(p, look, *bar, OWN_WHOLE, ICON_NONE, G_CALLBACK(touch_whole));
    p->zoom = add_button(p, look, *bar, OWN_ZOOM, ICON_ZOOM, G_CALLBACK(touch_zoom));
    listen(p);
    look_at(p, MIN(*quarter, 4));
    return p->area;
}
