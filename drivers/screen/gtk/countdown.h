/* A line that shrinks until a deadline: no numbers, no red, no ticking. */
#ifndef DRIVERS_SCREEN_GTK_COUNTDOWN_H
#define DRIVERS_SCREEN_GTK_COUNTDOWN_H

#include "drivers/screen/gtk/look.h"

/* Full now, gone in `seconds`; it goes by steps of a second where nothing may move. */
GtkWidget *countdown_new(const struct look *look, int seconds);

#endif
