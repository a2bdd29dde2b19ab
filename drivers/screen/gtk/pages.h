/* A column of things that shows as many as there is room for, and the rest by 前へ and 次へ:
 * nothing scrolls, nothing is cut. */
#ifndef DRIVERS_SCREEN_GTK_PAGES_H
#define DRIVERS_SCREEN_GTK_PAGES_H

#include "drivers/screen/gtk/look.h"

struct pages;

/* `most` things on a page at most (0: as many as fit). `page` is where the person turned to: read
 * at first, kept up to date, and it outlives the widgets. The struct goes with its body. */
struct pages *pages_new(const struct look *look, int most, int *page);
void pages_add(struct pages *pages, GtkWidget *thing);

/* Turns to the page that holds a widget, where it stands on one. */
void pages_reveal(GtkWidget *widget);

/* The things, and the row that turns them; each is placed once. */
GtkWidget *pages_body(struct pages *pages);
GtkWidget *pages_bar(struct pages *pages);

#endif
