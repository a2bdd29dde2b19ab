#include "drivers/net/counts.h"
#include "drivers/net/server_refusal.h"
#include "drivers/net/steady.h"

#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STATUS_BUG = 500, STATUS_UNAVAILABLE = 503 };

/* The last on its connection where `close`, or where the connection has had enough. */
static void reply(struct evhttp_request *http, int status, const char *type, struct view body,
                  bool close)
{
    struct evkeyvalq *headers = evhttp_request_get_output_headers(http);
    struct server_line *line = server_line_of(http);
    bool last = line == NULL || server_line_answers(line, http) || close;
    bool whole = evbuffer_add(evhttp_request_get_output_buffer(http), body.at, body.len) == 0;

    (void)evhttp_add_header(headers, "Cache-Control", "no-store");
    if (whole && body.len > 0)
        (void)evhttp_add_header(headers, "Content-Type", type);
    if (last)
        (void)evhttp_add_header(headers, "Connection", "close");
    evhttp_send_reply(http, whole ? status : STATUS_BUG, NULL, NULL);
    if (line != NULL)
        server_line_join(line);
}

/* Whoever is no peer, or does not speak as one, is not listened to any longer. To HEAD and CONNECT
 * libevent names no length, so there must be no body. */
static void refuse(struct evhttp_request *http, enum refusal why)
{
    bool close = why != REFUSAL_FULL && why != REFUSAL_RAN_OUT;
    char body[REFUSAL_BODY_SIZE];
    int status = refusal_tell(why, body);
    enum evhttp_cmd_type method = evhttp_request_get_command(http);

    if (method == EVHTTP_REQ_HEAD || method == EVHTTP_REQ_CONNECT)
        body[0] = 0;
    reply(http, status, REFUSAL_TYPE_PROBLEM, view_text(body), close);
}

static void leave(struct server_request *request)
{
    if (request->server == NULL)
        return;
    TAILQ_REMOVE(&request->server->waiting, request, next);
    if (!request->parked)
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
    refuse(http, REFUSAL_RAN_OUT);
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

/* The head is judged after the peer: a stranger learns nothing of what is asked here. */
static enum refusal judge(struct server *server, struct evhttp_request *http, int *ms)
{
    struct server_line *line = server_line_of(http);
    const char *allowed = NULL;
    enum refusal why = REFUSAL_PEER;

    if (line != NULL && server_line_asked(line))
        why = refusal_of(&server->plan, http, ms, &allowed);
    if (why == REFUSAL_METHOD)
        (void)evhttp_add_header(evhttp_request_get_output_headers(http), "Allow", allowed);
    if (why == REFUSAL_NONE && server->admission.waits >= server->plan.limits.waiting_max)
        why = REFUSAL_FULL;
    return why;
}

void server_request_begin(struct evhttp_request *http, void *self)
{
    struct server *server = self;
    struct server_request *request = NULL;
    int ms = 0;
    enum refusal why = judge(server, http, &ms);

    if (why == REFUSAL_NONE)
        request = new_request(server, http, ms);
    if (request == NULL) {
        refuse(http, why == REFUSAL_NONE ? REFUSAL_FULL : why);
        return;
    }
    request->peer = server_line_of(http)->peer;
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

void server_park(struct server_request *request)
{
    if (request->parked || request->server == NULL)
        return;
    admission_stand_aside(&request->server->admission);
    request->parked = true;
}

int server_left_ms(const struct server_request *request)
{
    int64_t left = 0;

    if (request->parked && request->server != NULL && request->server->gone != NULL)
        return 0;
    left = request->until_ms - steady_ms();
    return left > 0 ? (int)left : 0;
}

void server_answer(struct server_request **request, int status, const char *type, struct view body)
{
    if (*request == NULL)
        return;
    if ((*request)->http != NULL) {
        counts_answer((*request)->path, status, steady_us() - (*request)->came_us);
        reply((*request)->http, status, type, body, false);
    }
    free_request(*request);
    *request = NULL;
}
