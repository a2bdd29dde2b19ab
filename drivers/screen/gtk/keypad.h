/* Four places and ten keys. The digits live in locked memory and nowhere in the widgets: no text,
 * no name, no focus and no state ever follows a key. */
#ifndef DRIVERS_SCREEN_GTK_KEYPAD_H
#define DRIVERS_SCREEN_GTK_KEYPAD_H

#include "drivers/screen/gtk/hand.h"
#include "drivers/screen/gtk/look.h"
#include "drivers/screen/screen.h"

/* Outlives the widgets, so that a changed look keeps what was typed. */
struct keypad {
    char *typed; /* PIN_LEN bytes of locked memory */
    size_t len;
    int order[10]; /* of the keys */
    const struct screen_view *view;
    struct hand *hand;
    GtkWidget *boxes, *enter; /* NULL while none are shown */
};

MUST_USE bool keypad_open(struct keypad *keypad);
void keypad_close(struct keypad *keypad);

/* Forgets what was typed; the keys change places where the view wants it. */
void keypad_clear(struct keypad *keypad);

/* Three parts, each placed once: the places, the keys, the main button. The view must outlive them.
 */
void keypad_build(struct keypad *keypad, const struct look *look, const struct screen_view *view,
                  struct hand *hand, GtkWidget **boxes, GtkWidget **keys, GtkWidget **enter);

/* A key of a keyboard; false when it means nothing here. */
bool keypad_key(struct keypad *keypad, guint key);

#endif
