/* One connection of a line: an asker, an answerer, and a way in each direction. It frees itself
 * when both ways have ended. */
#ifndef HW_VLINE_CONNECTION_H
#define HW_VLINE_CONNECTION_H

#include "drivers/fault/plan.h"
#include "drivers/net/address.h"
#include "hw/vline/spoil.h"

#include <sys/queue.h>

struct bufferevent;
struct connection;
struct evbuffer;
struct event;
struct event_base;

enum { WAY_ASK, WAY_ANSWER, WAYS };

struct way {
    struct connection *connection;
    struct bufferevent *from; /* the asker's or the answerer's socket */
    struct evbuffer *held;    /* what is late */
    struct event *timer;
    struct spoil spoil;
    enum spoil_then then; /* once all that passed has left */
    bool waits;           /* the timer runs */
    bool ended;           /* nothing more comes from there */
    bool told;            /* and the other side knows it */
};

/* What all connections of a line share. */
struct connections {
    struct event_base *loop;
    struct address to;
    struct plan plan;
    uint64_t count;       /* since the plan came */
    uint64_t bytes[WAYS]; /* that came, likewise */
    TAILQ_HEAD(connection_list, connection) open;
};

struct connection {
    TAILQ_ENTRY(connection) next;
    struct connections *all;
    uint64_t number; /* from 1 since the plan came; 0: it was there before */
    struct way way[WAYS];
};

/* Takes over an accepted socket. */
void connection_begin(struct connections *all, int fd);

/* Ends both sides at once; `hard`: by a reset. */
void connection_end(struct connection *connection, bool hard);

#endif
