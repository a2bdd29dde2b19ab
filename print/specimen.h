/* What makes a page impossible to take for the document: black bars above and below it, the word
 * hatched right across it, and empty frames where the codes will be. */
#ifndef PRINT_SPECIMEN_H
#define PRINT_SPECIMEN_H

#include "print/canvas.h"
#include "print/form.h"
#include "print/grid.h"

/* Draws bars and words. In dots only, not in a PDF: white on black is what was left out. */
void specimen_draw(struct canvas *c, const struct form_specimen *specimen);

/* Draws the dashed frame of a code's field, `side` mm wide. */
void specimen_draw_code(struct canvas *c, const struct form_specimen *specimen,
                        struct grid_place at, double side);

#endif
