/* Pictures of this very machine: where the card lies, where the paper comes, and what came of it.
 */
#ifndef DRIVERS_SCREEN_GTK_SCENE_H
#define DRIVERS_SCREEN_GTK_SCENE_H

#include "drivers/screen/gtk/look.h"
#include "drivers/screen/screen.h"

/* What is drawn. `moved` runs from 0 to 1 along a movement, `light` from 1 down to 0.55 and back.
 */
struct scene {
    struct look look;
    enum screen_scene kind;
    bool welcome;
    int stage, page, pages;
    double moved, light;
    gint64 began;
};

/* NULL for a view without a picture. It takes the room there is; a mark (fault and its like) is
 * small and stands before the title. */
GtkWidget *scene_new(const struct look *look, const struct screen_view *view);
bool scene_is_mark(enum screen_scene kind);

/* Takes stage and page from the view; nothing else moves. */
void scene_update(GtkWidget *scene, const struct screen_view *view);

/* The screen's own picture of where things are, for a notice beside a scene. */
GtkWidget *scene_place(const struct look *look, enum screen_scene kind);

/* The parts below draw into a field of 960 x 540 units. */
struct pen {
    GtkWidget *widget;
    cairo_t *cr;
};

void pen_fill(const struct pen *pen, const char *fill, const char *edge, double width);
void pen_box(const struct pen *pen, double x, double y, double width, double height, double round);
void pen_arrow(const struct pen *pen, double x, double y, bool up);

/* Things seen from the front, their upper left corner at the origin. */
void draw_card(const struct pen *pen);             /* 220 x 140 */
void draw_sheet(const struct pen *pen);            /* 180 x 240 */
void draw_machine(const struct pen *pen, int lit); /* 150 x 290; lit: 1 card, 2 paper */

void scene_draw_deck(const struct pen *pen, const struct scene *scene);
void scene_draw_slot(const struct pen *pen, const struct scene *scene);
void scene_draw_coins(const struct pen *pen, const struct scene *scene);
void scene_draw_welcome(const struct pen *pen);
void scene_draw_done(const struct pen *pen);

#endif
