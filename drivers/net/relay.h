/* The client's side of a line inside a server's loop: one request, one answer or none, exactly one
 * call back. Nothing is ever retried; a late answer is dropped (R1). */
#ifndef DRIVERS_NET_RELAY_H
#define DRIVERS_NET_RELAY_H

#include "drivers/net/tls.h"

struct event_base;
struct relay;

struct relay_answer {
    bool arrived; /* false: no whole answer in time, or not from the right peer */
    int status;
    struct view body; /* valid during the call */
};

struct relay_plan {
    const char *address; /* numeric; the server's certificate must name it */
    int port;
    SSL_CTX *tls;          /* borrowed */
    const char *peer_role; /* and this role; outlives `tls`, as `address` outlives the relay */
    size_t answer_max;
    int deadline_ms;
};

MUST_USE struct relay *relay_open(struct event_base *loop, const struct relay_plan *plan);

/* What still waits is told that nothing arrived. */
void relay_close(struct relay **relay);

/* Sends POST `path`, a constant; `body` is copied. `done` is called exactly once, from
 * the loop (at once only where memory ran out). */
void relay_ask(struct relay *relay, const char *path, struct view body,
               void (*done)(void *self, const struct relay_answer *answer), void *self);

#endif
