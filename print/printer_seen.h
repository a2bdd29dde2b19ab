/* One look at a printer: what it says of itself, judged. */
#ifndef PRINT_PRINTER_SEEN_H
#define PRINT_PRINTER_SEEN_H

#include "print/ipp_peer.h"
#include "print/printer.h"
#include "print/trouble.h"

struct printer_seen {
    struct printer_state state;
    enum trouble trouble;
    int64_t up_time; /* seconds since it was switched on; -1 when it does not say */
    int64_t booted;  /* when that was, in ms of our own clock */
    int queued;      /* jobs that have not ended; -1 when it does not say */
};

/* Asks, judges and fills everything. A printer that does not answer is TROUBLE_UNREACHABLE, one
 * with another certificate TROUBLE_STRANGER. */
void printer_look(struct ipp_peer *peer, struct printer_seen *out);

#endif
