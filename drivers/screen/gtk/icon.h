/* Signs drawn with lines on a 48 x 48 grid, in the colour of the letters beside them. */
#ifndef DRIVERS_SCREEN_GTK_ICON_H
#define DRIVERS_SCREEN_GTK_ICON_H

#include <gtk/gtk.h>

enum icon {
    ICON_NONE,
    ICON_BACK,
    ICON_STOP,
    ICON_STAFF,
    ICON_GLOBE,
    ICON_DISPLAY,
    ICON_VOICE,
    ICON_CHECK,
    ICON_FORWARD,
    ICON_PREVIOUS,
    ICON_NEXT,
    ICON_DELETE,
    ICON_WARNING,
    ICON_INFO,
    ICON_SEARCH,
    ICON_QUESTION,
    ICON_CLOSED,
    ICON_ZOOM,
    ICON_CLOCK,
    ICON_COUNT
};

/* Draws it with the current source, `size` wide, its corner at the origin. */
void icon_draw(cairo_t *cr, enum icon icon, double size);

/* A widget that shows it in its own colour; nothing to the accessibility tree. */
GtkWidget *icon_new(enum icon icon, int size);

#endif
