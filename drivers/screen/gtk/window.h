/* The window: changes from one page to the next, keeps what the person chose and turned to. All of
 * it on the thread that runs GTK. */
#ifndef DRIVERS_SCREEN_GTK_WINDOW_H
#define DRIVERS_SCREEN_GTK_WINDOW_H

#include "drivers/screen/gtk/gtk.h"
#include "drivers/screen/gtk/hand.h"

struct window;

/* NULL when locked memory is not to be had. `closed` is told when somebody closes the window;
 * `hand` (chose and typed) tells the rest. Not shown before the first view. */
struct window *window_new(const struct screen_gtk_options *options, const struct hand *hand,
                          void (*closed)(void *self));

/* Takes the view over: one made by malloc, with its picture. */
void window_show(struct window *window, struct screen_view *view);
void window_free(struct window **window);

/* Wipes and frees a view that was handed over. */
void window_drop(struct screen_view *view);

#endif
