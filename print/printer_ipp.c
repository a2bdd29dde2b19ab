#include "print/printer_ipp.h"

#include "print/printer_job.h"
#include "print/printer_seen.h"

#include <pthread.h>
#include <stdlib.h>

struct port {
    struct ipp_peer address; /* never connected itself */
    pthread_mutex_t lock;
    bool printing;
    struct printer_state state; /* while it prints */
    int earlier;                /* a job that may still put out paper; 0: none */
};

static void keep(void *self, const struct printer_state *state)
{
    struct port *port = self;

    pthread_mutex_lock(&port->lock);
    port->state = *state;
    pthread_mutex_unlock(&port->lock);
}

static void refuse(struct printer_state *state, enum trouble trouble)
{
    state->ready = false;
    state->code = trouble_code(trouble);
}

/* Asks the printer under the lock: while a document is on its way nobody else asks. */
static void look(struct port *port, struct ipp_peer *peer, struct printer_state *out)
{
    struct printer_seen seen;

    printer_look(peer, &seen);
    *out = seen.state;
    if (port->earlier == 0 || seen.trouble == TROUBLE_UNREACHABLE ||
        seen.trouble == TROUBLE_STRANGER)
        return;
    if (printer_job_is_dead(peer, port->earlier))
        port->earlier = 0;
    else
        refuse(out, TROUBLE_EARLIER);
}

static void state(void *self, struct printer_state *out)
{
    struct port *port = self;
    struct ipp_peer peer = port->address;

    pthread_mutex_lock(&port->lock);
    if (port->printing)
        *out = port->state;
    else
        look(port, &peer, out);
    pthread_mutex_unlock(&port->lock);
    ipp_peer_close(&peer);
}

/* One document at a time, and none while an earlier one may still come out. */
static bool take(struct port *port, struct ipp_peer *peer, struct printer_result *out)
{
    struct printer_state state = {0};
    bool ours = false;

    pthread_mutex_lock(&port->lock);
    if (port->printing)
        refuse(&state, TROUBLE_BUSY);
    else if (port->earlier != 0)
        look(port, peer, &state);
    if (state.code == ERR_OK)
        ours = port->printing = true;
    port->state = (struct printer_state){.phase = PRINTER_WARMING, .life_count = -1, .tray = -1};
    pthread_mutex_unlock(&port->lock);
    *out = (struct printer_result){.code = state.code, .dead = true};
    return ours;
}

static void print(void *self, struct view stream, int pages, int deadline_ms,
                  struct printer_result *out)
{
    struct port *port = self;
    struct ipp_peer peer = port->address;
    struct printer_order order = {stream, pages, deadline_ms, keep, port};
    int earlier = 0;

    if (take(port, &peer, out)) {
        earlier = printer_job_run(&peer, &order, out);
        pthread_mutex_lock(&port->lock);
        port->earlier = earlier;
        port->printing = false;
        pthread_mutex_unlock(&port->lock);
    }
    ipp_peer_close(&peer);
}

static void close_printer(void *self)
{
    struct port *port = self;

    pthread_mutex_destroy(&port->lock);
    free(port);
}

bool printer_ipp_open(const char *uri, struct printer_port *out)
{
    struct port *port = calloc(1, sizeof *port);

    if (port == NULL || !ipp_peer_parse(uri, &port->address)) {
        free(port);
        return false;
    }
    pthread_mutex_init(&port->lock, NULL);
    *out = (struct printer_port){port, state, print, close_printer};
    return true;
}
