/* The last look at a document that is sent as a PDF: those very bytes are drawn by poppler's
 * pdftoppm, in a cage, and looked at like any other page. */
#ifndef PRINT_LOOK_PDF_H
#define PRINT_LOOK_PDF_H

#include "print/look.h"

/* As look_at_raster, but a page says everything that was expected or nothing: `expected` is drawn
 * as a PDF too, and compared dot by dot. AK-P85: the PDF cannot be drawn whole. */
MUST_USE enum err look_at_pdf(struct view pdf, const struct form *expected, struct look *out);

#endif
