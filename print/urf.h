/* URF, for a printer that takes no PWG raster: the same dots in another wrapping. */
#ifndef PRINT_URF_H
#define PRINT_URF_H

#include "crypto/base/bytes.h"

/* Appends the pages of a PWG raster stream to `urf`. False when it does not have as many pages as
 * it says, or there is no room; then `urf` is wiped. */
MUST_USE bool urf_of_raster(struct view raster, struct bytes *urf);

/* The way back, as strictly. */
MUST_USE bool urf_to_raster(struct view urf, struct bytes *raster);

#endif
