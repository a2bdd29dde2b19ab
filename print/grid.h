/* Where things stand on a sheet, in mm from its upper left corner; y of text is its baseline.
 * Places are fixed, so the last look and a reader's eye know them. */
#ifndef PRINT_GRID_H
#define PRINT_GRID_H

#include "print/form.h"

#define GRID_LEFT         20.0
#define GRID_RIGHT        190.0
#define GRID_MIDDLE       105.0
#define GRID_GROUND_LEFT  14.0
#define GRID_GROUND_RIGHT 196.0
#define GRID_GROUND_WIDTH (GRID_GROUND_RIGHT - GRID_GROUND_LEFT)
#define GRID_ROSETTE      157.0 /* left of it there are only ripples */
#define GRID_ROSETTE_HALF 14.0

#define GRID_RECORD 272.3 /* whose records, on every page */
#define GRID_DIGEST 100.4 /* in the strip below, after the ID; then the page's number */
#define GRID_NUMBER 167.0

#define GRID_LINE_ROW    0.127
#define GRID_LINE_MARK   0.254
#define GRID_LINE_TABLE  0.508
#define GRID_LINE_GROUND 0.085

#define GRID_LEADING     4.2
#define GRID_FIELD_SMALL 44.0
#define GRID_FIELD_LARGE 57.5 /* V36 and its quiet zone in 4 dots of 300 dpi: 57.24 */

/* A sheet, first or later. A zero stands for what it does not have. */
struct grid {
    double ribbon, rosette;                  /* y of the middle */
    double name_caption, name, name_pt;      /* the name ends on this line */
    double name_two;                         /* the same where it needs two lines */
    double field_caption, field, field_x[3]; /* captioned values below or beside the name */
    double field_beside;                     /* y of the other words; 0: on the same line */
    double table, foot;
    double attestation, issue; /* date of issue and issuers start at `issue` */
    double rule, codes;        /* the rule above the codes, and the top of their fields */
    double codes_above;        /* the top of the fields that take the table's room */
    double how, how_symbol;    /* caption; top of the small symbol */
};

/* The sheet for page `page` (from 0) of `form`. */
const struct grid *grid_of(const struct form *form, int page);

#define GRID_CODE_HEAD 10.6 /* from a rule to the field below it: two lines of caption */

struct grid_place {
    double x, y;
};

/* A rectangle from its upper left corner to its lower right one. */
struct grid_box {
    double left, top, right, bottom;
};

#define GRID_LARGE_BLOCK  49.5 /* large print: a block of a row */
#define GRID_LARGE_BLOCKS 3    /* on a page */

/* The upper left corner of the field of code `i`. Up to three stand in a row; the first three take
 * the table's room when there are more. Three large ones are wider than the text, as wide as the
 * ornament. Large print has one row. */
struct grid_place grid_code(const struct form *form, size_t i);

/* The side of that field. */
double grid_field(const struct form *form, size_t i);

/* Whether the table's room on the first page is taken by codes. */
bool grid_codes_first(const struct form *form);

/* Whether how-to-check stands on the first page, and where it starts there. */
bool grid_how_first(const struct form *form);
double grid_how_x(const struct form *form, int page);

#endif
