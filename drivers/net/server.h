/* An HTTP/1.1 server on a mutual TLS 1.3 line (libevent). Requests are answered later or at once,
 * each exactly once; what is not answered by its deadline is answered 503 by the server. */
#ifndef DRIVERS_NET_SERVER_H
#define DRIVERS_NET_SERVER_H

#include "drivers/net/tls.h"

struct event_base;
struct server;
struct server_request;

struct server_plan {
    const char *address;   /* numeric; loopback, or a private network unless demo (address.h) */
    int port;              /* 0: any free one */
    SSL_CTX *tls;          /* borrowed */
    const char *peer_role; /* certificates of another role get nothing; outlives `tls` */
    size_t body_max;
    size_t waiting_max; /* with that many requests unanswered the next is answered 503 at once */
    int deadline_ms;
    bool demo;

    /* Called for each whole request. `body` is valid until server_answer. */
    void (*on_request)(void *self, struct server_request *request);
    void *self;
};

/* NULL with one line in `why` (512 bytes). Requests that wait when it closes get no answer; whoever
 * holds one still has to give it back by server_answer. */
MUST_USE struct server *server_open(struct event_base *loop, const struct server_plan *plan,
                                    char *why);
int server_port(const struct server *server);
void server_close(struct server **server);

/* The path as it was asked for, "" when it is too long to be one of ours. */
/* Opens, tells `up` the port, serves until the loop is told to end, closes. False with one line in
 * `why` when it could not. */
MUST_USE bool server_run(struct event_base *loop, const struct server_plan *plan,
                         void (*up)(int port), char *why);

const char *server_path(const struct server_request *request);
struct view server_body(const struct server_request *request);
const struct tls_peer *server_peer(const struct server_request *request);

/* Answers and ends the request; the body is copied, and the copy wiped after it was sent. */
void server_answer(struct server_request **request, int status, const char *type, struct view body);

#endif
