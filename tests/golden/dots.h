/* A picture of black dots on white, to compare with another and to wear out.
 *
 * Two pictures agree as long as no dot differs by more than an edge may move: wherever one has ink,
 * the other has ink within one dot, and wherever one has paper, the other has paper within one dot.
 * So another rounding of a curve passes, and a sign, a line or a code that is another, gone or
 * moved does not. */
#ifndef TESTS_GOLDEN_DOTS_H
#define TESTS_GOLDEN_DOTS_H

#include "crypto/base/must.h"

#include <cairo.h>
#include <stdbool.h>
#include <stdint.h>

struct dots {
    int width, height;
    uint8_t *dark; /* one byte a dot: 0 or 1; free it */
};

MUST_USE bool dots_new(struct dots *d, int width, int height);

/* Takes `image` over; darker than half is ink. */
MUST_USE bool dots_load(struct dots *d, cairo_surface_t *image);

/* As a PNG of one bit a dot. */
MUST_USE bool dots_save(const struct dots *d, const char *path);

/* How many dots differ by more than an edge may; -1 when the pictures are not of one size. */
long dots_differ(const struct dots *a, const struct dots *b);

/* Writes what an office scanner makes of a copy that `dpi` dots an inch were printed on: 200 dpi in
 * grey, 1.5 degrees askew, blurred, with noise. */
MUST_USE bool dots_save_worn(const struct dots *d, int dpi, const char *path);

#endif
