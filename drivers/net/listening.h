/* Sockets that a service listens on. */
#ifndef DRIVERS_NET_LISTENING_H
#define DRIVERS_NET_LISTENING_H

#include "crypto/base/must.h"

#include <stdbool.h>
#include <stddef.h>

/* Opens `count` sockets that listen on one address and port (0: any free one) and share what comes
 * in. The address is numeric and one that address.h lets a service listen on. On false none is
 * open, and `why` (512 bytes) holds one line. */
MUST_USE bool listening_open(const char *address, int port, bool demo, size_t count, int *out,
                             char *why);
void listening_close(int *sockets, size_t count);

#endif
