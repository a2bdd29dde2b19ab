/* A place for the texts that are put together for one document; a form borrows them from here. */
#ifndef APP_PAPER_PHRASES_H
#define APP_PAPER_PHRASES_H

#include <stdbool.h>
#include <stddef.h>

enum { PHRASES_SIZE = 16 * 1024 };

struct phrases {
    size_t used;
    bool full; /* a text did not go in; it is empty instead */
    char text[PHRASES_SIZE];
};

/* Adds one text and returns it; it lives as long as `p`. Wipe `p` after use. */
__attribute__((format(printf, 2, 3))) const char *phrase(struct phrases *p, const char *format,
                                                         ...);

#endif
