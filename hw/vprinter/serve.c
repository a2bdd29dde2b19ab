#include "hw/vprinter/serve.h"

#include "hw/vprinter/answer.h"

#include <arpa/inet.h>
#include <cups/cups.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    CONNECTIONS_MAX = 32,
    BACKLOG = 64,
    IDLE_MS = 30000,
    SILENCE_SECONDS = 10,
    CHUNK = 65536,
    PAUSE_MS = 10,
    PATH_SIZE = 4096,
    YEAR = 365 * 24 * 3600
};

static const char host[] = "localhost";

struct connection {
    struct server *server;
    pthread_t thread;
    http_t *http;       /* NULL: nobody speaks */
    unsigned boots;     /* of the printer, when it connected */
    bool started, done; /* there is a thread to join; it has nothing more to do */
};

struct server {
    struct printer *printer;
    int fd, port;
    bool tls;
    char uri[64];
    pthread_t thread;
    pthread_mutex_t lock;
    bool stopping;
    struct connection connection[CONNECTIONS_MAX];
};

static int give_up(http_t *http, void *context)
{
    (void)http, (void)context;
    return 0;
}

/* A body is bounded before any of it is looked at. */
static bool read_body(http_t *http, struct bytes *out)
{
    ssize_t got = 0;

    for (;;) {
        uint8_t *room = bytes_room(out, CHUNK);

        if (room == NULL)
            return false;
        got = httpRead2(http, (char *)room, CHUNK);
        if (got <= 0)
            return got == 0;
        out->len += (size_t)got;
    }
}

static ssize_t take(void *from, ipp_uchar_t *to, size_t len)
{
    struct view *rest = from;

    if (len > rest->len)
        len = rest->len;
    if (len > 0)
        memcpy(to, rest->at, len);
    *rest = view_from(*rest, len);
    return (ssize_t)len;
}

static bool reply(http_t *http, http_status_t status, ipp_t *answer)
{
    bool ok = false;

    httpClearFields(http);
    httpSetField(http, HTTP_FIELD_SERVER, "akashi-vprinter");
    if (answer != NULL)
        httpSetField(http, HTTP_FIELD_CONTENT_TYPE, "application/ipp");
    httpSetLength(http, answer != NULL ? ippLength(answer) : 0);
    ok = httpWriteResponse(http, status) == 0;
    if (ok && answer != NULL) {
        ippSetState(answer, IPP_STATE_IDLE);
        ok = ippWrite(http, answer) == IPP_STATE_DATA;
    }
    httpFlushWrite(http);
    return ok;
}

static bool is_stopping(struct server *s)
{
    bool yes = false;

    pthread_mutex_lock(&s->lock);
    yes = s->stopping;
    pthread_mutex_unlock(&s->lock);
    return yes;
}

/* A connection lives no longer than the power that it was made with. */
static bool is_lit(const struct connection *c)
{
    return !printer_is_off(c->server->printer) && printer_boots(c->server->printer) == c->boots;
}

static void pause_for(struct connection *c, int ms)
{
    for (int passed = 0; passed < ms && is_lit(c) && !is_stopping(c->server); passed += PAUSE_MS)
        (void)poll(NULL, 0, PAUSE_MS);
}

static bool serve_ipp(struct connection *c)
{
    struct mishap mishap = {0};
    struct bytes body = bytes_new(PRINTER_DOCUMENT_MAX);
    struct bytes document = bytes_new(PRINTER_DOCUMENT_MAX);
    ipp_t *request = ippNew(), *response = NULL;
    struct view rest = {0};
    bool ok = false;

    if (!read_body(c->http, &body)) {
        (void)reply(c->http, HTTP_STATUS_REQUEST_TOO_LARGE, NULL);
        goto out;
    }
    rest = bytes_view(&body);
    mishap = printer_hear(c->server->printer, body.len);
    if (mishap.cut)
        goto out;
    if (ippReadIO(&rest, take, 1, NULL, request) != IPP_STATE_DATA ||
        !bytes_append(&document, rest)) {
        (void)reply(c->http, HTTP_STATUS_BAD_REQUEST, NULL);
        goto out;
    }
    bytes_free(&body);
    response = answer(c->server->printer, c->server->uri, request, &document, &mishap);
    pause_for(c, mishap.wait_ms);
    ok = response != NULL && !mishap.mute && is_lit(c) && reply(c->http, HTTP_STATUS_OK, response);
out:
    ippDelete(response);
    ippDelete(request);
    bytes_free(&document);
    bytes_free(&body);
    return ok;
}

static bool serve_one(struct connection *c)
{
    char path[HTTP_MAX_URI];
    http_state_t state = httpReadRequest(c->http, path, sizeof path);
    http_status_t status = HTTP_STATUS_CONTINUE;

    if (state == HTTP_STATE_ERROR || state == HTTP_STATE_UNKNOWN_METHOD ||
        state == HTTP_STATE_UNKNOWN_VERSION) {
        if (httpError(c->http) == 0)
            (void)reply(c->http, HTTP_STATUS_BAD_REQUEST, NULL);
        return false;
    }
    if (state == HTTP_STATE_WAITING)
        return false; /* an empty line */
    while (status == HTTP_STATUS_CONTINUE)
        status = httpUpdate(c->http);
    if (status != HTTP_STATUS_OK)
        return false;
    if (state != HTTP_STATE_POST ||
        strcmp(httpGetField(c->http, HTTP_FIELD_CONTENT_TYPE), "application/ipp") != 0) {
        (void)reply(c->http, HTTP_STATUS_BAD_REQUEST, NULL);
        return false;
    }
    if (httpGetExpect(c->http) == HTTP_STATUS_CONTINUE &&
        httpWriteResponse(c->http, HTTP_STATUS_CONTINUE) != 0)
        return false;
    return serve_ipp(c);
}

static void *converse(void *context)
{
    struct connection *c = context;

    httpSetTimeout(c->http, SILENCE_SECONDS, give_up, NULL);
    c->boots = printer_boots(c->server->printer);
    if (is_lit(c) && (!c->server->tls || httpEncryption(c->http, HTTP_ENCRYPTION_REQUIRED) == 0))
        while (!is_stopping(c->server) && httpWait(c->http, IDLE_MS) && is_lit(c) && serve_one(c))
            continue;
    pthread_mutex_lock(&c->server->lock);
    httpClose(c->http);
    c->http = NULL;
    c->done = true;
    pthread_mutex_unlock(&c->server->lock);
    return NULL;
}

static void join_done(struct connection *c)
{
    if (!c->done)
        return;
    pthread_join(c->thread, NULL);
    c->started = c->done = false;
}

/* Under the lock. More connections than slots are closed again: the caller sees a busy printer. */
static void take_in(struct server *s, http_t *http)
{
    for (int i = 0; i < CONNECTIONS_MAX; i++) {
        struct connection *c = &s->connection[i];

        join_done(c);
        if (c->started)
            continue;
        *c = (struct connection){.server = s, .http = http};
        c->started = pthread_create(&c->thread, NULL, converse, c) == 0;
        if (c->started)
            return;
        c->http = NULL;
        break;
    }
    httpClose(http);
}

static void *listen_on(void *context)
{
    struct server *s = context;

    while (!is_stopping(s)) {
        http_t *http = httpAcceptConnection(s->fd, 1);

        if (http == NULL) {
            (void)poll(NULL, 0, PAUSE_MS); /* out of descriptors, or stopping */
            continue;
        }
        pthread_mutex_lock(&s->lock);
        take_in(s, http);
        pthread_mutex_unlock(&s->lock);
    }
    return NULL;
}

static bool open_socket(struct server *s, int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    socklen_t len = sizeof address;
    int yes = 1;

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    s->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (s->fd < 0 || setsockopt(s->fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 ||
        bind(s->fd, (struct sockaddr *)&address, len) != 0 || listen(s->fd, BACKLOG) != 0 ||
        getsockname(s->fd, (struct sockaddr *)&address, &len) != 0)
        return false;
    s->port = ntohs(address.sin_port);
    (void)snprintf(s->uri, sizeof s->uri, "%s://127.0.0.1:%d/ipp/print", s->tls ? "ipps" : "ipp",
                   s->port);
    return true;
}

/* The library looks for the certificate of a host's name; a loopback address has this one. */
static bool make_certificate(const char *folder)
{
    char path[PATH_SIZE];
    int len = snprintf(path, sizeof path, "%s/%s.crt", folder, host);

    if (len <= 0 || len >= (int)sizeof path)
        return false;
    if (access(path, R_OK) != 0 &&
        !cupsMakeServerCredentials(folder, host, 0, NULL, time(NULL) + YEAR))
        return false;
    return cupsSetServerCredentials(folder, host, 0) != 0;
}

struct server *serve_start(struct printer *printer, int port, const char *tls)
{
    struct server *s = calloc(1, sizeof *s);

    if (s == NULL)
        return NULL;
    s->printer = printer;
    s->tls = tls != NULL;
    s->fd = -1;
    pthread_mutex_init(&s->lock, NULL);
    if ((tls == NULL || make_certificate(tls)) && open_socket(s, port) &&
        pthread_create(&s->thread, NULL, listen_on, s) == 0)
        return s;
    if (s->fd >= 0)
        close(s->fd);
    pthread_mutex_destroy(&s->lock);
    free(s);
    return NULL;
}

int serve_port(const struct server *server)
{
    return server->port;
}

void serve_stop(struct server **server)
{
    struct server *s = *server;

    if (s == NULL)
        return;
    pthread_mutex_lock(&s->lock);
    s->stopping = true;
    shutdown(s->fd, SHUT_RDWR);
    for (int i = 0; i < CONNECTIONS_MAX; i++)
        if (s->connection[i].http != NULL)
            shutdown(httpGetFd(s->connection[i].http), SHUT_RDWR); /* TLS is its thread's own */
    pthread_mutex_unlock(&s->lock);
    pthread_join(s->thread, NULL);
    for (int i = 0; i < CONNECTIONS_MAX; i++)
        if (s->connection[i].started)
            pthread_join(s->connection[i].thread, NULL);
    close(s->fd);
    pthread_mutex_destroy(&s->lock);
    free(s);
    *server = NULL;
}
