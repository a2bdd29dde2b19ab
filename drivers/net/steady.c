#include "drivers/net/steady.h"

#include <time.h>

int64_t steady_us(void)
{
    struct timespec now = {0};

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t steady_ms(void)
{
    return steady_us() / 1000;
}

struct timeval steady_span(int ms)
{
    return (struct timeval){ms / 1000, ms % 1000 * 1000};
}
