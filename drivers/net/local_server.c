#include "drivers/net/local.h"
#include "drivers/net/local_frame.h"
#include "drivers/net/steady.h"
#include "drivers/net/tls.h"

#include <errno.h>
#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/listener.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SILENCE_SECONDS = 10, BACKLOG = 256, OWN_MODE = 0600, SHARED_MODE = 0660 };

struct visitor {
    TAILQ_ENTRY(visitor) next;
    struct local_server *server;
    struct bufferevent *line;
};

struct local_server {
    struct event_base *loop;
    struct evconnlistener *listener;
    struct sockaddr_un address;
    uid_t peer_uid;
    bool listens;
    void (*answer)(void *self, uint8_t kind, struct view body, uint8_t *answer_kind,
                   struct bytes *answer_body);
    void *self;
    TAILQ_HEAD(visitors, visitor) visitors;
};

static void dismiss(struct visitor *visitor)
{
    TAILQ_REMOVE(&visitor->server->visitors, visitor, next);
    bufferevent_free(visitor->line);
    free(visitor);
}

static bool answer_frame(struct visitor *visitor, const struct local_frame *frame)
{
    struct bytes body = bytes_new(LOCAL_BODY_MAX);
    struct local_frame answer = {0};
    bool sent = false;

    if (frame->until_ms != 0 && frame->until_ms <= steady_ms())
        return false;
    visitor->server->answer(visitor->server->self, frame->kind, frame->body, &answer.kind, &body);
    answer.body = bytes_view(&body);
    sent = local_frame_put(bufferevent_get_output(visitor->line), &answer);
    bytes_free(&body);
    return sent;
}

/* Called when a frame may have come and again when an answer has left: one at a time. */
static void serve(struct bufferevent *line, void *self)
{
    struct visitor *visitor = self;
    struct evbuffer *in = bufferevent_get_input(line);
    struct local_frame frame = {0};
    enum local_frame_found found = LOCAL_FRAME_PART;

    if (evbuffer_get_length(bufferevent_get_output(line)) > 0)
        return;
    found = local_frame_look(in, &frame);
    if (found == LOCAL_FRAME_PART)
        return;
    if (found == LOCAL_FRAME_BAD || !answer_frame(visitor, &frame)) {
        dismiss(visitor);
        return;
    }
    local_frame_drop(in, &frame);
}

static void leave(struct bufferevent *line, short what, void *self)
{
    (void)line, (void)what;
    dismiss(self);
}

static bool is_welcome(const struct local_server *server, int fd)
{
    struct ucred peer = {0};
    socklen_t len = sizeof peer;

    return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &len) == 0 &&
           (peer.uid == geteuid() || peer.uid == server->peer_uid);
}

static void receive(struct evconnlistener *listener, evutil_socket_t fd, struct sockaddr *from,
                    int len, void *self)
{
    static const struct timeval silence = {SILENCE_SECONDS, 0};
    struct local_server *server = self;
    struct visitor *visitor = is_welcome(server, fd) ? calloc(1, sizeof *visitor) : NULL;

    (void)listener, (void)from, (void)len;
    if (visitor != NULL)
        visitor->line = bufferevent_socket_new(server->loop, fd, BEV_OPT_CLOSE_ON_FREE);
    if (visitor == NULL || visitor->line == NULL) {
        (void)close(fd);
        free(visitor);
        return;
    }
    visitor->server = server;
    TAILQ_INSERT_TAIL(&server->visitors, visitor, next);
    bufferevent_setcb(visitor->line, serve, serve, leave, visitor);
    bufferevent_setwatermark(visitor->line, EV_READ, 0, 2 * (size_t)LOCAL_FRAME_MAX);
    (void)bufferevent_set_timeouts(visitor->line, &silence, &silence);
    (void)bufferevent_enable(visitor->line, EV_READ | EV_WRITE);
}

/* Whoever answers there is alive; a socket that nobody answers at was left behind. */
static bool clear_path(const struct sockaddr_un *address)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct stat about;
    bool clear = false;

    if (fd < 0)
        return false;
    if (lstat(address->sun_path, &about) != 0)
        clear = errno == ENOENT;
    else if (S_ISSOCK(about.st_mode) &&
             connect(fd, (const struct sockaddr *)address, sizeof *address) != 0 &&
             errno == ECONNREFUSED)
        clear = unlink(address->sun_path) == 0;
    (void)close(fd);
    return clear;
}

static int bind_socket(const struct sockaddr_un *address, mode_t mode)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    mode_t before = umask(~mode & 0777);
    bool bound = fd >= 0 && bind(fd, (const struct sockaddr *)address, sizeof *address) == 0;

    (void)umask(before);
    if (!bound && fd >= 0) {
        (void)close(fd);
        fd = -1;
    }
    return fd;
}

static bool start(struct local_server *server, const char *path)
{
    int fd = -1;

    if (!local_address(path, &server->address) || !clear_path(&server->address))
        return false;
    fd = bind_socket(&server->address, server->peer_uid == geteuid() ? OWN_MODE : SHARED_MODE);
    if (fd < 0)
        return false;
    server->listens = true;
    server->listener =
        evconnlistener_new(server->loop, receive, server, LEV_OPT_CLOSE_ON_FREE, BACKLOG, fd);
    if (server->listener == NULL)
        (void)close(fd);
    return server->listener != NULL;
}

struct local_server *local_server_open(struct event_base *loop, const char *path, unsigned peer_uid,
                                       void (*answer)(void *self, uint8_t kind, struct view body,
                                                      uint8_t *answer_kind,
                                                      struct bytes *answer_body),
                                       void *self, char *why)
{
    struct local_server *server = calloc(1, sizeof *server);

    if (server != NULL) {
        *server = (struct local_server){
            .loop = loop, .peer_uid = peer_uid, .answer = answer, .self = self};
        TAILQ_INIT(&server->visitors);
        if (!start(server, path))
            local_server_close(&server);
    }
    if (server == NULL)
        (void)snprintf(why, TLS_WHY_SIZE, "%s: a socket cannot be made there, or one is served",
                       path);
    return server;
}

void local_server_close(struct local_server **server)
{
    struct visitor *visitor = NULL;

    if (*server == NULL)
        return;
    while ((visitor = TAILQ_FIRST(&(*server)->visitors)) != NULL)
        dismiss(visitor);
    if ((*server)->listener != NULL)
        evconnlistener_free((*server)->listener);
    if ((*server)->listens)
        (void)unlink((*server)->address.sun_path);
    free(*server);
    *server = NULL;
}
