#include "print/steady.h"

#include <time.h>

int64_t steady_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

bool steady_wait(pthread_cond_t *changed, pthread_mutex_t *lock, const bool *end, int ms)
{
    int64_t until = steady_ms() + ms;
    struct timespec t = {.tv_sec = until / 1000, .tv_nsec = until % 1000 * 1000000};

    while (!*end && pthread_cond_clockwait(changed, lock, CLOCK_MONOTONIC, &t) == 0)
        continue;
    return *end;
}
