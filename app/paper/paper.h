/* A certificate on paper: which words stand where on the neutral form of print/page. */
#ifndef APP_PAPER_PAPER_H
#define APP_PAPER_PAPER_H

#include "app/record/certificate.h"
#include "crypto/base/bytes.h"
#include "crypto/base/err.h"
#include "print/look.h"

enum { PAPER_STREAM_MAX = 256 * 1024 * 1024 };

/* Large print is for who asks for it: three doses a page, three codes at most. */
enum paper_size { PAPER_USUAL, PAPER_LARGE };

/* Draws the certificate as PWG raster at `dpi` into `stream`, nothing from anywhere but `in`.
 * A verifier's address stands in a small symbol, once per document. `digest` is the document digest
 * that stands on each page (wire/sheet.h). Refuses missing and private-use glyphs (R29) and what
 * does not fit. */
MUST_USE enum err paper_draw(const struct certificate *in, enum paper_size size, const char *digest,
                             unsigned dpi, struct bytes *stream, int *pages);

/* The last look at a stream in any format (print/look.h, print/look_pdf.h) that should be this
 * certificate with this digest: what a part of `seen` says, it says of this document. */
MUST_USE enum err paper_look(const struct certificate *in, enum paper_size size, const char *digest,
                             struct view stream, struct look *seen);

/* The same as a PDF, for a counter's printer and for reading aloud. */
MUST_USE enum err paper_pdf(const struct certificate *in, enum paper_size size, const char *digest,
                            struct bytes *pdf, int *pages);

/* Page `page` (from 0) of the preview 見本 as a picture for a screen, of kind, area, holder,
 * traveller and history alone: nothing is signed, no code is in it, and nobody takes it for the
 * document (KSK-15, VRS-65). It refuses what the words of the document would be refused for. */
MUST_USE enum err paper_preview(const struct certificate *in, enum paper_size size, unsigned dpi,
                                int page, struct bytes *png, int *pages);

/* Whether paper_draw would draw it, asked before anything is signed: with its codes as long as they
 * will be and any signature in them, or with their formats and doses alone and no texts, which
 * counts their places. AK-P71, AK-P72, AK-P73 or AK-P91 where it would not. */
MUST_USE enum err paper_check(const struct certificate *in, enum paper_size size);

/* AK-P73 unless the very fonts are there that the page was made with: asked when a program starts
 * (VRS-63). */
MUST_USE enum err paper_ready(void);

/* Whether every sign of these words can be printed: asked before anything is signed. */
MUST_USE enum err paper_check_name(const char *name);

#endif
