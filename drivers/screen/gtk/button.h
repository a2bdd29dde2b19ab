/* Buttons: a sign, words, and an id that is told when it is touched. */
#ifndef DRIVERS_SCREEN_GTK_BUTTON_H
#define DRIVERS_SCREEN_GTK_BUTTON_H

#include "drivers/screen/gtk/hand.h"
#include "drivers/screen/gtk/icon.h"
#include "drivers/screen/gtk/look.h"
#include "drivers/screen/screen.h"

/* A button with these words, named by them; `icon` stands before them, after them for
 * ICON_FORWARD. A tab in the label parts the name from a smaller line of explanation. */
GtkWidget *button_new(const struct look *look, const char *label, enum icon icon, const char *css);

/* The same for a choice of the view: tells `hand` its id, or why it rests. */
GtkWidget *button_choice(const struct look *look, const struct screen_choice *choice,
                         enum icon icon, const char *css, struct hand *hand);

/* A language, in its own script. */
GtkWidget *button_language(const struct look *look, const struct screen_choice *choice,
                           struct hand *hand);

/* Shows and tells whether it is on: for "choice", "language" and "aid". */
void button_press(GtkWidget *button, bool on);

/* The id of a button_choice; NULL for others. */
const char *button_id(GtkWidget *button);

/* Changes the words. */
void button_say(GtkWidget *button, const char *label);

#endif
