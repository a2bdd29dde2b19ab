/* What a window's widgets measure, against docs/screens.md. */
#ifndef TESTS_SCREEN_MEASURE_H
#define TESTS_SCREEN_MEASURE_H

#include "drivers/screen/gtk/gtk.h"

#include <gtk/gtk.h>

struct measure {
    struct screen_gtk_options options;
    bool pixels; /* contrast is measured too */
    char name[80];
    double unit;
    int texts, targets, contrasts, faults;
    double least;     /* contrast found */
    GPtrArray *found; /* the targets of this window */
    GdkTexture *texture;
};

/* Reads "SIZE[,contrast][,large][,low]". */
MUST_USE bool measure_look(const char *text, struct screen_gtk_options *options);

/* Prints and counts each fault of what `window` shows. */
void measure_window(GtkWidget *window, void *measure);

#endif
