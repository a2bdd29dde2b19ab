#include "drivers/net/counts.h"
#include "drivers/net/server_inside.h"
#include "drivers/net/steady.h"

#include <event2/buffer.h>
#include <event2/bufferevent_ssl.h>
#include <event2/event.h>
#include <event2/http.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int line_index = -1;

static void leave(struct server_line *line)
{
    struct server *server = line->server;

    if (server == NULL)
        return;
    TAILQ_REMOVE(&server->line, line, next);
    if (line->known)
        LIST_REMOVE(line, same);
    else
        counts_add(COUNT_HANDSHAKES_FAILED);
    line->server = NULL;
    server->lines--;
    counts_lines(-1);
    if (server->gone != NULL && server->lines == 0)
        server->gone(server->gone_self);
}

/* The SSL is the only thing of a connection whose end evhttp lets us see. */
static void end(void *ssl, void *self, CRYPTO_EX_DATA *data, int index, long more, void *argument)
{
    struct server_line *line = self;

    (void)ssl, (void)data, (void)index, (void)more, (void)argument;
    if (line == NULL)
        return;
    leave(line);
    event_free(line->limit);
    free(line);
}

static void make_index(void)
{
    line_index = SSL_get_ex_new_index(0, NULL, NULL, NULL, end);
}

/* Its end is evhttp's to notice: nothing may be freed under evhttp's hands. */
static void cut(struct server_line *line)
{
    int fd = bufferevent_getfd(line->buffer);

    if (fd >= 0)
        (void)shutdown(fd, SHUT_RDWR);
}

static void run_out(evutil_socket_t fd, short what, void *self)
{
    struct server_line *line = self;

    (void)fd;
    if ((what & EV_TIMEOUT) != 0)
        counts_add(COUNT_CUT_SLOW);
    cut(line);
}

/* From the loop, because a handshake's callbacks run inside OpenSSL. */
static void cut_soon(struct server_line *line, enum count why)
{
    counts_add(why);
    event_active(line->limit, 0, 0);
}

static void limit(struct server_line *line, int ms)
{
    struct timeval span = steady_span(ms);

    (void)evtimer_add(line->limit, &span);
}

/* A peer that sends a byte now and then is never silent: the time for the whole request counts from
 * its first byte. */
static void on_input(struct evbuffer *in, const struct evbuffer_cb_info *info, void *self)
{
    struct server_line *line = self;

    (void)in;
    if (info->n_added == 0 || line->receiving || line->answering || line->server == NULL)
        return;
    line->receiving = true;
    limit(line, line->server->plan.limits.receive_ms);
}

static struct server_peers *bucket_of(struct server_line *line)
{
    const uint8_t *digest = line->peer.digest;

    return &line->server->peers[(digest[0] << 8 | digest[1]) % SERVER_PEERS];
}

static size_t count_same(struct server_line *line)
{
    struct server_line *other = NULL;
    size_t count = 0;

    LIST_FOREACH(other, bucket_of(line), same)
    count += memcmp(other->peer.digest, line->peer.digest, SHA256_LEN) == 0;
    return count;
}

/* A resumed handshake shows no certificate that would be verified again: all of it is asked here.
 */
static void meet(struct server_line *line)
{
    (void)evtimer_del(line->limit);
    counts_add(SSL_session_reused(line->ssl) == 1 ? COUNT_HANDSHAKES_RESUMED
                                                  : COUNT_HANDSHAKES_FULL);
    if (!tls_peer_of(line->ssl, &line->peer) || !tls_admits(line->server->tls, &line->peer)) {
        cut_soon(line, COUNT_CUT_PEER);
        return;
    }
    if (count_same(line) >= line->server->plan.limits.lines_per_peer) {
        cut_soon(line, COUNT_CUT_PEER_FULL);
        return;
    }
    line->known = true;
    LIST_INSERT_HEAD(bucket_of(line), line, same);
}

static void on_handshake(const SSL *ssl, int where, int value)
{
    struct server_line *line = SSL_get_ex_data(ssl, line_index);

    (void)value;
    if ((where & SSL_CB_HANDSHAKE_DONE) != 0 && line != NULL && line->server != NULL &&
        !line->known)
        meet(line);
}

void server_line_watch(SSL_CTX *tls)
{
    SSL_CTX_set_info_callback(tls, on_handshake);
}

static struct server_line *new_line(struct server *server, SSL *ssl)
{
    struct server_line *line = calloc(1, sizeof *line);

    (void)pthread_once(&once, make_index);
    if (line != NULL)
        line->limit = evtimer_new(server->loop, run_out, line);
    if (line == NULL || line->limit == NULL || SSL_set_ex_data(ssl, line_index, line) != 1) {
        if (line != NULL && line->limit != NULL)
            event_free(line->limit);
        free(line);
        return NULL;
    }
    line->server = server;
    line->ssl = ssl;
    TAILQ_INSERT_TAIL(&server->line, line, next);
    server->lines++;
    counts_lines(1);
    return line;
}

/* evhttp goes on without TLS when this fails; server_request_begin then finds no peer. */
struct bufferevent *server_line_begin(struct event_base *loop, void *self)
{
    struct server *server = self;
    SSL *ssl = SSL_new(server->tls);
    struct server_line *line = ssl != NULL ? new_line(server, ssl) : NULL;

    if (line != NULL)
        line->buffer = bufferevent_openssl_socket_new(loop, -1, ssl, BUFFEREVENT_SSL_ACCEPTING,
                                                      BEV_OPT_CLOSE_ON_FREE);
    if (line == NULL || line->buffer == NULL) {
        SSL_free(ssl);
        return NULL;
    }
    (void)evbuffer_add_cb(bufferevent_get_input(line->buffer), on_input, line);
    /* Before it has cost a handshake. */
    if (server->lines > server->plan.limits.lines_max)
        cut_soon(line, COUNT_CUT_FULL);
    else
        limit(line, server->plan.limits.handshake_ms);
    return line->buffer;
}

struct server_line *server_line_of(struct evhttp_request *http)
{
    struct evhttp_connection *connection = evhttp_request_get_connection(http);
    SSL *ssl = NULL;

    if (connection != NULL)
        ssl = bufferevent_openssl_get_ssl(evhttp_connection_get_bufferevent(connection));
    return ssl != NULL ? SSL_get_ex_data(ssl, line_index) : NULL;
}

bool server_line_asked(struct server_line *line)
{
    (void)evtimer_del(line->limit);
    line->receiving = false;
    line->answering = true;
    line->asked++;
    return line->known && !line->over && tls_admits(line->server->tls, &line->peer);
}

/* After CONNECT libevent goes on listening, whatever was answered: what it had read already is
 * nobody's request any more. */
static void on_answered(struct evhttp_request *http, void *self)
{
    struct server_line *line = self;
    bool connects = evhttp_request_get_command(http) == EVHTTP_REQ_CONNECT;

    (void)evtimer_del(line->limit);
    line->answering = false;
    line->over = connects;
    if (line->server != NULL && (line->server->gone != NULL || connects))
        cut(line);
}

bool server_line_answers(struct server_line *line, struct evhttp_request *http)
{
    evhttp_request_set_on_complete_cb(http, on_answered, line);
    if (line->server == NULL)
        return true;
    limit(line, line->server->plan.limits.receive_ms);
    return line->server->gone != NULL || line->asked >= line->server->plan.limits.asks_per_line;
}

/* libevent seals and sends each piece of its buffer by itself. */
void server_line_join(struct server_line *line)
{
    struct evbuffer *out = bufferevent_get_output(line->buffer);
    size_t len = evbuffer_get_length(out);

    if (len <= SSL3_RT_MAX_PLAIN_LENGTH)
        (void)evbuffer_pullup(out, (ev_ssize_t)len);
}

void server_lines_drain(struct server *server)
{
    struct server_line *line = NULL;

    TAILQ_FOREACH(line, &server->line, next)
    if (!line->receiving && !line->answering)
        cut(line);
}

void server_lines_forget(struct server *server)
{
    struct server_line *line = NULL;

    server->gone = NULL;
    while ((line = TAILQ_FIRST(&server->line)) != NULL) {
        (void)evtimer_del(line->limit);
        leave(line);
    }
}
