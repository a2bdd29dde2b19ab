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

/* The same as a PDF, for a counter's printer and for reading aloud. */
MUST_USE enum err paper_pdf(const struct certificate *in, const char *digest, struct bytes *pdf,
                            int *pages);

/* Page `page` (from 0) of the preview 見本 as a picture for a screen, of kind, area, holder,
 * traveller and history alone: nothing is signed, no code is in it, and nobody takes it for the
 * document (KSK-15, VRS-65). It refuses what the words of the document would be refused for. */
MUST_USE enum err paper_preview(const struct certificate *in, unsigned dpi, int page,
                                struct bytes *png, int *pages);

/* AK-P73 unless the very fonts are there that the page was made with: asked when a program starts
 * (VRS-63). */
MUST_USE enum err paper_ready(void);

/* Whether every sign of these words can be printed: asked before anything is signed. */
MUST_USE enum err paper_check_name(const char *name);

#endif
