/* Pages of a PDF as pictures, drawn by poppler's pdftoppm in a child that can do nothing else: a
 * PDF is a program from a stranger. */
#ifndef APP_VERIFY_PDF_H
#define APP_VERIFY_PDF_H

#include "app/verify/picture.h"

enum { PDF_PAGES_MAX = 20 };

MUST_USE bool pdf_is(struct view file);

/* Hands the pages in order to `take`, drawn at 300 dpi, as long as it returns true. False when the
 * child could not be started, a page is not whole, or `take` said no. Nothing touches a disk. */
MUST_USE bool pdf_pages(struct view file, bool (*take)(void *self, const struct picture *page),
                        void *self);

#endif
