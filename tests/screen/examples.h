/* Example views of every kind, in four languages: what the gallery shows and the checks measure.
 * All people, places and products in them are invented. */
#ifndef TESTS_SCREEN_EXAMPLES_H
#define TESTS_SCREEN_EXAMPLES_H

#include "drivers/screen/screen.h"

enum { EXAMPLE_LANGUAGES = 4 };

extern const char *const example_languages[EXAMPLE_LANGUAGES];

size_t example_count(void);
const char *example_name(size_t which);

/* Fills a view that was zeroed. */
void example_fill(size_t which, size_t language, struct screen_view *view);

#endif
