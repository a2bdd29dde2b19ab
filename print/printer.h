/* The printer port. A printer is believed only about sheets it counted (R28). */
#ifndef PRINT_PRINTER_H
#define PRINT_PRINTER_H

#include "crypto/base/bytes.h"
#include "crypto/base/err.h"

#include <stdatomic.h>
#include <stdint.h>

/* What happens to a printer is known at most PRINTER_KNOWN_MS later. */
enum { PRINTER_REASON_SIZE = 64, PRINTER_KNOWN_MS = 2000 };

/* Where a document is. What went wrong is told by a code beside it. */
enum printer_phase {
    PRINTER_RESTING, /* none is on its way */
    PRINTER_WARMING, /* handed over, no sheet yet */
    PRINTER_PRINTING,
};

/* What a printer can; the first three are the formats of a document. */
enum printer_able {
    PRINTER_PWG = 1,
    PRINTER_URF = 2,
    PRINTER_PDF = 4,
    PRINTER_A4 = 8,
    PRINTER_DUPLEX = 16,
    PRINTER_COLOUR = 32,
};

struct printer_state {
    bool ready;                       /* idle, accepting, no stop reason, A4, a format of ours */
    enum err code;                    /* why not ready */
    char reason[PRINTER_REASON_SIZE]; /* the printer's own keyword, for technicians */
    unsigned able;                    /* of enum printer_able */
    unsigned format;                  /* the one of them to send; 0: none of ours */
    unsigned dpi;                     /* the resolution to draw at */
    int64_t life_count;               /* impressions in its life; -1 when it does not say */
    int tray;                         /* sheets in its output tray; -1 without a sensor */
    enum printer_phase phase;
    int page, pages; /* while printing: k of n */
};

struct printer_result {
    enum err code; /* ERR_OK: delivered as counted */
    int sheets;    /* counted; -1: cannot tell */
    bool dead;     /* nothing more can come out: the document may be sent anew */
};

struct printer_port {
    void *self;

    /* Asks the printer: one that cannot be reached in time is a state with a code. From another
     * thread while a document is on its way: how far it was a moment ago, without asking; AK-P03
     * while the printer says nothing, for whatever reason. */
    void (*state)(void *self, struct printer_state *out);

    /* Sends one document of `pages` pages once, in the format that it is in, and follows it to its
     * end or to `deadline_ms` from now. Delivered means: job's impressions = life counter's
     * difference = what the tray's sensor saw, where one is fitted = pages, and no stop reason. A
     * job that cannot be followed to that end is cancelled and reported with its code; while it may
     * still put out paper, no other is sent. Once `*halt` is true it is cancelled too (AK-P69), and
     * its sheets are counted as they came. */
    void (*print)(void *self, struct view stream, int pages, int deadline_ms,
                  const atomic_bool *halt, struct printer_result *out);

    void (*close)(void *self);
};

#endif
