/* What is on the glass, as a picture; asked from outside GTK's thread. */
#ifndef TESTS_SCREEN_PICTURE_H
#define TESTS_SCREEN_PICTURE_H

#include "crypto/base/must.h"

#include <gtk/gtk.h>
#include <stdbool.h>

/* Waits until what was shown last is laid out and drawn. */
void picture_wait(void);

/* The same, then saves it as PNG. */
MUST_USE bool picture_save(const char *path);

/* Waits, then calls `look` on GTK's thread with the window. */
void picture_look(void (*look)(GtkWidget *window, void *arg), void *arg);

/* On GTK's thread: what the window shows; NULL before it has drawn anything. */
GdkTexture *picture_texture(GtkWidget *window);

#endif
