/* Aims at the HTTP server of drivers/net (server.c, server_line.c, server_request.c,
 * server_refusal.c, deadline.c, admission.c) with the routes of the centre and the decoders behind
 * them. An input is a byte of choices, and pieces as they come in from two peers: two bytes of
 * length, the first bit of which says from whom, then so many of content. */
#include "app/wire/catalogue.h"
#include "drivers/net/deadline.h"
#include "drivers/net/loop.h"
#include "drivers/net/server_inside.h"
#include "server_wire.h"
#include "tests/helper/server_plain.h"
#include "tests/unit/app/wire/samples.h"

#include <errno.h>
#include <event2/event.h>
#include <event2/http.h>
#include <sys/socket.h>

enum {
    WIRES = 2,
    ROUTES_MAX = 8,
    ASKS_MAX = 8,
    WAITING_MAX = 1,
    QUIET = 3,
    DEADLINE_MS = 60000,
    SOON_MS = 3
};

/* Bits of the first byte: who ends first, and how many peers are welcome. */
enum { HANG_UP = 1, CLOSE_FIRST = 2, DRAIN = 4, ONE_EACH = 8, ONE_LINE = 16, NOBODY = 32 };

static struct {
    unsigned chosen;
    struct event_base *loop;
    struct server *server;
    struct wire wire[WIRES];
    struct server_request *held;
    bool drained;
} bench;

/* --- What comes in ------------------------------------------------------------------------------
 */

void __real_server_request_begin(struct evhttp_request *http, void *self);
void __wrap_server_request_begin(struct evhttp_request *http, void *self);

void __wrap_server_request_begin(struct evhttp_request *http, void *self)
{
    struct bufferevent *line =
        evhttp_connection_get_bufferevent(evhttp_request_get_connection(http));
    struct wire *wire = &bench.wire[plain_number_of(line)];

    wire->begun += !server_line_of(http)->over;
    fuzz_hold(wire->begun <= ASKS_MAX);
    __real_server_request_begin(http, self);
}

/* --- The centre, as far as its messages go ------------------------------------------------------
 */

static const struct catalogue_route *route_of(const char *path)
{
    const struct catalogue_route *route = NULL;

    for (size_t i = 0; (route = catalogue_route_at(i)) != NULL; i++)
        if (route->line == CATALOGUE_KIOSK_LINE && strcmp(route->path, path) == 0)
            return route;
    return NULL;
}

static const struct sample *sample_of(const char *name)
{
    for (size_t i = 0; i < SAMPLES; i++)
        if (strcmp(samples[i].name, name) == 0)
            return &samples[i];
    return NULL;
}

static void tell(struct server_request *request, int status, const char *type, struct view body)
{
    struct evhttp_connection *connection =
        request->http != NULL ? evhttp_request_get_connection(request->http) : NULL;

    if (connection != NULL)
        fuzz_hold(
            evbuffer_add(
                bench.wire[plain_number_of(evhttp_connection_get_bufferevent(connection))].told,
                body.at, body.len) == 0);
    server_answer(&request, status, type, body);
}

static void tell_problem(struct server_request *request, enum err code)
{
    struct wire_problem problem = wire_problem_of(code);
    struct bytes body = bytes_new(WIRE_MAX);

    fuzz_hold(wire_problem_encode(&problem, &body));
    tell(request, problem.status, WIRE_TYPE_PROBLEM, bytes_view(&body));
    bytes_free(&body);
}

/* What a station grants the next is no more than what it has itself. */
static void pass_deadline_on(int left_ms)
{
    char text[DEADLINE_TEXT_SIZE];
    int next_ms = 0;

    deadline_text(deadline_share(left_ms), text);
    fuzz_hold(left_ms <= DEADLINE_MS && deadline_meet(text, DEADLINE_MS, &next_ms));
    fuzz_hold(next_ms <= (left_ms > 0 ? left_ms : 1));
}

static bool holds(const char *path)
{
    return strcmp(path, WIRE_OUTCOME) == 0 || strcmp(path, WIRE_AWAIT) == 0;
}

/* Until the end; whoever waits for a change is in nobody's way. */
static void hold(struct server_request *request)
{
    bench.held = request;
    if (strcmp(server_path(request), WIRE_AWAIT) == 0)
        server_park(request);
}

/* What was understood is said again, so that an answer shows whose it is. */
static void serve(void *self, struct server_request *request)
{
    const struct catalogue_route *route = route_of(server_path(request));
    struct bytes body = bytes_new(WIRE_MAX);
    enum err code = ERR_OK;

    (void)self;
    fuzz_hold(route != NULL && server_body(request).len <= WIRE_MAX &&
              strcmp(server_peer(request)->role, "kiosk") == 0);
    pass_deadline_on(server_left_ms(request));
    if (route->asked[0] == 0)
        fuzz_hold(sample_of(route->answered)->make(&body));
    else
        code = sample_of(route->asked)->again(server_body(request), &body);
    if (code != ERR_OK)
        tell_problem(request, code);
    else if (bench.held == NULL && holds(route->path))
        hold(request);
    else
        tell(request, 200, WIRE_TYPE_MESSAGE, bytes_view(&body));
    bytes_free(&body);
}

/* One whose time is up soon is waited for: the server answers in its place. */
static void wait_for_deadline(void)
{
    while (bench.held != NULL && bench.held->http != NULL && !bench.held->parked &&
           server_left_ms(bench.held) < SOON_MS)
        (void)event_base_loop(bench.loop, EVLOOP_ONCE);
}

static void release_held(void)
{
    struct server_request *held = bench.held;

    bench.held = NULL;
    if (held != NULL)
        tell(held, 200, WIRE_TYPE_MESSAGE, view_text("held"));
}

/* --- The peers ----------------------------------------------------------------------------------
 */

static size_t hear(void)
{
    size_t sum = 0;

    for (size_t i = 0; i < WIRES; i++) {
        struct wire *wire = &bench.wire[i];

        while (wire->fd >= 0 && !wire->over) {
            int got = evbuffer_read(wire->heard, wire->fd, -1);

            wire->over = got == 0 || (got < 0 && errno != EAGAIN);
            if (got < 0)
                break;
        }
        sum += wire->begun + evbuffer_get_length(wire->heard) + wire->over;
    }
    return sum;
}

/* Until nothing happens any more. */
static void settle(void)
{
    size_t before = hear(), now = 0;

    for (int quiet = 0; quiet < QUIET; quiet = now == before ? quiet + 1 : 0) {
        before = now;
        (void)event_base_loop(bench.loop, EVLOOP_NONBLOCK);
        plain_flush();
        now = hear();
    }
}

static void say(const struct wire *wire, struct view piece)
{
    fuzz_hold(evbuffer_add(wire->said, piece.at, piece.len) == 0);
    while (piece.len > 0) {
        ssize_t sent = send(wire->fd, piece.at, piece.len, MSG_NOSIGNAL | MSG_DONTWAIT);
        bool gone = sent < 0 && errno != EAGAIN;

        settle();
        if (gone)
            return;
        piece = view_from(piece, sent > 0 ? (size_t)sent : 0);
    }
}

static void say_all(struct view rest)
{
    while (rest.len > 0) {
        size_t from = rest.at[0] >> 7,
               len = rest.len >= 2 ? (rest.at[0] & 0x7fU) << 8 | rest.at[1] : 0;
        struct view body = view_from(rest, 2),
                    piece = view_cut(body, 0, len < body.len ? len : body.len);

        say(&bench.wire[from], piece);
        rest = view_from(body, piece.len);
    }
}

/* --- One input ----------------------------------------------------------------------------------
 */

static void open_server(int listens)
{
    static struct server_route routes[ROUTES_MAX];
    const struct server_plan plan = {.address = "",
                                     .socket = listens,
                                     .peer_role = "kiosk",
                                     .routes = routes,
                                     .body_max = WIRE_MAX,
                                     .deadline_ms = DEADLINE_MS,
                                     .limits = {.lines_max = (bench.chosen & ONE_LINE) != 0,
                                                .lines_per_peer = (bench.chosen & ONE_EACH) != 0,
                                                .asks_per_line = ASKS_MAX,
                                                .waiting_max = WAITING_MAX},
                                     .on_request = serve};
    const struct catalogue_route *route = NULL;
    char why[TLS_WHY_SIZE];
    size_t count = 0;

    for (size_t i = 0; (route = catalogue_route_at(i)) != NULL; i++)
        if (route->line == CATALOGUE_KIOSK_LINE)
            routes[count++] = (struct server_route){
                strcmp(route->method, "get") == 0 ? "GET" : "POST", route->path, WIRE_TYPE_MESSAGE};
    bench.server = server_open(bench.loop, &plan, why);
    fuzz_hold(bench.server != NULL);
}

static void open_bench(unsigned chosen)
{
    struct event_base *loop = bench.loop != NULL ? bench.loop : loop_open();
    int listens = plain_listen(WIRES);

    memset(&bench, 0, sizeof bench);
    memset(&plain, 0, sizeof plain);
    plain.nobody = (chosen & NOBODY) != 0;
    bench.chosen = chosen;
    bench.loop = loop;
    open_server(listens);
    for (size_t i = 0; i < WIRES; i++)
        bench.wire[i] = (struct wire){.fd = plain_connect(listens),
                                      .said = evbuffer_new(),
                                      .heard = evbuffer_new(),
                                      .told = evbuffer_new()};
    settle();
}

static void hang_up(void)
{
    for (size_t i = 0; i < WIRES; i++) {
        if (bench.wire[i].fd >= 0)
            (void)close(bench.wire[i].fd);
        bench.wire[i].fd = -1;
    }
}

static void close_bench(void)
{
    server_close(&bench.server);
    release_held();
    settle();
    hang_up();
    for (size_t i = 0; i < WIRES; i++) {
        evbuffer_free(bench.wire[i].said);
        evbuffer_free(bench.wire[i].heard);
        evbuffer_free(bench.wire[i].told);
    }
}

/* What libevent did not close after its last word is cut when its time is up. */
static bool ends(const struct line *line)
{
    const struct server_line *each = NULL;

    TAILQ_FOREACH(each, &bench.server->line, next)
    if (each->ssl == line->ssl)
        return evtimer_pending(each->limit, NULL) != 0;
    return true;
}

/* To a spoilt CONNECT libevent answers without a length and listens on: whoever says that cannot
 * tell its answers apart. */
static bool connects(const struct wire *wire)
{
    return evbuffer_search(wire->said, "CONNECT", strlen("CONNECT"), NULL).pos >= 0;
}

static void check(void)
{
    for (size_t i = 0; i < WIRES; i++) {
        bool foreign = !connects(&bench.wire[i]) && wire_check(&bench.wire[i]);

        fuzz_hold(!foreign || bench.wire[i].over || ends(&plain.line[i]));
    }
}

static void note_drained(void *self)
{
    (void)self;
    fuzz_hold(!bench.drained);
    bench.drained = true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned chosen = size > 0 ? data[0] : 0;

    open_bench(chosen);
    say_all(view_from(view_of(data, size), 1));
    if ((chosen & HANG_UP) != 0)
        hang_up();
    if ((chosen & DRAIN) != 0)
        server_drain(bench.server, note_drained, NULL);
    wait_for_deadline();
    settle();
    if ((chosen & CLOSE_FIRST) == 0) {
        /* What came behind a request that was held may be held in its turn. */
        while (bench.held != NULL) {
            release_held();
            settle();
        }
        if ((chosen & HANG_UP) == 0)
            check();
    }
    close_bench();
    return 0;
}
