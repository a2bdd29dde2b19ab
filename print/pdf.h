/* A form as a PDF: for a counter's printer, and for a reader's eyes and ears. */
#ifndef PRINT_PDF_H
#define PRINT_PDF_H

#include "print/form.h"

/* Draws all pages of `form` and appends them to `pdf`: the same layout as the raster's, fonts
 * embedded as subsets, text that can be read out. Codes as in raster.h; `pdf` is wiped on failure.
 */
MUST_USE enum err pdf_draw(const struct form *form, struct bytes *pdf, int *pages);

#endif
