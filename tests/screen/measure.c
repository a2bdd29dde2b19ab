#include "tests/screen/measure.h"

#include "tests/screen/picture.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LETTERS = 36, TARGET = 120, GAP = 12, CONTRAST = 7 };

static const double slack = 1.5; /* pixels: roundings of scaled lengths */

static void fault(struct measure *m, GtkWidget *widget, const char *what, double found,
                  double wanted)
{
    const char *text = GTK_IS_LABEL(widget) ? gtk_label_get_text(GTK_LABEL(widget)) : "";

    m->faults++;
    printf("%s: %s %s '%s': %.1f, wanted %.1f\n", m->name, G_OBJECT_TYPE_NAME(widget), what, text,
           found, wanted);
}

static GdkRectangle place_of(GtkWidget *widget, GtkWidget *window)
{
    graphene_rect_t bounds = GRAPHENE_RECT_INIT(0, 0, 0, 0);
    GdkRectangle place = {0};

    if (gtk_widget_compute_bounds(widget, window, &bounds))
        place = (GdkRectangle){(int)floorf(bounds.origin.x), (int)floorf(bounds.origin.y),
                               (int)ceilf(bounds.size.width), (int)ceilf(bounds.size.height)};
    return place;
}

static void check_inside(struct measure *m, GtkWidget *widget, GtkWidget *window)
{
    GdkRectangle place = place_of(widget, window);

    if (place.x < 0 || place.x + place.width > m->options.width + slack)
        fault(m, widget, "beyond the side", place.x + place.width, m->options.width);
    if (place.y < 0 || place.y + place.height > m->options.height + slack)
        fault(m, widget, "beyond the foot", place.y + place.height, m->options.height);
}

static void check_label(struct measure *m, GtkWidget *label, GtkWidget *window)
{
    PangoLayout *layout = gtk_label_get_layout(GTK_LABEL(label));
    const PangoFontDescription *font =
        pango_context_get_font_description(pango_layout_get_context(layout));
    int width = 0, height = 0;
    double letters = pango_font_description_get_size(font) / (double)PANGO_SCALE;

    if (gtk_label_get_text(GTK_LABEL(label))[0] == 0)
        return;
    m->texts++;
    pango_layout_get_pixel_size(layout, &width, &height);
    if (width > gtk_widget_get_width(label) + slack)
        fault(m, label, "cut at the side", width, gtk_widget_get_width(label));
    if (height > gtk_widget_get_height(label) + slack)
        fault(m, label, "cut below", height, gtk_widget_get_height(label));
    if (pango_layout_is_ellipsized(layout) || pango_layout_get_unknown_glyphs_count(layout) > 0)
        fault(m, label, "letters missing", pango_layout_get_unknown_glyphs_count(layout), 0);
    if (letters < LETTERS * m->unit - slack)
        fault(m, label, "letters too small", letters / m->unit, LETTERS);
    check_inside(m, label, window);
}

static bool near(const GdkRectangle *a, const GdkRectangle *b, int gap)
{
    return a->x < b->x + b->width + gap && b->x < a->x + a->width + gap &&
           a->y < b->y + b->height + gap && b->y < a->y + a->height + gap;
}

static void check_target(struct measure *m, GtkWidget *button, GtkWidget *window)
{
    GdkRectangle place = place_of(button, window), other = {0};

    m->targets++;
    if (place.width < TARGET * m->unit - slack || place.height < TARGET * m->unit - slack)
        fault(m, button, "target too small", MIN(place.width, place.height) / m->unit, TARGET);
    if (m->options.low && m->options.height > m->options.width &&
        place.y < m->options.height / 2 - slack)
        fault(m, button, "out of low reach", place.y, m->options.height / 2.0);
    for (guint i = 0; i < m->found->len; i++) {
        other = place_of(g_ptr_array_index(m->found, i), window);
        if (near(&place, &other, (int)(GAP * m->unit - slack)))
            fault(m, button, "too near another", place.y, other.y);
    }
    check_inside(m, button, window);
    g_ptr_array_add(m->found, button);
}

static double light(const guchar *pixel)
{
    static const double weight[] = {0.0722, 0.7152, 0.2126}; /* memory order: blue, green, red */
    double sum = 0;

    for (int i = 0; i < 3; i++) {
        double part = pixel[i] / 255.0;

        sum += weight[i] * (part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
}

static double ratio(double a, double b)
{
    return (MAX(a, b) + 0.05) / (MIN(a, b) + 0.05);
}

/* The ground is what most pixels of the label have; the letters are what differs from it most. */
static double contrast_of(const guchar *pixels, int width, int height)
{
    int counts[256] = {0}, ground = 0;
    double most = 1, lights[256] = {0};

    for (int i = 0; i < width * height; i++) {
        double value = light(pixels + 4 * i);
        int bin = (int)(255 * sqrt(value));

        counts[bin]++;
        lights[bin] = value;
    }
    for (int i = 0; i < 256; i++)
        ground = counts[i] > counts[ground] ? i : ground;
    for (int i = 0; i < 256; i++)
        if (counts[i] > 0)
            most = MAX(most, ratio(lights[i], lights[ground]));
    return most;
}

static void check_contrast(struct measure *m, GtkWidget *label, GtkWidget *window)
{
    GdkRectangle place = place_of(label, window);
    int wide = gdk_texture_get_width(m->texture), high = gdk_texture_get_height(m->texture);
    guchar *all = NULL, *part = NULL;
    double found = 0;

    place.width = MIN(place.width, wide - place.x);
    place.height = MIN(place.height, high - place.y);
    if (place.width <= 0 || place.height <= 0 || gtk_label_get_text(GTK_LABEL(label))[0] == 0)
        return;
    all = g_object_get_data(G_OBJECT(m->texture), "pixels");
    part = g_malloc((gsize)(4 * place.width * place.height));
    for (int y = 0; y < place.height; y++)
        memcpy(part + 4 * y * place.width, all + 4 * ((place.y + y) * wide + place.x),
               (size_t)(4 * place.width));
    found = contrast_of(part, place.width, place.height);
    m->contrasts++;
    m->least = m->least == 0 ? found : MIN(m->least, found);
    if (found < CONTRAST)
        fault(m, label, "contrast too low", found, CONTRAST);
    g_free(part);
}

static void walk(struct measure *m, GtkWidget *widget, GtkWidget *window, bool covered)
{
    if (!gtk_widget_get_mapped(widget))
        return;
    if (GTK_IS_LABEL(widget))
        check_label(m, widget, window);
    if (GTK_IS_LABEL(widget) && m->texture != NULL && !covered)
        check_contrast(m, widget, window);
    if (GTK_IS_BUTTON(widget) && !covered)
        check_target(m, widget, window);
    for (GtkWidget *at = gtk_widget_get_first_child(widget); at != NULL;
         at = gtk_widget_get_next_sibling(at)) {
        /* Of what lies over each other only the uppermost can be touched. */
        bool below = GTK_IS_OVERLAY(widget) && gtk_widget_get_next_sibling(at) != NULL;

        walk(m, at, window, covered || below);
    }
}

static void take_pixels(struct measure *m, GtkWidget *window)
{
    gsize stride = 0;
    guchar *pixels = NULL;

    m->texture = picture_texture(window);
    if (m->texture == NULL)
        return;
    stride = 4 * (gsize)gdk_texture_get_width(m->texture);
    pixels = g_malloc(stride * (gsize)gdk_texture_get_height(m->texture));
    gdk_texture_download(m->texture, pixels, stride);
    g_object_set_data_full(G_OBJECT(m->texture), "pixels", pixels, g_free);
}

void measure_window(GtkWidget *window, void *measure)
{
    struct measure *m = measure;
    double wide = m->options.width, high = m->options.height;

    m->unit = wide > high ? fmin(wide / 1280, high / 800) * 0.7 : fmin(wide / 1080, high / 1920);
    m->found = g_ptr_array_new();
    if (m->pixels)
        take_pixels(m, window);
    if (gtk_widget_get_width(window) != m->options.width ||
        gtk_widget_get_height(window) != m->options.height)
        fault(m, window, "does not fit the glass", gtk_widget_get_width(window), wide);
    walk(m, window, window, false);
    g_ptr_array_unref(m->found);
    g_clear_object(&m->texture);
}

bool measure_look(const char *text, struct screen_gtk_options *options)
{
    *options = (struct screen_gtk_options){.still = true};
    options->contrast = strstr(text, ",contrast") != NULL;
    options->large = strstr(text, ",large") != NULL;
    options->low = strstr(text, ",low") != NULL;
    return sscanf(text, "%dx%d", &options->width, &options->height) == 2;
}
