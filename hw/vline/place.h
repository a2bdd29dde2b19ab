/* The two ends of a line as they stand on the command line: "127.0.0.1:443", "[::1]:443",
 * "unix:/run/signer.sock". */
#ifndef HW_VLINE_PLACE_H
#define HW_VLINE_PLACE_H

#include "drivers/net/address.h"

enum { PLACE_HOST_SIZE = 64 };

MUST_USE bool place_parse(const char *text, struct address *out);

/* The same as a numeric address and a port; false for a unix socket. */
MUST_USE bool place_split(const char *text, char host[PLACE_HOST_SIZE], int *port);

/* A socket that listens there, not blocking, or -1. Public addresses and the wildcard are refused;
 * a unix socket is its owner's only, and one that was left over is replaced. */
MUST_USE int place_listen(const struct address *place);

/* Takes the name of a unix socket away; nothing for other places. */
void place_forget(const struct address *place);

#endif
