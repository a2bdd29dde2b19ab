/* The specimen as it will be printed, whole or a quarter at a time. */
#ifndef DRIVERS_SCREEN_GTK_PREVIEW_H
#define DRIVERS_SCREEN_GTK_PREVIEW_H

#include "crypto/base/bytes.h"
#include "drivers/screen/gtk/look.h"

/* Shows a PNG; NULL when it is none. `quarter` (0: all, 1 to 4) is what the person looks at and
 * outlives the widgets. The row of buttons is placed once, by the caller. */
GtkWidget *preview_new(const struct look *look, struct view png, int *quarter, GtkWidget **bar);

#endif
