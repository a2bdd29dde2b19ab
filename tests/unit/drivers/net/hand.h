/* A client driven by hand: TLS and HTTP byte by byte, with the session in sight. */
#ifndef TESTS_UNIT_DRIVERS_NET_HAND_H
#define TESTS_UNIT_DRIVERS_NET_HAND_H

#include "bench.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>

enum { HAND_PATIENCE_SECONDS = 30, HAND_HEADERS_MAX = 4096, HAND_BODY_MAX = 256 };

struct hand {
    SSL_CTX *tls;
    SSL *ssl;
    int fd;
    char headers[HAND_HEADERS_MAX]; /* of the last answer */
    char body[HAND_BODY_MAX];       /* and what came behind them, or the beginning of it */
};

static inline int hand_connect(int port)
{
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct timeval patience = {.tv_sec = HAND_PATIENCE_SECONDS};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert_true(fd >= 0);
    assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience), 0);
    if (connect(fd, (const struct sockaddr *)&at, sizeof at) == 0)
        return fd;
    (void)close(fd);
    return -1;
}

/* The last session that a server gave to any hand. */
static SSL_SESSION *hand_session;

static inline int hand_keep(SSL *ssl, SSL_SESSION *session)
{
    (void)ssl;
    SSL_SESSION_free(hand_session);
    hand_session = session;
    return 1;
}

static inline void hand_forget(void)
{
    SSL_SESSION_free(hand_session);
    hand_session = NULL;
}

/* Whether the handshake, with the session if there is one, came to an end. A server that refuses
 * afterwards is noticed at the first answer. */
static inline bool hand_open(struct hand *hand, const struct end *end, int port,
                             SSL_SESSION *session)
{
    *hand = (struct hand){.tls = SSL_CTX_new(TLS_client_method()), .fd = hand_connect(port)};
    assert_true(hand->fd >= 0);
    assert_int_equal(SSL_CTX_use_certificate_file(hand->tls, end->certificate, SSL_FILETYPE_PEM),
                     1);
    assert_int_equal(SSL_CTX_use_PrivateKey_file(hand->tls, end->key, SSL_FILETYPE_PEM), 1);
    (void)SSL_CTX_set_session_cache_mode(hand->tls,
                                         SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(hand->tls, hand_keep);
    hand->ssl = SSL_new(hand->tls);
    assert_int_equal(SSL_set_fd(hand->ssl, hand->fd), 1);
    if (session != NULL)
        assert_int_equal(SSL_set_session(hand->ssl, session), 1);
    return SSL_connect(hand->ssl) == 1;
}

static inline void hand_close(struct hand *hand)
{
    (void)SSL_shutdown(hand->ssl);
    SSL_free(hand->ssl);
    SSL_CTX_free(hand->tls);
    (void)close(hand->fd);
}

static inline bool hand_send(struct hand *hand, const char *text)
{
    return SSL_write(hand->ssl, text, (int)strlen(text)) > 0;
}

static inline void hand_read_body(struct hand *hand)
{
    const char *named = strstr(hand->headers, "Content-Length: ");
    size_t len = named != NULL ? strtoul(named + strlen("Content-Length: "), NULL, 10) : 0;
    char byte = 0;

    memset(hand->body, 0, sizeof hand->body);
    for (size_t i = 0; i < len && SSL_read(hand->ssl, &byte, 1) == 1; i++)
        if (i < sizeof hand->body - 1)
            hand->body[i] = byte;
}

/* The status of the next answer; 0: none came. */
static inline int hand_hear(struct hand *hand)
{
    size_t len = 0;

    hand->headers[0] = 0;
    while (len < sizeof hand->headers - 1 && strstr(hand->headers, "\r\n\r\n") == NULL) {
        if (SSL_read(hand->ssl, hand->headers + len, 1) != 1)
            return 0;
        hand->headers[++len] = 0;
    }
    hand_read_body(hand);
    return (int)strtol(hand->headers + strlen("HTTP/1.1 "), NULL, 10);
}

/* GET `path` with more header lines, each ended by CR LF; the status, or 0. The deadline is a
 * minute unless they name another. */
static inline int hand_ask(struct hand *hand, const char *path, const char *more)
{
    char request[512];

    (void)snprintf(request, sizeof request,
                   "GET %s HTTP/1.1\r\nHost: x\r\n%sAkashi-Deadline: 60000\r\n\r\n", path, more);
    return hand_send(hand, request) ? hand_hear(hand) : 0;
}

/* Whether the server has closed: nothing more can be read. */
static inline bool hand_over(struct hand *hand)
{
    char byte = 0;

    return SSL_read(hand->ssl, &byte, 1) <= 0;
}

#endif
