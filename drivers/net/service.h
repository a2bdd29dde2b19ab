/* A service in several processes: a parent that listens, starts workers and puts another in the
 * place of one that died, and the workers, each a server in a loop of its own. SIGTERM and SIGINT
 * end it once what was asked is answered; SIGHUP has the files of its lines read again. */
#ifndef DRIVERS_NET_SERVICE_H
#define DRIVERS_NET_SERVICE_H

#include "crypto/base/err.h"
#include "drivers/net/metrics.h"
#include "drivers/net/server.h"

struct service {
    struct server_plan plan;
    int workers;      /* 0: as many as CPUs */
    int metrics_port; /* on 127.0.0.1 (metrics.h); 0: none */
    const struct metrics_certificate *certificates;

    /* In each worker: makes and frees what requests are served with. The parent does both once
     * before, so that what is wrong is found at the start. False with one line in `why`. */
    bool (*open)(void *self, struct event_base *loop, char *why);
    void (*close)(void *self);

    /* In each worker, at SIGHUP, after the server's own files. NULL: nothing more to read. */
    bool (*reload)(void *self, char *why);

    void (*up)(int port);                                           /* it listens */
    void (*tell)(const char *step, enum err code, const char *why); /* for the log; why may be "" */
    void *self;
};

/* Returns when it was told to end. False with one line in `why` (512 bytes) when it could not
 * start. */
MUST_USE bool service_run(const struct service *service, char *why);

#endif
