/* How the screen looks for this person on this glass: sizes, theme, letters. */
#ifndef DRIVERS_SCREEN_GTK_LOOK_H
#define DRIVERS_SCREEN_GTK_LOOK_H

#include <gtk/gtk.h>

/* Lengths are designed for 1080 units across an upright glass; `unit` is what one of them is in
 * pixels here. */
struct look {
    int width, height;
    bool wide;                        /* lying: words on the left, hands on the right */
    bool contrast, large, low, still; /* what the person chose */
    double unit;
    double larger; /* times the size of letters: as large as the page has room for */
    const char *language;
};

/* Sets wide and unit from width and height. */
void look_fit(struct look *look);

/* Units to pixels. */
int look_px(const struct look *look, double units);

/* The size of letters: units to pixels, larger where large letters were chosen. */
double look_letters(const struct look *look, double units);

/* The space between the margins, in pixels. */
int look_measure(const struct look *look);

/* A font in the person's script; the caller frees it. */
PangoFontDescription *look_font(const struct look *look, double units, bool bold);
const char *look_family(const char *language);

/* How wide words are in bold letters, in pixels. */
double look_width(const struct look *look, const char *text, double units);

/* Lays the style sheet of this look over everything; the one before it goes. */
void look_apply(const struct look *look, GtkCssProvider **provider);

/* Sets the source of `cr` to one of the named colours. */
void look_colour(GtkWidget *widget, cairo_t *cr, const char *name);

#endif
