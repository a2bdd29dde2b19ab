/* Large print: the same words, one and a half times as large. The first page has no rows; a block
 * for each follows on the next ones, and how to check after the last where several codes need its
 * room on the first. More than three codes have no room (AK-P72). */
#ifndef PRINT_LARGE_H
#define PRINT_LARGE_H

#include "print/canvas.h"
#include "print/form.h"
#include "print/grid.h"
#include "print/table.h"

/* As table_plan. */
void large_plan(struct canvas *c, const struct form *form, struct table_plan *out);

/* As page_draw_parts, and how to check. */
void large_draw(struct canvas *c, const struct form *form, const struct table_plan *plan, int page);

/* The blocks of a later page. */
void large_draw_rows(struct canvas *c, const struct form *form, const struct table_plan *plan,
                     int page);

/* How to check, its caption on the upper edge of `box`, and the small symbol. */
void large_draw_how(struct canvas *c, const struct form *form, struct grid_box box,
                    struct grid_place symbol);

/* On the first page that it stands elsewhere, right of the codes where there is room. */
void large_draw_elsewhere(struct canvas *c, const struct form *form, double left, double y);

/* Where the ornament of a later page ends: the small symbol stands on bare paper. */
double large_ground_end(const struct form *form, const struct table_plan *plan, int page);

/* As page_part. */
struct grid_box large_part(const struct form *form, int page, enum form_part part);

#endif
