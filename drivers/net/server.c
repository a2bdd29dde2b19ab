#include "drivers/net/server.h"

#include "drivers/net/address.h"
#include "drivers/net/listening.h"
#include "drivers/net/server_inside.h"

#include <errno.h>
#include <event2/http.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Every method comes to us, known or not, so that it gets an answer of ours. */
enum { HEADERS_MAX = 8192, IDLE_SECONDS = 75, EVERY_METHOD = 0xffff };

static const struct server_limits usual = {.lines_max = 20000,
                                           .lines_per_peer = 128,
                                           .asks_per_line = 100000,
                                           .waiting_max = 256,
                                           .handshake_ms = 5000,
                                           .receive_ms = 5000};

static void refuse(char *why, const struct server_plan *plan, const char *what)
{
    (void)snprintf(why, TLS_WHY_SIZE, "%s port %d: %s", plan->address, plan->port, what);
}

static void fill_limits(struct server_limits *limits)
{
    if (limits->lines_max == 0)
        limits->lines_max = usual.lines_max;
    if (limits->lines_per_peer == 0)
        limits->lines_per_peer = usual.lines_per_peer;
    if (limits->asks_per_line == 0)
        limits->asks_per_line = usual.asks_per_line;
    if (limits->waiting_max == 0)
        limits->waiting_max = usual.waiting_max;
    if (limits->handshake_ms == 0)
        limits->handshake_ms = usual.handshake_ms;
    if (limits->receive_ms == 0)
        limits->receive_ms = usual.receive_ms;
}

SSL_CTX *server_tls(const struct server_plan *plan, char *why)
{
    SSL_CTX *tls = tls_server(plan->files, plan->demo, why);

    if (tls != NULL && (plan->own_role == NULL || tls_own_role(plan->files, plan->own_role, why)) &&
        tls_expect(tls, plan->peer_role)) {
        server_line_watch(tls);
        return tls;
    }
    SSL_CTX_free(tls);
    return NULL;
}

static bool set_up_http(struct server *server)
{
    server->http = evhttp_new(server->loop);
    if (server->http == NULL)
        return false;
    evhttp_set_bevcb(server->http, server_line_begin, server);
    evhttp_set_gencb(server->http, server_request_begin, server);
    evhttp_set_allowed_methods(server->http, EVERY_METHOD);
    evhttp_set_max_headers_size(server->http, HEADERS_MAX);
    evhttp_set_max_body_size(server->http, (ev_ssize_t)server->plan.body_max);
    evhttp_set_timeout(server->http, IDLE_SECONDS);
    evhttp_set_default_content_type(server->http, NULL);
    return true;
}

static bool start(struct server *server, char *why)
{
    const struct server_plan *plan = &server->plan;
    int fd = plan->socket;

    server->tls = server_tls(plan, why);
    if (server->tls == NULL)
        return false;
    if (fd == 0 && !listening_open(plan->address, plan->port, plan->demo, 1, &fd, why))
        return false;
    server->port = address_port(fd);
    if (set_up_http(server))
        server->bound = evhttp_accept_socket_with_handle(server->http, fd);
    if (server->bound != NULL)
        return true;
    refuse(why, plan, "no memory for a server");
    listening_close(&fd, 1);
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
    fill_limits(&server->plan.limits);
    TAILQ_INIT(&server->waiting);
    TAILQ_INIT(&server->line);
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
    server_lines_forget(*server);
    if ((*server)->http != NULL)
        evhttp_free((*server)->http);
    SSL_CTX_free((*server)->tls);
    free(*server);
    *server = NULL;
}

bool server_reload(struct server *server, char *why)
{
    SSL_CTX *tls = server_tls(&server->plan, why);

    if (tls == NULL)
        return false;
    SSL_CTX_free(server->tls);
    server->tls = tls;
    return true;
}

void server_drain(struct server *server, void (*gone)(void *self), void *self)
{
    if (server->gone != NULL)
        return;
    server->gone = gone;
    server->gone_self = self;
    evhttp_del_accept_socket(server->http, server->bound);
    if (server->lines == 0)
        gone(self);
    server_lines_drain(server);
}
