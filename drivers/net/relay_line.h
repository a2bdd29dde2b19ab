/* Inside drivers/net only: one connection of a relay, which carries one question at a time. */
#ifndef DRIVERS_NET_RELAY_LINE_H
#define DRIVERS_NET_RELAY_LINE_H

#include "drivers/net/relay.h"

#include <sys/queue.h>

struct evbuffer;
struct event;
struct evhttp_connection;
struct evhttp_request;

struct relay_line {
    TAILQ_ENTRY(relay_line) next;
    struct relay *relay;
    struct evhttp_connection *http;
    struct relay_question *question; /* NULL: idle */
    bool dead;                       /* to be freed outside evhttp's own calls */
    int64_t idle_since;              /* ms on the steady clock */
};

struct relay_question {
    TAILQ_ENTRY(relay_question) next; /* while no line carries it */
    struct relay *relay;
    struct relay_line *line; /* NULL while it waits for one */
    bool queued;
    const char *path;
    struct evbuffer *body;
    struct event *deadline;
    int64_t until_ms; /* on the steady clock */
    void (*done)(void *self, const struct relay_answer *answer);
    void *self;
};

/* A connection that is not made before its first question; `ssl` is its own from here on. NULL when
 * memory ran out. */
MUST_USE struct relay_line *relay_line_open(struct relay *relay, struct event_base *loop,
                                            const struct relay_plan *plan, SSL *ssl);
void relay_line_close(struct relay_line **line);

/* False when it could not be sent. */
MUST_USE bool relay_line_send(struct relay_line *line, struct relay_question *question,
                              const struct relay_plan *plan);

/* Called by the line, once for each question that was sent; http is NULL when nothing came. */
void relay_line_answered(struct relay_line *line, struct evhttp_request *http);

/* Called by the line when the other side has hung up. */
void relay_line_lost(struct relay_line *line);

#endif
