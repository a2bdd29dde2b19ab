/* A line without TLS, so that server and relay on it are quick: the linker puts these in the place
 * of what would seal and open the bytes. The SSL is there, but says nothing. */
#ifndef TESTS_HELPER_SERVER_PLAIN_H
#define TESTS_HELPER_SERVER_PLAIN_H

#include "drivers/net/server_inside.h"
#include "tests/fuzz/fuzz.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/bufferevent_ssl.h>
#include <event2/event.h>
#include <sys/socket.h>
#include <sys/un.h>

enum { PLAIN_LINES = 8 };

/* The server's end of a connection: its socket, and what stands before it in the place of TLS. */
struct line {
    struct bufferevent *plain, *http; /* http: NULL once it has ended */
    SSL *ssl;
};

static struct {
    struct line line[PLAIN_LINES];
    struct line *newest;
    bool nobody; /* no peer is welcome */
} plain;

SSL_CTX *__wrap_tls_server(const struct tls_files *files, bool demo, char *why);
SSL_CTX *__wrap_tls_client(const struct tls_files *files, bool demo, char *why);
bool __wrap_tls_peer_of(const SSL *ssl, struct tls_peer *out);
struct bufferevent *__wrap_bufferevent_openssl_socket_new(struct event_base *loop, int fd, SSL *ssl,
                                                          enum bufferevent_ssl_state state,
                                                          int options);
SSL *__wrap_bufferevent_openssl_get_ssl(struct bufferevent *line);
struct bufferevent *__real_server_line_begin(struct event_base *loop, void *self);
struct bufferevent *__wrap_server_line_begin(struct event_base *loop, void *self);

SSL_CTX *__wrap_tls_server(const struct tls_files *files, bool demo, char *why)
{
    (void)files, (void)demo, (void)why;
    return SSL_CTX_new(TLS_server_method());
}

SSL_CTX *__wrap_tls_client(const struct tls_files *files, bool demo, char *why)
{
    (void)files, (void)demo, (void)why;
    return SSL_CTX_new(TLS_client_method());
}

bool __wrap_tls_peer_of(const SSL *ssl, struct tls_peer *out)
{
    *out = (struct tls_peer){.role = "kiosk", .name = "k-0001"};
    out->until = plain.nobody ? 0 : INT64_MAX;
    return ssl != NULL;
}

static void end_line(void *self)
{
    struct line *line = self;

    SSL_free(line->ssl);
    line->http = NULL;
}

/* What was written has left, as with TLS: a connection that is closed then takes nothing with it.
 */
static enum bufferevent_filter_result leave_at_once(struct evbuffer *from, struct evbuffer *to,
                                                    ev_ssize_t most,
                                                    enum bufferevent_flush_mode mode, void *line)
{
    (void)to, (void)most, (void)mode;
    while (evbuffer_get_length(from) > 0)
        if (evbuffer_write(from, bufferevent_getfd(((struct line *)line)->plain)) <= 0)
            return BEV_ERROR;
    return BEV_OK;
}

/* The slot of a connection; with NULL: a free one. PLAIN_LINES: there is none. */
static size_t plain_number_of(const struct bufferevent *http)
{
    size_t i = 0;

    while (i < PLAIN_LINES && plain.line[i].http != http)
        i++;
    return i;
}

static struct bufferevent *accept_line(struct event_base *loop, int fd, SSL *ssl, int options)
{
    size_t number = plain_number_of(NULL);
    struct line *line = &plain.line[number];

    fuzz_hold(number < PLAIN_LINES);
    line->ssl = ssl;
    line->plain = bufferevent_socket_new(loop, fd, options);
    fuzz_hold(line->plain != NULL);
    line->http = bufferevent_filter_new(line->plain, NULL, leave_at_once, options, end_line, line);
    plain.newest = line;
    return line->http;
}

/* The bytes pass as they are; the server's SSL lives as long as the connection, as it does with
 * TLS. The relay does without one. */
struct bufferevent *__wrap_bufferevent_openssl_socket_new(struct event_base *loop, int fd, SSL *ssl,
                                                          enum bufferevent_ssl_state state,
                                                          int options)
{
    if (state == BUFFEREVENT_SSL_ACCEPTING)
        return accept_line(loop, fd, ssl, options);
    SSL_free(ssl);
    return bufferevent_socket_new(loop, fd, options);
}

SSL *__wrap_bufferevent_openssl_get_ssl(struct bufferevent *line)
{
    size_t number = plain_number_of(line);

    return number < PLAIN_LINES ? plain.line[number].ssl : NULL;
}

/* The handshake is over before it has begun. */
struct bufferevent *__wrap_server_line_begin(struct event_base *loop, void *self)
{
    struct bufferevent *line = __real_server_line_begin(loop, self);
    SSL *ssl = plain.line[plain_number_of(line)].ssl;

    SSL_CTX_get_info_callback(SSL_get_SSL_CTX(ssl))(ssl, SSL_CB_HANDSHAKE_DONE, 1);
    return line;
}

/* What evhttp had written before it said that it writes, libevent's filters leave lying. */
static void plain_flush(void)
{
    for (size_t i = 0; i < PLAIN_LINES; i++)
        if (plain.line[i].http != NULL)
            (void)bufferevent_flush(plain.line[i].http, EV_WRITE, BEV_NORMAL);
}

/* A socket without a name: what passes there arrives at once. */
static int plain_listen(int peers)
{
    const struct sockaddr_un nameless = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

    fuzz_hold(fd >= 0 && bind(fd, (const struct sockaddr *)&nameless, sizeof(sa_family_t)) == 0 &&
              listen(fd, peers) == 0);
    return fd;
}

static int plain_connect(int listens)
{
    struct sockaddr_un at;
    socklen_t len = sizeof at;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

    fuzz_hold(fd >= 0 && getsockname(listens, (struct sockaddr *)&at, &len) == 0 &&
              connect(fd, (const struct sockaddr *)&at, len) == 0);
    return fd;
}

#endif
