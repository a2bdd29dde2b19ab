#include "drivers/screen/gtk/icon.h"

#include <math.h>

/* M move, L line, C curve, Z close, O circle (x y r), A arc (x y r from to, in degrees), F fill. */
static const char *const strokes[ICON_COUNT] = {
    [ICON_NONE] = "",
    [ICON_BACK] = "M42 24L8 24M22 9L7 24L22 39",
    [ICON_STOP] = "O24 24 18M17 17L31 31M31 17L17 31",
    [ICON_STAFF] = ("O18 15 8M4 42L4 38C4 31 9 28 18 28C27 28 32 31 32 38L32 42"
                    "A26 15 9 -40 40A26 15 17 -38 38"),
    [ICON_GLOBE] = "O24 24 18M6 24L42 24M24 6C15 14 15 34 24 42M24 6C33 14 33 34 24 42",
    [ICON_DISPLAY] = "A24 24 18 90 270ZFO24 24 18",
    [ICON_VOICE] = "M6 18L14 18L24 9L24 39L14 30L6 30ZA25 24 8 -45 45A25 24 16 -45 45",
    [ICON_CHECK] = "M8 25L19 36L40 12",
    [ICON_FORWARD] = "M6 24L40 24M26 9L41 24L26 39",
    [ICON_PREVIOUS] = "M30 8L14 24L30 40",
    [ICON_NEXT] = "M18 8L34 24L18 40",
    [ICON_DELETE] = "M16 10L42 10L42 38L16 38L5 24ZM23 18L35 30M35 18L23 30",
    [ICON_WARNING] = "M24 6L45 42L3 42ZM24 19L24 30M24 36L24 36.5",
    [ICON_INFO] = "O24 24 18M24 22L24 33M24 15L24 15.5",
    [ICON_SEARCH] = "O21 21 14M31 31L43 43M15 21L27 21",
    [ICON_QUESTION] = "O24 24 18M18 19C18 11 31 11 31 19C31 24 24 24 24 29M24 34.5L24 35",
    [ICON_CLOSED] = "O24 24 18M11 37L37 11",
    [ICON_ZOOM] = "O21 21 14M31 31L43 43M21 15L21 27M15 21L27 21",
    [ICON_CLOCK] = "O24 24 18M24 13L24 24L32 29",
};

static const double line_width = 4;

static void read_numbers(const char **at, double *numbers, int count)
{
    for (int i = 0; i < count; i++) {
        char *end = NULL;

        numbers[i] = g_ascii_strtod(*at, &end);
        *at = end;
    }
}

static const char *draw_stroke(cairo_t *cr, const char *at)
{
    const double degree = G_PI / 180;
    double n[6] = {0};
    char kind = *at++;

    read_numbers(&at, n,
                 kind == 'C'                  ? 6
                 : kind == 'A'                ? 5
                 : kind == 'O'                ? 3
                 : kind == 'M' || kind == 'L' ? 2
                                              : 0);
    if (kind == 'M')
        cairo_move_to(cr, n[0], n[1]);
    else if (kind == 'L')
        cairo_line_to(cr, n[0], n[1]);
    else if (kind == 'C')
        cairo_curve_to(cr, n[0], n[1], n[2], n[3], n[4], n[5]);
    else if (kind == 'Z')
        cairo_close_path(cr);
    else if (kind == 'F')
        cairo_fill_preserve(cr);
    else
        cairo_new_sub_path(cr);
    if (kind == 'O')
        cairo_arc(cr, n[0], n[1], n[2], 0, 2 * G_PI);
    if (kind == 'A')
        cairo_arc(cr, n[0], n[1], n[2], n[3] * degree, n[4] * degree);
    return at;
}

void icon_draw(cairo_t *cr, enum icon icon, double size)
{
    const char *at = strokes[icon];

    cairo_save(cr);
    cairo_scale(cr, size / 48, size / 48);
    cairo_set_line_width(cr, line_width);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_new_path(cr);
    while (*at != 0)
        at = draw_stroke(cr, at);
    cairo_stroke(cr);
    cairo_restore(cr);
}

static void draw(GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer icon)
{
    GdkRGBA ink = {0};

    gtk_style_context_get_color(gtk_widget_get_style_context(GTK_WIDGET(area)), &ink);
    gdk_cairo_set_source_rgba(cr, &ink);
    icon_draw(cr, (enum icon)GPOINTER_TO_INT(icon), MIN(width, height));
}

GtkWidget *icon_new(enum icon icon, int size)
{
    GtkWidget *area = g_object_new(
        GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "content-width",
        size, "content-height", size, "halign", GTK_ALIGN_CENTER, "valign", GTK_ALIGN_CENTER, NULL);

    gtk_widget_add_css_class(area, "icon");
    gtk_drawing_area_set_draw_func(GTK_DRAWING_AREA(area), draw, GINT_TO_POINTER(icon), NULL);
    return area;
}
