/* A font file, byte for byte the one that the forms were laid out with, and the variants of signs
 * that it has. */
#ifndef PRINT_FONT_FILE_H
#define PRINT_FONT_FILE_H

#include "crypto/base/must.h"

#include <stdbool.h>
#include <stdint.h>

struct font_file;

/* Whether the file's SHA-256 is `digest` (hexadecimal). */
MUST_USE bool font_file_is(const char *path, const char *digest);

/* Opens face `index` of the file for font_file_has_variant. NULL when it cannot be. Lives as long
 * as the process. */
struct font_file *font_file_open(const char *path, int index);

/* Whether the font draws `base` in the form that the variation selector asks for (IVS). */
MUST_USE bool font_file_has_variant(struct font_file *font, uint32_t base, uint32_t selector);

#endif
