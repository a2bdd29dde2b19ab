#include "drivers/screen/gtk/look.h"

#include <math.h>
#include <string.h>

/* Made from styles.xml when this is built. */
void styles_register_resource(void);

void look_fit(struct look *look)
{
    look->wide = look->width > look->height;
    look->unit = look->wide ? fmin(look->width / 1280.0, look->height / 800.0) * 0.7
                            : fmin(look->width / 1080.0, look->height / 1920.0);
}

int look_px(const struct look *look, double units)
{
    return (int)lround(units * look->unit);
}

double look_letters(const struct look *look, double units)
{
    return units * look->unit * look->larger;
}

int look_measure(const struct look *look)
{
    return look->width - 2 * look_px(look, 64);
}

const char *look_family(const char *language)
{
    if (g_strcmp0(language, "zh") == 0)
        return "Noto Sans CJK SC";
    if (g_strcmp0(language, "ko") == 0)
        return "Noto Sans CJK KR";
    return "Noto Sans CJK JP";
}

PangoFontDescription *look_font(const struct look *look, double units, bool bold)
{
    PangoFontDescription *font = pango_font_description_new();

    pango_font_description_set_family_static(font, look_family(look->language));
    pango_font_description_set_weight(font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(font, look_letters(look, units) * PANGO_SCALE);
    return font;
}

double look_width(const struct look *look, const char *text, double units)
{
    cairo_surface_t *none = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
    cairo_t *cr = cairo_create(none);
    PangoLayout *layout = pango_cairo_create_layout(cr);
    PangoFontDescription *font = look_font(look, units, true);
    int width = 0;

    pango_layout_set_font_description(layout, font);
    pango_layout_set_text(layout, text, -1);
    pango_layout_get_pixel_size(layout, &width, NULL);
    pango_font_description_free(font);
    g_object_unref(layout);
    cairo_destroy(cr);
    cairo_surface_destroy(none);
    return width;
}

/* In our sheets "u" is a unit of length and "t" a unit of letters; GTK 4.8 has no custom
 * properties to say so. */
static void scale(const struct look *look, const char *sheet, GString *out)
{
    while (*sheet != 0) {
        char *end = NULL;
        bool starts = g_ascii_isdigit(*sheet) &&
                      (out->len == 0 || strchr(" :-(", out->str[out->len - 1]) != NULL);
        gint64 number = starts ? g_ascii_strtoll(sheet, &end, 10) : 0;

        if (starts && (*end == 'u' || *end == 't') && !g_ascii_isalnum(end[1])) {
            double size =
                *end == 'u' ? (double)number * look->unit : look_letters(look, (double)number);

            g_string_append_printf(out, "%ldpx", lround(number > 0 ? fmax(size, 1) : size));
            sheet = end + 1;
        } else {
            g_string_append_c(out, *sheet++);
        }
    }
}

static void append_sheet(const struct look *look, const char *path, GString *out)
{
    GBytes *sheet = g_resources_lookup_data(path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    char *text = NULL;

    if (sheet == NULL)
        return;
    text = g_strndup(g_bytes_get_data(sheet, NULL), g_bytes_get_size(sheet));
    scale(look, text, out);
    g_free(text);
    g_bytes_unref(sheet);
}

void look_apply(const struct look *look, GtkCssProvider **provider)
{
    GString *css = g_string_new(NULL);
    GdkDisplay *display = gdk_display_get_default();

    if (*provider == NULL) {
        styles_register_resource();
        *provider = gtk_css_provider_new();
        gtk_style_context_add_provider_for_display(display, GTK_STYLE_PROVIDER(*provider),
                                                   GTK_STYLE_PROVIDER_PRIORITY_USER);
    }
    append_sheet(look, look->contrast ? "/akashi/contrast.css" : "/akashi/light.css", css);
    append_sheet(look, "/akashi/akashi.css", css);
    gtk_css_provider_load_from_data(*provider, css->str, (gssize)css->len);
    g_string_free(css, TRUE);
}

void look_colour(GtkWidget *widget, cairo_t *cr, const char *name)
{
    GdkRGBA ink = {0, 0, 0, 1};

    if (gtk_style_context_lookup_color(gtk_widget_get_style_context(widget), name, &ink))
        gdk_cairo_set_source_rgba(cr, &ink);
}
