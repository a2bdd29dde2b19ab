#include "drivers/net/server_inside.h"

#include <event2/buffer.h>
#include <event2/bufferevent_ssl.h>
#include <event2/event.h>
#include <event2/http.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STATUS_FORBIDDEN = 403, STATUS_BUG = 500, STATUS_UNAVAILABLE = 503 };

static bool find_peer(struct evhttp_request *http, const char *role, struct tls_peer *out)
{
    struct evhttp_connection *line = evhttp_request_get_connection(http);
    SSL *ssl = bufferevent_openssl_get_ssl(evhttp_connection_get_bufferevent(line));

    return ssl != NULL && tls_peer_of(ssl, out) && strcmp(out->role, role) == 0;
}

static void reply(struct evhttp_request *http, int status, const char *type, struct view body)
{
    struct evkeyvalq *headers = evhttp_request_get_output_headers(http);
    bool whole = evbuffer_add(evhttp_request_get_output_buffer(http), body.at, body.len) == 0;

    (void)evhttp_add_header(headers, "Cache-Control", "no-store");
    if (whole && body.len > 0)
        (void)evhttp_add_header(headers, "Content-Type", type);
    evhttp_send_reply(http, whole ? status : STATUS_BUG, NULL, NULL);
}

static void refuse(struct evhttp_request *http, int status)
{
    reply(http, status, NULL, (struct view){0});
}

static void leave(struct server_request *request)
{
    if (request->server == NULL)
        return;
    TAILQ_REMOVE(&request->server->waiting, request, next);
    request->server->waits--;
    request->server = NULL;
}

static void free_request(struct server_request *request)
{
    leave(request);
    if (request->deadline != NULL)
        event_free(request->deadline);
    if (request->body != NULL)
        evbuffer_free(request->body);
    free(request);
}

/* Whoever works on it keeps it and its body; only the answer is gone. */
static void run_out(evutil_socket_t fd, short what, void *self)
{
    struct server_request *request = self;
    struct evhttp_request *http = request->http;

    (void)fd, (void)what;
    request->http = NULL;
    refuse(http, STATUS_UNAVAILABLE);
}

static bool set_deadline(struct server_request *request)
{
    int ms = request->server->plan.deadline_ms;
    struct timeval time = {ms / 1000, ms % 1000 * 1000};

    request->deadline = evtimer_new(request->server->loop, run_out, request);
    return request->deadline != NULL && evtimer_add(request->deadline, &time) == 0;
}

/* The body moves out of evhttp's request, whose life ends with the answer. */
static bool take_body(struct server_request *request, struct evhttp_request *http)
{
    request->body = evbuffer_new();
    return request->body != NULL &&
           evbuffer_add_buffer(request->body, evhttp_request_get_input_buffer(http)) == 0 &&
           (evbuffer_get_length(request->body) == 0 || evbuffer_pullup(request->body, -1) != NULL);
}

static struct server_request *new_request(struct server *server, struct evhttp_request *http)
{
    struct server_request *request = calloc(1, sizeof *request);
    const char *path = evhttp_request_get_uri(http);

    if (request == NULL)
        return NULL;
    request->server = server;
    TAILQ_INSERT_TAIL(&server->waiting, request, next);
    server->waits++;
    if (!set_deadline(request) || !take_body(request, http)) {
        free_request(request);
        return NULL;
    }
    if (path != NULL && strlen(path) < sizeof request->path)
        (void)snprintf(request->path, sizeof request->path, "%s", path);
    request->http = http;
    return request;
}

void server_request_begin(struct evhttp_request *http, void *self)
{
    struct server *server = self;
    struct server_request *request = NULL;
    struct tls_peer peer;

    if (!find_peer(http, server->plan.peer_role, &peer)) {
        refuse(http, STATUS_FORBIDDEN);
        return;
    }
    if (server->waits < server->plan.waiting_max)
        request = new_request(server, http);
    if (request == NULL) {
        refuse(http, STATUS_UNAVAILABLE);
        return;
    }
    request->peer = peer;
    server->plan.on_request(server->plan.self, request);
}

/* A request whose connection broke is no longer evhttp's; one with a connection still is. */
void server_request_forget(struct server_request *request)
{
    leave(request);
    (void)event_del(request->deadline);
    if (request->http != NULL && evhttp_request_get_connection(request->http) == NULL)
        evhttp_request_free(request->http);
    request->http = NULL;
}

const char *server_path(const struct server_request *request)
{
    return request->path;
}

struct view server_body(const struct server_request *request)
{
    return view_of(evbuffer_pullup(request->body, -1), evbuffer_get_length(request->body));
}

const struct tls_peer *server_peer(const struct server_request *request)
{
    return &request->peer;
}

void server_answer(struct server_request **request, int status, const char *type, struct view body)
{
    if (*request == NULL)
        return;
    if ((*request)->http != NULL)
        reply((*request)->http, status, type, body);
    free_request(*request);
    *request = NULL;
}
