#include "drivers/net/server.h"

#include "drivers/net/loop.h"

#include "drivers/net/address.h"
#include "drivers/net/server_inside.h"

#include <errno.h>
#include <event2/bufferevent_ssl.h>
#include <event2/http.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { HEADERS_MAX = 8192, IDLE_SECONDS = 75, BACKLOG = 1024 };

static void refuse(char *why, const struct server_plan *plan, const char *what)
{
    (void)snprintf(why, TLS_WHY_SIZE, "%s port %d: %s", plan->address, plan->port, what);
}

/* evhttp goes on without TLS when this fails; server_request_begin then finds no peer. */
static struct bufferevent *accept_tls(struct event_base *loop, void *self)
{
    const struct server *server = self;
    SSL *ssl = SSL_new(server->plan.tls);

    if (ssl == NULL)
        return NULL;
    return bufferevent_openssl_socket_new(loop, -1, ssl, BUFFEREVENT_SSL_ACCEPTING,
                                          BEV_OPT_CLOSE_ON_FREE);
}

/* Without TCP_NODELAY an answer waits 40 ms for the acknowledgement of its own first part. */
static int listen_on(const struct address *address)
{
    int on = 1;
    int fd = socket(address->at.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

    if (fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0 &&
        bind(fd, (const struct sockaddr *)&address->at, address->len) == 0 &&
        listen(fd, BACKLOG) == 0)
        return fd;
    if (fd >= 0)
        (void)close(fd);
    return -1;
}

static bool set_up_http(struct server *server)
{
    server->http = evhttp_new(server->loop);
    if (server->http == NULL)
        return false;
    evhttp_set_bevcb(server->http, accept_tls, server);
    evhttp_set_gencb(server->http, server_request_begin, server);
    evhttp_set_allowed_methods(server->http, EVHTTP_REQ_GET | EVHTTP_REQ_POST);
    evhttp_set_max_headers_size(server->http, HEADERS_MAX);
    evhttp_set_max_body_size(server->http, (ev_ssize_t)server->plan.body_max);
    evhttp_set_timeout(server->http, IDLE_SECONDS);
    evhttp_set_default_content_type(server->http, NULL);
    return true;
}

static bool start(struct server *server, char *why)
{
    struct address address;
    int fd = -1;

    if (!address_parse(server->plan.address, server->plan.port, &address)) {
        refuse(why, &server->plan, "not a numeric address and a port");
        return false;
    }
    if (!address_may_listen(&address, server->plan.demo)) {
        refuse(why, &server->plan, "open to a public network, or the demo world off loopback");
        return false;
    }
    if (!tls_expect(server->plan.tls, server->plan.peer_role) || !set_up_http(server)) {
        refuse(why, &server->plan, "no memory for a server");
        return false;
    }
    fd = listen_on(&address);
    server->port = fd >= 0 ? address_port(fd) : -1;
    if (fd >= 0 && evhttp_accept_socket(server->http, fd) == 0)
        return true;
    refuse(why, &server->plan, strerror(errno));
    if (fd >= 0)
        (void)close(fd);
    return false;
}

struct server *server_open(struct event_base *loop, const struct server_plan *plan, char *why)
{
    struct server *server = calloc(1, sizeof *server);

    if (server == NULL) {
        refuse(why, plan, "no memory for a server");
        return NULL;
    }
    server->loop = loop;
    server->plan = *plan;
    TAILQ_INIT(&server->waiting);
    if (!start(server, why))
        server_close(&server);
    return server;
}

int server_port(const struct server *server)
{
    return server->port;
}

void server_close(struct server **server)
{
    struct server_request *request = NULL;

    if (*server == NULL)
        return;
    while ((request = TAILQ_FIRST(&(*server)->waiting)) != NULL)
        server_request_forget(request);
    if ((*server)->http != NULL)
        evhttp_free((*server)->http);
    free(*server);
    *server = NULL;
}

bool server_run(struct event_base *loop, const struct server_plan *plan, void (*up)(int port),
                char *why)
{
    struct server *server = server_open(loop, plan, why);
    bool served = false;

    if (server != NULL) {
        up(server_port(server));
        (void)snprintf(why, TLS_WHY_SIZE, "the event loop failed");
        served = loop_run(loop);
    }
    server_close(&server);
    return served;
}
