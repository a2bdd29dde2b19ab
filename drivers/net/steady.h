/* The steady clock: it never jumps, and all programs of one machine read the same. */
#ifndef DRIVERS_NET_STEADY_H
#define DRIVERS_NET_STEADY_H

#include <stdint.h>
#include <sys/time.h>

int64_t steady_us(void);
int64_t steady_ms(void);

/* So many milliseconds, in the form that timers take. */
struct timeval steady_span(int ms);

#endif
