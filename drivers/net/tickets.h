/* Keys of the session tickets that a server gives out, the same in all its processes, so that a
 * peer resumes at any of them. A key is good for two hours and followed by the next after one. */
#ifndef DRIVERS_NET_TICKETS_H
#define DRIVERS_NET_TICKETS_H

#include "crypto/base/must.h"

#include <openssl/ssl.h>
#include <stdbool.h>

/* Draws what the keys are derived from, once, before processes are forked: on locked pages that no
 * core file holds. Again it does nothing. */
MUST_USE bool tickets_prepare(void);

/* Servers under `tls` give out and take tickets. */
MUST_USE bool tickets_use(SSL_CTX *tls);

#endif
