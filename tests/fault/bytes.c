/* The HTTP of our lines, byte by byte: the server and the relay of drivers/net with the routes and
 * readers of app/wire, every message of the catalogue both ways, every fault at every byte of head
 * and body, below which TLS would only be in the way. Beside the question that meets the fault
 * another waits on a line of its own, and a third follows it. usage: bytes [EXCHANGE PLAN] walks
 * all or one of them; AKASHI_STEPS=dense takes every byte, else every 16th. */
#include "app/wire/wire.h"
#include "drivers/net/loop.h"
#include "drivers/net/relay.h"
#include "drivers/net/server.h"
#include "tests/fault/exchange.h"
#include "tests/fault/shim.h"

#include <event2/event.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { OWN, BESIDE, NEXT, ASKINGS };
enum { LEFT_MS = 1000, OVER_MS = 1500, PATIENCE_MS = 60000, SPARSE = 16, FDS = 64 };
enum { STATUS_OK = 200 };

/* A question on its way, and what became of it on either side. */
struct asking {
    const struct exchange *of;
    int told, heard;
    bool arrived;
    int status;
    struct bytes body;
};

static struct {
    struct event_base *loop;
    struct server *server;
    struct relay *relay;
    struct exchange exchange[EXCHANGES_MAX];
    size_t exchanges;
    struct asking asking[ASKINGS];
    struct server_request *held; /* the question beside */
    bool stray;                  /* the server heard what nobody asked and no fault made */
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

static bool inside(struct view part, struct view whole)
{
    return part.len == 0 || memmem(whole.at, whole.len, part.at, part.len) != NULL;
}

/* What a fault has made of the question must at least have come that way. */
static void answer_spoilt(struct server_request *request)
{
    const struct exchange *own = walk.asking[OWN].of;

    if (!inside(server_body(request), shim_went(SHIM_ASK)))
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
    if (asking == &walk.asking[BESIDE] && walk.held == NULL) {
        server_park(request);
        walk.held = request;
        return;
    }
    answer(request, asking->of, exchange_read_ask(asking->of, server_body(request)));
}

/* --- The relay's side ---------------------------------------------------------------------------
 */

static void note(void *self, const struct relay_answer *answer)
{
    struct asking *asking = self;

    asking->told++;
    asking->arrived = answer->arrived;
    asking->status = answer->status;
    if (!bytes_set(&asking->body, answer->body))
        abort();
}

/* False: the loop does not come to rest. */
static bool ask(size_t which, int left_ms)
{
    struct asking *asking = &walk.asking[which];

    relay_ask(walk.relay, asking->of->route->path, bytes_view(&asking->of->ask), left_ms, note,
              asking);
    return shim_settle();
}

static bool wait_for(size_t which)
{
    if (walk.asking[which].told > 0)
        return true;
    shim_wait(OVER_MS);
    return shim_settle();
}

/* --- What must be true --------------------------------------------------------------------------
 */

static bool exact(const struct asking *asking)
{
    return asking->arrived && asking->status == asking->of->status &&
           view_equal(bytes_view(&asking->body), bytes_view(&asking->of->answer));
}

/* Where the body of what came as an answer begins. */
static size_t body_begins(void)
{
    struct view came = shim_came(SHIM_ANSWER);
    const uint8_t *end = memmem(came.at, came.len, "\r\n\r\n", 4);

    return end != NULL ? (size_t)(end - came.at) + 4 : came.len;
}

/* Nobody below TLS can tell a bit that was turned in a body, but it is told as it came; what is
 * only a part of a message has no reader. */
static const char *judge_flipped_answer(const struct asking *own, const struct fault *fault)
{
    struct view went = shim_went(SHIM_ANSWER), body = bytes_view(&own->body);
    size_t begins = body_begins();
    enum err code = exchange_read_answer(own->of, body);

    if (own->heard != 1)
        return "not asked once";
    if (!own->arrived)
        return NULL;
    if (!inside(body, went))
        return "an answer that never came";
    if (fault->byte > begins && !view_equal(body, view_from(went, begins)))
        return "not the answer that came";
    if (body.len < own->of->answer.len && code == ERR_OK &&
        strcmp(own->of->type, WIRE_TYPE_SHEET) != 0)
        return "half a message was read";
    return NULL;
}

static const char *judge_own(const struct asking *own, const struct fault *fault)
{
    bool twice = fault->how == FAULT_TWICE, whole = fault->answers || twice;

    if (own->told != 1)
        return own->told == 0 ? "it hangs" : "told twice";
    if (fault->how == FAULT_FLIP && fault->answers)
        return judge_flipped_answer(own, fault);
    if (fault->how == FAULT_FLIP)
        return own->arrived && own->status == STATUS_OK && !exact(own) ? "another answer" : NULL;
    if (own->heard != whole + (twice && !fault->answers && fault->byte == 1))
        return "not heard as often as it was asked whole";
    if (twice)
        return exact(own) ? NULL : "not its own answer";
    return own->arrived ? "half an answer was taken for one" : NULL;
}

/* What a fault has left with the server becomes the beginning of the next question there, which is
 * refused unheard. Nothing but its own answer ever comes for an answer. */
static const char *judge_next(const struct asking *next, const struct fault *fault)
{
    struct wire_problem problem;

    if (next->told != 1 || next->heard > 1)
        return "the next question is not told once";
    if (!next->arrived || (exact(next) && next->heard == 1))
        return NULL;
    if (!fault->answers && next->heard == 0 &&
        wire_problem_decode(bytes_view(&next->body), &problem) == ERR_OK &&
        problem.status == next->status)
        return NULL;
    return "the next question has another's answer";
}

static const char *judge(const struct fault *fault)
{
    const struct asking *beside = &walk.asking[BESIDE], *next = &walk.asking[NEXT];
    const char *wrong = judge_next(next, fault);

    if (walk.stray)
        return "the server heard what nobody said";
    if (beside->told != 1 || beside->heard != 1 || !exact(beside))
        return "the question beside has not its own answer";
    return wrong != NULL ? wrong : judge_own(&walk.asking[OWN], fault);
}

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
        answer(held, walk.asking[BESIDE].of,
               exchange_read_ask(walk.asking[BESIDE].of, server_body(held)));
    return shim_settle();
}

static bool go(const struct fault *fault)
{
    bool rests = ask(BESIDE, PATIENCE_MS);

    shim_arm(fault);
    rests = rests && ask(OWN, LEFT_MS) && wait_for(OWN);
    shim_disarm();
    rests = rests && ask(NEXT, LEFT_MS) && wait_for(NEXT);
    shim_release();
    return release_held() && rests;
}

static void walk_one(size_t which, const struct fault *fault)
{
    const struct plan plan = {.fault = {*fault}, .count = 1};
    const char *wrong = NULL;
    char text[PLAN_TEXT_SIZE];

    begin(which);
    wrong = go(fault) ? judge(fault) : "it never rests";
    if (wrong == NULL)
        wrong = judge_what_is_left();
    walk.cases++;
    if (wrong == NULL)
        return;
    walk.failed++;
    plan_text(&plan, text);
    printf("FAILED %zu '%s' (%s %s): %s\n", which, text, walk.exchange[which].route->path, walk.exchange[which].name,
           wrong);
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
    return rests && exact(&walk.asking[OWN]) && exact(&walk.asking[BESIDE]) &&
           exact(&walk.asking[NEXT]) && judge_what_is_left() == NULL;
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
        out[i] = (struct server_route){
            strcmp(walk.exchange[i].route->method, "get") == 0 ? "GET" : "POST",
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

    walk.exchanges = exchanges_make(walk.exchange);
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
