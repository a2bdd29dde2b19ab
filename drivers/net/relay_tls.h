/* Inside drivers/net only: how a relay opens its connections, and the session that the next one
 * resumes. */
#ifndef DRIVERS_NET_RELAY_TLS_H
#define DRIVERS_NET_RELAY_TLS_H

#include "drivers/net/relay.h"

struct relay_tls;

/* NULL with one line in `why`. */
MUST_USE struct relay_tls *relay_tls_open(const struct relay_plan *plan, char *why);

/* Connections that were begun under it live on. */
void relay_tls_close(struct relay_tls **tls);

/* The client's side of one connection, or NULL when memory ran out. */
MUST_USE SSL *relay_tls_begin(struct relay_tls *tls);

#endif
