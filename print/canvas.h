/* One sheet of ink: coverage per printer dot, measured in millimetres from the upper left corner.
 */
#ifndef PRINT_CANVAS_H
#define PRINT_CANVAS_H

#include "crypto/base/bytes.h"
#include "crypto/base/err.h"

#include <cairo.h>
#include <pango/pango.h>
#include <stddef.h>
#include <stdint.h>

struct canvas {
    unsigned width, height, dpi;
    size_t stride;
    uint8_t *ink; /* 0 paper … 255 ink; NULL in a PDF */
    cairo_surface_t *surface;
    cairo_t *cr;         /* scaled to millimetres */
    PangoLayout *layout; /* shared by all text: text.h */
    bool turned;         /* a PDF: there is a page before this one */
    enum err code;       /* the first refusal; later ones are dropped */
};

/* False when there is no memory; canvas_close is safe then, and twice. */
MUST_USE bool canvas_open(struct canvas *c, unsigned width, unsigned height, unsigned dpi);

/* The same for an A4 sheet in a PDF, which is appended to `to` until canvas_close; it is laid out
 * as at `dpi`. canvas_clear starts a new page there, but for the first. */
MUST_USE bool canvas_open_pdf(struct canvas *c, unsigned dpi, struct bytes *to);

/* Wipes the ink and frees all. */
void canvas_close(struct canvas *c);

/* Back to white paper. */
void canvas_clear(struct canvas *c);

/* Remembers why the sheet cannot be drawn. */
void canvas_refuse(struct canvas *c, enum err code);

/* AK-X93: no memory, or a resolution that we do not draw. */
void canvas_refuse_work(struct canvas *c);

/* AK-P72: something needs more room than the form has. */
void canvas_refuse_fit(struct canvas *c);

/* Whole dots: nearest to `mm`, and at least one. */
unsigned canvas_dots(const struct canvas *c, double mm);

/* A rectangle of ink in dots, exact; what lies outside the sheet is left out. */
void canvas_fill(struct canvas *c, unsigned x, unsigned y, unsigned width, unsigned height);

/* The same for many that touch: they are only collected until canvas_ink fills them as one. */
void canvas_add(struct canvas *c, unsigned x, unsigned y, unsigned width, unsigned height);
void canvas_ink(struct canvas *c);

/* A horizontal line from x0 to x1 centred on y, `thick` mm rounded to whole dots. */
void canvas_rule(struct canvas *c, double x0, double x1, double y, double thick);

/* What is drawn between the two is a part of that kind in a PDF's structure: "H1", "P", "Table",
 * "TR", "TH", "TD". It is read out in the order in which it is drawn. */
void canvas_begin(struct canvas *c, const char *kind);
void canvas_end(struct canvas *c, const char *kind);

/* Row y as 8-bit grey with ink 0 and paper 255: pure black and white, `width` bytes. */
void canvas_grey(const struct canvas *c, unsigned y, uint8_t *out);

#endif
