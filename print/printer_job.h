/* One document on its way through a printer, followed to an end that can be believed (R28). */
#ifndef PRINT_PRINTER_JOB_H
#define PRINT_PRINTER_JOB_H

#include "print/ipp_peer.h"
#include "print/printer.h"

struct printer_order {
    struct view stream;
    int pages, deadline_ms;
    void (*moved)(void *self, const struct printer_state *state); /* told at each look */
    void *self;
};

/* Prints as printer.h says. Returns the job that may still put out paper, or 0. */
MUST_USE int printer_job_run(struct ipp_peer *peer, const struct printer_order *order,
                             struct printer_result *out);

/* Cancels a job once more; whether it is known that nothing comes out of it any longer. */
MUST_USE bool printer_job_is_dead(struct ipp_peer *peer, int job);

#endif
