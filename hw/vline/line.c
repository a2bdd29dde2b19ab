#include "hw/vline/line.h"

#include "hw/vline/connection.h"
#include "hw/vline/place.h"

#include <event2/event.h>
#include <event2/listener.h>
#include <stdlib.h>
#include <unistd.h>

struct line {
    struct connections all;
    struct address listen;
    struct evconnlistener *listener;
};

static void take_connection(struct evconnlistener *listener, evutil_socket_t fd,
                            struct sockaddr *from, int len, void *self)
{
    struct line *line = self;

    (void)listener, (void)from, (void)len;
    connection_begin(&line->all, fd);
}

struct line *line_open(struct event_base *loop, const struct address *listen,
                       const struct address *to)
{
    struct line *line = calloc(1, sizeof *line);
    int fd = line != NULL ? place_listen(listen) : -1;

    if (fd < 0) {
        free(line);
        return NULL;
    }
    line->all.loop = loop;
    line->all.to = *to;
    line->listen = *listen;
    TAILQ_INIT(&line->all.open);
    line->listener = evconnlistener_new(loop, take_connection, line,
                                        LEV_OPT_CLOSE_ON_FREE | LEV_OPT_CLOSE_ON_EXEC, 0, fd);
    if (line->listener == NULL) {
        close(fd);
        line_close(&line);
    }
    return line;
}

void line_close(struct line **line)
{
    if (*line == NULL)
        return;
    line_cut(*line);
    if ((*line)->listener != NULL)
        evconnlistener_free((*line)->listener);
    place_forget(&(*line)->listen);
    free(*line);
    *line = NULL;
}

int line_port(const struct line *line)
{
    if (line->listen.at.ss_family == AF_UNIX)
        return 0;
    return address_port(evconnlistener_get_fd(line->listener));
}

void line_follow(struct line *line, const struct plan *plan)
{
    struct connection *connection = NULL;

    line->all.plan = *plan;
    line->all.count = 0;
    for (size_t i = 0; i < WAYS; i++)
        line->all.bytes[i] = 0;
    TAILQ_FOREACH(connection, &line->all.open, next)
    connection->number = 0;
}

void line_cut(struct line *line)
{
    struct connection *connection = NULL;

    while ((connection = TAILQ_FIRST(&line->all.open)) != NULL)
        connection_end(connection, true);
}

struct line_counts line_count(const struct line *line)
{
    struct line_counts counts = {line->all.count, line->all.bytes[WAY_ASK],
                                 line->all.bytes[WAY_ANSWER], 0};
    const struct connection *connection = NULL;

    TAILQ_FOREACH(connection, &line->all.open, next)
    counts.open++;
    return counts;
}
