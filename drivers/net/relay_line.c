#include "drivers/net/relay_line.h"

#include "drivers/net/deadline.h"
#include "drivers/net/steady.h"

#include <event2/buffer.h>
#include <event2/bufferevent_ssl.h>
#include <event2/http.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

enum { HEADERS_MAX = 8192, HOST_SIZE = 80 };

static void answered(struct evhttp_request *http, void *self)
{
    relay_line_answered(self, http);
}

static void lost(struct evhttp_connection *http, void *self)
{
    (void)http;
    relay_line_lost(self);
}

struct relay_line *relay_line_open(struct relay *relay, struct event_base *loop,
                                   const struct relay_plan *plan, SSL *ssl)
{
    struct relay_line *line = calloc(1, sizeof *line);
    struct bufferevent *tls = NULL;

    if (line != NULL)
        tls = bufferevent_openssl_socket_new(loop, -1, ssl, BUFFEREVENT_SSL_CONNECTING,
                                             BEV_OPT_CLOSE_ON_FREE | BEV_OPT_DEFER_CALLBACKS);
    if (tls == NULL)
        SSL_free(ssl);
    else
        line->http = evhttp_connection_base_bufferevent_new(loop, NULL, tls, plan->address,
                                                            (uint16_t)plan->port);
    if (line == NULL || line->http == NULL) {
        if (tls != NULL)
            bufferevent_free(tls);
        free(line);
        return NULL;
    }
    line->relay = relay;
    evhttp_connection_set_closecb(line->http, lost, line);
    evhttp_connection_set_max_headers_size(line->http, HEADERS_MAX);
    evhttp_connection_set_max_body_size(line->http, (ev_ssize_t)plan->answer_max);
    return line;
}

/* So that the other side can tell an end from a cut. */
static void say_goodbye(struct relay_line *line)
{
    SSL *ssl = bufferevent_openssl_get_ssl(evhttp_connection_get_bufferevent(line->http));

    if (ssl != NULL && SSL_is_init_finished(ssl) == 1)
        (void)SSL_shutdown(ssl);
}

void relay_line_close(struct relay_line **line)
{
    if (*line == NULL)
        return;
    say_goodbye(*line);
    evhttp_connection_set_closecb((*line)->http, NULL, NULL);
    evhttp_connection_free((*line)->http);
    free(*line);
    *line = NULL;
}

static bool add_headers(struct evhttp_request *http, const struct relay_plan *plan,
                        const struct relay_question *question)
{
    struct evkeyvalq *headers = evhttp_request_get_output_headers(http);
    char host[HOST_SIZE] = "", deadline[DEADLINE_TEXT_SIZE] = "";

    deadline_text((int)(question->until_ms - steady_ms()), deadline);
    (void)snprintf(host, sizeof host, "%s:%d", plan->address, plan->port);
    return evhttp_add_header(headers, "Host", host) == 0 &&
           evhttp_add_header(headers, DEADLINE_HEADER, deadline) == 0 &&
           evhttp_add_header(headers, "Content-Type", "application/json") == 0;
}

/* Headers and body leave as two records: without this the second waits for the first's
 * acknowledgement. */
static void set_no_delay(struct evhttp_connection *http)
{
    int on = 1;
    int fd = bufferevent_getfd(evhttp_connection_get_bufferevent(http));

    if (fd >= 0)
        (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

/* As everywhere on the lines: what has no body is fetched. */
static enum evhttp_cmd_type method_of(const struct relay_question *question)
{
    return evbuffer_get_length(question->body) > 0 ? EVHTTP_REQ_POST : EVHTTP_REQ_GET;
}

bool relay_line_send(struct relay_line *line, struct relay_question *question,
                     const struct relay_plan *plan)
{
    struct evhttp_request *http = evhttp_request_new(answered, line);
    enum evhttp_cmd_type method = method_of(question);

    if (http == NULL)
        return false;
    if (!add_headers(http, plan, question) ||
        evbuffer_add_buffer(evhttp_request_get_output_buffer(http), question->body) != 0) {
        evhttp_request_free(http);
        return false;
    }
    line->question = question;
    question->line = line;
    if (evhttp_make_request(line->http, http, method, question->path) == 0) {
        set_no_delay(line->http);
        return true;
    }
    line->question = NULL;
    question->line = NULL;
    return false;
}
