#include "drivers/net/counts.h"
#include "drivers/net/loop.h"
#include "drivers/net/service_inside.h"
#include "drivers/net/steady.h"

#include <event2/event.h>
#include <signal.h>
#include <stdlib.h>

struct worker {
    const struct service *service;
    struct event_base *loop;
    struct server *server;
    struct event *end, *interrupt, *reload, *patience;
};

static void leave(void *self)
{
    struct worker *worker = self;

    (void)event_base_loopbreak(worker->loop);
}

static void run_out(evutil_socket_t fd, short what, void *self)
{
    (void)fd, (void)what;
    leave(self);
}

/* Whoever asked has an answer or has given up by then. */
static void drain(evutil_socket_t number, short what, void *self)
{
    struct worker *worker = self;
    const struct server_plan *plan = &worker->service->plan;
    struct timeval span = steady_span(plan->deadline_ms + 2 * plan->limits.receive_ms);

    (void)number, (void)what;
    (void)evtimer_add(worker->patience, &span);
    server_drain(worker->server, leave, worker);
}

static void reload(evutil_socket_t number, short what, void *self)
{
    const struct worker *worker = self;
    const struct service *service = worker->service;
    char why[TLS_WHY_SIZE] = "";
    enum err code = ERR_OK;

    (void)number, (void)what;
    if (!server_reload(worker->server, why) ||
        (service->reload != NULL && !service->reload(service->self, why)))
        code = ERR_RAISE(AK_N70);
    counts_add(code == ERR_OK ? COUNT_RELOADED : COUNT_RELOAD_REFUSED);
    service->tell("reload", code, why);
}

static bool listen_to_signals(struct worker *worker)
{
    worker->end = evsignal_new(worker->loop, SIGTERM, drain, worker);
    worker->interrupt = evsignal_new(worker->loop, SIGINT, drain, worker);
    worker->reload = evsignal_new(worker->loop, SIGHUP, reload, worker);
    worker->patience = evtimer_new(worker->loop, run_out, worker);
    return worker->end != NULL && worker->interrupt != NULL && worker->reload != NULL &&
           worker->patience != NULL && event_add(worker->end, NULL) == 0 &&
           event_add(worker->interrupt, NULL) == 0 && event_add(worker->reload, NULL) == 0;
}

static void close_worker(struct worker *worker)
{
    struct event *events[] = {worker->end, worker->interrupt, worker->reload, worker->patience};

    server_close(&worker->server);
    worker->service->close(worker->service->self);
    for (size_t i = 0; i < sizeof events / sizeof *events; i++)
        if (events[i] != NULL)
            event_free(events[i]);
    loop_close(&worker->loop);
}

int service_work(const struct service *service, int socket)
{
    struct worker worker = {.service = service, .loop = loop_open()};
    struct server_plan plan = service->plan;
    char why[TLS_WHY_SIZE] = "no event loop";
    bool served = false;

    plan.socket = socket;
    if (worker.loop != NULL && service->open(service->self, worker.loop, why))
        worker.server = server_open(worker.loop, &plan, why);
    if (worker.server != NULL)
        served = listen_to_signals(&worker) && event_base_dispatch(worker.loop) >= 0;
    else
        service->tell("start", ERR_RAISE(AK_N71), why);
    close_worker(&worker);
    return served ? EXIT_SUCCESS : EXIT_FAILURE;
}
