/* A neutral form: which words stand in which part of a sheet. It knows nothing of what they mean.
 * All texts are borrowed and UTF-8; `en` and `beside` may be NULL. */
#ifndef PRINT_FORM_H
#define PRINT_FORM_H

#include "crypto/base/bytes.h"
#include "crypto/base/err.h"

enum {
    FORM_FIELDS_MAX = 3,
    FORM_COLUMNS_MAX = 8,
    FORM_ROWS_MAX = 64,
    FORM_ISSUERS_MAX = 2,
    FORM_CODES_MAX = 6,
    FORM_PAGES_MAX = 14
};

struct words {
    const char *ja, *en;
};

/* What a page says, but for its codes: each part stands in a place of its own (page.h), and the
 * last look reads each by itself. */
enum form_part {
    FORM_PART_TITLE,
    FORM_PART_NAME,
    FORM_PART_FIELDS,
    FORM_PART_ROWS,
    FORM_PART_ISSUE,
    FORM_PART_RECORD,
    FORM_PART_ID,
    FORM_PART_DIGEST,
    FORM_PART_NUMBER,
    FORM_PARTS
};

enum form_style { FORM_PLAIN, FORM_STRONG, FORM_LOT };

/* A captioned value, with the same thing in other words beside it. */
struct form_field {
    struct words caption;
    const char *value, *beside;
    enum form_style style;
};

struct form_column {
    double x; /* mm from the left edge of the sheet */
    struct words caption;
    enum form_style style;
};

/* With `note`, cell 0 and the note take the whole row. */
struct form_row {
    struct words cell[FORM_COLUMNS_MAX];
    struct words note;
};

/* A signed code in a small or a large field (grid.h); without a text only its place is kept, and
 * shown on a specimen. */
struct form_code {
    struct words caption;
    const char *text;
    bool large;
};

/* What makes a form impossible to take for the document: `bar` stands white on black above and
 * below it, `word` right across it, and `later` where the codes will be. */
struct form_specimen {
    struct words bar, later;
    const char *word; /* NULL: this is the document */
};

/* Large print: every size about one and a half times as large, and a block for each row instead of
 * a table. Its rows have seven cells: number, date, kind, maker, thing, lot and country. */
struct form_large {
    bool on;
    const char *lead;          /* the title's first line; `title` is the second */
    struct words kind_caption; /* above kind and maker */
};

struct form {
    struct form_specimen specimen;
    struct form_large large;
    const char *ground; /* what the ornament and the micro-text are made of, or NULL for none */
    struct words title, purpose, continued;
    struct words name_caption;
    const char *name, *roman; /* the latter NULL: no line for it */
    struct form_field field[FORM_FIELDS_MAX];
    size_t fields;
    struct form_column column[FORM_COLUMNS_MAX];
    size_t columns;
    struct form_row row[FORM_ROWS_MAX];
    size_t rows;
    struct words end_of_rows;
    struct words more; /* the page's number stands before `ja` and after `en` */
    struct words attestation;
    struct form_field issued;
    struct words issuer[FORM_ISSUERS_MAX];
    size_t issuers;
    struct form_code code[FORM_CODES_MAX];
    size_t codes;
    struct words how_caption, how;
    struct words how_elsewhere, rows_elsewhere; /* where it, or the rows too, stand on page 2 */
    struct words address_caption;
    const char *address, *address_shown; /* in the small symbol, or NULL for none; beside it */
    struct words record;                 /* whose records, as of */
    struct words id_caption, digest_caption, page_caption;
    const char *id, *digest; /* NULL: no strip */
};

#endif
