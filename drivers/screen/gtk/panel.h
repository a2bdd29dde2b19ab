/* What lies over a screen: the languages, the aids for eyes and reach, the question whether
 * somebody is there. Each is a card in the lower half, within reach of everybody. */
#ifndef DRIVERS_SCREEN_GTK_PANEL_H
#define DRIVERS_SCREEN_GTK_PANEL_H

#include "drivers/screen/gtk/hand.h"
#include "drivers/screen/gtk/look.h"
#include "drivers/screen/screen.h"

/* NULL for OVER_NOTHING. */
GtkWidget *panel_new(const struct look *look, enum over over, const struct screen_view *view,
                     struct hand *hand);

/* Why a button rests: a line over the foot. */
GtkWidget *panel_hint(const struct look *look, const char *text);

#endif
