/* Numeric addresses, and which of them a service may listen on. */
#ifndef DRIVERS_NET_ADDRESS_H
#define DRIVERS_NET_ADDRESS_H

#include "crypto/base/must.h"

#include <stdbool.h>
#include <sys/socket.h>

struct address {
    struct sockaddr_storage at;
    socklen_t len;
};

/* From "127.0.0.1" or "::1" and a port; names are not looked up. */
MUST_USE bool address_parse(const char *text, int port, struct address *out);

/* Loopback always; a private network (RFC 1918, RFC 6598, RFC 4193, link-local) outside the demo
 * world; the wildcard and public addresses never (R18, CTR-15). */
MUST_USE bool address_may_listen(const struct address *address, bool demo);

/* The port of a bound socket, or -1. */
int address_port(int fd);

#endif
