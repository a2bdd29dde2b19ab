/* The printer port. A printer is believed only about sheets it counted (R28). */
#ifndef PRINT_PRINTER_H
#define PRINT_PRINTER_H

#include "crypto/base/bytes.h"
#include "crypto/base/err.h"

#include <stdint.h>

enum { PRINTER_REASON_SIZE = 64 };

struct printer_state {
    bool ready;                       /* idle, accepting, no stop reason, A4, raster understood */
    enum err code;                    /* why not ready */
    char reason[PRINTER_REASON_SIZE]; /* the printer's own keyword, for technicians */
    unsigned dpi;                     /* the resolution to draw at */
    int64_t life_count;               /* impressions in its life; -1 when it does not say */
};

struct printer_result {
    enum err code; /* ERR_OK: delivered as counted */
    int sheets;    /* counted; -1: cannot tell */
};

struct printer_port {
    void *self;

    /* Asks the printer. False never: an unreachable printer is a state with a code. */
    void (*state)(void *self, struct printer_state *out);

    /* Sends one document of `pages` pages once and follows it to its end or to `deadline_ms` from
     * now. Delivered means: job's impressions = life counter's difference = pages, and no stop
     * reason. A job that cannot be followed to that end is cancelled and reported with its code. */
    void (*print)(void *self, struct view stream, int pages, int deadline_ms,
                  struct printer_result *out);

    void (*close)(void *self);
};

#endif
