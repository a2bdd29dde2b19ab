#include "drivers/screen/gtk/countdown.h"

#include <math.h>

struct countdown {
    gint64 began;
    int seconds;
    guint clock;
};

enum { STILL_MS = 1000, MOVING_MS = 100, SECOND_US = 1000000 };

static void draw(GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
    const struct countdown *c = data;
    double gone = (double)(g_get_monotonic_time() - c->began) / SECOND_US;
    double left = fmax(0, 1 - gone / c->seconds);

    look_colour(GTK_WIDGET(area), cr, "keisen");
    cairo_rectangle(cr, 0, 0, width * left, height);
    cairo_fill(cr);
}

static gboolean tick(gpointer area)
{
    gtk_widget_queue_draw(area);
    return G_SOURCE_CONTINUE;
}

static void free_countdown(gpointer data)
{
    struct countdown *c = data;

    g_source_remove(c->clock);
    g_free(c);
}

GtkWidget *countdown_new(const struct look *look, int seconds)
{
    struct countdown *c = g_new0(struct countdown, 1);
    GtkWidget *area =
        g_object_new(GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                     "content-height", look_px(look, 8), NULL);

    c->began = g_get_monotonic_time();
    c->seconds = seconds;
    c->clock = g_timeout_add(look->still ? STILL_MS : MOVING_MS, tick, area);
    gtk_drawing_area_set_draw_func(GTK_DRAWING_AREA(area), draw, c, free_countdown);
    return area;
}
