/* One document on its way through a printer, followed to an end that can be believed (R28). */
#ifndef PRINT_PRINTER_JOB_H
#define PRINT_PRINTER_JOB_H

#include "print/ipp_peer.h"
#include "print/printer.h"

/* Who takes a document, and who prints it: one printer, or a queue and the printer behind it. */
struct printer_line {
    struct ipp_peer jobs;
    struct ipp_peer behind; /* with `queue` */
    bool queue;
};

/* Who prints, and counts. */
struct ipp_peer *printer_line_end(struct printer_line *line);

void printer_line_close(struct printer_line *line);

struct printer_order {
    struct view stream;
    int pages, deadline_ms;
    const atomic_bool *halt; /* once it is true, the document is cancelled */
    void (*moved)(void *self, const struct printer_state *state); /* told at each look */
    void *self;
};

/* Prints as printer.h says. Returns the job that may still put out paper, or 0. */
MUST_USE int printer_job_run(struct printer_line *line, const struct printer_order *order,
                             struct printer_result *out);

/* Cancels a job once more; whether it is known that nothing comes out of it any longer. */
MUST_USE bool printer_job_is_dead(struct printer_line *line, int job);

#endif
