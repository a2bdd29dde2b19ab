/* Somebody who walks on a lane for long: a process of their own that is ordered to say one message
 * after the other while the line goes wrong, and reports what became of each. */
#ifndef TESTS_FAULT_WALKER_H
#define TESTS_FAULT_WALKER_H

#include "drivers/fault/plan.h"
#include "tests/fault/visitor.h"

enum { WAYS_OF_LINE = 2, WHY_SIZE = 96 };

struct order {
    enum saying saying;
    bool clean; /* nothing goes wrong */
    bool waits; /* once it went wrong, until the server has let go of the connection by itself */
    bool last;  /* nothing more is said: all ends well, and nothing is left open */
    int patience_ms; /* with silence; everything else is waited for as the kiosk does */
    struct fault fault;
};

struct report {
    enum err code;
    bool acted; /* the byte came by */
    bool wrong;
    char why[WHY_SIZE];
    int ms;                       /* that the answer took, or that it did not come */
    uint64_t bytes[WAYS_OF_LINE]; /* of the message */
    struct visitor_counts counts; /* since the beginning */
};

/* What may become of a message. */
struct rules {
    const char *codes; /* that it may be refused with */
    bool bare;         /* no TLS: bytes that were spoilt may be refused with any */
};

struct walker {
    struct lane lane;
    pid_t hangs_up;
    pid_t pid;
    int orders; /* a socket: order by order and report by report; -1: nobody is there */
};

/* Starts the process. */
MUST_USE bool walker_start(struct walker *walker, const struct settings *settings,
                           const struct kiosk *kiosk, const struct rules *rules);

/* False: nobody takes orders there. */
MUST_USE bool walker_order(const struct walker *walker, const struct order *order);

/* Waits for a report. One that does not come in time, or at all, is one that says so. */
void walker_hear(struct walker *walker, struct report *out);

/* Waits for the end. */
void walker_end(struct walker *walker);

#endif
