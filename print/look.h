/* The last look: decodes the very stream that will be sent to the printer, as a stranger's scanner
 * would. It returns what it saw; the caller judges. */
#ifndef PRINT_LOOK_H
#define PRINT_LOOK_H

#include "crypto/base/bytes.h"
#include "crypto/base/err.h"
#include "print/form.h"

enum { LOOK_PAGES_MAX = 32, LOOK_CODES_MAX = 8, LOOK_TEXT_MAX = 4000 };

struct look_code {
    size_t len;
    char text[LOOK_TEXT_MAX];
};

struct look_page {
    unsigned width, height, dpi; /* dots */
    double ink;                  /* share of dark dots, 0–1 */
    bool says[FORM_PARTS];       /* in its place stand the words that were expected on this page of
                                    so many, and no others */
    size_t codes;
    struct look_code code[LOOK_CODES_MAX];
};

struct look {
    size_t pages;
    struct look_page page[LOOK_PAGES_MAX];
};

/* Reads a PWG raster stream to its end. Its words are held, dot by dot, against those of
 * `expected`, which are drawn once more for it; without that, NULL, no page says anything. `out` is
 * large: allocate it. Free its content by wiping it. AK-P90: it cannot be read back. */
MUST_USE enum err look_at_raster(struct view stream, const struct form *expected, struct look *out);

#endif
