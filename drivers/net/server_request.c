#include "drivers/net/counts.h"
#include "drivers/net/deadline.h"
#include "drivers/net/server_inside.h"
#include "drivers/net/steady.h"

#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    STATUS_NOT_UNDERSTOOD = 400,
    STATUS_FORBIDDEN = 403,
    STATUS_BUG = 500,
    STATUS_UNAVAILABLE = 503
};

static void reply(struct evhttp_request *http, int status, const char *type, struct view body)
{
    struct evkeyvalq *headers = evhttp_request_get_output_headers(http);
    struct server_line *line = server_line_of(http);
    bool last = line == NULL || server_line_answers(line, http);
    bool whole = evbuffer_add(evhttp_request_get_output_buffer(http), body.at, body.len) == 0;

    (void)evhttp_add_header(headers, "Cache-Control", "no-store");
    if (whole && body.len > 0)
        (void)evhttp_add_header(headers, "Content-Type", type);
    if (last || status == STATUS_FORBIDDEN)
        (void)evhttp_add_header(headers, "Connection", "close");
    evhttp_send_reply(http, whole ? status : STATUS_BUG, NULL, NULL);
    if (line != NULL)
        server_line_join(line);
}

static void refuse(struct evhttp_request *http, int status, enum count why)
{
    counts_add(why);
    reply(http, status, NULL, (struct view){0});
}

static void leave(struct server_request *request)
{
    if (request->server == NULL)
        return;
    TAILQ_REMOVE(&request->server->waiting, request, next);
    admission_leave(&request->server->admission, steady_us());
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
    leave(request);
    counts_answer(request->path, STATUS_UNAVAILABLE, steady_us() - request->came_us);
    refuse(http, STATUS_UNAVAILABLE, COUNT_RAN_OUT);
}

static bool set_deadline(struct server_request *request, int ms)
{
    struct timeval span = steady_span(ms);

    request->until_ms = steady_ms() + ms;
    request->deadline = evtimer_new(request->server->loop, run_out, request);
    return request->deadline != NULL && evtimer_add(request->deadline, &span) == 0;
}

/* The body moves out of evhttp's request, whose life ends with the answer. */
static bool take_body(struct server_request *request, struct evhttp_request *http)
{
    request->body = evbuffer_new();
    return request->body != NULL &&
           evbuffer_add_buffer(request->body, evhttp_request_get_input_buffer(http)) == 0 &&
           (evbuffer_get_length(request->body) == 0 || evbuffer_pullup(request->body, -1) != NULL);
}

static struct server_request *new_request(struct server *server, struct evhttp_request *http,
                                          int ms)
{
    struct server_request *request = calloc(1, sizeof *request);
    const char *path = evhttp_request_get_uri(http);

    if (request == NULL || !admission_enter(&server->admission, steady_us(), ms)) {
        free(request);
        return NULL;
    }
    request->came_us = steady_us();
    request->server = server;
    TAILQ_INSERT_TAIL(&server->waiting, request, next);
    if (!set_deadline(request, ms) || !take_body(request, http)) {
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
    struct server_line *line = server_line_of(http);
    struct server_request *request = NULL;
    const char *deadline =
        evhttp_find_header(evhttp_request_get_input_headers(http), DEADLINE_HEADER);
    int ms = 0;

    if (line == NULL || !server_line_asked(line)) {
        refuse(http, STATUS_FORBIDDEN, COUNT_REFUSED_PEER);
        return;
    }
    if (!deadline_meet(deadline, server->plan.deadline_ms, &ms)) {
        refuse(http, STATUS_NOT_UNDERSTOOD, COUNT_REFUSED_FORM);
        return;
    }
    if (server->admission.waits < server->plan.limits.waiting_max)
        request = new_request(server, http, ms);
    if (request == NULL) {
        refuse(http, STATUS_UNAVAILABLE, COUNT_REFUSED_FULL);
        return;
    }
    request->peer = line->peer;
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

int server_left_ms(const struct server_request *request)
{
    int64_t left = request->until_ms - steady_ms();

    return left > 0 ? (int)left : 0;
}

void server_answer(struct server_request **request, int status, const char *type, struct view body)
{
    if (*request == NULL)
        return;
    if ((*request)->http != NULL) {
        counts_answer((*request)->path, status, steady_us() - (*request)->came_us);
        reply((*request)->http, status, type, body);
    }
    free_request(*request);
    *request = NULL;
}
