#include "drivers/net/service.h"

#include "drivers/net/address.h"
#include "drivers/net/counts.h"
#include "drivers/net/listening.h"
#include "drivers/net/loop.h"
#include "drivers/net/server_inside.h"
#include "drivers/net/service_inside.h"
#include "drivers/net/steady.h"
#include "drivers/net/tickets.h"
#include "drivers/net/workers.h"

#include <event2/event.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

enum { SIGNALS = 4 };

static const int signals[SIGNALS] = {SIGTERM, SIGINT, SIGHUP, SIGCHLD};

struct parent {
    const struct service *service;
    struct workers workers;
    int sockets[WORKERS_MAX];
    struct event_base *loop; /* while no worker is to be started */
    bool ending;
    struct metrics_facts facts;
};

static int work(void *self, size_t number)
{
    struct parent *parent = self;
    int own = parent->sockets[number];

    parent->sockets[number] = -1;
    listening_close(parent->sockets, parent->workers.count);
    listening_close(&parent->facts.socket, 1);
    counts_worker(number);
    return service_work(parent->service, own);
}

/* Signals wait while no loop is there to take them. */
static void block(int how)
{
    sigset_t set;

    (void)sigemptyset(&set);
    for (size_t i = 0; i < SIGNALS; i++)
        (void)sigaddset(&set, signals[i]);
    (void)sigprocmask(how, &set, NULL);
}

static void on_signal(evutil_socket_t number, short what, void *self)
{
    struct parent *parent = self;

    (void)what;
    if (number == SIGTERM || number == SIGINT) {
        parent->ending = parent->facts.draining = true;
        /* What waits there would wait for nobody. */
        listening_close(parent->sockets, parent->workers.count);
        workers_signal(&parent->workers, SIGTERM);
    } else if (number == SIGHUP) {
        workers_signal(&parent->workers, SIGHUP);
    }
    if (number != SIGHUP)
        (void)event_base_loopbreak(parent->loop);
}

/* A worker's end has no other sign once its signal was taken in an earlier loop. */
static void note_the_dead(struct parent *parent)
{
    for (size_t ended = workers_reap(&parent->workers); !parent->ending && ended > 0; ended--) {
        counts_add(COUNT_WORKERS_RESTARTED);
        parent->service->tell("worker", ERR_RAISE(AK_N72), "");
    }
    parent->facts.alive = workers_alive(&parent->workers);
}

/* One loop from one event to the next, because nothing may be forked beside a loop. */
static bool wait_for_event(struct parent *parent, int ms)
{
    struct timeval span = steady_span(ms > 0 ? ms : 1);
    struct event *events[SIGNALS] = {NULL};
    struct metrics *metrics = NULL;
    bool good = false;

    parent->loop = loop_open();
    if (parent->loop == NULL)
        return false;
    metrics = metrics_open(parent->loop, &parent->facts);
    good = metrics != NULL;
    for (size_t i = 0; good && i < SIGNALS; i++) {
        events[i] = evsignal_new(parent->loop, signals[i], on_signal, parent);
        good = events[i] != NULL && event_add(events[i], NULL) == 0;
    }
    good = good && (ms < 0 || event_base_loopexit(parent->loop, &span) == 0);
    block(SIG_UNBLOCK);
    good = good && event_base_dispatch(parent->loop) >= 0;
    block(SIG_BLOCK);
    for (size_t i = 0; i < SIGNALS; i++)
        if (events[i] != NULL)
            event_free(events[i]);
    metrics_close(&metrics);
    loop_close(&parent->loop);
    return good;
}

static bool supervise(struct parent *parent)
{
    bool good = true;
    int wait = -1;

    while (good && !(parent->ending && workers_alive(&parent->workers) == 0)) {
        good = wait_for_event(parent, wait);
        note_the_dead(parent);
        wait = parent->ending ? -1 : workers_fill(&parent->workers);
        parent->facts.alive = workers_alive(&parent->workers);
    }
    return good;
}

/* What a worker will do, once, so that a wrong file stops the start and not a worker. */
static bool try_out(const struct service *service, char *why)
{
    struct event_base *loop = loop_open();
    SSL_CTX *tls = server_tls(&service->plan, why);
    bool good = loop != NULL && tls != NULL && service->open(service->self, loop, why);

    service->close(service->self);
    SSL_CTX_free(tls);
    loop_close(&loop);
    return good;
}

static void raise_file_limit(void)
{
    struct rlimit files;

    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        (void)setrlimit(RLIMIT_NOFILE, &files);
    }
}

static size_t count_workers(int wanted)
{
    long cpus = sysconf(_SC_NPROCESSORS_ONLN);

    if (wanted > 0)
        return (size_t)wanted < WORKERS_MAX ? (size_t)wanted : WORKERS_MAX;
    return cpus < 1 ? 1 : (cpus < WORKERS_MAX ? (size_t)cpus : WORKERS_MAX);
}

bool service_run(const struct service *service, char *why)
{
    const struct server_plan *plan = &service->plan;
    struct parent parent = {
        .service = service,
        .workers = {.count = count_workers(service->workers), .work = work, .self = &parent},
        .facts = {.socket = -1, .certificates = service->certificates}};
    bool ran = false;

    raise_file_limit();
    if (!try_out(service, why) || !listening_open(plan->address, plan->port, plan->demo,
                                                  parent.workers.count, parent.sockets, why))
        return false;
    if (service->metrics_port != 0 &&
        !listening_open("127.0.0.1", service->metrics_port, true, 1, &parent.facts.socket, why))
        goto out;
    (void)snprintf(why, TLS_WHY_SIZE, "no memory to share with workers");
    if (!counts_share(service->plan.routes) || !tickets_prepare())
        goto out;
    block(SIG_BLOCK);
    parent.facts.workers = parent.workers.count;
    (void)workers_fill(&parent.workers);
    parent.facts.alive = workers_alive(&parent.workers);
    service->up(address_port(parent.sockets[0]));
    ran = supervise(&parent);
    block(SIG_UNBLOCK);

out:
    listening_close(parent.sockets, parent.workers.count);
    listening_close(&parent.facts.socket, 1);
    return ran;
}
