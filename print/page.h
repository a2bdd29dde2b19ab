/* One page of a form, drawn whole on a canvas. */
#ifndef PRINT_PAGE_H
#define PRINT_PAGE_H

#include "print/canvas.h"
#include "print/form.h"
#include "print/table.h"

/* Draws page `page` (from 0) of the pages in `plan`: every page carries id, k/n and digest (R4).
 * What cannot be drawn refuses the canvas. */
void page_draw(struct canvas *c, const struct form *form, const struct table_plan *plan, int page);

#endif
