/* Where we are on the way: done, now, later. */
#ifndef DRIVERS_SCREEN_GTK_STEPS_H
#define DRIVERS_SCREEN_GTK_STEPS_H

#include "drivers/screen/gtk/look.h"
#include "drivers/screen/screen.h"

/* `width` pixels wide; `brief` shows only where we are. */
GtkWidget *steps_new(const struct look *look, const struct screen_view *view, int width,
                     bool brief);

#endif
