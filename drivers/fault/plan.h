/* What goes wrong with a device, and when: a text such as "how=removed,at=4" or
 * "how=slow,ms=200,at=6;how=garbage,p=0.05,seed=7". docs/man/akashi-fault.5 has the format. The
 * same plan over the same exchanges goes wrong in the same way, each time. A device is a card with
 * its reader, a line between two programs, or a printer. */
#ifndef DRIVERS_FAULT_PLAN_H
#define DRIVERS_FAULT_PLAN_H

#include "crypto/base/must.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PLAN_FAULTS_MAX = 8,
    PLAN_TEXT_SIZE = 1024,
    PLAN_WHY_SIZE = 96,
    PLAN_CERTAIN = 1000000, /* a chance is counted in millionths */
};

enum fault_how {
    FAULT_REMOVED,
    FAULT_UNPLUGGED,
    FAULT_RESET,
    FAULT_SHORT,
    FAULT_LONG,
    FAULT_STATUS,
    FAULT_GARBAGE,
    FAULT_SLOW,
    FAULT_SILENT,
    FAULT_TWICE,
    FAULT_FLIP,
    FAULT_KEEP_COUNTER,
    FAULT_SAME_NONCE,
    FAULT_OTHER_CARD,
    FAULT_NO_EXTENDED,
    FAULT_REFUSED, /* from here on only at a line; some above are at both */
    FAULT_DEAF,
    FAULT_ENDED,
    FAULT_LOST,
    FAULT_NARROW,
    FAULT_CROSSED,
    FAULT_STALE,
    FAULT_MEDIA_EMPTY, /* from here on only at a printer */
    FAULT_JAM,
    FAULT_COVER,
    FAULT_TONER,
    FAULT_STOPPED,
    FAULT_POWER,
    FAULT_BUSY,
    FAULT_CANCELLED,
    FAULT_REFUSES,
    FAULT_LIES_COMPLETED,
    FAULT_COUNTS_WRONG,
    FAULT_TAKES_TWICE,
    FAULT_HOWS
};

enum fault_when { FAULT_ALWAYS, FAULT_AT, FAULT_BYTE, FAULT_CHANCE, FAULT_PAGE };

struct fault {
    enum fault_how how;
    enum fault_when when;
    uint64_t seed;
    bool seeded;
    bool answers;    /* a line: the way of the answers, not that of the questions */
    uint32_t at;     /* exchange, or connection of a line, from 1 */
    uint32_t byte;   /* of the stream to the device, or that way of a line, from 1 */
    uint32_t chance; /* millionths */
    uint32_t ms;     /* slow: the delay; silent, removed, unplugged: for how long */
    uint32_t file;   /* 0: any */
    uint32_t bit;    /* of the file, the first byte's highest is 0; a line: of the byte */
    uint32_t rate;   /* narrow: bytes a second */
    uint32_t page;   /* of a document, from 1 */
    uint32_t status;
};

struct plan {
    struct fault fault[PLAN_FAULTS_MAX];
    size_t count;
};

/* One exchange with the device: its number from 1, and which bytes it adds to all that the device
 * was sent. At a line: the number of the connection, and what comes on one of its ways. */
struct moment {
    uint64_t exchange;
    uint64_t before; /* bytes sent before it */
    size_t len;
};

/* Reads a plan for a card or its reader. On false `why` holds one line, and `out` is empty. */
MUST_USE bool plan_parse(const char *text, struct plan *out, char why[PLAN_WHY_SIZE]);

/* The same for a line between two programs. */
MUST_USE bool plan_parse_line(const char *text, struct plan *out, char why[PLAN_WHY_SIZE]);

/* The same for a printer. */
MUST_USE bool plan_parse_printer(const char *text, struct plan *out, char why[PLAN_WHY_SIZE]);

/* Gives `seed` to each fault that needs one and names none. */
void plan_seed(struct plan *plan, uint64_t seed);

/* The replay id: the plan as a text that repeats this run exactly. Always fits. */
void plan_text(const struct plan *plan, char out[PLAN_TEXT_SIZE]);

/* Whether a fault acts on this exchange, or on a page of a document. Depends on nothing but its
 * arguments. */
MUST_USE bool fault_acts(const struct fault *fault, const struct moment *moment);
MUST_USE bool fault_acts_on_page(const struct fault *fault, uint32_t page);

/* The first fault of that kind that acts on this exchange, or NULL. */
const struct fault *plan_find(const struct plan *plan, const struct moment *moment,
                              enum fault_how how);

/* The first fault of that kind at all, or NULL. */
const struct fault *plan_names(const struct plan *plan, enum fault_how how);

#endif
