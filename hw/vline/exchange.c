#include "hw/vline/exchange.h"

#include "drivers/net/relay.h"
#include "drivers/net/server.h"

#include <event2/event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

enum { PATH_SIZE = 64, BODY_MAX = 256 * 1024, DEADLINE_MS = 60000, PATHS_MAX = 8, NO_ANSWER = 502 };

struct said {
    int status;
    struct bytes body;
};

/* One request and what becomes of it. */
struct talk {
    TAILQ_ENTRY(talk) next;
    struct exchange *exchange;
    struct server_request *request;
    struct event *timer;
    bool counts;     /* it can go wrong at all */
    uint64_t number; /* from 1 */
    char path[PATH_SIZE];
    struct said said;
};

struct exchange {
    struct event_base *loop;
    struct server *server;
    struct relay *relay;
    struct plan plan;
    struct exchange_counts counts;
    char only[PATH_SIZE];
    struct talk *crossing; /* it waits for another to exchange answers with */
    struct {
        char path[PATH_SIZE];
        struct said said;
    } last[PATHS_MAX];
    TAILQ_HEAD(talks, talk) talks;
};

static void end_talk(struct talk *talk)
{
    TAILQ_REMOVE(&talk->exchange->talks, talk, next);
    if (talk->exchange->crossing == talk)
        talk->exchange->crossing = NULL;
    if (talk->timer != NULL)
        event_free(talk->timer);
    bytes_free(&talk->said.body);
    free(talk);
}

static void say(struct talk *talk)
{
    talk->exchange->counts.answered += talk->counts;
    server_answer(&talk->request, talk->said.status, "application/json",
                  bytes_view(&talk->said.body));
    end_talk(talk);
}

static const struct fault *find_fault(const struct talk *talk, enum fault_how how, bool answers)
{
    const struct plan *plan = &talk->exchange->plan;
    const struct moment moment = {.exchange = talk->number};

    for (size_t i = 0; talk->counts && i < plan->count; i++)
        if (plan->fault[i].how == how && plan->fault[i].answers == answers &&
            fault_acts(&plan->fault[i], &moment))
            return &plan->fault[i];
    return NULL;
}

static void exchange_said(struct said *a, struct said *b)
{
    struct said was = *a;

    *a = *b;
    *b = was;
}

/* The first answer that is crossed waits for the second. */
static void cross(struct talk *talk)
{
    struct talk *other = talk->exchange->crossing;

    if (other == NULL) {
        talk->exchange->crossing = talk;
        return;
    }
    exchange_said(&talk->said, &other->said);
    say(other);
    say(talk);
}

/* The answer that the last one with this path got; this one's is kept in its place. */
static void remember(struct talk *talk, bool stale)
{
    for (size_t i = 0; i < PATHS_MAX; i++) {
        struct said *last = &talk->exchange->last[i].said;
        struct said fresh = {talk->said.status, bytes_new_secret(BODY_MAX)};
        bool known = strcmp(talk->exchange->last[i].path, talk->path) == 0;

        if ((!known && talk->exchange->last[i].path[0] != 0) ||
            !bytes_set(&fresh.body, bytes_view(&talk->said.body))) {
            bytes_free(&fresh.body);
            continue;
        }
        if (known && stale)
            exchange_said(&talk->said, last);
        bytes_free(&last->body);
        *last = fresh;
        memcpy(talk->exchange->last[i].path, talk->path, PATH_SIZE);
        return;
    }
}

static void wait_for(struct talk *talk, uint32_t ms, event_callback_fn then)
{
    struct timeval time = {ms / 1000, (suseconds_t)(ms % 1000) * 1000};

    talk->timer = evtimer_new(talk->exchange->loop, then, talk);
    if (talk->timer != NULL)
        (void)evtimer_add(talk->timer, &time);
}

static void say_late(evutil_socket_t fd, short what, void *self)
{
    (void)fd, (void)what;
    say(self);
}

/* What is lost stays until the line closes: the server answers for it at its deadline. */
static void answer_wrongly(struct talk *talk)
{
    const struct fault *slow = find_fault(talk, FAULT_SLOW, true);

    remember(talk, find_fault(talk, FAULT_STALE, false) != NULL);
    if (find_fault(talk, FAULT_LOST, true) != NULL)
        return;
    if (find_fault(talk, FAULT_CROSSED, false) != NULL)
        cross(talk);
    else if (slow != NULL)
        wait_for(talk, slow->ms, say_late);
    else
        say(talk);
}

static void take_answer(void *self, const struct relay_answer *answer)
{
    struct talk *talk = self;

    if (talk->request == NULL) {
        end_talk(talk);
        return;
    }
    talk->said.status = answer->arrived ? answer->status : NO_ANSWER;
    if (!bytes_set(&talk->said.body, answer->arrived ? answer->body : (struct view){0}))
        talk->said.status = NO_ANSWER;
    answer_wrongly(talk);
}

static void ask(struct talk *talk)
{
    relay_ask(talk->exchange->relay, talk->path, server_body(talk->request), DEADLINE_MS,
              take_answer, talk);
}

/* The answer to a question that was asked twice is the second one. */
static void ask_again(void *self, const struct relay_answer *answer)
{
    struct talk *talk = self;

    (void)answer;
    if (talk->request == NULL)
        end_talk(talk);
    else
        ask(talk);
}

static void ask_late(evutil_socket_t fd, short what, void *self)
{
    struct talk *talk = self;

    (void)fd, (void)what;
    event_free(talk->timer);
    talk->timer = NULL;
    ask(talk);
}

static void take_request(void *self, struct server_request *request)
{
    struct exchange *exchange = self;
    struct talk *talk = calloc(1, sizeof *talk);
    const struct fault *slow = NULL;

    if (talk == NULL) {
        server_answer(&request, NO_ANSWER, "text/plain", (struct view){0});
        return;
    }
    *talk = (struct talk){.exchange = exchange, .request = request};
    talk->said.body = bytes_new_secret(BODY_MAX);
    (void)snprintf(talk->path, sizeof talk->path, "%s", server_path(request));
    TAILQ_INSERT_TAIL(&exchange->talks, talk, next);
    talk->counts = exchange->only[0] == 0 || strcmp(exchange->only, talk->path) == 0;
    if (talk->counts)
        talk->number = ++exchange->counts.asked;
    slow = find_fault(talk, FAULT_SLOW, false);
    if (find_fault(talk, FAULT_LOST, false) != NULL)
        return;
    if (find_fault(talk, FAULT_TWICE, false) != NULL)
        relay_ask(exchange->relay, talk->path, server_body(request), DEADLINE_MS, ask_again, talk);
    else if (slow != NULL)
        wait_for(talk, slow->ms, ask_late);
    else
        ask(talk);
}

static bool open_sides(struct exchange *exchange, const struct exchange_plan *plan, char *why)
{
    const struct server_plan server = {.address = plan->address,
                                       .port = plan->port,
                                       .files = &plan->as_answerer,
                                       .peer_role = plan->asker,
                                       .body_max = BODY_MAX,
                                       .deadline_ms = DEADLINE_MS,
                                       .demo = true,
                                       .on_request = take_request,
                                       .self = exchange};
    const struct relay_plan relay = {.address = plan->to,
                                     .port = plan->to_port,
                                     .files = &plan->as_asker,
                                     .peer_role = plan->answerer,
                                     .answer_max = BODY_MAX,
                                     .deadline_ms = DEADLINE_MS,
                                     .demo = true};

    exchange->relay = relay_open(exchange->loop, &relay, why);
    if (exchange->relay != NULL)
        exchange->server = server_open(exchange->loop, &server, why);
    return exchange->server != NULL;
}

struct exchange *exchange_open(struct event_base *loop, const struct exchange_plan *plan, char *why)
{
    struct exchange *exchange = calloc(1, sizeof *exchange);

    (void)snprintf(why, TLS_WHY_SIZE, "no memory");
    if (exchange == NULL)
        return NULL;
    exchange->loop = loop;
    TAILQ_INIT(&exchange->talks);
    if (!open_sides(exchange, plan, why))
        exchange_close(&exchange);
    return exchange;
}

/* A talk that the relay still works on ends when the relay gives it back. */
static void give_back(struct exchange *exchange)
{
    struct talk *talk = NULL;

    TAILQ_FOREACH(talk, &exchange->talks, next)
    server_answer(&talk->request, NO_ANSWER, "text/plain", (struct view){0});
    relay_close(&exchange->relay);
    while ((talk = TAILQ_FIRST(&exchange->talks)) != NULL)
        end_talk(talk);
}

void exchange_close(struct exchange **exchange)
{
    if (*exchange == NULL)
        return;
    server_close(&(*exchange)->server);
    give_back(*exchange);
    for (size_t i = 0; i < PATHS_MAX; i++)
        bytes_free(&(*exchange)->last[i].said.body);
    free(*exchange);
    *exchange = NULL;
}

int exchange_port(const struct exchange *exchange)
{
    return server_port(exchange->server);
}

void exchange_follow(struct exchange *exchange, const struct plan *plan)
{
    exchange->plan = *plan;
    exchange->counts = (struct exchange_counts){0};
}

bool exchange_only(struct exchange *exchange, const char *path)
{
    size_t len = strlen(path);

    if (len < sizeof exchange->only)
        memcpy(exchange->only, path, len + 1);
    return len < sizeof exchange->only;
}

struct exchange_counts exchange_count(const struct exchange *exchange)
{
    return exchange->counts;
}
