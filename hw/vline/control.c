#include "hw/vline/control.h"

#include "hw/vline/place.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/listener.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/queue.h>
#include <unistd.h>

enum { CONTROL_LINE_SIZE = 1200 };

struct client {
    LIST_ENTRY(client) next;
    struct control *control;
    struct bufferevent *socket;
};

struct control {
    struct event_base *loop;
    struct address at;
    struct evconnlistener *listener;
    control_act *act;
    void *self;
    LIST_HEAD(client_list, client) clients;
};

static void drop(struct client *client)
{
    LIST_REMOVE(client, next);
    bufferevent_free(client->socket);
    free(client);
}

static void take_lines(struct bufferevent *socket, void *self)
{
    struct client *client = self;
    struct evbuffer *in = bufferevent_get_input(socket), *out = bufferevent_get_output(socket);
    char line[CONTROL_LINE_SIZE], answer[CONTROL_ANSWER_SIZE];
    struct evbuffer_ptr end = evbuffer_search_eol(in, NULL, NULL, EVBUFFER_EOL_LF);

    while (end.pos >= 0 && end.pos < CONTROL_LINE_SIZE) {
        (void)evbuffer_remove(in, line, (size_t)end.pos + 1);
        line[end.pos] = 0;
        client->control->act(client->control->self, line, answer);
        (void)evbuffer_add_printf(out, "%s\n", answer);
        end = evbuffer_search_eol(in, NULL, NULL, EVBUFFER_EOL_LF);
    }
    if (evbuffer_get_length(in) >= CONTROL_LINE_SIZE)
        drop(client);
}

static void take_end(struct bufferevent *socket, short what, void *self)
{
    (void)socket, (void)what;
    drop(self);
}

static void take_client(struct evconnlistener *listener, evutil_socket_t fd, struct sockaddr *from,
                        int len, void *self)
{
    struct control *control = self;
    struct client *client = calloc(1, sizeof *client);
    struct bufferevent *socket = bufferevent_socket_new(control->loop, fd, BEV_OPT_CLOSE_ON_FREE);

    (void)listener, (void)from, (void)len;
    if (client == NULL || socket == NULL) {
        if (socket != NULL)
            bufferevent_free(socket);
        else
            close(fd);
        free(client);
        return;
    }
    *client = (struct client){.control = control, .socket = socket};
    LIST_INSERT_HEAD(&control->clients, client, next);
    bufferevent_setcb(socket, take_lines, NULL, take_end, client);
    (void)bufferevent_enable(socket, EV_READ | EV_WRITE);
}

static bool find_socket(const char *path, struct address *out)
{
    char place[PATH_MAX];
    int len = snprintf(place, sizeof place, "unix:%s", path);

    return len > 0 && (size_t)len < sizeof place && place_parse(place, out);
}

static bool listen_at(struct control *control, const char *path)
{
    int fd = find_socket(path, &control->at) ? place_listen(&control->at) : -1;

    if (fd < 0)
        return false;
    control->listener = evconnlistener_new(control->loop, take_client, control,
                                           LEV_OPT_CLOSE_ON_FREE | LEV_OPT_CLOSE_ON_EXEC, 0, fd);
    if (control->listener == NULL)
        close(fd);
    return control->listener != NULL;
}

struct control *control_open(struct event_base *loop, const char *path, control_act *act,
                             void *self)
{
    struct control *control = calloc(1, sizeof *control);

    if (control == NULL)
        return NULL;
    *control = (struct control){.loop = loop, .act = act, .self = self};
    if (!listen_at(control, path))
        control_close(&control);
    return control;
}

void control_close(struct control **control)
{
    struct client *client = NULL;

    if (*control == NULL)
        return;
    while ((client = LIST_FIRST(&(*control)->clients)) != NULL)
        drop(client);
    if ((*control)->listener != NULL) {
        evconnlistener_free((*control)->listener);
        place_forget(&(*control)->at);
    }
    free(*control);
    *control = NULL;
}

static bool read_answer(int fd, char answer[CONTROL_ANSWER_SIZE])
{
    for (size_t len = 0; len < CONTROL_ANSWER_SIZE && recv(fd, answer + len, 1, 0) == 1; len++)
        if (answer[len] == '\n') {
            answer[len] = 0;
            return true;
        }
    return false;
}

bool control_tell(const char *path, const char *line, char answer[CONTROL_ANSWER_SIZE])
{
    struct address at;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool told = fd >= 0 && find_socket(path, &at) &&
                connect(fd, (const struct sockaddr *)&at.at, at.len) == 0 &&
                dprintf(fd, "%s\n", line) > 0 && read_answer(fd, answer);

    if (fd >= 0)
        close(fd);
    return told;
}
