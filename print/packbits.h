/* A page's dots as PWG raster packs them (PWG 5102.4): equal rows as one, and in a row runs of
 * equal dots and of unequal ones. CUPS packs as well, but asks about each dot whether it equals the
 * next. */
#ifndef PRINT_PACKBITS_H
#define PRINT_PACKBITS_H

#include "print/canvas.h"

/* Appends all rows of `c` in 8-bit grey. False when there is no room for them. */
MUST_USE bool packbits_append(const struct canvas *c, struct bytes *stream);

#endif
