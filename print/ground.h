/* The ornament: ribbon, rosette, ripples and micro-text. It comes from one text and is the same on
 * every page of a document, so that a strange page shows at a glance. Order and beauty, no proof.
 */
#ifndef PRINT_GROUND_H
#define PRINT_GROUND_H

#include "print/canvas.h"
#include "print/grid.h"

/* The ripples, between the ribbon and `until`. */
void ground_draw(struct canvas *c, const char *text, const struct grid *grid, double until);

/* Ribbon, rosette and micro-text. */
void ground_draw_emblems(struct canvas *c, const char *text, const struct grid *grid);

#endif
