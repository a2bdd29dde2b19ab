/* One page of a form, drawn whole on a canvas. */
#ifndef PRINT_PAGE_H
#define PRINT_PAGE_H

#include "print/canvas.h"
#include "print/form.h"
#include "print/grid.h"
#include "print/table.h"

/* Draws page `page` (from 0) of the pages in `plan`: every page carries id, k/n and digest (R4).
 * What cannot be drawn refuses the canvas. */
void page_draw(struct canvas *c, const struct form *form, const struct table_plan *plan, int page);

/* Draws the parts of that page and the ripples behind them: no code and no emblem. */
void page_draw_parts(struct canvas *c, const struct form *form, const struct table_plan *plan,
                     int page);

/* The place that `part` has for itself on that page; empty where the page has none of it. */
struct grid_box page_part(const struct form *form, const struct table_plan *plan, int page,
                          enum form_part part);

#endif
