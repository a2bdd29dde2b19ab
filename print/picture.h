/* One page of a form as a picture for a screen. */
#ifndef PRINT_PICTURE_H
#define PRINT_PICTURE_H

#include "print/form.h"

enum { PICTURE_DPI_LEAST = 40, PICTURE_DPI_MOST = 300 };

/* Draws page `page` (from 0) at `dpi` (40 to 300) and appends it to `png`, in grey; the layout is
 * the raster's to the line. Codes as in raster.h, AK-X93 also for a page there is not; `png` is
 * wiped on failure. */
MUST_USE enum err picture_draw(const struct form *form, unsigned dpi, int page, struct bytes *png,
                               int *pages);

#endif
