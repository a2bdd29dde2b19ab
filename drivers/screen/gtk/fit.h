/* Makes a page fit the glass, whatever its words, its language and the size of its letters. */
#ifndef DRIVERS_SCREEN_GTK_FIT_H
#define DRIVERS_SCREEN_GTK_FIT_H

#include "drivers/screen/gtk/page.h"

/* Builds the page and adds it to the stack. Where it does not fit, words may break anywhere, more
 * of it goes on pages to turn, and large letters become as large as there is room for. */
void fit_page(struct page *page, GtkStack *stack, struct look *look, GtkCssProvider **provider);

#endif
