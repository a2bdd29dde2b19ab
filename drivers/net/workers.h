/* The processes of a service: equal, each with a number, and another in the place of one that died.
 * Only a process without threads and loops may have any. */
#ifndef DRIVERS_NET_WORKERS_H
#define DRIVERS_NET_WORKERS_H

#include "crypto/base/must.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { WORKERS_MAX = 64 };

struct workers {
    size_t count;
    struct {
        pid_t pid;       /* 0: none */
        int64_t born_ms; /* on the steady clock */
    } each[WORKERS_MAX];
    int (*work)(void *self, size_t number); /* its value is the process's exit status */
    void *self;
};

/* Starts those that are missing and may be started: one that died young not before a second has
 * passed since its start, so that a broken one does not eat the machine. They die with this
 * process, and their signals are not blocked. Returns the ms to wait for the next, or -1. */
int workers_fill(struct workers *workers);

/* Takes note of those that ended; how many. */
size_t workers_reap(struct workers *workers);

void workers_signal(const struct workers *workers, int number);
size_t workers_alive(const struct workers *workers);

#endif
