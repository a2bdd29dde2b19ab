#include "net_load.h"

#include "net_servers.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/queue.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* Connections are begun a few at a time, from several addresses, because one has 28,000 ports. */
enum {
    BEGUN_MAX = 64,
    SOURCES = 16,
    EVENTS = 64,
    ANSWER_SIZE = 4096,
    SILENT_MS = 30000,
    LOOK_MS = 1000
};

static const char question[] =
    "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nAkashi-Deadline: 60000\r\n\r\n";
static const char good_start[] = "HTTP/1.1 200";

enum state { SHAKES, ASKS, WAITS, RESTS };

struct line {
    int fd;
    SSL *ssl;
    SSL_SESSION *session;
    enum state state;
    size_t len; /* of the answer so far */
    int64_t asked_ms;
    bool held;
    TAILQ_ENTRY(line) next; /* while it rests */
};

struct net_load {
    const struct net_pki *pki;
    SSL_CTX *tls;
    enum net_manner manner;
    int port, epoll;
    size_t lines, begun, busy, answers, resumed;
    TAILQ_HEAD(lines, line) resting; /* the one that rests longest first */
    char answer[ANSWER_SIZE];
    struct line line[];
};

static volatile sig_atomic_t stopped;

void net_load_stop(void)
{
    stopped = 1;
}

static int64_t now_ms(void)
{
    struct timespec now = {0};

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static struct sockaddr_in loopback(uint32_t host, int port)
{
    return (struct sockaddr_in){.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK + host)};
}

static bool reach(struct net_load *load, struct line *line)
{
    uint32_t number = (uint32_t)(line - load->line);
    struct sockaddr_in from = loopback(1 + number % SOURCES, 0), to = loopback(0, load->port);
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = line};
    int on = 1;

    line->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    return line->fd >= 0 &&
           setsockopt(line->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on) == 0 &&
           setsockopt(line->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0 &&
           bind(line->fd, (const struct sockaddr *)&from, sizeof from) == 0 &&
           (connect(line->fd, (const struct sockaddr *)&to, sizeof to) == 0 ||
            errno == EINPROGRESS) &&
           epoll_ctl(load->epoll, EPOLL_CTL_ADD, line->fd, &event) == 0;
}

static bool begin(struct net_load *load, struct line *line)
{
    const struct net_kiosk *kiosk = &load->pki->kiosk[(size_t)(line - load->line) % NET_KIOSKS];

    line->state = SHAKES;
    line->ssl = SSL_new(load->tls);
    if (line->ssl == NULL || !reach(load, line))
        return false;
    SSL_set_connect_state(line->ssl);
    return SSL_set_fd(line->ssl, line->fd) == 1 &&
           SSL_use_certificate(line->ssl, kiosk->certificate) == 1 &&
           SSL_use_PrivateKey(line->ssl, kiosk->key) == 1 &&
           (line->session == NULL || SSL_set_session(line->ssl, line->session) == 1);
}

/* Without SSL_shutdown OpenSSL takes the session for a broken one and never resumes it. */
static void end(struct line *line)
{
    if (line->ssl != NULL && SSL_is_init_finished(line->ssl) == 1)
        (void)SSL_shutdown(line->ssl);
    SSL_free(line->ssl);
    line->ssl = NULL;
    if (line->fd >= 0)
        (void)close(line->fd);
    line->fd = -1;
}

static bool begin_more(struct net_load *load)
{
    bool good = true;

    while (good && load->begun < load->lines && load->busy < BEGUN_MAX) {
        load->busy++;
        good = begin(load, &load->line[load->begun++]);
    }
    return good;
}

/* An answer is whole. */
static bool go_on(struct net_load *load, struct line *line)
{
    load->answers++;
    line->len = 0;
    line->state = load->manner == NET_KEEP ? ASKS : RESTS;
    if (load->manner == NET_KEEP)
        return true;
    if (load->manner == NET_HOLD) {
        load->busy -= !line->held;
        line->held = true;
        TAILQ_INSERT_TAIL(&load->resting, line, next);
        return begin_more(load);
    }
    SSL_SESSION_free(line->session);
    line->session = load->manner == NET_RESUME ? SSL_get1_session(line->ssl) : NULL;
    end(line);
    return begin(load, line);
}

static bool take(struct net_load *load, struct line *line, size_t got)
{
    static const size_t end_len = sizeof NET_HELLO - 1;

    if (line->len == 0 && (got < sizeof good_start - 1 ||
                           memcmp(load->answer, good_start, sizeof good_start - 1) != 0))
        return false;
    line->len += got;
    if (got < end_len || memcmp(load->answer + got - end_len, NET_HELLO, end_len) != 0)
        return true;
    return go_on(load, line);
}

/* 1: on to the next step; 0: something has to come first; -1: it broke. */
static int step(struct net_load *load, struct line *line)
{
    int got = 0;

    if (line->state == SHAKES && (got = SSL_do_handshake(line->ssl)) == 1) {
        load->resumed += SSL_session_reused(line->ssl) == 1;
        line->state = ASKS;
        return 1;
    }
    if (line->state == ASKS &&
        (got = SSL_write(line->ssl, question, sizeof question - 1)) == sizeof question - 1) {
        line->state = WAITS;
        line->asked_ms = now_ms();
        return 0;
    }
    if (line->state == WAITS && (got = SSL_read(line->ssl, load->answer, ANSWER_SIZE)) > 0) {
        if (!take(load, line, (size_t)got))
            return -1;
        return line->state == WAITS || line->state == ASKS ? 1 : 0;
    }
    if (line->state == RESTS)
        got = SSL_read(line->ssl, load->answer, ANSWER_SIZE);
    got = got > 0 ? SSL_ERROR_SSL : SSL_get_error(line->ssl, got);
    return got == SSL_ERROR_WANT_READ || got == SSL_ERROR_WANT_WRITE ? 0 : -1;
}

static bool fail(const struct line *line)
{
    static const char *const doing[] = {"shook hands", "asked", "waited", "rested"};

    fprintf(stderr, "bench.net: a connection broke while it %s: %s\n", doing[line->state],
            ERR_peek_error() != 0 ? ERR_reason_error_string(ERR_peek_error()) : strerror(errno));
    return false;
}

bool net_load_holds(const struct net_load *load)
{
    return load->manner == NET_HOLD && load->begun == load->lines && load->busy == 0;
}

static bool move(struct net_load *load, struct line *line)
{
    int moved = 1;

    while (moved == 1)
        moved = step(load, line);
    return moved == 0 || fail(line);
}

/* A server hangs up on who is silent for long; who is held asks again before that. */
static bool stay_awake(struct net_load *load)
{
    struct line *line = NULL;
    int64_t now = now_ms();

    while ((line = TAILQ_FIRST(&load->resting)) != NULL && now - line->asked_ms >= SILENT_MS) {
        TAILQ_REMOVE(&load->resting, line, next);
        line->state = ASKS;
        if (!move(load, line))
            return false;
    }
    return true;
}

bool net_load_run(struct net_load *load, int ms)
{
    struct epoll_event event[EVENTS];
    int64_t until = now_ms() + ms;

    if (!begin_more(load)) {
        perror("bench.net: a connection cannot be begun");
        return false;
    }
    for (int64_t left = ms; left > 0 && stopped == 0 && !net_load_holds(load);
         left = until - now_ms()) {
        int count = epoll_wait(load->epoll, event, EVENTS, left < LOOK_MS ? (int)left : LOOK_MS);

        for (int i = 0; i < count; i++)
            if (!move(load, event[i].data.ptr))
                return false;
        if (!stay_awake(load))
            return false;
    }
    return stopped == 0;
}

static SSL_CTX *new_tls(void)
{
    SSL_CTX *tls = SSL_CTX_new(TLS_client_method());

    if (tls == NULL || SSL_CTX_set_min_proto_version(tls, TLS1_3_VERSION) != 1) {
        SSL_CTX_free(tls);
        return NULL;
    }
    SSL_CTX_set_read_ahead(tls, 1);
    SSL_CTX_set_mode(tls, SSL_MODE_RELEASE_BUFFERS);
    return tls;
}

struct net_load *net_load_open(const struct net_pki *pki, int port, size_t lines,
                               enum net_manner manner)
{
    struct net_load *load = calloc(1, sizeof *load + lines * sizeof *load->line);

    if (load == NULL)
        return NULL;
    load->pki = pki;
    load->port = port;
    load->lines = lines;
    load->manner = manner;
    TAILQ_INIT(&load->resting);
    for (size_t i = 0; i < lines; i++)
        load->line[i].fd = -1;
    load->epoll = epoll_create1(EPOLL_CLOEXEC);
    load->tls = new_tls();
    if (load->epoll < 0 || load->tls == NULL)
        net_load_close(&load);
    return load;
}

void net_load_close(struct net_load **load)
{
    if (*load == NULL)
        return;
    for (size_t i = 0; i < (*load)->lines; i++) {
        end(&(*load)->line[i]);
        SSL_SESSION_free((*load)->line[i].session);
    }
    SSL_CTX_free((*load)->tls);
    if ((*load)->epoll >= 0)
        (void)close((*load)->epoll);
    free(*load);
    *load = NULL;
}

size_t net_load_answers(const struct net_load *load)
{
    return load->answers;
}

size_t net_load_resumed(const struct net_load *load)
{
    return load->resumed;
}
