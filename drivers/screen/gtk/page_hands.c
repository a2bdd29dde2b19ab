#include "drivers/screen/gtk/button.h"
#include "drivers/screen/gtk/facts.h"
#include "drivers/screen/gtk/page.h"
#include "drivers/screen/gtk/pages.h"
#include "drivers/screen/gtk/scene.h"
#include "drivers/screen/gtk/words.h"

#include <math.h>
#include <string.h>

/* The wider of the name and its explanation. */
static double option_width(const struct look *look, const char *label)
{
    char **lines = g_strsplit(label, "\t", 2);
    double name = lines[0] != NULL ? look_width(look, lines[0], 44) : 0;
    double rest = lines[0] != NULL && lines[1] != NULL ? look_width(look, lines[1], 36) : 0;

    g_strfreev(lines);
    return fmax(name, rest);
}

/* Two beside each other where every name fits; where room is scarce, on two lines. */
static int columns_for(const struct page *page)
{
    double half = page_hands_measure(page) / 2.0 - look_px(page->look, 130);
    double room = page->look->low ? 1.5 * half : half;

    for (size_t i = 0; i < page->view->choices; i++)
        if (page->view->choice[i].role == SCREEN_OPTION &&
            option_width(page->look, page->view->choice[i].label) > room)
            return 1;
    return 2;
}

static GtkWidget *new_row(const struct look *look)
{
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, look_px(look, 24));

    gtk_box_set_homogeneous(GTK_BOX(row), TRUE);
    return row;
}

static void add_options(struct page *page, GtkWidget *column)
{
    int columns = columns_for(page), in_row = 0;
    struct pages *pages = NULL;
    GtkWidget *row = NULL;

    if (page_choice(page, SCREEN_OPTION) == NULL)
        return;
    pages = pages_new(page->look, 0, &page->place->options);
    for (size_t i = 0; i < page->view->choices; i++) {
        const struct screen_choice *choice = &page->view->choice[i];

        if (choice->role != SCREEN_OPTION)
            continue;
        if (in_row == 0) {
            row = new_row(page->look);
            pages_add(pages, row);
        }
        gtk_box_append(GTK_BOX(row),
                       button_choice(page->look, choice, choice->chosen ? ICON_CHECK : ICON_NONE,
                                     "choice", page->hand));
        in_row = (in_row + 1) % columns;
    }
    if (in_row != 0)
        gtk_box_append(GTK_BOX(row), gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0));
    gtk_widget_set_vexpand(pages_body(pages), TRUE);
    gtk_box_append(GTK_BOX(column), pages_body(pages));
    page->options_bar = pages_bar(pages);
    gtk_box_append(GTK_BOX(column), page->options_bar);
}

static void add_languages(struct page *page, GtkWidget *column)
{
    GtkWidget *row = NULL;

    if (!page_is_welcome(page) || page_choice(page, SCREEN_LANGUAGE) == NULL)
        return;
    row = new_row(page->look);
    gtk_box_set_spacing(GTK_BOX(row), look_px(page->look, 12));
    gtk_widget_add_css_class(row, "languages");
    for (size_t i = 0; i < page->view->choices; i++)
        if (page->view->choice[i].role == SCREEN_LANGUAGE)
            gtk_box_append(GTK_BOX(row),
                           button_language(page->look, &page->view->choice[i], page->hand));
    gtk_box_append(GTK_BOX(column), row);
}

/* The sign goes before the words are broken. */
static GtkWidget *main_button(struct page *page, double room)
{
    const struct screen_choice *choice = page_choice(page, SCREEN_MAIN);
    enum icon icon = ICON_FORWARD;

    if (choice == NULL)
        return NULL;
    if (look_width(page->look, choice->label, 56) > room - look_px(page->look, 170))
        icon = ICON_NONE;
    return button_choice(page->look, choice, icon, "main", page->hand);
}

/* One way besides the main one shares its row when two lines hold its words, and one the main
 * one's. */
static bool stands_beside(const struct page *page, const char *last)
{
    const struct look *look = page->look;
    double room = (page_hands_measure(page) - look_px(look, 24)) / 3.0 - look_px(look, 40);
    size_t plain = 0;

    for (size_t i = 0; i < page->view->choices; i++)
        plain += page->view->choice[i].role == SCREEN_PLAIN;
    return plain == 1 &&
           look_width(look, page_choice(page, SCREEN_PLAIN)->label, 40) <= 1.5 * room &&
           look_width(look, last, 56) <= 2 * room;
}

/* More ways stand above the main one, two by two. */
static GtkWidget *add_plain(struct page *page, GtkWidget *column, int columns)
{
    const struct screen_view *view = page->view;
    GtkWidget *row = NULL;
    int in_row = 0;

    for (size_t i = 0; i < view->choices; i++) {
        if (view->choice[i].role != SCREEN_PLAIN)
            continue;
        if (in_row == 0) {
            row = new_row(page->look);
            gtk_box_append(GTK_BOX(column), row);
        }
        gtk_box_append(GTK_BOX(row),
                       button_choice(page->look, &view->choice[i], ICON_NONE, "plain", page->hand));
        in_row = (in_row + 1) % columns;
    }
    return row;
}

/* The main button is lowest, and rightmost in a row. */
static void add_ways(struct page *page, GtkWidget *column, GtkWidget *enter)
{
    const struct screen_choice *choice = page_choice(page, SCREEN_MAIN);
    const char *words = enter != NULL    ? page->view->pin_missing
                        : choice != NULL ? choice->label
                                         : NULL;
    bool beside = words != NULL && stands_beside(page, words);
    int measure = page_hands_measure(page);
    GtkWidget *row = add_plain(page, column, measure < look_px(page->look, 800) ? 1 : 2);
    GtkWidget *last =
        enter != NULL ? enter : main_button(page, beside ? measure * 2 / 3.0 : measure);

    if (last == NULL)
        return;
    if (!beside) {
        gtk_box_append(GTK_BOX(column), last);
        return;
    }
    gtk_box_set_homogeneous(GTK_BOX(row), FALSE);
    gtk_widget_set_size_request(gtk_widget_get_first_child(row), measure / 3, -1);
    gtk_widget_set_hexpand(last, TRUE);
    gtk_box_append(GTK_BOX(row), last);
}

/* With keys, low: the main button stands beside them, or all would not be within reach. */
static void add_keys(struct page *page, GtkWidget *column, GtkWidget *keys, GtkWidget *enter)
{
    GtkWidget *row = NULL, *side = NULL;

    if (!page->look->low) {
        gtk_box_append(GTK_BOX(column), keys);
        add_ways(page, column, enter);
        return;
    }
    row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, look_px(page->look, 24));
    side = page_column(page->look, 16);
    gtk_widget_set_hexpand(keys, TRUE);
    gtk_widget_set_size_request(side, look_px(page->look, 264), -1);
    gtk_widget_set_vexpand(enter, TRUE);
    gtk_box_append(GTK_BOX(row), keys);
    gtk_box_append(GTK_BOX(row), side);
    add_plain(page, side, 1);
    gtk_box_append(GTK_BOX(side), enter);
    gtk_box_append(GTK_BOX(column), row);
}

static void add_space(GtkWidget *column)
{
    GtkWidget *space = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);

    gtk_widget_set_vexpand(space, TRUE);
    gtk_box_append(GTK_BOX(column), space);
}

/* What turns the words stands with the words, unless hands have a place of their own. */
static void add_bars(struct page *page, GtkWidget *column)
{
    if (page->words_bar != NULL && (page->look->low || page->look->wide))
        gtk_box_append(GTK_BOX(column), page->words_bar);
    if (page->picture_bar != NULL)
        gtk_box_append(GTK_BOX(column), page->picture_bar);
}

void page_add_hands(struct page *page, GtkWidget *column, GtkWidget *keys, GtkWidget *enter)
{
    bool options = page_choice(page, SCREEN_OPTION) != NULL;

    if (page->look->wide) {
        page->scene = scene_new(page->look, page->view);
        if (page->scene != NULL)
            gtk_box_prepend(GTK_BOX(column), page->scene);
    }
    add_options(page, column);
    /* In the low half, and beside the words, hands begin at the lower edge. */
    if (!options && page->scene == NULL && keys == NULL && page->look->wide)
        add_space(column);
    if (!options && page->look->low)
        add_space(column);
    add_bars(page, column);
    add_languages(page, column);
    if (keys != NULL)
        add_keys(page, column, keys, enter);
    else
        add_ways(page, column, NULL);
}

static void open_language(GtkButton *button, gpointer hand)
{
    struct hand *h = hand;

    (void)button;
    h->open(h->self, OVER_LANGUAGE);
}

static void open_display(GtkButton *button, gpointer hand)
{
    struct hand *h = hand;

    (void)button;
    h->open(h->self, OVER_DISPLAY);
}

GtkWidget *page_tools(struct page *page)
{
    const struct look *look = page->look;
    GtkWidget *tools = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, look_px(look, 12)), *button = NULL;

    if (look->low)
        gtk_box_set_homogeneous(GTK_BOX(tools), TRUE);
    if (!page_is_welcome(page) && page_choice(page, SCREEN_LANGUAGE) != NULL) {
        button = button_new(look, own_word(look->language, OWN_LANGUAGE_NAME), ICON_GLOBE, "tool");
        g_signal_connect(button, "clicked", G_CALLBACK(open_language), page->hand);
        gtk_box_append(GTK_BOX(tools), button);
    }
    button = button_new(look, own_word(look->language, OWN_DISPLAY), ICON_DISPLAY, "tool");
    g_signal_connect(button, "clicked", G_CALLBACK(open_display), page->hand);
    gtk_box_append(GTK_BOX(tools), button);
    for (size_t i = 0; i < page->view->choices; i++)
        if (page->view->choice[i].role == SCREEN_TOOL)
            gtk_box_append(GTK_BOX(tools), button_choice(look, &page->view->choice[i], ICON_VOICE,
                                                         "tool", page->hand));
    return tools;
}

/* What stands there when there is nothing to press. */
static GtkWidget *foot_facts(struct page *page)
{
    GtkWidget *facts = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, look_px(page->look, 48));

    for (size_t i = 0; i < SCREEN_FACTS; i++)
        if (page->view->fact[i][0] != 0)
            gtk_box_append(GTK_BOX(facts), fact_line(page->look, page->view->fact[i]));
    return facts;
}

static void put(struct page *page, GtkWidget *foot, enum screen_role role, enum icon icon,
                int places)
{
    const struct screen_choice *choice = page_choice(page, role);
    GtkWidget *thing = choice != NULL ? button_choice(page->look, choice, icon, "plain", page->hand)
                                      : foot_facts(page);
    int gap = look_px(page->look, 24), place = (look_measure(page->look) - 2 * gap) / 3;

    gtk_widget_set_size_request(thing, places * place + (places - 1) * gap, -1);
    gtk_box_append(GTK_BOX(foot), thing);
}

/* Always the same places; without a way back, stop's words may need both. */
GtkWidget *page_foot(struct page *page)
{
    GtkWidget *foot = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, look_px(page->look, 24));
    bool back = page_choice(page, SCREEN_BACK) != NULL;

    gtk_widget_add_css_class(foot, "foot");
    gtk_widget_set_halign(foot, GTK_ALIGN_FILL);
    if (back)
        put(page, foot, SCREEN_BACK, ICON_BACK, 1);
    put(page, foot, SCREEN_STOP, ICON_STOP, back ? 1 : 2);
    put(page, foot, SCREEN_STAFF, ICON_STAFF, 1);
    return foot;
}
