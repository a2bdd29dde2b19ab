#include "hw/vline/connection.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PIECE_MAX = 16384, QUEUE_MAX = 256 * 1024, TICKS_A_SECOND = 100 };

static void make_hard(int fd)
{
    struct linger linger = {.l_onoff = 1};

    (void)setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
}

static void free_way(struct way *way, bool hard)
{
    if (way->from != NULL) {
        if (hard)
            make_hard(bufferevent_getfd(way->from));
        bufferevent_free(way->from);
    }
    if (way->timer != NULL)
        event_free(way->timer);
    if (way->held != NULL)
        evbuffer_free(way->held);
}

void connection_end(struct connection *connection, bool hard)
{
    TAILQ_REMOVE(&connection->all->open, connection, next);
    for (size_t i = 0; i < WAYS; i++)
        free_way(&connection->way[i], hard);
    free(connection);
}

/* Whose answers are crossed: the newest other connection's, and its own where there is none. */
static struct connection *find_other(struct connection *connection)
{
    struct connection *other = TAILQ_LAST(&connection->all->open, connection_list);

    if (other == connection)
        other = TAILQ_PREV(connection, connection_list, next);
    return other != NULL ? other : connection;
}

static struct way *opposite(struct way *way)
{
    return &way->connection->way[way == &way->connection->way[WAY_ASK] ? WAY_ANSWER : WAY_ASK];
}

/* Where the bytes of a way leave, NULL: a deaf line has nobody there. */
static struct bufferevent *exit_of(struct way *way)
{
    struct connection *other = way->spoil.crossed ? find_other(way->connection) : way->connection;

    return other->way[opposite(way) - way->connection->way].from;
}

static bool all_left(struct way *way)
{
    struct bufferevent *to = opposite(way)->from;

    return evbuffer_get_length(way->held) == 0 &&
           (to == NULL || evbuffer_get_length(bufferevent_get_output(to)) == 0);
}

/* Whoever was told nothing is told no end either. */
static void pass_end_on(struct way *way)
{
    struct bufferevent *to = opposite(way)->from;

    if (way->told || !way->ended || way->spoil.lost || !all_left(way))
        return;
    way->told = shutdown(bufferevent_getfd(to), SHUT_WR) == 0;
}

/* Reads on unless something is late, over, or does not leave fast enough. */
static void steer(struct way *way)
{
    struct bufferevent *to = opposite(way)->from;
    bool full = to != NULL && evbuffer_get_length(bufferevent_get_output(to)) > QUEUE_MAX;

    if (way->from == NULL)
        return;
    if (way->waits || way->ended || full || way->then != SPOIL_GO_ON)
        bufferevent_disable(way->from, EV_READ);
    else
        bufferevent_enable(way->from, EV_READ);
}

/* Looks at what has changed. The connection may be gone afterwards. */
static void settle(struct connection *connection)
{
    bool over = true;

    for (size_t i = 0; i < WAYS; i++) {
        struct way *way = &connection->way[i];

        if (way->then != SPOIL_GO_ON && all_left(way)) {
            connection_end(connection, way->then == SPOIL_RESET);
            return;
        }
        pass_end_on(way);
        over = over && way->ended && (way->told || way->spoil.lost);
        steer(way);
    }
    if (over)
        connection_end(connection, false);
}

static bool set_timer(struct way *way, uint32_t ms)
{
    struct timeval time = {ms / 1000, (suseconds_t)(ms % 1000) * 1000};

    return evtimer_add(way->timer, &time) == 0;
}

/* All that is held leaves, or as much as a narrow way carries in a tick. True: there is more. */
static bool let_out(struct way *way)
{
    struct bufferevent *to = exit_of(way);
    size_t len = evbuffer_get_length(way->held), most = way->spoil.rate / TICKS_A_SECOND + 1;

    if (way->spoil.rate > 0 && len > most)
        len = most;
    if (to != NULL)
        (void)evbuffer_remove_buffer(way->held, bufferevent_get_output(to), len);
    else
        (void)evbuffer_drain(way->held, len);
    return evbuffer_get_length(way->held) > 0;
}

/* How long a tick of a narrow way is: its portion at its rate. */
static uint32_t tick_ms(const struct way *way)
{
    return (uint32_t)((way->spoil.rate / TICKS_A_SECOND + 1) * UINT64_C(1000) / way->spoil.rate);
}

static void go_on(evutil_socket_t fd, short what, void *self)
{
    struct way *way = self;

    (void)fd, (void)what;
    way->waits = let_out(way) && set_timer(way, tick_ms(way));
    settle(way->connection);
}

static void release(struct way *way, uint32_t late_ms)
{
    if (late_ms == 0 && way->spoil.rate > 0)
        late_ms = tick_ms(way);
    if (late_ms > 0)
        way->waits = set_timer(way, late_ms);
    if (!way->waits)
        (void)let_out(way);
}

static void take_piece(struct bufferevent *from, void *self)
{
    struct way *way = self;
    struct connections *all = way->connection->all;
    uint64_t *before = &all->bytes[way->spoil.answers ? WAY_ANSWER : WAY_ASK];
    uint8_t piece[PIECE_MAX];
    size_t len = bufferevent_read(from, piece, sizeof piece);
    struct moment moment = {way->connection->number, *before, len};
    struct spoil_result result = spoil_take(&way->spoil, &all->plan, &moment, piece);

    *before += len;
    way->then = result.then;
    (void)evbuffer_add(way->held, piece, result.pass);
    (void)evbuffer_add(way->held, piece + result.again, result.pass - result.again);
    release(way, result.late_ms);
    settle(way->connection);
}

static void take_drained(struct bufferevent *to, void *self)
{
    struct way *way = self;

    (void)to;
    settle(way->connection);
}

/* An end is passed on behind the bytes; a reset, or nobody there, at once. */
static void take_event(struct bufferevent *from, short what, void *self)
{
    struct way *way = self;
    struct connection *connection = way->connection;

    (void)from;
    if ((what & BEV_EVENT_ERROR) != 0) {
        connection_end(connection, true);
        return;
    }
    if ((what & BEV_EVENT_EOF) != 0)
        way->ended = true;
    settle(connection);
}

static bool open_way(struct connection *connection, size_t which, int fd)
{
    struct way *way = &connection->way[which];
    struct event_base *loop = connection->all->loop;

    way->connection = connection;
    way->spoil.answers = which == WAY_ANSWER;
    way->held = evbuffer_new();
    way->timer = evtimer_new(loop, go_on, way);
    way->from = bufferevent_socket_new(loop, fd, BEV_OPT_CLOSE_ON_FREE);
    if (way->from == NULL && fd >= 0)
        close(fd);
    if (way->from == NULL || way->held == NULL || way->timer == NULL)
        return false;
    bufferevent_setcb(way->from, take_piece, take_drained, take_event, way);
    return bufferevent_set_max_single_read(way->from, PIECE_MAX) == 0 &&
           bufferevent_enable(way->from, EV_READ) == 0;
}

/* Bytes are not kept back to send more of them at once. */
static void hurry(int fd)
{
    int on = 1;

    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

static bool connect_on(struct connection *connection)
{
    struct address to = connection->all->to;
    struct bufferevent *from = connection->way[WAY_ANSWER].from;

    if (bufferevent_socket_connect(from, (struct sockaddr *)&to.at, (int)to.len) != 0)
        return false;
    hurry(bufferevent_getfd(from));
    return true;
}

/* A deaf connection has a way that loses all, and one on which nobody speaks. */
static void make_deaf(struct connection *connection)
{
    struct way *answers = &connection->way[WAY_ANSWER];

    free_way(answers, false);
    answers->from = NULL;
    answers->held = NULL;
    answers->timer = NULL;
    answers->ended = answers->told = true;
    connection->way[WAY_ASK].spoil.lost = true;
}

static bool acts(const struct connections *all, enum fault_how how)
{
    const struct moment moment = {.exchange = all->count};

    return plan_find(&all->plan, &moment, how) != NULL;
}

void connection_begin(struct connections *all, int fd)
{
    struct connection *connection = calloc(1, sizeof *connection);

    all->count++;
    if (connection == NULL || acts(all, FAULT_REFUSED)) {
        make_hard(fd);
        close(fd);
        free(connection);
        return;
    }
    *connection = (struct connection){.all = all, .number = all->count};
    TAILQ_INSERT_TAIL(&all->open, connection, next);
    hurry(fd);
    if (!open_way(connection, WAY_ASK, fd) || !open_way(connection, WAY_ANSWER, -1))
        connection_end(connection, true);
    else if (acts(all, FAULT_DEAF))
        make_deaf(connection);
    else if (!connect_on(connection))
        connection_end(connection, true);
}
