#include "drivers/screen/gtk/button.h"

#include "drivers/screen/gtk/phrases.h"

#include <string.h>

static const char key_id[] = "akashi-id", key_why[] = "akashi-why", key_label[] = "akashi-label";

static void name_widget(GtkWidget *widget, const char *label)
{
    gtk_accessible_update_property(GTK_ACCESSIBLE(widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                   -1);
}

static GtkWidget *write_label(const char *text, const char *css, bool middle)
{
    GtkWidget *label = gtk_label_new(text);
    PangoAttrList *phrases = phrases_unhyphened(phrases_of(text));

    gtk_label_set_attributes(GTK_LABEL(label), phrases);
    g_clear_pointer(&phrases, pango_attr_list_unref);
    gtk_label_set_wrap(GTK_LABEL(label), TRUE);
    gtk_label_set_wrap_mode(GTK_LABEL(label), PANGO_WRAP_WORD_CHAR);
    gtk_label_set_natural_wrap_mode(GTK_LABEL(label), GTK_NATURAL_WRAP_NONE);
    gtk_label_set_justify(GTK_LABEL(label), middle ? GTK_JUSTIFY_CENTER : GTK_JUSTIFY_LEFT);
    gtk_label_set_xalign(GTK_LABEL(label), middle ? 0.5F : 0);
    if (css != NULL)
        gtk_widget_add_css_class(label, css);
    return label;
}

/* The name and, after a tab, its explanation below. */
static GtkWidget *write_words(GtkWidget *button, const char *text, bool middle)
{
    GtkWidget *words = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    const char *tab = strchr(text, '\t');
    char *name = tab != NULL ? g_strndup(text, (gsize)(tab - text)) : g_strdup(text);
    GtkWidget *label = write_label(name, NULL, middle);

    gtk_widget_set_valign(words, GTK_ALIGN_CENTER);
    gtk_box_append(GTK_BOX(words), label);
    if (tab != NULL)
        gtk_box_append(GTK_BOX(words), write_label(tab + 1, "small", middle));
    g_object_set_data(G_OBJECT(button), key_label, label);
    g_free(name);
    return words;
}

static GtkAccessibleRole role_of(const char *css)
{
    if (strcmp(css, "choice") == 0 || strcmp(css, "language") == 0)
        return GTK_ACCESSIBLE_ROLE_RADIO;
    return strcmp(css, "aid") == 0 ? GTK_ACCESSIBLE_ROLE_CHECKBOX : GTK_ACCESSIBLE_ROLE_BUTTON;
}

GtkWidget *button_new(const struct look *look, const char *label, enum icon icon, const char *css)
{
    bool language = strcmp(css, "language") == 0, upright = strcmp(css, "tool") == 0,
         list = strcmp(css, "choice") == 0 || strcmp(css, "aid") == 0;
    GtkWidget *button = g_object_new(GTK_TYPE_BUTTON, "accessible-role", role_of(css), NULL);
    GtkWidget *box = gtk_box_new(upright ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL,
                                 look_px(look, upright    ? 0
                                               : language ? 8
                                                          : 16));
    GtkWidget *words = write_words(button, label, !list);
    char *name = g_strdelimit(g_strdup(label), "\t\n", ' ');
    GtkWidget *sign =
        icon != ICON_NONE ? icon_new(icon, look_px(look, upright || language ? 40 : 48)) : NULL;

    gtk_widget_add_css_class(button, css);
    gtk_widget_set_halign(box, list ? GTK_ALIGN_START : GTK_ALIGN_CENTER);
    gtk_widget_set_valign(box, GTK_ALIGN_CENTER);
    gtk_box_append(GTK_BOX(box), words);
    if (sign != NULL && icon == ICON_FORWARD)
        gtk_box_append(GTK_BOX(box), sign);
    else if (sign != NULL)
        gtk_box_prepend(GTK_BOX(box), sign);
    gtk_button_set_child(GTK_BUTTON(button), box);
    name_widget(button, name);
    g_free(name);
    return button;
}

static void clicked(GtkButton *button, gpointer data)
{
    struct hand *hand = data;
    const char *why = g_object_get_data(G_OBJECT(button), key_why);

    if (why != NULL)
        hand->why(hand->self, why);
    else
        hand->chose(hand->self, button_id(GTK_WIDGET(button)));
}

GtkWidget *button_choice(const struct look *look, const struct screen_choice *choice,
                         enum icon icon, const char *css, struct hand *hand)
{
    GtkWidget *button = button_new(look, choice->label, icon, css);

    g_object_set_data_full(G_OBJECT(button), key_id, g_strdup(choice->id), g_free);
    if (choice->resting[0] != 0) {
        gtk_widget_add_css_class(button, "resting");
        g_object_set_data_full(G_OBJECT(button), key_why, g_strdup(choice->resting), g_free);
        gtk_accessible_update_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       choice->resting, -1);
    }
    if (choice->chosen || choice->role == SCREEN_OPTION || choice->role == SCREEN_LANGUAGE)
        button_press(button, choice->chosen);
    g_signal_connect(button, "clicked", G_CALLBACK(clicked), hand);
    return button;
}

GtkWidget *button_language(const struct look *look, const struct screen_choice *choice,
                           struct hand *hand)
{
    const char *dot = strrchr(choice->id, '.');
    GtkWidget *button =
        button_choice(look, choice, choice->chosen ? ICON_CHECK : ICON_NONE, "language", hand);

    gtk_widget_add_css_class(button, dot != NULL ? dot + 1 : choice->id);
    return button;
}

void button_press(GtkWidget *button, bool on)
{
    if (on)
        gtk_widget_add_css_class(button, "chosen");
    gtk_accessible_update_state(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_STATE_CHECKED,
                                on ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE,
                                -1);
}

const char *button_id(GtkWidget *button)
{
    return g_object_get_data(G_OBJECT(button), key_id);
}

void button_say(GtkWidget *button, const char *label)
{
    gtk_label_set_text(g_object_get_data(G_OBJECT(button), key_label), label);
    name_widget(button, label);
}
