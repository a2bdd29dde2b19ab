/* A font file, byte for byte the one that the forms were laid out with, and the variants of signs
 * that it has. */
#ifndef PRINT_FONT_FILE_H
#define PRINT_FONT_FILE_H

#include "crypto/base/must.h"

#include <stdbool.h>
#include <stdint.h>

/* Whether the file's SHA-256 is `digest` (hexadecimal). */
MUST_USE bool font_file_is(const char *path, const char *digest);

/* Whether face `index` of the file draws `base` in the form that the variation selector asks for
 * (IVS). The face is opened for each question: few names hold a selector, and an open face costs
 * a megabyte. */
MUST_USE bool font_file_has_variant(const char *path, int index, uint32_t base, uint32_t selector);

#endif
