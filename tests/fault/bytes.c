/* The HTTP of our lines, byte by byte: the server and the relay of drivers/net with the routes and
 * readers of app/wire, every message of the catalogue both ways, every fault at every byte of head
 * and body, below which TLS would only be in the way. Beside the question that meets the fault
 * another waits on a line of its own, and a third follows it. usage: bytes [EXCHANGE PLAN] walks
 * all or one of them; AKASHI_STEPS=dense takes every byte, else every 16th. */
#include "app/wire/wire.h"
#include "drivers/net/loop.h"
#include "drivers/net/relay.h"
#include "drivers/net/server.h"
#include "tests/fault/asking.h"
#include "tests/fault/shim.h"

#include <event2/event.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LEFT_MS = 1000, OVER_MS = 1500, PATIENCE_MS = 60000, SPARSE = 16, FDS = 64 };

static struct {
    struct event_base *loop;
    struct server *server;
    struct relay *relay;
    struct exchange exchange[EXCHANGES_MAX];
    size_t exchanges;
    struct asking asking[ASKINGS];
    struct server_request *held; /* the question beside */
    bool at_once;                /* the next question follows on the heels of the answer */
    bool stray;                  /* the server heard what nobody said */
    int descriptors;             /* without any connection */
    size_t bytes, cases, failed;
} walk;

static const enum fault_how hows[] = {FAULT_ENDED, FAULT_RESET, FAULT_LOST, FAULT_TWICE,
                                      FAULT_FLIP};

/* --- The server's side --------------------------------------------------------------------------
 */

static struct asking *asking_of(const struct server_request *request)
{
    for (size_t i = 0; i < ASKINGS; i++)
        if (strcmp(walk.asking[i].of->route->path, server_path(request)) == 0 &&
            view_equal(bytes_view(&walk.asking[i].of->ask), server_body(request)))
            return &walk.asking[i];
    return NULL;
}

static void answer(struct server_request *request, const struct exchange *exchange, enum err code)
{
    struct wire_problem problem = wire_problem_of(code);
    struct bytes body = bytes_new(WIRE_MAX);

    if (code == ERR_OK)
        server_answer(&request, exchange->status, exchange->type, bytes_view(&exchange->answer));
    else if (wire_problem_encode(&problem, &body))
        server_answer(&request, problem.status, WIRE_TYPE_PROBLEM, bytes_view(&body));
    bytes_free(&body);
}

/* What a fault has made of the question must at least have come that way. */
static void answer_spoilt(struct server_request *request)
{
    const struct exchange *own = walk.asking[ASKING_OWN].of;

    if (!asking_inside(server_body(request), shim_went(SHIM_ASK)))
        walk.stray = true;
    answer(request, own, exchange_read_ask(own, server_body(request)));
}

static void serve(void *self, struct server_request *request)
{
    struct asking *asking = asking_of(request);

    (void)self;
    if (asking == NULL) {
        answer_spoilt(request);
        return;
    }
    asking->heard++;
    if (asking == &walk.asking[ASKING_BESIDE] && walk.held == NULL) {
        server_park(request);
        walk.held = request;
        return;
    }
    answer(request, asking->of, exchange_read_ask(asking->of, server_body(request)));
}

/* --- The relay's side ---------------------------------------------------------------------------
 */

static void note(void *self, const struct relay_answer *answer);

static void send_out(size_t which, int left_ms)
{
    struct asking *asking = &walk.asking[which];

    relay_ask(walk.relay, asking->of->route->path, bytes_view(&asking->of->ask), left_ms, note,
              asking);
}

/* The next question leaves before anybody has looked at the line again. */
static void note(void *self, const struct relay_answer *answer)
{
    struct asking *asking = self;

    asking->told++;
    asking->arrived = answer->arrived;
    asking->status = answer->status;
    if (!bytes_set(&asking->body, answer->body))
        abort();
    if (asking != &walk.asking[ASKING_OWN] || asking->told > 1 || !walk.at_once)
        return;
    shim_disarm();
    send_out(ASKING_NEXT, LEFT_MS);
}

static bool wait_for(size_t which)
{
    if (walk.asking[which].told > 0)
        return true;
    shim_wait(OVER_MS);
    return shim_settle();
}

/* --- What is left over --------------------------------------------------------------------------
 */

static int count_descriptors(void)
{
    int count = 0;

    for (int fd = 0; fd < FDS; fd++)
        count += fcntl(fd, F_GETFD) >= 0;
    return count;
}

/* Each connection has four ends here. */
static const char *judge_what_is_left(void)
{
    size_t open = shim_open_count();

    if (shim_server_count() != open)
        return "a connection was forgotten";
    return count_descriptors() == walk.descriptors + 4 * (int)open ? NULL
                                                                   : "a descriptor was forgotten";
}

/* --- One case -----------------------------------------------------------------------------------
 */

static void begin(size_t which)
{
    for (size_t i = 0; i < ASKINGS; i++) {
        struct asking *asking = &walk.asking[i];

        bytes_free(&asking->body);
        *asking = (struct asking){.of = &walk.exchange[(which + i) % walk.exchanges],
                                  .body = bytes_new(WIRE_MAX)};
    }
    walk.stray = false;
}

static bool release_held(void)
{
    struct server_request *held = walk.held;

    walk.held = NULL;
    if (held != NULL)
        answer(held, walk.asking[ASKING_BESIDE].of,
               exchange_read_ask(walk.asking[ASKING_BESIDE].of, server_body(held)));
    return shim_settle();
}

/* A question that comes twice is answered twice. TLS takes no record twice; without it, HTTP can
 * tell only while nothing else is asked there. */
static bool answered_twice(const struct fault *fault)
{
    return fault->how == FAULT_TWICE && !fault->answers;
}

/* The server does not wait for the rest longer than it may: it has one connection less by now than
 * there would be without the silence. */
static bool waits_on(const struct fault *fault)
{
    return fault->how == FAULT_LOST && !fault->answers && fault->byte > 1 &&
           shim_server_count() + 1 != shim_open_count();
}

/* False: the loop does not come to rest, or the server waits on. */
static bool go(const struct fault *fault)
{
    bool rests = false;

    walk.at_once = !answered_twice(fault);
    send_out(ASKING_BESIDE, PATIENCE_MS);
    rests = shim_settle();
    shim_arm(fault);
    send_out(ASKING_OWN, LEFT_MS);
    rests = shim_settle() && rests && wait_for(ASKING_OWN);
    shim_disarm();
    if (!walk.at_once)
        send_out(ASKING_NEXT, LEFT_MS);
    rests = shim_settle() && rests && wait_for(ASKING_NEXT) && !waits_on(fault);
    shim_release();
    return release_held() && rests;
}

static void walk_one(size_t which, const struct fault *fault)
{
    const struct plan plan = {.fault = {*fault}, .count = 1};
    const char *wrong = NULL;
    char text[PLAN_TEXT_SIZE];

    begin(which);
    wrong = go(fault) ? asking_judge(walk.asking, fault) : "it goes on for ever";
    if (wrong == NULL)
        wrong = walk.stray ? "the server heard what nobody said" : judge_what_is_left();
    walk.cases++;
    if (wrong == NULL)
        return;
    walk.failed++;
    plan_text(&plan, text);
    printf("FAILED %zu '%s' (%s %s): %s\n", which, text, walk.exchange[which].route->path,
           walk.exchange[which].name, wrong);
}

/* How many bytes the exchange has each way when nothing goes wrong. */
static bool measure(size_t which, size_t len[SHIM_WAYS])
{
    static const struct fault never = {.when = FAULT_BYTE, .byte = UINT32_MAX};
    bool rests = false;

    begin(which);
    rests = go(&never);
    for (size_t way = 0; way < SHIM_WAYS; way++)
        len[way] = shim_came(way).len;
    return rests && asking_exact(&walk.asking[ASKING_OWN]) &&
           asking_exact(&walk.asking[ASKING_BESIDE]) && asking_exact(&walk.asking[ASKING_NEXT]) &&
           judge_what_is_left() == NULL;
}

/* The last byte always. */
static size_t next_byte(size_t byte, size_t len, size_t every)
{
    return byte < len && byte + every > len ? len : byte + every;
}

static void walk_way(size_t which, size_t way, size_t len, size_t every)
{
    for (size_t byte = 1; byte <= len; byte = next_byte(byte, len, every))
        for (size_t i = 0; i < sizeof hows / sizeof *hows; i++) {
            const struct fault fault = {.how = hows[i],
                                        .when = FAULT_BYTE,
                                        .answers = way == SHIM_ANSWER,
                                        .byte = (uint32_t)byte,
                                        .bit = (uint32_t)(byte % 8)};

            walk_one(which, &fault);
        }
}

static bool walk_exchange(size_t which, size_t every)
{
    size_t len[SHIM_WAYS];

    if (!measure(which, len)) {
        printf("FAILED %s%s: not answered when nothing goes wrong\n",
               walk.exchange[which].route->path, walk.exchange[which].name);
        return false;
    }
    for (size_t way = 0; way < SHIM_WAYS; way++) {
        walk.bytes += len[way];
        walk_way(which, way, len[way], every);
    }
    return true;
}

/* --- The bench ----------------------------------------------------------------------------------
 */

static void list_routes(struct server_route *out)
{
    for (size_t i = 0; i < walk.exchanges; i++)
        out[i] = (struct server_route){strcmp(walk.exchange[i].route->method, "get") == 0 ? "GET"
                                                                                          : "POST",
                                       walk.exchange[i].route->path, WIRE_TYPE_MESSAGE};
}

static bool open_bench(void)
{
    static struct server_route routes[EXCHANGES_MAX + 1];
    char why[TLS_WHY_SIZE];
    int listens = shim_listen();
    const struct server_plan server = {.address = "",
                                       .socket = listens,
                                       .peer_role = "kiosk",
                                       .routes = routes,
                                       .body_max = WIRE_MAX,
                                       .deadline_ms = PATIENCE_MS,
                                       .limits = {.receive_ms = LEFT_MS},
                                       .on_request = serve};
    const struct relay_plan relay = {.address = "127.0.0.1",
                                     .port = 1,
                                     .peer_role = "centre",
                                     .answer_max = WIRE_MAX,
                                     .deadline_ms = PATIENCE_MS};

    walk.exchanges = exchanges_make(walk.exchange, true);
    list_routes(routes);
    walk.loop = loop_open();
    if (walk.exchanges == 0 || walk.loop == NULL)
        return false;
    walk.server = server_open(walk.loop, &server, why);
    walk.relay = relay_open(walk.loop, &relay, why);
    if (walk.server == NULL || walk.relay == NULL)
        return false;
    shim_open(walk.loop, listens);
    walk.descriptors = count_descriptors();
    return true;
}

/* Whatever is left is closed from either side; the loop sees its end. */
static bool close_bench(void)
{
    bool rests = false;

    relay_close(&walk.relay);
    rests = shim_settle() && shim_open_count() == 0 && judge_what_is_left() == NULL;
    server_close(&walk.server);
    loop_close(&walk.loop);
    shim_close();
    for (size_t i = 0; i < ASKINGS; i++)
        bytes_free(&walk.asking[i].body);
    exchanges_free(walk.exchange, walk.exchanges);
    return rests;
}

static bool walk_this(const char *which, const char *text)
{
    char *end = NULL, why[PLAN_WHY_SIZE] = "";
    unsigned long number = strtoul(which, &end, 10);
    struct plan plan;

    if (*end != 0 || number >= walk.exchanges || !plan_parse_line(text, &plan, why))
        return false;
    walk_one(number, &plan.fault[0]);
    return true;
}

static bool walk_all(size_t every)
{
    bool good = true;

    for (size_t i = 0; i < walk.exchanges; i++)
        good = walk_exchange(i, every) && good;
    return good;
}

int main(int argc, char **argv)
{
    const char *steps = getenv("AKASHI_STEPS");
    size_t every = steps != NULL && strcmp(steps, "dense") == 0 ? 1 : SPARSE;
    bool good = false;

    if (!open_bench()) {
        fprintf(stderr, "bytes: the bench cannot be set up\n");
        return 2;
    }
    good = argc == 3 ? walk_this(argv[1], argv[2]) : argc == 1 && walk_all(every);
    good = close_bench() && good && walk.failed == 0;
    printf("exchanges=%zu bytes=%zu faults=%zu cases=%zu failed=%zu every=%zu\n", walk.exchanges,
           walk.bytes, sizeof hows / sizeof *hows, walk.cases, walk.failed, every);
    return good ? 0 : 1;
}
