/* The clock port: nothing decides by a clock it was not handed. */
#ifndef DRIVERS_HOST_CLOCK_H
#define DRIVERS_HOST_CLOCK_H

#include <stdint.h>

struct clock_port {
    void *self;
    int64_t (*seconds)(void *self);   /* since 1970-01-01T00:00:00Z */
    int64_t (*steady_ms)(void *self); /* never goes back, not even over a suspend */
};

/* The machine's clock. */
struct clock_port clock_system(void);

#endif
