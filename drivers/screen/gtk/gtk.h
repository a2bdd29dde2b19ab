/* The kiosk's own screen, on a thread of its own: large, calm, by touch or keys, with an
 * accessibility tree that holds words and never a digit of the PIN. */
#ifndef DRIVERS_SCREEN_GTK_GTK_H
#define DRIVERS_SCREEN_GTK_GTK_H

#include "drivers/screen/screen.h"

struct screen_gtk_options {
    int width, height;         /* 0: 1080 x 1920; wider than high lays everything out for that */
    bool fullscreen;           /* the whole of the first monitor, whatever its size */
    bool contrast, large, low; /* what a new visit begins with */
    bool still;                /* the same: no animation but progress */
};

/* False where there is no display. Opens once in a process, before other threads run: it sets
 * environment variables that GTK reads. The window appears with the first view. */
MUST_USE bool screen_gtk_open(const struct screen_gtk_options *options, struct screen_port *out);

#endif
