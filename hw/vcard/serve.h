/* The cards on their slots, until the process is told to end. */
#ifndef HW_VCARD_SERVE_H
#define HW_VCARD_SERVE_H

#include "crypto/base/must.h"
#include "drivers/fault/plan.h"
#include "drivers/host/clock.h"

#include <stdbool.h>
#include <stddef.h>

enum { SERVE_SLOTS_MAX = 16, SERVE_PORT = 35963 };

struct serve_plan {
    int port;            /* of the first slot; each further one is the next */
    const char *control; /* path of the control socket, or NULL */
    bool removed;        /* start with no card inserted */
    char **cards;        /* paths */
    size_t count;        /* 1 to SERVE_SLOTS_MAX */
    struct plan faults;  /* for each slot; its seeds are set */
    const char *other;   /* path of the card that other-card takes its files from, or NULL */
};

/* Serves until SIGTERM or SIGINT, which must not be blocked before. NULL, or one line that says why
 * it could not begin. */
MUST_USE const char *serve_run(const struct serve_plan *plan, const struct clock_port *clock);

#endif
