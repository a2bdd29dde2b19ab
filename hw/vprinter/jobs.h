/* The list of jobs inside the printer. Not locked: printer.c holds the lock. */
#ifndef HW_VPRINTER_JOBS_H
#define HW_VPRINTER_JOBS_H

#include "hw/vprinter/printer.h"

struct job_entry {
    struct job job;
    bool given, cancelled;
    struct bytes document;
};

struct jobs {
    int next_id;
    size_t count;
    struct job_entry entry[PRINTER_JOBS_MAX]; /* oldest first */
};

/* Adds a job; a full list forgets the oldest one that has ended. NULL when none has. */
MUST_USE struct job_entry *jobs_add(struct jobs *jobs);
struct job_entry *jobs_find(struct jobs *jobs, int id);

/* The oldest job that has its document and waits. */
struct job_entry *jobs_waiting(struct jobs *jobs);

bool job_has_ended(const struct job *job);
void jobs_free(struct jobs *jobs);

#endif
