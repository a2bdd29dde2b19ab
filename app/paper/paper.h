/* A certificate on paper: which words stand where on the neutral form of print/page. */
#ifndef APP_PAPER_PAPER_H
#define APP_PAPER_PAPER_H

#include "app/record/certificate.h"
#include "crypto/base/bytes.h"
#include "crypto/base/err.h"

enum { PAPER_STREAM_MAX = 256 * 1024 * 1024 };

/* Draws the certificate as PWG raster at `dpi` into `stream`, nothing from anywhere but `in`.
 * A verifier's address stands in a small symbol, once per document. `digest` is the document digest
 * that stands on each page (wire/sheet.h). Refuses missing and private-use glyphs (R29) and what
 * does not fit. */
MUST_USE enum err paper_draw(const struct certificate *in, const char *digest, unsigned dpi,
                             struct bytes *stream, int *pages);

/* Whether every sign of these words can be printed: asked before anything is signed. */
MUST_USE enum err paper_check_name(const char *name);

#endif
