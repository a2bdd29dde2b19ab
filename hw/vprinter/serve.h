/* HTTP on a loopback port, a thread a connection, for the virtual printer. */
#ifndef HW_VPRINTER_SERVE_H
#define HW_VPRINTER_SERVE_H

#include "hw/vprinter/printer.h"

struct server;

/* Listens on 127.0.0.1; `port` 0 takes any free one. With a folder in `tls` it speaks TLS with the
 * certificate localhost.crt and the key localhost.key there, which are made if they are not. NULL
 * when it cannot. */
MUST_USE struct server *serve_start(struct printer *printer, int port, const char *tls);
int serve_port(const struct server *server);

/* Ends all connections, waits for their threads and frees. */
void serve_stop(struct server **server);

#endif
