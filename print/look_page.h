/* Inside the last look only: one page of decoded dots, and what is seen on it. */
#ifndef PRINT_LOOK_PAGE_H
#define PRINT_LOOK_PAGE_H

#include "print/look.h"
#include "print/table.h"

enum { LOOK_SIDE_MAX = 16000, LOOK_DPI_LEAST = 6, LOOK_DPI_MOST = 1200 };

/* The form that a stream should show, laid out. Without a form: nothing is expected. */
struct look_meant {
    const struct form *form;
    struct table_plan plan;
};

/* Lays `form`, which may be NULL, out. False when it cannot be drawn. */
MUST_USE bool look_expect(const struct form *form, struct look_meant *out);

/* Fills in what stands on page `k` (from 0). `page` has its width, height and dpi; `dots` has a
 * byte each, row by row, 0 ink to 255 paper. False when there is no memory or a code has no room.
 */
MUST_USE bool look_at_page(const uint8_t *dots, const struct look_meant *meant, int k,
                           struct look_page *page);

/* How many of `len` dots in a row are ink. */
unsigned look_ink(const uint8_t *dots, size_t len);

/* The two halves of look_at_page: the codes, and the words in their places. */
MUST_USE bool look_codes(const uint8_t *dots, struct look_page *page);
MUST_USE bool look_words(const uint8_t *dots, const struct look_meant *meant, int k,
                         struct look_page *page);

#endif
