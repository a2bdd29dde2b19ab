/* Forgetting. */
#ifndef CRYPTO_BASE_WIPE_H
#define CRYPTO_BASE_WIPE_H

#include <stddef.h>

/* Overwrites in a way no compiler drops. */
void wipe(void *at, size_t len);

#endif
