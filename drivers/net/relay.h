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
    const struct tls_files *files;
    const char *own_role;  /* that our certificate must name; NULL: any */
    const char *peer_role; /* that the server's must name */
    size_t answer_max;
    int deadline_ms;
    bool demo;
};

/* What the plan points at outlives the relay. NULL with one line in `why` (512 bytes). */
MUST_USE struct relay *relay_open(struct event_base *loop, const struct relay_plan *plan,
                                  char *why);

/* Reads the files again; what is asked from now on goes over new connections. False with one line
 * in `why`: everything stays as it was. */
MUST_USE bool relay_reload(struct relay *relay, char *why);

/* What still waits is told that nothing arrived. */
void relay_close(struct relay **relay);

/* Asks for `path`, a constant, with POST, or with GET where `body` is empty; `body` is copied. It
 * has the plan's time or `left_ms`, whichever is less, and tells the other side how much. `done` is
 * called exactly once, from the loop (at once only where memory ran out). */
void relay_ask(struct relay *relay, const char *path, struct view body, int left_ms,
               void (*done)(void *self, const struct relay_answer *answer), void *self);

#endif
