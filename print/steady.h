/* The clock that only goes forward. */
#ifndef PRINT_STEADY_H
#define PRINT_STEADY_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

int64_t steady_ms(void);

/* Waits under `lock` until `*end` is true, told by `changed`, or `ms` have passed. Returns `*end`.
 */
bool steady_wait(pthread_cond_t *changed, pthread_mutex_t *lock, const bool *end, int ms);

#endif
