/* Whether a request can still be answered in time. Pure: the caller brings the clock. It learns
 * from how often answers leave while requests wait, and forgets slowly. */
#ifndef DRIVERS_NET_ADMISSION_H
#define DRIVERS_NET_ADMISSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct admission {
    size_t waits;        /* admitted and not answered yet */
    int64_t last_us;     /* when an answer left last, or the first of those that wait came */
    int64_t interval_us; /* between two answers, smoothed */
};

/* Takes a request in, or tells that those before it leave it too little of `left_ms`. */
bool admission_enter(struct admission *admission, int64_t now_us, int left_ms);

/* A request that was taken in waits for something else than work: nothing is learnt from it. */
void admission_stand_aside(struct admission *admission);

/* A request that was taken in has its answer, whatever it was. */
void admission_leave(struct admission *admission, int64_t now_us);

#endif
