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

#define GRID_LINE_ROW    0.127
#define GRID_LINE_MARK   0.254
#define GRID_LINE_TABLE  0.508
#define GRID_LINE_GROUND 0.085

#define GRID_LEADING     4.2
#define GRID_FIELD_SMALL 44.0
#define GRID_FIELD_LARGE 57.0

/* A sheet, first or later. A zero stands for what it does not have. */
struct grid {
    double ribbon, rosette;                  /* y of the middle */
    double name_caption, name, name_pt;      /* the name ends on this line */
    double field_caption, field, field_x[3]; /* captioned values below or beside the name */
    double field_beside;                     /* y of the other words; 0: on the same line */
    double table, foot;
    double attestation, issue; /* date of issue and issuers start at `issue` */
    double rule, codes;        /* the rule above the codes, and the top of their fields */
    bool tall;                 /* fields of 57 mm */
    double how, how_symbol;    /* caption; top of the small symbol */
};

/* The sheet for page `page` (from 0) of `form`. */
const struct grid *grid_of(const struct form *form, int page);

/* Left edges of three code fields in a row. */
double grid_code_x(size_t column);

/* Whether the table's room on the first page is taken by codes. */
bool grid_codes_first(const struct form *form);

/* Whether how-to-check stands on the first page, and where it starts there. */
bool grid_how_first(const struct form *form);
double grid_how_x(const struct form *form, int page);

#endif
