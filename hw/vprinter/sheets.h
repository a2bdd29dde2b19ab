/* A PWG raster document, sheet by sheet. */
#ifndef HW_VPRINTER_SHEETS_H
#define HW_VPRINTER_SHEETS_H

#include "crypto/base/bytes.h"

enum { SHEETS_MAX = 64, SHEETS_SIDE_MAX = 16000 };

struct sheet {
    unsigned width, height, dpi;
    uint8_t *grey; /* 0 black … 255 white, width × height */
};

struct sheets;

enum sheets_next { SHEETS_ONE, SHEETS_END, SHEETS_BAD };

/* Borrows `document`. NULL when it is no raster stream. */
MUST_USE struct sheets *sheets_open(struct view document);
void sheets_close(struct sheets **sheets);

/* Reads the next sheet into `out`, which the caller frees with sheet_free. SHEETS_BAD: not grey of
 * eight bits, beyond the bounds, or cut off. */
enum sheets_next sheets_next(struct sheets *sheets, struct sheet *out);
void sheet_free(struct sheet *sheet);

#endif
