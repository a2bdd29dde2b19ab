#include "drivers/host/clock.h"

#include <stddef.h>
#include <time.h>

static int64_t read_seconds(void *self)
{
    struct timespec now = {0};

    (void)self;
    clock_gettime(CLOCK_REALTIME, &now);
    return now.tv_sec;
}

static int64_t read_steady_ms(void *self)
{
    struct timespec now = {0};

    (void)self;
    /* The monotonic clock stands still over a suspend; this one does not. */
    clock_gettime(CLOCK_BOOTTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct clock_port clock_system(void)
{
    return (struct clock_port){NULL, read_seconds, read_steady_ms};
}
