/* An HTTP/1.1 server on a mutual TLS 1.3 line (libevent). Requests are answered later or at once,
 * each exactly once; what is not answered by its deadline is answered 503 by the server, and what
 * could not be is answered 503 at once. What it refuses by itself it answers with a problem
 * (RFC 9457) and a code. */
#ifndef DRIVERS_NET_SERVER_H
#define DRIVERS_NET_SERVER_H

#include "drivers/net/tls.h"

struct event_base;
struct server;
struct server_request;

/* What one server bears. 0 takes the default. */
struct server_limits {
    size_t lines_max;       /* connections */
    size_t lines_per_peer;  /* with one certificate */
    unsigned asks_per_line; /* requests, then the connection is closed */
    size_t waiting_max;     /* with that many unanswered the next is answered 503 at once */
    int handshake_ms;       /* from the connection to the end of the handshake */
    int receive_ms; /* from the first byte of a request to its last; the same for an answer */
};

/* What may be asked for, and the media type of the body that comes with it. */
struct server_route {
    const char *method; /* GET or POST */
    const char *path, *type;
};

struct server_plan {
    const char *address; /* numeric; loopback, or a private network unless demo (address.h) */
    int port;            /* 0: any free one */
    int socket;          /* one that listens already (listening.h) in their place; 0: none */
    const struct tls_files *files;
    const char *own_role;              /* that our certificate must name; NULL: any */
    const char *peer_role;             /* certificates of another role get nothing */
    const struct server_route *routes; /* ends with an empty one; NULL: anything */
    size_t body_max;
    int deadline_ms; /* a request has its own beside it (deadline.h) */
    struct server_limits limits;
    bool demo;

    /* Called for each whole request. `body` is valid until server_answer. */
    void (*on_request)(void *self, struct server_request *request);
    void *self;
};

/* NULL with one line in `why` (512 bytes). Requests that wait when it closes get no answer; whoever
 * holds one still has to give it back by server_answer. What the plan points at outlives it. */
MUST_USE struct server *server_open(struct event_base *loop, const struct server_plan *plan,
                                    char *why);
int server_port(const struct server *server);
void server_close(struct server **server);

/* Reads the files again. Connections live on, under the new list of withdrawn certificates; new
 * ones see the new certificate. False with one line in `why`: everything stays as it was. */
MUST_USE bool server_reload(struct server *server, char *why);

/* Takes no more connections, closes idle ones, answers what was asked and closes those. `gone` is
 * called from the loop once no connection is left. */
void server_drain(struct server *server, void (*gone)(void *self), void *self);

/* The path as it was asked for, "" when it is too long to be one of ours. */
const char *server_path(const struct server_request *request);
struct view server_body(const struct server_request *request);
const struct tls_peer *server_peer(const struct server_request *request);

/* It waits for a change, and nothing here works on it: it stands in nobody's way any longer. */
void server_park(struct server_request *request);

/* What is left of its deadline, the peer's or the server's own; 0 when it has passed, and for a
 * parked one as soon as the server drains. */
int server_left_ms(const struct server_request *request);

/* Answers and ends the request; the body is copied, and the copy wiped after it was sent. */
void server_answer(struct server_request **request, int status, const char *type, struct view body);

#endif
