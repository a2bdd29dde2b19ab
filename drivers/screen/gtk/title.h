/* The question of a screen, with readings above its hard words. */
#ifndef DRIVERS_SCREEN_GTK_TITLE_H
#define DRIVERS_SCREEN_GTK_TITLE_H

#include "drivers/screen/gtk/look.h"

/* `call` is the larger kind. Letters become smaller rather than run out of `width` pixels; the
 * accessibility tree hears the words without readings. */
GtkWidget *title_new(const struct look *look, const char *text, bool call, int width);

#endif
