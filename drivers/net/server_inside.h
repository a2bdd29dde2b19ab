/* Inside drivers/net only: a server, its connections and its requests. */
#ifndef DRIVERS_NET_SERVER_INSIDE_H
#define DRIVERS_NET_SERVER_INSIDE_H

#include "drivers/net/admission.h"
#include "drivers/net/server.h"

#include <sys/queue.h>

enum { SERVER_PATH_SIZE = 64, SERVER_PEERS = 1024 };

struct bufferevent;
struct evbuffer;
struct event;
struct evhttp;
struct evhttp_bound_socket;
struct evhttp_request;

/* One connection. It lives as long as its SSL. */
struct server_line {
    TAILQ_ENTRY(server_line) next;
    LIST_ENTRY(server_line) same; /* among those whose certificates share a bucket */
    struct server *server;        /* NULL once it is closed */
    SSL *ssl;
    struct bufferevent *buffer;
    struct event *limit; /* cuts it */
    struct tls_peer peer;
    unsigned asked;
    bool known;     /* the handshake is over, and the peer is one of ours */
    bool receiving; /* a request has begun to come in */
    bool answering; /* it is whole; until its answer has left */
    bool over;      /* nothing more is answered */
};

struct server_request {
    TAILQ_ENTRY(server_request) next;
    struct server *server;       /* NULL once it is closed */
    struct evhttp_request *http; /* NULL once it is answered */
    struct event *deadline;
    struct evbuffer *body;
    int64_t came_us, until_ms; /* on the steady clock */
    bool parked;               /* admission knows no more of it */
    char path[SERVER_PATH_SIZE];
    struct tls_peer peer;
};

struct server {
    struct event_base *loop;
    struct server_plan plan;
    SSL_CTX *tls;
    struct evhttp *http;
    struct evhttp_bound_socket *bound;
    int port;
    size_t lines;
    TAILQ_HEAD(server_lines, server_line) line;
    LIST_HEAD(server_peers, server_line) peers[SERVER_PEERS];
    struct admission admission;
    TAILQ_HEAD(server_requests, server_request) waiting;
    void (*gone)(void *self); /* NULL until it drains */
    void *gone_self;
};

/* A context for the plan's server, or NULL with one line in `why`. */
SSL_CTX *server_tls(const struct server_plan *plan, char *why);

/* evhttp's callback for a new connection; `self` is the server. */
struct bufferevent *server_line_begin(struct event_base *loop, void *self);

/* Watches the handshakes under `tls`. */
void server_line_watch(SSL_CTX *tls);

/* The connection of a request, or NULL where it is gone or there is no TLS. */
struct server_line *server_line_of(struct evhttp_request *http);

/* A request is whole. False: its peer is no longer welcome. */
bool server_line_asked(struct server_line *line);

/* Its answer leaves from now on. True: it is the last on this connection. */
bool server_line_answers(struct server_line *line, struct evhttp_request *http);

/* Headers and body of an answer leave as one record. */
void server_line_join(struct server_line *line);

/* Closes the connections on which nothing is asked. */
void server_lines_drain(struct server *server);

/* Takes all connections away from their server, which is about to close. */
void server_lines_forget(struct server *server);

/* evhttp's callback for a whole request; `self` is the server. */
void server_request_begin(struct evhttp_request *http, void *self);

/* Takes a request away from its server, which is about to close. */
void server_request_forget(struct server_request *request);

#endif
