/* Inside drivers/net only: a server and its requests. */
#ifndef DRIVERS_NET_SERVER_INSIDE_H
#define DRIVERS_NET_SERVER_INSIDE_H

#include "drivers/net/server.h"

#include <sys/queue.h>

enum { SERVER_PATH_SIZE = 64 };

struct evbuffer;
struct event;
struct evhttp;
struct evhttp_request;

struct server_request {
    TAILQ_ENTRY(server_request) next;
    struct server *server;       /* NULL once it is closed */
    struct evhttp_request *http; /* NULL once it is answered */
    struct event *deadline;
    struct evbuffer *body;
    char path[SERVER_PATH_SIZE];
    struct tls_peer peer;
};

struct server {
    struct event_base *loop;
    struct server_plan plan;
    struct evhttp *http;
    int port;
    size_t waits;
    TAILQ_HEAD(server_requests, server_request) waiting;
};

/* evhttp's callback; `self` is the server. */
void server_request_begin(struct evhttp_request *http, void *self);

/* Takes a request away from its server, which is about to close. */
void server_request_forget(struct server_request *request);

#endif
