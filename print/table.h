/* The table of rows: how high each gets, which page it falls on, and its drawing. */
#ifndef PRINT_TABLE_H
#define PRINT_TABLE_H

#include "print/canvas.h"
#include "print/form.h"

struct table_page {
    size_t from, count;
};

struct table_plan {
    int pages;
    struct table_page page[FORM_PAGES_MAX];
};

/* Lays the rows on pages: none when the form has more of something than it has room for. That, and
 * a row or a count that fits nowhere, refuses the canvas (AK-P72). */
void table_plan(struct canvas *c, const struct form *form, struct table_plan *out);

/* Draws head, rows and foot of page `page`; a page without rows of its own has no table. */
void table_draw(struct canvas *c, const struct form *form, const struct table_plan *plan, int page);

#endif
