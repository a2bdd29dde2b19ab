/* Memory for secrets, and a process that leaves none behind. */
#ifndef CRYPTO_BASE_SECRET_H
#define CRYPTO_BASE_SECRET_H

#include "crypto/base/must.h"

#include <stdbool.h>
#include <stddef.h>

/* Zeroed pages for `len` bytes: locked against swapping, left out of core files and of children.
 * NULL when they cannot be had or cannot be locked. */
MUST_USE void *secret_new(size_t len);

/* Wipes and unmaps what secret_new gave for the same `len`. Safe on NULL. */
void secret_free(void *at, size_t len);

/* A malloc whose free wipes first, to be handed to libraries that hold people's data for a moment.
 */
void *wiping_malloc(size_t len);
void *wiping_realloc(void *at, size_t len);
void wiping_free(void *at);

/* First thing in every main: no core file, no debugger, and OpenSSL on the wiping heap.
 * False when the kernel or OpenSSL refuses; the program must not go on then. */
MUST_USE bool secret_process(void);

#endif
