/* Text on a canvas: one line at a baseline, and lines that break rather than overflow. */
#ifndef PRINT_TEXT_H
#define PRINT_TEXT_H

#include "print/canvas.h"
#include "print/form.h"
#include "print/glyphs.h"

enum { TEXT_LINES_MAX = 4, TEXT_LINE_SIZE = 512 };

enum place { PLACE_LEFT, PLACE_CENTRE, PLACE_RIGHT };

struct type {
    enum face face;
    double pt;
    double tracking; /* em between signs */
};

/* One text in at most TEXT_LINES_MAX lines. */
struct text_block {
    struct type type;
    size_t lines;
    char line[TEXT_LINES_MAX][TEXT_LINE_SIZE];
};

/* Widths in mm. A sign that cannot be printed refuses the canvas (AK-P71). */
double text_width(struct canvas *c, struct type type, const char *text);

/* Sets one line with its baseline at y, starting, centred or ending at x. Returns its width. */
double text_put(struct canvas *c, struct type type, double x, double y, enum place place,
                const char *text);

/* The outlines of one line that starts at x, as the canvas's path: to be filled, stroked or clipped
 * to, and nothing that a PDF's reader would read out. */
void text_shape(struct canvas *c, struct type type, double x, double y, const char *text);

/* Like text_put, starting at x, for a text that may not be wider than `width` (AK-P72). */
double text_put_within(struct canvas *c, struct type type, double x, double y, double width,
                       const char *text);

/* Like text_put, but in half points down to `least` until it is no wider than `width` (AK-P72). */
double text_put_shrunk(struct canvas *c, struct type type, double least, double x, double y,
                       double width, enum place place, const char *text);

/* A Japanese caption in bold and its English beside it, 9 pt or another size. Returns the width. */
double text_put_caption(struct canvas *c, double x, double y, struct words words);
double text_put_caption_of(struct canvas *c, double pt, double x, double y, struct words words);

/* Whether `text` fits into `width` in at most `lines` (up to TEXT_LINES_MAX) lines without cutting
 * a word; fills `out`, which has no lines otherwise. */
MUST_USE bool text_fit(struct canvas *c, struct type type, const char *text, double width,
                       size_t lines, struct text_block *out);

/* The same in the fewest lines and then the largest size, in half points from `pt` down to 9. Fills
 * `out`, which has no lines otherwise (AK-P72). */
bool text_fit_largest(struct canvas *c, enum face face, const char *text, double pt, double width,
                      struct text_block *out);

/* Sets the lines of a block from baseline y on, `leading` mm apart. */
void text_put_block(struct canvas *c, const struct text_block *block, double x, double y,
                    double leading);

#endif
