#include "drivers/screen/gtk/panel.h"

#include "drivers/screen/gtk/button.h"
#include "drivers/screen/gtk/countdown.h"
#include "drivers/screen/gtk/facts.h"
#include "drivers/screen/gtk/words.h"

#include <string.h>

static const char key_aid[] = "akashi-aid";

static void close_panel(GtkButton *button, gpointer hand)
{
    struct hand *h = hand;

    (void)button;
    h->open(h->self, OVER_NOTHING);
}

static void add_close(const struct look *look, GtkWidget *card, struct hand *hand)
{
    GtkWidget *button = button_new(look, own_word(look->language, OWN_CLOSE), ICON_NONE, "main");

    g_signal_connect(button, "clicked", G_CALLBACK(close_panel), hand);
    gtk_box_append(GTK_BOX(card), button);
}

static void add_languages(const struct look *look, GtkWidget *card, const struct screen_view *view,
                          struct hand *hand)
{
    GtkWidget *grid = gtk_grid_new();
    int at = 0;

    gtk_grid_set_column_homogeneous(GTK_GRID(grid), TRUE);
    gtk_grid_set_column_spacing(GTK_GRID(grid), (guint)look_px(look, 24));
    gtk_grid_set_row_spacing(GTK_GRID(grid), (guint)look_px(look, 24));
    for (size_t i = 0; i < view->choices; i++) {
        const struct screen_choice *choice = &view->choice[i];

        if (choice->role != SCREEN_LANGUAGE)
            continue;
        gtk_grid_attach(GTK_GRID(grid), button_language(look, choice, hand), at % 2, at / 2, 1, 1);
        at++;
    }
    gtk_box_append(GTK_BOX(card), grid);
}

static void turn_aid(GtkButton *button, gpointer hand)
{
    struct hand *h = hand;

    h->turn(h->self, (enum aid)GPOINTER_TO_INT(g_object_get_data(G_OBJECT(button), key_aid)));
}

static void add_aids(const struct look *look, GtkWidget *card, struct hand *hand)
{
    static const enum own_word words[AIDS] = {OWN_CONTRAST, OWN_LARGE, OWN_LOW, OWN_STILL};
    const bool on[AIDS] = {look->contrast, look->large, look->low, look->still};
    GtkWidget *grid = gtk_grid_new();

    gtk_grid_set_column_homogeneous(GTK_GRID(grid), TRUE);
    gtk_grid_set_column_spacing(GTK_GRID(grid), (guint)look_px(look, 24));
    gtk_grid_set_row_spacing(GTK_GRID(grid), (guint)look_px(look, 24));
    for (int i = 0, at = 0; i < AIDS; i++) {
        GtkWidget *button = NULL;

        if (i == AID_LOW && look->wide)
            continue;
        button = button_new(look, own_word(look->language, words[i]),
                            on[i] ? ICON_CHECK : ICON_NONE, "aid");

        button_press(button, on[i]);
        g_object_set_data(G_OBJECT(button), key_aid, GINT_TO_POINTER(i));
        g_signal_connect(button, "clicked", G_CALLBACK(turn_aid), hand);
        gtk_grid_attach(GTK_GRID(grid), button, at % 2, at / 2, 1, 1);
        at++;
    }
    gtk_box_append(GTK_BOX(card), grid);
}

static void add_question(const struct look *look, GtkWidget *card, const struct screen_view *view,
                         struct hand *hand)
{
    struct screen_choice here = {.id = "here"};

    memcpy(here.label, view->idle_here, sizeof here.label);
    if (view->seconds > 0)
        gtk_box_append(GTK_BOX(card), countdown_new(look, view->seconds));
    gtk_box_append(GTK_BOX(card), button_choice(look, &here, ICON_NONE, "main", hand));
}

static GtkWidget *new_card(const struct look *look, const char *heading)
{
    GtkWidget *card = g_object_new(GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_DIALOG,
                                   "orientation", GTK_ORIENTATION_VERTICAL, "spacing",
                                   look_px(look, 32), "valign", GTK_ALIGN_END, NULL);

    gtk_widget_add_css_class(card, "card");
    gtk_box_append(GTK_BOX(card), fact_label(heading, "heading"));
    gtk_accessible_update_property(GTK_ACCESSIBLE(card), GTK_ACCESSIBLE_PROPERTY_LABEL, heading,
                                   -1);
    return card;
}

GtkWidget *panel_new(const struct look *look, enum over over, const struct screen_view *view,
                     struct hand *hand)
{
    GtkWidget *veil = NULL, *card = NULL;

    if (over == OVER_NOTHING)
        return NULL;
    card = new_card(
        look, over == OVER_IDLE
                  ? view->idle
                  : own_word(look->language, over == OVER_LANGUAGE ? OWN_LANGUAGE : OWN_DISPLAY));
    if (over == OVER_IDLE)
        add_question(look, card, view, hand);
    else if (over == OVER_LANGUAGE)
        add_languages(look, card, view, hand);
    else
        add_aids(look, card, hand);
    if (over != OVER_IDLE)
        add_close(look, card, hand);
    veil = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    gtk_widget_add_css_class(veil, "veil");
    gtk_widget_set_vexpand(card, TRUE);
    gtk_box_append(GTK_BOX(veil), card);
    return veil;
}

GtkWidget *panel_hint(const struct look *look, const char *text)
{
    GtkWidget *box =
        g_object_new(GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, "valign",
                     GTK_ALIGN_END, "margin-bottom", look_px(look, 208), "margin-start",
                     look_px(look, 64), "margin-end", look_px(look, 64), "can-target", FALSE, NULL);

    gtk_widget_add_css_class(box, "hint");
    gtk_box_append(GTK_BOX(box), fact_label(text, NULL));
    gtk_accessible_update_property(GTK_ACCESSIBLE(box), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
    return box;
}
