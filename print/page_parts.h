/* Inside a page only: the parts that every page has. */
#ifndef PRINT_PAGE_PARTS_H
#define PRINT_PAGE_PARTS_H

#include "print/canvas.h"
#include "print/form.h"

/* A captioned value at x; its other words stand on the line `beside_y`, or on the same one for 0.
 */
void page_put_field(struct canvas *c, const struct form_field *field, double x, double caption_y,
                    double y, double beside_y);

/* Name and fields on page `page`; later ones show the first field only. */
void page_draw_person(struct canvas *c, const struct form *form, int page);

/* What binds the pages of one document together. */
void page_draw_strip(struct canvas *c, const struct form *form, int page, int pages);

#endif
