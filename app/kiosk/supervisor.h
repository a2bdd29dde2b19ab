/* A process for each resident, so that no address space ever sees two people; the supervisor above
 * them owns the journal and runs no code that touches cards, lines or paper. While one visit goes
 * on, the next process stands ready. However a visit's process ends, the one after it is told what
 * the journal says is open, and settles that first. */
#ifndef APP_KIOSK_SUPERVISOR_H
#define APP_KIOSK_SUPERVISOR_H

#include "app/kiosk/journal.h"

/* A visit's side of the line to its supervisor. */
struct upward {
    int fd;
};

struct supervisor_plan {
    int visits; /* 0: one after the other without end */
    const char *journal;

    /* Runs in a process of its own and returns its exit status. Before anything that only one
     * visit at a time can have (screen, reader), it says that it is ready and waits for its turn
     * (upward_wait). */
    int (*visit)(void *self, struct upward *up);
    void *self;
};

/* Returns the last visit's exit status, or EXIT_CANNOT_TELL: the journal is not to be had, or no
 * visit can begin. */
int supervisor_run(const char *program, const struct supervisor_plan *plan);

/* Waits until it is this process's turn; `open` is what the journal holds. False: the supervisor is
 * gone. */
MUST_USE bool upward_wait(const struct upward *up, struct journal_entry *open);

/* The keeper of a visit's process. `up` outlives it. */
struct keeper_port upward_keeper(struct upward *up);

#endif
