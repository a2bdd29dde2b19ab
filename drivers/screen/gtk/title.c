#include "drivers/screen/gtk/title.h"

#include "drivers/screen/furigana.h"
#include "drivers/screen/gtk/phrases.h"
#include "drivers/screen/screen.h"

#include <math.h>
#include <string.h>

enum { PARTS_MAX = 24 };

struct reading {
    int from, to; /* bytes of the plain text it stands above */
    char *text;
};

struct title {
    char *plain;
    struct reading reading[PARTS_MAX];
    size_t readings;
    PangoLayout *words;
    PangoFontDescription *small;
    double above; /* room for the readings over a line */
};

static const double reading_units = 36;

static void free_title(gpointer data)
{
    struct title *t = data;

    for (size_t i = 0; i < t->readings; i++)
        g_free(t->reading[i].text);
    g_clear_object(&t->words);
    pango_font_description_free(t->small);
    g_free(t->plain);
    g_free(t);
}

static void take_parts(struct title *t, const char *text)
{
    GString *plain = g_string_new(NULL);
    struct furigana part = {0};

    while (furigana_next(&text, &part)) {
        int from = (int)plain->len;

        g_string_append_len(plain, part.base, (gssize)part.base_len);
        if (part.reading_len > 0 && t->readings < PARTS_MAX)
            t->reading[t->readings++] =
                (struct reading){from, (int)plain->len, g_strndup(part.reading, part.reading_len)};
    }
    t->plain = g_string_free(plain, FALSE);
}

/* The largest letters with which no line of the author's is broken again; never below two thirds.
 */
static void set_words(struct title *t, const struct look *look, double units, int width)
{
    double smallest = units * 2 / 3;

    PangoAttrList *phrases = phrases_of(t->plain);

    pango_layout_set_text(t->words, t->plain, -1);
    pango_layout_set_attributes(t->words, phrases);
    g_clear_pointer(&phrases, pango_attr_list_unref);
    pango_layout_set_wrap(t->words, PANGO_WRAP_WORD_CHAR);
    for (double size = units;; size -= 4) {
        PangoFontDescription *font = look_font(look, size, true);
        int natural = 0;

        pango_layout_set_width(t->words, -1);
        pango_layout_set_font_description(t->words, font);
        pango_font_description_free(font);
        pango_layout_get_pixel_size(t->words, &natural, NULL);
        if (natural <= width || size - 4 < smallest)
            break;
    }
    pango_layout_set_width(t->words, width * PANGO_SCALE);
    pango_layout_set_line_spacing(t->words, 0.85F);
}

/* A line with readings is lowered by their height. */
static bool has_reading(const struct title *t, PangoLayoutLine *line)
{
    for (size_t i = 0; i < t->readings; i++)
        if (t->reading[i].from >= line->start_index &&
            t->reading[i].from < line->start_index + line->length)
            return true;
    return false;
}

static double line_height(PangoLayoutLine *line)
{
    PangoRectangle box = {0};

    pango_layout_line_get_pixel_extents(line, NULL, &box);
    return box.height * 0.88;
}

static void draw_reading(cairo_t *cr, const struct title *t, const struct reading *reading,
                         PangoLayoutLine *line, double top, double *end)
{
    PangoLayout *layout = pango_cairo_create_layout(cr);
    int from = 0, to = 0, width = 0;
    double left = 0;

    pango_layout_set_font_description(layout, t->small);
    pango_layout_set_text(layout, reading->text, -1);
    pango_layout_get_pixel_size(layout, &width, NULL);
    pango_layout_line_index_to_x(line, reading->from, FALSE, &from);
    pango_layout_line_index_to_x(line, MIN(reading->to, line->start_index + line->length), FALSE,
                                 &to);
    left = fmax(*end, (from + to) / 2.0 / PANGO_SCALE - width / 2.0);
    *end = left + width + t->above / 4;
    cairo_move_to(cr, left, top);
    pango_cairo_show_layout(cr, layout);
    g_object_unref(layout);
}

/* Draws, or only measures where `cr` is NULL. */
static double walk(const struct title *t, cairo_t *cr)
{
    double y = 0;

    for (GSList *at = pango_layout_get_lines_readonly(t->words); at != NULL; at = at->next) {
        PangoLayoutLine *line = at->data;
        double height = line_height(line), end = 0;
        bool lowered = has_reading(t, line);

        for (size_t i = 0; i < t->readings && cr != NULL && lowered; i++)
            if (t->reading[i].from >= line->start_index &&
                t->reading[i].from < line->start_index + line->length)
                draw_reading(cr, t, &t->reading[i], line, y, &end);
        y += lowered ? t->above : 0;
        if (cr != NULL) {
            cairo_move_to(cr, 0, y + height * 0.8);
            pango_cairo_show_layout_line(cr, line);
        }
        y += height;
    }
    return y;
}

static void draw(GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer title)
{
    (void)width;
    (void)height;
    look_colour(GTK_WIDGET(area), cr, "sumi");
    walk(title, cr);
}

GtkWidget *title_new(const struct look *look, const char *text, bool call, int width)
{
    struct title *t = g_new0(struct title, 1);
    char *name = NULL;
    GtkWidget *area =
        g_object_new(GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);

    take_parts(t, text);
    t->words = gtk_widget_create_pango_layout(area, NULL);
    t->small = look_font(look, reading_units, false);
    t->above = look_letters(look, reading_units) * 1.25;
    set_words(t, look, call ? 96 : 72, width);
    gtk_widget_add_css_class(area, "title");
    gtk_drawing_area_set_content_width(GTK_DRAWING_AREA(area), width);
    gtk_drawing_area_set_content_height(GTK_DRAWING_AREA(area), (int)ceil(walk(t, NULL)));
    gtk_drawing_area_set_draw_func(GTK_DRAWING_AREA(area), draw, t, free_title);
    name = g_strdelimit(g_strdup(t->plain), "\n", ' ');
    gtk_accessible_update_property(GTK_ACCESSIBLE(area), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    g_free(name);
    return area;
}
