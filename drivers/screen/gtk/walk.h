/* For whoever does not see the screen: a few keys go through its choices, one after the other, and
 * tell where they are. A keypad with ten digits, + - * and Enter is enough; PIN digits come before
 * (keypad.h). */
#ifndef DRIVERS_SCREEN_GTK_WALK_H
#define DRIVERS_SCREEN_GTK_WALK_H

#include "drivers/screen/gtk/hand.h"
#include "drivers/screen/screen.h"

#include <gtk/gtk.h>

/* Where the keys are: the first choice is 1; 0: at the beginning. */
struct walk {
    guint at;
};

/* A key over `within`, the page or what lies over it; false when it means nothing here. The key '*'
 * chooses the view's tool; the others work in a spoken view only. */
bool walk_key(struct walk *walk, GtkWidget *within, const struct screen_view *view,
              struct hand *hand, guint key);

/* Shows the place again after the widgets were made anew. */
void walk_show(const struct walk *walk, GtkWidget *within);

#endif
