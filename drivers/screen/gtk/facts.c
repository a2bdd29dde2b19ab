#include "drivers/screen/gtk/facts.h"

#include "drivers/screen/gtk/icon.h"
#include "drivers/screen/gtk/phrases.h"
#include "drivers/screen/gtk/words.h"

#include <string.h>

static const double closer = 1.2; /* than lines usually stand */

GtkWidget *fact_label(const char *text, const char *css)
{
    GtkWidget *label = gtk_label_new(text);
    PangoAttrList *phrases = phrases_of(text);

    gtk_label_set_attributes(GTK_LABEL(label), phrases);
    g_clear_pointer(&phrases, pango_attr_list_unref);
    gtk_label_set_wrap(GTK_LABEL(label), TRUE);
    gtk_label_set_wrap_mode(GTK_LABEL(label), PANGO_WRAP_WORD_CHAR);
    gtk_label_set_xalign(GTK_LABEL(label), 0);
    gtk_widget_set_valign(label, GTK_ALIGN_CENTER);
    if (css != NULL)
        gtk_widget_add_css_class(label, css);
    return label;
}

GtkWidget *fact_line(const struct look *look, const char *text)
{
    const char *tab = strchr(text, '\t');
    GtkWidget *box = NULL;
    char *head = NULL;

    (void)look;
    if (tab == NULL)
        return fact_label(text, "body");
    box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    head = g_strndup(text, (gsize)(tab - text));
    gtk_widget_add_css_class(box, "fact");
    gtk_box_append(GTK_BOX(box), fact_label(head, "small"));
    gtk_box_append(GTK_BOX(box), fact_label(tab + 1, "strong"));
    g_free(head);
    return box;
}

/* "製造番号 LOT": what a column is called stands before what cannot speak for itself. */
static char *name_last(const struct screen_row *heading, const struct screen_row *row)
{
    bool named = heading->cell[3][0] != 0 && row->cell[3][0] != 0;

    return g_strconcat(heading->cell[3], named ? " " : "", row->cell[3], NULL);
}

/* Lines of a dose stand closer. Not by CSS: where its line-height is merged with phrases, Pango
 * breaks no line at all. */
static GtkWidget *dose_label(const char *text, const char *css)
{
    GtkWidget *label = fact_label(text, css);
    PangoAttrList *phrases = gtk_label_get_attributes(GTK_LABEL(label));
    PangoAttrList *list = phrases != NULL ? pango_attr_list_copy(phrases) : pango_attr_list_new();

    pango_attr_list_insert(list, pango_attr_line_height_new(closer));
    gtk_label_set_attributes(GTK_LABEL(label), list);
    pango_attr_list_unref(list);
    return label;
}

/* The date, the lot at its right where the line has room for both, and the product below. */
static GtkWidget *write_dose(const struct look *look, const struct screen_row *row, const char *lot,
                             int width)
{
    GtkWidget *words = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    GtkWidget *first = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, look_px(look, 24));
    GtkWidget *date = dose_label(row->cell[1], "date"), *last = dose_label(lot, "small");
    double need = look_width(look, row->cell[1], 48) + look_width(look, lot, 36);
    bool beside = need + look_px(look, 24) <= width;

    gtk_widget_set_hexpand(date, TRUE);
    gtk_widget_set_hexpand(words, TRUE);
    gtk_widget_set_valign(words, GTK_ALIGN_CENTER);
    gtk_box_append(GTK_BOX(first), date);
    gtk_box_append(GTK_BOX(words), first);
    if (row->cell[2][0] != 0)
        gtk_box_append(GTK_BOX(words), dose_label(row->cell[2], "small"));
    gtk_box_append(GTK_BOX(beside ? first : words), last);
    return words;
}

static GtkWidget *write_pair(const struct look *look, const struct screen_row *row)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, look_px(look, 24));
    GtkWidget *name = fact_label(row->cell[0], "quiet"),
              *value = fact_label(row->cell[1], "strong");

    gtk_widget_set_hexpand(value, TRUE);
    gtk_label_set_xalign(GTK_LABEL(value), 1);
    gtk_label_set_justify(GTK_LABEL(value), GTK_JUSTIFY_RIGHT);
    gtk_box_append(GTK_BOX(box), name);
    gtk_box_append(GTK_BOX(box), value);
    gtk_widget_add_css_class(box, "pair");
    return box;
}

GtkWidget *fact_pair(const struct look *look, const char *text)
{
    struct screen_row row = {0};
    char **parts = g_strsplit(text, "\t", 2);

    for (int i = 0; i < 2 && parts[i] != NULL; i++)
        g_strlcpy(row.cell[i], g_strdelimit(parts[i], "\n", ' '), SCREEN_LABEL_SIZE);
    g_strfreev(parts);
    return write_pair(look, &row);
}

GtkWidget *fact_row(const struct look *look, const struct screen_row *heading,
                    const struct screen_row *row, int width)
{
    GtkWidget *box = NULL, *sign = NULL;
    int gap = look_px(look, 28), least = 0;
    char *lot = NULL;

    if (row->cell[2][0] == 0 && row->cell[3][0] == 0)
        return write_pair(look, row);
    box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, gap);
    sign = dose_label(row->cell[0], "sign");
    lot = name_last(heading, row);
    gtk_label_set_wrap(GTK_LABEL(sign), FALSE);
    gtk_label_set_xalign(GTK_LABEL(sign), 0.5F);
    least = MAX(look_px(look, 136), (int)look_width(look, row->cell[0], 44) + look_px(look, 16));
    gtk_box_append(GTK_BOX(box), sign);
    gtk_box_append(GTK_BOX(box), write_dose(look, row, lot, width - gap - least));
    gtk_widget_add_css_class(box, "dose");
    g_free(lot);
    return box;
}

enum progress { TICK_DONE, TICK_NOW, TICK_LATER };

static void draw_tick(GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer progress)
{
    GtkWidget *widget = GTK_WIDGET(area);
    double size = MIN(width, height), line = size / 16;
    int state = GPOINTER_TO_INT(progress);

    cairo_arc(cr, size / 2, height / 2.0, size / 2 - line, 0, 2 * G_PI);
    look_colour(widget, cr,
                state == TICK_DONE  ? "tokiwa"
                : state == TICK_NOW ? "yamabuki"
                                    : "kinari");
    cairo_fill_preserve(cr);
    look_colour(widget, cr, state == TICK_DONE ? "tokiwa" : state == TICK_NOW ? "sumi" : "keisen");
    cairo_set_line_width(cr, line);
    cairo_stroke(cr);
    look_colour(widget, cr, state == TICK_DONE ? "on-tokiwa" : "on-yamabuki");
    for (int i = -1; i <= 1 && state == TICK_NOW; i++) {
        cairo_arc(cr, size / 2 + i * size / 5, height / 2.0, size / 14, 0, 2 * G_PI);
        cairo_fill(cr);
    }
    cairo_translate(cr, size * 0.22, (height - size) / 2 + size * 0.22);
    if (state == TICK_DONE)
        icon_draw(cr, ICON_CHECK, size * 0.56);
}

static GtkWidget *write_tick(const struct look *look, const struct screen_tick *tick,
                             enum progress state)
{
    static const enum own_word words[] = {OWN_DONE, OWN_NOW, OWN_LATER};
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, look_px(look, 24));
    GtkWidget *mark = icon_new(ICON_NONE, look_px(look, 48));
    GtkWidget *label = fact_label(tick->label, state == TICK_NOW ? "strong" : "body");
    GtkWidget *word = fact_label(own_word(look->language, words[state]), "small");

    gtk_drawing_area_set_draw_func(GTK_DRAWING_AREA(mark), draw_tick, GINT_TO_POINTER(state), NULL);
    gtk_widget_set_hexpand(label, TRUE);
    gtk_box_append(GTK_BOX(box), mark);
    gtk_box_append(GTK_BOX(box), label);
    if (state != TICK_LATER)
        gtk_box_append(GTK_BOX(box), word);
    else
        g_object_unref(g_object_ref_sink(word));
    gtk_widget_add_css_class(box, "tick");
    return box;
}

void facts_tick(GtkWidget *ticks, const struct look *look, const struct screen_view *view)
{
    GtkWidget *old = NULL;
    bool now = false;

    while ((old = gtk_widget_get_first_child(ticks)) != NULL)
        gtk_box_remove(GTK_BOX(ticks), old);
    for (size_t i = 0; i < view->ticks; i++) {
        bool done = view->tick[i].done;
        enum progress state = done ? TICK_DONE : now ? TICK_LATER : TICK_NOW;

        now = now || !done;
        gtk_box_append(GTK_BOX(ticks), write_tick(look, &view->tick[i], state));
    }
}

GtkWidget *fact_ticks(const struct look *look, const struct screen_view *view)
{
    GtkWidget *ticks = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);

    facts_tick(ticks, look, view);
    return ticks;
}

GtkWidget *fact_notice(const struct look *look, const char *text, GtkWidget *sign)
{
    GtkWidget *box = g_object_new(GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT,
                                  "spacing", look_px(look, 24), NULL);
    GtkWidget *label = fact_label(text, NULL);

    gtk_widget_add_css_class(box, "notice");
    gtk_widget_set_hexpand(label, TRUE);
    gtk_box_append(GTK_BOX(box), sign);
    gtk_box_append(GTK_BOX(box), label);
    gtk_accessible_update_property(GTK_ACCESSIBLE(box), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
    return box;
}

GtkWidget *fact_code(const struct look *look, const char *code)
{
    GtkWidget *label = fact_label(code, "code");

    (void)look;
    gtk_widget_set_halign(label, GTK_ALIGN_START);
    return label;
}
