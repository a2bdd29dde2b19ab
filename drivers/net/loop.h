/* The event loop of a server: libevent on the wiping heap. */
#ifndef DRIVERS_NET_LOOP_H
#define DRIVERS_NET_LOOP_H

#include "crypto/base/must.h"

#include <stdbool.h>

struct event_base;

/* A loop whose buffers are wiped when they are given back. SIGPIPE is ignored from here on. The
 * first call must come before any other call of libevent. */
MUST_USE struct event_base *loop_open(void);
void loop_close(struct event_base **loop);

/* Runs until SIGTERM or SIGINT. False when it could not. */
MUST_USE bool loop_run(struct event_base *loop);

#endif
