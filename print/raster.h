/* A form as the printer gets it: PWG raster, A4, 8-bit grey, one side. */
#ifndef PRINT_RASTER_H
#define PRINT_RASTER_H

#include "print/form.h"

enum { RASTER_DPI_LEAST = 300, RASTER_DPI_MOST = 600 };

/* Draws all pages of `form` at `dpi` (300 to 600) and appends them to `stream`. On failure `stream`
 * is wiped: AK-P71 a sign without glyph, AK-P72 something does not fit, AK-P73 other fonts than the
 * pinned ones, AK-X93 anything else. */
MUST_USE enum err raster_draw(const struct form *form, unsigned dpi, struct bytes *stream,
                              int *pages);

/* Whether raster_draw would draw it at 300 and 600 dpi: the same codes, and nothing is drawn. Of a
 * code without a text only the place is counted. */
MUST_USE enum err raster_check(const struct form *form);

#endif
