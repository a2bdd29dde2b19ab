/* One whole screen: head, steps, words, hands, foot. */
#ifndef DRIVERS_SCREEN_GTK_PAGE_H
#define DRIVERS_SCREEN_GTK_PAGE_H

#include "drivers/screen/gtk/hand.h"
#include "drivers/screen/gtk/keypad.h"
#include "drivers/screen/gtk/look.h"
#include "drivers/screen/screen.h"

/* What the person turned to; kept while a state is shown. */
struct page_place {
    int words, options, quarter;
};

/* `root` holds the others; those that a view lacks are NULL. */
struct page {
    const struct look *look;
    const struct screen_view *view;
    struct hand *hand;
    struct keypad *keypad;
    struct page_place *place;
    bool tight; /* there was not room for all: what can be turned to is on pages */
    GtkWidget *root, *scene, *ticks, *progress;
    /* Turned by hands: they stand with them where these have a place of their own. */
    GtkWidget *words_bar, *options_bar, *picture_bar;
};

/* Builds `root` from the first six. */
void page_build(struct page *page);

/* Makes room for what turns the pages. */
void page_show_bars(struct page *page);

/* Brings up to date what moves within a state: progress, ticks, scene. */
void page_update(struct page *page, const struct screen_view *view);

/* Inside the page only. */
bool page_is_welcome(const struct page *page);
bool page_is_call(const struct page *page);
void page_add_words(struct page *page, GtkWidget *column, GtkWidget *boxes);
void page_add_progress(struct page *page, GtkWidget *column);
void page_add_hands(struct page *page, GtkWidget *column, GtkWidget *keys, GtkWidget *enter);
GtkWidget *page_foot(struct page *page);
GtkWidget *page_tools(struct page *page);
/* The widths of the two parts, in pixels. */
int page_words_measure(const struct page *page);
int page_hands_measure(const struct page *page);
GtkWidget *page_column(const struct look *look, int gap);
const struct screen_choice *page_choice(const struct page *page, enum screen_role role);

#endif
